// The pool: connections that are borrowed, one borrower at a time.

package client

import (
	"time"
)

// pool keeps the sessions that calls borrow. It holds those that nobody has,
// and those that a single call or batch has; a [Lease] holds its own.
type pool struct {
	core    *core
	node    *node
	limits  Pool
	idle    []*session // nobody's, the one used last at the end: it is borrowed first
	waiting line       // empty while idle is not, unless what is idle is to be checked first
	warming []*Future[struct{}]

	open       int    // idle, borrowed and connecting
	connecting int    // or being checked: they will be there for those that wait
	used       bool   // somebody has borrowed or warmed: Min counts
	keeper     keeper // nil: connections are kept for ever
	stats      Stats
}

// borrower is who needs a session.
type borrower struct {
	id    int // of the future that needs it
	give  func(*session, error)
	alarm *timer // nil: waits for a session that is being dialed, or for ever
	left  bool   // waits no more: it was served, or was withdrawn
}

// line is the borrowers that wait, oldest first. One that is withdrawn is
// passed over later, since taking it out at once would move all behind it.
type line struct {
	fifo[*borrower]
	count int // of those that have not left
}

func (l *line) add(b *borrower) {
	l.push(b)
	l.count++
}

// next takes out who waits longest; somebody must.
func (l *line) next() *borrower {
	b := l.pop()
	for b.left {
		b = l.pop()
	}
	b.left = true
	l.count--
	return b
}

func (l *line) withdraw(b *borrower) {
	if b.left {
		return
	}
	b.left = true
	l.count--
	if l.len() > 2*l.count {
		for range l.len() {
			if b := l.pop(); !b.left {
				l.push(b)
			}
		}
	}
}

// NoWait as Pool.Wait lets calls fail at once when all connections are in use.
const NoWait time.Duration = 1

// Stats are the figures of a pool. What is counted, is counted since the
// client was made. In Shared mode, the shared connection is among those that
// are Dialed and Failed, and nowhere else.
//
// Of what was dialed, Failed never came to be open, Lost, IdleClosed,
// LifetimeClosed and CheckFailed are no more, and the others are Open.
type Stats struct {
	Open       int // connections: InUse, Idle and Connecting
	InUse      int
	Idle       int
	Connecting int // being dialed or checked; between two tries as well
	Waiting    int // calls that need one

	Dialed int // connections begun
	Failed int // of these, those that could not be opened

	Lost           int // open connections that ended for no reason of the following; those that the program ended, as by closing a subscription, are among them
	IdleClosed     int // were not used for Pool.MaxIdle
	LifetimeClosed int // reached the end of their Pool.Lifetime
	CheckFailed    int // did not answer before they were to be lent, see Pool.Check
	Leaked         int // leases that were forgotten, see [Lease]

	Hits     int // borrowers served by an idle connection at once
	Misses   int // borrowers that had to wait for a connection
	Timeouts int // borrowers that waited in vain
	Refused  int // borrowers that were not to wait, when all were in use
}

func (p *pool) snapshot() Stats {
	s := p.stats
	s.Open, s.Idle, s.Connecting, s.Waiting = p.open, len(p.idle), p.connecting, p.waiting.count
	s.InUse = s.Open - s.Idle - s.Connecting
	return s
}

// borrow calls give with a session, now or later, or with an error. The
// borrower it returns, nil when it is served, can be withdrawn.
func (p *pool) borrow(id int, give func(*session, error)) *borrower {
	if closed := p.node.client.closed; closed != nil {
		give(nil, closed)
		return nil
	}
	p.used = true
	b := &borrower{id: id, give: give}
	if s := p.take(); s != nil {
		p.stats.Hits++
		p.hand(s, b)
		p.fill(true)
		return nil
	}
	if p.connecting <= p.waiting.count && p.open >= p.limits.Max { // none is coming for b
		if p.limits.Wait == 0 || p.limits.Wait == NoWait {
			p.stats.Refused++
			give(nil, &PoolError{Max: p.limits.Max})
			return nil
		}
		p.core.hooks.PoolWaiting(p.core.client, id)
		if p.limits.Wait > 0 {
			b.alarm = p.core.after(p.limits.Wait, func() { p.giveUp(b, p.limits.Wait) })
		}
	}
	p.stats.Misses++
	p.waiting.add(b)
	p.fill(true)
	return b
}

func (p *pool) giveUp(b *borrower, waited time.Duration) {
	p.stats.Timeouts++
	p.withdraw(b)
	b.give(nil, &PoolError{Max: p.limits.Max, Waited: waited})
}

