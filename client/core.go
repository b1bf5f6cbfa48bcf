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
	sched     Scheduler
	hooks     Hooks
	attentive Attentive // hooks, if they are; nil: they are not
	numbers   *Numbers
	client    int // this client's number
	task      func() string
	random    *rand.Rand

	traced  bool           // hooks are more than NoHooks
	awaited int            // calls that somebody waited for when they were settled
	leased  func(l *Lease) // told of each lease; nil: nobody wants to know

	// Set by Client.equip; nil: there is no such feature.
	limit  func(q *call)                                               // has q fail when it takes too long as a whole
	dialed func(s *session)                                            // gives a session its hooks
	notNow func(error) bool                                            // whether a server that said so may say something else later
	late   func(limit string, after time.Duration, where string) error // says which limit was reached
}

func newCore(o Options) *core {
	c := &core{
		Locker: noLock{}, sched: o.Scheduler, hooks: o.Hooks, numbers: o.Numbers, task: o.Task,
		random: rand.New(rand.NewPCG(o.Seed, 0)), traced: o.Hooks != nil,
	}
	if locker, ok := o.Scheduler.(sync.Locker); ok {
		c.Locker = locker
	}
	if c.sched == nil {
		c.sched = atOnce{} // there will be no calls but failed ones
	}
	if c.hooks == nil {
		c.hooks = NoHooks{}
	}
	c.attentive, _ = c.hooks.(Attentive)
	if c.numbers == nil {
		c.numbers = &Numbers{}
	}
	if c.task == nil {
		c.task = func() string { return "" }
	}
	return c
}

// timeout is the error of what a limit of Options has ended.
func (c *core) timeout(limit string, after time.Duration, where string) error {
	if c.late == nil {
		return ErrTimeout
	}
	return c.late(limit, after, where)
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
	t.Timer = c.sched.After(d, t.run(c, fn))
	return t
}

// limited has a call that begins fail when it takes too long as a whole.
func (c *core) limited(q *call) {
	if c.limit != nil && q.tries == 0 {
		c.limit(q)
	}
}

// timer is a Timer that also stops a function which has begun, and is waiting
// for the lock.
type timer struct {
	Timer
	stopped bool
}

// run makes of fn what the scheduler runs.
func (t *timer) run(c *core, fn func()) func() {
	return c.locked(func() {
		if !t.stopped {
			t.stopped = true
			fn()
		}
	})
}

// stop is nil-safe: no timer has nothing to stop.
func (t *timer) stop() {
	if t != nil && !t.stopped {
		t.stopped = true
		t.Stop()
	}
}

// delay is how long to wait before try number n, from 1: what Backoff takes
// of Base, doubled each time, up to Cap.
func (c *core) delay(r Retry, n int) time.Duration {
	pause := r.Cap
	if doublings := min(n-1, 63); r.Base < r.Cap>>doublings {
		pause = r.Base << doublings
	}
	certain := time.Duration(0)
	switch r.Backoff {
	case NoBackoff:
		return 0
	case Exponential:
		return pause
	case EqualJitter:
		certain = pause / 2
	}
	return certain + time.Duration(c.random.Int64N(int64(pause-certain)+1))
}
