// Benchmarks of commands as they come from a client: bytes in, bytes out.

package engine

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"resplay/resp"
)

// benchmarkFeed runs the same batch of commands again and again.
func benchmarkFeed(b *testing.B, setUp []string, lines ...string) {
	c := New(Options{Seed: 1}).Connect("bench")
	encode := func(lines []string) []byte {
		var batch []byte
		for _, line := range lines {
			args, err := resp.SplitLine(line)
			if err != nil {
				b.Fatal(err)
			}
			batch = resp.AppendCommand(batch, args...)
		}
		return batch
	}
	c.Feed(encode(setUp))
	batch := encode(lines)
	b.SetBytes(int64(len(batch)))
	b.ReportAllocs()
	for b.Loop() {
		c.Feed(batch)
		c.out = c.out[:0]
	}
	b.ReportMetric(float64(b.N*len(lines))/b.Elapsed().Seconds(), "commands/s")
}

func BenchmarkPing(b *testing.B) { benchmarkFeed(b, nil, "PING") }
func BenchmarkSet(b *testing.B)  { benchmarkFeed(b, nil, "SET key value") }
func BenchmarkGet(b *testing.B)  { benchmarkFeed(b, []string{"SET key value"}, "GET key") }
func BenchmarkIncr(b *testing.B) { benchmarkFeed(b, nil, "INCR counter") }

func BenchmarkListPushPop(b *testing.B) {
	benchmarkFeed(b, []string{"RPUSH list a b c"}, "LPUSH list element", "LPOP list")
}

func BenchmarkHashSetGet(b *testing.B) {
	benchmarkFeed(b, nil, "HSET hash field value", "HGET hash field")
}

func BenchmarkSetAdd(b *testing.B) { benchmarkFeed(b, nil, "SADD set member", "SREM set member") }

// benchmarkZset runs commands about random members of a sorted set of 100,000.
func benchmarkZset(b *testing.B, command func(n int, member string) []string) {
	c := New(Options{Seed: 1, MaxMemory: -1}).Connect("bench")
	random := rand.New(rand.NewPCG(1, 1))
	member := func() string { return "member:" + strconv.Itoa(random.IntN(100_000)) }
	for i := range 100_000 {
		c.Feed(resp.AppendCommand(nil, "ZADD", "zset", strconv.Itoa(random.IntN(1_000_000)), "member:"+strconv.Itoa(i)))
		c.out = c.out[:0]
	}
	var members []string
	var batches [][]byte
	for range 4096 {
		members = append(members, member())
	}
	for i := range 2 * len(members) { // each member comes twice, with another number
		batches = append(batches, resp.AppendCommand(nil, command(i*7919, members[i%len(members)])...))
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		c.Feed(batches[i%len(batches)])
		c.out = c.out[:0]
	}
}

func BenchmarkZaddMoves(b *testing.B) {
	benchmarkZset(b, func(n int, member string) []string { return []string{"ZADD", "zset", strconv.Itoa(n), member} })
}

func BenchmarkZaddSameScore(b *testing.B) {
	benchmarkFeed(b, nil, "ZADD zset 0 element:000000000000")
}

func BenchmarkZincrby(b *testing.B) {
	benchmarkZset(b, func(_ int, member string) []string { return []string{"ZINCRBY", "zset", "1000", member} })
}

func BenchmarkZrank(b *testing.B) {
	benchmarkZset(b, func(_ int, member string) []string { return []string{"ZRANK", "zset", member} })
}

func BenchmarkZrange10(b *testing.B) {
	benchmarkZset(b, func(n int, _ string) []string {
		return []string{"ZRANGE", "zset", strconv.Itoa(n % 90_000), strconv.Itoa(n%90_000 + 9)}
	})
}

func BenchmarkZcount(b *testing.B) {
	benchmarkZset(b, func(n int, _ string) []string { return []string{"ZCOUNT", "zset", "500", strconv.Itoa(n % 1_000_000)} })
}

