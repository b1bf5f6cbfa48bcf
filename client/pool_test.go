// The pool: who is served when, and what becomes of lost connections.

package client

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// leases acquires n connections.
func leases(t *testing.T, c *Client, n int) (all []*Lease) {
	for range n {
		all = append(all, value(t, c.Acquire()))
	}
	return all
}

func TestPoolRefusesOrWaits(t *testing.T) {
	t.Run("no wait fails at once", func(t *testing.T) {
		for _, wait := range []time.Duration{0, NoWait} {
			w := newWorld(newServer().serve)
			c := w.client(plain(Options{Pool: Pool{Max: 2, Wait: wait}}))
			leases(t, c, 2)
			f := c.Get("a")
			assert.Equal(t, []any{true, &PoolError{Max: 2}}, []any{f.Done(), f.Err()})
			assert.Equal(t, Stats{Open: 2, InUse: 2, Dialed: 2, Misses: 2, Refused: 1}, c.Stats())
		}
	})
	t.Run("Wait waits so long", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: 30 * ms}}))
		leases(t, c, 1)
		err := failure(t, c.Get("a"))
		assert.Equal(t, &PoolError{Max: 1, Waited: 30 * ms}, err)
		assert.Equal(t, 30*ms, w.now)
		assert.Equal(t, Stats{Open: 1, InUse: 1, Dialed: 1, Misses: 2, Timeouts: 1}, c.Stats())
	})
	t.Run("negative Wait waits for ever", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}}))
		l := leases(t, c, 1)[0]
		f := c.Set("a", "1")
		w.advance(time.Hour)
		assert.False(t, f.Done())
		l.Release()
		value(t, f)
	})
}

func TestPoolServesFirstComeFirst(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 3, Wait: time.Second}}))
	held := leases(t, c, 3)
	var order []int
	for i := range 5 {
		c.Acquire().Then(func(l *Lease, err error) {
			assert.NoError(t, err)
			order = append(order, i)
			w.After(ms, l.Release)
		})
	}
	w.advance(10 * ms)
	assert.Empty(t, order)
	for _, l := range held {
		l.Release()
	}
	w.advance(100 * ms)
	assert.Equal(t, []int{0, 1, 2, 3, 4}, order)
	assert.Equal(t, Stats{Open: 3, Idle: 3, Dialed: 3, Misses: 8}, c.Stats())
}

func TestPoolOfOneThousandCalls(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 10, Wait: time.Minute}}))
	var fs []*Future[int64]
	for range 1000 {
		fs = append(fs, c.Incr("n"))
	}
	values := value(t, All(fs...))
	assert.Equal(t, int64(1000), values[999])
	assert.Len(t, w.wires, 10)
}

func TestPoolLendsWhatWasUsedLast(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	held := leases(t, c, 3)
	for _, i := range []int{1, 2, 0} {
		held[i].Release()
	}
	var numbers []int
	for _, l := range leases(t, c, 3) {
		numbers = append(numbers, l.Number())
	}
	assert.Equal(t, []int{1, 3, 2}, numbers)
	assert.Equal(t, 3, c.Stats().Hits)
}

func TestCancelledBorrowerIsPassedOver(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}}))
	l := leases(t, c, 1)[0]
	first, second := c.Acquire(), c.Set("a", "1")
	first.Cancel()
	l.Release()
	value(t, second)
	assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 1, Misses: 3}, c.Stats())
}

// TestThoseWhoWaitLeaveFromAnywhere: who is left is served in order, and
// nothing is kept of the others.
func TestThoseWhoWaitLeaveFromAnywhere(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}}))
	l := leases(t, c, 1)[0]
	var waiting []*Future[*Lease]
	for range 100 {
		waiting = append(waiting, c.Acquire())
	}
	for i, f := range waiting {
		if i%10 != 9 {
			f.Cancel()
		}
	}
	assert.Equal(t, 10, c.Stats().Waiting)
	assert.LessOrEqual(t, c.node.pool.waiting.len(), 20)
	for i := 9; i < 100; i += 10 {
		l.Release()
		l = value(t, waiting[i])
	}
	assert.Equal(t, 0, c.Stats().Waiting)
}

func TestPoolKeepsItsMinimum(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Min: 4, Max: 6}}))
	value(t, c.Warm())
	assert.Equal(t, Stats{Open: 4, Idle: 4, Dialed: 4}, c.Stats())
	for i := range 3 {
		w.wires[i].end(nil)
	}
	w.settle()
	assert.Equal(t, Stats{Open: 4, Idle: 4, Dialed: 7, Lost: 3}, c.Stats())

	w.refuse = errors.New("connection refused")
	w.wires[3].end(nil)
	w.settle() // which would not end if the pool tried for ever
	assert.Equal(t, 3, c.Stats().Open)

	shared := w.client(Options{Pool: Pool{Min: 2}, Connect: Retry{Attempts: -1}})
	assert.EqualError(t, failure(t, shared.Warm()), "connect to localhost:6379: connection refused")
	w.settle()
	w.refuse = nil
	before := len(w.wires)
	value(t, shared.Warm())
	value(t, shared.Warm())
	value(t, shared.Set("a", "1"))
	assert.Len(t, w.wires, before+3, "two of the pool, and the shared one")
	value(t, shared.Close())
	assert.EqualError(t, failure(t, shared.Warm()), "the client was closed")

	w.refuse = errors.New("connection refused")
	failing := w.client(plain(Options{Pool: Pool{Min: 2}, Connect: Retry{Attempts: -1}}))
	assert.EqualError(t, failure(t, failing.Warm()), "connect to localhost:6379: connection refused")
}

func TestLostConnectionServesWhoWaits(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}}))
	leases(t, c, 1)
	f := c.Set("a", "1")
	w.settle()
	w.wires[0].end(errCut)
	value(t, f)
	assert.Len(t, w.wires, 2)
}

func TestFailedDialFailsOneCallAndNotTheRest(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}, Connect: Retry{Attempts: -1}}))
	w.refuse = errors.New("connection refused")
	a := c.Set("a", "1")
	w.refuse = nil // from the next dial on
	b := c.Set("b", "1")
	assert.EqualError(t, failure(t, a), "connect to localhost:6379: connection refused")
	value(t, b)
}

func TestCancelledBlockingCallTakesNoElement(t *testing.T) {
	for _, mode := range []Mode{Shared, PerCall} {
		s := newServer()
		w := newWorld(s.serve)
		c := w.client(Options{Protocol: 2, Mode: mode})
		f := c.BLPop(0, "list")
		w.settle()
		f.Cancel()
		w.settle()
		value(t, c.RPush("list", "job"))
		assert.Equal(t, Popped{"list", "job"}, value(t, c.BLPop(0, "list")), "%v", mode)
	}
}

func TestCommandsThatChangeTheirConnectionLeaveNoTrace(t *testing.T) {
	for _, mode := range []Mode{Shared, PerCall} {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, Mode: mode, Pool: Pool{Max: 1}})
		assert.Equal(t, "OK", value(t, c.Do("MULTI")).Str)
		w.settle()
		assert.Equal(t, "OK", value(t, c.Do("SELECT", "3")).Str)
		w.settle()
		assert.Equal(t, "ERR EXEC without MULTI", failure(t, c.Do("EXEC")).Error())
		own := w.wires[0].said()
		if mode == Shared {
			value(t, c.Set("a", "1"))
		}
		assert.Equal(t, []string{"MULTI", "DISCARD", "SELECT 3", "SELECT 0", "EXEC"}, own, "%v", mode)
	}
}
