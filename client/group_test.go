// Group readers on the real engine.

package client_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/sim"
)

// groupReader opens a group reader of the stream jobs, in the group workers.
func groupReader(t *testing.T, c *client.Client, o client.GroupOptions) *client.GroupReader {
	t.Helper()
	o.Group = "workers"
	if o.Consumer == "" {
		o.Consumer = "alice"
	}
	if o.Streams == nil {
		o.Streams = []string{"jobs"}
	}
	return await(t, c.ReadGroup(o))
}

func addJobs(t *testing.T, c *client.Client, jobs ...string) {
	t.Helper()
	for _, job := range jobs {
		await(t, c.XAdd("jobs", "job", job))
	}
}

// job is what a message of jobs says.
func job(m client.GroupMessage) string { return m.Fields[0].Value }

// pending is how many messages of jobs are pending.
func pending(t *testing.T, c *client.Client) int64 {
	t.Helper()
	return await(t, c.XPending("jobs", "workers")).Count
}

func TestGroupReaderReadsAndAcknowledges(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		r := newRealm(1)
		c := r.client(client.Options{Protocol: protocol})
		g := groupReader(t, c, client.GroupOptions{})
		first := g.Next()
		addJobs(t, c, "a", "b", "c")
		m := await(t, first)
		assert.Equal(t, client.GroupMessage{
			Stream: "jobs", Deliveries: 1,
			StreamMessage: client.StreamMessage{ID: m.ID, Fields: []client.Pair{{Field: "job", Value: "a"}}},
		}, m)
		b, d := await(t, g.Next()), await(t, g.Next())
		assert.Equal(t, []string{"b", "c"}, []string{job(b), job(d)})
		assert.Equal(t, int64(3), pending(t, c))

		r.executed()
		await(t, client.All(g.Ack(m), g.Ack(b, d)))
		assert.Equal(t, "XACK", names(r.executed()), "acknowledgements of one turn are one command")
		assert.Equal(t, int64(0), pending(t, c))
		assert.Equal(t, client.GroupStats{Read: 3, Acknowledged: 3}, g.Stats())
		assert.Empty(t, await(t, g.Close()))
		r.Advance(10 * ms)
		assert.Equal(t, 0, c.Stats().InUse)
	}
}

func TestGroupReaderMakesWhatIsMissing(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	addJobs(t, c, "old")
	g := groupReader(t, c, client.GroupOptions{Streams: []string{"jobs", "mail"}, Start: "0"})
	again := groupReader(t, c, client.GroupOptions{Streams: []string{"jobs", "mail"}, Consumer: "bob"})
	assert.Equal(t, "old", job(await(t, g.Next())))
	next := g.Next()
	await(t, again.Close())
	await(t, c.XAdd("mail", "to", "you"))
	m := await(t, next)
	assert.Equal(t, []string{"mail", "you"}, []string{m.Stream, job(m)})

	fresh := await(t, c.ReadGroup(client.GroupOptions{Group: "late", Consumer: "x", Streams: []string{"jobs"}}))
	next = fresh.Next()
	addJobs(t, c, "new")
	assert.Equal(t, "new", job(await(t, next)), "a group begins with what is added from now on")
}

func TestGroupReaderWithoutSense(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	for _, row := range []struct {
		options client.GroupOptions
		want    string
	}{
		{client.GroupOptions{Consumer: "c", Streams: []string{"s"}}, "a group reader needs the names of its group and its consumer"},
		{client.GroupOptions{Group: "g", Streams: []string{"s"}}, "a group reader needs the names of its group and its consumer"},
		{client.GroupOptions{Group: "g", Consumer: "c"}, "a group reader needs a stream to read"},
		{client.GroupOptions{Group: "g", Consumer: "c", Streams: []string{"s"}, MaxDeliveries: 3},
			"MaxDeliveries needs DeadLetter: somebody must take the messages that were delivered too often"},
	} {
		err := refused(t, c.ReadGroup(row.options))
		assert.EqualError(t, err, row.want)
		assert.ErrorIs(t, err, client.ErrUsage)
	}
	do(t, c, "SET", "word", "x")
	err := refused(t, c.ReadGroup(client.GroupOptions{Group: "g", Consumer: "c", Streams: []string{"word"}}))
	assert.Contains(t, err.Error(), "WRONGTYPE")
	r.Advance(100 * ms)
	assert.Equal(t, 0, c.Stats().InUse)
}

