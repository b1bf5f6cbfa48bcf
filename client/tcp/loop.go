// Loop: the client's scheduler among goroutines.

package tcp

import (
	"context"
	"sync"
	"time"

	"resplay/client"
)

// Loop runs what a client posts, one function at a time, in order. It is also
// the client's lock, see [client.Scheduler]. It has a goroutine only while
// there is something to run, so it needs no closing.
type Loop struct {
	sync.Mutex // the client's; nothing in this package is called that takes it

	turn    sync.Mutex // guards what follows
	posted  []func()
	spare   []func() // the memory of posted, to be used again
	running bool     // a goroutine runs what is posted
	dirty   []*transport
}

// NewLoop returns a loop with nothing to do.
func NewLoop() *Loop { return &Loop{} }

// Now implements [client.Scheduler].
func (l *Loop) Now() time.Time { return time.Now() }

// Post implements [client.Scheduler].
func (l *Loop) Post(fn func()) {
	l.turn.Lock()
	defer l.turn.Unlock()
	l.posted = append(l.posted, fn)
	l.start()
}

// start makes a goroutine run what is to be run; l.turn is held.
func (l *Loop) start() {
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

// run runs what is posted until there is nothing more, and then writes what
// that has left in transports. By then another goroutine may run what comes
// next: a write can take its time.
func (l *Loop) run() {
	for {
		l.turn.Lock()
		batch := l.posted
		if len(batch) == 0 {
			dirty := l.dirty
			l.dirty, l.running = nil, false
			l.turn.Unlock()
			flushAll(dirty)
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

// flushAll writes what transports have, the first of them on this goroutine.
func flushAll(dirty []*transport) {
	for i := len(dirty) - 1; i > 0; i-- {
		go dirty[i].flush()
	}
	if len(dirty) > 0 {
		dirty[0].flush()
	}
}

// flushLater has t written once all is run that is posted. A transport asks
// once, until it is flushed.
func (l *Loop) flushLater(t *transport) {
	l.turn.Lock()
	defer l.turn.Unlock()
	l.dirty = append(l.dirty, t)
	l.start()
}

// Wait implements [client.Scheduler].
func (l *Loop) Wait(ctx context.Context, f client.Awaited) error {
	w := waiters.Get().(*waiter)
	f.Notify(w.signal)
	select {
	case <-w.settled:
		waiters.Put(w)
		return nil
	case <-ctx.Done():
		return ctx.Err() // w may still be signalled, so nobody else may have it
	}
}

// waiter is what a waiting goroutine leaves with a future.
type waiter struct {
	settled chan struct{}
	signal  func()
}

var waiters = sync.Pool{New: func() any {
	w := &waiter{settled: make(chan struct{}, 1)}
	w.signal = func() { w.settled <- struct{}{} }
	return w
}}
