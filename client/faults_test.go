// Replies that are cut at every byte, against the tests' own server: the quick
// one of the fault tests. The others run on the simulated world, with the real
// engine: see sim/faults_test.go.

package client

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// audit are Hooks that count how often each future ends.
type audit struct {
	NoHooks
	created int
	ends    map[int]int
}

func (a *audit) FutureCreated(f, client int, task string, args []string) { a.created++ }
func (a *audit) FutureSettled(f int, _ resp.Value, _ error)              { a.ends[f]++ }
func (a *audit) FutureCancelled(f int)                                   { a.ends[f]++ }

// check fails the test unless every future ended, once, and the pool adds up.
func (a *audit) check(t *testing.T, c *Client, name string) {
	t.Helper()
	require.Len(t, a.ends, a.created, "%s: futures without an end", name)
	for f, n := range a.ends {
		require.Equal(t, 1, n, "%s: future %d ended %d times", name, f, n)
	}
	stats := c.Stats()
	require.GreaterOrEqual(t, stats.InUse, 0, name)
	require.Equal(t, 0, stats.Open+stats.Waiting, "%s: after Close", name)
	require.Empty(t, c.sessions, name)
}

// work is a program that uses everything, and returns its counters' names
// and how often it was told that they were incremented.
func work(w *world, c *Client, told map[string]int) {
	count := func(key string, f *Future[int64]) {
		f.Then(func(_ int64, err error) {
			if err == nil {
				told[key]++
			}
		})
	}
	for i := range 4 {
		count("plain", c.Incr("plain"))
		w.After(time.Duration(i)*3*ms, func() { count("later", c.Incr("later")) })
	}
	p := c.Pipeline()
	count("piped", p.Incr("piped"))
	count("piped", p.Incr("piped"))
	p.Exec()
	tx := c.TxPipeline()
	count("tx", tx.Incr("tx"))
	tx.Exec()
	c.Transaction(func(tx *Tx) Awaited {
		return Map(tx.Do("GET", "watched"), func(resp.Value) (struct{}, error) {
			tx.Multi()
			count("watched", tx.Incr("watched"))
			return struct{}{}, nil
		})
	}, "watched")
	blocked := c.BLPop(40*ms, "list")
	c.RPush("list", "job")
	c.Subscribe(func(Message) {}, "news").Then(func(s *Subscription, err error) {
		if err == nil {
			w.After(20*ms, s.Close)
		}
	})
	w.After(15*ms, func() { c.Publish("news", "hi") })
	w.After(30*ms, blocked.Cancel)
}

// fault is a world that breaks as cut says.
type fault struct {
	name string
	mode Mode
	cut  func([]byte) ([]byte, bool)
}

// faulty runs work with a fault, and checks that it came to a good end.
func faulty(t *testing.T, at fault) {
	t.Helper()
	s := newServer()
	w := newWorld(s.serve)
	w.trip, w.chunk, w.cut = ms, 5, at.cut
	a := &audit{ends: map[int]int{}}
	c := w.client(Options{Mode: at.mode, Hooks: a, Seed: 1, Pool: Pool{Max: 3, Min: 1, Wait: 25 * ms}, CommandTimeout: 50 * ms})
	told := map[string]int{}
	work(w, c, told)
	w.advance(time.Second)
	c.Close()
	w.settle()
	a.check(t, c, at.name)
	require.Equal(t, 0, w.open(), "%s: connections are left open", at.name)
	most := map[string]int{"plain": 4, "later": 4, "piped": 2, "tx": 1, "watched": 1}
	for key, sent := range most {
		n, _ := strconv.Atoi(s.data[key])
		require.LessOrEqual(t, n, sent, "%s: %s was executed more often than it was called", at.name, key)
		require.LessOrEqual(t, told[key], n, "%s: %s was told to have been executed, and was not", at.name, key)
	}
}

func TestEveryFutureIsSettledOnceWhereverRepliesAreCut(t *testing.T) {
	for _, mode := range bothModes {
		total := 0
		count := func(b []byte) ([]byte, bool) { total += len(b); return b, false }
		faulty(t, fault{name: "uncut", mode: mode, cut: count})
		require.Greater(t, total, 300)
		for at := range total {
			faulty(t, fault{mode.String() + ", cut at byte " + strconv.Itoa(at), mode, cutAt(at)})
		}
	}
}

// cutAt breaks the connection of the byte with a number, before that byte.
func cutAt(left int) func([]byte) ([]byte, bool) {
	return func(b []byte) ([]byte, bool) {
		if left < 0 || left >= len(b) {
			left -= len(b)
			return b, false
		}
		b, left = b[:left], -1
		return b, true
	}
}
