// How long a call may take as a whole, and where it stood when that was over.

package client

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// limited are options with a CallTimeout.
func limited(o Options) Options {
	o.CallTimeout = 100 * ms
	return o
}

// mute is a server that greets and says nothing else.
func mute(w *wire, args []string) string {
	if args[0] == "HELLO" {
		return newServer().serve(w, args)
	}
	return ""
}

func TestCallTimeoutSaysWhereTheCallStood(t *testing.T) {
	tests := map[string]struct {
		where string
		o     Options
		call  func(w *world, c *Client) Awaited
	}{
		"at the server": {
			"the reply had not come", Options{}, func(_ *world, c *Client) Awaited { return c.Get("a") },
		},
		"at the server, percall": {
			"the reply had not come", Options{Mode: PerCall}, func(_ *world, c *Client) Awaited { return c.Get("a") },
		},
		"connecting": {
			"it was waiting for a connection", Options{}, func(w *world, c *Client) Awaited {
				w.trip = time.Second
				return c.Get("a")
			},
		},
		"dialing again and again": {
			"it was waiting for a connection", Options{Mode: PerCall, Connect: Retry{Attempts: 999}}, func(w *world, c *Client) Awaited {
				w.refuse = errors.New("connection refused")
				return c.Get("a")
			},
		},
		"in the line of the pool": {
			"it was waiting for a connection", Options{Mode: PerCall, Pool: Pool{Max: 1, Wait: -1}}, func(_ *world, c *Client) Awaited {
				c.BLPop(0, "list")
				return c.Get("a")
			},
		},
		"acquiring": {
			"it was waiting for a connection", Options{Pool: Pool{Max: 1, Wait: -1}}, func(_ *world, c *Client) Awaited {
				c.BLPop(0, "list")
				return c.Acquire()
			},
		},
		"in the line of the shared connection": {
			"it was waiting for its turn: there were InFlight others", Options{InFlight: 1}, func(_ *world, c *Client) Awaited {
				c.Within(0).Get("first")
				c.core.sched.(*world).advance(ms)
				return c.Get("a")
			},
		},
		"before another try": {
			"it was waiting to be sent again", Options{Resend: Retry{Attempts: 9, Base: time.Second, Cap: time.Second, Backoff: Exponential}},
			func(w *world, c *Client) Awaited {
				w.serve, _ = refusing("LOADING Redis is loading the dataset in memory", 99)
				return c.Get("a")
			},
		},
		"a pipeline": {
			"the reply had not come", Options{}, func(_ *world, c *Client) Awaited {
				p := c.Pipeline()
				p.Get("a")
				return p.Exec()
			},
		},
		"a transaction that watches": {
			"it was waiting for a connection", Options{Pool: Pool{Max: 1, Wait: -1}}, func(_ *world, c *Client) Awaited {
				c.BLPop(0, "list")
				return c.Transaction(func(*Tx) Awaited { return nil }, "a")
			},
		},
		"a transaction whose keys are watched": {
			"it was not through", Options{}, func(_ *world, c *Client) Awaited {
				return c.Transaction(func(*Tx) Awaited { return nil }, "a")
			},
		},
		"subscribing": {
			"it was not through", Options{}, func(_ *world, c *Client) Awaited { return c.Subscribe(nil, "news") },
		},
		"on a lease": {
			"the reply had not come", Options{}, func(_ *world, c *Client) Awaited { return inLease(c, "GET") },
		},
	}
	for name, test := range tests {
		w := newWorld(mute)
		c := w.client(limited(test.o))
		f := test.call(w, c)
		began := w.now
		assert.NoError(t, w.Wait(t.Context(), f), name)
		assert.EqualError(t, f.outcome(), "timeout: after 100ms (CallTimeout) "+test.where, name)
		assert.Equal(t, []any{"timeout", 100 * ms}, []any{ErrorKind(f.outcome()), w.now - began}, name)
	}
}

func TestCallTimeoutGivesUpThePlace(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(limited(Options{Protocol: 2, Mode: PerCall, Pool: Pool{Max: 1, Wait: -1}}))
	blocked := c.Within(0).BLPop(0, "list")
	assert.ErrorIs(t, failure(t, c.Get("a")), ErrTimeout)
	assert.Equal(t, 0, c.Stats().Waiting)
	blocked.Cancel()
	assert.Equal(t, ErrNil, failure(t, c.Get("a")), "the connection is free for others")
	assert.Len(t, w.wires[1].writes, 1, "the call that was given up is never sent")
	w.settle()
	assert.Empty(t, w.events, "no alarm is left")
}

func TestCallTimeoutComesOnTopOfBlocking(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(limited(Options{}))
	assert.Equal(t, ErrNil, failure(t, c.BLPop(time.Second, "list")))
	forever := c.BLPop(0, "list")
	w.advance(time.Hour)
	assert.False(t, forever.Done())

	w.serve = mute
	f := c.BLPop(time.Second, "other")
	assert.EqualError(t, failure(t, f), "timeout: after 1.1s (CallTimeout) the reply had not come")
	w.settle()
	assert.Equal(t, []any{1, false}, []any{w.open(), forever.Done()}, "its connection was closed, or else the server would serve it later")
}

func TestCallTimeoutIsForAllTriesTogether(t *testing.T) {
	f := &flaky{server: *newServer(), lose: map[string]int{"GET": 99}}
	w := newWorld(f.serve)
	o := limited(resending(Options{}))
	o.Resend.Attempts = 99
	assert.EqualError(t, failure(t, w.client(o).Get("a")), "timeout: after 100ms (CallTimeout) it was waiting to be sent again")
	assert.Equal(t, []any{[]string{"GET a", "GET a", "GET a", "GET a"}, 100 * ms}, []any{f.executed, w.now})
}

func TestWithinIsALimitOfItsOwn(t *testing.T) {
	w := newWorld(mute)
	c := w.client(limited(Options{}))
	long, short, never := c.Within(time.Second).Get("a"), c.Within(ms).Get("b"), c.Within(0).Get("c")
	assert.EqualError(t, failure(t, short), "timeout: after 1ms (CallTimeout) the reply had not come")
	assert.EqualError(t, failure(t, long), "timeout: after 1s (CallTimeout) the reply had not come")
	w.settle()
	assert.Equal(t, []any{time.Second, false}, []any{w.now, never.Done()})
	assert.ErrorIs(t, failure(t, c.Within(time.Second).Do()), ErrUsage)
}

func TestReplyAfterCallTimeoutIsDropped(t *testing.T) {
	w := newWorld(newServer().serve)
	w.trip = 30 * ms
	c := w.client(Options{Protocol: 2})
	value(t, c.Set("a", "1"))
	late, next := c.Within(50*ms).Get("a"), c.Get("missing")
	assert.ErrorIs(t, failure(t, late), ErrTimeout)
	assert.Equal(t, ErrNil, failure(t, next), "the replies are not shifted")
}

func TestCallTimeoutOfAPipelineEndsWhatBlocksInIt(t *testing.T) {
	s := newServer()
	w := newWorld(s.serve)
	c := w.client(Options{Protocol: 2, CallTimeout: 50 * ms})
	p := c.Pipeline()
	p.BLPop(0, "list")
	assert.ErrorIs(t, failure(t, p.Exec()), ErrTimeout)
	w.settle()
	assert.Equal(t, 0, w.open(), "an element that comes later would be lost")
}
