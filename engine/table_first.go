//go:build first

package engine

const thisBuild = BuildFirst

func (*Engine) attachFamilies() {}

func furtherFamilies() []Command        { return nil }
func furtherSubcommands() []subcommands { return nil }

// newAccess: the first families know one user, whom requirepass gives a password.
func newAccess(*Engine) accessControl { return nil }

// What images hold of further families is for a larger build.
func imageSections() []imageSection          { return nil }
func (m *image) furtherObject(object) object { return nil }
func (m *image) newTimes() fieldTimes        { return nil }
