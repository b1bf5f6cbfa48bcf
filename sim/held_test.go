// Leases that were forgotten are reported.

package sim

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/client"
)

func TestLeasesThatNobodyReleasedAreReported(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	task := "main"
	c := w.Client(client.Options{Protocol: 2, Task: func() string { return task }})
	ctx := context.Background()
	acquire := func() *client.Lease {
		l, err := c.Acquire().Await(ctx)
		require.NoError(t, err)
		return l
	}
	released, closed, listening := acquire(), acquire(), acquire()
	task = "worker"
	forgotten := acquire()
	forgotten.Watch("a")
	listening.Do("SUBSCRIBE", "news")
	_, err := c.Subscribe(func(client.Message) {}, "news").Await(ctx)
	require.NoError(t, err)
	released.Release()
	closed.Close()
	drain(w)
	require.Equal(t, []Standing{
		{4, 1, "worker", "acquire", 30 * ms, 4, "has connection 4, and nobody has released it"},
	}, w.Held())
	require.Equal(t, `Not released:
  future 4 (acquire) of client 1, task worker, made at 30ms: has connection 4, and nobody has released it
`, w.LooseEnds())
	forgotten.Release()
	drain(w)
	require.Empty(t, w.LooseEnds())
}