func TestGroupReaderBeginsWithWhatItLeft(t *testing.T) {
	r := newRealm(1)
	c, other := r.client(client.Options{}), r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{Count: 2})
	addJobs(t, other, "a", "b", "c", "d", "e")
	a := await(t, g.Next())
	await(t, g.Next())
	await(t, g.Next())
	await(t, g.Ack(a))
	r.Advance(10 * ms)
	assert.Equal(t, client.GroupStats{Read: 5, Acknowledged: 1, Waiting: 2, Pending: 4}, g.Stats())
	await(t, c.Abort()) // a crash
	assert.Equal(t, int64(4), pending(t, other))

	g = groupReader(t, other, client.GroupOptions{Count: 2})
	addJobs(t, other, "f")
	var got []string
	for range 5 {
		m := await(t, g.Next())
		got = append(got, job(m)+" "+strconv.FormatInt(m.Deliveries, 10))
		await(t, g.Ack(m))
	}
	assert.Equal(t, []string{"b 2", "c 2", "d 2", "e 2", "f 1"}, got)
	assert.Equal(t, client.GroupStats{Read: 1, Recovered: 4, Acknowledged: 5}, g.Stats())
}

// What was read ahead can still be had when the client is closed, and then it
// is said why there is no more.
func TestGroupReaderEndsWithItsClient(t *testing.T) {
	r := newRealm(1)
	c, other := r.client(client.Options{}), r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{})
	addJobs(t, other, "a")
	r.Advance(10 * ms)
	await(t, c.Close())
	assert.Equal(t, "a", job(await(t, g.Next())))
	assert.ErrorIs(t, refused(t, g.Next()), client.ErrClosed)
	assert.Equal(t, g.Err(), refused(t, g.Next()))
	assert.Len(t, await(t, g.Close()), 1)
}

func TestGroupReaderHandler(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	var got []string
	busy := 0
	g := groupReader(t, c, client.GroupOptions{Handler: func(m client.GroupMessage) client.Awaited {
		got = append(got, job(m))
		if busy++; busy > 1 {
			t.Error("two messages are handled at once")
		}
		f := c.Ping()
		f.Then(func(string, error) { busy-- })
		return f
	}})
	addJobs(t, c, "a", "b", "c")
	r.Advance(50 * ms)
	assert.Equal(t, []string{"a", "b", "c"}, got)
	assert.Equal(t, client.GroupStats{Read: 3, Acknowledged: 3}, g.Stats())
	assert.ErrorIs(t, refused(t, g.Next()), client.ErrUsage)
	assert.Empty(t, await(t, g.Close()))
}

// A message that fails comes again until it has been delivered too often.
func TestPoisonIsPutAside(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	var got, dead []string
	note := func(m client.GroupMessage) string { return job(m) + " " + strconv.FormatInt(m.Deliveries, 10) }
	g := groupReader(t, c, client.GroupOptions{
		MinIdle: 100 * ms, MaxDeliveries: 3,
		Handler: func(m client.GroupMessage) client.Awaited {
			got = append(got, note(m))
			if job(m) == "poison" {
				return c.Do("NOSUCH")
			}
			return nil
		},
		DeadLetter: func(m client.GroupMessage) client.Awaited {
			dead = append(dead, note(m))
			return c.XAdd("dead", "job", job(m))
		},
	})
	addJobs(t, c, "a", "poison", "b")
	r.Advance(time.Second)
	assert.Equal(t, []string{"a 1", "poison 1", "b 1", "poison 2", "poison 3"}, got)
	assert.Equal(t, []string{"poison 4"}, dead)
	assert.Equal(t, []int64{0, 1}, []int64{pending(t, c), await(t, c.XLen("dead"))})
	assert.Equal(t, client.GroupStats{Read: 3, Claimed: 3, Failed: 3, Acknowledged: 3, DeadLettered: 1}, g.Stats())
}

