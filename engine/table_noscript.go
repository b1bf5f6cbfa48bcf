//go:build first || whole

package engine

func scriptingFamilies() []Command { return nil }
