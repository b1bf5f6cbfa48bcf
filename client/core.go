// What all parts of one client share: the scheduler, its lock, the hooks.

package client

import (
	"math/rand/v2"
	"sync"
	"time"
)

// core is shared by a client, its connections and its futures. Unexported
// functions run with it locked, unless they say otherwise.
type core struct {
	sync.Locker
	sched   Scheduler
	hooks   Hooks
	numbers *Numbers
	client  int // this client's number
	task    func() string
	random  *rand.Rand

	attentive Attentive // the hooks, if they are; nil: they are not
}

func newCore(o Options) *core {
	c := &core{
		Locker: noLock{}, sched: o.Scheduler, hooks: o.Hooks, numbers: o.Numbers, task: o.Task,
		random: rand.New(rand.NewPCG(o.Seed, 0)),
	}
	if locker, ok := o.Scheduler.(sync.Locker); ok {
		c.Locker = locker
	}
	if c.sched == nil {
		c.sched = atOnce{} // there will be no calls but failed ones
	}
	c.attentive, _ = o.Hooks.(Attentive)
	if c.hooks == nil {
		c.hooks = noHooks{}
	}
	if c.numbers == nil {
		c.numbers = &Numbers{}
	}
	if c.task == nil {
		c.task = func() string { return "" }
	}
	return c
}

// noLock is the lock of a world of one goroutine.
type noLock struct{}

func (noLock) Lock()   {}
func (noLock) Unlock() {}

// locked makes of fn a function that takes the lock, for the scheduler.
func (c *core) locked(fn func()) func() {
	return func() {
		c.Lock()
		defer c.Unlock()
		fn()
	}
}

// after runs fn, locked, once d has passed.
func (c *core) after(d time.Duration, fn func()) *timer {
	t := &timer{}
	t.Timer = c.sched.After(d, c.locked(func() {
		if !t.stopped {
			t.stopped = true
			fn()
		}
	}))
	return t
}

// timer is a Timer that also stops a function which has begun, and is waiting
// for the lock.
type timer struct {
	Timer
	stopped bool
}

// stop is nil-safe: no timer has nothing to stop.
func (t *timer) stop() {
	if t != nil && !t.stopped {
		t.stopped = true
		t.Stop()
	}
}

// delay is how long to wait before try number n, from 1: a random part of
// Base, doubled each time, up to Cap ("full jitter").
func (c *core) delay(r Retry, n int) time.Duration {
	most := r.Cap
	if doubled := r.Base << min(n-1, 32); doubled > 0 && doubled < most {
		most = doubled
	}
	return time.Duration(c.random.Int64N(int64(most) + 1))
}