func TestStuckMessagesAreClaimed(t *testing.T) {
	r := newRealm(1)
	crashing, c := r.client(client.Options{}), r.client(client.Options{})
	bob := groupReader(t, crashing, client.GroupOptions{Consumer: "bob", Count: 2})
	addJobs(t, c, "a", "b", "c", "d", "e")
	await(t, bob.Next())
	r.Advance(10 * ms)
	await(t, crashing.Abort())
	stuck := int(pending(t, c))
	require.Positive(t, stuck)

	g := groupReader(t, c, client.GroupOptions{MinIdle: 200 * ms, Count: 2})
	claimed := map[string]int64{}
	for range 5 {
		m := await(t, g.Next())
		claimed[job(m)] = m.Deliveries
	}
	assert.Len(t, claimed, 5)
	assert.Equal(t, int64(2), claimed["a"])
	assert.Equal(t, client.GroupStats{Read: 5 - stuck, Claimed: stuck, Pending: 5}, g.Stats())
	r.Advance(time.Second)
	assert.Equal(t, stuck, g.Stats().Claimed, "what it holds itself is not stuck")
}

func TestNackedMessageComesAgain(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{MinIdle: 100 * ms})
	addJobs(t, c, "a")
	m := await(t, g.Next())
	g.Nack(m)
	m = await(t, g.Next())
	assert.Equal(t, []any{"a", int64(2)}, []any{job(m), m.Deliveries})
	assert.Equal(t, client.GroupStats{Read: 1, Claimed: 1, Failed: 1, Pending: 1}, g.Stats())
}

// A deleted message would stay pending for ever.
func TestDeletedMessagesArePendingNoMore(t *testing.T) {
	r := newRealm(1)
	crashing, c := r.client(client.Options{}), r.client(client.Options{})
	g := groupReader(t, crashing, client.GroupOptions{})
	addJobs(t, c, "a", "b")
	a := await(t, g.Next())
	r.Advance(10 * ms)
	await(t, crashing.Abort())
	await(t, c.XDel("jobs", a.ID))
	g = groupReader(t, c, client.GroupOptions{})
	assert.Equal(t, "b", job(await(t, g.Next())))
	r.Advance(10 * ms)
	assert.Equal(t, int64(1), pending(t, c))
	assert.Equal(t, 1, g.Stats().Deleted)
}

func TestLostGroupIsMadeAgain(t *testing.T) {
	for _, row := range []struct {
		name string
		lose []string
	}{
		{"the group", []string{"XGROUP", "DESTROY", "jobs", "workers"}},
		{"the stream", []string{"DEL", "jobs"}},
		{"everything", []string{"FLUSHALL"}},
	} {
		name := row.name
		r := newRealm(1)
		c := r.client(client.Options{})
		g := groupReader(t, c, client.GroupOptions{Start: "0"})
		addJobs(t, c, "a")
		await(t, g.Ack(await(t, g.Next())))
		next := g.Next()
		r.Advance(10 * ms)
		do(t, c, row.lose...)
		addJobs(t, c, "b")
		m := await(t, next)
		assert.Equal(t, "b", job(m), "%s: behind what was read already", name)
		await(t, g.Ack(m))
		assert.Equal(t, int64(0), pending(t, c), name)
		assert.Equal(t, client.GroupStats{Read: 2, Acknowledged: 2}, g.Stats(), name)
	}
}

