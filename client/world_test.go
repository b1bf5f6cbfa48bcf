// The tests' world: virtual time, a network without surprises unless a test
// asks for them, and a server that does what the test says.

package client

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// world implements Scheduler and Dialer.
type world struct {
	now    time.Duration
	seq    int
	events []event // by time, then by number
	wires  []*wire // every connection that was dialed, in order

	trip   time.Duration // that bytes take one way
	serve  func(w *wire, args []string) (reply string)
	refuse error                         // Dial fails with this; nil: it succeeds
	cut    func(b []byte) ([]byte, bool) // what of b still arrives, and whether the connection breaks then; nil: all, no
	chunk  int                           // bytes come in pieces of this size; 0: as they were sent
}

type event struct {
	at  time.Duration
	seq int
	fn  func()
}

var began = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func newWorld(serve func(w *wire, args []string) string) *world { return &world{serve: serve} }

func (w *world) Now() time.Time { return began.Add(w.now) }
func (w *world) Post(fn func()) { w.at(0, fn) }

func (w *world) After(d time.Duration, fn func()) Timer { return &alarm{w, w.at(d, fn)} }

type alarm struct {
	world *world
	seq   int
}

func (a *alarm) Stop() {
	a.world.events = slices.DeleteFunc(a.world.events, func(e event) bool { return e.seq == a.seq })
}

func (w *world) at(d time.Duration, fn func()) int {
	w.seq++
	e := event{w.now + d, w.seq, fn}
	i, _ := slices.BinarySearchFunc(w.events, e, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.seq, b.seq))
	})
	w.events = slices.Insert(w.events, i, e)
	return e.seq
}

var errStuck = errors.New("nothing is left that could settle the future")

func (w *world) Wait(ctx context.Context, f Awaited) error {
	for !f.Done() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !w.step() {
			return errStuck
		}
	}
	return nil
}

func (w *world) step() bool {
	if len(w.events) == 0 {
		return false
	}
	e := w.events[0]
	w.events[0] = event{} // whose function is garbage now
	w.events = w.events[1:]
	w.now = e.at
	e.fn()
	return true
}

// settle runs everything that will happen.
func (w *world) settle() {
	for w.step() {
	}
}

// advance runs everything that happens in the next d.
func (w *world) advance(d time.Duration) {
	end := w.now + d
	for len(w.events) > 0 && w.events[0].at <= end {
		w.step()
	}
	w.now = end
}

// client returns a client in this world.
func (w *world) client(o Options) *Client {
	o.Scheduler, o.Dialer = w, w
	return New(o)
}

// Seeds is how many of n seeds a test runs: all, but inside of a page's
// machine, which is ten times as slow, a tenth.
func Seeds(n uint64) uint64 {
	if runtime.GOARCH == "wasm" {
		return n / 10
	}
	return n
}

// plain are options for which a test sees its own commands only, one
// connection for each call that is under way.
func plain(o Options) Options {
	o.Protocol, o.Mode = 2, PerCall
	return o
}

// wire is a connection between a client and the test's server.
type wire struct {
	world   *world
	number  int
	handler Handler
	server  *resp.Reader
	writes  []string // what the client wrote, one string for each Write
	proto   int      // what HELLO said
	hungUp  bool     // the client has closed
	ended   bool     // the client was told
	data    any      // the server's own
}

func (w *world) Dial(_ string, h Handler) Transport {
	c := &wire{world: w, number: len(w.wires) + 1, handler: h, server: resp.NewReader(resp.Limits{}), proto: 2}
	w.wires = append(w.wires, c)
	if w.refuse != nil {
		err := w.refuse
		w.at(2*w.trip, func() { c.end(err) })
		return c
	}
	w.at(2*w.trip, func() {
		if !c.hungUp && !c.ended {
			h.Opened()
		}
	})
	return c
}

func (c *wire) Number() int { return c.number }

func (c *wire) Write(b []byte) {
	data := string(b)
	c.writes = append(c.writes, data)
	c.world.at(c.world.trip, func() { c.arrive(data) })
}

func (c *wire) arrive(data string) {
	c.server.Feed([]byte(data))
	for {
		args, ok, err := c.server.NextCommand()
		if err != nil {
			panic("the client wrote what is no command: " + err.Error())
		}
		if !ok || c.ended {
			return
		}
		c.send(c.world.serve(c, args))
	}
}

// send brings bytes to the client, as the world's network does it.
func (c *wire) send(s string) {
	b, broken := []byte(s), false
	if c.world.cut != nil {
		b, broken = c.world.cut(b)
	}
	for len(b) > 0 {
		n := len(b)
		if c.world.chunk > 0 {
			n = min(n, c.world.chunk)
		}
		piece := b[:n]
		b = b[n:]
		c.world.at(c.world.trip, func() {
			if !c.hungUp && !c.ended {
				c.handler.Received(piece)
			}
		})
	}
	if broken {
		c.world.at(c.world.trip, func() { c.end(errCut) })
	}
}

var errCut = errors.New("cut")

func (c *wire) Close() {
	if !c.hungUp {
		c.hungUp = true
		c.world.Post(func() { c.end(nil) })
	}
}

func (c *wire) end(err error) {
	if !c.ended {
		c.ended = true
		c.handler.Closed(err)
	}
}

// open is how many connections nobody has closed.
func (w *world) open() (n int) {
	for _, c := range w.wires {
		if !c.ended && !c.hungUp {
			n++
		}
	}
	return n
}

// said is what the client wrote on a connection, as command lines; a write is
// a line of its own.
func (c *wire) said() (writes []string) {
	for _, b := range c.writes {
		writes = append(writes, commandLines(b))
	}
	return writes
}

func commandLines(b string) string {
	reader := resp.NewReader(resp.Limits{})
	reader.Feed([]byte(b))
	var lines []string
	for {
		args, ok, err := reader.NextCommand()
		if err != nil {
			panic(err)
		}
		if !ok {
			return strings.Join(lines, "; ")
		}
		lines = append(lines, resp.JoinLine(args))
	}
}

// value awaits a future that must resolve.
func value[T any](t testing.TB, f *Future[T]) T {
	t.Helper()
	v, err := f.Await(context.Background())
	require.NoError(t, err)
	return v
}

// failure awaits a future that must be rejected.
func failure[T any](t testing.TB, f *Future[T]) error {
	t.Helper()
	_, err := f.Await(context.Background())
	require.Error(t, err)
	return err
}

// script answers each command by its line; what has no answer gets none.
func script(answers map[string]string) func(*wire, []string) string {
	return func(_ *wire, args []string) string { return answers[resp.JoinLine(args)] }
}

// reply settles a call as the server's answer does.
func (q *call) reply(conn int, v resp.Value) { q.receive(conn, &v) }
