// What hooks are told, as whole transcripts.

package client

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// notes are Hooks that write down what they are told.
type notes struct {
	NoHooks // for what only some tests look at, see fullNotes
	world   *world
	lines   []string
}

func (n *notes) note(format string, args ...any) {
	n.lines = append(n.lines, fmt.Sprintf("%v ", n.world.now)+fmt.Sprintf(format, args...))
}

func (n *notes) FutureCreated(f, client int, task string, args []string) {
	n.note("f%d created: client %d, task %s, %s", f, client, task, resp.JoinLine(args))
}
func (n *notes) FutureSent(f, conn int, request []byte) {
	n.note("f%d sent: conn %d, %s", f, conn, commandLines(string(request)))
}
func (n *notes) FutureSettled(f int, v resp.Value, err error) {
	if v.Kind == 0 {
		n.note("f%d settled: %v", f, err)
		return
	}
	n.note("f%d settled: %s, %v", f, resp.Print(v), err)
}
func (n *notes) FutureCancelled(f int) { n.note("f%d cancelled", f) }
func (n *notes) ReplyDropped(f, conn int, v resp.Value) {
	n.note("f%d dropped: conn %d, %s", f, conn, resp.Print(v))
}
func (n *notes) PoolWaiting(client, f int) { n.note("client %d waiting: f%d", client, f) }
func (n *notes) PoolAcquired(client, conn, f int) {
	n.note("client %d acquired: conn %d, f%d", client, conn, f)
}
func (n *notes) PoolReleased(client, conn int) { n.note("client %d released: conn %d", client, conn) }
func (n *notes) Pushed(conn int, v resp.Value) { n.note("pushed: conn %d, %s", conn, flat(v)) }
func (n *notes) WatchFailed(conn, f int)       { n.note("watch failed: conn %d, f%d", conn, f) }

// traced returns a client of a world of 10 ms round trips, and its notes.
func traced(o Options) (*world, *Client, *notes) {
	w := newWorld(newServer().serve)
	w.trip = 5 * ms
	n := &notes{world: w}
	o.Hooks = n
	return w, w.client(o), n
}

func TestHooksOfCallsThatShareAPoolOfOne(t *testing.T) {
	task := "main"
	w, c, n := traced(Options{Protocol: 3, Mode: PerCall, Pool: Pool{Max: 1, Wait: time.Second}, Task: func() string { return task }})
	a := c.Set("a", "1")
	task = "other"
	b := c.Get("a")
	value(t, a)
	value(t, b)
	w.settle()
	assert.Equal(t, []string{
		"0s f1 created: client 1, task main, SET a 1",
		"0s f2 created: client 1, task other, GET a",
		"0s client 1 waiting: f2",
		"10ms f3 created: client 1, task other, HELLO 3",
		"10ms f3 sent: conn 1, HELLO 3",
		"20ms f3 settled: 1# \"server\" => \"redis\"\n2# \"proto\" => (integer) 3, <nil>",
		"20ms client 1 acquired: conn 1, f1",
		"20ms f1 sent: conn 1, SET a 1",
		"30ms f1 settled: OK, <nil>",
		"30ms client 1 released: conn 1",
		"30ms client 1 acquired: conn 1, f2",
		"30ms f2 sent: conn 1, GET a",
		"40ms f2 settled: \"1\", <nil>",
		"40ms client 1 released: conn 1",
	}, n.lines)
}

func TestHooksOfACancelledCall(t *testing.T) {
	w, c, n := traced(Options{Protocol: 2})
	value(t, c.Set("a", "1"))
	n.lines = nil
	f := c.Get("a")
	w.advance(ms)
	f.Cancel()
	w.settle()
	assert.Equal(t, []string{
		"20ms f2 created: client 1, task , GET a",
		"20ms f2 sent: conn 1, GET a",
		"21ms f2 cancelled",
		"30ms f2 dropped: conn 1, \"1\"",
	}, n.lines)
}

func TestHooksOfATransactionThatLoses(t *testing.T) {
	_, c, n := traced(Options{Protocol: 2})
	l := value(t, c.Acquire())
	value(t, l.Watch("n"))
	value(t, c.Set("n", "7"))
	n.lines = nil
	p := l.Pipeline(true)
	p.Incr("n")
	failure(t, p.Exec())
	assert.Equal(t, []string{
		"40ms f4 created: client 1, task , INCR n",
		"40ms f5 created: client 1, task , transaction 1",
		"40ms f6 created: client 1, task , MULTI",
		"40ms f7 created: client 1, task , EXEC",
		"40ms f6 sent: conn 1, MULTI",
		"40ms f4 sent: conn 1, INCR n",
		"40ms f7 sent: conn 1, EXEC",
		"50ms f6 settled: OK, <nil>",
		"50ms watch failed: conn 1, f7",
		"50ms f7 settled: (nil), <nil>",
		"50ms f5 settled: a watched key changed before EXEC",
		"50ms f4 settled: a watched key changed before EXEC",
	}, n.lines)
}

func TestHooksOfASubscription(t *testing.T) {
	w, c, n := traced(Options{Protocol: 2})
	value(t, c.Subscribe(func(Message) {}, "news"))
	value(t, c.Publish("news", "hi"))
	w.settle()
	assert.Equal(t, []string{
		"0s f1 created: client 1, task , subscribe news",
		"0s f2 created: client 1, task , acquire",
		"10ms client 1 acquired: conn 1, f2",
		"10ms f2 settled: <nil>",
		"10ms f3 created: client 1, task , SUBSCRIBE news",
		"10ms f3 sent: conn 1, SUBSCRIBE news",
		"20ms pushed: conn 1, subscribe news 1",
		"20ms f3 settled: 1) \"subscribe\"\n2) \"news\"\n3) (integer) 1, <nil>",
		"20ms f1 settled: <nil>",
		"20ms f4 created: client 1, task , PUBLISH news hi",
		"30ms f4 sent: conn 2, PUBLISH news hi",
		"40ms pushed: conn 1, message news hi",
		"40ms f4 settled: (integer) 1, <nil>",
	}, n.lines)
}

func TestNumbersAreSharedByTheClientsOfAWorld(t *testing.T) {
	w := newWorld(newServer().serve)
	numbers := &Numbers{}
	a, b := w.client(Options{Protocol: 2, Numbers: numbers}), w.client(Options{Protocol: 2, Numbers: numbers})
	first, second := a.Get("x"), b.Get("x")
	numbers.Reset()
	third := a.Get("x")
	assert.Equal(t, []int{1, 2, 1, 2, 1}, []int{a.Number(), b.Number(), first.ID(), second.ID(), third.ID()})
}
