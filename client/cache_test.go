// Client-side caching, on a simulated world with a real engine.

package client_test

import (
	"context"
	"strings"
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

func TestNoReplyOutlivesItsKeys(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	await(t, c.other.Set("x", "lasts"))
	set := c.other.SetWith("k", "1", client.SetOptions{TTL: 100 * ms})
	c.world.Advance(5 * ms)
	dies := c.world.Elapsed() + 100*ms
	await(t, set)
	await(t, c.MGet("x", "k"))
	for c.world.Elapsed() < dies-10*ms {
		c.world.Advance(ms)
		await(t, c.MGet("x", "k"))
	}
	require.Greater(t, c.Stats().Hits, 40)
	c.world.Advance(dies - c.world.Elapsed())
	hits := c.Stats().Hits
	// The server's message is only just on its way.
	is(c, []client.Optional{{Value: "lasts", OK: true}, {}}, 10*ms, c.MGet("x", "k"))
	assert.Equal(t, hits, c.Stats().Hits)
	assert.Equal(t, 1, c.Stats().Expired)
}

func TestRepliesAge(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{MaxAge: 100 * ms})
	await(t, c.other.Set("k", "1"))
	await(t, c.Get("k"))
	c.world.Advance(89 * ms)
	is(c, "1", 0, c.Get("k"))
	c.world.Advance(ms)
	is(c, "1", 10*ms, c.Get("k"))

	c = newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	await(t, c.Exists("k"))
	c.world.Advance(client.DefaultCacheAge)
	is(c, 0, 10*ms, c.Exists("k"))

	c = newCached(t, client.Options{Protocol: 3}, client.CacheOptions{MaxAge: -1})
	await(t, c.Exists("k"))
	c.world.Advance(1000 * time.Hour)
	is(c, 0, 0, c.Exists("k"))
}

func TestWhatWasNotUsedForLongestMakesRoom(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{MaxEntries: 2})
	for _, key := range []string{"a", "b", "a", "c", "a", "b"} {
		await(t, c.StrLen(key)) // a and c are kept when b is asked for the second time
	}
	assert.Equal(t, []string{"STRLEN a", "STRLEN b", "STRLEN c", "STRLEN b"}, c.asked("STRLEN"))
	s := c.Stats()
	assert.Equal(t, client.CacheStats{Entries: 2, Keys: 2, Bytes: s.Bytes, Hits: 2, Misses: 4, Evictions: 2}, s)

	c = newCached(t, client.Options{Protocol: 3}, client.CacheOptions{MaxBytes: 10_000})
	for key, size := range map[string]int{"a": 4000, "b": 4000, "c": 4000, "huge": 20_000} {
		await(t, c.other.Set(key, strings.Repeat("x", size)))
	}
	for _, key := range []string{"a", "b", "c", "huge"} {
		await(t, c.Get(key))
	}
	s = c.Stats()
	assert.Equal(t, []int{2, 1}, []int{s.Entries, s.Evictions}, "what is larger than all room is not kept, and drives nothing out")
	assert.Greater(t, s.Bytes, 8000)
	assert.LessOrEqual(t, s.Bytes, 10_000)
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

func TestAServerThatTellsNothing(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		c := newCached(t, client.Options{Protocol: protocol, Username: "bob", Password: "pw"}, client.CacheOptions{})
		await(t, c.other.Do("ACL", "SETUSER", "bob", "on", ">pw", "~*", "&*", "+@all", "-client|tracking"))
		for range 2 {
			err := refused(t, c.Get("k"))
			var refused *client.CacheError
			require.ErrorAs(t, err, &refused)
			assert.ErrorContains(t, err, "client-side caching needs CLIENT TRACKING, which Redis has since 6.0 and this server refused: NOPERM")
			assert.Equal(t, "server", client.ErrorKind(err))
		}
		c.settle()
		assert.Equal(t, 0, c.own.Stats().InUse)
		assert.Equal(t, "PONG", await(t, c.Ping()), "what needs no cache works")
	}
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{Prefixes: []string{"a", "ab"}})
	assert.ErrorContains(t, refused(t, c.Get("abc")), "Prefix 'a' overlaps")
	c = newCached(t, client.Options{Protocol: 3, Addr: "localhost:1", Connect: client.Retry{Attempts: -1}}, client.CacheOptions{})
	assert.ErrorIs(t, refused(t, c.Get("k")), sim.ErrRefused)
}

