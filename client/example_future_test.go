// Futures, one feature an example.

package client_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"resplay/client"
)

// Futures that are made without waiting share a round trip.
func ExampleAll() {
	c, w := world()
	c.MSet("a", "1", "b", "2")

	values, err := client.All(c.Get("a"), c.Get("b")).Await(context.Background())

	fmt.Println(values, err, w.Elapsed())
	// Output: [1 2] <nil> 30ms
}

// The first answer counts: here the one that is not null.
func ExampleAny() {
	c, _ := world()
	c.Set("copy", "v")

	value, err := client.Any(c.Get("original"), c.Get("copy")).Await(context.Background())

	fmt.Println(value, err)
	// Output: v <nil>
}

func ExampleMap() {
	c, _ := world()
	c.Set("age", "41")

	next := client.Map(c.Get("age"), func(age string) (int, error) {
		n, err := strconv.Atoi(age)
		return n + 1, err
	})

	fmt.Println(next.Await(context.Background()))
	// Output: 42 <nil>
}

func ExampleChain() {
	c, _ := world()
	c.MSet("latest", "post:7", "post:7", "hello")

	post := client.Chain(c.Get("latest"), func(key string) *client.Future[string] { return c.Get(key) })

	fmt.Println(post.Await(context.Background()))
	// Output: hello <nil>
}

// WaitFor gives up in time, and cancels what it waits for.
func ExampleWaitFor() {
	c, w := world()

	job := c.BLPop(0, "jobs")
	_, err := client.WaitFor(job, 50*time.Millisecond).Await(context.Background())

	fmt.Println(errors.Is(err, client.ErrTimeout), job.State(), w.Elapsed())
	// Output: true cancelled 50ms
}

// What is behind a shield goes on when its waiter gives up.
func ExampleShield() {
	c, _ := world()

	job := c.BLPop(0, "jobs")
	client.WaitFor(client.Shield(job), 50*time.Millisecond).Await(context.Background())
	c.RPush("jobs", "one")

	popped, err := job.Await(context.Background())
	fmt.Println(popped.Value, err)
	// Output: one <nil>
}

// A promise lets what calls back be awaited.
func ExampleNewPromise() {
	c, w := world()
	ready := client.NewPromise[string](c, "ready")
	w.After(time.Second, func() { ready.Resolve("go") })

	fmt.Println(ready)
	fmt.Println(client.WaitFor(ready.Future, time.Minute).Await(context.Background()))
	fmt.Println(ready.Resolve("again"))
	// Output:
	// future 1 (promise ready): pending
	// go <nil>
	// future 1 (promise ready) was settled before: it is resolved
}

// Callbacks run in order, each on a turn of its own, never inside another.
func ExampleFuture_Then() {
	c, w := world()

	c.Set("a", "1").Then(func(struct{}, error) {
		fmt.Println("first", w.Elapsed())
		c.Get("a").Then(func(v string, _ error) { fmt.Println("second", v, w.Elapsed()) })
	})

	w.Advance(time.Second)
	// Output:
	// first 30ms
	// second 1 40ms
}

// A cancelled call keeps its place on the connection, so the replies behind
// it still reach their own futures.
func ExampleFuture_Cancel() {
	c, _ := world()
	c.MSet("a", "1", "b", "2")

	a, b := c.Get("a"), c.Get("b")
	a.Cancel()

	fmt.Println(b.Await(context.Background()))
	fmt.Println(a)
	// Output:
	// 2 <nil>
	// future 2 (GET a): cancelled
}

func ExampleFuture_Await() {
	c, w := world()
	ctx, cancel := context.WithCancel(context.Background())
	w.After(time.Second, cancel)

	job := c.BLPop(0, "jobs")
	_, err := job.Await(ctx)

	fmt.Println(err, job.State(), w.Elapsed())
	// Output: context canceled cancelled 1s
}
