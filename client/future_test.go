// Futures: order of callbacks, states, and futures made of futures.

package client

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// promise is a future that a test settles by hand, of a command.
func promise(w *world, args ...string) *Future[string] {
	return newCall(newCore(Options{Scheduler: w}), text, args...)
}

func TestCallbacksRunInOrderAndNeverInside(t *testing.T) {
	w := newWorld(nil)
	f := promise(w, "GET", "a")
	var log []string
	note := func(name string) func(string, error) {
		return func(v string, err error) { log = append(log, name+" "+v) }
	}
	f.Then(note("first"))
	f.Then(func(string, error) {
		log = append(log, "second begins")
		f.Then(note("from inside"))
		log = append(log, "second ends")
	})
	f.Then(note("third"))
	f.reply(1, resp.Bulk("v"))
	assert.Empty(t, log, "nothing runs inside of what settles the future")
	f.Then(note("late"))
	assert.Empty(t, log, "nor inside of Then")
	w.settle()
	assert.Equal(t, []string{"first v", "second begins", "second ends", "third v", "late v", "from inside v"}, log)
}

func TestFutureIsSettledOnce(t *testing.T) {
	w := newWorld(nil)
	f := promise(w, "GET", "a")
	settled := 0
	f.Then(func(string, error) { settled++ })
	f.reply(1, resp.Bulk("v"))
	f.reply(1, resp.Bulk("again"))
	f.fail(errors.New("late"))
	f.Cancel()
	w.settle()
	v, err := f.Result()
	assert.Equal(t, []any{"v", nil, 1}, []any{v, err, settled})
	assert.Panics(t, func() { f.finish(noReply, nil) }, "a second settling is a bug here, and says so")
}

func TestFutureStates(t *testing.T) {
	w := newWorld(nil)
	pending, done, failed, cancelled := promise(w, "GET", "a"), promise(w, "GET", "b b"), promise(w, "GET", "c"), promise(w, "GET", "d")
	done.reply(1, resp.Bulk("v"))
	failed.reply(1, resp.Fail("WRONGTYPE no"))
	cancelled.Cancel()
	type state struct {
		text string
		done bool
		err  error
	}
	var got []state
	for _, f := range []*Future[string]{pending, done, failed, cancelled} {
		got = append(got, state{f.String(), f.Done(), f.Err()})
	}
	assert.Equal(t, []state{
		{"future 1 (GET a): pending", false, nil},
		{`future 1 (GET "b b"): done`, true, nil},
		{"future 1 (GET c): failed: WRONGTYPE no", true, resp.Error("WRONGTYPE no")},
		{"future 1 (GET d): cancelled", true, ErrCancelled},
	}, got)
	_, err := pending.Result()
	assert.ErrorIs(t, err, ErrUsage)
}

func TestAwaitThatEndsCancels(t *testing.T) {
	w := newWorld(nil)
	ctx, cancel := context.WithCancel(context.Background())
	f := promise(w, "GET", "a")
	w.After(time.Second, cancel)
	w.After(2*time.Second, func() {})
	_, err := f.Await(ctx)
	assert.Equal(t, []error{context.Canceled, ErrCancelled}, []error{err, f.Err()})
	assert.Equal(t, "cancelled", ErrorKind(err))

	resolved := promise(w, "GET", "b")
	resolved.reply(1, resp.Bulk("v"))
	v, err := resolved.Await(ctx)
	assert.Equal(t, []any{"v", nil}, []any{v, err}, "a result that is there is returned")
}

