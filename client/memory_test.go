// What storms leave behind in a client: nothing.

package client_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/sim"
)

// storm is a rush of calls of every kind, of which some are cancelled, while
// connections break and the server restarts.
func storm(c *client.Client, w *sim.World, n, calls int) {
	var cancels []func()
	for i := range calls {
		key := fmt.Sprint("key", i)
		f := c.Set(key, strings.Repeat("v", 100))
		p := c.Pipeline()
		p.Incr("n")
		cancels = append(cancels, f.Cancel, p.Exec().Cancel, c.BLPop(30*time.Millisecond, key).Cancel)
		if i%20 == 0 {
			tx := c.Transaction(func(tx *client.Tx) client.Awaited {
				tx.Multi()
				tx.Incr("tx")
				return nil
			}, "watched")
			l := c.Acquire()
			l.Then(func(l *client.Lease, err error) {
				if err == nil {
					l.Release()
				}
			})
			cancels = append(cancels, tx.Cancel, l.Cancel)
			s := c.Subscribe(func(client.Message) {}, key)
			s.Then(func(s *client.Subscription, err error) {
				if err == nil {
					s.Close()
				}
			})
		}
	}
	for i, cancel := range cancels {
		if i%7 == n%7 {
			w.After(time.Duration(i%50)*time.Millisecond, cancel)
		}
	}
	w.After(20*time.Millisecond, func() { w.Cut(1 + n%5) })
	w.After(40*time.Millisecond, func() { w.Restart(10*time.Millisecond, true) })
	w.Advance(2 * time.Second)
}

func TestMemoryReturnsAfterStorms(t *testing.T) {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		w := sim.New(sim.Options{Seed: 1, Link: sim.Link{Latency: 2 * time.Millisecond}, Trace: 1000})
		c := w.Client(client.Options{Mode: mode, Pool: client.Pool{Max: 20, Wait: 100 * time.Millisecond}})
		for n, calls := range []int{300, 8000, 300} {
			storm(c, w, n, calls)
		}
		_, err := c.Ping().Await(context.Background())
		require.NoError(t, err)
		held := c.Held()
		assert.Zero(t, held.Waiting, "%v", mode)
		assert.Zero(t, c.Stats().InUse, "%v", mode)
		assert.Zero(t, held.Names, "%v", mode)
		assert.LessOrEqual(t, held.Sessions, 21, "%v", mode)
		assert.LessOrEqual(t, held.Places, 3*4096, "%v: room for a few thousand calls, of the many that there were", mode)
		assert.LessOrEqual(t, held.Bytes, 2<<20, "%v", mode)

		c.Close()
		w.Advance(time.Second)
		held = c.Held()
		assert.Equal(t, client.Held{Places: held.Places}, held, "%v: closed", mode)
		assert.LessOrEqual(t, held.Places, 100+2*4096, "%v: closed", mode)
	}
}
