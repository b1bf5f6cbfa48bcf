// Pipelines, transactions, subscriptions, scripts, streams and locks against
// a real server.

package tcp_test

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

func TestPipelineOfAMillion(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		p := c.Pipeline()
		const n = 1_000_000
		for range n {
			p.Incr("n")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		replies, err := p.Exec().Await(ctx)
		cancel()
		require.NoError(t, err)
		for i, reply := range replies {
			if reply.Int != int64(i+1) {
				t.Fatalf("%v: the reply to command %d is %s", mode, i, resp.Print(reply))
			}
		}
		assert.Equal(t, strconv.Itoa(n), await(t, c.Get("n")))
	}
}

func TestLargeTransaction(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		p := c.TxPipeline()
		for range 50_000 {
			p.Incr("n")
		}
		f := p.Exec()
		other := c.Incr("n")
		replies := await(t, f)
		first, last := replies[0].Int, replies[len(replies)-1].Int
		assert.Equal(t, first+49_999, last, "%v: somebody else's INCR ran inside", mode)
		await(t, other)
	}
}

// The consumer takes nothing for a while: what is published waits on the
// server, not here, and none of it is lost.
func TestSlowConsumerStopsReading(t *testing.T) {
	c := open(t, client.Options{})
	s := await(t, c.SubscribeWith(client.SubscribeOptions{Channels: []string{"news"}, Buffer: 100}))
	const n = 50_000
	p := c.Pipeline()
	for i := range n {
		p.Publish("news", strconv.Itoa(i))
	}
	await(t, p.Exec())
	waiting := s.Stats().Waiting
	assert.Less(t, waiting, n/2, "reading has stopped")
	for i := range n {
		m, err := try(s.Next())
		require.NoError(t, err)
		require.Equal(t, strconv.Itoa(i), m.Payload)
	}
	assert.Equal(t, client.SubscriptionStats{Received: n}, s.Stats())

	for i := range 2000 {
		p.Publish("news", strconv.Itoa(i))
	}
	await(t, p.Exec())
	s.Close() // while it does not read
	await(t, c.Close())
}

func TestShardChannels(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		c := open(t, client.Options{Protocol: protocol})
		s := await(t, c.SubscribeWith(client.SubscribeOptions{Channels: []string{"news"}, Shards: []string{"orders"}}))
		await(t, c.Do("SPUBLISH", "orders", "1"))
		assert.Equal(t, client.Message{Channel: "orders", Payload: "1", Sharded: true}, await(t, s.Next()))
		await(t, s.SUnsubscribe())
		await(t, c.Publish("news", "2"))
		assert.Equal(t, client.Message{Channel: "news", Payload: "2"}, await(t, s.Next()))
		s.Close()
	}
}

func TestMessagesAmongGoroutines(t *testing.T) {
	c := open(t, client.Options{})
	s := await(t, c.Subscribe(nil, "news"))
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
	defer cancel()
	go func() {
		for i := range 1000 {
			c.Publish("news", strconv.Itoa(i))
		}
	}()
	n := 0
	for m, err := range s.Messages(ctx) {
		require.NoError(t, err)
		require.Equal(t, strconv.Itoa(n), m.Payload)
		if n++; n == 1000 {
			s.Close()
		}
	}
	assert.Equal(t, 1000, n)
}

// A connection that is not read for longer than KeepAlive is not dead.
func TestSlowConsumerIsNotTakenForDead(t *testing.T) {
	c := open(t, client.Options{KeepAlive: 50 * time.Millisecond})
	s := await(t, c.SubscribeWith(client.SubscribeOptions{Channels: []string{"news"}, Buffer: 10}))
	const n = 20_000
	p := c.Pipeline()
	for range n {
		p.Publish("news", "x")
	}
	await(t, p.Exec())
	try(c.BLPop(300*time.Millisecond, "nothing")) // time goes by
	for range n {
		await(t, s.Next())
	}
	assert.Equal(t, client.SubscriptionStats{Received: n}, s.Stats())
}

var add = client.NewScriptOf(`return redis.call('INCRBY', KEYS[1], ARGV[1])`, client.Int)

func TestScripts(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		assert.Equal(t, int64(5), await(t, add.Run(c, []string{"n"}, "5")))
		await(t, c.ScriptFlush())
		assert.Equal(t, int64(7), await(t, add.Run(c, []string{"n"}, "2")))
		assert.Equal(t, add.SHA1(), await(t, add.Load(c)))
		for _, p := range []*client.Pipeline{c.Pipeline(), c.TxPipeline()} {
			await(t, c.ScriptFlush())
			n := add.Run(p, []string{"n"}, "0")
			await(t, p.Exec())
			assert.Equal(t, int64(7), await(t, n))
		}
		read := client.NewScriptOf(`return redis.call('GET', KEYS[1])`, client.Text).ReadOnly()
		assert.Equal(t, "7", await(t, read.Run(c, []string{"n"})))
		yes := client.NewScriptOf(`return redis.call('EXISTS', KEYS[1]) == 1`, client.LuaBool)
		assert.Equal(t, []bool{true, false}, []bool{await(t, yes.Run(c, []string{"n"})), await(t, yes.Run(c, []string{"m"}))})
		_, err := try(client.NewScript("not Lua").Run(c, nil))
		assert.Equal(t, "server", client.ErrorKind(err))
	}
}

