// How long connections are kept, and what is closed when.

package client

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// returned borrows n connections and gives them back, the first one first.
func returned(t *testing.T, c *Client, n int) {
	for _, l := range leases(t, c, n) {
		l.Release()
	}
}

func TestConnectionsAboveMinAreClosedWhenIdle(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Min: 2, MaxIdle: 10 * ms}}))
	held := leases(t, c, 5)
	for _, l := range held {
		l.Release()
		w.advance(ms)
	}
	w.advance(4 * ms)
	assert.Equal(t, Stats{Open: 5, Idle: 5, Dialed: 5, Misses: 5}, c.Stats())
	w.advance(2 * ms)
	assert.Equal(t, Stats{Open: 3, Idle: 3, Dialed: 5, Misses: 5, IdleClosed: 2}, c.Stats())
	value(t, c.Set("a", "1")) // over what was used last
	w.advance(ms)
	assert.Equal(t, Stats{Open: 2, Idle: 2, Dialed: 5, Misses: 5, Hits: 1, IdleClosed: 3}, c.Stats())
	assert.Equal(t, []bool{true, true, true, false, false},
		[]bool{w.wires[0].ended, w.wires[1].ended, w.wires[2].ended, w.wires[3].ended, w.wires[4].ended})
	assert.Empty(t, w.events, "nothing will be closed any more, so no timer is left")
	w.advance(time.Hour)
	assert.Equal(t, 2, c.Stats().Idle)
}

// TestNoTimerOutlivesThePool: a world in which connections have limits comes
// to an end by itself.
func TestNoTimerOutlivesThePool(t *testing.T) {
	limits := Pool{Min: 2, Max: 4, MaxIdle: 10 * ms, Lifetime: 20 * ms, Check: 5 * ms}
	for _, mode := range bothModes {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, Mode: mode, Pool: limits})
		value(t, c.Warm())
		returned(t, c, 4)
		value(t, c.Set("a", "1"))
		w.settle() // which would not end
		assert.Equal(t, 2, c.Stats().Open)
		assert.LessOrEqual(t, w.now, 30*ms)
		value(t, c.Set("a", "1"))
		returned(t, c, 4)
		value(t, c.Abort())
		assert.Empty(t, w.events, "closing stops what there is")
	}
}

func TestOldConnectionsAreReplaced(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Min: 1, Max: 2, Lifetime: 100 * ms}}))
	value(t, c.Set("a", "1"))
	w.advance(89 * ms)
	value(t, c.Set("a", "1"))
	l := value(t, c.Acquire())
	assert.Len(t, w.wires, 1)
	w.advance(22 * ms)
	value(t, l.Set("a", "1")) // what is in use is left alone
	l.Release()
	assert.Equal(t, Stats{Open: 1, Connecting: 1, Dialed: 2, Misses: 1, Hits: 2, LifetimeClosed: 1}, c.Stats())
	w.settle()
	w.advance(time.Hour)
	assert.Equal(t, 1, c.Stats().Idle, "what Min keeps is left to who borrows it")
	value(t, c.Set("a", "1"))
	assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 3, Misses: 2, Hits: 2, LifetimeClosed: 2}, c.Stats())
}

// TestConnectionsOfOneAgeDoNotCloseTogether: all connections together would
// come back together, to a server that has just lost all of them.
func TestConnectionsOfOneAgeDoNotCloseTogether(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Seed: 7, Pool: Pool{Lifetime: 100 * ms}}))
	returned(t, c, 50)
	var closed []int
	for _, after := range []time.Duration{89, 11, 11} {
		w.advance(after * ms)
		returned(t, c, 50) // borrowing them finds those that are old
		closed = append(closed, c.Stats().LifetimeClosed)
	}
	assert.Equal(t, []int{0, 27, 50}, closed)
}

// TestSharedConnectionIsReplacedWithoutOvertaking: calls of one caller run in
// their order, although two connections carry them.
func TestSharedConnectionIsReplacedWithoutOvertaking(t *testing.T) {
	for _, name := range []string{"Lifetime", "Disconnect"} {
		s := newServer()
		w := newWorld(s.serve)
		w.trip = 5 * ms
		o := Options{Protocol: 2}
		if name == "Lifetime" {
			o.Pool.Lifetime = 100 * ms
		}
		c := w.client(o)
		var fs []*Future[int64]
		for i := range 200 {
			fs = append(fs, c.Incr("n"))
			w.advance(ms)
			if i == 100 && name == "Disconnect" {
				c.Disconnect(false)
				c.Disconnect(false) // changes nothing
			}
		}
		for i, n := range value(t, All(fs...)) {
			assert.Equal(t, int64(i+1), n, name)
		}
		assert.Equal(t, []bool{true, true}, []bool{len(w.wires) >= 2, w.wires[0].ended}, name)
		assert.Equal(t, Stats{Dialed: len(w.wires)}, c.Stats(), "%s: the shared connection is none of the pool", name)
	}
}

