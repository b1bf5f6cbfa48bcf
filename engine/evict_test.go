//go:build !first

// Eviction: who goes under which policy, what is logged and told, and that
// it depends on nothing but the seed.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// crowd is an engine under a policy with room for some 50 keys of 1 KB.
type crowd struct {
	*Engine
	t        *testing.T
	conn     *Conn
	recorder recorder
}

func newCrowd(t *testing.T, policy string, seed uint64) *crowd {
	c := &crowd{t: t}
	c.Engine = New(Options{Seed: seed, Now: time.Unix(1_700_000_000, 0), MaxMemory: 60_000, Log: c.recorder.record})
	c.conn = c.Connect("")
	require.Equal(t, "+OK\r\n", c.do("CONFIG", "SET", "maxmemory-policy", policy))
	return c
}

func (c *crowd) do(args ...string) string {
	c.conn.Feed(resp.AppendCommand(nil, args...))
	return string(c.conn.Output())
}

var kilobyte = strings.Repeat("x", 1000)

// fill sets keys from one number up to another, a second apart.
func (c *crowd) fill(from, to int, more ...string) {
	for i := from; i < to; i++ {
		require.Equal(c.t, "+OK\r\n", c.do(append([]string{"SET", "k" + formatInt(int64(i)), kilobyte}, more...)...))
		c.Advance(c.Now().Add(time.Second))
	}
}

func (c *crowd) has(i int) bool { return c.databases[0].keys.get("k"+formatInt(int64(i))) != nil }

func TestEvictionPolicies(t *testing.T) {
	for _, policy := range evictionPolicies {
		c := newCrowd(t, string(policy), 1)
		c.fill(0, 40, "EX", "100000")
		for i := range 200 {
			reply := c.do("SET", "stays"+formatInt(int64(i)), kilobyte)
			if reply != "+OK\r\n" {
				require.Equal(t, "-"+errOOM.Error()+"\r\n", reply)
				require.True(t, policy.volatile() || policy == noEviction, policy)
				require.Equal(t, policy == noEviction, c.databases[0].expiries.len() > 0, "nothing else could go")
			}
			require.LessOrEqual(t, c.memory, c.options.MaxMemory+2000)
		}
		c.do("PING") // the last SET has left too much
		evicted := int(c.stats.evicted)
		require.Equal(t, policy == noEviction, evicted == 0)
		require.Contains(t, c.do("INFO", "stats"), "evicted_keys:"+formatInt(int64(evicted))+"\r\n")
		require.Contains(t, c.do("INFO", "memory"), "maxmemory_policy:"+string(policy)+"\r\n")
		deletions := 0
		for _, line := range c.recorder.lines {
			if strings.HasPrefix(line, "DEL ") {
				deletions++
			}
		}
		require.Equal(t, evicted, deletions)
		checkInvariants(t, c.Engine)
	}
}

func TestReadsMakeRoomToo(t *testing.T) {
	c := newCrowd(t, "allkeys-random", 1)
	c.fill(0, 40)
	require.Equal(t, "+OK\r\n", c.do("CONFIG", "SET", "maxmemory", "20000"))
	c.do("GET", "none")
	require.LessOrEqual(t, c.memory, int64(20000))
	require.NotEmpty(t, c.Keys(0))
}

// TestLRU: of keys that were used lately nearly all stay, of the others few.
func TestLRU(t *testing.T) {
	for _, policy := range []string{"allkeys-lru", "volatile-lru"} {
		c := newCrowd(t, policy, 1)
		c.fill(0, 40, "EX", "100000")
		for i := range 20 {
			c.do("GET", "k"+formatInt(int64(i)))
		}
		c.fill(40, 72, "EX", "100000")
		used, unused := 0, 0
		for i := range 20 {
			if c.has(i) {
				used++
			}
			if c.has(20 + i) {
				unused++
			}
		}
		require.GreaterOrEqual(t, used, 16, policy)
		require.LessOrEqual(t, unused, 8, policy)
	}
}

// TestLRUOfFewKeys: among no more keys than samples the choice is exact.
func TestLRUOfFewKeys(t *testing.T) {
	c := newCrowd(t, "allkeys-lru", 1)
	require.Equal(t, "+OK\r\n", c.do("CONFIG", "SET", "maxmemory", "4600"))
	c.fill(0, 4)
	c.do("GET", "k0")
	c.Advance(c.Now().Add(time.Second))
	c.fill(4, 6)
	c.do("PING")
	require.Equal(t, []string{"k0", "k3", "k4", "k5"}, c.Keys(0))
}

func TestLFU(t *testing.T) {
	for _, policy := range []string{"allkeys-lfu", "volatile-lfu"} {
		c := newCrowd(t, policy, 1)
		c.do("CONFIG", "SET", "lfu-log-factor", "1")
		c.fill(0, 40, "EX", "100000")
		for i := range 20 {
			for range 50 {
				c.do("GET", "k"+formatInt(int64(i)))
			}
		}
		c.fill(40, 80, "EX", "100000")
		for i := range 20 {
			require.True(t, c.has(i), "%s: k%d was used often", policy, i)
		}
	}
}

