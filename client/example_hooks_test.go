// What hooks are for: metrics, and tracing the calls of a request.

package client_test

import (
	"context"
	"fmt"
	"time"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// latencies are a metric: how long calls take, and how many fail.
type latencies struct {
	client.NoHooks
	now     func() time.Duration
	made    map[int]time.Duration // by future: when
	total   time.Duration
	n, fail int
}

func (m *latencies) FutureCreated(future, _ int, _ string, _ []string) { m.made[future] = m.now() }

func (m *latencies) FutureSettled(future int, _ resp.Value, err error) {
	m.total += m.now() - m.made[future]
	m.n++
	if err != nil {
		m.fail++
	}
	delete(m.made, future)
}

// Hooks measure what a client does. Those that embed NoHooks have only the
// methods that they need.
func ExampleHooks() {
	w := sim.New(sim.Options{Link: sim.Link{Latency: 10 * time.Millisecond}})
	m := &latencies{now: w.Elapsed, made: map[int]time.Duration{}}
	c := w.Client(client.Options{Protocol: 2, Hooks: m})
	ctx := context.Background()

	c.Set("word", "x").Await(ctx)
	c.Incr("word").Await(ctx)

	fmt.Println(m.n, "calls,", m.fail, "failed,", m.total/time.Duration(m.n), "on average")
	// Output: 2 calls, 1 failed, 15ms on average
}

// requests are a trace: which request of the program made which call.
type requests struct{ client.NoHooks }

type requestID struct{}

func (requests) FutureIn(ctx context.Context, future int) {
	fmt.Printf("call %d belongs to request %v\n", future, ctx.Value(requestID{}))
}

// In names the context that a call is part of, for hooks. JoinHooks tells
// several hooks; here the world's, which write its trace, are the others.
func ExampleCommands_In() {
	w := sim.New(sim.Options{})
	c := w.Client(client.Options{Protocol: 2, Hooks: client.JoinHooks(w.Hooks(), requests{})})
	ctx := context.WithValue(context.Background(), requestID{}, "abc")

	c.Set("a", "1")
	b, err := c.In(ctx).Get("a").Await(ctx)

	fmt.Println(b, err)
	// Output:
	// call 2 belongs to request abc
	// 1 <nil>
}
