// What a run leaves behind is reported.

package sim

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/client"
)

func TestUnsettledFuturesAreReportedWithWhereTheyStand(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	task := "main"
	o := client.Options{Protocol: 2, Mode: client.PerCall, Pool: client.Pool{Max: 1, Wait: -1}, Task: func() string { return task }}
	c, d := w.Client(o), w.Client(o)
	_, err := c.Set("a", "1").Await(context.Background())
	require.NoError(t, err)
	task = "worker"
	c.BLPop(0, "jobs", "more jobs")
	c.Get("a")
	c.Get("b").Cancel()
	task = ""
	client.NewPromise[int](d, "ready")
	require.Equal(t, []Standing{
		{2, 1, "worker", `BLPOP jobs "more jobs" 0`, 20 * ms, 1, "has connection 1"},
		{3, 1, "worker", "GET a", 20 * ms, 0, "waits for a connection: all are in use"},
		{5, 2, "", "promise ready", 20 * ms, 0, "waits for the program to settle it"},
	}, w.Unsettled())
	w.Advance(ms)
	require.Equal(t, "sent on connection 1", w.Unsettled()[0].Where)
	d.Ping()
	drain(w)
	require.Equal(t, `Not settled:
  future 2 (BLPOP jobs "more jobs" 0) of client 1, task worker, made at 20ms: sent on connection 1, which is blocked until there is something in jobs "more jobs"
  future 3 (GET a) of client 1, task worker, made at 20ms: waits for a connection: all are in use
  future 5 (promise ready) of client 2, made at 20ms: waits for the program to settle it
`, w.LooseEnds())
	c.Abort()
	drain(w)
	require.Len(t, w.Unsettled(), 1)
	w.Begin(1, Link{})
	require.Empty(t, w.LooseEnds(), "another run")
}

// A call that is settled keeps its place, and goes out with the others.
func TestCallThatWasSentAfterItsEndIsNotPending(t *testing.T) {
	trace := []Event{
		{Kind: FutureCreated, Future: 1}, {Kind: FutureRejected, Future: 1, Text: "timeout"}, {Kind: FutureSent, Future: 1, Conn: 1},
		{Kind: FutureCreated, Future: 2}, {Kind: FutureCancelled, Future: 2}, {Kind: FutureSent, Future: 2, Conn: 1},
	}
	require.Empty(t, standingsOf(trace).pending)
}

func TestErrorsThatNobodyLookedAtAreReported(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	w.ListenForErrors()
	c := w.Client(client.Options{Protocol: 2})
	c.Set("word", "x")
	c.Incr("word")
	told, awaited := c.Incr("word"), c.Incr("word")
	told.Then(func(int64, error) {})
	drain(w)
	require.Equal(t, `Failed, and nobody looked:
  future 2 (INCR word) of client 1, made at 0s: ERR value is not an integer or out of range
  future 4 (INCR word) of client 1, made at 0s: ERR value is not an integer or out of range
`, w.LooseEnds())
	_, err := awaited.Await(context.Background())
	require.Error(t, err)
	require.Len(t, w.Unheard(), 1)
	_, err = client.NewPromise[int](c).Await(context.Background())
	require.True(t, errors.Is(err, ErrStuck))
}
