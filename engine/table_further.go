//go:build !first

package engine

import "slices"

// furtherFamilies are what the page loads when a learner asks for one of them.
// Each is a function: what a variable refers to would be in every build.
func furtherFamilies() []Command {
	return slices.Concat(
		streamCommands(), streamReadCommands(), streamGroupCommands(), streamPendingCommands(), streamInfoCommands(),
	)
}

// furtherSubcommands are those among them whose containers are in the first families.
func furtherSubcommands() []subcommands {
	return []subcommands{}
}
