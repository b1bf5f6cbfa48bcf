// What families that are loaded on demand attach to an engine. In a build
// without them all of it is nil, and costs a comparison.

package engine

import (
	"time"

	"resplay/resp"
)

// hooks are those attachments.
type hooks struct {
	follower follower // follows all commands; nil only where nobody can ask what it saw
	tracker  tracker  // follows keys for clients that cache them; nil: none ever did
	gate     gate     // keeps commands waiting; nil: it never did
	limiter  limiter  // of output, beside Options.OutputLimit
	chores   []chore

	chooseVictim func() (*entry, *database) // that is evicted next; nil: no policy can be set

	lazily     func(*call)   // removes what has expired of a command's keys; nil: the clock does
	queryLimit int           // client-query-buffer-limit
	slept      time.Duration // by DEBUG SLEEP, in all
	lap        time.Duration // the stopwatch when the last command ended, whose time is the next one's beginning; 0: more has happened since
}

// follower is told of commands and replies, for MONITOR, SLOWLOG and LATENCY,
// and for what clients cache.
type follower interface {
	refused(cmd *Command)                          // it may not run
	ran(c *call, began time.Duration, failed bool) // began is the stopwatch's
	replied(conn *Conn, args []string)             // what it gets is in the output
	forget(conn *Conn)                             // it has ended, or is made as new
	settle()                                       // what came together is done
}

// tracker is told what happens to keys.
type tracker interface {
	changed(key string)
	flushed()
}

// gate keeps commands waiting, for CLIENT PAUSE and DEBUG SLEEP.
type gate interface {
	stands(conn *Conn) bool // nobody is read for now
	postpones(conn *Conn, cmd *Command, args []string) bool
	holds(conn *Conn, args []string, reply resp.Value) bool
	standstill() (until time.Time, standing bool)
}

// limiter knows how much output a client may leave unread.
type limiter interface{ exceeded(conn *Conn) bool }

// chore is something that happens by itself at a time.
type chore interface {
	due() (time.Time, bool)
	run()
}

// stopwatch is the time that commands have taken, from some beginning on.
func (e *Engine) stopwatch() time.Duration {
	if e.options.Stopwatch == nil {
		return e.slept
	}
	return e.options.Stopwatch() + e.slept
}

// begin is the stopwatch's time at the beginning of a command. Commands that
// follow each other share a look at it: one for each is a tenth of its time.
func (e *Engine) begin() time.Duration {
	began := e.lap
	e.lap = 0
	if began == 0 || e.depth > 1 {
		return e.stopwatch()
	}
	return began
}

// nextChore returns when the next of the chores is due.
func (e *Engine) nextChore() (at time.Time, found bool) {
	for _, chore := range e.chores {
		if due, ok := chore.due(); ok && (!found || due.Before(at)) {
			at, found = due, true
		}
	}
	return at, found
}

// runChores does what is due by now.
func (e *Engine) runChores() {
	for _, chore := range e.chores {
		if due, ok := chore.due(); ok && !due.After(e.now) {
			chore.run()
		}
	}
}

// tracking is what a connection has asked for by CLIENT TRACKING ON.
type tracking struct {
	redirect int64    // the connection that is told instead; 0: itself
	prefixes []string // of keys, in order; broadcasting only
	bcast    bool
	optIn    bool // CLIENT CACHING YES goes ahead of what is cached
	optOut   bool // CLIENT CACHING NO goes ahead of what is not
	noLoop   bool // not told of what it changes itself
	caching  bool // CLIENT CACHING was given, and counts for the next command
	broken   bool // the connection that is told instead has gone
}

// redirect is the connection that is told of keys instead of this one; 0:
// none, and -1: it does not want to hear of any.
func (c *Conn) redirect() int64 {
	if c.tracking == nil {
		return -1
	}
	return c.tracking.redirect
}
