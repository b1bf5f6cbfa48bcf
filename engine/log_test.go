// The append log: replaying it gives the same keys, wherever it was cut.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// recorder writes the log of an engine as a file would hold it.
type recorder struct {
	log   []byte
	lines []string
	db    int
}

func (r *recorder) record(db int, args []string) {
	if db != r.db {
		r.db = db
		r.add("SELECT", formatInt(int64(db)))
	}
	r.add(args...)
}

func (r *recorder) add(args ...string) {
	r.log = resp.AppendCommand(r.log, args...)
	r.lines = append(r.lines, resp.JoinLine(args))
}

// TestLogIsDeterministic: what depends on time or chance is logged as what
// came of it, and what changed nothing is not logged.
func TestLogIsDeterministic(t *testing.T) {
	var r recorder
	w := newWorld(t, Options{Seed: 1, Log: r.record})
	for _, line := range strings.Split(strings.TrimSpace(`
> SET k v EX 10
> EXPIRE k 20
> EXPIRE k -1
> GETSET k w
> GETDEL k
> SET k v PX 1000
> GETEX k EX 5
> GETEX k PERSIST
> GETEX k
> INCRBYFLOAT f 0.1
> HINCRBYFLOAT h f 0.1
> SADD s only
> SPOP s
> SADD s a
> SPOP s 3
> DEL missing
> SADD s a
> SADD s a
> GET k
a> BLPOP q 0
> RPUSH q x
a> BLMOVE q q2 LEFT RIGHT 0
b> BLMPOP 0 1 q2 LEFT COUNT 5
> RPUSH q y
> SELECT 3
> MULTI
> SET in transaction
> GET in
> SELECT 0
> INCR n
> EXEC
> MULTI
> GET in
> EXEC
> SET gone v PX 100
@advance 100ms
> FLUSHALL
> FLUSHALL`), "\n") {
		var s step
		require.True(t, s.parse(t, line), line)
		w.do(s)
	}
	require.Equal(t, strings.Split(strings.TrimSpace(`
SET k v PXAT 1700000010000
PEXPIREAT k 1700000020000
DEL k
SET k w
DEL k
SET k v PXAT 1700000001000
PEXPIREAT k 1700000005000
PERSIST k
SET f 0.1 KEEPTTL
HSET h f 0.1
SADD s only
SREM s only
SADD s a
SREM s a
SADD s a
RPUSH q x
LPOP q
RPUSH q y
LMOVE q q2 LEFT RIGHT
LPOP q2 1
SELECT 3
MULTI
SET in transaction
SELECT 0
INCR n
EXEC
SET gone v PXAT 1700000000100
DEL gone
FLUSHALL`), "\n"), r.lines)
	checkInvariants(t, w.engine)
}

func TestReplayOfTornLog(t *testing.T) {
	var log []byte
	var ends []int // offsets at which the log is whole
	for _, line := range []string{"SET a 1", "SELECT 1", "RPUSH l x y", "MULTI", "SET b 2", "INCR b", "EXEC", "DEL a"} {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		log = resp.AppendCommand(log, args...)
		if args[0] != "MULTI" && line != "SET b 2" && line != "INCR b" {
			ends = append(ends, len(log))
		}
	}
	whole := 0
	for cut := range len(log) + 1 {
		e := New(Options{})
		err := e.Replay(log[:cut])
		if len(ends) > 0 && cut == ends[0] {
			whole, ends = cut, ends[1:]
		}
		if cut == whole {
			require.NoError(t, err)
		} else {
			var torn *LogError
			require.ErrorAs(t, err, &torn)
			require.Equal(t, []any{int64(whole), true}, []any{torn.Offset, torn.Torn}, "cut at %d", cut)
		}
		checkInvariants(t, e)
		sound := New(Options{})
		require.NoError(t, sound.Replay(log[:whole]))
		require.Equal(t, string(sound.AppendRewrite(nil)), string(e.AppendRewrite(nil)), "cut at %d", cut)
	}
}

func TestReplayNamesWhatIsWrong(t *testing.T) {
	good := string(resp.AppendCommand(nil, "SET", "a", "1"))
	for log, want := range map[string]string{
		good + "*1\r\n!1\r\nx\r\n":                                "log at byte 27: protocol error at byte 31: expected '$', got '!'",
		good + string(resp.AppendCommand(nil, "NOPE", "x")):       "log at byte 27: the command NOPE was refused: ERR unknown command 'NOPE', with args beginning with: 'x' ",
		good + string(resp.AppendCommand(nil, "LPUSH", "a", "x")): "log at byte 27: the command LPUSH was refused: WRONGTYPE Operation against a key holding the wrong kind of value",
		good + "*1\r\n$4\r\nPI":                                   "log at byte 27: the log ends inside this command",
	} {
		e := New(Options{})
		require.EqualError(t, e.Replay([]byte(log)), want)
		require.Equal(t, []string{"a"}, e.Keys(0))
	}
}

// TestReplayExpiresAtTheEnd: a key whose time is over is still there for the
// commands behind it.
func TestReplayExpiresAtTheEnd(t *testing.T) {
	var log []byte
	for _, args := range [][]string{
		{"SET", "k", "a", "PXAT", "1000"}, {"APPEND", "k", "b"}, {"SET", "stays", "v", "PXAT", "900000"},
		{"RPUSH", "l", "x"}, {"PEXPIREAT", "l", "1"}, {"RPUSH", "l", "y"},
	} {
		log = resp.AppendCommand(log, args...)
	}
	e := New(Options{Now: time.UnixMilli(500_000)})
	require.NoError(t, e.Replay(log))
	require.Equal(t, []string{"stays"}, e.Keys(0))
	at, ok := e.NextWake()
	require.True(t, ok)
	require.Equal(t, int64(900_000), at.UnixMilli())
}
