// All families of commands in one place.

package engine

import "slices"

// Commands returns every command, family by family. The declarations are
// the caller's: changing them changes no engine.
func Commands() []Command {
	list := slices.Concat(
		stringCommands, numberCommands,
		hashCommands,
		listCommands, listEditCommands, blockingListCommands,
		setCommands, setAlgebraCommands,
		keyCommands, expireCommands, scanCommands, objectCommands,
		transactionCommands, pubsubCommands,
		connectionCommands, clientCommands,
		serverCommands, configCommands, infoCommands, commandCommands,
	)
	for i := range list {
		list[i].Subcommands = slices.Clone(list[i].Subcommands)
	}
	return list
}
