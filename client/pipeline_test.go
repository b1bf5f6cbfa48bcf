// Pipelines and transactions: what goes out, and who gets which reply.

package client

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

var bothModes = []Mode{Shared, PerCall}

func TestPipelineIsOneWriteAndEachCommandHasItsReply(t *testing.T) {
	for _, mode := range bothModes {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, Mode: mode})
		p := c.Pipeline()
		set, bad, n := p.Set("word", "x"), p.Incr("word"), p.Incr("n")
		assert.Equal(t, 3, p.Len())
		w.settle()
		assert.Empty(t, w.wires, "nothing is sent before Exec")

		replies := value(t, p.Exec())
		refused := resp.Fail("ERR value is not an integer or out of range")
		assert.Equal(t, []resp.Value{resp.OK(), refused, resp.Integer(1)}, replies)
		assert.Equal(t, []any{nil, refused.Err(), int64(1)}, []any{set.Err(), bad.Err(), value(t, n)})
		assert.Equal(t, []string{"SET word x; INCR word; INCR n"}, w.wires[0].said(), "%v", mode)

		again := p.Incr("n")
		value(t, p.Exec())
		assert.Equal(t, int64(2), value(t, again), "a pipeline can be used again")
		assert.Equal(t, []resp.Value{}, value(t, p.Exec()), "an empty one does nothing")
		assert.Len(t, w.wires, 1)
	}
}

func TestExecStrictFailsWithTheFirstError(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{})
	p := c.Pipeline()
	p.Set("word", "x")
	p.Incr("word")
	n := p.Incr("n")
	replies, err := p.ExecStrict().Await(t.Context())
	refused := resp.Fail("ERR value is not an integer or out of range")
	assert.Equal(t, &CommandError{Index: 1, Args: []string{"INCR", "word"}, Cause: refused.Err()}, err)
	assert.EqualError(t, err, "command 2 of the pipeline (INCR word): ERR value is not an integer or out of range")
	assert.Equal(t, "server", ErrorKind(err))
	assert.Equal(t, []resp.Value{resp.OK(), refused, resp.Integer(1)}, replies)
	assert.Equal(t, int64(1), value(t, n), "the others have run")
	p.Incr("n")
	assert.Equal(t, []resp.Value{resp.Integer(2)}, value(t, p.ExecStrict()))
}

func TestTransactionPipeline(t *testing.T) {
	for _, mode := range bothModes {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, Mode: mode})
		p := c.TxPipeline()
		set, bad, n := p.Set("word", "x"), p.Incr("word"), p.Incr("n")
		replies := value(t, p.Exec())
		refused := resp.Fail("ERR value is not an integer or out of range")
		assert.Equal(t, []resp.Value{resp.OK(), refused, resp.Integer(1)}, replies)
		assert.Equal(t, []any{nil, refused.Err(), int64(1)}, []any{set.Err(), bad.Err(), value(t, n)})
		assert.Equal(t, []string{"MULTI; SET word x; INCR word; INCR n; EXEC"}, w.wires[0].said(), "%v", mode)
		assert.Equal(t, []resp.Value{}, value(t, p.Exec()), "an empty one does nothing")
	}
}

func TestRefusedCommandAbortsTheTransaction(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{})
	p := c.TxPipeline()
	n, bad := p.Incr("n"), p.Do("NOSUCH", "x")
	err := failure(t, p.Exec())
	unknown := resp.Error("ERR unknown command 'NOSUCH'")
	assert.Equal(t, &AbortError{
		Index: 1, Args: []string{"NOSUCH", "x"}, Cause: unknown,
		Message: "EXECABORT Transaction discarded because of previous errors.",
	}, err)
	assert.Equal(t, []error{err, unknown}, []error{n.Err(), bad.Err()})
	assert.Equal(t, ErrNil, failure(t, c.Get("n")))
}

