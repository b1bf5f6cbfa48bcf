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
		text  string
		state State
		done  bool
		err   error
	}
	var got []state
	for _, f := range []*Future[string]{pending, done, failed, cancelled} {
		got = append(got, state{f.String(), f.State(), f.Done(), f.Err()})
	}
	assert.Equal(t, []state{
		{"future 1 (GET a): pending", StatePending, false, nil},
		{`future 1 (GET "b b"): resolved`, StateResolved, true, nil},
		{"future 1 (GET c): rejected: WRONGTYPE no", StateRejected, true, resp.Error("WRONGTYPE no")},
		{"future 1 (GET d): cancelled", StateCancelled, true, ErrCancelled},
	}, got)
	_, err := pending.Result()
	assert.ErrorIs(t, err, ErrUsage)
}

func TestPendingFutureNamesItsConnection(t *testing.T) {
	w := newWorld(func(*wire, []string) string { return "" })
	c := w.client(plain(Options{Pool: Pool{Max: 1, Wait: -1}}))
	sent, waits := c.Get("a"), c.Get("b")
	w.settle()
	assert.Equal(t, []string{
		"future 1 (GET a): pending, sent on connection 1", "future 2 (GET b): pending",
		"future (all 2): pending", "future (map): pending",
	}, []string{
		sent.String(), waits.String(), All(sent, waits).String(), Map(sent, strconv.Atoi).String(),
	})
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
