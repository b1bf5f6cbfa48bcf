// Future: the result of a call, before it is there.

package client

import (
	"context"

	"resplay/resp"
)

// Future is a result that will come. It is settled exactly once: resolved
// with a value, rejected with an error, or cancelled.
type Future[T any] struct {
	call
	value  T
	decode func(resp.Value) (T, error) // nil: not settled by a reply
}

// Await waits until the future is settled and returns its result. When ctx
// ends ahead of that, Await cancels the future and returns ctx's error; see
// [Shield] for a future that others await too. Callbacks must not await.
func (f *Future[T]) Await(ctx context.Context) (T, error) {
	f.attend()
	if err := f.core.sched.Wait(ctx, f); err != nil && f.giveUp() {
		var zero T
		return zero, err
	}
	return f.value, f.err
}

// giveUp cancels the future, and reports whether there was no result yet.
func (f *Future[T]) giveUp() bool {
	f.core.Lock()
	defer f.core.Unlock()
	pending := !f.done
	f.cancel()
	return pending
}

// Then runs fn with the result, on a turn of the scheduler of its own, after
// the functions of earlier Thens.
func (f *Future[T]) Then(fn func(T, error)) {
	f.core.Lock()
	defer f.core.Unlock()
	f.hear()
	f.whenDone(func() {
		f.core.sched.Post(func() { fn(f.value, f.err) })
	})
}

// Cancel settles the future with ErrCancelled, unless it is settled. A
// command that has been sent keeps its place on its connection: the reply is
// dropped when it comes. A blocking command, whose connection is its own,
// takes that connection with it: or else the server would serve it later, and
// the element would be lost. On a [Lease] it keeps its place all the same.
func (f *Future[T]) Cancel() {
	f.core.Lock()
	defer f.core.Unlock()
	f.cancel()
}

// Notify implements [Awaited].
func (f *Future[T]) Notify(fn func()) {
	f.core.Lock()
	defer f.core.Unlock()
	f.hear()
	f.whenDone(fn)
}

// Err is the error of a future that is settled, nil for one that is pending.
func (f *Future[T]) Err() error {
	f.core.Lock()
	defer f.core.Unlock()
	if f.done {
		f.hear()
	}
	return f.err
}

// Result is what the future is settled with, and an ErrUsage while it is pending.
func (f *Future[T]) Result() (T, error) {
	f.core.Lock()
	defer f.core.Unlock()
	if f.done {
		f.hear()
	} else {
		return f.value, usageError("the result of " + f.name() + " was read while it is pending: Await it, or ask Done")
	}
	return f.value, f.err
}

// ID is the future's number, from 1, by which [Hooks] know it; 0 for one that
// was made from others.
func (f *Future[T]) ID() int { return f.id }

func (f *Future[T]) outcome() error { return f.err }
func (f *Future[T]) owner() *core   { return f.core }

// decodeReply implements settler.
func (f *Future[T]) decodeReply(v *resp.Value) (err error) {
	f.value, err = f.decode(*v)
	return err
}

// resolve settles the future, unless it is, with a value that is no reply.
func (f *Future[T]) resolve(value T) {
	if !f.done {
		f.value = value
		f.finish(noReply, nil)
	}
}

// after runs fn, locked, with the result, which it thereby looks at.
func (f *Future[T]) after(fn func(T, error)) {
	f.hear()
	f.whenDone(func() { fn(f.value, f.err) })
}

// newCall returns the future of a command that decode turns into a T.
func newCall[T any](c *core, decode func(resp.Value) (T, error), args ...string) *Future[T] {
	f := pending(decode)
	f.begin(c, args)
	return f
}

// pending returns a future that has not begun.
func pending[T any](decode func(resp.Value) (T, error)) *Future[T] {
	f := &Future[T]{decode: decode}
	f.result = f
	return f
}

// newStep returns the future of a step that is no single command.
func newStep[T any](c *core, name ...string) *Future[T] { return newCall[T](c, nil, name...) }

// derived returns a future made from others, which hooks do not see.
func derived[T any](c *core) *Future[T] {
	f := &Future[T]{}
	f.core, f.result = c, f
	return f
}
