//go:build !first && !whole

// Any bytes and any commands: the engine answers, and stays sound.

package engine

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

func FuzzBytes(f *testing.F) {
	for _, seed := range []string{
		"PING\r\nSET a 1\r\nGET a\r\n",
		"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n",
		"*1000000\r\n$0\r\n\r\n$-1\r\n",
		"*1\r\n$999999999999\r\n",
		"*-1\r\n*0\r\n\r\n*1\r\n$4\r\nQUIT\r\nPING\r\n",
		"SET k \"unbalanced\r\n",
		// Lengths that servers have trusted.
		"*1\r\n$-1\r\n", "*1\r\n$-9223372036854775808\r\n", "*1\r\n$9223372036854775807\r\n", "*1\r\n$0\r\n\r\n",
		"*2147483647\r\n$4\r\nPING\r\n", "*9223372036854775807\r\n", "*-9223372036854775808\r\n", "*18446744073709551617\r\n$4\r\nPING\r\n",
		"*1048576\r\n$0\r\n\r\n$0\r\n\r\n", "*3\r\n$-1\r\n$-1\r\n$-1\r\n", "*2\r\n$4\r\nMGET\r\n$536870913\r\n", "*1\r\n*1\r\n*1\r\n",
		"$4\r\nPING\r\n", "*1\r\n$04\r\nPING\r\n", "*+1\r\n$4\r\nPING\r\n", "*1\r\n$4\r\nPINGxxPING\r\n", "\x00\x00\xff\r\n", strings.Repeat("a", 70<<10),
		"HELLO 3\r\nSUBSCRIBE c\r\nPUBLISH c x\r\n", "MULTI\r\nBLPOP q 0\r\nEXEC\r\nBLPOP q 0\r\nRPUSH q 1\r\n",
	} {
		f.Add([]byte(seed), 3, 1)
		f.Add([]byte(seed), 63, 2)
	}
	for _, line := range dangerousRequests {
		args, err := resp.SplitLine(line)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(resp.AppendCommand(nil, args...), 7, 1)
	}
	f.Fuzz(func(t *testing.T, input []byte, chunk, clients int) {
		e := New(smallOptions())
		conns := make([]*Conn, max(clients%4, 1))
		chunk = max(chunk%64, 1)
		for turn := 0; len(input) > 0; turn++ {
			c := &conns[turn%len(conns)]
			if *c == nil || (*c).Closed() {
				*c = e.Connect("fuzz")
			}
			n := min(chunk, len(input))
			inTime(t, input[:n], func() { (*c).Feed(input[:n]) })
			(*c).Output()
			input = input[n:]
		}
		checkInvariants(t, e)
	})
}

// vocabulary is what arguments of commands are made of.
var vocabulary = []string{
	"a", "b", "c", "d", "list", "hash", "set", "zset", "", "0", "1", "2", "-1", "-2", "10", "100", "1.5", "-0.1", "inf", "nan",
	"9223372036854775807", "-9223372036854775808", "-9223372036854775807", "4611686018427387904", "536870911", "1e4900",
	"EX", "PX", "EXAT", "NX", "XX", "GT", "LT", "GET", "KEEPTTL", "PERSIST", "COUNT", "MATCH", "TYPE", "WITHVALUES",
	"WITHSCORES", "CH", "INCR", "BYSCORE", "BYLEX", "REV", "WEIGHTS", "AGGREGATE", "MIN", "MAX", "(1", "[a", "+", "-",
	"LEFT", "RIGHT", "BEFORE", "AFTER", "RANK", "MAXLEN", "LIMIT", "REPLACE", "DB", "*", "a*", "[", "\x00\xff", "\r\n",
	"ID", "YES", "NO", "BCAST", "PREFIX", "OPTIN", "OPTOUT", "NOLOOP", "REDIRECT", "WRITE", "ALL", "SLEEP", "timeout", "ON", "OFF", "SKIP", "maxmemory", "requirepass", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"BIT", "BYTE", "AND", "NOT", "OVERFLOW", "SAT", "FAIL", "SET", "INCRBY", "u8", "i64", "u1", "#1", "4294967295", "IDX", "LEN", "MINMATCHLEN",
	"FROMMEMBER", "FROMLONLAT", "BYRADIUS", "BYBOX", "km", "m", "ASC", "ANY", "STORE", "STOREDIST", "WITHCOORD", "WITHDIST", "GETREG", "DECODE",
	"HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x7f\xff", "HYLL\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x7f", "HYLL\x00",
	"stream", "g", "c1", "1-1", "5-*", "7", "18446744073709551615-18446744073709551615", "+", "-", "$", ">", "(1", "~", "=", "MINID",
	"NOMKSTREAM", "STREAMS", "GROUP", "BLOCK", "NOACK", "MKSTREAM", "ENTRIESREAD", "IDLE", "TIME", "RETRYCOUNT", "FORCE", "JUSTID",
	"LASTID", "FULL", "ENTRIESADDED", "MAXDELETEDID",
	"BY", "ALPHA", "STORE", "ASC", "DESC", "#", "*->a", "nosort", "FIELDS", "FIELDS", "FNX", "FXX", "NOVALUES",
	"ID", "YES", "NO", "ON", "OFF", "SKIP", "maxmemory", "maxmemory-policy", "allkeys-lfu", "volatile-lru", "allkeys-random", "SAMPLES", "ABSTTL", "IDLETIME", "FREQ", "\x00\xc0\n\n\x00n\x9fWE\x0e\xaec\xbb", "requirepass", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"ID", "YES", "NO", "ON", "OFF", "SKIP", "maxmemory", "requirepass", "notify-keyspace-events", "KEAmn",
	"default", "on", "nopass", "allkeys", "reset", "+@all", "-get", "~a*", "%R~b", "&*", "(+get ~a)", ">a", "NOSAVE", "TO", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"return redis.call('set', KEYS[1], 'x')", "return {KEYS, ARGV}", "while true do end", "#!lua flags=no-writes\nreturn 1",
	"#!lua name=lib\nredis.register_function('f', function(k) return redis.call('del', unpack(k)) end)", "f", "lib", "REPLACE",
	"ID", "YES", "NO", "ON", "OFF", "SKIP", "maxmemory", "maxmemory-policy", "allkeys-lfu", "volatile-lru", "allkeys-random", "SAMPLES", "requirepass", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
}

