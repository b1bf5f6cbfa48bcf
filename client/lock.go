//go:build !first

// Locks: how one is acquired.

package client

import (
	"context"
	"time"

	"resplay/resp"
	"resplay/sha"
)

// LockOptions say how a lock is acquired and kept.
type LockOptions struct {
	TTL    time.Duration // after which the server frees it, unless it is extended, in milliseconds; 0: 10 seconds
	Extend bool          // extend it by TTL, each time a third of that has passed, until it is released
	Wait   time.Duration // how long to try while somebody else holds it; 0: try once; [Forever]
	Retry  Retry         // the pauses between tries, whose number only Wait limits; zero: 10 ms, doubled up to 500 ms, full jitter

	// Fence is the key of a counter that is raised each time the lock is
	// acquired, for [Lock.Fence]; "": none. In a cluster, it needs the hash
	// tag of the lock's key.
	Fence string
}

var defaultLockRetry = Retry{Base: 10 * time.Millisecond, Cap: 500 * time.Millisecond}

const defaultLockTTL = 10 * time.Second

// The scripts by which a lock is changed by nobody but who holds it.
var (
	fenceScript = &Script[int64]{decode: integer, name: "b49d22ab9ffed5fa78c0abf2ecbc6d7b9177d1dc", source: `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local fence = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return fence`}
	extendScript = &Script[int64]{decode: integer, name: "8d943429f5dbb76e635924bf92e32e374e38ae0b", source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`}
	releaseScript = &Script[int64]{decode: integer, name: "432633f13589ce36650cdbd1d4058a8f9e193ee9", source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`}
)

// Lock acquires a lock: a key that nobody else can set until it is released,
// or its TTL is over. The future resolves with the lock, or is rejected with a
// [*LockError] that is ErrLocked when somebody else holds it for as long as
// Wait, or with what kept the client from finding out. Cancelling the future
// stops trying, and releases what was acquired meanwhile.
//
// Such a lock is advice, and not proof: a holder that stands still for longer
// than TTL, or whose clock runs slowly, goes on without it until it is told;
// and a server that fails over may forget it. Where two holders at once do
// harm, have what the lock protects refuse the lower [Lock.Fence].
//
// Locks are told apart by 128 random bits, which follow from [Options].Seed:
// clients that are made without client/tcp need a Seed each.
//
// Redis: https://redis.io/commands/set/
func (c *Client) Lock(key string, o LockOptions) *Future[*Lock] {
	c.core.Lock()
	defer c.core.Unlock()
	if o.TTL == 0 {
		o.TTL = defaultLockTTL
	}
	o.Retry = o.Retry.withDefaults(defaultLockRetry)
	a := &locking{client: c, key: key, options: o, began: c.core.sched.Now(), token: newToken(c.core)}
	a.result = newStep[*Lock](c.core, "lock", key)
	if o.TTL < time.Millisecond {
		a.result.fail(usageError("a lock of " + o.TTL.String() + " would be over before it begins: TTL is a millisecond or more"))
		return a.result
	}
	a.result.place = abandonFunc(func() { a.pause.stop() })
	a.try()
	return a.result
}

// WithLock calls fn while it holds a lock, and releases it when fn returns, or
// panics. The context that fn gets ends when the lock is lost, with that as
// its cause. WithLock returns fn's error, or else what went wrong with the lock.
func (c *Client) WithLock(ctx context.Context, key string, o LockOptions, fn func(context.Context, *Lock) error) (err error) {
	l, err := c.Lock(key, o).Await(ctx)
	if err != nil {
		return err
	}
	held, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	l.Lost().Then(func(_ struct{}, lost error) { cancel(lost) })
	defer func() {
		patience := max(l.Remaining(), time.Millisecond) // by then the server frees it anyway
		released := WaitFor(l.Release(), patience)
		if _, lost := released.Await(context.WithoutCancel(ctx)); err == nil {
			err = lost
		}
	}()
	return fn(held, l)
}

// newToken returns what nobody else will set: 128 random bits, in which
// clients of one world differ also when they have the same seed. Whoever can
// read a token can as well delete its key, so it is no secret.
func newToken(c *core) string {
	var bits [16]byte
	for i := range bits {
		bits[i] = byte(c.random.Uint32())
	}
	bits[0] ^= byte(c.client)
	bits[1] ^= byte(c.client >> 8)
	return sha.Hex(bits[:])
}

// locking is a lock that is being acquired.
type locking struct {
	client  *Client
	key     string
	token   string
	options LockOptions
	result  *Future[*Lock]
	began   time.Time
	tries   int
	pause   *timer
}

func (a *locking) try() {
	a.tries++
	sent := a.client.core.sched.Now()
	a.ask().after(func(fence int64, err error) {
		switch {
		case err != nil:
			a.failed(err)
		case fence == 0:
			a.again(nil)
		case a.result.done || a.client.core.sched.Now().Sub(sent) >= a.options.TTL: // nobody wants it, or it is over
			a.undo(func() { a.again(nil) })
		default:
			a.result.resolve(newLock(a, fence, sent))
		}
	})
}

// ask resolves with 0 when the lock was not to be had.
func (a *locking) ask() *Future[int64] {
	ttl := millis(a.options.TTL)
	if a.options.Fence != "" {
		return fenceScript.run(a.client.Commands, []string{a.key, a.options.Fence}, []string{a.token, ttl})
	}
	return issue(a.client.Commands, setOrNot, "SET", a.key, a.token, "NX", "PX", ttl)
}

func setOrNot(v resp.Value) (int64, error) {
	set, err := stored(v)
	if set {
		return 1, err
	}
	return 0, err
}

// failed is told that a try went wrong. It may have succeeded on the server
// all the same, so the next one has to be preceded by a release.
func (a *locking) failed(err error) {
	switch {
	case a.client.closed != nil, ErrorKind(err) == "server" && !passes(err):
		a.result.fail(err)
	default:
		a.undo(func() { a.again(err) })
	}
}

// undo releases what a try may have acquired.
func (a *locking) undo(then func()) {
	released := releaseScript.run(a.client.Commands, []string{a.key}, []string{a.token})
	released.after(func(int64, error) { then() })
}

// again tries once more, after a pause, or gives up because of err, or because
// somebody else holds the lock.
func (a *locking) again(err error) {
	if a.result.done {
		return
	}
	core := a.client.core
	pause := core.delay(a.options.Retry, a.tries)
	if a.options.Wait >= 0 {
		left := a.options.Wait - core.sched.Now().Sub(a.began)
		if left <= 0 {
			a.result.fail(a.giveUp(err))
			return
		}
		pause = min(pause, left) // the last try is when the time is over
	}
	a.pause = core.after(pause, a.try)
}

func (a *locking) giveUp(err error) error {
	if err != nil {
		return err
	}
	text := "somebody else holds it"
	if a.options.Wait > 0 {
		text += ", and has not given it back within " + a.options.Wait.String()
	}
	return &LockError{Key: a.key, Text: text, State: ErrLocked}
}
