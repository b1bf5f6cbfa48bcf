// How long the pool keeps a connection: idleness, age, and whether it answers.

package client

import (
	"slices"
	"time"
)

// checkTimeout is how long a connection may take to answer when it is checked
// and there is no CommandTimeout.
const checkTimeout = time.Second

func (p *pool) now() int64 { return p.core.sched.Now().UnixNano() }

func (p *pool) old(s *session) bool { return s.expires != 0 && s.expires <= p.now() }

// rest adds a session to those that nobody has.
func (p *pool) rest(s *session) {
	s.unused = p.now()
	p.idle = append(p.idle, s)
	if p.tidier == nil && p.limits.MaxIdle > 0 {
		p.tidy()
	}
}

// tidy closes what nobody has used for MaxIdle, and runs again when the next is
// due. There is no timer for what Min keeps, nor for age, which is looked at
// when a connection is borrowed or comes back: one for each successor of a
// connection that nobody uses would never come to an end.
func (p *pool) tidy() {
	p.tidier = nil
	for len(p.idle) > 0 && p.open > p.limits.Min {
		s := p.idle[0]
		if left := s.unused + int64(p.limits.MaxIdle) - p.now(); left > 0 {
			p.tidier = p.core.after(time.Duration(left), p.tidy)
			return
		}
		p.retire(s, &p.stats.IdleClosed)
	}
}

// retire closes a session that nobody has, and counts it as other than lost.
func (p *pool) retire(s *session, count *int) {
	*count++
	p.stats.Lost--
	s.end(s.failure(errClient))
}

// take takes out the idle session that was used last, if it can be lent at
// once. It does not lend one that is too old, nor one that is to be checked:
// that one will be put back when it has answered.
func (p *pool) take() *session {
	for n := len(p.idle); n > 0; n = len(p.idle) {
		s := p.idle[n-1]
		if p.old(s) {
			p.retire(s, &p.stats.LifetimeClosed)
			continue
		}
		p.idle = p.idle[:n-1]
		if check := p.limits.Check; check > 0 && s.unused+int64(check) <= p.now() {
			p.check(s)
			return nil
		}
		return s
	}
	return nil
}

// check asks a session that nobody has whether it still answers. It is like
// one that is being dialed: who waits longest gets it when it is there.
func (p *pool) check(s *session) {
	limit := s.opts.CommandTimeout
	if limit <= 0 {
		limit = checkTimeout
	}
	p.connecting++
	alarm := p.core.after(limit, func() { s.end(s.failure(p.core.timeout("CommandTimeout", limit, "it had not answered PING"))) })
	f := newCall(p.core, asIs, "PING")
	f.whenDone(func() {
		alarm.stop()
		p.connecting--
		if s.phase == ended {
			p.stats.CheckFailed++
			p.stats.Lost--
			p.fill(true) // lost, too, if it comes later
		} else {
			p.put(s)
		}
	})
	s.send(&f.call)
}

// Disconnect closes the connections that nobody uses, and those in use when
// they come back; with cut, these at once, and what is due on them fails as
// when a connection is lost. The client stays usable, and opens new
// connections when it needs them: for a new password, or after a failover.
// In Shared mode calls go over a new connection once the replies that are due
// on the shared one have come.
func (c *Client) Disconnect(cut bool) {
	c.core.Lock()
	defer c.core.Unlock()
	for _, s := range slices.Clone(c.sessions) {
		switch {
		case s.phase < open:
		case cut || s.holder == holder(&c.node.pool) && !s.lent:
			s.end(s.failure(errClient))
		case s.holder == holder(&c.node.shared):
			c.node.shared.replace()
		default:
			s.unwanted = true
		}
	}
}