// dice gives the bytes of an input as random numbers, and others once those
// are used up.
type dice struct {
	input []byte
	after *rand.PCG
}

func (d *dice) Uint64() uint64 {
	if len(d.input) < 2 {
		d.input = nil
		return d.after.Uint64()
	}
	number := uint64(d.input[0])<<56 | uint64(d.input[1])<<48
	d.input = d.input[2:]
	return number | d.after.Uint64()>>16
}

// script turns any bytes into commands of several clients and pauses.
type script struct {
	*dice
	*gambler
}

func newScript(input []byte) *script {
	d := &dice{input: input, after: rand.NewPCG(1, 1)}
	s := &script{d, newGambler(1, func(*Command) bool { return true })}
	s.random = rand.New(d)
	return s
}

// request is a command line. What makes all clients wait for long is rare, as
// nothing happens behind it.
func (s *script) request() []string {
	for {
		args := s.anyRequest()
		if !slices.ContainsFunc(args, halts) || s.random.IntN(20) == 0 {
			return args
		}
	}
}

func halts(word string) bool { return sameWord(word, "sleep") || sameWord(word, "pause") }

// anyRequest is a command as its synopsis has it, with some words that are not
// meant for it, of any words at all, or one that is known to be dangerous.
func (s *script) anyRequest() []string {
	switch s.random.IntN(8) {
	case 0:
		args, _ := resp.SplitLine(dangerousRequests[s.random.IntN(len(dangerousRequests))])
		return args
	case 1:
		args := s.line()
		for i := 1; i < len(args); i++ {
			args[i] = s.from(vocabulary)
		}
		return args
	case 2, 3, 4:
		args := s.line()
		args[s.random.IntN(len(args))] = s.from(vocabulary)
		return args
	}
	return s.line()
}

// feed sends a client's commands in pieces of some size.
func (s *script) feed(t *testing.T, c *Conn) {
	var batch []byte
	for range 1 + s.random.IntN(3) {
		batch = resp.AppendCommand(batch, s.request()...)
	}
	size := len(batch)
	if s.random.IntN(2) == 0 {
		size = 1 + s.random.IntN(64)
	}
	for piece := range slices.Chunk(batch, size) {
		inTime(t, batch, func() { c.Feed(piece) })
	}
	if s.random.IntN(4) > 0 {
		c.Output()
	}
}

func FuzzCommands(f *testing.F) {
	f.Add([]byte("seed of any kind, long enough for some commands to come out of it"))
	for seed := range uint64(64) {
		random, input := rand.New(rand.NewPCG(seed, 2)), make([]byte, 400)
		for i := range input {
			input[i] = byte(random.IntN(256))
		}
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		e := New(smallOptions())
		conns := map[int]*Conn{}
		for s := newScript(input); len(s.input) > 0; {
			who := s.random.IntN(9) / 2
			if who == 4 {
				pause := time.Duration(s.random.IntN(256)) * 100 * time.Millisecond
				inTime(t, []byte("a pause of "+pause.String()), func() { e.Advance(e.Now().Add(pause)) })
				continue
			}
			if c := conns[who]; c == nil || c.Closed() {
				conns[who] = e.Connect("fuzz")
			}
			if s.random.IntN(50) == 0 {
				conns[who].Close()
				continue
			}
			s.feed(t, conns[who])
		}
		checkInvariants(t, e)
		for _, c := range conns {
			c.Close()
		}
		checkInvariants(t, e)
	})
}

