// Limits on clients: how many, how much they may leave unread, how much they
// may send.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// send gives a connection a command line.
func send(t *testing.T, c *Conn, line string) {
	t.Helper()
	args, err := resp.SplitLine(line)
	require.NoError(t, err)
	c.Feed(resp.AppendCommand(nil, args...))
}

func TestMaxClientsChanges(t *testing.T) {
	e := New(Options{MaxClients: 2})
	first, second := e.Connect("a:1"), e.Connect("b:1")
	refused := e.Connect("c:1")
	require.Equal(t, "-ERR max number of clients reached\r\n", string(refused.Output()))
	require.True(t, refused.Closed())
	send(t, first, "CONFIG SET maxclients 3")
	require.Equal(t, "+OK\r\n", string(first.Output()))
	third := e.Connect("d:1")
	require.False(t, third.Closed())
	send(t, first, "CONFIG SET maxclients 1")
	require.False(t, second.Closed(), "those that are there stay")
	third.Close()
	require.True(t, e.Connect("e:1").Closed())
	send(t, first, "INFO stats")
	require.Contains(t, string(first.Output()), "rejected_connections:2\r\n")
}

// TestErrorCodesAreFew however many a script makes up.
func TestErrorCodesAreFew(t *testing.T) {
	e := New(Options{})
	for i := range 1000 {
		e.failed(resp.Error(formatInt(int64(i)) + " is no code"))
	}
	e.failed(resp.Error(strings.Repeat("x", 100)))
	require.Len(t, e.stats.errors, 129)
	require.EqualValues(t, 873, e.stats.errors["ERRORSTATS_DISABLED"])
}

// TestSlowReaders are cut off by the class that they belong to.
func TestSlowReaders(t *testing.T) {
	e := New(Options{Now: time.Unix(1000, 0)})
	control, reader, subscriber := e.Connect("a:1"), e.Connect("b:1"), e.Connect("c:1")
	send(t, subscriber, "SUBSCRIBE ch")
	subscriber.Output()
	send(t, control, `CONFIG SET client-output-buffer-limit "normal 20000 0 0 pubsub 10000 5000 10"`)
	send(t, control, "SET k "+strings.Repeat("x", 6000))

	for range 3 {
		send(t, reader, "GET k")
	}
	require.False(t, reader.Closed())
	send(t, reader, "GET k")
	require.True(t, reader.Closed(), "24 kB are unread")
	require.Empty(t, reader.Output())

	message := "PUBLISH ch " + strings.Repeat("x", 6000)
	send(t, control, message)
	e.Advance(time.Unix(1009, 0))
	require.False(t, subscriber.Closed(), "it has been above the soft limit for 9 seconds")
	subscriber.Output()
	e.Advance(time.Unix(1020, 0))
	require.False(t, subscriber.Closed(), "it has read on")
	send(t, control, message)
	_, ok := e.NextWake()
	require.True(t, ok)
	e.Advance(time.Unix(1030, 0))
	require.True(t, subscriber.Closed(), "it has been above the soft limit for 10 seconds")

	hasty := e.Connect("d:1")
	send(t, hasty, "SUBSCRIBE ch")
	send(t, control, message)
	send(t, control, message)
	require.True(t, hasty.Closed(), "it is above the hard limit")
	checkInvariants(t, e)
}

// TestSlowCaches: who hears of keys for another, and too much, is cut off
// before it hears of them itself.
func TestSlowCaches(t *testing.T) {
	e := New(Options{OutputLimit: 1000})
	writer, first, second := e.Connect("a:1"), e.Connect("b:1"), e.Connect("c:1")
	for _, c := range []*Conn{first, second} {
		send(t, c, "HELLO 3")
		c.Output()
	}
	send(t, first, "CLIENT TRACKING ON BCAST REDIRECT 3")
	send(t, second, "CLIENT TRACKING ON BCAST")
	send(t, writer, "SET "+strings.Repeat("k", 2000)+" v")
	require.True(t, second.Closed())
	require.False(t, first.Closed())
	checkInvariants(t, e)
}

func TestQueryLimits(t *testing.T) {
	e := New(Options{})
	control, sender := e.Connect("a:1"), e.Connect("b:1")
	send(t, control, "CONFIG SET client-query-buffer-limit 1mb proto-max-bulk-len 1mb")
	require.Equal(t, "+OK\r\n", string(control.Output()))
	sender.Feed([]byte("*2\r\n$3\r\nGET\r\n$2000000\r\n"))
	require.Equal(t, "-ERR Protocol error: invalid bulk length\r\n", string(sender.Output()))
	send(t, control, "CONFIG SET proto-max-bulk-len 512mb")
	sender = e.Connect("b:1")
	sender.Feed([]byte("*2\r\n$3\r\nGET\r\n$2000000\r\n" + strings.Repeat("x", 1<<20)))
	require.True(t, sender.Closed(), "it has sent more than 1 MB of one command")
}

// TestDebugIsRefused to those who may not use it.
func TestDebugIsRefused(t *testing.T) {
	for _, test := range []struct {
		debug, addr string
		may         bool
	}{
		{"", "127.0.0.1:1", false}, {"no", "127.0.0.1:1", false}, {"local", "127.0.0.1:1", true},
		{"local", "[::1]:1", true}, {"local", "10.0.0.1:1", false}, {"yes", "10.0.0.1:1", true},
	} {
		e := New(Options{Debug: test.debug})
		c := e.Connect(test.addr)
		send(t, c, "DEBUG SLEEP 0")
		want := "+OK\r\n"
		if !test.may {
			want = "-" + protectedCommand(e.commands.get("debug")).Error() + "\r\n"
		}
		require.Equal(t, want, string(c.Output()), test)
	}
}

// TestDurations are the stopwatch's.
func TestDurations(t *testing.T) {
	passed := time.Duration(0)
	e := New(Options{Stopwatch: func() time.Duration { passed += 20 * time.Millisecond; return passed }})
	c := e.Connect("a:1")
	send(t, c, "CONFIG SET latency-monitor-threshold 5")
	send(t, c, "SET k v")
	send(t, c, "GET k")
	c.Output()
	send(t, c, "LATENCY LATEST")
	require.Equal(t, "*2\r\n*4\r\n$7\r\ncommand\r\n:0\r\n:20\r\n:20\r\n*4\r\n$12\r\nfast-command\r\n:0\r\n:20\r\n:20\r\n", string(c.Output()))
	send(t, c, "SLOWLOG LEN")
	require.Equal(t, ":4\r\n", string(c.Output()))
	send(t, c, "INFO commandstats")
	require.Contains(t, string(c.Output()), "cmdstat_get:calls=1,usec=20000,usec_per_call=20000.00,rejected_calls=0,failed_calls=0\r\n")
}

func TestHistogramBuckets(t *testing.T) {
	last := -1
	for n := uint64(1); n < 1<<31; n += 1 + n/1000 {
		i := timeBucket(n)
		require.GreaterOrEqual(t, i, last)
		require.GreaterOrEqual(t, mostInBucket(i), int64(n))
		require.Less(t, mostInBucket(i)-int64(n), int64(max(1, n/100)))
		if i > 0 {
			require.Less(t, mostInBucket(i-1), int64(n))
		}
		last = i
	}
}
