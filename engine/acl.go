// Who a connection acts as. What users other than an unrestricted one may do
// is known to the ACL family alone.

package engine

// defaultUserName is the user that every connection begins as.
const defaultUserName = "default"

// user is who a connection acts as.
type user struct {
	name        string
	enabled     bool                       // may authenticate
	anyPassword bool                       // any password will do, and none
	password    string                     // as requirepass has it; it counts while matches is nil
	matches     func(password string) bool // compares with the passwords that ACL SETUSER gave; nil: it gave none
	guard       guard                      // nil: the user may do everything
}

// guard refuses what a user may not do.
type guard interface {
	// permits returns why the user must not run a command; nil: it may.
	permits(c *Conn, cmd *Command, args []string, where accessContext) error
}

// accessContext is on whose behalf a command is about to run.
type accessContext int

const (
	atTopLevel accessContext = iota
	inMulti                  // it is being queued
	inExec                   // it was queued, and permitted then
	inScript
)

// accessControl is the users that ACL commands make. A build without these
// commands has none.
type accessControl interface {
	find(name string) *user // nil: there is no such user
	authFailed(c *Conn, args []string, name string)
}

// newDefaultUser is the user that requirepass gives a password; "": none.
func newDefaultUser(password string) *user {
	u := &user{name: defaultUserName, enabled: true}
	u.require(password)
	return u
}

// require sets the only password of a user; "": any will do.
func (u *user) require(password string) {
	u.password, u.anyPassword, u.matches = password, password == "", nil
}

// accepts reports whether somebody with this password may act as the user.
func (u *user) accepts(password string) bool {
	switch {
	case !u.enabled:
		return false
	case u.anyPassword:
		return true
	case u.matches != nil:
		return u.matches(password)
	}
	return u.password != "" && equalInConstantTime(password, u.password)
}

// welcome reports whether connections act as the user from the beginning.
func (u *user) welcome() bool { return u.anyPassword && u.enabled }

// findUser returns a user by name; nil: there is none.
func (e *Engine) findUser(name string) *user {
	switch {
	case name == defaultUserName:
		return e.defaultUser
	case e.access == nil:
		return nil
	}
	return e.access.find(name)
}

// permits returns why the user of c must not run a command; nil: it may.
// A refusal goes into the ACL log.
func (e *Engine) permits(c *Conn, cmd *Command, args []string, where accessContext) error {
	if c.user.guard == nil {
		return nil
	}
	return c.user.guard.permits(c, cmd, args, where)
}

// become makes c act as a user.
func (c *Conn) become(u *user, authenticated bool) {
	c.user, c.authenticated = u, authenticated
}

// becomeDefault makes c act as it did when it connected.
func (c *Conn) becomeDefault() {
	c.become(c.engine.defaultUser, c.engine.defaultUser.welcome())
}

// turnOut ends a connection because another asked for that, or it did so
// itself: then it is closed when it has its answer.
func (e *Engine) turnOut(c, asker *Conn) {
	if c == asker {
		c.leaving = true
		return
	}
	c.cutOff()
}