// TestCallsDuringReplacementAreSent: nothing else has to happen.
func TestCallsDuringReplacementAreSent(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(Options{Protocol: 2})
	value(t, c.Set("a", "1"))
	first := c.Incr("n")
	c.Disconnect(false)
	second := c.Incr("n")
	assert.Equal(t, []int64{1, 2}, value(t, All(first, second)))
	assert.Equal(t, []string{"SET a 1", "INCR n"}, w.wires[0].said())
	assert.Equal(t, []string{"INCR n"}, w.wires[1].said())
}

// TestLossDuringReplacementKeepsTheOrder: what had not been written when the
// connection was lost goes ahead of what was called later.
func TestLossDuringReplacementKeepsTheOrder(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	value(t, c.Set("a", "1"))
	first := []*Future[int64]{c.Incr("n"), c.Incr("n")}
	c.Disconnect(false)
	last := c.Incr("n")
	w.wires[0].end(errCut)
	assert.Equal(t, []int64{1, 2, 3}, value(t, All(append(first, last)...)))
	assert.Equal(t, []string{"SET a 1"}, w.wires[0].said())
}

// mutes is a server that falls silent on some connections.
type mutes map[int]bool

func (m mutes) serve(s *server) func(*wire, []string) string {
	return func(w *wire, args []string) string {
		if m[w.number] {
			return ""
		}
		return s.serve(w, args)
	}
}

func TestSilentConnectionIsAskedBeforeItIsLent(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(plain(Options{Pool: Pool{Check: 10 * ms}}))
	value(t, c.Set("a", "1"))
	w.advance(9 * ms)
	value(t, c.Set("a", "2")) // it is not silent for long enough
	w.advance(10 * ms)
	before := w.now
	value(t, c.Set("a", "3"))
	assert.Equal(t, []string{"SET a 1", "SET a 2", "PING", "SET a 3"}, w.wires[0].said())
	assert.Equal(t, 4*ms, w.now-before, "the check costs a round trip")
	assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 1, Hits: 1, Misses: 2}, c.Stats())
	returned(t, c, 2)
	w.advance(10 * ms)
	value(t, c.Set("a", "4"))
	assert.Len(t, w.wires[0].said(), 4, "only the one that is to be lent is asked")
}

func TestConnectionThatDoesNotAnswerIsReplaced(t *testing.T) {
	for _, timeout := range []time.Duration{0, 20 * ms} {
		deaf := mutes{}
		w := newWorld(deaf.serve(newServer()))
		c := w.client(plain(Options{CommandTimeout: timeout, Pool: Pool{Check: 10 * ms, Max: 2}}))
		value(t, c.Set("a", "1"))
		w.advance(10 * ms)
		deaf[1] = true
		before := w.now
		value(t, c.Set("a", "2"))
		assert.Equal(t, max(timeout, checkTimeout*time.Duration(1-min(1, timeout))), w.now-before)
		assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 2, Misses: 2, CheckFailed: 1}, c.Stats())
		w.settle()
		assert.True(t, w.wires[0].ended)
		assert.Empty(t, w.events)
	}
}

// TestCheckKeepsPlacesInLine: who came first is served first, by whichever
// connection is there first.
func TestCheckKeepsPlacesInLine(t *testing.T) {
	deaf := mutes{}
	w := newWorld(deaf.serve(newServer()))
	c := w.client(plain(Options{Pool: Pool{Check: 10 * ms, Max: 2, Wait: -1}}))
	returned(t, c, 2)
	w.advance(10 * ms)
	deaf[2] = true // which was used last, so it is asked first
	var served []string
	for i := range 4 {
		c.Acquire().Then(func(l *Lease, err error) {
			assert.NoError(t, err)
			served = append(served, strconv.Itoa(i)+" on "+strconv.Itoa(l.Number()))
			w.After(400*ms, l.Release)
		})
	}
	w.settle()
	assert.Equal(t, []string{"0 on 1", "1 on 1", "2 on 1", "3 on 3"}, served)
	assert.Equal(t, Stats{Open: 2, Idle: 2, Dialed: 3, Misses: 6, CheckFailed: 1}, c.Stats())
}

func TestCancelledBorrowerLeavesTheCheckBehind(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(plain(Options{Pool: Pool{Check: 10 * ms, Max: 1}}))
	returned(t, c, 1)
	w.advance(10 * ms)
	f := c.Acquire()
	f.Cancel()
	assert.Equal(t, Stats{Open: 1, Connecting: 1, Dialed: 1, Misses: 2}, c.Stats())
	w.settle()
	assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 1, Misses: 2}, c.Stats())
}

