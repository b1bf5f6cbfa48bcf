// What users of other clients have suffered: a test for each lesson, on the
// simulated world. Those that take goroutines and sockets are in client/tcp.

package client_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

var bothModes = []client.Mode{client.Shared, client.PerCall}

// lesson returns a client of a Redis that is 10 ms away.
func lesson(o client.Options) (*client.Client, *sim.World) {
	w := sim.New(sim.Options{Seed: 1, Link: sim.Link{Latency: 10 * ms}})
	return w.Client(o), w
}

// happened returns the events of a kind.
func happened(w *sim.World, kind sim.Kind) (found []sim.Event) {
	events, _ := w.Trace().Since(0)
	for _, e := range events {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	return found
}

// times is how often the engine executed a command.
func times(w *sim.World, name string) (n int) {
	for _, e := range happened(w, sim.Executed) {
		if e.Name == name {
			n++
		}
	}
	return n
}

func TestLessonReplyOfACancelledCallNeverGoesToTheNextCaller(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode, Pool: client.Pool{Max: 1, Wait: -1}})
		await(t, c.Ping())
		for i := range 20 {
			word := "next" + strconv.Itoa(i)
			byHand, byContext, next := c.Echo("one"), c.Echo("two"), c.Echo(word)
			w.Advance(time.Duration(i) * ms) // before, between and after the two trips
			byHand.Cancel()
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			byContext.Await(ctx)
			assert.Equal(t, word, await(t, next), "%v, after %d ms", mode, i)
			assert.Equal(t, word, await(t, c.Echo(word)), "%v, after %d ms", mode, i)
			w.Advance(time.Second)
		}
		assert.Len(t, happened(w, sim.ConnDialed), 1, "%v: the connection lives on", mode)
	}
}

func TestLessonPoolWaitsInsteadOfRaising(t *testing.T) {
	c, _ := lesson(client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 3, Wait: -1}})
	var fs []*client.Future[string]
	var want []string
	for i := range 1000 {
		want = append(want, strconv.Itoa(i))
		fs = append(fs, c.Echo(want[i]))
	}
	assert.Equal(t, want, await(t, client.All(fs...)))
	s := c.Stats()
	assert.Equal(t, []int{3, 3, 0, 0}, []int{s.Open, s.Dialed, s.Timeouts, s.Refused})
}

func TestLessonPoolThatWaitsForItselfEndsInTime(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode, Pool: client.Pool{Max: 2, Wait: 100 * ms}})
		first, second := await(t, c.Acquire()), await(t, c.Acquire())
		began := w.Elapsed()
		third := c.Acquire() // the program holds both, and would wait for ever
		assert.ErrorIs(t, refused(t, third), client.ErrPoolExhausted, "%v", mode)
		assert.Equal(t, 100*ms, w.Elapsed()-began)
		fourth := c.Acquire()
		first.Release()
		await(t, fourth).Release()
		second.Release()
		await(t, c.Ping())
		assert.Equal(t, 0, c.Stats().InUse+c.Stats().Waiting, "%v", mode)
	}
}

// What waits in the pool may be cancelled, what is lent may be lost, in any
// order: the pool goes on serving.
func TestLessonPoolDoesNotDeadlock(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode, Pool: client.Pool{Max: 2, Wait: -1}})
		for i := range 50 {
			var fs []*client.Future[*client.Lease]
			for range 6 {
				fs = append(fs, c.Acquire())
			}
			fs[i%6].Cancel()
			w.Advance(time.Duration(i) * ms)
			fs[(i+3)%6].Cancel()
			w.Cut(i % 7)
			for _, f := range fs {
				f.Then(func(l *client.Lease, err error) {
					if err == nil {
						l.Release()
					}
				})
			}
		}
		for range 3 {
			await(t, c.Acquire()).Release()
		}
		w.Advance(time.Second)
		s := c.Stats()
		assert.Equal(t, []int{0, 0, s.Open}, []int{s.InUse, s.Waiting, s.Idle}, "%v", mode)
	}
}

func TestLessonBlockingCallDoesNotStallTheSharedConnection(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode})
		await(t, c.Ping())
		job := c.BLPop(0, "jobs")
		began := w.Elapsed()
		for range 10 {
			await(t, c.Incr("n"))
		}
		assert.LessOrEqual(t, w.Elapsed()-began, 150*ms, "%v: ten round trips, and the connection of BLPOP", mode)
		assert.False(t, job.Done())
		await(t, c.RPush("jobs", "one"))
		assert.Equal(t, client.Popped{Key: "jobs", Value: "one"}, await(t, job))
	}
}

func TestLessonBlockingCallOutlivesTheOrdinaryTimeout(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode, CommandTimeout: 50 * ms})
		for _, timeout := range []time.Duration{0, 10 * time.Second} {
			job := c.BLPop(timeout, "jobs")
			w.Advance(5 * time.Second)
			c.RPush("jobs", "one")
			assert.Equal(t, "one", await(t, job).Value, "%v, timeout %v", mode, timeout)
		}
		began := w.Elapsed()
		assert.ErrorIs(t, refused(t, c.BLPop(time.Second, "jobs")), client.ErrNil, "%v: the server's own end, not the client's", mode)
		assert.InDelta(t, time.Second, w.Elapsed()-began, float64(50*ms))
	}
}

