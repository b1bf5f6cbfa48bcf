// What can go wrong, and how a program tells.

package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// Errors are told apart by errors.Is and errors.AsType; ErrorKind is for who
// counts them.
func ExampleErrorKind() {
	c, _ := world()
	ctx := context.Background()
	c.Set("word", "hello")

	_, err := c.Get("missing").Await(ctx)
	fmt.Println(client.ErrorKind(err), errors.Is(err, client.ErrNil))

	_, err = c.LPush("word", "a").Await(ctx)
	said, _ := errors.AsType[resp.Error](err)
	fmt.Println(client.ErrorKind(err), said.Code())

	c.Close().Await(ctx)
	_, err = c.Get("word").Await(ctx)
	fmt.Println(client.ErrorKind(err), errors.Is(err, client.ErrClosed))
	// Output:
	// server true
	// server WRONGTYPE
	// closed true
}

// A connection that cannot be made or is lost fails the calls that need it,
// once Options.Connect has tried it often enough.
func ExampleConnError() {
	c, w := world()
	w.Crash()

	_, err := c.Get("greeting").Await(context.Background())

	fmt.Println(err)
	lost, ok := errors.AsType[*client.ConnError](err)
	fmt.Println(ok, lost.Addr, errors.Is(err, client.ErrClosed))
	// Output:
	// connect to localhost:6379: connection refused: the Redis of this world is down
	// true localhost:6379 true
}

// A TimeoutError names the option whose time was over.
func ExampleTimeoutError() {
	w := sim.New(sim.Options{Link: sim.Link{Latency: 10 * time.Millisecond}})
	c := w.Client(client.Options{Protocol: 3, CommandTimeout: 50 * time.Millisecond})
	ctx := context.Background()
	c.Ping().Await(ctx)
	w.SetLink(sim.Link{Latency: time.Second})

	_, err := c.Get("greeting").Await(ctx)

	fmt.Println(err)
	fmt.Println(errors.Is(err, client.ErrTimeout))
	// Output:
	// timeout: after 50ms (CommandTimeout) there was no reply
	// true
}
