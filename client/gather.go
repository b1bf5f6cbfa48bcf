// Futures made from futures: All, Any, Map, Chain, Shield, WithTimeout.

package client

import (
	"context"
	"time"
)

// All is asyncio's gather: it resolves with all values, in the order of fs,
// or is rejected with the first error. Cancelling it cancels all of fs.
func All[T any](fs ...*Future[T]) *Future[[]T] {
	if len(fs) == 0 {
		return all(detached(), fs)
	}
	c := fs[0].core
	c.Lock()
	defer c.Unlock()
	return all(c, fs)
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
// error when all of fs are. It panics when fs is empty. Cancelling it cancels all of fs.
func Any[T any](fs ...*Future[T]) *Future[T] {
	if len(fs) == 0 {
		panic("client: Any of no futures would never be settled")
	}
	c := fs[0].core
	c.Lock()
	defer c.Unlock()
	first := derived[T](c)
	first.place = abandonFunc(func() { cancelAll(fs) })
	missing := len(fs)
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

// Map resolves with what fn makes of f's value. fn runs as callbacks do, and
// not at all when f is rejected. Cancelling the result cancels f.
func Map[T, U any](f *Future[T], fn func(T) (U, error)) *Future[U] {
	f.core.Lock()
	defer f.core.Unlock()
	mapped := derived[U](f.core)
	mapped.place = abandonFunc(f.cancel)
	f.after(func(v T, err error) {
		if err != nil {
			mapped.fail(err)
			return
		}
		f.core.sched.Post(func() {
			u, err := fn(v)
			f.core.Lock()
			defer f.core.Unlock()
			if err != nil {
				mapped.fail(err)
				return
			}
			mapped.resolve(u)
		})
	})
	return mapped
}

// Chain is settled as the future that fn makes of f's value. fn runs as
// callbacks do, and not at all when f is rejected. Cancelling the result
// cancels whichever of the two is pending.
func Chain[T, U any](f *Future[T], fn func(T) *Future[U]) *Future[U] {
	f.core.Lock()
	defer f.core.Unlock()
	chained := derived[U](f.core)
	chained.place = abandonFunc(f.cancel)
	f.after(func(v T, err error) {
		if err != nil {
			chained.fail(err)
			return
		}
		f.core.sched.Post(func() {
			next := fn(v)
			f.core.Lock()
			defer f.core.Unlock()
			chained.follow(next)
		})
	})
	return chained
}

// Shield is settled as f is, but cancelling it leaves f alone.
func Shield[T any](f *Future[T]) *Future[T] {
	f.core.Lock()
	defer f.core.Unlock()
	shield := derived[T](f.core)
	f.after(shield.settle)
	return shield
}

// WithTimeout is settled as f is, or cancels f and is rejected with
// ErrTimeout once d has passed.
func WithTimeout[T any](f *Future[T], d time.Duration) *Future[T] {
	f.core.Lock()
	defer f.core.Unlock()
	timed := derived[T](f.core)
	alarm := f.core.after(d, func() {
		timed.fail(ErrTimeout)
		f.cancel()
	})
	timed.whenDone(alarm.stop)
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

// detached is the core of futures that belong to no client.
func detached() *core { return newCore(Options{Scheduler: atOnce{}}) }

// atOnce is the scheduler of futures that belong to no client: there is
// nothing to be in order with, so callbacks run at once.
type atOnce struct{ Scheduler }

func (atOnce) Post(fn func()) { fn() }

func (atOnce) Wait(context.Context, Awaited) error { return nil }
