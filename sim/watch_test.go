// A world ends although its connections are looked after for ever.

package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/client"
)

func TestKeepAliveDoesNotKeepAWorldGoing(t *testing.T) {
	for mode, want := range map[client.Mode]int{
		client.Shared:  89, // of the shared connection, each a round trip after the one before
		client.PerCall: 0,  // there is none but that which blocks
	} {
		w := New(Options{Link: Link{Latency: 10 * time.Millisecond}})
		c := w.Client(client.Options{Mode: mode, KeepAlive: time.Second})
		_, err := c.Set("a", "1").Await(t.Context())
		assert.NoError(t, err)
		assert.True(t, w.Stuck(), "nobody waits for anything")

		_, err = c.BLPop(0, "list").Await(t.Context())
		assert.ErrorIs(t, err, ErrStuck)
		assert.Less(t, w.Elapsed(), time.Second)

		_, err = c.BLPop(90*time.Second, "list").Await(t.Context())
		assert.Equal(t, client.ErrNil, err)
		pings := 0
		events, _ := w.Trace().Since(0)
		for _, e := range events {
			if e.Kind == Executed && e.Name == "PING" {
				pings++
			}
		}
		assert.Equal(t, want, pings, "%v", mode)
	}
}