func TestLessonPipelineWhoseReplyIsLostIsNotWrittenAgain(t *testing.T) {
	for _, mode := range bothModes {
		for _, transaction := range []bool{false, true} {
			c, w := lesson(client.Options{Mode: mode})
			await(t, c.Ping())
			p := c.Pipeline()
			if transaction {
				p = c.TxPipeline()
			}
			n := p.Incr("n")
			p.RPush("list", "x")
			whole := p.Exec()
			w.Advance(7 * ms) // executed, and the replies are on their way
			w.Cut(1)
			assert.ErrorIs(t, refused(t, whole), client.ErrClosed)
			assert.ErrorIs(t, refused(t, n), client.ErrClosed)
			w.Advance(time.Second)
			assert.Equal(t, "1", await(t, c.Get("n")), "%v, transaction %v", mode, transaction)
			assert.Equal(t, []string{"x"}, await(t, c.LRange("list", 0, -1)))
		}
	}
}

func TestLessonCallsSettleAfterReconnect(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode, Connect: client.Retry{Attempts: 10}})
		await(t, c.Ping())
		for i := range 40 {
			f := c.Echo("a")
			w.Advance(time.Duration(i) * ms / 2)
			w.Restart(30*ms, true)
			g := c.Echo("b") // while the server is down
			if _, err := f.Await(context.Background()); err != nil {
				assert.ErrorIs(t, err, client.ErrClosed)
			}
			assert.Equal(t, "b", await(t, g), "%v, after %v", mode, time.Duration(i)*ms/2)
		}
	}
}

// A connection on which a subscription is not confirmed in time is given up
// like one that is silent: the first ends in an error, later ones are replaced.
func TestLessonSubscriptionSettlesWhenItsConfirmationIsLate(t *testing.T) {
	c, w := lesson(client.Options{CommandTimeout: 50 * ms, Protocol: 2})
	slow := 1
	w.OnDial(func(conn int) (f sim.Faults) {
		if conn == slow {
			f.ClientReads = 500 // bytes a second
		}
		return f
	})
	assert.Equal(t, "timeout", client.ErrorKind(refused(t, c.Subscribe(func(client.Message) {}, "news"))))

	slow = 3
	var heard []string
	s := await(t, c.Subscribe(func(m client.Message) { heard = append(heard, m.Payload) }, "news"))
	w.Cut(2)
	w.Advance(time.Second)
	await(t, c.Publish("news", "back"))
	w.Advance(time.Second)
	assert.Equal(t, []string{"back"}, heard)
	assert.Equal(t, 4, times(w, "SUBSCRIBE"), "on each of four connections")
	s.Close()
	assert.Empty(t, w.LooseEnds())
}

func TestLessonCallsLandInTheirDatabaseAfterReconnect(t *testing.T) {
	for _, mode := range bothModes {
		for _, protocol := range []int{2, 3} {
			c, w := lesson(client.Options{Mode: mode, Protocol: protocol, DB: 3, Pool: client.Pool{Max: 1, Wait: -1}})
			for i := range 5 {
				l := await(t, c.Acquire())
				await(t, l.Select(7))
				await(t, l.Set("in 7", "x"))
				l.Release()
				await(t, c.Set("in 3", "x"))
				f := c.Set("in 3 too", "x")
				w.Advance(time.Duration(2*i) * ms)
				w.Restart(20*ms, true)
				f.Await(context.Background())
				await(t, c.Set("in 3 again", "x"))
			}
			var found [][]string
			for db := range 8 {
				if keys := w.Engine().Keys(db); len(keys) > 0 {
					found = append(found, append([]string{strconv.Itoa(db)}, keys...))
				}
			}
			assert.Equal(t, [][]string{{"3", "in 3", "in 3 again", "in 3 too"}, {"7", "in 7"}}, found, "%v, RESP%d", mode, protocol)
		}
	}
}

func TestLessonWatchIsOnTheConnectionOfItsExec(t *testing.T) {
	for _, mode := range bothModes {
		c, w := lesson(client.Options{Mode: mode, Pool: client.Pool{Max: 4, Wait: -1}})
		var fs []*client.Future[[]resp.Value]
		for range 20 {
			fs = append(fs, c.Transaction(func(tx *client.Tx) client.Awaited {
				return client.Map(tx.Do("GET", "n"), func(v resp.Value) (struct{}, error) {
					n, _ := strconv.Atoi(v.Str)
					tx.Multi()
					tx.Set("n", strconv.Itoa(n+1))
					return struct{}{}, nil
				})
			}, "n"))
			c.Incr("other")
		}
		await(t, client.All(fs...))
		assert.Equal(t, "20", await(t, c.Get("n")), "%v: none is lost", mode)

		watching := map[int]bool{}
		for _, e := range happened(w, sim.Executed) {
			switch e.Name {
			case "WATCH":
				watching[e.Conn] = true
			case "EXEC":
				assert.True(t, watching[e.Conn], "%v: EXEC on connection %d, which watches nothing", mode, e.Conn)
				watching[e.Conn] = false
			}
		}
		assert.Greater(t, times(w, "EXEC"), 20, "%v: some lost the race, and were run again", mode)
	}
}

func TestLessonFullQueueHeedsItsContext(t *testing.T) {
	c, w := lesson(client.Options{InFlight: 2})
	await(t, c.Ping())
	first, second, waits, behind := c.Echo("1"), c.Echo("2"), c.Echo("3"), c.Echo("4")
	ctx, cancel := context.WithCancel(context.Background())
	w.After(5*ms, cancel)
	began := w.Elapsed()
	_, err := waits.Await(ctx)
	assert.True(t, errors.Is(err, context.Canceled))
	assert.Equal(t, 5*ms, w.Elapsed()-began, "not when there is room")
	assert.Equal(t, []string{"1", "2", "4"}, await(t, client.All(first, second, behind)))
	assert.Equal(t, 20*ms, w.Elapsed()-began, "two at a time")
	assert.Equal(t, 3, times(w, "ECHO"), "what was cancelled in the queue is never sent")
}
