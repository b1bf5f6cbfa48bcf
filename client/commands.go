// The command methods' common part: each is one call of execute. The methods
// are in cmd_*.go, but for Do. Those files are not in builds with the tag
// first, of which the page's first module is made: it calls commands by Do,
// and each method that a type has by embedding takes some 200 bytes of it, 10
// compressed, called or not, as types name their methods.

package client

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// Commands are the command methods. They are written once, over a single
// execute that each owner supplies: a [Client] or a [Lease] sends the call, a
// [Pipeline] keeps it for later, a [Tx] does the one and then the other.
//
// There is a method for every command that is not for administrators, by its
// name: SETNX is SetNX, CLIENT SETNAME ClientSetName. One that ends in With
// takes options, whose zero value is none. Times to live and to wait are
// [time.Duration], rounded up to what the command counts in, moments are
// [time.Time]; keys, fields and values that may be many come last.
//
// The future is rejected with a [resp.Error] when the server refuses the
// command, with ErrNil when there is no value of which the method's comment
// says so, with a [*DecodeError] when the reply is not of the method's kind,
// as that of a command queued by hand after MULTI, and with an ErrUsage when
// nothing was sent. For all other commands there is Do, and [Call] with a
// decoder.
type Commands struct {
	core *core
	via  executor
}

// Iterators are the command methods, and those that iterate over what takes
// many calls. A [Client] and a [Lease] have them, whose calls are sent at once.
//
//	for key, err := range c.ScanAll(ctx, client.ScanOptions{Match: "user:*"}) {
//
// Each page is a call of its own, which is made and awaited with ctx when the
// loop has used up the page before: a loop that is left makes no further call.
// An error comes last, with a zero element, and ends the iteration. Between
// pages, nothing is held: a client may lose its connections, and makes the
// next call on another one; a Lease, which is one connection, fails.
// Callbacks, which must not await, go from page to page by [Commands.Scan].
type Iterators struct{ Commands }

// Do calls any command. The reply is as the server sent it, null included; an
// error reply rejects the future with a [resp.Error].
func (c Commands) Do(args ...string) *Future[resp.Value] { return run(c, asIs, args...) }

// run makes a call of which decode understands the reply.
func run[T any](c Commands, decode func(resp.Value) (T, error), args ...string) *Future[T] {
	f := &Future[T]{decode: decode} // made ahead of the lock, which others wait for
	c.start(f, &f.call, args)
	return f
}

// start is launch for who has not got the lock. It is no part of run, since
// what args are made of would move to the heap if a generic function took them.
func (c Commands) start(f settler, q *call, args []string) {
	q.result = f
	c.core.Lock()
	defer c.core.Unlock()
	c.launch(q, args)
}

// issue is run with the lock held.
func issue[T any](c Commands, decode func(resp.Value) (T, error), args ...string) *Future[T] {
	f := pending(decode)
	c.launch(&f.call, args)
	return f
}

func (c Commands) launch(q *call, args []string) {
	q.begin(c.core, args)
	if err := q.usage(); err != nil {
		q.fail(err)
		return
	}
	c.via.execute(q)
}

// words is a command line: name, split at spaces, and then rest.
func words(name string, rest []string) []string {
	return append(strings.Fields(name), rest...)
}

func itoa[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }

func ftoa(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// seconds is d as blocking commands take it; 0 stays 0, for ever.
func seconds(d time.Duration) string { return ftoa(d.Seconds()) }

// millis is d in whole milliseconds, and wholeSeconds in whole seconds. They
// round away from 0, which to the server often means something else: for
// ever, or at once.
func millis(d time.Duration) string       { return itoa(whole(d, time.Millisecond)) }
func wholeSeconds(d time.Duration) string { return itoa(whole(d, time.Second)) }

func whole(d, unit time.Duration) int64 {
	n := int64(d / unit)
	switch rest := d % unit; {
	case rest > 0:
		n++
	case rest < 0:
		n--
	}
	return n
}
