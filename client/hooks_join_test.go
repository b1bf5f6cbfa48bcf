// Hooks of connections, retries and contexts, and several hooks as one.

package client

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// fullNotes are notes of everything.
type fullNotes struct{ notes }

func (n *fullNotes) FutureIn(ctx context.Context, f int) {
	n.note("f%d in %v", f, ctx.Value(nameOfContext))
}
func (n *fullNotes) Retrying(client, f, attempt int, pause time.Duration, err error) {
	n.note("client %d retries f%d: %d failed (%v), pause %v", client, f, attempt, err, pause)
}
func (n *fullNotes) ConnDialed(client, conn int, addr string) {
	n.note("client %d dialed: conn %d, %s", client, conn, addr)
}
func (n *fullNotes) ConnOpened(client, conn int) { n.note("client %d opened: conn %d", client, conn) }
func (n *fullNotes) ConnClosed(client, conn int, err error) {
	n.note("client %d closed: conn %d, %v", client, conn, err)
}

type contextKey string

const nameOfContext contextKey = "name"

func inNameOf(name string) context.Context {
	return context.WithValue(context.Background(), nameOfContext, name)
}

func fullyTraced(o Options) (*world, *Client, *fullNotes) {
	w := newWorld(newServer().serve)
	w.trip = 5 * ms
	n := &fullNotes{notes{world: w}}
	o.Hooks = n
	return w, w.client(o), n
}

func TestHooksOfConnections(t *testing.T) {
	w, c, n := fullyTraced(Options{Protocol: 2, Connect: Retry{Attempts: 1, Base: 4 * ms}, Seed: 1})
	w.refuse = errors.New("refused")
	failure(t, c.Warm())
	w.refuse = nil
	value(t, c.Warm())
	w.wires[2].end(nil)
	value(t, c.Close())
	assert.Equal(t, []string{
		"0s f1 created: client 1, task , warm",
		"0s client 1 dialed: conn 1, localhost:6379",
		"10ms client 1 closed: conn 1, connect to localhost:6379: refused",
		"10ms client 1 retries f0: 1 failed (connect to localhost:6379: refused), pause 2.393044ms",
		"12.393044ms client 1 dialed: conn 2, localhost:6379",
		"22.393044ms client 1 closed: conn 2, connect to localhost:6379: refused",
		"22.393044ms f1 settled: connect to localhost:6379: refused",
		"22.393044ms f2 created: client 1, task , warm",
		"22.393044ms client 1 dialed: conn 3, localhost:6379",
		"32.393044ms client 1 opened: conn 3",
		"32.393044ms f2 settled: <nil>",
		"32.393044ms client 1 closed: conn 3, connection to localhost:6379: the server closed it",
		"32.393044ms f3 created: client 1, task , close",
		"32.393044ms f3 settled: <nil>",
	}, n.lines)
}

func TestHooksOfACallThatIsMadeAgain(t *testing.T) {
	w, c, n := fullyTraced(Options{Protocol: 2})
	value(t, c.Warm())
	n.lines = nil
	f := c.Get("a")
	w.wires[0].end(nil) // before it was written
	failure(t, f)
	assert.Equal(t, []string{
		"10ms f2 created: client 1, task , GET a",
		"10ms client 1 closed: conn 1, connection to localhost:6379: the server closed it",
		"10ms client 1 retries f2: 1 failed (connection to localhost:6379: the server closed it), pause 0s",
		"10ms client 1 dialed: conn 2, localhost:6379",
		"20ms client 1 opened: conn 2",
		"20ms f2 sent: conn 2, GET a",
		"30ms f2 settled: (nil), nil: there is no such value",
	}, n.lines)
}

func TestHooksAreToldInWhoseNameACallIsMade(t *testing.T) {
	_, c, n := fullyTraced(Options{Protocol: 2})
	value(t, c.Warm())
	n.lines = nil
	value(t, c.In(inNameOf("one")).Set("a", "1"))
	value(t, c.In(inNameOf("one")).In(inNameOf("two")).Get("a"))
	p := c.Pipeline().In(inNameOf("three"))
	p.Get("a")
	value(t, p.Exec())
	assert.Equal(t, []string{
		"10ms f2 created: client 1, task , SET a 1",
		"10ms f2 in one",
		"10ms f2 sent: conn 1, SET a 1",
		"20ms f2 settled: OK, <nil>",
		"20ms f3 created: client 1, task , GET a",
		"20ms f3 in two",
		"20ms f3 sent: conn 1, GET a",
		"30ms f3 settled: \"1\", <nil>",
		"30ms f4 created: client 1, task , GET a",
		"30ms f4 in three",
		"30ms f5 created: client 1, task , pipeline 1",
		"30ms f5 in three",
		"30ms f4 sent: conn 1, GET a",
		"40ms f4 settled: \"1\", <nil>",
		"40ms f5 settled: <nil>",
	}, n.lines)
}

