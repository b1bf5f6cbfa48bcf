// Futures made from futures.

package client

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

func TestAll(t *testing.T) {
	w := newWorld(nil)
	a, b, c := promise(w, "GET", "a"), promise(w, "GET", "b"), promise(w, "GET", "c")
	all := All(a, b, c)
	b.reply(1, resp.Bulk("2"))
	a.reply(1, resp.Bulk("1"))
	assert.False(t, all.Done())
	c.reply(1, resp.Bulk("3"))
	assert.Equal(t, []string{"1", "2", "3"}, value(t, all))
	assert.Equal(t, 0, all.ID())

	d, e := promise(w, "GET", "d"), promise(w, "GET", "e")
	all = All(d, e)
	e.reply(1, resp.Fail("ERR e"))
	w.settle()
	assert.Equal(t, resp.Error("ERR e"), failure(t, all))
	assert.False(t, d.Done(), "the others go on")

	all = All(d, promise(w, "GET", "f"))
	all.Cancel()
	w.settle()
	assert.Equal(t, ErrCancelled, d.Err())
}

func TestAllOfNothing(t *testing.T) {
	var ran bool
	none := All[string]()
	none.Then(func([]string, error) { ran = true })
	assert.Equal(t, []string{}, value(t, none))
	assert.True(t, ran)
	assert.Equal(t, []string{}, value(t, WaitFor(All[string](), time.Second)))

	// What is settled may stand first, and what it is put together with takes time.
	w := newWorld(nil)
	f := promise(w, "GET", "a")
	both := All(All[string](), Map(f, func(v string) ([]string, error) { return []string{v}, nil }))
	next := Chain(All[string](), func([]string) *Future[string] { return f })
	w.After(time.Second, func() { f.reply(1, resp.Bulk("v")) })
	assert.Equal(t, [][]string{{}, {"v"}}, value(t, both))
	assert.Equal(t, "v", value(t, next))
}

func TestAny(t *testing.T) {
	w := newWorld(nil)
	a, b := promise(w, "GET", "a"), promise(w, "GET", "b")
	first := Any(a, b)
	a.reply(1, resp.Fail("ERR a"))
	assert.False(t, first.Done())
	b.reply(1, resp.Bulk("b"))
	assert.Equal(t, "b", value(t, first))

	c, d := promise(w, "GET", "c"), promise(w, "GET", "d")
	first = Any(c, d)
	c.reply(1, resp.Fail("ERR c"))
	d.reply(1, resp.Fail("ERR d"))
	w.settle()
	assert.Equal(t, resp.Error("ERR d"), failure(t, first))
	assert.ErrorIs(t, failure(t, Any[string]()), ErrUsage)
}

func TestMapAndChain(t *testing.T) {
	w := newWorld(nil)
	f := promise(w, "GET", "a")
	n := Map(f, strconv.Atoi)
	double := Chain(n, func(n int) *Future[string] {
		next := promise(w, "ECHO")
		next.reply(1, resp.Bulk(strconv.Itoa(2*n)))
		return next
	})
	f.reply(1, resp.Bulk("21"))
	assert.Equal(t, "42", value(t, double))

	odd := promise(w, "GET", "b")
	bad := Map(odd, strconv.Atoi)
	odd.reply(1, resp.Bulk("x"))
	assert.ErrorIs(t, failure(t, bad), strconv.ErrSyntax)

	failed := promise(w, "GET", "c")
	end := Chain(failed, func(string) *Future[string] { panic("its source has failed") })
	failed.reply(1, resp.Fail("ERR c"))
	assert.Equal(t, resp.Error("ERR c"), failure(t, end))
}

func TestCancellingWhatWasMadeCancelsWhatItIsMadeOf(t *testing.T) {
	w := newWorld(nil)
	source := promise(w, "GET", "c")
	Map(source, strconv.Atoi).Cancel()
	assert.Equal(t, ErrCancelled, source.Err())

	first, next := promise(w, "GET", "e"), promise(w, "GET", "f")
	whole := Chain(first, func(string) *Future[string] { return next })
	first.reply(1, resp.Bulk("v"))
	w.settle()
	whole.Cancel()
	w.settle()
	assert.Equal(t, []error{ErrCancelled, ErrCancelled}, []error{whole.Err(), next.Err()})

	early := promise(w, "GET", "g")
	whole = Chain(early, func(string) *Future[string] { panic("nobody wants it any more") })
	early.reply(1, resp.Bulk("v"))
	whole.Cancel() // ahead of the turn that would call the function
	w.settle()
	assert.Equal(t, ErrCancelled, whole.Err())
}

func TestShieldAndWaitFor(t *testing.T) {
	w := newWorld(nil)
	f := promise(w, "GET", "a")
	Shield(f).Cancel()
	assert.False(t, f.Done(), "the shield took it")

	timed := WaitFor(f, time.Second)
	assert.Equal(t, ErrTimeout, failure(t, timed))
	assert.Equal(t, []any{ErrCancelled, time.Second}, []any{f.Err(), w.now})

	quick := promise(w, "GET", "b")
	timed = WaitFor(quick, time.Second)
	quick.reply(1, resp.Bulk("v"))
	assert.Equal(t, "v", value(t, timed))
	assert.Empty(t, w.events, "the alarm is stopped")
}

// guarded is a world with a lock, as if it had goroutines. It finds out when
// two locks are held at once, which is how goroutines would wait for each
// other for ever.
type guarded struct {
	*world
	held *bool
}

func (g guarded) Lock() {
	if *g.held {
		panic("a lock is taken while another is held")
	}
	*g.held = true
}

func (g guarded) Unlock() { *g.held = false }

func TestFuturesOfTwoClients(t *testing.T) {
	var held bool
	w := newWorld(newServer().serve)
	w.trip = ms
	client := func() *Client { return New(plain(Options{Scheduler: &guarded{w, &held}, Dialer: w})) }
	c, d := client(), client()
	value(t, All(c.Set("a", "1"), d.Set("b", "2")))
	assert.Equal(t, []string{"1", "2", "1"}, value(t, All(c.Get("a"), d.Get("b"), c.Get("a"))))
	assert.Equal(t, "2", value(t, Any(c.Get("missing"), d.Get("b"))))
	assert.Equal(t, "2", value(t, Chain(c.Get("a"), func(string) *Future[string] { return d.Get("b") })))
	assert.Equal(t, ErrNil, failure(t, All(c.Get("a"), d.Get("missing"))))

	far := d.Get("b")
	both := All(c.Get("a"), far)
	both.Cancel()
	w.settle()
	assert.Equal(t, []error{ErrCancelled, ErrCancelled}, []error{both.Err(), far.Err()})
	assert.Equal(t, ErrNil, failure(t, Any(d.Get("missing"), c.Get("missing"))))
}
