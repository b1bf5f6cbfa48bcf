//go:build !first

// Locks that are held: extended, released, lost.

package client

import "time"

// Lock is a lock that was acquired. It is held until it is released, or lost:
// when its time is over, or the server says that its key is gone or somebody
// else's. Its time counts from when it was asked for, so it is over here
// before it is over on the server.
type Lock struct {
	client *Client
	key    string
	token  string
	fence  int64
	ttl    time.Duration
	keep   bool

	expiry   time.Time
	expiring *timer
	keeping  *timer
	failures int               // extensions that failed in a row
	cause    error             // why the last of them did
	held     *Future[struct{}] // pending while it is held
}

func newLock(a *locking, fence int64, since time.Time) *Lock {
	l := &Lock{client: a.client, key: a.key, token: a.token, ttl: a.options.TTL, keep: a.options.Extend}
	if a.options.Fence != "" {
		l.fence = fence
	}
	l.held = derived[struct{}](l.client.core)
	l.held.say("hold", l.key)
	l.expireAt(since.Add(l.ttl))
	l.keepLater(l.ttl / 3)
	return l
}

// Key is the lock's key.
func (l *Lock) Key() string { return l.key }

// Token is the value of the lock's key, by which the server knows its holder.
func (l *Lock) Token() string { return l.token }

// Fence is a number that is higher each time the lock is acquired, by anybody;
// 0 without [LockOptions].Fence. Whoever sees a lower one than before is told
// by a holder that has lost the lock.
func (l *Lock) Fence() int64 { return l.fence }

// Remaining is how long the lock is held at least unless it is extended; 0
// when it is not held any more.
func (l *Lock) Remaining() time.Duration {
	l.client.core.Lock()
	defer l.client.core.Unlock()
	if l.held.done {
		return 0
	}
	return max(l.expiry.Sub(l.client.core.sched.Now()), 0)
}

// Lost is rejected, with a [*LockError], when the lock is lost, and resolves
// when it is released. Cancelling it cancels nothing else.
func (l *Lock) Lost() *Future[struct{}] { return Shield(l.held) }

// String is the lock's key and state.
func (l *Lock) String() string {
	l.client.core.Lock()
	defer l.client.core.Unlock()
	switch {
	case !l.held.done:
		return "lock " + l.key + ": held"
	case l.held.err != nil:
		return "lock " + l.key + ": lost"
	}
	return "lock " + l.key + ": released"
}

// Extend makes the lock last for ttl from now on. The future is rejected with
// a [*LockError] when the lock is lost, or with what kept the client from
// finding out: then it is held for its former time at most.
//
// Redis: https://redis.io/commands/pexpire/
func (l *Lock) Extend(ttl time.Duration) *Future[struct{}] {
	l.client.core.Lock()
	defer l.client.core.Unlock()
	return l.extend(ttl)
}

func (l *Lock) extend(ttl time.Duration) *Future[struct{}] {
	core := l.client.core
	f := derived[struct{}](core)
	f.say("extend", l.key)
	switch {
	case l.held.done && l.held.err == nil:
		f.fail(usageError("Extend was called on a lock that was released: acquire another"))
		return f
	case l.held.done:
		f.fail(l.held.err)
		return f
	case ttl < time.Millisecond:
		f.fail(usageError("a lock cannot be extended by " + ttl.String() + ": Release ends it"))
		return f
	}
	until := core.sched.Now().Add(ttl)
	if until.Before(l.expiry) {
		l.expireAt(until) // the answer may be lost
	}
	extended := extendScript.run(l.client.Commands, []string{l.key}, []string{l.token, millis(ttl)})
	extended.after(func(n int64, err error) {
		l.extended(until, n, err)
		if l.held.done && err == nil {
			err = l.held.err
		}
		f.settle(struct{}{}, err)
	})
	return f
}

// extended is told how an extension went.
func (l *Lock) extended(until time.Time, n int64, err error) {
	switch l.cause = err; {
	case l.held.done || err != nil:
	case n == 0:
		l.lose("its key is gone, or somebody else's")
	default:
		l.expireAt(until)
	}
}

// expireAt sets when the lock's time is over.
func (l *Lock) expireAt(t time.Time) {
	l.expiry = t
	l.expiring.stop()
	l.expiring = l.client.core.after(t.Sub(l.client.core.sched.Now()), func() { l.lose("its time is over") })
}

// keepLater extends the lock after a while, if it is to be kept.
func (l *Lock) keepLater(d time.Duration) {
	if l.keep && !l.held.done {
		l.keeping = l.client.core.after(d, l.keepUp)
	}
}

func (l *Lock) keepUp() {
	l.extend(l.ttl).after(func(_ struct{}, err error) {
		if err == nil {
			l.failures = 0
			l.keepLater(l.ttl / 3)
			return
		}
		l.failures++
		l.keepLater(l.client.core.delay(l.client.opts.Connect, l.failures))
	})
}

func (l *Lock) lose(why string) {
	if l.held.done {
		return
	}
	l.stop()
	l.held.fail(&LockError{Key: l.key, Text: why, State: ErrLockLost, Cause: l.cause})
}

func (l *Lock) stop() {
	l.expiring.stop()
	l.keeping.stop()
}

// Release ends the lock, at once for its holder, and for everybody when the
// future resolves. It is rejected with a [*LockError] when the lock was lost
// before. A second Release does nothing.
//
// Redis: https://redis.io/commands/del/
func (l *Lock) Release() *Future[struct{}] {
	l.client.core.Lock()
	defer l.client.core.Unlock()
	f := derived[struct{}](l.client.core)
	f.say("release", l.key)
	if l.held.done {
		f.settle(struct{}{}, l.held.err)
		return f
	}
	l.stop()
	l.held.resolve(struct{}{})
	l.release(f, 1)
	return f
}

// release deletes the key. When the answer is lost it is asked for again, as
// for a connection: no harm is done by that.
func (l *Lock) release(f *Future[struct{}], try int) {
	released := releaseScript.run(l.client.Commands, []string{l.key}, []string{l.token})
	released.after(func(n int64, err error) {
		switch {
		case err != nil && ErrorKind(err) != "server" && try <= l.client.opts.Connect.Attempts && l.client.closed == nil:
			l.client.core.after(l.client.core.delay(l.client.opts.Connect, try), func() { l.release(f, try+1) })
		case err == nil && n == 0 && try == 1:
			f.fail(&LockError{Key: l.key, Text: "its key was gone, or somebody else's, before it was released", State: ErrLockLost})
		default:
			f.settle(struct{}{}, err)
		}
	})
}
