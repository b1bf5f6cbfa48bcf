// How long the pool keeps a connection: silence, age, and whether it answers.

package client

import (
	"math"
	"slices"
	"time"
)

// stay is what the pool notes on a session. Times are Unix nanoseconds.
type stay struct {
	quiet    int64 // since when nothing was due on it; kept only if the pool is timed
	expires  int64 // when it is too old; 0: never
	unwanted bool  // to be closed when it comes back
}

// checkTimeout is how long a connection may take to answer when it is checked
// and there is no CommandTimeout.
const checkTimeout = time.Second

func (p *pool) now() int64 { return p.core().sched.Now().UnixNano() }

// begin notes that a session has opened.
func (p *pool) begin(s *session) {
	p.heard(s)
	if life := p.lifetime(); life > 0 {
		s.expires = s.quiet + int64(life)
	}
}

// heard notes that nothing is due on a session from now on.
func (p *pool) heard(s *session) {
	if p.timed {
		s.quiet = p.now()
	}
}

// lifetime is how long a connection may stay that opens now: not all that
// opened together are to close together. 0 is for ever.
func (p *pool) lifetime() time.Duration {
	life := p.node.opts.Pool.Lifetime
	if life <= 0 {
		return 0
	}
	return life - life/10 + time.Duration(p.core().random.Int64N(int64(life/5)+1))
}

func (p *pool) old(s *session) bool { return s.expires != 0 && s.expires <= p.now() }

// take takes out the idle session that was used last, if it can be lent at
// once. It does not lend one that is too old, nor one that is to be checked:
// that one will be put back when it has answered.
func (p *pool) take() *session {
	for n := len(p.idle); n > 0; n = len(p.idle) {
		s := p.idle[n-1]
		p.idle = p.idle[:n-1]
		check := int64(p.node.opts.Pool.Check)
		switch {
		case p.timed && p.old(s):
			p.retire(s, &p.stats.LifetimeClosed)
		case check > 0 && s.quiet+check <= p.now():
			p.check(s)
			return nil
		default:
			return s
		}
	}
	return nil
}

// rest adds a session to those that nobody has. A lease may have kept one for
// long without a word, so it takes the place that its silence gives it.
func (p *pool) rest(s *session) {
	i := len(p.idle)
	for i > 0 && p.idle[i-1].quiet > s.quiet {
		i--
	}
	p.idle = slices.Insert(p.idle, i, s)
	p.tidyLater(s)
}

// leaving holds a session of which it is not sure that it stays in the pool.
type leaving struct {
	pool  *pool
	count *int // of those that did not
	alarm *timer
}

// retire ends a session that nobody has.
func (p *pool) retire(s *session, count *int) {
	p.checking++
	s.holder = &leaving{pool: p, count: count}
	s.end(s.failure(errClient))
}

// check asks a session that nobody has whether it still answers. It is like
// one that is being dialed: who waits longest gets it when it is there.
func (p *pool) check(s *session) {
	limit := p.node.opts.CommandTimeout
	if limit <= 0 {
		limit = checkTimeout
	}
	p.checking++
	alarm := p.core().after(limit, func() { s.end(s.failure(ErrTimeout)) })
	s.holder = &leaving{p, &p.stats.CheckFailed, alarm}
	f := newCall(p.core(), asIs, "PING")
	s.send(&f.call)
}

// drained implements holder: the session has answered.
func (l *leaving) drained(s *session) {
	l.alarm.stop()
	l.pool.checking--
	l.pool.heard(s)
	l.pool.put(s)
}

// lost implements holder.
func (l *leaving) lost(*session, error) {
	l.alarm.stop()
	l.pool.checking--
	l.pool.left(l.count)
}

func (l *leaving) abandoned(*session, *call) {}

// until is when an idle session is to be closed.
func (p *pool) until(s *session) int64 {
	until := int64(math.MaxInt64)
	if s.expires != 0 {
		until = s.expires
	}
	if idle := p.node.opts.Pool.MaxIdle; idle > 0 {
		until = min(until, s.quiet+int64(idle))
	}
	return until
}

// tidyLater sees to it that tidy runs when an idle session is to be closed.
// What Min keeps is left to who borrows it: a timer for each successor of a
// connection that nobody uses would never come to an end.
func (p *pool) tidyLater(s *session) {
	if !p.timed || p.open <= p.node.opts.Pool.Min {
		return
	}
	at := p.until(s)
	if at == math.MaxInt64 || p.tidier != nil && p.tidyAt <= at {
		return
	}
	p.tidier.stop()
	p.tidyAt = at
	p.tidier = p.core().after(time.Duration(at-p.now()), p.tidy)
}

// tidy closes what nobody has and is to be closed, the longest unused first.
func (p *pool) tidy() {
	p.tidier = nil
	now := p.now()
	for i := 0; i < len(p.idle) && p.open > p.node.opts.Pool.Min; {
		s := p.idle[i]
		if p.until(s) > now {
			p.tidyLater(s)
			i++
			continue
		}
		p.idle = slices.Delete(p.idle, i, i+1)
		if p.old(s) {
			p.retire(s, &p.stats.LifetimeClosed)
		} else {
			p.retire(s, &p.stats.IdleClosed)
		}
	}
}

// Disconnect closes the connections that nobody uses, and those in use when
// they come back; with cut, these at once, and what is due on them fails as
// when a connection is lost. The pool stays as it is otherwise, and opens new
// connections when it needs them: after a failover, or with a new password.
// In Shared mode calls go over a new connection once the replies that are due
// on the shared one have come.
func (c *Client) Disconnect(cut bool) {
	c.core.Lock()
	defer c.core.Unlock()
	for _, s := range slices.Clone(c.sessions) {
		switch {
		case s.phase < open:
		case cut:
			s.end(s.failure(errClient))
		case s.holder == holder(&c.node.shared):
			c.node.shared.replace()
		case s.holder == holder(&c.node.pool) && !s.lent:
			s.close()
		default:
			s.unwanted = true
		}
	}
}
