// Client-side caching, on a simulated world with a real engine.

package client_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// cached is a world with a Redis that is 10 ms away, a cache, and another
// client, which changes things.
type cached struct {
	*client.Cache
	t     *testing.T
	world *sim.World
	own   *client.Client // the cache's
	other *client.Client
}

func newCached(t *testing.T, o client.Options, co client.CacheOptions) *cached {
	w := sim.New(sim.Options{Seed: 1, Link: sim.Link{Latency: 10 * ms}})
	c := w.Client(o)
	return &cached{client.NewCache(c, co), t, w, c, w.Client(client.Options{Protocol: 3})}
}

// is asserts what a future resolves with, and how long that takes.
func is[T any](c *cached, want T, takes time.Duration, f *client.Future[T]) {
	c.t.Helper()
	began := c.world.Elapsed()
	got, err := f.Await(context.Background())
	require.NoError(c.t, err)
	assert.Equal(c.t, want, got)
	assert.Equal(c.t, takes, c.world.Elapsed()-began)
}

// asked are the commands of a name that the server has executed.
func (c *cached) asked(name string) (lines []string) {
	events, _ := c.world.Trace().Since(0)
	for _, e := range events {
		if e.Kind == sim.Executed && e.Name == name {
			lines = append(lines, e.Text)
		}
	}
	return lines
}

// settle lets everything arrive that is on its way.
func (c *cached) settle() { c.world.Advance(50 * ms) }

// protocols are how a server can tell of changes, and how long a first read
// and a miss take.
var protocols = []struct {
	name        string
	protocol    int
	prefixes    []string
	first, miss time.Duration
}{
	{"RESP3", 3, nil, 40 * ms, 10 * ms},
	{"RESP3, broadcasting", 3, []string{"k", "x"}, 50 * ms, 20 * ms},
	{"RESP2", 2, nil, 60 * ms, 20 * ms},
	{"RESP2, broadcasting", 2, []string{""}, 60 * ms, 20 * ms},
}

func TestCacheAnswersUntilTheKeyIsChanged(t *testing.T) {
	for _, p := range protocols {
		t.Run(p.name, func(t *testing.T) {
			c := newCached(t, client.Options{Protocol: p.protocol}, client.CacheOptions{Prefixes: p.prefixes})
			await(t, c.other.Set("k", "1"))
			is(c, "1", p.first, c.Get("k"))
			is(c, "1", 0, c.Get("k"))
			await(t, c.other.Set("k", "2"))
			c.settle()
			is(c, "2", p.miss, c.Get("k"))
			is(c, "2", 0, c.Get("k"))
			s := c.Stats()
			assert.Equal(t, client.CacheStats{Entries: 1, Keys: 1, Bytes: s.Bytes, Hits: 2, Misses: 2, Invalidations: 1}, s)
		})
	}
}

func TestCacheKeepsThatThereIsNoKey(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil)
	assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil)
	assert.Equal(t, 1, c.Stats().Hits)
	await(t, c.other.Set("k", "1"))
	c.settle()
	is(c, "1", 10*ms, c.Get("k"))
}

func TestCacheDoesNotKeepErrors(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	await(t, c.other.Set("k", "1"))
	for range 2 {
		assert.ErrorContains(t, refused(t, c.LRange("k", 0, -1)), "WRONGTYPE")
	}
	assert.Equal(t, client.CacheStats{Misses: 2}, c.Stats())
}

func TestCacheMakesOneRequestForAllWhoMiss(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	await(t, c.other.Set("k", "1"))
	a, b := c.Get("k"), c.Get("k") // while it connects
	is(c, "1", 40*ms, a)
	is(c, "1", 0, b)
	c.Flush()
	a, raw := c.Get("k"), c.Do("get", "k") // while it is connected
	is(c, "1", 10*ms, a)
	is(c, resp.Bulk("1"), 0, raw)
	assert.Equal(t, []string{"GET k", "GET k"}, c.asked("GET"))
	s := c.Stats()
	assert.Equal(t, client.CacheStats{Entries: 1, Keys: 1, Bytes: s.Bytes, Misses: 4, Joined: 2}, s)
}

