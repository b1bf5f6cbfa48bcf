//go:build first

package engine

const thisBuild = BuildFirst

func furtherFamilies() []Command        { return nil }
func furtherSubcommands() []subcommands { return nil }
