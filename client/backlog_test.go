// Large pipelines: chunks, order, and what happens between two chunks.

package client

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// largest is the size of the largest write on any connection, and how many
// writes there were in all.
func (w *world) largest() (size, writes int) {
	for _, c := range w.wires {
		for _, b := range c.writes {
			size = max(size, len(b))
			writes++
		}
	}
	return size, writes
}

func TestLargePipelineGoesOutInChunks(t *testing.T) {
	for _, test := range []struct {
		name        string
		mode        Mode
		transaction bool
		calls, size int
		writes      int
	}{
		{"as many as one write takes", Shared, false, chunkCalls, 10, 1},
		{"one more", PerCall, false, chunkCalls + 1, 10, 2},
		{"many", Shared, false, 3*chunkCalls + 1, 10, 4},
		{"many in a transaction", Shared, true, chunkCalls + 1, 10, 2},
		{"many in a transaction, on a connection borrowed", PerCall, true, 2 * chunkCalls, 10, 3},
		{"large values", Shared, false, 30, chunkBytes/10 + 1, 3},
		{"values larger than a chunk", PerCall, false, 3, chunkBytes + 1, 3},
		{"and in a transaction", Shared, true, 3, chunkBytes + 1, 4}, // the last is EXEC alone
	} {
		w := newWorld(newServer().serve)
		w.trip = ms
		c := w.client(Options{Protocol: 2, Mode: test.mode})
		p := newPipeline(c.core, c.send, test.transaction)
		value := strings.Repeat("x", test.size)
		for i := range test.calls {
			p.Echo(value + strconv.Itoa(i))
		}
		replies, err := p.Exec().Await(context.Background())
		require.NoError(t, err, test.name)
		require.Len(t, replies, test.calls, test.name)
		for i, reply := range replies {
			if reply.Str != value+strconv.Itoa(i) {
				t.Fatalf("%s: the reply to command %d is another's", test.name, i)
			}
		}
		size, writes := w.largest()
		one := len(resp.AppendCommand(nil, "ECHO", value+"1234567"))
		assert.LessOrEqual(t, size, chunkBytes+one, test.name)
		assert.Equal(t, []int{test.writes, 1}, []int{writes, len(w.wires)}, test.name)
		w.settle()
		assert.Equal(t, 0, c.Stats().InUse, test.name)
	}
}

// The next chunk leaves when half of the one before is answered: so never are
// more than one and a half of them under way.
func TestChunksOverlapButDoNotPileUp(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(Options{Protocol: 2})
	p := c.Pipeline()
	for range 3 * chunkCalls {
		p.Echo("x")
	}
	f := p.Exec()
	most := 0
	for w.step() {
		if s := c.node.shared.session; s != nil {
			most = max(most, s.conn.Pending())
		}
	}
	value(t, f)
	assert.Equal(t, chunkCalls+chunkCalls/2, most)
}

func TestCallsOfOthersPassBetweenChunks(t *testing.T) {
	s := newServer()
	w := newWorld(s.serve)
	c := w.client(Options{Protocol: 2})
	p := c.Pipeline()
	for range 3 * chunkCalls {
		p.Echo("x")
	}
	f := p.Exec()
	w.step() // the connection is there
	value(t, c.Incr("n"))
	assert.False(t, f.Done(), "a plain call on the shared connection does not wait for the whole pipeline")
	value(t, f)
	assert.Len(t, s.executed, 3*chunkCalls+1)
}

func TestNothingPassesAChunkedTransaction(t *testing.T) {
	for _, mode := range bothModes {
		s := newServer()
		w := newWorld(s.serve)
		c := w.client(Options{Protocol: 2, Mode: mode})
		value(t, c.Incr("n"))
		p := c.TxPipeline()
		for range 3 * chunkCalls {
			p.Incr("n")
		}
		f := p.Exec()
		other := c.Incr("n")
		replies := value(t, f)
		n := value(t, other)
		first := replies[0].Int
		for i, reply := range replies {
			if reply.Int != first+int64(i) {
				t.Fatalf("%v: somebody else's INCR ran inside, ahead of command %d", mode, i)
			}
		}
		assert.Contains(t, []int64{first - 1, first + int64(len(replies))}, n, "%v", mode)
	}
}

func TestLeaseKeepsItsOrderAroundALargePipeline(t *testing.T) {
	s := newServer()
	w := newWorld(s.serve)
	c := w.client(Options{Protocol: 2})
	l := value(t, c.Acquire())
	for _, transaction := range []bool{false, true} {
		p := l.Pipeline(transaction)
		for range 2*chunkCalls + 1 {
			p.Incr("n")
		}
		f := p.Exec()
		after := l.Get("n")
		again := l.Pipeline(transaction)
		again.Incr("n")
		value(t, again.Exec())
		assert.True(t, f.Done())
		last := value(t, f)[2*chunkCalls].Int
		assert.Equal(t, strconv.FormatInt(last, 10), value(t, after))
	}
	p := l.Pipeline(true)
	for range 2 * chunkCalls {
		p.Incr("n")
	}
	f := p.Exec()
	l.Release()
	value(t, f)
	w.settle()
	assert.Equal(t, []int{0, 1}, []int{c.Stats().InUse, c.Stats().Idle}, "released when all was answered")
}

