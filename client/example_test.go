// The world that the examples run in.

package client_test

import (
	"context"
	"fmt"
	"time"

	"resplay/client"
	"resplay/sim"
)

// world returns a client of a simulated world, and that world: a Redis that
// is 10 virtual milliseconds away.
func world() (*client.Client, *sim.World) {
	w := sim.New(sim.Options{Seed: 1, Link: sim.Link{Latency: 10 * time.Millisecond}})
	return w.Client(client.Options{Protocol: 3}), w
}

// A client is used like a function that answers later: every command returns
// a future at once, and Await waits for its result.
func Example() {
	c, w := world()
	ctx := context.Background()

	c.Set("greeting", "hello")
	greeting, err := c.Get("greeting").Await(ctx)

	fmt.Println(greeting, err, w.Elapsed())
	// Output: hello <nil> 30ms
}
