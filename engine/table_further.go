//go:build !first

package engine

import "slices"

// furtherFamilies are what the page loads when a learner asks for one of them.
// Each is a function, or in a file with this build tag: what a variable refers
// to would be in every build.
func furtherFamilies() []Command {
	return slices.Concat(
		configCommands, infoCommands,
		lcsCommands,
		zsetAlgebraCommands,
		bitCommands, bitopCommands, bitfieldCommands,
		hyperloglogCommands,
		monitorCommands, slowlogCommands, latencyCommands, debugCommands,
		geoCommands, geoSearchCommands,
		streamCommands(), streamReadCommands(), streamGroupCommands(), streamPendingCommands(), streamInfoCommands(),
		hashExpireCommands(),
		sortCommands(),
		memoryCommands(),
		waitaofCommands(),
		dumpCommands(), migrateCommands(),
		aclCommands, shardCommands,
		clusterCommands, replicationCommands, persistenceCommands, moduleCommands, lolwutCommands,
	)
}

// attachFamilies makes them follow what an engine does.
func (e *Engine) attachFamilies() {
	e.follower = newSupervisor(e)
	e.limiter = newOutputLimits(e)
	e.chooseVictim = e.victim
}

// furtherSubcommands are those among them whose containers are in the first families.
func furtherSubcommands() []subcommands {
	return []subcommands{
		{"client", clientPauseCommands}, {"client", trackingCommands},
		{"pubsub", shardSubcommands},
	}
}

// newAccess is the users, to whom the ACL commands add.
func newAccess(e *Engine) accessControl { return newAccessList(e) }
