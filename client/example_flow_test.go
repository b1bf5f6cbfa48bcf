// Examples of what takes several commands: pipelines, transactions, scripts,
// subscriptions, groups, locks.

package client_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"resplay/client"
)

// The commands of a pipeline share one round trip, and each has a future of
// its own. What is wrong with one of them does not concern the others.
func ExamplePipeline() {
	c, w := world()
	ctx := context.Background()

	p := c.Pipeline()
	p.Set("visits", "41")
	visits := p.Incr("visits")
	wrong := p.LLen("visits")
	replies, err := p.Exec().Await(ctx)

	fmt.Println(len(replies), err, w.Elapsed())
	fmt.Println(visits.Result())
	fmt.Println(wrong.Err())
	// Output:
	// 3 <nil> 30ms
	// 42 <nil>
	// WRONGTYPE Operation against a key holding the wrong kind of value
}

// ExecStrict says which command has failed, and returns all replies.
func ExamplePipeline_ExecStrict() {
	c, _ := world()

	p := c.Pipeline()
	p.Set("word", "x")
	p.Incr("word")
	p.Incr("visits")
	replies, err := p.ExecStrict().Await(context.Background())

	fmt.Println(err)
	fmt.Println(replies[2].Int)
	// Output:
	// command 2 of the pipeline (INCR word): ERR value is not an integer or out of range
	// 1
}

// Pipelined executes what the function collects, unless that returns an error.
func ExampleClient_Pipelined() {
	c, _ := world()

	var visits *client.Future[int64]
	_, err := c.Pipelined(context.Background(), func(p *client.Pipeline) error {
		p.Set("visits", "1")
		visits = p.Incr("visits")
		return nil
	})

	n, _ := visits.Result()
	fmt.Println(n, err)
	// Output: 2 <nil>
}

// TxPipelined does the same between MULTI and EXEC: nobody's commands run in
// between.
func ExampleClient_TxPipelined() {
	c, _ := world()

	replies, err := c.TxPipelined(context.Background(), func(p *client.Pipeline) error {
		p.IncrBy("alice", -10)
		p.IncrBy("bob", 10)
		return nil
	})

	fmt.Println(replies[0].Int, replies[1].Int, err)
	// Output: -10 10 <nil>
}

// A transaction reads what it watches, queues what it writes, and begins
// again when somebody else was faster.
func ExampleClient_Transact() {
	c, _ := world()
	ctx := context.Background()
	c.Set("balance", "100")

	_, err := c.Transact(ctx, func(tx *client.Tx) error {
		n, err := client.Call(tx, client.Int, "GET", "balance").Await(ctx)
		if tx.Attempt() == 1 {
			c.Set("balance", "50").Await(ctx) // somebody else is faster
		}
		tx.Multi()
		tx.Set("balance", strconv.FormatInt(n-10, 10))
		return err
	}, "balance")

	balance, _ := c.Get("balance").Await(ctx)
	fmt.Println(balance, err)
	// Output: 40 <nil>
}

// Where nothing may wait, the function returns the future of what it reads.
func ExampleClient_Transaction() {
	c, _ := world()
	c.Set("n", "41")

	replies, err := c.Transaction(func(tx *client.Tx) client.Awaited {
		return client.Map(tx.Get("n"), func(s string) (struct{}, error) {
			n, err := strconv.Atoi(s)
			tx.Multi()
			tx.Set("n", strconv.Itoa(n+1))
			return struct{}{}, err
		})
	}, "n").Await(context.Background())

	fmt.Println(replies[0].Str, err)
	// Output: OK <nil>
}

// A script is sent by its name, and in full only to a server that does not
// know it.
func ExampleScript() {
	c, _ := world()
	ctx := context.Background()
	raise := client.NewScriptOf(`
		local n = tonumber(redis.call('GET', KEYS[1]) or 0)
		if tonumber(ARGV[1]) > n then redis.call('SET', KEYS[1], ARGV[1]) return 1 end
		return 0`, client.Bool)

	fmt.Println(raise.Run(c, []string{"record"}, "9.58").Await(ctx))
	fmt.Println(raise.Run(c, []string{"record"}, "9.57").Await(ctx))
	// Output:
	// true <nil>
	// false <nil>
}

// A library of functions is loaded by the first call on a server that lacks it.
func ExampleFunctionLibrary() {
	c, _ := world()
	bank := client.NewFunctionLibrary(`#!lua name=bank
		redis.register_function('deposit', function(keys, args)
			return redis.call('INCRBY', keys[1], args[1])
		end)`)
	deposit := client.FunctionOf(bank, "deposit", client.Int)

	fmt.Println(deposit.Call(c, []string{"alice"}, "5").Await(context.Background()))
	// Output: 5 <nil>
}

// A handler gets messages as they come.
func ExampleClient_Subscribe() {
	c, w := world()
	ctx := context.Background()

	s, _ := c.Subscribe(func(m client.Message) { fmt.Println(m.Channel, m.Payload) }, "news").Await(ctx)
	s.PSubscribe("sports.*").Await(ctx)
	c.Publish("news", "hello")
	c.Publish("sports.chess", "e4")
	w.Advance(time.Second)

	s.Close()
	// Output:
	// news hello
	// sports.chess e4
}