func TestJoinedHooksAreToldTheSame(t *testing.T) {
	w := newWorld(newServer().serve)
	a, b, third := &fullNotes{notes{world: w}}, &fullNotes{notes{world: w}}, &fullNotes{notes{world: w}}
	c := w.client(Options{Protocol: 3, Mode: PerCall, Pool: Pool{Max: 1, Wait: time.Second}, Hooks: JoinHooks(JoinHooks(a, nil, b), nil, third)})
	value(t, c.In(inNameOf("one")).Set("n", "1"))
	c.Get("n").Cancel()
	c.Get("n")
	l := c.Acquire() // which must wait
	w.settle()
	value(t, value(t, l).Watch("n"))
	value(t, l).session.conn.Feed(resp.Append(nil, resp.Push(resp.Bulk("hi"))))
	value(t, c.Close())
	assert.Equal(t, a.lines, b.lines)
	assert.Equal(t, a.lines, third.lines)
	assert.Greater(t, len(a.lines), 20)
	assert.Empty(t, JoinHooks(nil), "hooks of nobody")
}

// allHooks is Hooks that note the name of each method called.
type allHooks struct{ called map[string]int }

func (e allHooks) FutureCreated(int, int, string, []string)     { e.called["FutureCreated"]++ }
func (e allHooks) FutureIn(context.Context, int)                { e.called["FutureIn"]++ }
func (e allHooks) FutureSent(int, int, []byte)                  { e.called["FutureSent"]++ }
func (e allHooks) FutureSettled(int, resp.Value, error)         { e.called["FutureSettled"]++ }
func (e allHooks) FutureCancelled(int)                          { e.called["FutureCancelled"]++ }
func (e allHooks) ReplyDropped(int, int, resp.Value)            { e.called["ReplyDropped"]++ }
func (e allHooks) Retrying(int, int, int, time.Duration, error) { e.called["Retrying"]++ }
func (e allHooks) PoolWaiting(int, int)                         { e.called["PoolWaiting"]++ }
func (e allHooks) PoolAcquired(int, int, int)                   { e.called["PoolAcquired"]++ }
func (e allHooks) PoolReleased(int, int)                        { e.called["PoolReleased"]++ }
func (e allHooks) ConnDialed(int, int, string)                  { e.called["ConnDialed"]++ }
func (e allHooks) ConnOpened(int, int)                          { e.called["ConnOpened"]++ }
func (e allHooks) ConnClosed(int, int, error)                   { e.called["ConnClosed"]++ }
func (e allHooks) Pushed(int, resp.Value)                       { e.called["Pushed"]++ }
func (e allHooks) WatchFailed(int, int)                         { e.called["WatchFailed"]++ }
func (e allHooks) CacheRead(int, int, bool)                     { e.called["CacheRead"]++ }

func TestEachJoinedHookHearsOfEveryKindOfEvent(t *testing.T) {
	a, b := allHooks{map[string]int{}}, allHooks{map[string]int{}}
	for _, h := range []Hooks{NoHooks{}, JoinHooks(a, NoHooks{}, b)} {
		h.FutureCreated(1, 1, "", nil)
		h.FutureIn(context.Background(), 1)
		h.FutureSent(1, 1, nil)
		h.FutureSettled(1, resp.OK(), nil)
		h.FutureCancelled(1)
		h.ReplyDropped(1, 1, resp.OK())
		h.Retrying(1, 1, 1, 0, nil)
		h.PoolWaiting(1, 1)
		h.PoolAcquired(1, 1, 1)
		h.PoolReleased(1, 1)
		h.ConnDialed(1, 1, "")
		h.ConnOpened(1, 1)
		h.ConnClosed(1, 1, nil)
		h.Pushed(1, resp.OK())
		h.WatchFailed(1, 1)
		h.CacheRead(1, 1, true)
	}
	assert.Len(t, a.called, 16)
	assert.Equal(t, a.called, b.called)
	for name, n := range a.called {
		assert.Equal(t, 1, n, name)
	}
}
