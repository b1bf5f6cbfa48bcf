package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

const ms = time.Millisecond

// caller is a raw client: it notes what reaches it, and when.
type caller struct {
	world  *World
	opened time.Duration // -1 until then
	came   []arrival
	closed []arrival // the text is the cause
}

type arrival struct {
	At   time.Duration
	Text string
}

func call(w *World, addr string) (*caller, client.Transport) {
	c := &caller{world: w, opened: -1}
	return c, w.Dial(addr, c)
}

func (c *caller) Opened() { c.opened = c.world.Elapsed() }

func (c *caller) Received(b []byte) {
	c.came = append(c.came, arrival{c.world.Elapsed(), string(b)})
}

func (c *caller) Closed(err error) {
	text := "closed"
	if err != nil {
		text = err.Error()
	}
	c.closed = append(c.closed, arrival{c.world.Elapsed(), text})
}

func drain(w *World) {
	for w.Step() {
	}
}

func TestLatencyIsARoundTrip(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	require.Equal(t, 10*ms, c.opened)
	transport.Write([]byte("PING\r\n"))
	transport.Write([]byte("PING\r\n"))
	drain(w)
	require.Equal(t, []arrival{{20 * ms, "+PONG\r\n"}, {20 * ms, "+PONG\r\n"}}, c.came)
}

func TestBandwidthDelaysWhatIsLong(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms, Bandwidth: 1000}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write(resp.AppendCommand(nil, "ECHO", "0123456789")) // 31 bytes there, 17 back
	drain(w)
	require.Equal(t, []arrival{{10*ms + 31*ms + 10*ms + 17*ms, "$10\r\n0123456789\r\n"}}, c.came)
}

func TestJitterNeverReorders(t *testing.T) {
	w := New(Options{Seed: 7, Link: Link{Latency: 10 * ms, Jitter: 50 * ms}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	for i := range 50 {
		transport.Write(resp.AppendCommand(nil, "ECHO", string(rune('A'+i))))
		w.Advance(ms)
	}
	drain(w)
	require.Len(t, c.came, 50)
	for i, a := range c.came {
		require.Equal(t, "$1\r\n"+string(rune('A'+i))+"\r\n", a.Text)
	}
}

func TestDialToAnotherPortIsRefused(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6380")
	drain(w)
	require.Equal(t, []arrival{{10 * ms, ErrRefused.Error()}}, c.closed)
	require.Equal(t, time.Duration(-1), c.opened)
	transport.Write([]byte("PING\r\n")) // goes nowhere
	drain(w)
	require.Empty(t, c.came)
}

func TestQuitEndsTheConnectionBehindItsReply(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("QUIT\r\n"))
	drain(w)
	require.Equal(t, []arrival{{20 * ms, "+OK\r\n"}}, c.came)
	require.Equal(t, []arrival{{20 * ms, "closed"}}, c.closed)
}

func TestCloseIsToldOnceAndTheEngineHearsOfIt(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Close()
	transport.Close()
	drain(w)
	require.Equal(t, []arrival{{10 * ms, "closed"}}, c.closed)
	other, ask := call(w, "localhost:6379")
	drain(w)
	ask.Write([]byte("CLIENT LIST\r\n"))
	drain(w)
	require.NotContains(t, other.came[0].Text, "10.0.0.1:50001")
	require.Contains(t, other.came[0].Text, "10.0.0.1:50002")
}

func TestBeginCutsWhatIsOpenAndKeepsTheKeys(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("SET a 1\r\n"))
	drain(w)
	w.Begin(2, Link{Latency: 4 * ms})
	require.Equal(t, []arrival{{20 * ms, ErrReset.Error()}}, c.closed)
	events, _ := w.Trace().Since(0)
	require.Empty(t, events)

	again, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("GET a\r\n"))
	drain(w)
	require.Equal(t, []arrival{{8 * ms, "$1\r\n1\r\n"}}, again.came)
	events, _ = w.Trace().Since(0)
	require.Equal(t, Event{Kind: ConnDialed, Conn: 1, Text: "localhost:6379"}, events[0])
}

func TestBeginLeavesNothingOfTheLastRunToHappen(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	_, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("BLPOP q 0\r\n"))
	w.Advance(5 * ms)
	transport.Close()
	w.Advance(4 * ms) // the engine is to hear of it 1 ms later
	w.Begin(2, Link{})
	w.Advance(time.Second)
	events, _ := w.Trace().Since(0)
	require.Empty(t, events)
}

func TestCutIsFeltAtBothEnds(t *testing.T) {
	w := New(Options{Link: Link{Latency: 10 * ms}})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("BLPOP q 0\r\n"))
	transport.Write([]byte("SET a 1\r\n"))
	w.Advance(4 * ms) // on its way
	require.True(t, w.Cut(1))
	require.False(t, w.Cut(1), "it is gone")
	drain(w)
	require.Equal(t, []arrival{{14 * ms, ErrReset.Error()}}, c.closed)
	require.Empty(t, c.came)
	require.Empty(t, w.Engine().Keys(0), "what was on its way is lost")
}

func TestStoppedTimersDoNotFire(t *testing.T) {
	w := New(Options{})
	var fired []string
	w.After(2*ms, func() { fired = append(fired, "second") })
	stopped := w.After(ms, func() { fired = append(fired, "stopped") })
	w.After(ms, func() { fired = append(fired, "first") })
	w.Post(func() { fired = append(fired, "at once") })
	stopped.Stop()
	stopped.Stop()
	drain(w)
	require.Equal(t, []string{"at once", "first", "second"}, fired)
}

func TestKeysExpireOnVirtualTime(t *testing.T) {
	w := New(Options{})
	c, transport := call(w, "localhost:6379")
	drain(w)
	transport.Write([]byte("SET a 1 PX 1500\r\nBLPOP q 1\r\n"))
	w.Advance(1400 * ms)
	require.True(t, w.Stuck(), "BLPOP has timed out, only a key is left to expire")
	w.Advance(200 * ms)
	require.Equal(t, []arrival{{0, "+OK\r\n"}, {1000 * ms, "*-1\r\n"}}, c.came)
	events, _ := w.Trace().Since(0)
	last := events[len(events)-1]
	require.Equal(t, []any{1500 * ms, KeyChanged, "expired", "a"}, []any{last.At, last.Kind, last.Name, last.Text})
}

func TestTraceForgetsItsOldest(t *testing.T) {
	trace := NewTrace(10)
	for i := range 25 {
		trace.Add(Event{Future: i})
	}
	require.Equal(t, 25, trace.Next())
	events, first := trace.Since(0)
	require.LessOrEqual(t, len(events), 10)
	require.Equal(t, 25-len(events), first)
	for i, e := range events {
		require.Equal(t, first+i, e.Future)
	}
	events, first = trace.Since(24)
	require.Equal(t, []Event{{Future: 24}}, events)
	require.Equal(t, 24, first)
	events, _ = trace.Since(25)
	require.Empty(t, events)
}