// The stream that takes the place of the lost one has lower IDs.
func TestLostStreamThatBeginsAnew(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{})
	addJobs(t, c, "a")
	await(t, g.Ack(await(t, g.Next())))
	next := g.Next()
	do(t, c, "DEL", "jobs")
	do(t, c, "XADD", "jobs", "1-1", "job", "b")
	assert.Equal(t, "b", job(await(t, next)))
}

func TestGroupReaderComesBack(t *testing.T) {
	r := newRealm(1)
	c, admin := r.client(client.Options{}), r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{})
	var states []string
	g.OnState(func(err error) {
		state := "restored"
		if err != nil {
			state = client.ErrorKind(err)
		}
		states = append(states, state)
	})
	addJobs(t, admin, "a", "b")
	a := await(t, g.Next())
	next := g.Next()
	await(t, next)
	do(t, admin, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
	lost := g.Ack(a)
	addJobs(t, admin, "c")
	m := await(t, g.Next())
	assert.Equal(t, "c", job(m), "what the reader holds does not come again")
	await(t, lost)
	await(t, g.Ack(m))
	assert.Equal(t, []string{"closed", "restored"}, states)
	assert.Equal(t, client.GroupStats{Read: 3, Acknowledged: 2, Pending: 1, Restored: 1}, g.Stats())
	assert.Equal(t, int64(1), pending(t, admin))
}

func TestClosedGroupReaderTellsWhatIsLeft(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{Count: 2, Block: client.Forever})
	addJobs(t, c, "a", "b", "c", "d")
	a := await(t, g.Next())
	b := await(t, g.Next())
	r.Advance(10 * ms)
	acked := g.Ack(a)
	before := r.Elapsed()
	left := await(t, g.Close())
	assert.True(t, acked.Done(), "acknowledgements under way are waited for")
	var jobs []string
	for _, m := range left {
		jobs = append(jobs, job(m))
	}
	assert.Equal(t, job(b), jobs[0])
	assert.Equal(t, g.Stats().Read-1, len(jobs))
	assert.Equal(t, int64(len(jobs)), pending(t, c))
	assert.Less(t, r.Elapsed()-before, 20*ms, "a read that waits is interrupted")
	assert.EqualError(t, refused(t, g.Next()), "the group reader was closed")
	for range g.Messages(t.Context()) {
		t.Error("there is a message after Close")
	}
	assert.Equal(t, left, await(t, g.Close()), "a second Close tells the same")
	r.Advance(100 * ms)
	assert.Equal(t, []int{0, 1}, []int{c.Stats().InUse, c.Stats().Idle}, "its connection was given back, not broken")
}

// Whenever Close is called, each message is handled, left, or not read.
func TestCloseAtAnyTimeLosesNothing(t *testing.T) {
	for at := range 40 {
		r := newRealm(1)
		c := r.client(client.Options{})
		handled := 0
		f := c.ReadGroup(client.GroupOptions{
			Group: "workers", Consumer: "alice", Streams: []string{"jobs"}, Count: 3, Start: "0", Block: client.Forever,
			Handler: func(client.GroupMessage) client.Awaited { handled++; return c.Ping() },
		})
		for i := range 8 {
			r.After(time.Duration(i)*ms, func() { c.XAdd("jobs", "job", strconv.Itoa(i)) })
		}
		r.Advance(time.Duration(at) * ms)
		g, err := f.Await(t.Context())
		require.NoError(t, err)
		left := await(t, g.Close())
		r.Advance(20 * ms)
		unread := do(t, c, "XINFO", "GROUPS", "jobs").Elems[0]
		lag := unread.Elems[len(unread.Elems)-1].Int
		assert.Equal(t, 8, handled+len(left)+int(lag), "closed after %d ms", at)
		assert.Equal(t, int64(len(left)), pending(t, c))
		assert.Equal(t, handled, g.Stats().Acknowledged)
	}
}