// TestFrequencyDecays: time takes away what use has given.
func TestFrequencyDecays(t *testing.T) {
	c := newCrowd(t, "allkeys-lfu", 1)
	c.do("CONFIG", "SET", "lfu-log-factor", "0", "lfu-decay-time", "2")
	c.do("SET", "k", "v")
	for range 10 {
		c.do("GET", "k")
	}
	require.Equal(t, ":15\r\n", c.do("OBJECT", "FREQ", "k"))
	for _, want := range []string{":14\r\n", ":13\r\n", ":12\r\n"} {
		c.Advance(c.Now().Add(2 * time.Minute))
		require.Equal(t, want, c.do("OBJECT", "FREQ", "k"))
	}
	c.do("GET", "k")
	require.Equal(t, ":13\r\n", c.do("OBJECT", "FREQ", "k"))
	c.Advance(c.Now().Add(time.Hour))
	require.Equal(t, ":0\r\n", c.do("OBJECT", "FREQ", "k"))
	c.do("CONFIG", "SET", "lfu-decay-time", "0")
	for range 300 {
		c.do("GET", "k")
	}
	require.Equal(t, ":255\r\n", c.do("OBJECT", "FREQ", "k"))
	c.Advance(c.Now().Add(30 * 24 * time.Hour))
	require.Equal(t, ":255\r\n", c.do("OBJECT", "FREQ", "k"))
}

// TestCounterGrowsSlowly: as in Redis's own table, a hundred uses make about
// 10 at the default factor, a thousand 18.
func TestCounterGrowsSlowly(t *testing.T) {
	c := newCrowd(t, "allkeys-lfu", 1)
	c.do("SET", "k", "v")
	for range 1000 {
		c.do("GET", "k")
	}
	counter := c.frequency(c.databases[0].keys.get("k"))
	require.InDelta(t, 18, int(counter), 5)
}

func TestSoonestToExpireGoesFirst(t *testing.T) {
	c := newCrowd(t, "volatile-ttl", 1)
	for i := range 40 {
		c.do("SET", "k"+formatInt(int64(i)), kilobyte, "EX", formatInt(int64(1000+i*7919%40)))
	}
	c.do("SET", "stays", kilobyte)
	for i := range 40 {
		c.do("SELECT", "1")
		c.do("SET", "other"+formatInt(int64(i)), kilobyte, "EX", "100000")
		c.do("SELECT", "0")
	}
	for i := range 40 {
		late := i*7919%40 >= 35
		if late {
			require.True(t, c.has(i), "k%d expires late", i)
		}
		if i*7919%40 < 10 {
			require.False(t, c.has(i), "k%d expires soon", i)
		}
	}
}

// TestEvictionIsDeterministic: equal seeds evict the same keys, and a replay
// of the log gives the same keyspace.
func TestEvictionIsDeterministic(t *testing.T) {
	for _, policy := range evictionPolicies {
		first, second, other := newCrowd(t, string(policy), 1), newCrowd(t, string(policy), 1), newCrowd(t, string(policy), 2)
		for _, c := range []*crowd{first, second, other} {
			for i := range 300 {
				c.do("SET", "k"+formatInt(int64(i%90)), kilobyte, "EX", "10000")
			}
		}
		require.Equal(t, string(first.recorder.log), string(second.recorder.log), policy)
		if policy != noEviction && policy != volatileTTL {
			require.NotEqual(t, string(first.recorder.log), string(other.recorder.log), policy)
		}
		replayed := New(Options{Now: first.Now(), MaxMemory: 60_000})
		require.NoError(t, replayed.Replay(first.recorder.log))
		require.Equal(t, string(first.AppendRewrite(nil)), string(replayed.AppendRewrite(nil)), policy)
	}
}

func TestEvictionIsTold(t *testing.T) {
	o := &events{}
	w := newWorld(t, Options{Seed: 1, MaxMemory: 300, Observer: o})
	w.play(`
> CONFIG SET maxmemory-policy allkeys-lru
> HSET h f v
> HEXPIRE h 100 FIELDS 1 f
> WATCH h
> SET k ` + kilobyte + `
> GET k`)
	require.Equal(t, "hset hexpire evicted set evicted", strings.Join(o.names, " "))
	checkInvariants(t, w.engine)
}

// TestLargeWritesUnderAPolicy: what is there makes room for the new, but one
// command does not get more than there is.
func TestLargeWritesUnderAPolicy(t *testing.T) {
	c := newCrowd(t, "allkeys-lru", 1)
	c.fill(0, 50)
	require.Equal(t, ":50001\r\n", c.do("SETRANGE", "large", "50000", "x"))
	require.Equal(t, "-"+errOOM.Error()+"\r\n", c.do("SETRANGE", "larger", "500000", "x"))
	c.do("PING")
	require.LessOrEqual(t, c.memory, c.options.MaxMemory)
}
