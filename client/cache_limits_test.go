// The limits of a cache, and its end.

package client_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/sim"
)

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