// BenchmarkZaddNew adds ever new members: what one costs as the set grows.
func BenchmarkZaddNew(b *testing.B) {
	c := New(Options{Seed: 1, MaxMemory: -1}).Connect("bench")
	b.ReportAllocs()
	batch := []byte{}
	i := 0
	for b.Loop() {
		i++
		batch = resp.AppendCommand(batch[:0], "ZADD", "zset", strconv.Itoa(i*7919%1_000_003), "member:"+strconv.Itoa(i))
		c.Feed(batch)
		c.out = c.out[:0]
	}
}

func BenchmarkListRange100(b *testing.B) {
	push := "RPUSH list"
	for i := range 100 {
		push += " element" + strconv.Itoa(i)
	}
	benchmarkFeed(b, []string{push}, "LRANGE list 0 -1")
}

func BenchmarkStreamAdd(b *testing.B) {
	benchmarkFeed(b, nil, "XADD stream MAXLEN ~ 10000 * field value")
}

func BenchmarkStreamRange100(b *testing.B) {
	var entries []string
	for i := range 1000 {
		entries = append(entries, "XADD stream * field value"+strconv.Itoa(i))
	}
	benchmarkFeed(b, entries, "XRANGE stream 0-500 + COUNT 100")
}

func BenchmarkStreamGroup(b *testing.B) {
	benchmarkFeed(b, []string{"XGROUP CREATE stream group $ MKSTREAM"},
		"XADD stream MAXLEN ~ 10000 * field value", "XREADGROUP GROUP group reader STREAMS stream >",
		"XAUTOCLAIM stream group other 0 0", "XGROUP DELCONSUMER stream group other")
}

func BenchmarkTransaction(b *testing.B) {
	benchmarkFeed(b, nil, "MULTI", "INCR a", "INCR b", "EXEC")
}

func BenchmarkPipeline100(b *testing.B) {
	var lines []string
	for i := range 50 {
		lines = append(lines, "SET key"+strconv.Itoa(i)+" value", "GET key"+strconv.Itoa(i))
	}
	benchmarkFeed(b, nil, lines...)
}

// BenchmarkMillionKeys sets ever new keys: what a key costs as the table grows.
func BenchmarkMillionKeys(b *testing.B) {
	c := New(Options{Seed: 1, MaxMemory: -1}).Connect("bench")
	b.ReportAllocs()
	batch := []byte{}
	i := 0
	for b.Loop() {
		i++
		batch = resp.AppendCommand(batch[:0], "SET", "key:"+strconv.Itoa(i%1_000_000), "0123456789abcdef")
		c.Feed(batch)
		c.out = c.out[:0]
	}
}

// benchmarkGeo asks about 20,000 places in some degrees around a town.
func benchmarkGeo(b *testing.B, line string) {
	var places []string
	random := rand.New(rand.NewPCG(1, 1))
	for i := range 20_000 {
		at := func(from float64) string { return strconv.FormatFloat(from+4*random.Float64(), 'f', 6, 64) }
		places = append(places, "GEOADD places "+at(0)+" "+at(47)+" place:"+strconv.Itoa(i))
	}
	benchmarkFeed(b, places, line)
}

func BenchmarkGeoDist(b *testing.B) { benchmarkGeo(b, "GEODIST places place:1 place:2 km") }

func BenchmarkGeoSearch200km(b *testing.B) {
	benchmarkGeo(b, "GEOSEARCH places FROMLONLAT 2.35 48.86 BYRADIUS 200 km WITHDIST")
}

func BenchmarkGeoSearch2km(b *testing.B) {
	benchmarkGeo(b, "GEOSEARCH places FROMLONLAT 2.35 48.86 BYRADIUS 2 km ASC WITHDIST")
}

func BenchmarkGeoAdd(b *testing.B) { benchmarkGeo(b, "GEOADD places 2.35 48.86 place:1") }