func TestWatchedPipelineOnALease(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{})
	l := value(t, c.Acquire())
	value(t, l.Watch("n"))
	value(t, c.Set("n", "7"))
	p := l.Pipeline(true)
	n := p.Incr("n")
	assert.Equal(t, []error{ErrWatch, ErrWatch}, []error{failure(t, p.Exec()), n.Err()})
	n = p.Incr("n")
	value(t, p.Exec())
	assert.Equal(t, int64(8), value(t, n))
}

func TestPipelineThatIsCutFailsEachCommand(t *testing.T) {
	for _, transaction := range []bool{false, true} {
		w := newWorld(newServer().serve)
		served := 0
		serve := w.serve
		w.serve = func(c *wire, args []string) string {
			if served++; served == 3 {
				w.Post(func() { c.end(errCut) })
			}
			if served >= 3 {
				return ""
			}
			return serve(c, args)
		}
		c := w.client(Options{Protocol: 2})
		p := newPipeline(c.core, c.send, transaction)
		a, b, d := p.Incr("a"), p.Incr("b"), p.Incr("d")
		b.Cancel()
		err := failure(t, p.Exec())
		assert.EqualError(t, err, "connection to localhost:6379: cut")
		assert.Equal(t, []error{ErrCancelled, err}, []error{b.Err(), d.Err()})
		assert.True(t, a.Done())
		w.settle()
	}
}

func TestCancelledExecCancelsItsCommands(t *testing.T) {
	for _, mode := range bothModes {
		s := newServer()
		w := newWorld(s.serve)
		w.trip = 5 * ms
		c := w.client(Options{Protocol: 2, Mode: mode})
		p := c.Pipeline()
		a := p.Incr("n")
		f := p.Exec()
		f.Cancel()
		w.settle()
		assert.Equal(t, []error{ErrCancelled, ErrCancelled}, []error{f.Err(), a.Err()})
		assert.Empty(t, s.executed, "%v: it was never sent", mode)

		a = p.Incr("n")
		f = p.Exec()
		w.advance(6 * ms)
		f.Cancel()
		w.settle()
		assert.Equal(t, []error{ErrCancelled, ErrCancelled}, []error{f.Err(), a.Err()})
		assert.Equal(t, []string{"INCR n"}, s.executed, "%v: it was under way", mode)
		assert.Equal(t, int64(2), value(t, c.Incr("n")), "the connection lives on")
	}
}

func TestCommandCancelledAloneIsStillPartOfItsTransaction(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{})
	p := c.TxPipeline()
	a, b := p.Incr("n"), p.Incr("n")
	f := p.Exec()
	a.Cancel()
	assert.Equal(t, []resp.Value{resp.Integer(1), resp.Integer(2)}, value(t, f))
	assert.Equal(t, []any{ErrCancelled, int64(2)}, []any{a.Err(), value(t, b)})
}

func TestDiscardedPipeline(t *testing.T) {
	w := newWorld(nil)
	p := w.client(Options{}).Pipeline()
	a := p.Incr("n")
	p.Discard()
	assert.Equal(t, []any{ErrCancelled, 0}, []any{a.Err(), p.Len()})
}

func TestPipelineWithoutAConnection(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Pool: Pool{Max: 1}}))
	value(t, c.Acquire())
	p := c.Pipeline()
	a := p.Incr("n")
	err := failure(t, p.Exec())
	assert.Equal(t, []error{&PoolError{Max: 1}, err}, []error{err, a.Err()})
}

func TestTransactionByHandInAPipelineHasItsOwnConnection(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	p := c.Pipeline()
	p.Do("MULTI")
	p.Incr("n") // and no EXEC
	_, err := p.Exec().Await(t.Context())
	assert.NoError(t, err)
	assert.Equal(t, int64(1), value(t, c.Incr("n")), "nobody else is in that transaction")
	assert.Equal(t, []string{"MULTI; INCR n", "DISCARD"}, w.wires[0].said())
}

func TestBlockingCommandInAPipelineHasItsOwnConnection(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	p := c.Pipeline()
	p.BLPop(0, "list")
	f := p.Exec()
	w.settle()
	value(t, c.RPush("list", "job"))
	assert.Equal(t, []resp.Value{resp.Bulks("list", "job")}, value(t, f))
}
