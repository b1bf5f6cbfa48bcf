// Examples: options, timeouts, and what is tried again.

package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"resplay/client"
	"resplay/sim"
)

// Every option can stand in a URL, and what stands there wrongly is refused by
// name, with what would be right.
func ExampleParseURL() {
	o, err := client.ParseURL("rediss://ann:p%40ss@cache.internal/3?max=20&wait=250ms&connect-backoff=equal")
	fmt.Println(o.Addr, o.TLS, o.Username, o.DB, o.Pool.Max, o.Pool.Wait, o.Connect.Backoff == client.EqualJitter, err)

	_, err = client.ParseURL("redis://cache.internal?mode=both")
	fmt.Println(err)
	// Output:
	// cache.internal:6379 true ann 3 20 250ms true <nil>
	// the option mode cannot be "both": it is shared or percall
}

// A URL made of options is safe to print.
func ExampleOptions_URL() {
	o := client.Options{Addr: "cache:6380", Username: "ann", Password: "secret", DB: 3, CommandTimeout: 2 * time.Second}
	fmt.Println(o.URL())
	// Output: redis://ann:xxxxx@cache:6380/3?command-timeout=2s
}

// Set is for options that come by name, from flags or a file.
func ExampleOptions_Set() {
	var o client.Options
	fmt.Println(o.Set("call-timeout", "1.5s"), o.CallTimeout)
	fmt.Println(o.Set("resend-attempts", "many"))
	// Output:
	// <nil> 1.5s
	// the option resend-attempts cannot be "many": it is a number
}

// A client of options that make no sense says so at every call; Check says so
// ahead.
func ExampleOptions_Check() {
	w := sim.New(sim.Options{})
	c := w.Client(client.Options{Pool: client.Pool{Min: 20, Max: 10}})
	_, err := c.Get("greeting").Await(context.Background())
	fmt.Println(err, errors.Is(err, client.ErrUsage))
	// Output: the pool's minimum 20 is above its maximum 10 true
}

// CallTimeout is for a call as a whole, and Within for a single one. The error
// says where the call stood.
func ExampleClient_Within() {
	c, w := world()
	w.SetLink(sim.Link{Latency: time.Second})
	_, err := c.Within(300 * time.Millisecond).Get("greeting").Await(context.Background())
	fmt.Println(err)

	_, err = c.Within(10 * time.Second).Get("greeting").Await(context.Background())
	fmt.Println(err)
	// Output:
	// timeout: after 300ms (CallTimeout) it was waiting for a connection
	// nil: there is no such value
}

// A read whose reply was lost is sent again, if Resend allows it; a write
// never is: nobody can tell whether it was done.
func ExampleRetry() {
	w := sim.New(sim.Options{Link: sim.Link{Latency: 10 * time.Millisecond}})
	c := w.Client(client.Options{Resend: client.Retry{Attempts: 2}, Reads: client.Reads})
	read, write := c.Get("greeting"), c.Incr("visits")
	w.Advance(25 * time.Millisecond) // connected, greeted and sent
	w.Cut(1)
	_, err := read.Await(context.Background())
	fmt.Println("read: ", err)
	_, err = write.Await(context.Background())
	fmt.Println("write:", err)
	// Output:
	// read:  nil: there is no such value
	// write: connection to localhost:6379: connection reset by peer
}

// InFlight keeps a fast caller from flooding the connection: calls above it
// wait in the client, where they can be given up for nothing.
func ExampleOptions_inFlight() {
	w := sim.New(sim.Options{Link: sim.Link{Latency: 10 * time.Millisecond}})
	c := w.Client(client.Options{Protocol: 2, InFlight: 2})
	for range 5 {
		c.Incr("n")
	}
	last := c.Incr("n")
	last.Cancel()
	n, err := c.Incr("n").Await(context.Background())
	fmt.Println(n, err, w.Elapsed())
	// Output: 6 <nil> 40ms
}