func TestNotify(t *testing.T) {
	f := promise(newWorld(nil), "GET", "a")
	var log []string
	f.Notify(func() { log = append(log, "first") })
	f.Notify(func() { log = append(log, "second") })
	f.reply(1, resp.Bulk("v"))
	f.Notify(func() { log = append(log, "late") })
	assert.Equal(t, []string{"first", "second", "late"}, log, "at once, in order")
}

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
	assert.Equal(t, resp.Error("ERR e"), failure(t, all))
	assert.False(t, d.Done(), "the others go on")

	all = All(d, promise(w, "GET", "f"))
	all.Cancel()
	assert.Equal(t, ErrCancelled, d.Err())

	var ran bool
	none := All[string]()
	none.Then(func([]string, error) { ran = true })
	assert.Equal(t, []string{}, value(t, none))
	assert.True(t, ran)
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
	assert.Equal(t, resp.Error("ERR d"), failure(t, first))
	assert.Panics(t, func() { Any[string]() })
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

	end := Chain(promise(w, "GET", "d"), func(string) *Future[string] { panic("its source was cancelled") })
	end.Cancel()
	first := promise(w, "GET", "e")
	next := promise(w, "GET", "f")
	whole := Chain(first, func(string) *Future[string] { return next })
	first.reply(1, resp.Bulk("v"))
	whole.Cancel() // before the function has run
	w.settle()
	assert.Equal(t, []error{ErrCancelled, ErrCancelled}, []error{whole.Err(), next.Err()})

	source := promise(w, "GET", "c")
	Map(source, strconv.Atoi).Cancel()
	assert.Equal(t, ErrCancelled, source.Err())
}

func TestShieldAndTimeout(t *testing.T) {
	w := newWorld(nil)
	f := promise(w, "GET", "a")
	Shield(f).Cancel()
	assert.False(t, f.Done(), "the shield took it")

	timed := WithTimeout(f, time.Second)
	assert.Equal(t, ErrTimeout, failure(t, timed))
	assert.Equal(t, []any{ErrCancelled, time.Second}, []any{f.Err(), w.now})

	quick := promise(w, "GET", "b")
	timed = WithTimeout(quick, time.Second)
	quick.reply(1, resp.Bulk("v"))
	assert.Equal(t, "v", value(t, timed))
	assert.Empty(t, w.events, "the alarm is stopped")
}

func TestErrorKinds(t *testing.T) {
	lost := &ConnError{Op: "connection to", Addr: "a:1", Cause: errors.New("cut")}
	kinds := map[error]string{
		ErrWatch:           "watch",
		&PoolError{Max: 1}: "pool",
		ErrCancelled:       "cancelled",
		context.Canceled:   "cancelled",
		ErrTimeout:         "timeout",
		&ConnError{Op: "connect to", Addr: "a:1", Cause: ErrTimeout}:                       "timeout",
		context.DeadlineExceeded:                                                           "timeout",
		&resp.ProtocolError{Msg: "x"}:                                                      "protocol",
		&ConnError{Op: "connection to", Addr: "a:1", Cause: &resp.ProtocolError{Msg: "x"}}: "protocol",
		&DecodeError{Want: "an integer", Reply: resp.OK()}:                                 "protocol",
		resp.Error("ERR x"):                                                                "server",
		&AbortError{Index: 1, Args: []string{"INCR"}, Cause: resp.Error("ERR x"), Message: "EXECABORT y."}: "server",
		ErrNil:                 "server",
		lost:                   "closed",
		errClientClosed:        "closed",
		usageError("x"):        "usage",
		errors.New("whatever"): "usage",
	}
	for err, want := range kinds {
		assert.Equal(t, want, ErrorKind(err), err.Error())
	}
	assert.Equal(t, []string{
		"connection to a:1: cut",
		"pool exhausted: all 3 connections are in use (allow more with Pool.Max, or let calls wait with Pool.Wait)",
		"pool exhausted: all 3 connections are in use, and none came free within 20ms",
		"EXECABORT y. Command 2 (INCR): ERR x",
		"want an integer, the reply is OK",
	}, []string{
		lost.Error(), (&PoolError{Max: 3}).Error(), (&PoolError{Max: 3, Waited: 20 * time.Millisecond}).Error(),
		(&AbortError{Index: 1, Args: []string{"INCR"}, Cause: resp.Error("ERR x"), Message: "EXECABORT y."}).Error(),
		(&DecodeError{Want: "an integer", Reply: resp.OK()}).Error(),
	})
}
