//go:build !js

// DUMP and RESTORE between ours and a real redis-server, in both directions.

package engine

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// dumpSamples are commands that make keys, of every type in every form.
func dumpSamples() (samples [][]string) {
	add := func(line string, more ...string) {
		args, err := resp.SplitLine(line)
		if err != nil {
			panic(err)
		}
		samples = append(samples, append(args, more...))
	}
	random := rand.New(rand.NewPCG(1, 1))
	noise := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return string(b)
	}
	many := func(n int, each func(i int) []string) (all []string) {
		for i := range n {
			all = append(all, each(i)...)
		}
		return all
	}
	for i, text := range []string{
		"", "x", "0", "-1", "127", "128", "-128", "-129", "32767", "32768", "-32769", "2147483647", "2147483648", "-2147483649",
		"9223372036854775807", "-9223372036854775808", "12345678901", "007", "1.5", "hello world", "01234567890123456789", strings.Repeat("a", 20),
		strings.Repeat("a", 21), strings.Repeat("ab", 50), strings.Repeat("x", 5000), strings.Repeat("hello world ", 1000), noise(20), noise(100), noise(5000),
		noise(70_000), strings.Repeat(noise(300), 100), "The quick brown fox jumps over the lazy dog, the quick brown fox.", strings.Repeat("0123456789", 30) + noise(40),
	} {
		add("SET str"+formatInt(int64(i)), text)
	}
	add("RPUSH list1 a")
	add("RPUSH list2 a b 1 -1 127 128 -4096 4095 4096 -32768 32767 8388607 -8388609 2147483647 -2147483649 9223372036854775807 -9223372036854775808 \"\" 1.5")
	add("RPUSH list3", strings.Repeat("s", 63), strings.Repeat("s", 64), strings.Repeat("m", 4095), strings.Repeat("m", 4096), noise(200))
	add("RPUSH list4", many(2000, func(i int) []string { return []string{"element " + formatInt(int64(i))} })...)
	add("RPUSH list5", noise(9000), "small", noise(20_000), "1", "2")
	add("RPUSH list6", many(5, func(int) []string { return []string{noise(4000)} })...)
	add("SADD set1 1 2 3")
	add("SADD set2 -32769 5 32768")
	add("SADD set3 9223372036854775807 -9223372036854775808 0")
	add("SADD set4 a b c 1 2")
	add("SADD set5", many(200, func(i int) []string { return []string{formatInt(int64(i))} })...)
	add("SADD set6", many(600, func(i int) []string { return []string{formatInt(int64(i))} })...)
	add("SADD set7", many(300, func(i int) []string { return []string{"member" + formatInt(int64(i))} })...)
	add("SADD set8 1 2", strings.Repeat("long", 50))
	add("HSET hash1 f v")
	add("HSET hash2 a 1 b 2 c \"\" \"\" d 5 6")
	add("HSET hash3 long", strings.Repeat("v", 65))
	add("HSET hash4", many(200, func(i int) []string { return []string{"field" + formatInt(int64(i)), formatInt(int64(i * i))} })...)
	add("ZADD zset1 1 a")
	add("ZADD zset2 1 a 1.5 b -1 c inf d -inf e 0 f 0.1 g 1e100 h 123456789012 i -3.25 j 1e17 k")
	add("ZADD zset3", many(200, func(i int) []string {
		return []string{fmt.Sprint(float64(i) / 3), "m" + formatInt(int64(i))}
	})...)
	add("ZADD zset4 1 short 2", strings.Repeat("l", 65))
	add("XADD stream1 1-1 f v")
	add("XADD stream2 1-1 a 1 b 2")
	add("XADD stream2 2-5 a 3 b 4")
	add("XADD stream2 3-0 c 5")
	add("XADD stream2 18446744073709551615-18446744073709551615 a 3 b 4")
	add("XDEL stream2 2-5")
	for i := range 250 {
		add("XADD stream3 "+formatInt(int64(i+1))+"-1 field value"+formatInt(int64(i)), "other", noise(10))
	}
	add("XTRIM stream3 MAXLEN 120")
	add("XGROUP CREATE stream3 g 0")
	add("XGROUP CREATE stream3 h 200-1 ENTRIESREAD 50")
	add("XREADGROUP GROUP g alice COUNT 3 STREAMS stream3 >")
	add("XREADGROUP GROUP g bob COUNT 2 STREAMS stream3 >")
	add("XACK stream3 g 132-1")
	add("XGROUP CREATE stream4 g $ MKSTREAM")
	add("XADD stream5 5-5 a b")
	add("XDEL stream5 5-5")
	return samples
}

