//go:build !first

package engine

import "slices"

// furtherFamilies are what the page loads when a learner asks for one of them.
func furtherFamilies() []Command {
	return slices.Concat(
		hashExpireCommands,
		sortCommands,
		memoryCommands,
		waitaofCommands,
		zsetCommands, zsetRangeCommands, zsetPopCommands, zsetAlgebraCommands,
		streamCommands, streamReadCommands, streamGroupCommands, streamPendingCommands, streamInfoCommands,
	)
}

// furtherSubcommands are those among them whose containers are in the first families.
func furtherSubcommands() []subcommands {
	return []subcommands{}
}
