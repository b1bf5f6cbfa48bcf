// All families of commands in one place. The page's first module has the
// first families only and is built with the tag "first"; a second one has
// all but scripting, tag "whole"; every other build has everything. What a
// build lacks it knows by name, see elsewhere.go.

package engine

import "slices"

// Commands returns every command of this build, family by family. The
// declarations are the caller's: changing them changes no engine. The tables
// are literals throughout: a call in them would have the page's module build
// them with code, which weighs more than they do.
func Commands() []Command {
	list := slices.Concat(firstFamilies(), furtherFamilies(), scriptingFamilies())
	for i := range list {
		list[i].Subcommands = slices.Clone(list[i].Subcommands)
		for _, more := range furtherSubcommands() {
			if more.container == list[i].Name {
				help := len(list[i].Subcommands) - 1 // stays last
				list[i].Subcommands = slices.Insert(list[i].Subcommands, help, more.list...)
			}
		}
		list[i].Keys = completed(list[i].Keys)
		for j := range list[i].Subcommands {
			list[i].Subcommands[j].Keys = completed(list[i].Subcommands[j].Keys)
		}
	}
	return list
}

// subcommands are some of a container's, declared apart from the others.
type subcommands struct {
	container string
	list      []Command
}

// firstFamilies are what most learners begin with.
func firstFamilies() []Command {
	return slices.Concat(
		stringCommands, numberCommands,
		hashCommands,
		listCommands, listEditCommands, blockingListCommands,
		setCommands, setAlgebraCommands,
		zsetCommands, zsetAddCommands, zsetRangeCommands, zsetPopCommands,
		keyCommands, expireCommands, scanCommands, objectCommands,
		transactionCommands, pubsubCommands,
		connectionCommands, clientCommands,
		serverCommands,
	)
}
