// What is sent again, what never, and the pauses in between.

package client

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

func TestBackoff(t *testing.T) {
	grows := Retry{Base: 10 * ms, Cap: 65 * ms}
	certain := []time.Duration{10 * ms, 20 * ms, 40 * ms, 65 * ms, 65 * ms}
	tests := map[Backoff][]time.Duration{ // with seed 1; a random part of certain, half of it at least, all of it, none of it
		FullJitter:  {5_982_610, 1_782_235, 28_614_258, 1_538_972, 45_599_976},
		EqualJitter: {7_991_305, 10_891_117, 34_307_129, 33_269_486, 55_299_988},
		Exponential: certain,
		NoBackoff:   {0, 0, 0, 0, 0},
	}
	for backoff, want := range tests {
		c := newCore(Options{Seed: 1})
		grows.Backoff = backoff
		var got []time.Duration
		for n := range certain {
			got = append(got, c.delay(grows, n+1))
		}
		assert.Equal(t, want, got, "backoff %d", backoff)
	}
}

func TestBackoffStaysWithinItsBounds(t *testing.T) {
	c := newCore(Options{Seed: 2})
	for _, r := range []Retry{{}, {Base: 1, Cap: 1}, {Base: time.Hour, Cap: 1000 * time.Hour}, {Base: 1, Cap: 1<<63 - 2}} {
		for n := 1; n < 200; n++ {
			for r.Backoff = range NoBackoff + 1 {
				pause := c.delay(r, n)
				assert.True(t, 0 <= pause && pause <= r.Cap, "%+v, try %d: %v", r, n, pause)
				if n > 63 && r.Backoff == Exponential {
					assert.Equal(t, r.Cap, pause)
				}
			}
		}
	}
}

// flaky is a server that loses what it says to some commands, by hanging up.
type flaky struct {
	server
	lose     map[string]int // by the first word: so many replies are lost
	executed []string
}

func (f *flaky) serve(w *wire, args []string) string {
	f.executed = append(f.executed, resp.JoinLine(args))
	reply := f.server.serve(w, args)
	if f.lose[args[0]] > 0 {
		f.lose[args[0]]--
		w.world.Post(func() { w.end(errCut) })
		return ""
	}
	return reply
}

// resending are options of a client that sends again.
func resending(o Options) Options {
	o.Protocol, o.Reads = 2, Reads
	o.Resend = Retry{Attempts: 2, Base: 10 * ms, Backoff: Exponential}
	return o
}

func TestReadWhoseReplyWasLostIsSentAgain(t *testing.T) {
	for _, mode := range bothModes {
		f := &flaky{server: *newServer(), lose: map[string]int{"GET": 2}}
		w := newWorld(f.serve)
		c := w.client(resending(Options{Mode: mode}))
		value(t, c.Set("a", "1"))
		got := c.Get("a")
		assert.Equal(t, "1", value(t, got))
		assert.Equal(t, []any{[]string{"SET a 1", "GET a", "GET a", "GET a"}, 30 * ms}, []any{f.executed, w.now}, "%v", mode)

		f.lose["GET"] = 3
		assert.EqualError(t, failure(t, c.Get("a")), "connection to localhost:6379: cut", "%v: that was once too often", mode)
	}
}

func TestWhatIsNeverSentAgainAfterItsReplyWasLost(t *testing.T) {
	tests := map[string]func(c *Client) Awaited{
		"a write":                  func(c *Client) Awaited { return c.Incr("n") },
		"a script":                 func(c *Client) Awaited { return c.Do("EVAL", "return 1", "0") },
		"a module's command":       func(c *Client) Awaited { return c.Do("JSON.GET", "a") },
		"what may block":           func(c *Client) Awaited { return c.Do("XREAD", "BLOCK", "5", "STREAMS", "s", "$") },
		"PING":                     func(c *Client) Awaited { return c.Do("PING") },
		"a pipeline of reads":      func(c *Client) Awaited { p := c.Pipeline(); p.Get("a"); p.Get("b"); return p.Exec() },
		"a transaction's":          func(c *Client) Awaited { p := c.TxPipeline(); p.Get("a"); return p.Exec() },
		"anything in MULTI":        func(c *Client) Awaited { return inLease(c, "MULTI", "GET") },
		"a read on a lease":        func(c *Client) Awaited { return inLease(c, "GET") },
		"a read that was given up": func(c *Client) Awaited { f := c.Get("a"); c.core.after(ms, f.cancel); return f },
	}
	for name, call := range tests {
		for _, mode := range bothModes {
			w := newWorld(nil)
			var executed []string
			w.serve = func(c *wire, args []string) string {
				if executed = append(executed, resp.JoinLine(args)); args[0] == "MULTI" {
					return "+OK\r\n"
				}
				w.After(2*ms, func() { c.end(errCut) })
				return ""
			}
			c := w.client(resending(Options{Mode: mode}))
			f := call(c)
			w.settle()
			assert.True(t, f.Done(), "%s, %v", name, mode)
			assert.Error(t, f.outcome(), "%s, %v", name, mode)
			once := slices.Compact(slices.Sorted(slices.Values(executed)))
			assert.Len(t, executed, len(once), "%s, %v: %v", name, mode, executed)
		}
	}
}

// inLease calls commands on a lease, and returns the last.
func inLease(c *Client, commands ...string) Awaited {
	return Chain(c.Acquire(), func(l *Lease) *Future[resp.Value] {
		var last *Future[resp.Value]
		for _, command := range commands {
			last = l.Do(command, "a")
		}
		return last
	})
}

