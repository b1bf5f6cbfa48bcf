// Connections: bytes in any pieces, limits, endings, and news from outside.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

func TestFeedInAnyPieces(t *testing.T) {
	input := "SET a 1\r\n*2\r\n$4\r\nINCR\r\n$1\r\na\r\n\r\n*0\r\nGET a\nMULTI\r\nGET a\r\nEXEC\r\nset \"sp ace\" 'x'\r\nGET \"sp ace\"\r\n"
	want := "+OK\r\n:2\r\n$1\r\n2\r\n+OK\r\n+QUEUED\r\n*1\r\n$1\r\n2\r\n+OK\r\n$1\r\nx\r\n"
	for size := 1; size <= len(input); size++ {
		c := New(Options{}).Connect("")
		var got []byte
		for rest := input; rest != ""; {
			n := min(size, len(rest))
			c.Feed([]byte(rest[:n]))
			got = append(got, c.Output()...)
			rest = rest[n:]
		}
		require.Equal(t, want, string(got), "pieces of %d", size)
	}
}

func TestProtocolErrors(t *testing.T) {
	for input, want := range map[string]string{
		"*1\r\n:1\r\n":                     "-ERR Protocol error: expected '$', got ':'\r\n",
		"*1\r\n$-5\r\n":                    "-ERR Protocol error: invalid bulk length\r\n",
		"*x\r\n":                           "-ERR Protocol error: invalid multibulk length\r\n",
		"*99999999999\r\n":                 "-ERR Protocol error: invalid multibulk length\r\n",
		"*1\r\n$600000000\r\n":             "-ERR Protocol error: invalid bulk length\r\n",
		"PING \"x\r\n":                     "-ERR Protocol error: unbalanced quotes in request\r\n",
		strings.Repeat("x", 70_000):        "-ERR Protocol error: too big inline request\r\n",
		"PING\r\n*1\r\n$x\r\nPING\r\nPING": "+PONG\r\n-ERR Protocol error: invalid bulk length\r\n",
	} {
		c := New(Options{}).Connect("")
		c.Feed([]byte(input))
		require.Equal(t, want, string(c.Output()))
		require.True(t, c.Closed())
		c.Feed([]byte("PING\r\n"))
		require.Empty(t, c.Output(), "a closed connection is not read")
	}
}

func TestAWebPagesRequestIsNotObeyed(t *testing.T) {
	for _, input := range []string{
		"POST / HTTP/1.1\r\nHost: x\r\n\r\nSET pwned 1\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\n\r\nSET pwned 1\r\n",
	} {
		e := New(Options{})
		c := e.Connect("")
		c.Feed([]byte(input))
		require.True(t, c.Closed())
		require.Empty(t, e.Keys(0))
	}
}

func TestMaxClients(t *testing.T) {
	e := New(Options{MaxClients: 2})
	first, second := e.Connect("a"), e.Connect("b")
	third := e.Connect("c")
	require.Equal(t, "-ERR max number of clients reached\r\n", string(third.Output()))
	require.True(t, third.Closed())
	require.Equal(t, []int64{1, 2, 0}, []int64{first.ID(), second.ID(), third.ID()})
	first.Close()
	fourth := e.Connect("d")
	require.False(t, fourth.Closed())
	require.Equal(t, int64(3), fourth.ID())
}

func TestOutputLimit(t *testing.T) {
	e := New(Options{OutputLimit: 1000})
	slow, quick := e.Connect("slow"), e.Connect("quick")
	slow.Feed(resp.AppendCommand(nil, "SUBSCRIBE", "ch"))
	closed := 0
	slow.OnOutput = func() {
		if slow.Closed() {
			closed++
		}
	}
	for range 20 {
		quick.Feed(resp.AppendCommand(nil, "PUBLISH", "ch", strings.Repeat("x", 100)))
		require.NotEmpty(t, quick.Output())
	}
	require.True(t, slow.Closed())
	require.Equal(t, 1, closed)
	require.Empty(t, slow.Output(), "what a client does not read is dropped with it")
	quick.Feed(resp.AppendCommand(nil, "PUBLISH", "ch", "x"))
	require.Equal(t, ":0\r\n", string(quick.Output()))
	checkInvariants(t, e)
}

// TestOneReplyOverTheLimit: what short commands ask for is not even encoded
// when it is longer than a client may leave unread.
func TestOneReplyOverTheLimit(t *testing.T) {
	e := New(Options{OutputLimit: 10_000})
	setUp := e.Connect("")
	setUp.Feed(resp.AppendCommand(nil, "APPEND", "long", strings.Repeat("x", 6000)))
	setUp.Feed(resp.AppendCommand(nil, "APPEND", "long", "y"))
	require.Equal(t, ":6000\r\n:6001\r\n", string(setUp.Output()))
	for _, line := range []string{"MGET long long", "MULTI\nGET long\nGET long\nEXEC"} {
		c := e.Connect("")
		c.Feed([]byte(line + "\n"))
		require.True(t, c.Closed(), line)
		require.Empty(t, c.Output(), line)
	}
	setUp.Feed([]byte("COMMAND DOCS" + strings.Repeat(" get", 100) + "\n"))
	require.Equal(t, "-"+errReplyTooLong.Error()+"\r\n", string(setUp.Output()))
}

