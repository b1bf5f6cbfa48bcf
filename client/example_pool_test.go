// Connections: how many there are, and whose they are.

package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"resplay/client"
)

// A pool opens connections as they are needed, up to Max. Who finds all of
// them in use waits, and is served in the order of coming.
func ExamplePool() {
	_, w := world()
	c := w.Client(client.Options{
		Mode: client.PerCall,
		Pool: client.Pool{Max: 2, Wait: time.Second},
	})
	var calls []*client.Future[int64]
	for range 6 {
		calls = append(calls, c.Incr("n"))
	}
	fmt.Println(c.Stats().Open, "connections,", c.Stats().Waiting, "wait")
	fmt.Println(client.All(calls...).Await(context.Background()))
	fmt.Println(c.Stats().Dialed, "dialed,", w.Elapsed())
	// Output:
	// 2 connections, 6 wait
	// [1 2 3 4 5 6] <nil>
	// 2 dialed, 50ms
}

// With NoWait a call fails at once when all connections are in use.
func ExampleNoWait() {
	_, w := world()
	ctx := context.Background()
	c := w.Client(client.Options{Pool: client.Pool{Max: 1, Wait: client.NoWait}})

	lease, _ := c.Acquire().Await(ctx)
	_, err := c.Acquire().Await(ctx)
	fmt.Println(errors.Is(err, client.ErrPoolExhausted), err)

	lease.Release()
	_, err = c.Acquire().Await(ctx)
	fmt.Println(err)
	// Output:
	// true pool exhausted: all 1 connections are in use (allow more with Pool.Max, or let calls wait with Pool.Wait)
	// <nil>
}

// Warm opens connections ahead of their use, so that the first calls do not
// pay for that.
func ExampleClient_Warm() {
	_, w := world()
	ctx := context.Background()
	c := w.Client(client.Options{Mode: client.PerCall, Pool: client.Pool{Min: 3}})

	c.Warm().Await(ctx)
	fmt.Println(c.Stats().Idle, "connections after", w.Elapsed())
	c.Set("greeting", "hello").Await(ctx)
	fmt.Println(c.Stats().Hits, "hit after", w.Elapsed())
	// Output:
	// 3 connections after 20ms
	// 1 hit after 30ms
}

// What is idle for too long is closed, but for Min connections.
func ExampleClient_Stats() {
	_, w := world()
	c := w.Client(client.Options{
		Mode: client.PerCall,
		Pool: client.Pool{Min: 1, MaxIdle: time.Minute},
	})
	for range 5 {
		c.Incr("n")
	}
	w.Advance(time.Second)
	fmt.Println(c.Stats().Idle, "idle")
	w.Advance(time.Minute)
	fmt.Println(c.Stats().Idle, "idle,", c.Stats().IdleClosed, "closed")
	// Output:
	// 5 idle
	// 1 idle, 4 closed
}

// A lease is a connection that nobody else uses until it is released.
func ExampleClient_Acquire() {
	c, _ := world()
	ctx := context.Background()

	lease, err := c.Acquire().Await(ctx)
	if err != nil {
		return
	}
	defer lease.Release() // on every path
	lease.Select(3)
	lease.Set("greeting", "hello")
	n, _ := lease.DBSize().Await(ctx)
	others, _ := c.DBSize().Await(ctx)
	fmt.Println(lease, n, others)
	// Output: connection to localhost:6379 [db:3, open] 1 0
}

// A lease that is not released keeps its connection from all others. The
// simulated world tells of it; natively, Stats do.
func ExampleLease() {
	c, w := world()
	ctx := context.Background()

	lease, _ := c.Acquire().Await(ctx)
	if _, err := lease.Get("greeting").Await(ctx); err == nil {
		lease.Release() // and when there is an error?
	}
	fmt.Print(w.LooseEnds())
	fmt.Println(c.Stats().InUse, "in use")
	// Output:
	// Not released:
	//   future 1 (acquire) of client 1, made at 0s: has connection 1, and nobody has released it
	// 1 in use
}

// Use releases the connection on every path, a panic included.
func ExampleClient_Use() {
	c, _ := world()
	ctx := context.Background()

	err := c.Use(ctx, func(l *client.Lease) error {
		l.Watch("stock")
		_, err := l.Get("stock").Await(ctx)
		return err
	})
	fmt.Println(errors.Is(err, client.ErrNil), c.Stats().InUse)
	c.Ping().Await(ctx) // meanwhile UNWATCH is answered
	fmt.Println(c.Stats().Idle)
	// Output:
	// true 1
	// 1
}

// Calls that share a connection go out together, and wait for one round trip.
// With a connection for each, there are as many round trips as it takes for
// the connections to serve all.
func ExampleMode() {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		_, w := world()
		c := w.Client(client.Options{Mode: mode, Protocol: 2, Pool: client.Pool{Max: 10, Wait: -1}})
		var calls []*client.Future[int64]
		for range 100 {
			calls = append(calls, c.Incr("n"))
		}
		blocked := c.BLPop(0, "jobs") // does not keep the others from going on
		client.All(calls...).Await(context.Background())
		fmt.Println(mode, w.Elapsed(), blocked.Done())
	}
	// Output:
	// shared 20ms false
	// percall 110ms false
}

// Close waits for replies that are due; Abort ends what takes too long.
func ExampleClient_Close() {
	c, w := world()
	ctx, cancel := context.WithCancel(context.Background())
	w.After(time.Second, cancel) // natively: context.WithTimeout

	due := c.Set("greeting", "hello")
	c.Ping().Await(ctx)
	last := c.Incr("n")
	if _, err := c.Close().Await(ctx); err != nil {
		c.Abort()
	}
	fmt.Println(due.Err(), last.Done(), last.Err())
	_, err := c.Get("greeting").Await(ctx)
	fmt.Println(err)
	// Output:
	// <nil> true <nil>
	// the client was closed
}

// Disconnect makes a client use new connections, without failing a call.
func ExampleClient_Disconnect() {
	c, _ := world()
	ctx := context.Background()
	before, _ := c.Do("CLIENT", "ID").Await(ctx)
	due := c.Incr("n")
	c.Disconnect(false)
	after, _ := c.Do("CLIENT", "ID").Await(ctx)
	fmt.Println(due.Err(), before.Int == after.Int)
	// Output: <nil> false
}
