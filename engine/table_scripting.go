//go:build !first && !whole

package engine

import "slices"

const thisBuild = BuildScripting

// scriptingFamilies are the commands that need Lua, or describe all others.
func scriptingFamilies() []Command {
	return slices.Concat(
		commandCommands,
		scriptCommands, functionCommands,
	)
}
