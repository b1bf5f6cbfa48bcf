// Any bytes and any commands: the engine answers, and stays sound.

package engine

import (
	"testing"
	"time"

	"resplay/resp"
)

// smallOptions make limits easy to reach.
func smallOptions() Options {
	return Options{
		Seed: 1, Now: time.UnixMilli(1_700_000_000_000), MaxMemory: 256 << 10, OutputLimit: 256 << 10,
		MaxClients: 8, Debug: "yes", Limits: resp.Limits{Bulk: 64 << 10, Elems: 4096},
	}
}

func FuzzBytes(f *testing.F) {
	f.Add([]byte("PING\r\nSET a 1\r\nGET a\r\n"), 3)
	f.Add([]byte("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n"), 1)
	f.Add([]byte("*1000000\r\n$0\r\n\r\n$-1\r\n"), 5)
	f.Add([]byte("*1\r\n$999999999999\r\n"), 2)
	f.Add([]byte("*-1\r\n*0\r\n\r\n*1\r\n$4\r\nQUIT\r\nPING\r\n"), 7)
	f.Add([]byte("SET k \"unbalanced\r\n"), 4)
	f.Fuzz(func(t *testing.T, input []byte, chunk int) {
		e := New(smallOptions())
		c := e.Connect("fuzz")
		chunk = max(chunk%64, 1)
		for len(input) > 0 && !c.Closed() {
			n := min(chunk, len(input))
			c.Feed(input[:n])
			input = input[n:]
			c.Output()
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

// script turns any bytes into commands of several clients and pauses.
type script struct {
	input []byte
	names []*Command
}

func newScript(input []byte) *script {
	s := &script{input: input}
	for _, cmd := range newCommandTable(Commands()).sorted() {
		s.names = append(s.names, cmd)
		for i := range cmd.Subcommands {
			s.names = append(s.names, &cmd.Subcommands[i])
		}
	}
	return s
}

func (s *script) next() int {
	if len(s.input) == 0 {
		return 0
	}
	b := s.input[0]
	s.input = s.input[1:]
	return int(b)
}

func (s *script) command() []string {
	cmd := s.names[s.next()%len(s.names)]
	args := []string{cmd.Name}
	if cmd.parent != nil {
		args = []string{cmd.parent.Name, cmd.Name}
	}
	count := max(cmd.Arity, -cmd.Arity) - len(args)
	if cmd.Arity < 0 {
		count += s.next() % 4
	}
	for range count {
		args = append(args, vocabulary[s.next()%len(vocabulary)])
	}
	return args
}

func FuzzCommands(f *testing.F) {
	f.Add([]byte("seed of any kind, long enough for some commands to come out of it"))
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 200, 201, 202, 203, 204, 205})
	f.Fuzz(func(t *testing.T, input []byte) {
		e := New(smallOptions())
		conns := map[int]*Conn{}
		for s := newScript(input); len(s.input) > 0; {
			who := s.next() % 4
			if who == 3 {
				e.Advance(e.Now().Add(time.Duration(s.next()) * 100 * time.Millisecond))
				continue
			}
			if c := conns[who]; c == nil || c.Closed() {
				conns[who] = e.Connect("fuzz")
			}
			conns[who].Feed(resp.AppendCommand(nil, s.command()...))
			conns[who].Output()
		}
		checkInvariants(t, e)
	})
}

// TestDangerousRequests are known to hang or kill servers that trust them.
func TestDangerousRequests(t *testing.T) {
	w := newWorld(t, Options{Seed: 1})
	for _, line := range []string{
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
		"CONFIG SET maxmemory-clients 9223372036854775807%", "CLIENT PAUSE 9223372036854775807", "DEBUG SLEEP 1e300",
		"ACL SETUSER u ( ( (", "ACL SETUSER u (((~*)))", "ACL LOG 9223372036854775807", "ACL LOG -9223372036854775808", "ACL GENPASS 9223372036854775807",
		"FAILOVER TIMEOUT 9223372036854775807", "REPLCONF listening-port -9223372036854775808", "PUBSUB SHARDCHANNELS a*a*a*a*a*a*b",
	} {
		args, err := resp.SplitLine(line)
		if err != nil {
			t.Fatal(err)
		}
		w.do(step{client: "a", args: args})
	}
	checkInvariants(t, w.engine)
}
