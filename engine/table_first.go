//go:build first

package engine

func furtherFamilies() []Command        { return nil }
func furtherSubcommands() []subcommands { return nil }

// newAccess: the first families know one user, whom requirepass gives a password.
func newAccess(*Engine) accessControl { return nil }
