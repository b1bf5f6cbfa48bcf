//go:build !first && !whole

package engine

// scriptingFamilies are the commands that need Lua.
func scriptingFamilies() []Command { return nil }