// stuckCommand is how long a machine that is busy with other things may need
// for a command.
const stuckCommand = 60 * time.Second

// inTime fails when something takes too long. What never ends is shown by the
// stack that a panic prints.
func inTime(t testing.TB, what []byte, run func()) {
	t.Helper()
	stuck := time.AfterFunc(stuckCommand, func() { panic("stuck in " + resp.Quote(string(what))) })
	start := cpuTime()
	run()
	stuck.Stop()
	if took := cpuTime() - start; took > slowCommand {
		t.Fatalf("%v for %q", took, what)
	}
}

// dangerousRequests are known to hang or kill servers that trust them.
var dangerousRequests = []string{
	"SET s x", "SADD set a b", "ZADD zset 1 a 2 b", "HSET hash f v", "RPUSH list a b",
	"SETRANGE s 9223372036854775807 x", "SETRANGE s 536870911 x", "SETRANGE s 200000000 x",
	"SRANDMEMBER set -9223372036854775808", "SRANDMEMBER set -9223372036854775807", "SRANDMEMBER set -100000000",
	"HRANDFIELD hash -9223372036854775808", "HRANDFIELD hash -4611686018427387903 WITHVALUES",
	"ZRANDMEMBER zset -9223372036854775808", "ZRANDMEMBER zset -9223372036854775807", "ZRANDMEMBER zset -4611686018427387903 WITHSCORES",
	"ZRANGE zset -9223372036854775808 9223372036854775807", "ZRANGEBYSCORE zset -inf inf LIMIT 9223372036854775807 -9223372036854775808",
	"ZUNION 9223372036854775807 zset", "ZRANGESTORE d zset -inf inf BYSCORE LIMIT 1 9223372036854775807",
	"ZREMRANGEBYRANK d -9223372036854775808 9223372036854775807", "BZMPOP 1e300 1 none MIN COUNT 9223372036854775807",
	"ZPOPMIN zset 9223372036854775807", "SPOP set 9223372036854775807", "LPOP list 9223372036854775807",
	"LREM list -9223372036854775808 a", "LRANGE s -9223372036854775808 9223372036854775807",
	"GETRANGE s -9223372036854775808 9223372036854775807", "SCAN 18446744073709551615 COUNT 9223372036854775807",
	"EXPIRE s 9223372036854775807", "PEXPIREAT s 9223372036854775807", "BLPOP list 1e300", "KEYS a*a*a*a*a*a*a*a*b",
	"SETBIT s 9223372036854775807 1", "SETBIT s 4294967295 1", "BITFIELD s SET i64 #67108862 1", "BITFIELD s SET u8 #9223372036854775807 1",
	"BITCOUNT s -9223372036854775808 9223372036854775807 BIT", "BITPOS s 0 9223372036854775807 -9223372036854775808 BIT",
	"SETRANGE long 11000 x", "SETRANGE long2 11000 y", "LCS long long2", "BITOP NOT d long",
	`SETRANGE hll 0 "HYLL\x01"`, "PFADD hll a", "PFCOUNT hll",
	"GEOADD geo 180 85.05112878 a -180 -85.05112878 b", "GEOSEARCH geo FROMMEMBER a BYRADIUS 1e308 mi COUNT 9223372036854775807 ANY",
	"GEOSEARCH geo FROMLONLAT 0 0 BYBOX inf 5e-324 ft ASC WITHDIST", "GEORADIUS geo 0 85.05112878 inf km STOREDIST geo",
	"HEXPIRE hash 10 FIELDS 9223372036854775807 f", "HSETEX hash FIELDS -9223372036854775808 f v", "HPEXPIRE hash 70368744177663 FIELDS 1 f",
	"SORT list LIMIT 9223372036854775807 9223372036854775807", "SORT list ALPHA LIMIT -9223372036854775808 -9223372036854775808 STORE to",
	"XADD stream 1-1 f v", "XGROUP CREATE stream g 0", "XREADGROUP GROUP g c COUNT -9223372036854775808 STREAMS stream >",
	"XRANGE stream - + COUNT 9223372036854775807", "XTRIM stream MAXLEN ~ 0 LIMIT 9223372036854775807",
	"XAUTOCLAIM stream g c 0 - COUNT 68719476736", "XPENDING stream g IDLE -9223372036854775808 - + 9223372036854775807",
	"XCLAIM stream g c -9223372036854775808 1-1 IDLE -9223372036854775808 RETRYCOUNT 9223372036854775807", "XCLAIM stream g c 0 1-1",
	"XINFO STREAM stream FULL COUNT -9223372036854775808", "XSETID stream 18446744073709551615-18446744073709551615 ENTRIESADDED 9223372036854775807",
	"XREADGROUP GROUP g c STREAMS stream 18446744073709551615-18446744073709551614", "XADD stream * f v", "XREAD BLOCK 9223372036854775807 STREAMS stream $",
	"INCRBYFLOAT f 1e4932", "CLIENT KILL ID -9223372036854775808", "SELECT 9223372036854775807",
	"CLIENT TRACKING ON REDIRECT 9223372036854775807", "CONFIG SET timeout 2147483647 slowlog-max-len 9223372036854775807",
	"SLOWLOG GET 9223372036854775807", "DEBUG POPULATE 9223372036854775807", "DEBUG POPULATE 9223372036854775807 a 9223372036854775807",
	"DEBUG STRINGMATCH-LEN 9223372036854775807 a*a*a*a*a*a*b", "DEBUG HTSTATS 9223372036854775807",
	"CONFIG SET maxmemory-clients 9223372036854775807%",
	"ACL SETUSER u ( ( (", "ACL SETUSER u (((~*)))", "ACL LOG 9223372036854775807", "ACL LOG -9223372036854775808", "ACL GENPASS 9223372036854775807",
	"FAILOVER TIMEOUT 9223372036854775807", "REPLCONF listening-port -9223372036854775808", "PUBSUB SHARDCHANNELS a*a*a*a*a*a*b",
	`EVAL "while true do end" 0`, `EVAL "while true do redis.call('SET', 's', 'x') end" 0`, `EVAL "local function f() return f() end return f()" 0`,
	`EVAL "local function f() return 1 + f() end return f()" 0`, `EVAL "local t = {} while true do t[#t + 1] = 'x' end" 0`,
	`EVAL "return string.rep('x', 9223372036854775807)" 0`, `EVAL "local s = 'x' while true do s = s .. s end" 0`,
	`EVAL "return string.find(string.rep('a', 10000), string.rep('a*', 100) .. 'b')" 0`, `EVAL "return {pcall(function() while true do end end)}" 0`,
	`EVAL "return coroutine.wrap(function() while true do coroutine.yield() end end)" 0`, `EVAL "local t = {} t[1] = t return t" 0`,
	`EVAL "local t = {} t.t = t return cjson.encode(t)" 0`, `EVAL "local t = {} t.t = t return cmsgpack.pack(t)" 0`,
	`EVAL "return cjson.decode(string.rep('[', 100000))" 0`, `EVAL "return cmsgpack.unpack(string.rep(string.char(145), 100000))" 0`,
	`EVAL "return struct.pack('s9223372036854775807', 'x')" 0`, `EVAL "return string.format('%99999999d', 1)" 0`,
	`EVAL "return unpack({}, 1, 1e8)" 0`, `EVAL "return unpack({}, -9223372036854775808, 9223372036854775807)" 0`, `EVAL "return table.concat({}, 'x', 1, 1e15)" 0`,
	`EVAL "return redis.call('BLPOP', 'none', 0)" 0`, `EVAL "return redis.call('XREAD', 'BLOCK', 0, 'STREAMS', 'none', '$')" 0`,
	`EVAL "return redis.call('EVAL', 'return 1', 0)" 0`, `EVAL "return redis.call('DEBUG', 'SLEEP', 1e300)" 0`, "EVAL return 9223372036854775807",
	`FUNCTION LOAD "#!lua name=l\nredis.register_function('f', function() while true do end end)"`, "FCALL f 0",
	`FUNCTION LOAD "#!lua name=m\nwhile true do end"`, "FUNCTION RESTORE x", "SCRIPT KILL", "FUNCTION KILL",
	"CLIENT PAUSE 9223372036854775807", "DEBUG SLEEP 1e300", // from here on nothing happens
}

// TestDangerousRequests runs each as it is and inside a transaction, with
// limits and without.
func TestDangerousRequests(t *testing.T) {
	for _, options := range []Options{{Seed: 1, Debug: "yes", ScriptSteps: 1_000_000}, smallOptions()} {
		w := newWorld(t, options)
		for _, line := range dangerousRequests {
			args, err := resp.SplitLine(line)
			require.NoError(t, err)
			for _, batch := range [][]byte{
				resp.AppendCommand(nil, args...),
				slices.Concat(resp.AppendCommand(nil, "MULTI"), resp.AppendCommand(nil, args...), resp.AppendCommand(nil, "EXEC")),
			} {
				c := w.engine.Connect("danger")
				inTime(t, batch, func() { c.Feed(batch) })
				c.Close()
			}
		}
		checkInvariants(t, w.engine)
	}
}