// Without a handler, messages wait until somebody asks for the next.
func ExampleSubscription_Next() {
	c, _ := world()
	ctx := context.Background()

	s, _ := c.Subscribe(nil, "news").Await(ctx)
	next := s.Next()
	c.Publish("news", "hello")

	m, err := next.Await(ctx)
	fmt.Println(m.Payload, err)
	// Output: hello <nil>
}

// A loop over messages is a consumer that may be slow: here, one that reads
// on from the newest when it has fallen behind.
func ExampleSubscription_Messages() {
	c, w := world()
	ctx := context.Background()

	s, _ := c.SubscribeWith(client.SubscribeOptions{Channels: []string{"price"}, Buffer: 1, Policy: client.DropOldest}).Await(ctx)
	for _, price := range []string{"7", "8", "9"} {
		c.Publish("price", price)
	}
	w.Advance(time.Second)
	for m, err := range s.Messages(ctx) {
		fmt.Println(m.Payload, m.Dropped, err)
		s.Close()
	}
	// Output: 9 2 <nil>
}

// Shard channels are those of SPUBLISH, which in a cluster stay on one node.
func ExampleClient_SSubscribe() {
	c, w := world()

	s, _ := c.SSubscribe(func(m client.Message) { fmt.Println(m.Channel, m.Payload, m.Sharded) }, "orders").Await(context.Background())
	c.SPublish("orders", "42")
	w.Advance(time.Second)

	s.Close()
	// Output: orders 42 true
}

// A group reader delivers each message to one consumer of the group, and
// again to another when it was not acknowledged.
func ExampleClient_ReadGroup() {
	c, _ := world()
	ctx := context.Background()

	g, _ := c.ReadGroup(client.GroupOptions{Group: "workers", Consumer: "alice", Streams: []string{"jobs"}}).Await(ctx)
	c.XAdd("jobs", "task", "sweep")
	for m, err := range g.Messages(ctx) {
		fmt.Println(m.Stream, m.Fields, m.Deliveries, err)
		g.Ack(m)
		break
	}

	left, err := g.Close().Await(ctx)
	fmt.Println(len(left), "left", err)
	// Output:
	// jobs [{task sweep}] 1 <nil>
	// 0 left <nil>
}

// A handler's messages are acknowledged when its future resolves. What fails
// comes again, until it is put aside.
func ExampleGroupOptions() {
	c, w := world()

	c.ReadGroup(client.GroupOptions{
		Group: "workers", Consumer: "alice", Streams: []string{"jobs"},
		Handler: func(m client.GroupMessage) client.Awaited { return c.Do("WRONG", m.Fields[0].Value) },
		MinIdle: time.Second, MaxDeliveries: 2,
		DeadLetter: func(m client.GroupMessage) client.Awaited { return c.XAdd("dead", "task", m.Fields[0].Value) },
	}).Await(context.Background())
	c.XAdd("jobs", "task", "impossible")
	w.Advance(10 * time.Second)

	fmt.Println(c.XLen("dead").Await(context.Background()))
	// Output: 1 <nil>
}

// Nobody else gets the lock while it is held.
func ExampleClient_Lock() {
	c, _ := world()
	ctx := context.Background()

	l, _ := c.Lock("door", client.LockOptions{TTL: 10 * time.Second}).Await(ctx)
	_, err := c.Lock("door", client.LockOptions{Wait: time.Second}).Await(ctx)
	fmt.Println(err)

	l.Release().Await(ctx)
	_, err = c.Lock("door", client.LockOptions{}).Await(ctx)
	fmt.Println(err)
	// Output:
	// lock "door": somebody else holds it, and has not given it back within 1s
	// <nil>
}

// Lost is how a holder hears that it is none any more. A store that remembers
// the highest fence it has seen can refuse it even before it hears.
func ExampleLock_Lost() {
	c, w := world()
	ctx := context.Background()

	l, _ := c.Lock("door", client.LockOptions{TTL: time.Second, Fence: "door:fence"}).Await(ctx)
	l.Lost().Then(func(_ struct{}, err error) { fmt.Println(err) })
	w.Advance(2 * time.Second)
	next, _ := c.Lock("door", client.LockOptions{Fence: "door:fence"}).Await(ctx)

	fmt.Println(l.Fence(), "<", next.Fence())
	// Output:
	// lock "door": its time is over
	// 1 < 2
}

// WithLock holds a lock for a function, whose context ends when it is lost.
func ExampleClient_WithLock() {
	c, w := world()

	err := c.WithLock(context.Background(), "door", client.LockOptions{TTL: time.Second}, func(ctx context.Context, _ *client.Lock) error {
		w.Advance(2 * time.Second) // which is too long
		fmt.Println(ctx.Err())
		return context.Cause(ctx)
	})

	fmt.Println(errors.Is(err, client.ErrLockLost))
	// Output:
	// context canceled
	// true
}
