//go:build first

package engine

const thisBuild = BuildFirst

func (*Engine) attachFamilies() {}

func furtherFamilies() []Command        { return nil }
func furtherSubcommands() []subcommands { return nil }