func TestCancellingOneReadLeavesTheOthers(t *testing.T) {
	for _, connected := range []bool{false, true} {
		c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
		await(t, c.other.Set("k", "1"))
		if connected {
			await(t, c.Exists("x"))
		}
		first, second, third := c.Get("k"), c.Get("k"), c.Get("x")
		c.world.Advance(ms)
		first.Cancel()
		third.Cancel()
		assert.Equal(t, "1", await(t, second))
		assert.ErrorIs(t, refused(t, first), client.ErrCancelled)
		c.settle()
		assert.ErrorIs(t, refused(t, c.Get("x")), client.ErrNil)
		assert.Equal(t, 1, c.Stats().Hits, "what nobody waited for any more is kept")
	}
}

func TestOwnWritesAreSeenAtOnce(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	is(c, struct{}{}, 30*ms, c.Set("k", "1"))
	await(t, c.Get("k"))
	await(t, c.HGetAll("h"))
	c.MSet("k", "2", "x", "y")
	is(c, "2", 10*ms, c.Get("k"))
	await(t, c.Do("EVAL", "return redis.call('HSET', KEYS[1], 'f', 'v')", "1", "h"))
	is(c, map[string]string{"f": "v"}, 10*ms, c.HGetAll("h"))
	await(t, c.FlushAll())
	assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil)
	c.settle() // the server's message about it is of no use, but it comes
	assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil)
	before := c.Stats().Hits
	await(t, c.TTL("k")) // which writes nothing
	assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil)
	assert.Equal(t, before+1, c.Stats().Hits)
}

// The server's message about an own write comes behind that write's reply, and
// says nothing about what was asked after that.
func TestOwnWritesCostOneMiss(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	for _, value := range []string{"1", "2", "3"} {
		await(t, c.Set("k", value))
		await(t, c.MGet("k", "x", "k"))
		c.settle()
		is(c, []client.Optional{{Value: value, OK: true}, {}, {Value: value, OK: true}}, 0, c.MGet("k", "x", "k"))
	}
}

// A reply that was on its way while the key changed must not be kept, nor be
// given to who asks later.
func TestAReplyThatAnInvalidationOvertakesIsNotKept(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 2}, client.CacheOptions{})
	await(t, c.other.Set("k", "1"))
	await(t, c.Exists("k")) // so that the server will tell
	f := c.Get("k")
	c.world.Advance(7 * ms) // the server has answered
	c.other.Set("k", "2")
	c.world.Advance(11 * ms)          // the message about the change is there; the reply waits for that to be sure
	assert.Equal(t, "1", await(t, f)) // which was right when it was asked for
	is(c, "2", 20*ms, c.Get("k"))     // and is so no more
	is(c, "2", 0, c.Get("k"))
}

func TestCacheForgetsAllWhenAllIsFlushed(t *testing.T) {
	for _, p := range protocols {
		c := newCached(t, client.Options{Protocol: p.protocol}, client.CacheOptions{Prefixes: p.prefixes})
		await(t, c.other.MSet("k", "1", "x", "2"))
		is(c, "1", p.first, c.Get("k"))
		await(t, c.Get("x"))
		await(t, c.other.FlushAll())
		c.settle()
		assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil, p.name)
		assert.Equal(t, 2, c.Stats().Invalidations, p.name)
	}
}

func TestCacheForgetsAllWhenAConnectionIsLost(t *testing.T) {
	for _, p := range protocols {
		conns := []int{2} // 1 is the other client's
		if p.protocol == 2 {
			conns = []int{2, 3}
		}
		for _, conn := range conns {
			c := newCached(t, client.Options{Protocol: p.protocol}, client.CacheOptions{Prefixes: p.prefixes})
			await(t, c.other.Set("k", "1"))
			is(c, "1", p.first, c.Get("k"))
			under := c.Get("x")
			require.True(t, c.world.Cut(conn))
			c.other.Set("k", "2")
			assert.ErrorIs(t, refused(t, under), client.ErrClosed, p.name)
			assert.Equal(t, 0, c.Stats().Entries)
			c.settle()
			is(c, "2", p.first, c.Get("k"))
			assert.Equal(t, 1, c.Stats().Invalidations)
			c.Close()
			c.settle()
			assert.Equal(t, 0, c.own.Stats().InUse, "no connection is left behind")
		}
	}
}

