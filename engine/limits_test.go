//go:build !first && !whole

// Every limit, the request that meets it, and the answer.

package engine

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// raw is a request of so many arguments, the last of which is long.
func raw(length int, args ...string) string {
	return string(resp.AppendCommand(nil, append(args, strings.Repeat("x", length))...))
}

func TestEveryLimit(t *testing.T) {
	const oom = "-OOM command not allowed when used memory > 'maxmemory'.\r\n"
	nested := strings.Repeat("[", 2000) + strings.Repeat("]", 2000)
	for _, test := range []struct {
		limit   string
		options Options
		ahead   string // a request whose answer does not matter
		request string
		want    string // how the answer begins
		closed  bool
	}{
		{"memory", Options{MaxMemory: 1000}, raw(2000, "SET", "k"), raw(1, "SET", "j"), oom, false},
		{"memory: what reduces it may run", Options{MaxMemory: 1000}, raw(2000, "SET", "k"), raw(0, "DEL", "k"), ":1\r\n", false},
		{"memory: queued", Options{MaxMemory: 1000}, raw(2000, "SET", "k") + "MULTI\r\n", raw(1, "SET", "j"), oom, false},
		{"memory: eviction", Options{MaxMemory: 1000}, "CONFIG SET maxmemory-policy allkeys-lru\r\n" + raw(2000, "SET", "k"), raw(1, "SET", "j"), "+OK\r\n", false},
		{"memory: in a script", Options{MaxMemory: 1000}, raw(2000, "SET", "k"), string(resp.AppendCommand(nil, "EVAL", "return redis.call('SET','a','b')", "0")), "-OOM", false},
		{"length of a bulk", Options{Limits: resp.Limits{Bulk: 100}}, "", raw(101, "SET", "k"), "-ERR Protocol error: invalid bulk length\r\n", true},
		{"length of a bulk as Redis has it", Options{}, "", "*2\r\n$3\r\nGET\r\n$536870913\r\n", "-ERR Protocol error: invalid bulk length\r\n", true},
		{"arguments", Options{}, "", "*1048577\r\n", "-ERR Protocol error: invalid multibulk length\r\n", true},
		{"length of a line", Options{}, "", strings.Repeat("x", 70_000), "-ERR Protocol error: too big inline request\r\n", true},
		{"length of a string", Options{}, "SET k 1\r\n", "SETRANGE k 536870912 x\r\n", "-ERR string exceeds maximum allowed size (proto-max-bulk-len)\r\n", false},
		{"strangers: arguments", Options{Password: "p"}, "", "*11\r\n", "-ERR Protocol error: unauthenticated multibulk length\r\n", true},
		{"strangers: bytes", Options{Password: "p"}, "", "*2\r\n$4\r\nAUTH\r\n$16385\r\n", "-ERR Protocol error: unauthenticated bulk length\r\n", true},
		{"clients", Options{MaxClients: 1}, "", "PING\r\n", "-ERR max number of clients reached\r\n", true},
		{"unread output", Options{OutputLimit: 1000}, raw(900, "SET", "k"), "GET k\r\nGET k\r\n", "", true},
		{"query", Options{}, "CONFIG SET client-query-buffer-limit 1mb\r\n", "*2\r\n$3\r\nGET\r\n$3000000\r\n" + strings.Repeat("x", 2_000_000), "", true},
		{"steps of a script", Options{ScriptSteps: 10_000}, "", string(resp.AppendCommand(nil, "EVAL", "while true do end", "0")), "-ERR ", false},
		{"memory of a script", Options{ScriptMemory: 1 << 16}, "", string(resp.AppendCommand(nil, "EVAL", "local t={} while true do t[#t+1]={} end", "0")), "-ERR ", false},
		{"nesting in a script", Options{}, "", string(resp.AppendCommand(nil, "EVAL", "return cjson.decode(ARGV[1])", "0", nested)), "-ERR ", false},
		{"nesting of a reply", Options{}, "", string(resp.AppendCommand(nil, "EVAL", "local t={} for i=1,2000 do t={t} end return t", "0")), "", false},
	} {
		e := New(test.options)
		if test.limit == "clients" {
			e.Connect("first")
		}
		c := e.Connect("test")
		c.Feed([]byte(test.ahead))
		ahead := len(c.Output())
		if test.limit == "clients" {
			require.Equal(t, len(test.want), ahead, test.limit)
			require.True(t, c.Closed())
			continue
		}
		c.Feed([]byte(test.request))
		got := string(c.Output())
		require.True(t, strings.HasPrefix(got, test.want), "%s: %q", test.limit, got[:min(len(got), 200)])
		require.Equal(t, test.closed, c.Closed(), "%s", test.limit)
		checkInvariants(t, e)
	}
}

// TestLongPopIsLoggedInParts: a reader of the log bounds the arguments of a
// command.
func TestLongPopIsLoggedInParts(t *testing.T) {
	var r recorder
	e := New(Options{Log: r.record, MaxMemory: -1})
	c := e.Connect("test")
	for i := range 3 {
		args := []string{"SADD", "s"}
		for n := range mostLogged {
			args = append(args, formatInt(int64(i*mostLogged+n)))
		}
		c.Feed(resp.AppendCommand(nil, args...))
	}
	r.lines = nil
	c.Feed([]byte("SPOP s " + formatInt(3*mostLogged-10) + "\r\n"))
	require.Len(t, r.lines, 5, "three parts, as a whole")
	again := New(Options{MaxMemory: -1})
	require.NoError(t, again.Replay(r.log))
	require.True(t, string(e.AppendRewrite(nil)) == string(again.AppendRewrite(nil)))
}
