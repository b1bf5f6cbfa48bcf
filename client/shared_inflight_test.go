// Backpressure on the shared connection.

package client

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// narrow returns a client that has at most two calls under way, 10 ms each.
func narrow() (*world, *Client, *server) {
	s := newServer()
	w := newWorld(s.serve)
	w.trip = 5 * ms
	return w, w.client(Options{Protocol: 2, InFlight: 2}), s
}

func TestInFlightLetsCallsWaitInOrder(t *testing.T) {
	w, c, s := narrow()
	var fs []*Future[int64]
	for range 7 {
		fs = append(fs, c.Incr("n"))
	}
	assert.Equal(t, []int64{1, 2, 3, 4, 5, 6, 7}, value(t, All(fs...)))
	assert.Equal(t, []string{"INCR n; INCR n", "INCR n; INCR n", "INCR n; INCR n", "INCR n"}, w.wires[0].said())
	assert.Equal(t, (10+4*10)*ms, w.now)
	assert.Len(t, s.executed, 7)
}

func TestInFlightDoesNotHoldUpWhatHasAConnectionOfItsOwn(t *testing.T) {
	w, c, _ := narrow()
	c.Incr("n")
	c.Incr("n")
	c.Incr("n")
	l := value(t, c.Acquire())
	value(t, l.Set("a", "1"))
	assert.Equal(t, 20*ms, w.now)
}

