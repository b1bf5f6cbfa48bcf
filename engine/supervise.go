//go:build !first

// What follows all commands: counts for INFO, times for SLOWLOG and LATENCY,
// lines for MONITOR, keys for clients that cache.

package engine

import (
	"strings"
	"time"
)

// supervisor is what follows an engine with all families.
type supervisor struct {
	engine         *Engine
	caches         *trackingTable // nil: no client has asked for tracking yet
	monitors       []*Conn        // in order of their MONITOR
	lines          []string       // for them, when the replies are out
	slow           slowlog
	latency        latencyMonitor
	timing         bool              // latency-tracking: each command's times are counted
	shares         []float64         // latency-tracking-info-percentiles
	parameters     []parameter       // of every family; nil until CONFIG needs them
	kept           map[string]string // values of parameters that nothing but CONFIG looks at
	trackedKeys    int64             // tracking-table-max-keys
	keepsExpired   bool              // DEBUG SET-ACTIVE-EXPIRE 0
	replicationIDs int               // DEBUG CHANGE-REPL-ID, how often
}

func newSupervisor(e *Engine) *supervisor {
	return &supervisor{
		engine: e, slow: slowlog{threshold: 10_000, most: 128},
		kept:   map[string]string{},
		timing: true, shares: []float64{50, 99, 99.9}, trackedKeys: 1_000_000,
	}
}

// supervisor is that of an engine whose families are all there.
func (e *Engine) supervisor() *supervisor { return e.follower.(*supervisor) }

func (s *supervisor) refused(cmd *Command) { cmd.counted().rejected++ }

func (s *supervisor) ran(c *call, began time.Duration, failed bool) {
	if s.engine.replaying {
		return
	}
	if len(s.monitors) > 0 && c.waited == nil {
		s.show(c)
	}
	if c.conn.wait != nil && (c.waited == nil || c.waited.stays) {
		return // it blocks, and counts when it is done
	}
	now := s.engine.stopwatch()
	s.engine.lap = now
	took := now - began
	s.count(c.cmd.counted(), took, failed)
	if s.slow.takes(c.cmd, took) {
		s.slow.add(c, took)
	}
	if s.latency.threshold > 0 {
		s.latency.ran(c, took)
	}
	if c.conn.tracking != nil && c.cmd.Flags&ReadOnly != 0 {
		s.caches.remember(c)
	}
}

func (s *supervisor) count(u *commandStats, took time.Duration, failed bool) {
	u.calls++
	u.took += took
	if failed {
		u.failed++
	}
	if s.timing {
		u.times.add(took)
	}
}

func (s *supervisor) replied(conn *Conn, args []string) {
	if s.caches != nil {
		s.caches.replied(conn, args)
	}
	if len(s.lines) > 0 {
		s.sendLines()
	}
}

func (s *supervisor) forget(conn *Conn) {
	if conn.tracking != nil {
		s.caches.stop(conn)
	}
	if conn.monitor {
		s.stopMonitor(conn)
	}
}

func (s *supervisor) settle() {
	if s.engine.gate != nil && s.engine.paused().over {
		s.engine.paused().unpause()
		s.engine.resume()
	}
	if s.caches != nil {
		s.caches.settle()
	}
}

// byScript reports whether a command is one that a script runs, the line of
// which came from no client.
func (c *call) byScript() bool { return c.caller() != nil && c.caller().cmd.Group == "scripting" }

// caller is the command that runs this one, EXEC or a script; nil: a client.
func (c *call) caller() *call {
	if c.engine.depth < 2 || c.engine.frames[c.engine.depth-1] != c {
		return nil
	}
	return c.engine.frames[c.engine.depth-2]
}

const redacted = "(redacted)"

// discreet returns a command line without what is secret in it.
func discreet(cmd *Command, args []string) []string {
	switch cmd.FullName() {
	case "auth":
		return redact(args, 1, len(args))
	case "acl|setuser":
		return redact(args, 2, len(args))
	case "hello", "migrate":
		for i, arg := range args {
			if sameWord(arg, "auth") {
				args = redact(args, i+1, i+3)
			}
		}
	case "config|set":
		for i := 2; i < len(args); i += 2 {
			if name := lower(args[i]); name == "requirepass" || name == "masterauth" || strings.HasSuffix(name, "-file-pass") {
				args = redact(args, i+1, i+2)
			}
		}
	}
	return args
}

// redact hides the arguments from one index up to another.
func redact(args []string, from, to int) []string {
	args = append([]string(nil), args...)
	for i := from; i < min(to, len(args)); i++ {
		args[i] = redacted
	}
	return args
}