func TestFunctionsAreLoadedWhereTheyAreMissing(t *testing.T) {
	c := open(t, client.Options{})
	bank := client.NewFunctionLibrary(`#!lua name=bank
redis.register_function('deposit', function(keys, args) return redis.call('INCRBY', keys[1], args[1]) end)`)
	deposit := client.FunctionOf(bank, "deposit", client.Int)
	assert.Equal(t, int64(5), await(t, deposit.Call(c, []string{"alice"}, "5")))
	await(t, c.FunctionFlush())
	assert.Equal(t, int64(6), await(t, deposit.Call(c, []string{"alice"}, "1")))
	_, err := try(bank.Function("close").Call(c, nil))
	assert.Equal(t, resp.Error("ERR Function not found"), err)
}

func TestTransactStates(t *testing.T) {
	c := open(t, client.Options{})
	var kept *client.Tx
	replies, err := c.Transact(t.Context(), func(tx *client.Tx) error {
		kept = tx
		await(t, tx.Watch("n"))
		await(t, tx.Unwatch())
		await(t, c.Set("n", "1")) // which nobody watches any more
		assert.NoError(t, tx.Multi())
		tx.Incr("n")
		return nil
	})
	assert.Equal(t, []any{[]resp.Value{resp.Integer(2)}, nil}, []any{replies, err})
	_, err = try(kept.Incr("n"))
	assert.ErrorIs(t, err, client.ErrUsage)
	_, err = c.Transact(t.Context(), func(tx *client.Tx) error {
		tx.Multi()
		tx.Incr("n")
		return tx.Multi()
	}, "n")
	assert.ErrorIs(t, err, client.ErrUsage)
	assert.Panics(t, func() {
		c.Transact(t.Context(), func(tx *client.Tx) error { tx.Multi(); tx.Incr("n"); panic("oh") }, "n")
	})
	assert.Equal(t, "2", await(t, c.Get("n")))
	eventually(t, func() bool { return c.Stats().InUse == 0 }, "connections are given back")
}

// What a function returns may be another client's, which has another lock.
func TestTransactionThatWaitsForAnotherClient(t *testing.T) {
	addr := startServer(t)
	c, other := open(t, client.Options{Addr: addr}), open(t, client.Options{Addr: addr})
	var all []*client.Future[[]resp.Value]
	for range 100 {
		all = append(all, c.Transaction(func(tx *client.Tx) client.Awaited {
			tx.Multi()
			tx.Incr("n")
			return other.Incr("m")
		}))
		other.Incr("m")
	}
	await(t, client.All(all...))
	assert.Equal(t, []string{"100", "200"}, []string{await(t, c.Get("n")), await(t, c.Get("m"))})

	g := await(t, c.ReadGroup(client.GroupOptions{Group: "g", Consumer: "a", Streams: []string{"jobs"},
		Handler: func(client.GroupMessage) client.Awaited { return other.Incr("handled") }}))
	for range 100 {
		other.XAdd("jobs", "job", "x")
	}
	eventually(t, func() bool { return g.Stats().Acknowledged == 100 }, "all is acknowledged")
	assert.Equal(t, "100", await(t, c.Get("handled")))
}

// workers are readers of one group, each a client of its own, that write down
// in a set and a counter what they have handled.
func workers(t *testing.T, addr string, n int, o client.GroupOptions) (readers []*client.GroupReader) {
	for i := range n {
		c := open(t, client.Options{Addr: addr, Mode: modes[i%2]})
		o.Group, o.Consumer, o.Streams = "workers", strconv.Itoa(i), []string{"jobs"}
		o.Handler = func(m client.GroupMessage) client.Awaited {
			p := c.TxPipeline()
			p.SAdd("done", m.Fields[0].Value)
			p.Incr("handled")
			return p.Exec()
		}
		readers = append(readers, await(t, c.ReadGroup(o)))
	}
	return readers
}

func TestGroupOfWorkers(t *testing.T) {
	addr := startServer(t)
	c := open(t, client.Options{Addr: addr})
	readers := workers(t, addr, 3, client.GroupOptions{Start: "0", Count: 10, MinIdle: time.Minute})
	const jobs = 2000
	for i := range jobs {
		c.XAdd("jobs", "job", strconv.Itoa(i))
	}
	eventually(t, func() bool { return await(t, c.SCard("done")) == jobs }, "all is handled")
	left, read := 0, 0
	for _, g := range readers {
		left += len(await(t, g.Close()))
		read += g.Stats().Read
	}
	assert.Equal(t, []any{jobs, 0, strconv.Itoa(jobs)}, []any{read, left, await(t, c.Get("handled"))}, "each was handled once")
	assert.Equal(t, int64(0), await(t, c.XPending("jobs", "workers")).Count)
}

