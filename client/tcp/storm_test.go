// Calls of all kinds, at random, over connections that come and go.

package tcp_test

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/client"
)

var (
	storms    = flag.Int("storms", 6, "how many storms there are")
	stormSeed = flag.Uint64("storm.seed", 1, "the seed of the first")
)

// TestStormOfSockets has few goroutines, so that many calls are single ones,
// which who awaits them reads: each call ends, with its own answer or an error.
func TestStormOfSockets(t *testing.T) {
	addr := startServer(t)
	await(t, open(t, client.Options{Addr: addr}).Ping())
	before := runtime.NumGoroutine()
	for seed := *stormSeed; seed < *stormSeed+uint64(*storms); seed++ {
		storm(t, addr, seed)
	}
	// What looks is a goroutine too, and so may be whoever reads for the first client.
	eventually(t, func() bool { return runtime.NumGoroutine() <= before+2 }, "goroutines return")
}

func storm(t *testing.T, addr string, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 1))
	o := client.Options{Addr: addr, Seed: seed, Protocol: 2 + random.IntN(2), Mode: client.Mode(random.IntN(2)), InFlight: random.IntN(3)}
	o.Pool.Max = 1 + random.IntN(4)
	if random.IntN(2) == 0 {
		o.CommandTimeout = time.Second
	}
	if random.IntN(2) == 0 {
		o.Pool.Lifetime = 20 * time.Millisecond
	}
	c := open(t, o)
	var callers sync.WaitGroup
	for n := range 1 + random.IntN(3) {
		random := rand.New(rand.NewPCG(seed, uint64(n)+2))
		callers.Go(func() {
			for i := range 300 {
				oneOf(t, c, random, strconv.Itoa(n)+" "+strconv.Itoa(i))
			}
		})
	}
	callers.Wait()
	if random.IntN(2) == 0 {
		await(t, c.Close())
	}
	await(t, c.Abort())
	if t.Failed() {
		t.Fatalf("storm %d, %+v", seed, o)
	}
}

// oneOf makes a call of some kind.
func oneOf(t *testing.T, c *client.Client, random *rand.Rand, text string) {
	right := func(got string, err error) {
		if err == nil {
			assert.Equal(t, text, got)
		} else if !errors.Is(err, client.ErrClosed) && !errors.Is(err, client.ErrCancelled) && !errors.Is(err, context.DeadlineExceeded) {
			assert.NoError(t, err)
		}
	}
	switch random.IntN(40) {
	case 0:
		c.Disconnect(random.IntN(2) == 0)
	case 1, 2, 3: // somebody gives up
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(random.IntN(200))*time.Microsecond)
		right(c.Echo(text).Await(ctx))
		cancel()
	case 4, 5: // two await
		f := c.Echo(text)
		var other sync.WaitGroup
		other.Go(func() { right(try(f)) })
		right(try(f))
		other.Wait()
	case 6, 7: // a callback
		told := make(chan bool)
		c.Echo(text).Then(func(got string, err error) { right(got, err); close(told) })
		select {
		case <-told:
		case <-time.After(8 * time.Second):
			t.Error("the callback was not told")
		}
	case 8: // nobody awaits
		c.Echo(text)
	case 9: // one cancels what another awaits
		f := c.Echo(text)
		go f.Cancel()
		right(try(f))
	case 10, 11:
		p := c.TxPipeline()
		f := p.Echo(text)
		p.Exec()
		right(try(f))
	case 12:
		right(try(client.WaitFor(client.Shield(c.Echo(text)), 8*time.Second)))
	default:
		right(try(c.Echo(text)))
	}
}
