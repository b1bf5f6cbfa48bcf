// Borrowed connections, and the state in which they come back.

package client

import (
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