func TestAClosedCachePassesOn(t *testing.T) {
	for _, p := range protocols {
		c := newCached(t, client.Options{Protocol: p.protocol}, client.CacheOptions{Prefixes: p.prefixes})
		await(t, c.other.Set("k", "1"))
		connecting := c.Get("k")
		c.Close()
		is(c, "1", time.Duration(p.protocol)*10*ms, connecting)

		c = newCached(t, client.Options{Protocol: p.protocol}, client.CacheOptions{Prefixes: p.prefixes})
		await(t, c.Exists("k"))
		await(t, c.other.Set("k", "1"))
		c.settle()
		under := c.Get("k")
		c.Close()
		c.Close()
		if p.miss == 10*ms {
			assert.Equal(t, "1", await(t, under))
		}
		for range 2 {
			assert.Equal(t, "1", await(t, c.Get("k")), p.name)
		}
		c.settle()
		s := c.Stats()
		assert.Equal(t, []int{0, 0, 0}, []int{s.Entries, s.Keys, s.Bytes})
		assert.Equal(t, 0, c.own.Stats().InUse)
		assert.Contains(t, await(t, c.other.Info("clients")), "tracking_clients:0")
	}
}

func TestACacheEndsWithItsClient(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3}, client.CacheOptions{})
	await(t, c.Exists("k"))
	waiting := c.Get("k")
	closed := c.own.Close()
	assert.ErrorIs(t, refused(t, waiting), client.ErrNil, "what was due has come")
	assert.ErrorIs(t, refused(t, c.Exists("k")), client.ErrClosed)
	await(t, closed)
	c.Close()
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

func TestReadsThatAreLostAreSentAgainAsOptionsSay(t *testing.T) {
	for _, attempts := range []int{0, 1} {
		c := newCached(t, client.Options{Protocol: 3, Reads: client.Reads, Resend: client.Retry{Attempts: attempts}}, client.CacheOptions{})
		await(t, c.other.Set("k", "1"))
		await(t, c.Exists("k"))
		under, joined := c.Get("k"), c.Get("k")
		c.world.Advance(ms)
		require.True(t, c.world.Cut(2))
		if attempts == 0 {
			assert.ErrorIs(t, refused(t, under), client.ErrClosed)
			assert.ErrorIs(t, refused(t, joined), client.ErrClosed)
			continue
		}
		assert.Equal(t, "1", await(t, under))
		is(c, "1", 0, joined)
		is(c, "1", 0, c.Get("k"))
	}
}

func TestReadsTakeNoLongerThanCallTimeout(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3, CallTimeout: 35 * ms}, client.CacheOptions{})
	connecting := c.Get("k") // which would take 40 ms
	assert.ErrorIs(t, refused(t, connecting), client.ErrTimeout)
	assert.Equal(t, 35*ms, c.world.Elapsed())
	c.settle()
	assert.ErrorIs(t, refused(t, c.Get("k")), client.ErrNil)
	assert.Equal(t, 1, c.Stats().Hits, "what came too late for one is there for others")
}

// A connection that dies in silence is found out by KeepAlive.
func TestACacheThatHearsNothingMore(t *testing.T) {
	c := newCached(t, client.Options{Protocol: 3, KeepAlive: 100 * ms}, client.CacheOptions{})
	await(t, c.other.Set("k", "1"))
	await(t, c.Get("k"))
	require.True(t, c.world.Pause(2, time.Hour))
	await(t, c.other.Set("k", "2"))
	c.world.Advance(90 * ms)
	is(c, "1", 0, c.Get("k"))
	c.world.Advance(150 * ms)
	is(c, "2", 40*ms, c.Get("k"))
}