func TestReadIsSentAgainWhenItsConnectionFellSilent(t *testing.T) {
	for name, o := range map[string]Options{"CommandTimeout": {CommandTimeout: 100 * ms}, "KeepAlive": {KeepAlive: 50 * ms}} {
		s := newServer()
		w := newWorld(nil)
		w.serve = func(c *wire, args []string) string {
			if c.number == 1 {
				return ""
			}
			return s.serve(c, args)
		}
		c := w.client(resending(o))
		read, write := c.Get("a"), c.Set("a", "1")
		assert.Equal(t, ErrNil, failure(t, read), name)
		assert.ErrorIs(t, failure(t, write), ErrTimeout, name)
		assert.Equal(t, []any{110 * ms, []string{"GET a"}}, []any{w.now, s.executed}, name)
	}
}

func TestResendIsOffUnlessAskedFor(t *testing.T) {
	f := &flaky{server: *newServer(), lose: map[string]int{"GET": 1}}
	w := newWorld(f.serve)
	c := w.client(Options{Protocol: 2, Reads: Reads})
	assert.EqualError(t, failure(t, c.Get("a")), "connection to localhost:6379: cut")
	assert.Equal(t, []string{"GET a"}, f.executed)
}

// refusing is a server that says no for a while, and counts what it ran.
func refusing(no string, times int) (serve func(*wire, []string) string, ran *int) {
	s := newServer()
	ran = new(int)
	return func(w *wire, args []string) string {
		if times--; times >= 0 && args[0] != "HELLO" {
			return "-" + no + "\r\n"
		}
		*ran++
		return s.serve(w, args)
	}, ran
}

func TestWhatTheServerDidNotRunIsSentAgain(t *testing.T) {
	for _, no := range []string{
		"LOADING Redis is loading the dataset in memory",
		"MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
		"CLUSTERDOWN The cluster is down",
		"TRYAGAIN Multiple keys request during rehashing of slot",
		"BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
		"ERR max number of clients reached",
	} {
		for _, mode := range bothModes {
			serve, ran := refusing(no, 2)
			w := newWorld(serve)
			c := w.client(resending(Options{Mode: mode}))
			assert.Equal(t, int64(1), value(t, c.Incr("n")), "writes too: %s, %v", no, mode)
			assert.Equal(t, []any{1, 30 * ms}, []any{*ran, w.now}, "%s, %v", no, mode)

			serve, ran = refusing(no, 3)
			w = newWorld(serve)
			c = w.client(resending(Options{Mode: mode}))
			assert.Equal(t, resp.Error(no), failure(t, c.Incr("n")), "what it said last, %v", mode)
			assert.Equal(t, 0, *ran)
		}
	}
}

func TestWhatTheServerRefusedIsNotSentAgain(t *testing.T) {
	for _, no := range []string{
		"ERR value is not an integer or out of range", "BUSYGROUP Consumer Group name already exists", "BUSYKEY Target key name already exists.",
		"READONLY You can't write against a read only replica.", "NOAUTH Authentication required.", "LOADINGS", "MOVED 1 a:1",
	} {
		serve, ran := refusing(no, 1)
		w := newWorld(serve)
		assert.Equal(t, resp.Error(no), failure(t, w.client(resending(Options{})).Incr("n")))
		assert.Equal(t, 0, *ran, no)
	}
	const loading = "LOADING Redis is loading the dataset in memory"
	on := map[string]func(c *Client) Awaited{
		"a script":   func(c *Client) Awaited { return c.Do("EVALSHA", "f00", "0") },
		"a lease":    func(c *Client) Awaited { return inLease(c, "GET") },
		"a pipeline": func(c *Client) Awaited { p := c.Pipeline(); p.Get("a"); return p.ExecStrict() },
	}
	for name, call := range on {
		serve, ran := refusing(loading, 1)
		w := newWorld(serve)
		f := call(w.client(resending(Options{})))
		w.settle()
		assert.ErrorIs(t, f.outcome(), resp.Error(loading), name)
		assert.Equal(t, 0, *ran, name)
	}
}

func TestPauseBeforeTheNextTry(t *testing.T) {
	const loading = "LOADING Redis is loading the dataset in memory"
	t.Run("ends when the call is given up", func(t *testing.T) {
		serve, ran := refusing(loading, 1)
		w := newWorld(serve)
		f := w.client(resending(Options{})).Incr("n")
		w.advance(5 * ms)
		f.Cancel()
		assert.Empty(t, w.events, "no timer is left")
		assert.Equal(t, []any{ErrCancelled, 0}, []any{f.Err(), *ran})
	})
	t.Run("does not outlive the client for long", func(t *testing.T) {
		serve, ran := refusing(loading, 1)
		w := newWorld(serve)
		c := w.client(resending(Options{}))
		f := c.Incr("n")
		w.advance(5 * ms)
		value(t, c.Close())
		w.settle()
		assert.EqualError(t, f.Err(), "the client was closed")
		assert.Equal(t, []any{10 * ms, 0}, []any{w.now, *ran})
	})
}

func TestReadsThatAreClosedOnPurposeAreNotSentAgain(t *testing.T) {
	w := newWorld(func(*wire, []string) string { return "" })
	c := w.client(resending(Options{}))
	f := c.Get("a")
	w.settle()
	value(t, c.Abort())
	assert.EqualError(t, f.Err(), "connection to localhost:6379: it was closed by this client")
	w.settle()
	assert.Len(t, w.wires, 1)
}
