// Loop: the client's scheduler among goroutines.

package tcp

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"resplay/client"
)

// Loop runs what a client posts, one function at a time, in order. It is also
// the client's lock, see [client.Scheduler]. It has a goroutine only while
// there is something to run, so it needs no closing.
type Loop struct {
	sync.Mutex // the client's; nothing in this package is called that takes it

	// The Mutex guards these: what is done once it is free.
	soon  *transport // that has the request of a single call to write; nil: none
	woken *waiter    // who waits no more, the last one first

	// Whose own goroutine has stood back: of one connection at a time, since who
	// awaits a future does not know over which one its reply comes.
	single atomic.Pointer[reading]

	turn    sync.Mutex // guards what follows
	posted  []func()
	spare   []func() // the memory of posted, to be used again
	running bool     // a goroutine runs what is posted
}

// NewLoop returns a loop with nothing to do.
func NewLoop() *Loop { return &Loop{} }

// Unlock unlocks the client. What was to wait for that is done now.
func (l *Loop) Unlock() {
	soon, woken := l.soon, l.woken
	l.soon, l.woken = nil, nil
	l.Mutex.Unlock()
	for w := woken.reversed(); w != nil; {
		next := w.next
		w.leave()
		w = next
	}
	if soon != nil {
		soon.writeNow()
	}
}

// Now implements [client.Scheduler].
func (l *Loop) Now() time.Time { return time.Now() }

// Post implements [client.Scheduler].
func (l *Loop) Post(fn func()) {
	l.turn.Lock()
	defer l.turn.Unlock()
	l.posted = append(l.posted, fn)
	if !l.running {
		l.running = true
		go l.run()
	}
}

// After implements [client.Scheduler].
func (l *Loop) After(d time.Duration, fn func()) client.Timer {
	return timer{time.AfterFunc(d, func() { l.Post(fn) })}
}

type timer struct{ *time.Timer }

func (t timer) Stop() { t.Timer.Stop() }

// run runs what is posted until there is nothing more.
func (l *Loop) run() {
	for {
		l.turn.Lock()
		batch := l.posted
		if len(batch) == 0 {
			l.running = false
			l.turn.Unlock()
			return
		}
		l.posted, l.spare = l.spare[:0], nil
		l.turn.Unlock()
		for _, fn := range batch {
			fn()
		}
		clear(batch)
		l.turn.Lock()
		l.spare = batch
		l.turn.Unlock()
	}
}

// Wait implements [client.Scheduler].
func (l *Loop) Wait(ctx context.Context, f client.Awaited) error {
	if f.Done() {
		return nil
	}
	w := waiters.Get().(*waiter)
	w.loop = l
	if !f.Join(&w.Waiter) {
		waiters.Put(w)
		return nil
	}
	if r := l.single.Load(); r != nil {
		r.await(ctx, w, f)
	}
	if ctx.Done() == nil {
		<-w.settled
	} else {
		select {
		case <-w.settled:
		case <-ctx.Done():
			return ctx.Err() // w may still be woken, so nobody else may have it
		}
	}
	waiters.Put(w)
	return nil
}

// waiter is what a waiting goroutine leaves with a future.
type waiter struct {
	client.Waiter
	loop    *Loop
	settled chan struct{}
	reads   atomic.Pointer[reading] // where it reads until then; nil: nowhere
	next    *waiter                 // of those who are woken together
}

var waiters = sync.Pool{New: func() any {
	w := &waiter{settled: make(chan struct{}, 1)}
	w.Wake = func() { w.next, w.loop.woken = w.loop.woken, w }
	return w
}}

// leave lets the goroutine go on.
func (w *waiter) leave() {
	w.next = nil
	if r := w.reads.Load(); r != nil {
		r.interrupt(w)
	}
	w.settled <- struct{}{}
}

// reversed returns the list with the first one first.
func (w *waiter) reversed() (first *waiter) {
	for w != nil {
		w.next, first, w = first, w, w.next
	}
	return first
}
