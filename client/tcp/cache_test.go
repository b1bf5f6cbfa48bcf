// Client-side caching with a real server.

package tcp_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
)

// caches are the ways in which a server can tell of changes.
var caches = []struct {
	name     string
	protocol int
	prefixes []string
}{
	{"RESP3", 3, nil}, {"RESP3 broadcasting", 3, []string{"k", "h"}}, {"RESP2", 2, nil}, {"RESP2 broadcasting", 2, []string{""}},
}

func TestCache(t *testing.T) {
	addr := startServer(t)
	other := open(t, client.Options{Addr: addr})
	for _, how := range caches {
		t.Run(how.name, func(t *testing.T) {
			await(t, other.FlushAll())
			cache := client.NewCache(open(t, client.Options{Addr: addr, Protocol: how.protocol}), client.CacheOptions{Prefixes: how.prefixes})
			await(t, other.Set("k", "1"))
			await(t, other.HSet("h", "f", "v"))
			for range 3 {
				assert.Equal(t, "1", await(t, cache.Get("k")))
				assert.Equal(t, map[string]string{"f": "v"}, await(t, cache.HGetAll("h")))
				assert.Equal(t, []client.Optional{{Value: "1", OK: true}, {}}, await(t, cache.MGet("k", "k2")))
			}
			s := cache.Stats()
			assert.Equal(t, []int{6, 3, 3, 3}, []int{s.Hits, s.Misses, s.Entries, s.Keys})

			await(t, other.Set("k", "2"))
			eventually(t, func() bool { return cache.Stats().Invalidations == 2 }, "the change of a key is heard of")
			assert.Equal(t, "2", await(t, cache.Get("k")))

			await(t, other.FlushAll())
			eventually(t, func() bool { return cache.Stats().Entries == 0 }, "the end of all keys is heard of")
			_, err := try(cache.Get("k"))
			assert.ErrorIs(t, err, client.ErrNil)

			await(t, cache.SetWith("k", "3", client.SetOptions{TTL: 50 * time.Millisecond}))
			assert.Equal(t, "3", await(t, cache.Get("k")))
			eventually(t, func() bool {
				_, err := try(cache.Get("k"))
				return err == client.ErrNil
			}, "what has expired is not there")
		})
	}
}

// The server looks for what has expired once a second here, and says nothing
// before.
func TestCacheNeedsNobodyToSayThatAKeyHasExpired(t *testing.T) {
	addr := startServer(t)
	other := open(t, client.Options{Addr: addr})
	await(t, other.Do("CONFIG", "SET", "hz", "1"))
	cache := client.NewCache(open(t, client.Options{Addr: addr}), client.CacheOptions{})
	for _, key := range []string{"a", "b", "c"} {
		await(t, other.SetWith(key, "1", client.SetOptions{TTL: 20 * time.Millisecond}))
		dead := time.Now().Add(21 * time.Millisecond) // a key lives to the end of its last millisecond
		for asked := time.Now(); await(t, cache.Exists(key)) == 1; asked = time.Now() {
			require.True(t, asked.Before(dead), "%s was there %v after its end", key, asked.Sub(dead))
		}
	}
	assert.Greater(t, cache.Stats().Hits, 100)
}

func TestCacheForgetsAllWhenItsConnectionIsKilled(t *testing.T) {
	addr := startServer(t)
	other := open(t, client.Options{Addr: addr})
	for _, how := range caches {
		for _, which := range []string{"normal", "pubsub"} {
			c := open(t, client.Options{Addr: addr, Protocol: how.protocol, Mode: client.PerCall})
			cache := client.NewCache(c, client.CacheOptions{Prefixes: how.prefixes})
			await(t, other.Set("k", "1"))
			assert.Equal(t, "1", await(t, cache.Get("k")), how.name)
			if await(t, other.Do("CLIENT", "KILL", "TYPE", which, "SKIPME", "yes")).Int == 0 {
				continue // RESP3 listens on the same connection
			}
			eventually(t, func() bool { return cache.Stats().Entries == 0 }, "the cache is empty")
			await(t, other.Set("k", "2"))
			eventually(t, func() bool {
				got, err := try(cache.Get("k"))
				return err == nil && assert.Equal(t, "2", got)
			}, "the cache is connected again")
			assert.Equal(t, "2", await(t, cache.Get("k")))
			await(t, other.Set("k", "3"))
			eventually(t, func() bool { return await(t, cache.Get("k")) == "3" }, "it hears of changes again")
			cache.Close()
			eventually(t, func() bool {
				return strings.Contains(await(t, other.Info("clients")), "tracking_clients:0")
			}, "tracking has ended")
			assert.Equal(t, "3", await(t, cache.Get("k")))
		}
	}
}

// Readers and writers of counters that only grow: none ever sees one shrink,
// below what it has read or written itself, while connections are killed.
func TestCacheAmongGoroutines(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	for i, how := range caches {
		t.Run(how.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			var group sync.WaitGroup
			var caches []*client.Cache
			for n := range 3 {
				cache := client.NewCache(open(t, client.Options{Addr: addr, Protocol: how.protocol}), client.CacheOptions{Prefixes: how.prefixes, MaxEntries: 5 * n})
				for g := range 8 {
					group.Go(func() { count(ctx, t, cache, rand.New(rand.NewPCG(uint64(i), uint64(10*n+g)))) })
				}
				caches = append(caches, cache)
			}
			group.Go(func() {
				for ctx.Err() == nil {
					time.Sleep(100 * time.Millisecond)
					await(t, admin.Do("CLIENT", "KILL", "TYPE", []string{"normal", "pubsub"}[rand.IntN(2)], "SKIPME", "yes"))
				}
			})
			group.Wait()
			for _, cache := range caches {
				assert.Greater(t, cache.Stats().Hits, 50)
				assert.Greater(t, cache.Stats().Invalidations, 50)
			}
		})
	}
}

// count reads and increments counters until ctx ends.
func count(ctx context.Context, t *testing.T, cache *client.Cache, random *rand.Rand) {
	var low [8]int64
	for ctx.Err() == nil {
		i := random.IntN(len(low))
		key := "k" + strconv.Itoa(i)
		if random.IntN(50) == 0 {
			if n, err := try(cache.Incr(key)); err == nil {
				low[i] = n
			}
			continue
		}
		text, err := try(cache.Get(key))
		if err != nil {
			if err != client.ErrNil {
				assert.ErrorIs(t, err, client.ErrClosed)
			}
			continue
		}
		n, _ := strconv.ParseInt(text, 10, 64)
		if !assert.GreaterOrEqual(t, n, low[i], "%s went back in time", key) {
			return
		}
		low[i] = n
	}
}

// BenchmarkCacheHit is a read that is answered from memory.
func BenchmarkCacheHit(b *testing.B) {
	c := open(b, client.Options{})
	cache := client.NewCache(c, client.CacheOptions{})
	await(b, cache.Set("key", value))
	for range 3 {
		await(b, cache.Get("key"))
	}
	ctx := context.Background()
	b.Run("one goroutine", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := cache.Get("key").Await(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("in parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, err := cache.Get("key").Await(ctx); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