func TestGroupReaderThatCannotGoOn(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{Block: 20 * ms})
	var told error
	g.OnState(func(err error) { told = err })
	p := c.TxPipeline()
	p.Do("DEL", "jobs")
	p.Set("jobs", "x")
	await(t, p.Exec())
	err := refused(t, g.Next())
	assert.Contains(t, err.Error(), "WRONGTYPE")
	r.Advance(10 * ms)
	assert.Equal(t, []error{err, err}, []error{told, g.Err()})
	assert.Empty(t, await(t, g.Close()))
	assert.Equal(t, 0, c.Stats().InUse)
}

func TestMessagesOfAGroup(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	g := groupReader(t, c, client.GroupOptions{})
	addJobs(t, c, "a", "b")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []string
	for m, err := range g.Messages(ctx) {
		if err != nil {
			got = append(got, err.Error())
			break
		}
		got = append(got, job(m))
		g.Ack(m)
		if len(got) == 2 {
			cancel()
		}
	}
	assert.Equal(t, []string{"a", "b", "context canceled"}, got)
	r.Advance(10 * ms)
	assert.Equal(t, int64(0), pending(t, c))
}

// crowd is three readers that handle what a producer adds, while connections
// break, and how often each message was handled.
func crowd(t *testing.T, seed uint64, cuts int) (handled map[string]int, stats client.GroupStats) {
	random := rand.New(rand.NewPCG(seed, 0))
	r := newRealm(seed)
	r.SetLink(sim.Link{Latency: 2 * ms, Jitter: ms})
	producer := r.client(client.Options{})
	await(t, producer.Ping()) // connection 1, which is never cut
	handled = map[string]int{}
	var readers []*client.GroupReader
	var clients []*client.Client
	for i := range 3 {
		c := r.client(client.Options{Seed: seed, Mode: []client.Mode{client.Shared, client.PerCall}[random.IntN(2)]})
		clients = append(clients, c)
		readers = append(readers, groupReader(t, c, client.GroupOptions{
			Consumer: strconv.Itoa(i), Start: "0", Count: int64(1 + random.IntN(5)), MinIdle: 300 * ms,
			Handler: func(m client.GroupMessage) client.Awaited {
				handled[job(m)]++
				return client.WaitFor(c.Echo("work"), time.Second) // takes a while, and may fail
			},
		}))
	}
	const jobs = 60
	for i := range jobs {
		r.After(time.Duration(random.IntN(400))*ms, func() { producer.XAdd("jobs", "job", strconv.Itoa(i)) })
	}
	for range cuts {
		r.After(time.Duration(random.IntN(500))*ms, func() { r.Cut(2 + random.IntN(15)) })
	}
	r.Advance(8 * time.Second)
	require.Equal(t, int64(jobs), await(t, producer.XLen("jobs")), "seed %d", seed)
	require.Equal(t, int64(0), pending(t, producer), "seed %d: messages are left pending", seed)
	for i, g := range readers {
		require.Empty(t, await(t, g.Close()))
		s := g.Stats()
		stats.Read += s.Read
		stats.Acknowledged += s.Acknowledged
		stats.Restored += s.Restored
		await(t, clients[i].Close())
	}
	require.Len(t, handled, jobs, "seed %d: messages were never handled", seed)
	return handled, stats
}

func TestEachMessageIsHandledOnce(t *testing.T) {
	for seed := range client.Seeds(20) {
		handled, stats := crowd(t, seed, 0)
		for job, times := range handled {
			require.Equal(t, 1, times, "seed %d: job %s", seed, job)
		}
		require.Equal(t, client.GroupStats{Read: 60, Acknowledged: 60}, stats)
	}
}

func TestEachMessageIsHandledAtLeastOnceWhateverBreaks(t *testing.T) {
	restored, again := 0, 0
	seeds := client.Seeds(100)
	for seed := range seeds {
		handled, stats := crowd(t, seed, 8)
		restored += stats.Restored
		for _, times := range handled {
			again += times - 1
		}
	}
	assert.Greater(t, restored, int(seeds), "connections did break")
	t.Logf("%d connections restored, %d messages handled again", restored, again)
}
