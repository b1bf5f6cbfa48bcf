//go:build first

package engine

func furtherFamilies() []Command        { return nil }
func furtherSubcommands() []subcommands { return nil }
