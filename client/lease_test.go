// Borrowed connections, and the state in which they come back.

package client

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

func TestReleasedConnectionIsClean(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{DB: 1, Pool: Pool{Max: 1, Wait: -1}}))
	l := value(t, c.Acquire())
	value(t, l.Watch("a"))
	value(t, l.Select(3))
	assert.Equal(t, "connection to localhost:6379 [db:3, open]", l.String())
	value(t, l.Do("MULTI"))
	l.Release()
	l.Release()
	value(t, c.Set("a", "1"))
	assert.Equal(t, []string{"SELECT 1", "WATCH a", "SELECT 3", "MULTI", "DISCARD; SELECT 1", "SET a 1"}, w.wires[0].said())
	assert.Equal(t, "connection to localhost:6379 [db:1, released]", l.String())
	assert.EqualError(t, failure(t, l.Get("a")), "GET a was called on a connection that had been released: acquire another")
}

func TestReleaseWithSubscriptionsClosesTheConnection(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	var pushed []string
	l.OnPush(func(v resp.Value) { pushed = append(pushed, flat(v)) })
	value(t, l.Do("SUBSCRIBE", "a", "b"))
	value(t, c.Publish("a", "hi"))
	w.settle()
	assert.Equal(t, []string{"subscribe a 1", "subscribe b 2", "message a hi"}, pushed)
	l.Release()
	w.settle()
	assert.Equal(t, []any{Stats{Open: 1, Idle: 1, Dialed: 2, Lost: 1, Misses: 2}, 1}, []any{c.Stats(), w.open()})
	assert.Equal(t, int64(0), value(t, c.Publish("a", "nobody hears")))
}

func TestReleaseWithRepliesDue(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = 5 * ms
	c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}}))
	l := value(t, c.Acquire())
	f := l.Set("a", "1")
	l.Release()
	next := c.Get("a")
	assert.Equal(t, "1", value(t, next))
	assert.Equal(t, []any{true, nil}, []any{f.Done(), f.Err()})

	l = value(t, c.Acquire())
	blocked := l.BLPop(0, "list")
	w.settle()
	l.Release()
	assert.EqualError(t, failure(t, blocked), "connection to localhost:6379: it was given back in a state that nothing undoes")
	w.settle()
	assert.Equal(t, 0, w.open())
}

func TestCancelOnALeaseKeepsTheConnection(t *testing.T) {
	s := newServer()
	w := newWorld(s.serve)
	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	f := l.BLPop(0, "list")
	w.settle()
	f.Cancel()
	n := l.Incr("n")
	value(t, c.RPush("list", "job")) // goes to the cancelled call
	assert.Equal(t, int64(1), value(t, n))
}

func TestLeaseTellsThatItsConnectionIsLost(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	early, late := value(t, c.Acquire()), value(t, c.Acquire())
	var told []string
	early.OnClose(func(err error) { told = append(told, "early: "+err.Error()) })
	for _, wire := range w.wires {
		wire.end(nil)
	}
	late.OnClose(func(err error) { told = append(told, "late: "+err.Error()) })
	assert.Empty(t, told)
	w.settle()
	assert.Equal(t, []string{
		"early: connection to localhost:6379: the server closed it",
		"late: connection to localhost:6379: the server closed it",
	}, told)
	assert.Equal(t, "connection to localhost:6379 [db:0, closed]", late.String())
	early.Release()
	late.Close()
	w.settle()
	assert.Equal(t, Stats{Dialed: 2, Lost: 2, Misses: 2}, c.Stats())
}

func TestClosedLeaseLeavesThePool(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	f := l.Set("a", "1")
	l.Close()
	l.Close()
	value(t, f)
	w.settle()
	assert.Equal(t, []any{Stats{Dialed: 1, Lost: 1, Misses: 1}, 0}, []any{c.Stats(), w.open()})
}

// TestUseReleasesOnEveryPath: what fn makes of it does not matter.
func TestUseReleasesOnEveryPath(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1}}))
	ctx := context.Background()
	failed := errors.New("failed")
	assert.NoError(t, c.Use(ctx, func(l *Lease) error {
		_, err := l.Watch("a").Await(ctx)
		return err
	}))
	w.settle() // UNWATCH is answered
	assert.Equal(t, failed, c.Use(ctx, func(*Lease) error { return failed }))
	assert.PanicsWithValue(t, "fn panics", func() {
		c.Use(ctx, func(*Lease) error { panic("fn panics") })
	})
	w.settle()
	assert.Equal(t, Stats{Open: 1, Idle: 1, Dialed: 1, Misses: 1, Hits: 2}, c.Stats())
	held := value(t, c.Acquire())
	assert.Equal(t, &PoolError{Max: 1}, c.Use(ctx, func(*Lease) error { panic("there is no connection") }))
	held.Release()
}

// TestForgottenReleaseKeepsTheConnection is the mistake that Use prevents.
func TestForgottenReleaseKeepsTheConnection(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1}}))
	func() {
		l := value(t, c.Acquire())
		if failure(t, l.Do("NOSUCH")) != nil {
			return
		}
		l.Release()
	}()
	assert.Equal(t, Stats{Open: 1, InUse: 1, Dialed: 1, Misses: 1}, c.Stats())
	assert.Equal(t, &PoolError{Max: 1}, failure(t, c.Get("a")))
}

func TestForgottenLeasesAreReclaimed(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(plain(Options{}))
	var collect []func()
	c.ReclaimLeases(func(_ *Lease, fn func()) { collect = append(collect, fn) })
	held := leases(t, c, 6)
	forgotten, busy, released, pushes, ends, lost := held[0], held[1], held[2], held[3], held[4], held[5]
	due := busy.Set("a", "1")
	released.Release()
	pushes.OnPush(func(resp.Value) {})
	ends.OnClose(func(error) {})
	w.wires[5].end(errCut)
	for _, fn := range collect {
		fn()
	}
	assert.False(t, forgotten.released, "the garbage collector has goroutines of its own")
	w.advance(0)
	type outcome struct {
		Released [6]bool
		Leaked   int
	}
	at := func() (o outcome) {
		for i, l := range []*Lease{forgotten, busy, released, pushes, ends, lost} {
			o.Released[i] = l.released
		}
		o.Leaked = c.Stats().Leaked
		return o
	}
	assert.Equal(t, outcome{[6]bool{true, false, true, false, false, false}, 1}, at())
	value(t, due) // may be awaited although its lease is forgotten
	w.settle()
	assert.Equal(t, outcome{[6]bool{true, true, true, false, false, false}, 2}, at())
	assert.Equal(t, Stats{Open: 5, InUse: 2, Idle: 3, Dialed: 6, Misses: 6, Lost: 1, Leaked: 2}, c.Stats())
}

// TestCloseWithADeadline: when that has passed, closing goes on, and Abort
// ends it.
func TestCloseWithADeadline(t *testing.T) {
	w := newWorld(mutes{1: true}.serve(newServer()))
	c := w.client(plain(Options{}))
	f := c.Set("a", "1")
	w.settle()
	ctx, cancel := context.WithCancel(context.Background())
	closed := c.Close()
	cancel()
	_, err := closed.Await(ctx)
	assert.Equal(t, []any{context.Canceled, 1, false}, []any{err, w.open(), f.Done()})
	value(t, c.Abort())
	assert.Equal(t, []any{0, "connection to localhost:6379: it was closed by this client"}, []any{w.open(), f.Err().Error()})
}
