// A silent connection is asked whether it lives.

package client

import "time"

// listen begins to watch a session that is open, for Options.KeepAlive.
func (s *session) listen() {
	s.heard = s.sched.Now().UnixNano()
	s.beat(0)
}

// beat ends a connection that was asked, at some time, and said nothing since;
// asks one that has been silent for KeepAlive; and comes again when either
// could be the case.
func (s *session) beat(asked int64) {
	wait := s.opts.KeepAlive
	now := s.sched.Now().UnixNano()
	silence := time.Duration(now - s.heard)
	switch {
	case silence < wait:
		wait -= silence
	case s.mute():
	case s.heard < asked:
		s.end(s.failure(&TimeoutError{Limit: "KeepAlive", After: silence.Round(time.Millisecond), Where: "of silence, it had not answered PING"}))
		return
	default:
		asked = now
		s.send(&newCall(s.core, asIs, "PING").call)
	}
	s.pulse = s.watch(wait, s.unneeded, func() { s.beat(asked) })
}

// mute reports whether PING would have no answer of its own now: behind a
// command that may block, inside of MULTI, among the lines of MONITOR, or
// while nobody reads.
func (s *session) mute() bool {
	return s.paused || s.stalled || s.conn.state.multi || s.conn.state.monitoring
}

// unneeded reports whether there is no call that the end of the connection
// would settle, but for such as may wait for ever.
func (s *session) unneeded() bool { return s.conn.Pending() == 0 || s.mute() }

// watch is after for a timer that comes again for ever, see [Watcher].
func (c *core) watch(d time.Duration, idle func() bool, fn func()) *timer {
	w, ok := c.sched.(Watcher)
	if !ok {
		return c.after(d, fn)
	}
	t := &timer{}
	t.Timer = w.Watch(d, idle, t.run(c, fn))
	return t
}