func TestGroupOfWorkersWhoseConnectionsBreak(t *testing.T) {
	addr := startServer(t)
	c := open(t, client.Options{Addr: addr})
	readers := workers(t, addr, 3, client.GroupOptions{Start: "0", Count: 10, MinIdle: 300 * time.Millisecond})
	const jobs = 1000
	for i := range jobs {
		await(t, c.XAdd("jobs", "job", strconv.Itoa(i)))
		if i%100 == 50 {
			await(t, c.Do("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
		}
	}
	eventually(t, func() bool { return await(t, c.SCard("done")) == jobs }, "all is handled")
	eventually(t, func() bool { return await(t, c.XPending("jobs", "workers")).Count == 0 }, "nothing is pending")
	restored := 0
	for _, g := range readers {
		assert.Empty(t, await(t, g.Close()))
		restored += g.Stats().Restored
	}
	assert.Positive(t, restored, "connections did break")
}

func TestGroupReaderOnARealServer(t *testing.T) {
	c := open(t, client.Options{})
	g := await(t, c.ReadGroup(client.GroupOptions{Group: "g", Consumer: "a", Streams: []string{"jobs"}, MinIdle: 100 * time.Millisecond}))
	await(t, c.XAdd("jobs", "job", "1"))
	m := await(t, g.Next())
	g.Nack(m)
	again := await(t, g.Next())
	assert.Equal(t, []any{m.ID, int64(2)}, []any{again.ID, again.Deliveries})
	await(t, g.Ack(again))

	for i, lose := range [][]string{{"XGROUP", "DESTROY", "jobs", "g"}, {"DEL", "jobs"}} {
		next := g.Next()
		await(t, c.Do(lose...))
		job := strconv.Itoa(i)
		await(t, c.XAdd("jobs", "job", job))
		m = await(t, next)
		assert.Equal(t, job, m.Fields[0].Value, "%v", lose)
		await(t, g.Ack(m))
	}
	began := time.Now()
	assert.Empty(t, await(t, g.Close()))
	assert.Less(t, time.Since(began), 4*time.Second, "the read that waited was interrupted")
	eventually(t, func() bool { return c.Stats().InUse == 0 }, "its connection is given back")
}

// Twenty goroutines of four clients raise a number by reading and writing it,
// each under the lock.
func TestLockProtects(t *testing.T) {
	addr := startServer(t)
	var group sync.WaitGroup
	for i := range 4 {
		c := open(t, client.Options{Addr: addr, Mode: modes[i%2], Seed: uint64(i + 1)})
		for range 5 {
			group.Go(func() {
				for range 5 {
					o := client.LockOptions{Wait: 30 * time.Second, Retry: client.Retry{Base: time.Millisecond, Cap: 5 * time.Millisecond}}
					assert.NoError(t, c.WithLock(t.Context(), "door", o, func(ctx context.Context, l *client.Lock) error {
						s, err := c.Get("n").Await(ctx)
						if err != nil && err != client.ErrNil {
							return err
						}
						n, _ := strconv.Atoi(s)
						_, err = c.Set("n", strconv.Itoa(n+1)).Await(ctx)
						return err
					}))
				}
			})
		}
	}
	group.Wait()
	c := open(t, client.Options{Addr: addr})
	assert.Equal(t, "100", await(t, c.Get("n")))
	_, err := try(c.Get("door"))
	assert.Equal(t, client.ErrNil, err)
}

func TestLockOnARealServer(t *testing.T) {
	c := open(t, client.Options{Seed: 1})
	l := await(t, c.Lock("door", client.LockOptions{TTL: time.Second, Extend: true, Fence: "fence"}))
	_, err := try(c.Lock("door", client.LockOptions{Wait: 1500 * time.Millisecond}))
	assert.ErrorIs(t, err, client.ErrLocked, "it is kept up for longer than its time")
	await(t, c.Del("door"))
	_, err = try(l.Lost())
	assert.ErrorIs(t, err, client.ErrLockLost)
	next := await(t, c.Lock("door", client.LockOptions{TTL: 50 * time.Millisecond, Fence: "fence"}))
	assert.Equal(t, []int64{1, 2}, []int64{l.Fence(), next.Fence()})
	_, err = try(next.Lost())
	assert.ErrorIs(t, err, client.ErrLockLost)
}

func TestTransactionMayWaitForAnotherClient(t *testing.T) {
	c, other := open(t, client.Options{}), open(t, client.Options{})
	var pairs sync.WaitGroup
	for range 4 {
		pairs.Go(func() {
			for range 100 {
				done := c.Transaction(func(tx *client.Tx) client.Awaited {
					tx.Multi()
					tx.Incr("here")
					return other.Incr("there")
				})
				await(t, done)
			}
		})
		pairs.Go(func() {
			for range 100 {
				await(t, other.Incr("there"))
			}
		})
	}
	pairs.Wait()
	assert.Equal(t, "400", await(t, c.Get("here")))
	assert.Equal(t, "800", await(t, other.Get("there")))
}
