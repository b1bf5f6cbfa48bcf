package tutorial

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/engine"
	"resplay/resp"
	"resplay/sim"
)

// leftKeys is an engine after some commands.
func leftKeys(t *testing.T, lines ...string) *engine.Engine {
	t.Helper()
	e := engine.New(engine.Options{Now: time.Unix(1000, 0)})
	c := e.Connect("test")
	for _, line := range lines {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		c.Feed(resp.AppendCommand(nil, args...))
		require.NotContains(t, string(c.Output()), "-ERR", line)
	}
	e.Advance(time.Unix(1001, 0))
	return e
}

// kitchen is a short run: on connection 1 a BLPOP blocks until connection 2
// pushes; then a watched EXEC is refused, and another one is carried out.
var kitchen = []sim.Event{
	{Kind: sim.TaskStarted, Task: "main"},
	{Kind: sim.TaskStarted, Task: "cook"},
	{Kind: sim.FutureCreated, Future: 1, Name: "BLPOP", Text: "BLPOP orders 0"},
	{Kind: sim.FutureCreated, Future: 2, Name: "RPUSH", Text: "RPUSH orders soup"},
	{At: 10 * time.Millisecond, Kind: sim.ConnOpened, Conn: 1},
	{At: 10 * time.Millisecond, Kind: sim.BytesSent, Conn: 1, Name: "client"},
	{At: 10 * time.Millisecond, Kind: sim.ConnOpened, Conn: 2},
	{At: 15 * time.Millisecond, Kind: sim.BytesCame, Conn: 1, Name: "server"},
	{At: 15 * time.Millisecond, Kind: sim.Executed, Conn: 1, Name: "BLPOP", Text: "blpop orders 0"},
	{At: 15 * time.Millisecond, Kind: sim.Blocked, Conn: 1, Text: "orders"},
	{At: 20 * time.Millisecond, Kind: sim.Executed, Conn: 2, Name: "RPUSH", Text: "RPUSH orders soup", Data: []byte(":1\r\n")},
	{At: 20 * time.Millisecond, Kind: sim.Executed, Conn: 1, Name: "BLPOP", Text: "blpop orders 0", Data: []byte("*2\r\n")},
	{At: 25 * time.Millisecond, Kind: sim.FutureResolved, Future: 2},
	{At: 25 * time.Millisecond, Kind: sim.FutureCreated, Future: 3, Name: "GET", Text: "GET plate"},
	{At: 25 * time.Millisecond, Kind: sim.FutureRejected, Future: 3, Name: "server"},
	{At: 25 * time.Millisecond, Kind: sim.FutureCreated, Future: 4, Name: "GET", Text: "GET table"},
	{At: 25 * time.Millisecond, Kind: sim.FutureCancelled, Future: 4},
	{At: 30 * time.Millisecond, Kind: sim.Executed, Conn: 2, Name: "EXEC", Text: "EXEC", Data: []byte("*-1\r\n")},
	{At: 30 * time.Millisecond, Kind: sim.Executed, Conn: 2, Name: "EXEC", Text: "EXEC", Data: []byte("_\r\n")},
	{At: 31 * time.Millisecond, Kind: sim.Executed, Conn: 2, Name: "EXEC", Text: "EXEC", Data: []byte("*1\r\n+OK\r\n")},
	{At: 31 * time.Millisecond, Kind: sim.Published, Conn: 2, Name: "bell", Text: "ding"},
	{At: 32 * time.Millisecond, Kind: sim.TaskEnded, Task: "cook", Text: "ZeroDivisionError: division by zero"},
}

