// How long the pool keeps a connection: idleness, age, and whether it answers.

package client

import (
	"slices"
	"time"
)

// keeper decides how long a pool keeps connections, and which it lends.
type keeper interface {
	keeps(s *session) bool // s is free; what is not kept is closed
	rests(s *session)      // nobody has s from now on
	take() *session        // takes one out of those that nobody has; nil: none can be lent at once
	shares(m *shared)      // there is a new shared connection
	stop()
}

// timeLimits are the keeper of Pool.MaxIdle, Lifetime and Check.
type timeLimits struct {
	*pool
	tidier *timer // runs tidy; nil: there is nothing to close
}

// limitTime gives the pool a keeper, if the options ask for one.
func (p *pool) limitTime() {
	if p.limits.MaxIdle > 0 || p.limits.Lifetime > 0 || p.limits.Check > 0 {
		p.keeper = &timeLimits{pool: p}
	}
}

func (l *timeLimits) now() int64 { return l.core.sched.Now().UnixNano() }

// lifetime is how long a connection stays that opens now. Not all that opened
// together are to close together.
func (l *timeLimits) lifetime() time.Duration {
	life := l.pool.limits.Lifetime
	return life - life/10 + time.Duration(l.core.random.Int64N(int64(life/5)+1))
}

func (l *timeLimits) old(s *session) bool { return s.expires != 0 && s.expires <= l.now() }

// keeps implements keeper.
func (l *timeLimits) keeps(s *session) bool {
	if s.expires == 0 && l.pool.limits.Lifetime > 0 { // it is new
		s.expires = l.now() + int64(l.lifetime())
	}
	if !l.old(s) {
		return true
	}
	l.retire(s, &l.stats.LifetimeClosed)
	return false
}

// shares implements keeper.
func (l *timeLimits) shares(m *shared) {
	if l.pool.limits.Lifetime > 0 {
		m.ageing = l.core.after(l.lifetime(), m.replace)
	}
}

// rests implements keeper.
func (l *timeLimits) rests(s *session) {
	s.unused = l.now()
	if l.tidier == nil && l.pool.limits.MaxIdle > 0 {
		l.tidy()
	}
}

// tidy closes what nobody has used for MaxIdle, and runs again when the next is
// due. There is no timer for what Min keeps, nor for age, which is looked at
// when a connection is borrowed or comes back: one for each successor of a
// connection that nobody uses would never come to an end.
func (l *timeLimits) tidy() {
	l.tidier = nil
	for len(l.idle) > 0 && l.open > l.pool.limits.Min {
		s := l.idle[0]
		if left := s.unused + int64(l.pool.limits.MaxIdle) - l.now(); left > 0 {
			l.tidier = l.core.after(time.Duration(left), l.tidy)
			return
		}
		l.retire(s, &l.stats.IdleClosed)
	}
}

// stop implements keeper.
func (l *timeLimits) stop() { l.tidier.stop() }

// retire closes a session that nobody has, and counts it as other than lost.
func (l *timeLimits) retire(s *session, count *int) {
	*count++
	l.stats.Lost--
	s.end(s.failure(errClient))
}

// take implements keeper, with the session that was used last. It does not
// lend one that is too old, nor one that is to be checked: that one will be put
// back when it has answered.
func (l *timeLimits) take() *session {
	for n := len(l.idle); n > 0; n = len(l.idle) {
		s := l.idle[n-1]
		if l.old(s) {
			l.retire(s, &l.stats.LifetimeClosed)
			continue
		}
		l.idle = l.idle[:n-1]
		if check := l.pool.limits.Check; check > 0 && s.unused+int64(check) <= l.now() {
			l.check(s)
			return nil
		}
		return s
	}
	return nil
}

// checkTimeout is how long a connection may take to answer when it is checked
// and there is no CommandTimeout.
const checkTimeout = time.Second

// check asks a session that nobody has whether it still answers. It is like
// one that is being dialed: who waits longest gets it when it is there.
func (l *timeLimits) check(s *session) {
	limit := s.opts.CommandTimeout
	if limit <= 0 {
		limit = checkTimeout
	}
	l.connecting++
	alarm := l.core.after(limit, func() { s.end(s.failure(ErrTimeout)) })
	f := newCall(l.core, asIs, "PING")
	f.heard = true // when it fails, the session has ended, which is what counts
	f.whenDone(func() {
		alarm.stop()
		l.connecting--
		if s.phase == ended {
			l.stats.CheckFailed++
			l.stats.Lost--
			l.fill(true) // lost, too, if it comes later
		} else {
			l.put(s)
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
		case s.phase < open, s.phase == ended: // it is no more, or will be new when it is there
		case cut || s.holder == holder(&c.node.pool) && !s.lent:
			s.end(s.failure(errClient))
		case s.holder == holder(&c.node.shared):
			c.node.shared.replace()
		default:
			s.unwanted = true
		}
	}
}
