// Subscriptions, and how they come back.

package client

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

func TestSubscriptionGetsMessages(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: protocol})
		var got []Message
		s := value(t, c.Subscribe(func(m Message) { got = append(got, m) }, "a", "b"))
		value(t, c.Publish("a", "1"))
		value(t, s.Subscribe("c"))
		value(t, s.Unsubscribe("b"))
		value(t, c.Publish("b", "lost"))
		value(t, c.Publish("c", "2"))
		w.settle()
		assert.Equal(t, []Message{{Channel: "a", Payload: "1"}, {Channel: "c", Payload: "2"}}, got, "RESP%d", protocol)

		value(t, s.Subscribe())
		value(t, s.Unsubscribe())
		assert.Equal(t, int64(0), value(t, c.Publish("a", "lost")))
		s.Close()
		s.Close()
		w.settle()
		assert.EqualError(t, failure(t, s.Subscribe("a")), "the subscription was closed")
		assert.Equal(t, 0, c.Stats().InUse)
	}
}

func TestPatternsAndWhatIsNoMessage(t *testing.T) {
	m, ok := message(resp.Push(resp.Bulk("pmessage"), resp.Bulk("n.*"), resp.Bulk("n.x"), resp.Bulk("hi")))
	assert.Equal(t, []any{Message{Channel: "n.x", Pattern: "n.*", Payload: "hi"}, true}, []any{m, ok})
	_, ok = message(resp.Push(resp.Bulk("subscribe"), resp.Bulk("a"), resp.Integer(1)))
	assert.False(t, ok)

	w := newWorld(newServer().serve)
	c := w.client(Options{})
	s := value(t, c.PSubscribe(func(Message) {}, "n.*"))
	value(t, s.PSubscribe("m.*"))
	value(t, s.PUnsubscribe("n.*", "m.*"))
	assert.Equal(t, []string{"HELLO 3", "PSUBSCRIBE n.*", "PSUBSCRIBE m.*", "PUNSUBSCRIBE n.* m.*"}, w.wires[0].said())
}

func TestSubscriptionComesBackAfterALoss(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 3, Connect: Retry{Attempts: -1, Base: 10 * ms, Cap: 20 * ms}})
	var got []Message
	s := value(t, c.Subscribe(func(m Message) { got = append(got, m) }, "a", "b"))
	value(t, s.PSubscribe("p*"))
	var states []error
	s.OnState(func(err error) { states = append(states, err) })

	w.refuse = errors.New("connection refused")
	w.wires[0].end(errCut)
	more := s.Subscribe("c")
	less := s.Unsubscribe("b")
	w.advance(time.Second)
	w.refuse = nil
	value(t, more)
	value(t, less)
	last := w.wires[len(w.wires)-1]
	assert.Equal(t, []string{"HELLO 3", "SUBSCRIBE a c; PSUBSCRIBE p*"}, last.said())
	value(t, c.Publish("c", "back"))
	w.settle()
	assert.Equal(t, []Message{{Channel: "c", Payload: "back"}}, got)
	assert.Len(t, states, 2)
	assert.EqualError(t, states[0], "connection to localhost:6379: cut")
	assert.NoError(t, states[1])
}

func TestSubscriptionThatCannotBegin(t *testing.T) {
	w := newWorld(newServer().serve)
	w.refuse = errors.New("connection refused")
	c := w.client(Options{Connect: Retry{Attempts: -1}})
	assert.EqualError(t, failure(t, c.Subscribe(nil, "a")), "connect to localhost:6379: connection refused")

	w = newWorld(script(map[string]string{"SUBSCRIBE a": "-NOPERM no\r\n"}))
	c = w.client(Options{Protocol: 2})
	assert.Equal(t, resp.Error("NOPERM no"), failure(t, c.Subscribe(nil, "a")))
	w.settle()
	assert.Equal(t, []int{0, 0}, []int{c.Stats().InUse, w.open()})
}

func TestSubscriptionEndsWithItsClient(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{})
	s := value(t, c.Subscribe(func(Message) {}, "a"))
	var state error
	s.OnState(func(err error) { state = err })
	value(t, c.Close())
	w.settle()
	assert.EqualError(t, state, "connection to localhost:6379: it was closed by this client")
	assert.Equal(t, []error{state, state}, []error{failure(t, s.Subscribe("b")), s.Err()})
}

func TestCancelledSubscribeLeavesNothing(t *testing.T) {
	for at := time.Duration(0); at < 40*ms; at += ms {
		w := newWorld(newServer().serve)
		w.trip = 5 * ms
		c := w.client(Options{})
		f := c.Subscribe(func(Message) {}, "a")
		w.advance(at)
		pending := !f.Done()
		f.Cancel()
		w.settle()
		if pending {
			assert.Equal(t, []any{ErrCancelled, 0}, []any{f.Err(), c.Stats().InUse}, "after %v", at)
		}
	}
}
