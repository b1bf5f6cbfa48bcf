//go:build first

package engine

import "resplay/resp"

const thisBuild = BuildFirst

func (*Engine) attachFamilies() {}

func furtherFamilies() []Command        { return nil }
func furtherSubcommands() []subcommands { return nil }

// newAccess: the first families know one user, whom requirepass gives a password.
func newAccess(*Engine) accessControl { return nil }

// Snapshot returns the commands that make the keys: images proper are for a
// larger build.
func (e *Engine) Snapshot() []byte { return e.AppendRewrite(nil) }

// Restore is for a larger build, which is told.
func (e *Engine) Restore([]byte) error {
	if err := e.elsewhere("restore", BuildWhole); err != nil {
		return err
	}
	return errElsewhere
}

const errElsewhere = resp.Error("ERR this image is for a larger build of the engine")
