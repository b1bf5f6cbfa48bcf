// The pool under random borrowers: what holds after every step.

package client

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// crowd is a random program of borrowers, on a network and a server that
// misbehave at random.
type crowd struct {
	t      *testing.T
	random *rand.Rand
	w      *world
	c      *Client
	limits Pool
	deaf   mutes

	line    []*Future[*Lease] // every Acquire that was called, in order
	held    []*Lease          // not released
	calls   []*Future[string]
	asked   int // borrowers: Acquires, and calls
	history []string
}

func newCrowd(t *testing.T, seed uint64) *crowd {
	random := rand.New(rand.NewPCG(seed, 1))
	among := func(ds ...time.Duration) time.Duration { return ds[random.IntN(len(ds))] * ms }
	most := 1 + random.IntN(5)
	m := &crowd{t: t, random: random, deaf: mutes{}, limits: Pool{
		Min: random.IntN(min(most, 3) + 1), Max: most,
		Wait: among(0, -1, 20), MaxIdle: among(0, 0, 30), Lifetime: among(0, 0, 100), Check: among(0, 0, 15),
	}}
	m.w = newWorld(m.deaf.serve(newServer()))
	m.w.trip = among(0, 1, 3)
	m.c = m.w.client(plain(Options{
		Pool: m.limits, Seed: seed, CommandTimeout: among(0, 10), Connect: Retry{Attempts: -1 + 3*random.IntN(2)},
	}))
	return m
}

// pick returns and removes one of all at random; ok is false when there is none.
func pick[T any](m *crowd, all *[]T) (one T, ok bool) {
	if len(*all) == 0 {
		return one, false
	}
	i := m.random.IntN(len(*all))
	one = (*all)[i]
	*all = append((*all)[:i], (*all)[i+1:]...)
	return one, true
}

func (m *crowd) step() {
	switch n := m.random.IntN(100); {
	case n < 25:
		m.did("acquire")
		m.acquire()
	case n < 35:
		m.did("call")
		m.asked++
		m.calls = append(m.calls, m.c.Get("a"))
	case n < 55:
		if l, ok := pick(m, &m.held); ok {
			m.did("release %d", l.Number())
			l.Release()
		}
	case n < 58:
		if l, ok := pick(m, &m.held); ok {
			m.did("close %d", l.Number())
			l.Close()
		}
	case n < 65:
		if len(m.held) > 0 {
			l, commands := m.held[m.random.IntN(len(m.held))], []string{"WATCH a", "MULTI", "SELECT 1", "SUBSCRIBE a"}
			command := commands[m.random.IntN(len(commands))]
			m.did("%s on %d", command, l.Number())
			l.Do(strings.Fields(command)...)
		}
	case n < 72:
		m.cancel()
	case n < 76:
		if len(m.w.wires) > 0 {
			wire := m.w.wires[m.random.IntN(len(m.w.wires))]
			m.did("lose %d", wire.number)
			wire.end(errCut)
		}
	case n < 78:
		number := 1 + m.random.IntN(len(m.w.wires)+1)
		m.did("deafen %d", number)
		m.deaf[number] = true
	case n < 80:
		m.did("refuse or not")
		if m.w.refuse == nil {
			m.w.refuse = errCut
		} else {
			m.w.refuse = nil
		}
	case n < 81:
		cut := m.random.IntN(2) == 0
		m.did("disconnect %v", cut)
		m.c.Disconnect(cut)
	default:
		d := time.Duration(m.random.IntN(12)) * ms
		m.did("%v pass", d)
		m.w.advance(d)
	}
}

func (m *crowd) did(format string, args ...any) {
	m.history = append(m.history, m.w.now.String()+": "+fmt.Sprintf(format, args...))
}

// acquire borrows, and checks what it gets.
func (m *crowd) acquire() {
	m.asked++
	f := m.c.Acquire()
	place := len(m.line)
	m.line = append(m.line, f)
	f.after(func(l *Lease, err error) { // at once, not posted
		if err != nil {
			return
		}
		for _, earlier := range m.line[:place] {
			m.require(earlier.done, "%s was passed over by %s", earlier.name(), f.name())
		}
		for _, other := range m.held {
			m.require(other.ended != nil || other.Number() != l.Number(), "connection %d is lent twice", l.Number())
		}
		left, clean := l.session.conn.state.cleanup(0)
		m.require(clean && len(left) == 0 && l.session.conn.Pending() == 0, "connection %d is not clean", l.Number())
		m.require(m.limits.Lifetime == 0 || l.session.expires > m.w.Now().UnixNano(), "connection %d is too old", l.Number())
		m.held = append(m.held, l)
	})
}