func TestCallsGivenUpInLineAreNeverSent(t *testing.T) {
	w, c, s := narrow()
	var fs []*Future[int64]
	for i := range 100 {
		fs = append(fs, c.Incr("n"+strconv.Itoa(i)))
	}
	w.advance(12 * ms) // connected, and two sent
	line := &c.node.shared.turns.(*turns).line
	assert.Equal(t, 98, line.len())
	for _, f := range fs[2:99] {
		f.Cancel()
	}
	assert.LessOrEqual(t, line.len(), 2, "they are forgotten, too")
	w.settle()
	assert.Equal(t, []string{"INCR n0", "INCR n1", "INCR n99"}, s.executed)

	ctx, cancel := context.WithCancel(t.Context())
	for range 3 {
		c.Incr("n")
	}
	last := c.Incr("last")
	w.After(ms, cancel)
	_, err := last.Await(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	w.settle()
	assert.NotContains(t, s.data, "last")
}

func TestCloseFailsTheLine(t *testing.T) {
	for _, shut := range []func(*Client) *Future[struct{}]{(*Client).Close, (*Client).Abort} {
		w, c, _ := narrow()
		for range 2 {
			c.Incr("n")
		}
		waits := c.Incr("n")
		w.advance(12 * ms)
		value(t, shut(c))
		assert.EqualError(t, waits.Err(), "the client was closed")
		assert.EqualError(t, failure(t, c.Incr("n")), "the client was closed")
	}
}

func TestLineOutlivesTheConnection(t *testing.T) {
	w, c, s := narrow()
	var fs []*Future[struct{}]
	for i := range 3 {
		fs = append(fs, c.Set("k", strconv.Itoa(i)))
	}
	w.advance(12 * ms) // two are on their way
	w.wires[0].end(errCut)
	assert.EqualError(t, failure(t, fs[0]), "connection to localhost:6379: cut")
	assert.EqualError(t, failure(t, fs[1]), "connection to localhost:6379: cut")
	value(t, fs[2])
	assert.Equal(t, []string{"SET k 2"}, w.wires[1].said())

	w.wires[1].end(errCut)
	w.refuse = errCut
	late := c.Set("k", "late")
	assert.EqualError(t, failure(t, late), "connect to localhost:6379: cut", "the line fails when there is no connection to be had")
	assert.Equal(t, 0, c.node.shared.turns.(*turns).line.len())
	assert.Equal(t, "2", s.data["k"])
}

// What was sent but not written goes ahead of what had to wait: one caller's
// calls do not overtake each other.
func TestLineKeepsItsOrderAcrossConnections(t *testing.T) {
	w, c, s := narrow()
	value(t, c.Set("k", "first"))
	for i := range 5 {
		c.Set("k", strconv.Itoa(i))
	}
	w.wires[0].end(errCut) // ahead of the turn in which the first two would have been written
	c.Set("k", "5")
	w.settle()
	assert.Equal(t, []string{"SET k 0", "SET k 1", "SET k 2", "SET k 3", "SET k 4", "SET k 5"}, s.executed[1:])
}

func TestTransactionInLineStaysInOnePiece(t *testing.T) {
	w, c, _ := narrow()
	p := c.TxPipeline()
	for range 5 {
		p.Incr("n")
	}
	first := c.Incr("n")
	f, after := p.Exec(), c.Incr("n")
	replies := value(t, f)
	assert.Equal(t, []resp.Value{resp.Integer(2), resp.Integer(3), resp.Integer(4), resp.Integer(5), resp.Integer(6)}, replies)
	assert.Equal(t, []int64{1, 7}, []int64{value(t, first), value(t, after)})
	assert.Equal(t, []string{"INCR n; MULTI; INCR n; INCR n; INCR n; INCR n; INCR n; EXEC", "INCR n"}, w.wires[0].said())
}

func TestTransactionThatIsGivenUpLeavesTheSharedConnectionAsItWas(t *testing.T) {
	for at := range 40 {
		w, c, s := narrow()
		c.Get("a")
		c.Get("b")
		p := c.TxPipeline()
		for range 5 {
			p.Incr("n")
		}
		f, after := p.Exec(), c.Incr("after")
		w.advance(time.Duration(at) * ms)
		f.Cancel()
		assert.Equal(t, int64(1), value(t, after), "cancelled after %d ms", at)
		assert.Contains(t, []string{"", "5"}, s.data["n"])
	}
}

func TestTransactionThatLosesItsConnectionEndsThere(t *testing.T) {
	w, c, s := narrow()
	p := c.TxPipeline()
	for range 5 {
		p.Incr("n")
	}
	f, after := p.Exec(), c.Incr("n")
	w.advance(17 * ms) // it is executed, and the replies are on their way
	w.wires[0].end(errCut)
	assert.EqualError(t, failure(t, f), "connection to localhost:6379: cut")
	assert.Equal(t, int64(6), value(t, after))
	assert.Equal(t, []string{"INCR n"}, w.wires[1].said(), "nothing of the transaction goes over another connection")
	assert.Equal(t, "6", s.data["n"])
}

func TestInFlightSettlesEveryCallWhateverBreaks(t *testing.T) {
	for at := range 120 {
		s := newServer()
		w := newWorld(s.serve)
		w.trip, w.cut = ms, cutAt(at)
		a := &audit{ends: map[int]int{}}
		c := w.client(Options{InFlight: 1 + at%4, Hooks: a, Resend: Retry{Attempts: 2}, Reads: Reads, CallTimeout: 200 * ms, KeepAlive: 50 * ms})
		for i := range 20 {
			f := c.Incr("n")
			if i%7 == 3 {
				w.After(5*ms, f.Cancel)
			}
			c.Get("n")
		}
		w.advance(500 * ms)
		c.Close()
		w.settle()
		a.check(t, c, "cut at byte "+strconv.Itoa(at))
		n, _ := strconv.Atoi(s.data["n"])
		assert.LessOrEqual(t, n, 20)
	}
}

// A transaction that goes out in chunks has a part that was never written.
func TestTransactionIsNotContinuedOnAnotherConnection(t *testing.T) {
	for _, o := range []Options{{InFlight: 1}, {}} {
		s := newServer()
		w := newWorld(s.serve)
		o.Protocol = 2
		c := w.client(o)
		value(t, c.Incr("n"))
		p := c.TxPipeline()
		a := p.Incr("a")
		for range 12_000 {
			p.Incr("b")
		}
		done := p.Exec()
		for !slices.Contains(s.executed, "MULTI") {
			w.step()
		}
		w.wires[0].end(errCut)
		assert.ErrorIs(t, failure(t, done), ErrClosed)
		assert.ErrorIs(t, a.Err(), ErrClosed)
		w.settle()
		assert.Equal(t, []string{"1", "", ""}, []string{s.data["n"], s.data["a"], s.data["b"]})
	}
}
