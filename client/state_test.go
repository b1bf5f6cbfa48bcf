// Who hears of an error that nobody looks at.

package client

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// ears are Hooks that hear of errors that are lost.
type ears struct {
	NoHooks
	lost map[int]string
}

func (e *ears) FutureUnheard(f int, err error) { e.lost[f] = err.Error() }
func (e *ears) FutureHeard(f int)              { delete(e.lost, f) }

func TestErrorThatNobodyLooksAtIsTold(t *testing.T) {
	ears := &ears{lost: map[int]string{}}
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Hooks: ears}))
	value(t, c.Set("word", "x"))
	lost, awaited, asked, told, gathered := c.Incr("word"), c.Incr("word"), c.Incr("word"), c.Incr("word"), c.Incr("word")
	told.Then(func(int64, error) {})
	Map(gathered, func(int64) (string, error) { return "", nil })
	cancelled := c.Incr("word")
	cancelled.Cancel()
	w.settle()
	assert.Equal(t, map[int]string{
		lost.ID(): numberError, asked.ID(): numberError, awaited.ID(): numberError,
	}, ears.lost)
	failure(t, awaited)
	assert.Error(t, asked.Err())
	assert.Equal(t, map[int]string{lost.ID(): numberError}, ears.lost)
}

const numberError = "ERR value is not an integer or out of range"

func TestErrorsOfPipelineAreHeardTogether(t *testing.T) {
	ears := &ears{lost: map[int]string{}}
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{Hooks: ears}))
	value(t, c.Set("word", "x"))
	for _, p := range []*Pipeline{c.Pipeline(), c.TxPipeline()} {
		p.Incr("word")
		value(t, p.Exec()) // whose replies tell what became of INCR
	}
	assert.Empty(t, ears.lost)

	w.trip = ms
	p := c.Pipeline()
	p.Incr("word").Then(func(int64, error) {})
	p.Incr("word")
	p.Exec() // somebody looks at one of its commands
	p.Incr("word")
	p.Incr("word")
	whole := p.Exec()
	w.advance(5 * ms / 2) // a dial, and half the way to the server
	for _, wire := range w.wires {
		wire.end(errCut)
	}
	w.settle()
	assert.Equal(t, map[int]string{whole.ID(): "connection to localhost:6379: cut"}, ears.lost)
}

func TestOwnCommandsOfTheClientAreNoneOfTheProgram(t *testing.T) {
	ears := &ears{lost: map[int]string{}}
	w := newWorld(newServer().serve)
	w.trip = ms
	c := w.client(Options{Protocol: 2, DB: 3, Hooks: ears})
	l := value(t, c.Acquire())
	value(t, l.Watch("a"))
	l.Release() // says UNWATCH
	w.wires[0].end(errCut)
	refused := c.Do("PING") // whose connection ends in its handshake
	w.advance(3 * ms)
	w.refuse = errCut
	w.wires[len(w.wires)-1].end(errCut)
	w.settle()
	assert.Equal(t, map[int]string{refused.ID(): "connect to localhost:6379: cut"}, ears.lost)
}

func TestStatesHaveNames(t *testing.T) {
	var names []string
	for s := StatePending; s <= StateCancelled; s++ {
		names = append(names, s.String())
	}
	assert.Equal(t, []string{"pending", "resolved", "rejected", "cancelled"}, names)
}
