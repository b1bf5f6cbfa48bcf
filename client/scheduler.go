// What the client needs from the world it runs in: time, turns and bytes.

package client

import (
	"context"
	"time"
)

// Scheduler supplies time and turns. The simulated world and client/tcp are
// the two implementations.
//
// A Scheduler under which several goroutines run is also a [sync.Locker]: the
// client holds that lock in each exported call, and around its own posted
// functions, timers and handlers. Callbacks given to Then and the like run
// without the lock. A Scheduler that is no Locker promises that everything
// happens on one goroutine.
type Scheduler interface {
	// Now is the present instant.
	Now() time.Time
	// Post runs fn soon: in the order of posting, one at a time, and never
	// before Post has returned.
	Post(fn func())
	// After runs fn as Post does, once d has passed.
	After(d time.Duration, fn func()) Timer
	// Wait returns nil once f is settled, or an error when it cannot or may
	// not wait for that: ctx ended, or nothing left in the world can settle f.
	Wait(ctx context.Context, f Awaited) error
}

// Watcher is a Scheduler that has an end, as a simulated world does, in which
// nothing is left to wait for some time. A timer that would come again for
// ever, such as that of [Options].KeepAlive, is not to put that off.
type Watcher interface {
	// Watch is After, but for as long as idle reports true nobody waits for fn.
	Watch(d time.Duration, idle func() bool, fn func()) Timer
}

// Timer is a function that a Scheduler will run.
type Timer interface {
	Stop() // a function that has not begun by now never runs
}

// Awaited is a [Future] of any type.
type Awaited interface {
	// Done reports whether the future is settled. It takes no lock.
	Done() bool
	// Join has w woken once the future is settled, and reports whether it
	// will be: one that is settled already wakes nobody. It hardly ever takes
	// the lock, so it is how to wait for a future among goroutines.
	Join(w *Waiter) bool
	// Notify runs fn once, when the future is settled, or now if it is. fn
	// runs under the client's lock, so it only leaves a note for somebody
	// else. A later Notify replaces nothing: each fn runs.
	Notify(fn func())

	outcome() error // the error it is settled with
	owner() *core   // whose lock it has
}

// Waiter is a place in the wait for one future.
type Waiter struct {
	Wake func() // called once, under the client's lock: it only leaves a note for somebody else
}

// Dialer opens connections.
type Dialer interface {
	// Dial begins to connect to addr, host:port or the path of a socket, and
	// reports to h, never before it has returned.
	Dial(addr string, h Handler) Transport
}

// Handler is told what happens on a connection, on the scheduler's turns:
// Opened at most once, Received any number of times after that, Closed once
// and last, also when dialing failed or Close was called.
type Handler interface {
	Opened()
	Received(b []byte) // b is valid during the call only
	Closed(err error)  // why; nil or io.EOF when the peer or Close ended it
}

// Transport is the sending side of a connection. One that also has a method
// Number() int tells [Hooks] the connection's number. One that has a method
// Pause(stop bool) stops reading, and goes on, for a consumer that is slow;
// what was read is still reported.
type Transport interface {
	Write(b []byte) // never blocks, keeps no reference to b
	Close()         // what was written and not delivered may be lost
}
