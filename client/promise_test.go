// Futures that a program settles itself.

package client

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestPromiseIsSettledOnce(t *testing.T) {
	w := newWorld(nil)
	c := w.client(Options{})
	p := NewPromise[string](c, "ready")
	assert.Equal(t, "future 1 (promise ready): pending", p.String())
	assert.ErrorIs(t, p.Reject(nil), ErrUsage)
	w.After(time.Second, func() {
		assert.NoError(t, p.Resolve("v"))
		assert.EqualError(t, p.Resolve("other"), "future 1 (promise ready) was settled before: it is resolved")
		assert.ErrorIs(t, p.Reject(errors.New("late")), ErrUsage)
	})
	assert.Equal(t, "v", value(t, p.Future))
	assert.Equal(t, time.Second, w.now)
}

func TestPromiseIsRejectedOrCancelled(t *testing.T) {
	w := newWorld(nil)
	c := w.client(Options{})
	bad, given := errors.New("bad"), NewPromise[int](c)
	var told []error
	given.Then(func(_ int, err error) { told = append(told, err) })
	assert.NoError(t, given.Reject(bad))
	assert.Empty(t, told, "callbacks have a turn of their own")
	w.settle()
	assert.Equal(t, []error{bad}, told)

	gone := NewPromise[int](c)
	gone.Cancel()
	assert.EqualError(t, gone.Resolve(1), "future 2 (promise) was settled before: it is cancelled")
	assert.Equal(t, StateCancelled, gone.State())
}

func TestPromiseThatNobodySettles(t *testing.T) {
	w := newWorld(nil)
	c := w.client(Options{})
	assert.Equal(t, ErrTimeout, failure(t, WaitFor(NewPromise[int](c).Future, time.Second)))
	assert.Equal(t, errStuck, failure(t, NewPromise[int](c).Future))
	assert.ErrorIs(t, failure(t, NewPromise[int](New(Options{})).Future), ErrUsage)
}
