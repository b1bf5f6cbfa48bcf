// Futures of several clients, each with a lock of its own, put together.

package tcp_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/client"
)

func TestFuturesOfTwoClientsAreGathered(t *testing.T) {
	addr := startServer(t)
	a, b := open(t, client.Options{Addr: addr}), open(t, client.Options{Addr: addr, Mode: client.PerCall})
	await(t, a.Set("word", "x"))
	var group sync.WaitGroup
	for g := range 20 {
		group.Go(func() {
			for i := range 50 {
				x, y := "x"+strconv.Itoa(g*100+i), "y"+strconv.Itoa(g*100+i)
				assert.Equal(t, []string{x, y, x}, await(t, client.All(a.Echo(x), b.Echo(y), a.Echo(x))))
				assert.Contains(t, []string{x, y}, await(t, client.Any(b.Echo(x), a.Echo(y))))
				assert.Equal(t, y, await(t, client.Chain(a.Echo(x), func(string) *client.Future[string] { return b.Echo(y) })))
				_, err := try(client.All(a.Incr("word"), b.Incr("count")))
				assert.ErrorContains(t, err, "not an integer")
			}
		})
	}
	group.Wait()
}

func TestCancellingFuturesOfTwoClients(t *testing.T) {
	addr := startServer(t)
	a, b := open(t, client.Options{Addr: addr}), open(t, client.Options{Addr: addr})
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			for range 50 {
				x, y := a.Echo("x"), b.Echo("y")
				both := client.All(x, y, x)
				other := client.All(y, x)
				both.Cancel()
				other.Cancel()
				for _, f := range []*client.Future[string]{x, y} {
					if _, err := try(f); err != nil {
						assert.ErrorIs(t, err, client.ErrCancelled)
					}
				}
			}
		})
	}
	group.Wait()
}

// A promise is what a goroutine, or a callback of something else, settles.
func TestPromisesOfGoroutines(t *testing.T) {
	c := open(t, client.Options{})
	var group sync.WaitGroup
	for range 100 {
		p := client.NewPromise[int](c)
		var first sync.Map
		for i := range 3 {
			group.Go(func() {
				if p.Resolve(i) == nil {
					first.Store(i, true)
				}
			})
		}
		v := await(t, p.Future)
		group.Wait()
		winners := 0
		first.Range(func(k, _ any) bool {
			winners++
			assert.Equal(t, v, k)
			return true
		})
		assert.Equal(t, 1, winners)
	}
}
