//go:build !first && !whole

package engine

import "slices"

// scriptingFamilies are the commands that need Lua.
func scriptingFamilies() []Command { return slices.Concat(scriptCommands, functionCommands) }
