// Silent connections are asked, and ended when they do not answer.

package client

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// alive is a server that answers as long as its world's serve is not taken away.
func alive(o Options) (*world, *Client) {
	w := newWorld(newServer().serve)
	w.trip = 5 * ms
	o.Protocol, o.KeepAlive = 2, time.Second
	return w, w.client(o)
}

// silence takes the server away: what is sent from now on has no answer.
func (w *world) silence() { w.serve = func(*wire, []string) string { return "" } }

func TestKeepAlive(t *testing.T) {
	t.Run("asks a connection that is silent, again and again", func(t *testing.T) {
		for _, mode := range bothModes {
			w, c := alive(Options{Mode: mode})
			value(t, c.Set("a", "1"))
			w.advance(3500 * ms)
			assert.Equal(t, []string{"SET a 1", "PING", "PING", "PING"}, w.wires[0].said(), "%v", mode)
			assert.Equal(t, 1, w.open())
		}
	})
	t.Run("hears an answer that comes at once", func(t *testing.T) {
		w, c := alive(Options{})
		w.trip = 0
		value(t, c.Set("a", "1"))
		w.advance(3500 * ms)
		assert.Equal(t, []string{"SET a 1", "PING", "PING", "PING"}, w.wires[0].said())
		assert.Equal(t, 1, w.open())
	})
	t.Run("asks nothing while replies come", func(t *testing.T) {
		w, c := alive(Options{})
		for range 10 {
			value(t, c.Set("a", "1"))
			w.advance(900 * ms)
		}
		assert.Len(t, w.wires[0].said(), 10)
	})
	t.Run("ends a connection that does not answer", func(t *testing.T) {
		w, c := alive(Options{})
		value(t, c.Set("a", "1"))
		heard := w.now
		w.silence()
		w.advance(ms)
		err := failure(t, c.Get("a"))
		assert.EqualError(t, err, "connection to localhost:6379: timeout: after 2s (KeepAlive) of silence, it had not answered PING")
		assert.Equal(t, []any{"timeout", heard + 2*time.Second, 0}, []any{ErrorKind(err), w.now, w.open()})
		assert.Equal(t, []string{"SET a 1", "GET a", "PING"}, w.wires[0].said())
		w.serve = newServer().serve
		assert.Equal(t, ErrNil, failure(t, c.Get("a")), "the next call is made on another")
	})
	t.Run("ends an idle one, and the pool replaces it", func(t *testing.T) {
		w, c := alive(Options{Mode: PerCall, Pool: Pool{Min: 2}})
		value(t, c.Warm())
		w.silence()
		w.advance(2100 * ms)
		assert.Len(t, w.wires, 4)
		assert.Equal(t, Stats{Open: 2, Idle: 2, Dialed: 4, Lost: 2}, c.Stats())
	})
	t.Run("any byte is a sign of life", func(t *testing.T) {
		w, c := alive(Options{})
		value(t, c.Set("a", "1"))
		w.silence()
		for range 10 {
			w.advance(1900 * ms)
			w.wires[0].send(">2\r\n+a push\r\n+as sign of life\r\n")
		}
		assert.Equal(t, 1, w.open())
	})
	t.Run("is over when the connection is", func(t *testing.T) {
		w, c := alive(Options{})
		value(t, c.Set("a", "1"))
		value(t, c.Close())
		w.settle()
		assert.Empty(t, w.events)
	})
	t.Run("is off by default", func(t *testing.T) {
		w := newWorld(newServer().serve)
		value(t, w.client(Options{}).Set("a", "1"))
		assert.Empty(t, w.events)
	})
}

func TestKeepAliveNeverDisturbs(t *testing.T) {
	t.Run("a command that blocks", func(t *testing.T) {
		w, c := alive(Options{})
		f := c.BLPop(0, "list")
		w.advance(time.Hour)
		value(t, c.RPush("list", "x"))
		assert.Equal(t, Popped{"list", "x"}, value(t, f))
		assert.Equal(t, []string{"BLPOP list 0"}, w.wires[0].said())
	})
	t.Run("what is sent behind it", func(t *testing.T) {
		w, c := alive(Options{})
		l := value(t, c.Acquire())
		l.BLPop(0, "list")
		f := l.Get("a")
		w.advance(time.Hour)
		assert.False(t, f.Done())
	})
	t.Run("a transaction", func(t *testing.T) {
		w, c := alive(Options{})
		l := value(t, c.Acquire())
		l.Do("MULTI")
		l.Set("a", "1")
		w.advance(time.Hour)
		assert.Equal(t, resp.Array(resp.OK()), value(t, l.Do("EXEC")), "there is no PING among the replies")
	})
	t.Run("a monitor", func(t *testing.T) {
		w, c := alive(Options{})
		w.serve = func(*wire, []string) string { return "+OK\r\n" }
		l := value(t, c.Acquire())
		value(t, l.Do("MONITOR"))
		w.advance(time.Hour)
		assert.Equal(t, []string{"MONITOR"}, w.wires[0].said())
	})
	t.Run("a subscription of RESP2", func(t *testing.T) {
		w, c := alive(Options{})
		s := newServer()
		w.serve = func(c *wire, args []string) string {
			if args[0] == "PING" {
				return "*2\r\n$4\r\npong\r\n$0\r\n\r\n" // as servers say to subscribers
			}
			return s.serve(c, args)
		}
		var got []Message
		value(t, c.Subscribe(func(m Message) { got = append(got, m) }, "news"))
		w.advance(3100 * ms)
		assert.Equal(t, []string{"SUBSCRIBE news", "PING", "PING", "PING"}, w.wires[0].said())
		value(t, c.Publish("news", "hi"))
		w.advance(10 * ms)
		assert.Equal(t, []Message{{Channel: "news", Payload: "hi"}}, got)
		assert.Len(t, w.wires, 2, "one of the subscription, one that is shared")
	})
}