func (m *crowd) cancel() {
	if len(m.line) == 0 {
		return
	}
	f := m.line[m.random.IntN(len(m.line))]
	if !f.done {
		m.did("cancel %s", f.name())
		f.Cancel()
	}
}

func (m *crowd) require(holds bool, format string, args ...any) {
	m.t.Helper()
	if !holds {
		m.t.Log(m.history)
		require.Fail(m.t, fmt.Sprintf(format, args...), "%+v, pool %+v", m.limits, m.c.Stats())
	}
}

// check requires what holds at all times.
func (m *crowd) check() {
	m.t.Helper()
	p, stats := &m.c.node.pool, m.c.Stats()
	opened, held := 0, 0
	for _, s := range m.c.sessions {
		if s.phase == open || s.phase == closing {
			opened++
		}
	}
	for _, l := range m.held {
		if l.ended == nil {
			held++
		}
	}
	m.require(stats.Open <= m.limits.Max && m.w.open() <= m.limits.Max, "there are too many connections")
	m.require(stats.InUse >= held, "%d connections are held, the pool knows of %d", held, stats.InUse)
	m.require(opened >= stats.InUse+stats.Idle && opened <= stats.Open, "%d connections are open", opened)
	for _, s := range p.idle {
		m.require(s.phase == open && !s.lent && s.holder == holder(p), "connection %d is not idle", s.conn.number)
		m.require(p.waiting.count == 0 || m.limits.Check > 0 && s.unused+int64(m.limits.Check) <= m.w.Now().UnixNano(),
			"somebody waits, and connection %d is idle", s.conn.number)
		m.require(m.limits.MaxIdle == 0 || stats.Open <= m.limits.Min || s.unused+int64(m.limits.MaxIdle) >= m.w.Now().UnixNano(),
			"connection %d has been idle for too long", s.conn.number)
	}
	m.require(stats.Waiting <= stats.Connecting || stats.Open == m.limits.Max && stats.Idle == 0,
		"somebody waits for no reason")
	gone := stats.Failed + stats.Lost + stats.IdleClosed + stats.LifetimeClosed + stats.CheckFailed
	known := gone + stats.InUse + stats.Idle
	m.require(known <= stats.Dialed && stats.Dialed <= known+stats.Connecting, "of %d dialed, %d are known", stats.Dialed, known)
	m.require(min(stats.InUse, stats.Idle, stats.Connecting, stats.Lost) >= 0, "there is less than nothing")
	m.require(stats.Hits+stats.Misses+stats.Refused >= m.asked, "a borrower was not counted")
}

// end gives all back, closes, and requires that nothing is left.
func (m *crowd) end() {
	m.w.refuse = nil
	for len(m.held) > 0 {
		l, _ := pick(m, &m.held)
		l.Release()
		m.check()
	}
	clear(m.deaf)
	m.c.Disconnect(true) // what is due on the deaf will not come
	for range 3 {        // while there are any, those that wait get what is released
		m.w.settle()
		for len(m.held) > 0 {
			l, _ := pick(m, &m.held)
			l.Release()
		}
	}
	if _, err := m.c.Get("a").Await(context.Background()); err == nil || err == ErrNil {
		m.w.settle()
		m.require(m.c.Stats().Open >= m.limits.Min, "the minimum is not kept")
	}
	m.c.Close()
	m.w.settle()
	m.check()
	stats := m.c.Stats()
	m.require(stats.Open+stats.Waiting+len(m.c.sessions)+m.w.open()+len(m.w.events) == 0, "something is left")
	for _, f := range m.line {
		m.require(f.done, "%s never ended", f.name())
	}
	for _, f := range m.calls {
		m.require(f.done, "a call never ended")
	}
}

func TestPoolKeepsItsPromisesUnderRandomBorrowers(t *testing.T) {
	for seed := range Seeds(2000) {
		m := newCrowd(t, seed)
		m.did("seed %d", seed)
		for range 120 {
			m.step()
			m.check()
		}
		m.end()
	}
}