func TestMaxMemory(t *testing.T) {
	e := New(Options{MaxMemory: 10_000})
	c := e.Connect("")
	do := func(args ...string) string {
		c.Feed(resp.AppendCommand(nil, args...))
		return strings.TrimSpace(string(c.Output()))
	}
	const refused = "-OOM command not allowed when used memory > 'maxmemory'."
	stored := 0
	for do("SET", "key"+formatInt(int64(stored)), strings.Repeat("x", 1000)) == "+OK" {
		stored++
	}
	require.Equal(t, 9, stored, "a key takes a little more than its bytes")
	require.Equal(t, refused, do("RPUSH", "l", "x"))
	require.Equal(t, "+OK", do("MULTI"))
	require.Equal(t, refused, do("GET", "key0"), "queueing takes memory too")
	require.Equal(t, "+OK", do("DISCARD"))
	require.Equal(t, "$1000", do("GET", "key0")[:5])
	require.Equal(t, ":1", do("DEL", "key0"))
	require.Equal(t, "+OK", do("SET", "key0", "small"))
	require.Equal(t, refused, do("SETRANGE", "large", "100000", "x"), "one command may not take it all")
	require.Equal(t, ":8", do("DEL", "key1", "key2", "key3", "key4", "key5", "key6", "key7", "key8"))
	require.Equal(t, ":8000", do("APPEND", "large", strings.Repeat("x", 8000)))
	require.Equal(t, ":8001", do("APPEND", "large", "x"), "what a string takes already is counted once")
	require.Equal(t, ":8001", do("SETRANGE", "large", "0", strings.Repeat("y", 8000)))
	require.Equal(t, refused, do("APPEND", "large", strings.Repeat("x", 3000)))
	checkInvariants(t, e)
}

func TestOnOutput(t *testing.T) {
	e := New(Options{Now: time.Unix(1000, 0)})
	a, b := e.Connect("a"), e.Connect("b")
	var calls []string
	a.OnOutput = func() { calls = append(calls, "a:"+string(a.Output())) }
	b.OnOutput = func() { calls = append(calls, "b:"+string(b.Output())) }

	a.Feed(resp.AppendCommand(nil, "PING"))
	require.Equal(t, "+PONG\r\n", string(a.Output()))
	require.Empty(t, calls, "the caller of Feed takes the output itself")

	a.Feed(append(resp.AppendCommand(nil, "BLPOP", "q", "0"), resp.AppendCommand(nil, "ECHO", "after")...))
	b.Feed(resp.AppendCommand(nil, "RPUSH", "q", "x"))
	require.Equal(t, []string{"a:*2\r\n$1\r\nq\r\n$1\r\nx\r\n", "a:$5\r\nafter\r\n"}, calls)
	require.Equal(t, ":1\r\n", string(b.Output()))

	calls = nil
	a.Feed(resp.AppendCommand(nil, "BLPOP", "q", "1"))
	e.Advance(e.Now().Add(time.Second))
	require.Equal(t, []string{"a:*-1\r\n"}, calls)

	calls = nil
	b.Feed(resp.AppendCommand(nil, "CLIENT", "KILL", "ID", "1"))
	require.Equal(t, []string{"a:"}, calls)
	require.True(t, a.Closed())

	calls = nil
	b.Close()
	require.Empty(t, calls, "who closes knows")
	require.True(t, b.Closed())
	b.Close()
	checkInvariants(t, e)
}

// TestCloseForgets: nothing is left of a connection that goes.
func TestCloseForgets(t *testing.T) {
	e := New(Options{})
	c := e.Connect("")
	for _, line := range []string{"WATCH a b", "SUBSCRIBE x y", "PSUBSCRIBE z*", "RESET", "SUBSCRIBE x", "HELLO 3", "WATCH a", "BLPOP q r 5"} {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		c.Feed(resp.AppendCommand(nil, args...))
	}
	c.Close()
	checkInvariants(t, e)
	require.Empty(t, e.databases[0].watchers)
	require.Empty(t, e.databases[0].waiters)
	require.Zero(t, e.channels.len()+e.patterns.len()+e.waits.len()+len(e.conns))
	_, ok := e.NextWake()
	require.False(t, ok)
}

func TestClock(t *testing.T) {
	start := time.Unix(1000, 0)
	e := New(Options{Now: start})
	c := e.Connect("")
	_, ok := e.NextWake()
	require.False(t, ok)
	for _, line := range []string{"SET late v PX 3000", "SET soon v PX 1000", "SET never v", "BLPOP q 2"} {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		c.Feed(resp.AppendCommand(nil, args...))
	}
	for _, after := range []time.Duration{time.Second, 2 * time.Second, 3 * time.Second} {
		at, ok := e.NextWake()
		require.True(t, ok)
		require.Equal(t, start.Add(after), at)
		e.Advance(at.Add(-time.Nanosecond))
		again, _ := e.NextWake()
		require.Equal(t, at, again)
		e.Advance(at)
	}
	_, ok = e.NextWake()
	require.False(t, ok)
	require.Equal(t, []string{"never"}, e.Keys(0))
	e.Advance(start)
	require.Equal(t, start.Add(3*time.Second), e.Now(), "the clock does not go back")
}