func TestGrade(t *testing.T) {
	keys := leftKeys(t,
		"SET greeting 'hello world'", "SET visits 41", "RPUSH queue a 'b c' d", "SADD letters c a b",
		"HSET user name ann age 41", "SET fading x EX 61", "SELECT 3", "SET there 3",
	)
	for _, test := range []struct {
		probe, test string
		ok          bool
		got         string
	}{
		{"key greeting", "is: hello world", true, "hello world"},
		{"key greeting", "is: hello", false, "hello world"},
		{"key greeting", "contains: lo wo", true, "hello world"},
		{"key greeting", "at least: 1", false, "hello world"},
		{"key visits", "at least: 41", true, "41"},
		{"key visits", "between: 41.5 and 50", false, "41"},
		{"key queue", `is: a "b c" d`, true, `a "b c" d`},
		{"key letters", "is: a b c", true, "a b c"},
		{"key user", "is: age 41 name ann", true, "age 41 name ann"},
		{"key nothing", "is: (nil)", true, "(nil)"},
		{"key there", "is: 3\ndb: 3", true, "3"},
		{"type queue", "is: list", true, "list"},
		{"type nothing", "is: none", true, "none"},
		{"exists queue", "is: no", false, "yes"},
		{"exists nothing", "is: no", true, "no"},
		{"size queue", "is: 3", true, "3 elements"},
		{"size greeting", "is: 11", true, "11 bytes"},
		{"size nothing", "is not: 0", false, "0 elements"},
		{"ttl fading", "is: 1m", true, "1m0s"},
		{"ttl fading", "is: none", false, "1m0s"},
		{"ttl visits", "is: none", true, "no expiry"},
		{"ttl visits", "at least: 0s", false, "no expiry"},
		{"ttl nothing", "is: none", true, "no such key"},
		{"keys", "is: 6", true, "6 keys"},
		{"keys", "is: 1\ndb: 3", true, "1 key"},
		{"commands", "is: 5", true, "5 commands"},
		{"commands BLPOP", "is: 1", true, "1 BLPOP command"},
		{"commands rpush orders soup", "is: 1", true, "1 RPUSH command"},
		{"commands rpush ORDERS", "is: 0", true, "0 RPUSH commands"},
		{"first BLPOP", "before: RPUSH orders", true, "BLPOP at 15ms; RPUSH orders at 20ms"},
		{"first BLPOP", "after: RPUSH orders", false, "BLPOP at 15ms; RPUSH orders at 20ms"},
		{"first EXEC", "after: RPUSH", true, "EXEC at 30ms; RPUSH at 20ms"},
		{"first EXEC", "after: EXEC", false, "EXEC at 30ms; EXEC at 30ms"},
		{"first WATCH", "before: EXEC", false, "WATCH never; EXEC at 30ms"},
		{"first EXEC", "before: WATCH", false, "EXEC at 30ms; WATCH never"},
		{"transactions", "is: 1", true, "1 transaction"},
		{"watch_failures", "is: 2", true, "2 refused EXECs"},
		{"published", "is: 1", true, "1 message"},
		{"published bell", "is: 1", true, "1 message"},
		{"published gong", "is: 0", true, "0 messages"},
		{"futures", "is: 4", true, "4 futures"},
		{"futures pending", "is: 1", true, "1 pending future"},
		{"futures pending BLPOP orders", "is: 1", true, "1 pending future"},
		{"futures resolved", "is: 1", true, "1 resolved future"},
		{"futures rejected GET", "is: 1", true, "1 rejected future"},
		{"futures cancelled GET plate", "is: 0", true, "0 cancelled futures"},
		{"futures get", "is: 2", true, "2 futures"},
		{"tasks", "is: 2", true, "2 tasks"},
		{"tasks unfinished", "is: 1", true, "1 unfinished task"},
		{"tasks failed", "is: 1", true, "1 failed task"},
		{"tasks done", "at most: 0\nat least: 0", true, "0 done tasks"},
		{"connections", "is: 2", true, "2 connections"},
		{"round_trips", "between: 1 and 1", true, "1 round trip"},
		{"largest_pipeline", "at least: 2", true, "4 commands at once"},
		{"elapsed", "at most: 32ms", true, "32ms"},
		{"elapsed", "at most: 31ms", false, "32ms"},
		{"elapsed", "is not: 32ms", false, "32ms"},
		{"elapsed", "at least: 1ms\nat most: 31ms", false, "32ms"},
	} {
		t.Run(test.probe+" "+test.test, func(t *testing.T) {
			check, err := ParseCheck("title: T\nprobe: " + test.probe + "\n" + test.test + "\nhint: H")
			require.NoError(t, err)
			require.Equal(t, []Verdict{{OK: test.ok, Title: "T", Hint: "H", Got: test.got}}, check.Grade(kitchen, keys))
		})
	}
}

// TestGradeLongValues: a key is graded by what the engine shows of it, and
// says so.
func TestGradeLongValues(t *testing.T) {
	keys := leftKeys(t, "RPUSH long 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17")
	check, err := ParseCheck(`title: A
probe: key long
is: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17
hint: a

title: B
probe: key long
contains: 15 16 ...
hint: b
`)
	require.NoError(t, err)
	const got = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 ..."
	require.Equal(t, []Verdict{
		{OK: false, Title: "A", Hint: "a", Got: got},
		{OK: true, Title: "B", Hint: "b", Got: got},
	}, check.Grade(nil, keys))
}
