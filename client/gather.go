// Futures made from futures: All, Any, Map, Chain, Shield, WaitFor.

package client

import (
	"context"
	"strconv"
	"time"
)

// All is asyncio's gather: it resolves with all values, in the order of fs,
// or is rejected with the first error. Cancelling it cancels all of fs, which
// may be of several clients.
func All[T any](fs ...*Future[T]) *Future[[]T] {
	c := home(fs)
	fs = nearby(c, fs)
	c.Lock()
	defer c.Unlock()
	f := all(c, fs)
	f.say("all", strconv.Itoa(len(fs)))
	return f
}

func all[T any](c *core, fs []*Future[T]) *Future[[]T] {
	f := derived[[]T](c)
	f.place = abandonFunc(func() { cancelAll(fs) })
	values := make([]T, len(fs))
	missing := len(fs)
	if missing == 0 {
		f.resolve(values)
	}
	for i, part := range fs {
		part.after(func(v T, err error) {
			values[i] = v
			if missing--; err != nil || missing == 0 {
				f.settle(values, err)
			}
		})
	}
	return f
}

// Any resolves with the first value there is, or is rejected with the last
// error when all of fs are: with an ErrUsage when there are none. Cancelling
// it cancels all of fs, which may be of several clients.
func Any[T any](fs ...*Future[T]) *Future[T] {
	c := home(fs)
	fs = nearby(c, fs)
	c.Lock()
	defer c.Unlock()
	first := derived[T](c)
	first.say("any", strconv.Itoa(len(fs)))
	first.place = abandonFunc(func() { cancelAll(fs) })
	missing := len(fs)
	if missing == 0 {
		first.fail(usageError("Any of no futures has no value: give it one at least"))
	}
	for _, f := range fs {
		f.after(func(v T, err error) {
			missing--
			switch {
			case err == nil:
				first.resolve(v)
			case missing == 0:
				first.fail(err)
			}
		})
	}
	return first
}

// home is the core of what is made from fs: that of the first that a client
// has. The others are settled, but what they are put together with may not be.
func home[T any](fs []*Future[T]) *core {
	for _, f := range fs {
		if !f.core.isDetached() {
			return f.core
		}
	}
	return detached()
}

// nearby returns fs as futures of c. No lock is held.
func nearby[T any](c *core, fs []*Future[T]) []*Future[T] {
	here := make([]*Future[T], len(fs))
	for i, f := range fs {
		here[i] = near(c, f)
	}
	return here
}

// near returns f as a future of c: f itself, or one that is settled as f is.
// Clients have locks of their own, of which nobody ever holds two: word goes
// from one to the other on a turn of the other's scheduler. No lock is held.
func near[T any](c *core, f *Future[T]) *Future[T] {
	if f.core == c {
		return f
	}
	here := derived[T](c)
	here.place = abandonFunc(func() { f.core.sched.Post(f.core.locked(f.cancel)) })
	f.core.Lock()
	defer f.core.Unlock()
	f.after(func(v T, err error) {
		c.sched.Post(c.locked(func() { here.settle(v, err) }))
	})
	return here
}

// whenOver runs fn, locked, once f is settled, which a function of the program
// has made: perhaps of another client, see near. nil is settled. No lock is held.
func (c *core) whenOver(f Awaited, fn func(error)) {
	switch {
	case f == nil:
		c.locked(func() { fn(nil) })()
	case f.owner().isDetached():
		c.locked(func() { fn(f.outcome()) })()
	case f.owner() == c:
		f.Notify(func() { fn(f.outcome()) })
	default:
		f.Notify(func() {
			c.sched.Post(c.locked(func() { fn(f.outcome()) }))
		})
	}
}

// Map resolves with what fn makes of f's value. fn runs as callbacks do, and
// not at all when f is rejected or the result is settled. Cancelling the
// result cancels f.
func Map[T, U any](f *Future[T], fn func(T) (U, error)) *Future[U] {
	mapped := from[U](f, "map")
	f.proceed(&mapped.call, func(v T) {
		u, err := fn(v)
		f.core.Lock()
		defer f.core.Unlock()
		mapped.settle(u, err)
	})
	return mapped
}

// Chain is settled as the future that fn makes of f's value, which may be of
// another client. fn runs as callbacks do, and not at all when f is rejected
// or the result is settled. Cancelling the result cancels whichever of the two
// is pending.
func Chain[T, U any](f *Future[T], fn func(T) *Future[U]) *Future[U] {
	if f.core.isDetached() && f.Err() == nil {
		return fn(f.value)
	}
	chained := from[U](f, "chain")
	f.proceed(&chained.call, func(v T) {
		next := near(f.core, fn(v))
		f.core.Lock()
		defer f.core.Unlock()
		chained.follow(next)
	})
	return chained
}

// from returns a future that is to be made of f's value.
func from[U, T any](f *Future[T], how string) *Future[U] {
	made := derived[U](f.core)
	made.say(how)
	made.place = abandonFunc(f.cancel)
	return made
}

// proceed calls fn with f's value, as callbacks are called, unless f is
// rejected, which rejects made, or made is settled by then.
func (f *Future[T]) proceed(made *call, fn func(T)) {
	f.core.Lock()
	defer f.core.Unlock()
	f.after(func(v T, err error) {
		if err != nil {
			made.fail(err)
			return
		}
		f.core.sched.Post(func() {
			f.core.Lock()
			wanted := !made.done
			f.core.Unlock()
			if wanted {
				fn(v)
			}
		})
	})
}

// Shield is settled as f is, but cancelling it leaves f alone.
func Shield[T any](f *Future[T]) *Future[T] {
	f.core.Lock()
	defer f.core.Unlock()
	shield := derived[T](f.core)
	shield.say("shield")
	f.after(shield.settle)
	return shield
}

// WaitFor is settled as f is, or cancels f and is rejected with ErrTimeout
// once d has passed. For one that is to go on, give it a [Shield].
func WaitFor[T any](f *Future[T], d time.Duration) *Future[T] {
	f.core.Lock()
	defer f.core.Unlock()
	timed := derived[T](f.core)
	timed.say("wait for", d.String())
	if !f.done {
		alarm := f.core.after(d, func() {
			timed.fail(ErrTimeout)
			f.cancel()
		})
		timed.whenDone(alarm.stop)
	}
	timed.follow(f)
	return timed
}

// follow makes f be settled as other is.
func (f *Future[T]) follow(other *Future[T]) {
	if f.done { // cancelled meanwhile
		other.cancel()
		return
	}
	f.place = abandonFunc(other.cancel)
	other.after(f.settle)
}

// settle settles the future, unless it is.
func (f *Future[T]) settle(v T, err error) {
	if err != nil {
		f.fail(err)
		return
	}
	f.resolve(v)
}

func cancelAll[T any](fs []*Future[T]) {
	for _, f := range fs {
		f.cancel()
	}
}

// detached is the core of futures that belong to no client. They are settled
// when they are made, so they need no lock.
func detached() *core { return newCore(Options{Scheduler: atOnce{}}) }

func (c *core) isDetached() bool {
	_, ok := c.sched.(atOnce)
	return ok
}

// atOnce is the scheduler of futures that belong to no client: there is
// nothing to be in order with, so callbacks run at once.
type atOnce struct{ Scheduler }

func (atOnce) Post(fn func()) { fn() }

func (atOnce) Wait(context.Context, Awaited) error { return nil }