func TestLargePipelineThatIsCutSettlesAll(t *testing.T) {
	for _, test := range []struct {
		mode        Mode
		transaction bool
		at          int // which command
	}{
		{Shared, false, 1}, {Shared, true, chunkCalls - 1}, {PerCall, false, chunkCalls + 7}, {PerCall, true, chunkCalls + 7},
	} {
		a := &audit{ends: map[int]int{}}
		s := newServer()
		w := newWorld(nil)
		served := 0
		w.serve = func(c *wire, args []string) string {
			if served++; served == test.at {
				w.Post(func() { c.end(errCut) })
				return ""
			}
			return s.serve(c, args)
		}
		w.trip = ms
		c := w.client(Options{Protocol: 2, Mode: test.mode, Hooks: a})
		p := newPipeline(c.core, c.send, test.transaction)
		for i := range 2 * chunkCalls {
			p.Echo(strconv.Itoa(i))
		}
		assert.EqualError(t, failure(t, p.Exec()), "connection to localhost:6379: cut")
		c.Close()
		w.settle()
		for f, ends := range a.ends {
			if ends != 1 {
				t.Fatalf("%+v: future %d ended %d times", test, f, ends)
			}
		}
		assert.Len(t, a.ends, a.created, "%+v: futures without an end", test)
		assert.Equal(t, 0, c.Stats().Open)
		assert.Len(t, slices.Compact(slices.Sorted(slices.Values(s.executed))), len(s.executed), "nothing was sent twice")
	}
}

func TestCancelBetweenChunksStopsWhatWasNotSent(t *testing.T) {
	for _, mode := range bothModes {
		for _, transaction := range []bool{false, true} {
			s := newServer()
			w := newWorld(s.serve)
			w.trip = 5 * ms
			c := w.client(Options{Protocol: 2, Mode: mode})
			value(t, c.Echo("connected"))
			s.executed = nil
			p := newPipeline(c.core, c.send, transaction)
			var last *Future[int64]
			for range 3 * chunkCalls {
				last = p.Incr("n")
			}
			f := p.Exec()
			w.advance(6 * ms) // the first chunk is there
			f.Cancel()
			w.settle()
			assert.Equal(t, []error{ErrCancelled, ErrCancelled}, []error{f.Err(), last.Err()})
			if transaction {
				assert.Equal(t, "DISCARD", s.executed[len(s.executed)-1])
				assert.Equal(t, ErrNil, failure(t, c.Get("n")), "nothing was done")
			} else {
				assert.Len(t, s.executed, chunkCalls, "%v", mode)
			}
			assert.Equal(t, "still in step", value(t, c.Echo("still in step")))
			w.settle()
			assert.Equal(t, 0, c.Stats().InUse)
		}
	}
}

func TestLargeTransactionGivenUpOnALeaseIsDiscarded(t *testing.T) {
	s := newServer()
	w := newWorld(s.serve)
	w.trip = 5 * ms
	c := w.client(Options{Protocol: 2})
	l := value(t, c.Acquire())
	p := l.Pipeline(true)
	for range 3 * chunkCalls {
		p.Incr("n")
	}
	f := p.Exec()
	w.advance(6 * ms)
	f.Cancel()
	assert.Equal(t, int64(1), value(t, l.Incr("n")), "the lease is not in a transaction any more")
	assert.Equal(t, []string{"DISCARD", "INCR n"}, s.executed[len(s.executed)-2:])
}

func TestClosingWaitsForTheWholePipeline(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(Options{Protocol: 2})
	value(t, c.Echo("x"))
	p := c.Pipeline()
	for range 3 * chunkCalls {
		p.Echo("x")
	}
	f := p.Exec()
	closed := c.Close()
	assert.Len(t, value(t, f), 3*chunkCalls)
	value(t, closed)
}

func TestPipelined(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	for _, pipelined := range []func(context.Context, func(*Pipeline) error) ([]resp.Value, error){c.Pipelined, c.TxPipelined} {
		var n *Future[int64]
		replies, err := pipelined(t.Context(), func(p *Pipeline) error {
			p.Set("n", "6")
			n = p.Incr("n")
			return nil
		})
		assert.Equal(t, []any{[]resp.Value{resp.OK(), resp.Integer(7)}, nil, int64(7)}, []any{replies, err, value(t, n)})
	}
	written := len(w.wires[0].writes)

	no := errors.New("not today")
	var n *Future[int64]
	_, err := c.Pipelined(t.Context(), func(p *Pipeline) error { n = p.Incr("n"); return no })
	assert.Equal(t, []error{no, ErrCancelled}, []error{err, n.Err()})
	assert.PanicsWithValue(t, "oh", func() {
		c.Pipelined(t.Context(), func(p *Pipeline) error { n = p.Incr("n"); panic("oh") })
	})
	assert.Equal(t, ErrCancelled, n.Err())
	w.advance(time.Second)
	assert.Len(t, w.wires[0].writes, written, "nothing was sent")
}