func TestARepliesKeysAreAllOfItsCommands(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	lines := [][]string{
		{"MGET", "a", "b"}, {"MGET", "b", "b"}, {"SINTER", "sa", "sb"}, {"SINTERCARD", "2", "sb", "sa"}, {"ZUNION", "2", "za", "zb", "WITHSCORES"}, {"LCS", "a", "b", "LEN"},
	}
	for _, key := range []string{"b", "sb", "zb"} {
		for _, line := range lines {
			await(t, c.Do(line...))
			await(t, c.Do(line...))
		}
		before := c.Stats()
		switch key[0] {
		case 'b':
			await(t, c.other.Set(key, "1"))
		case 's':
			await(t, c.other.SAdd(key, "1"))
		case 'z':
			await(t, c.other.Do("ZADD", key, "1", "m"))
		}
		c.settle()
		dropped := c.Stats().Invalidations - before.Invalidations
		assert.Equal(t, map[string]int{"b": 3, "sb": 2, "zb": 1}[key], dropped, key)
	}
	assert.Equal(t, 6+(6-3+6)+(6-2+6), c.Stats().Hits)
}

func TestWhatIsNotCacheableIsTheClients(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{Prefixes: []string{"k:"}})
	await(t, c.Exists("other"))
	await(t, c.MGet("k:1", "other"))
	await(t, c.Ping())
	assert.ErrorContains(t, refused(t, c.Do("GET")), "wrong number of arguments")
	assert.ErrorContains(t, refused(t, c.Do("SINTERCARD", "9", "a")), "ERR")
	assert.ErrorIs(t, refused(t, c.Do()), client.ErrUsage)
	assert.Equal(t, client.CacheStats{}, c.Stats())
	assert.Empty(t, c.asked("CLIENT"), "the server was not asked to tell of anything")
}

// Whoever changes what a read returned must not change what others get.
func TestCachedRepliesAreNobodysToChange(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	await(t, c.other.RPush("l", "a", "b"))
	await(t, c.other.HSet("h", "f", "v"))
	for range 3 {
		raw := await(t, c.Do("LRANGE", "l", "0", "-1"))
		assert.Equal(t, resp.Bulks("a", "b"), raw)
		raw.Elems[0].Str = "changed"
		list := await(t, c.LRange("l", 0, -1))
		assert.Equal(t, []string{"a", "b"}, list)
		list[0] = "changed"
		hash := await(t, c.HGetAll("h"))
		assert.Equal(t, map[string]string{"f": "v"}, hash)
		hash["f"] = "changed"
		optional := await(t, c.HMGet("h", "f", "g"))
		assert.Equal(t, []client.Optional{{Value: "v", OK: true}, {}}, optional)
		optional[0].Value = "changed"
	}
}

func TestHooksHearWhatACacheAnswers(t *testing.T) {
	w := sim.New(sim.Options{Link: sim.Link{Latency: 10 * ms}})
	var reads reads
	cache := client.NewCache(w.Client(client.Options{Protocol: 3, Hooks: &reads}), client.CacheOptions{})
	await(t, cache.Exists("k"))
	await(t, cache.Exists("k"))
	await(t, cache.Set("k", "v"))
	await(t, cache.Exists("k"))
	assert.Equal(t, "miss hit miss ", reads.text)
}

type reads struct {
	client.NoHooks
	text string
}

func (r *reads) CacheRead(_, _ int, hit bool) {
	if hit {
		r.text += "hit "
	} else {
		r.text += "miss "
	}
}
