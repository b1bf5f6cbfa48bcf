// Each fault of the network and the server, alone.

package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// suffering is a world in which every connection has the same faults.
func suffering(f Faults) *World {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	w.OnDial(func(int) Faults { return f })
	return w
}

func TestCutEitherWayLosesTheByteAndAllBehind(t *testing.T) {
	request := "SET a 1\r\n"
	for cut := 1; cut <= 2*len(request)+1; cut++ {
		w := suffering(Faults{CutUp: cut})
		c, transport := call(w, "localhost:6379")
		w.Advance(10 * ms)
		transport.Write([]byte(request))
		transport.Write([]byte("SET b 1\r\n"))
		drain(w)
		whole := (cut - 1) / len(request) // commands that came whole
		require.Equal(t, []string{"a", "b"}[:min(whole, 2)], append([]string{}, w.Engine().Keys(0)...), "cut %d", cut)
		if whole == 2 {
			require.Empty(t, c.closed)
		} else {
			require.Equal(t, []arrival{{15 * ms, ErrReset.Error()}}, c.closed, "cut %d", cut)
		}
	}
	reply := "+OK\r\n"
	for cut := 1; cut <= len(reply)+1; cut++ {
		w := suffering(Faults{CutDown: cut})
		c, transport := call(w, "localhost:6379")
		w.Advance(10 * ms)
		transport.Write([]byte(request))
		drain(w)
		require.Equal(t, reply[:cut-1], c.text(), "cut %d", cut)
		require.Equal(t, cut <= len(reply), len(c.closed) == 1, "cut %d", cut)
		require.Equal(t, []string{"a"}, w.Engine().Keys(0))
	}
}

// text is all that came.
func (c *caller) text() string {
	var all strings.Builder
	for _, a := range c.came {
		all.WriteString(a.Text)
	}
	return all.String()
}

func TestBytesComeInPieces(t *testing.T) {
	w := suffering(Faults{Chunk: 2})
	c, transport := call(w, "localhost:6379")
	w.Advance(10 * ms)
	transport.Write([]byte("PING\r\n"))
	transport.Write([]byte("QUIT\r\n"))
	drain(w)
	require.Equal(t, []arrival{
		{20 * ms, "+P"}, {20 * ms, "ON"}, {20 * ms, "G\r"}, {20 * ms, "\n"}, {20 * ms, "+O"}, {20 * ms, "K\r"}, {20 * ms, "\n"},
	}, c.came)
	require.Equal(t, []arrival{{20 * ms, "closed"}}, c.closed, "behind all bytes")
}

func TestSlowReaders(t *testing.T) {
	w := suffering(Faults{ServerReads: 1000, ClientReads: 2000})
	c, transport := call(w, "localhost:6379")
	w.Advance(10 * ms)
	transport.Write([]byte("PING\r\n")) // six bytes at one a millisecond
	drain(w)
	require.Equal(t, []arrival{
		{15*ms + 6*ms + 5*ms + 1*ms, "+P"}, {28 * ms, "ON"}, {29 * ms, "G\r"}, {29*ms + ms/2, "\n"},
	}, c.came)
}

func TestPauseDelaysAndKeepsOrder(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6379")
	w.Advance(10 * ms)
	require.False(t, w.Pause(2, time.Second))
	transport.Write([]byte("ECHO 1\r\n"))
	w.Advance(ms)
	require.True(t, w.Pause(1, 50*ms)) // till 61 ms
	transport.Write([]byte("ECHO 2\r\n"))
	w.Advance(45 * ms) // at 56 ms
	transport.Write([]byte("ECHO 3\r\n"))
	drain(w)
	require.Equal(t, []arrival{{66 * ms, "$1\r\n1\r\n"}, {66 * ms, "$1\r\n2\r\n"}, {66 * ms, "$1\r\n3\r\n"}}, c.came)
}

func TestConnectionsHaveLinksOfTheirOwn(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	w.OnDial(func(conn int) Faults {
		return Faults{Link: &Link{Latency: time.Duration(conn) * 20 * ms}}
	})
	slow, first := call(w, "localhost:6379")
	slower, second := call(w, "localhost:6379")
	w.OnDial(nil)
	usual, third := call(w, "localhost:6379")
	drain(w)
	for _, transport := range []interface{ Write([]byte) }{second, first, third} {
		transport.Write([]byte("INCR n\r\n"))
	}
	drain(w)
	require.Equal(t, []arrival{{50 * ms, ":1\r\n"}}, usual.came, "the last to ask comes first")
	require.Equal(t, []arrival{{60 * ms, ":2\r\n"}}, slow.came)
	require.Equal(t, []arrival{{80 * ms, ":3\r\n"}}, slower.came)
}

func TestServerCrashesAndStarts(t *testing.T) {
	for _, keep := range []bool{true, false} {
		w := New(Options{Link: Link{Latency: 10 * ms}})
		c, transport := call(w, "localhost:6379")
		drain(w)
		transport.Write([]byte("SET a 1\r\nBLPOP q 0\r\n"))
		drain(w)
		w.Restart(6*ms, keep) // at 20 ms
		require.Equal(t, []arrival{{20 * ms, ErrReset.Error()}}, c.closed)
		refused, _ := call(w, "localhost:6379") // which is there after 5 ms
		w.Advance(2 * ms)
		again, transport := call(w, "localhost:6379") // after 7 ms
		drain(w)
		require.Equal(t, []arrival{{30 * ms, ErrDown.Error()}}, refused.closed)
		require.Equal(t, 32*ms, again.opened)
		transport.Write([]byte("EXISTS a\r\nCLIENT LIST\r\n"))
		drain(w)
		require.Equal(t, keep, strings.HasPrefix(again.text(), ":1"))
		require.Equal(t, 1, strings.Count(again.text(), " addr="), "no connection has outlived the server")
	}
}

func TestBeginEndsFaults(t *testing.T) {
	w := suffering(Faults{CutDown: 1})
	w.Crash()
	w.Begin(1, Link{})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("PING\r\n"))
	drain(w)
	require.Equal(t, []arrival{{0, "+PONG\r\n"}}, c.came)
}