// contents is everything that a key shows, as text.
func contents(do func(args ...string) resp.Value, key string) string {
	lines := []string{resp.Print(do("TYPE", key))}
	show := func(unordered bool, args ...string) {
		value := do(args...)
		if unordered {
			sortValue(value)
		}
		lines = append(lines, resp.Print(value))
	}
	switch lines[0] {
	case "string":
		show(false, "GET", key)
	case "list":
		show(false, "LRANGE", key, "0", "-1")
	case "set":
		show(true, "SMEMBERS", key)
	case "hash":
		show(true, "HGETALL", key)
	case "zset":
		for _, elem := range do("ZRANGE", key, "0", "-1", "WITHSCORES").Elems {
			if score, ok := parseFloat(elem.Str); ok { // which 7.0 shows with more digits
				elem.Str = resp.FormatDouble(score)
			}
			lines = append(lines, elem.Str)
		}
	case "stream":
		show(false, "XRANGE", key, "-", "+")
		show(false, "XINFO", "STREAM", key)
		show(false, "XINFO", "GROUPS", key)
		for _, info := range do("XINFO", "GROUPS", key).Elems {
			group := info.Elems[1].Str
			pending := do("XPENDING", key, group, "-", "+", "100")
			for _, entry := range pending.Elems {
				entry.Elems[2] = resp.Integer(0) // since when
			}
			lines = append(lines, resp.Print(pending))
		}
	}
	return strings.Join(lines, "\n")
}

func TestDumpsOnRedis(t *testing.T) {
	server := startRedis(t)
	theirs := server.control.do
	w := newWorld(t, Options{Seed: 1, Now: time.Now(), MaxMemory: -1})
	ours := func(args ...string) resp.Value { return w.do(step{client: "main", args: args})[0].value }
	var keys []string
	for _, args := range dumpSamples() {
		require.NoError(t, theirs(args...).Err(), args[0])
		require.NoError(t, ours(args...).Err(), args[0])
		if len(keys) == 0 || keys[len(keys)-1] != args[1] && strings.Contains("SET RPUSH SADD HSET ZADD XADD", args[0]) {
			keys = append(keys, args[1])
		}
	}
	keys = append(keys, "stream4")
	equal, same, differing := 0, 0, []string(nil)
	for _, key := range keys {
		t.Run(key, func(t *testing.T) {
			server.control.t = t
			their, our := theirs("DUMP", key).Str, ours("DUMP", key).Str
			require.NotEmpty(t, our)
			same++
			if their == our {
				equal++
			} else {
				differing = append(differing, key)
			}
			want := contents(theirs, key)

			require.Equal(t, "OK", ours("RESTORE", "copy", "0", their, "REPLACE").Str, "%q", their)
			require.Equal(t, want, contents(ours, "copy"), "theirs in ours")
			require.Equal(t, ours("OBJECT", "ENCODING", key), ours("OBJECT", "ENCODING", "copy"))
			checkInvariants(t, w.engine)

			require.Equal(t, "OK", theirs("RESTORE", "copy", "0", our, "REPLACE").Str, "%q", our)
			require.Equal(t, want, contents(theirs, "copy"), "ours in theirs")
			require.Equal(t, theirs("OBJECT", "ENCODING", key), theirs("OBJECT", "ENCODING", "copy"))

			require.Equal(t, "OK", ours("RESTORE", "copy", "0", our, "REPLACE").Str)
			require.Equal(t, contents(ours, key), contents(ours, "copy"), "ours in ours")
		})
	}
	fmt.Printf("%d values dumped, %d of them to the same bytes; not so: %s\n", same, equal, strings.Join(differing, " "))
}