func TestClosingWaitsForACheckNoLongerThanItLasts(t *testing.T) {
	deaf := mutes{}
	w := newWorld(deaf.serve(newServer()))
	c := w.client(plain(Options{Pool: Pool{Check: 10 * ms}}))
	returned(t, c, 1)
	w.advance(10 * ms)
	deaf[1] = true
	f := c.Set("a", "1")
	closed := c.Close()
	assert.EqualError(t, failure(t, f), "the client was closed")
	before := w.now
	value(t, closed)
	assert.Equal(t, checkTimeout, w.now-before)
	assert.Equal(t, Stats{Dialed: 1, Misses: 2, CheckFailed: 1}, c.Stats())
}

func TestDisconnectReplacesConnections(t *testing.T) {
	t.Run("when they come back", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(plain(Options{Pool: Pool{Min: 1}}))
		held := leases(t, c, 3)
		held[0].Release()
		blocked := c.BLPop(0, "list")
		held[1].Release()
		c.Disconnect(false)
		w.settle()
		assert.Equal(t, Stats{Open: 2, InUse: 2, Dialed: 3, Misses: 3, Hits: 1, Lost: 1}, c.Stats())
		value(t, held[2].Set("a", "1"))
		held[2].Release()
		value(t, c.RPush("list", "job"))
		assert.Equal(t, Popped{"list", "job"}, value(t, blocked))
		w.settle()
		assert.Equal(t, []any{[]bool{true, true, true}, false},
			[]any{[]bool{w.wires[0].ended, w.wires[1].ended, w.wires[2].ended}, w.wires[3].ended})
		assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 4, Misses: 4, Hits: 1, Lost: 3}, c.Stats())
	})
	t.Run("at once", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2})
		l := value(t, c.Acquire())
		value(t, c.Set("a", "1"))
		blocked := c.BLPop(0, "list")
		w.settle()
		c.Disconnect(true)
		assert.EqualError(t, failure(t, blocked), "connection to localhost:6379: it was closed by this client")
		assert.EqualError(t, failure(t, l.Get("a")), "connection to localhost:6379: it was closed by this client")
		w.settle()
		assert.Equal(t, []any{Stats{Dialed: 3, Misses: 2, Lost: 2}, 0}, []any{c.Stats(), w.open()})
		assert.Equal(t, "1", value(t, c.Get("a")))
		value(t, c.Acquire())
	})
}

// TestMinimumIsRestoredByTheNextBorrower: the server was away for so long that
// refilling was given up.
func TestMinimumIsRestoredByTheNextBorrower(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Min: 4, Max: 6}}))
	value(t, c.Warm())
	w.refuse = errCut
	for _, wire := range w.wires[:3] {
		wire.end(errCut)
	}
	w.settle()
	assert.Equal(t, 1, c.Stats().Open)
	w.refuse = nil
	value(t, c.Set("a", "1"))
	w.settle()
	stats := c.Stats()
	assert.Equal(t, Stats{Open: 4, Idle: 4, Dialed: stats.Dialed, Failed: stats.Dialed - 7, Lost: 3, Hits: 1}, stats)
}

func TestFirstUseOpensTheMinimum(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Min: 3}}))
	assert.Empty(t, w.wires, "making a client connects to nothing")
	value(t, c.Set("a", "1"))
	w.settle()
	assert.Equal(t, Stats{Open: 3, Idle: 3, Dialed: 3, Misses: 1}, c.Stats())
}

// TestAClientPerRequestConnectsForEach: one that is shared does not.
func TestAClientPerRequestConnectsForEach(t *testing.T) {
	w := newWorld(newServer().serve)
	shared := w.client(plain(Options{Pool: Pool{Max: 10, Wait: -1}}))
	for range 200 {
		shared.Set("a", "1")
	}
	w.settle()
	assert.Equal(t, []int{10, 10}, []int{len(w.wires), shared.Stats().Dialed})
	for range 200 {
		c := w.client(plain(Options{}))
		value(t, c.Set("a", "1"))
		value(t, c.Close())
	}
	assert.Equal(t, 210, len(w.wires))
}

func TestDisconnectOfWhatIsGoneAlready(t *testing.T) {
	s := newServer()
	c := newWorld(s.serve).client(Options{Protocol: 2})
	value(t, c.Incr("n"))
	c.Disconnect(false)
	c.Disconnect(false) // the transport has not said yet that it is closed
	assert.Equal(t, int64(2), value(t, c.Incr("n")))
}
