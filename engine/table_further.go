//go:build !first

package engine

import "slices"

// furtherFamilies are what the page loads when a learner asks for one of them.
func furtherFamilies() []Command {
	return slices.Concat(
		aclCommands, shardCommands,
		clusterCommands, replicationCommands, persistenceCommands, moduleCommands, lolwutCommands,
	)
}

// furtherSubcommands are those among them whose containers are in the first families.
func furtherSubcommands() []subcommands {
	return []subcommands{
		{"pubsub", shardSubcommands},
	}
}

// newAccess is the users, to whom the ACL commands add.
func newAccess(e *Engine) accessControl { return newAccessList(e) }
