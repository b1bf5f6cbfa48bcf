//go:build !first

// What keeps commands waiting: CLIENT PAUSE until a time, and DEBUG SLEEP,
// during which the whole server stands still.

package engine

import (
	"slices"
	"strings"
	"time"

	"resplay/resp"
)

// pause is the gate of an engine that was paused once.
type pause struct {
	engine *Engine

	until     time.Time // end of CLIENT PAUSE; zero: there is none
	all       bool      // it stops all commands, not only writes
	over      bool      // CLIENT UNPAUSE came: it ends when that has its reply
	postponed []*wait   // commands, in the order in which they came

	still   time.Time // end of DEBUG SLEEP; zero: there is none
	sleeper *Conn     // whose command it is
	reply   resp.Value
	unread  []*Conn // with input that came meanwhile
}

// paused returns the gate, made when it is first needed.
func (e *Engine) paused() *pause {
	if e.gate == nil {
		p := &pause{engine: e}
		e.gate = p
		e.chores = append(e.chores, p)
	}
	return e.gate.(*pause)
}

// pause makes commands wait. A pause that is there already ends no sooner for
// it, and stops no less.
func (p *pause) pause(until time.Time, all bool) {
	if p.over || !p.until.After(p.engine.now) {
		p.until, p.all, p.over = time.Time{}, false, false
	}
	if until.After(p.until) {
		p.until = until
	}
	p.all = p.all || all
	p.engine.chooseExpiry()
}

// unpause ends the pause, and runs what has come meanwhile.
func (p *pause) unpause() {
	p.until, p.all, p.over = time.Time{}, false, false
	p.engine.chooseExpiry()
	postponed := p.postponed
	p.postponed = nil
	for _, w := range postponed {
		if w.conn.wait == w {
			w.conn.continues(w)
		}
	}
}

// continues runs the command that a pause has kept from running.
func (c *Conn) continues(w *wait) {
	c.engine.unblock(c)
	c.engine.execute(c, w.args, false)
	c.engine.resumed = append(c.engine.resumed, c)
}

func (p *pause) postpones(conn *Conn, cmd *Command, args []string) bool {
	if !p.until.After(p.engine.now) || conn.monitor || p.engine.replaying || !p.all && !conn.mayWrite(cmd) {
		return false
	}
	if conn.reply == replySkip {
		conn.reply = replySkipNext // the command will come again
	}
	w := &wait{conn: conn, cmd: cmd, args: keepArgs(args), postponed: true}
	conn.wait = w
	p.postponed = append(p.postponed, w)
	if p.engine.options.Observer != nil {
		p.engine.options.Observer.Blocked(conn, nil)
	}
	return true
}

// mayWrite reports whether a pause of writes stops a command: EXEC is what it
// runs.
func (c *Conn) mayWrite(cmd *Command) bool {
	writes := func(cmd *Command) bool { return cmd.Flags&Write != 0 || cmd.mayReplicate() }
	if cmd.Name == "exec" {
		return slices.ContainsFunc(c.tx.commands, func(queued queuedCommand) bool { return writes(queued.cmd) })
	}
	return writes(cmd)
}

// sleep makes the server stand still. The command of conn gets its reply at
// the end of it.
func (p *pause) sleep(conn *Conn, d time.Duration) {
	if p.still.IsZero() {
		p.still = p.engine.now
	}
	p.still = p.still.Add(d)
	p.sleeper = conn
	p.engine.slept += d
}

func (p *pause) standstill() (time.Time, bool) { return p.still, !p.still.IsZero() }

func (p *pause) stands(conn *Conn) bool {
	if p.still.IsZero() {
		return false
	}
	if !slices.Contains(p.unread, conn) {
		p.unread = append(p.unread, conn)
	}
	return true
}

// holds keeps the reply of the command that sleeps.
func (p *pause) holds(conn *Conn, args []string, reply resp.Value) bool {
	if p.still.IsZero() || conn != p.sleeper || conn.wait != nil {
		return false
	}
	conn.wait = &wait{conn: conn, cmd: conn.last, args: keepArgs(args), postponed: true}
	p.reply = reply
	return true
}

// keepArgs copies a command line, whose arguments may be the reader's.
func keepArgs(args []string) []string {
	kept := make([]string, len(args))
	for i, arg := range args {
		kept[i] = strings.Clone(arg)
	}
	return kept
}

func (p *pause) due() (time.Time, bool) {
	if !p.still.IsZero() {
		return p.still, true
	}
	return p.until, !p.until.IsZero()
}

func (p *pause) shift(d time.Duration) {
	for _, end := range []*time.Time{&p.until, &p.still} {
		if !end.IsZero() {
			*end = end.Add(d)
		}
	}
}

func (p *pause) run() {
	if p.still.IsZero() {
		p.unpause()
		return
	}
	sleeper, unread := p.sleeper, p.unread
	p.still, p.sleeper, p.unread = time.Time{}, nil, nil
	if sleeper.wait != nil {
		p.engine.finish(sleeper, p.reply)
		if sleeper.leaving {
			sleeper.hangUp()
		}
	}
	p.engine.resumed = append(p.engine.resumed, unread...)
}

// chooseExpiry lets the clock expire keys, unless a pause keeps them as they
// are or DEBUG SET-ACTIVE-EXPIRE says otherwise: then a key does so when it
// is looked at.
func (e *Engine) chooseExpiry() {
	p := e.paused()
	if e.supervisor().keepsExpired || !p.until.IsZero() {
		e.lazily = expireKeysOf
		return
	}
	e.lazily = nil
	e.expireDue()
}

// expireKeysOf removes what has expired among the keys of a command; among
// all of the database for one that does not name the keys it looks at.
func expireKeysOf(c *call) {
	switch {
	case c.engine.replaying:
	case len(c.cmd.Keys) > 0:
		for _, spec := range c.cmd.Keys {
			keys, _ := spec.keys(c.args)
			for _, key := range keys {
				c.engine.expireIfDue(c.db, key.name)
			}
		}
	case c.cmd.Group == "generic":
		for due := true; due; {
			ent, ok := c.db.expiries.first()
			due = ok && c.engine.expireIfDue(c.db, ent.key)
		}
		for c.engine.expireFields(c.db) {
		}
	}
}

// expireIfDue removes a key that has expired, or those of its fields.
func (e *Engine) expireIfDue(db *database, key string) bool {
	ent := db.keys.get(key)
	if ent == nil {
		return false
	}
	if ent.val.expireAt != 0 && ent.val.expireAt <= e.milliseconds() {
		e.expire(db, ent)
		return true
	}
	x := expiryOf(ent.val.object)
	if x == nil || x.times.len() == 0 || x.at > e.milliseconds() {
		return false
	}
	e.expireFieldsOf(db, x)
	return true
}