// withdraw forgets a borrower that is waiting.
func (p *pool) withdraw(b *borrower) {
	b.alarm.stop()
	p.waiting.withdraw(b)
}

func (p *pool) hand(s *session, b *borrower) {
	b.alarm.stop()
	s.holder, s.lent = p, true
	p.core.hooks.PoolAcquired(p.core.client, s.conn.number, b.id)
	b.give(s, nil)
}

// put makes a session available that is clean: to who waits longest, or to
// nobody yet.
func (p *pool) put(s *session) {
	s.holder, s.lent = p, false
	switch {
	case p.node.client.closed != nil:
		s.close()
	case s.unwanted:
		s.end(s.failure(errClient))
	case p.keeper != nil && !p.keeper.keeps(s):
	case p.waiting.count > 0:
		p.hand(s, p.waiting.next())
	default:
		p.idle = append(p.idle, s)
		if p.keeper != nil {
			p.keeper.rests(s)
		}
	}
}

// take takes out the idle session that was used last, if there is one that can
// be lent at once.
func (p *pool) take() *session {
	if p.keeper != nil {
		return p.keeper.take()
	}
	n := len(p.idle)
	if n == 0 {
		return nil
	}
	s := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return s
}

// fill dials for those that wait, as far as Max allows, and, if so wanted, up
// to Min.
func (p *pool) fill(toMin bool) {
	for p.node.client.closed == nil && p.open < p.limits.Max &&
		(p.connecting < p.waiting.count || toMin && p.used && p.open < p.limits.Min) {
		p.open++
		p.connecting++
		p.node.try(1, p.connected)
	}
}

// connected is told how dialing ended. A failure goes to who waits longest:
// the others may still be served, by what is dialed next.
func (p *pool) connected(s *session, err error) {
	p.connecting--
	if err != nil {
		p.open--
		if p.waiting.count > 0 {
			b := p.waiting.next()
			b.alarm.stop()
			b.give(nil, err)
		}
		p.warmed(err)
		p.fill(false)
		return
	}
	p.put(s)
	p.warmed(nil)
}

// warm resolves f when no connection is missing to Min.
func (p *pool) warm(f *Future[struct{}]) {
	p.used = true
	p.warming = append(p.warming, f)
	p.fill(true)
	p.warmed(nil)
}

func (p *pool) warmed(err error) {
	if err == nil && p.connecting > 0 {
		return
	}
	warming := p.warming
	p.warming = nil
	for _, f := range warming {
		f.settle(struct{}{}, err)
	}
}

// release takes back a session from who borrowed it, cleans it, and makes it
// available once the replies that are due have come.
func (p *pool) release(s *session) {
	s.holder = p
	s.conn.push = nil
	commands, ok := s.conn.state.cleanup(p.node.opts.DB)
	if !ok || s.stalled {
		s.end(s.failure(errSpoiled))
		return
	}
	for _, args := range commands {
		f := newCall(p.core, asIs, args...)
		f.heard = true // when it fails, the session has ended, which is what counts
		s.send(&f.call)
	}
	s.conn.state = connState{db: s.conn.state.db}
	if s.conn.Pending() == 0 {
		p.drained(s)
	}
}

// drained implements holder: if a call or batch had the session, it is over.
func (p *pool) drained(s *session) {
	if !s.lent {
		return // it has been put back already, by what the last reply settled
	}
	if commands, ok := s.conn.state.cleanup(p.node.opts.DB); !ok || len(commands) > 0 {
		p.release(s)
		return
	}
	p.core.hooks.PoolReleased(p.core.client, s.conn.number)
	p.put(s)
}

// lost implements holder.
func (p *pool) lost(s *session, _ error) {
	p.idle = without(p.idle, s)
	p.open--
	p.stats.Lost++
	p.fill(true)
}

// abandoned implements holder. Were a blocking command left to run, the
// server would later serve an element to nobody.
func (p *pool) abandoned(s *session, q *call) {
	if _, blocks := q.blockTime(q.args()); blocks {
		s.end(s.failure(ErrCancelled))
	}
}

// shut fails all that wait, for good.
func (p *pool) shut() {
	if p.keeper != nil {
		p.keeper.stop()
	}
	for p.waiting.count > 0 {
		b := p.waiting.next()
		b.alarm.stop()
		b.give(nil, p.node.client.closed)
	}
	p.warmed(p.node.client.closed)
}
