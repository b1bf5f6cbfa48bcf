// Locks on the real engine, on virtual time.

package client_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

func TestLockIsHeldByOne(t *testing.T) {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		r := newRealm(1)
		alice, bob := r.client(client.Options{Mode: mode, Seed: 1}), r.client(client.Options{Mode: mode, Seed: 2})
		l := await(t, alice.Lock("door", client.LockOptions{}))
		assert.Equal(t, resp.Bulk(l.Token()), do(t, bob, "GET", "door"))
		assert.Len(t, l.Token(), 32)
		assert.Equal(t, "lock door: held", l.String())
		assert.InDelta(t, 10*time.Second, l.Remaining(), float64(20*ms))

		err := refused(t, bob.Lock("door", client.LockOptions{}))
		assert.Equal(t, &client.LockError{Key: "door", Text: "somebody else holds it", State: client.ErrLocked}, err)
		assert.ErrorIs(t, err, client.ErrLocked)
		assert.Equal(t, "timeout", client.ErrorKind(err))

		await(t, l.Release())
		await(t, l.Release())
		await(t, l.Lost())
		assert.Equal(t, []any{"lock door: released", time.Duration(0)}, []any{l.String(), l.Remaining()})
		await(t, bob.Lock("door", client.LockOptions{}))
		assert.EqualError(t, refused(t, l.Extend(time.Second)), "Extend was called on a lock that was released: acquire another")
	}
}

func TestLockIsWaitedFor(t *testing.T) {
	r := newRealm(1)
	alice, bob := r.client(client.Options{Seed: 1}), r.client(client.Options{Seed: 2})
	l := await(t, alice.Lock("door", client.LockOptions{}))
	begun := r.Elapsed()
	err := refused(t, bob.Lock("door", client.LockOptions{Wait: time.Second}))
	assert.EqualError(t, err, `lock "door": somebody else holds it, and has not given it back within 1s`)
	assert.InDelta(t, time.Second, r.Elapsed()-begun, float64(10*ms), "neither sooner nor later")

	r.After(200*ms, func() { l.Release() })
	begun = r.Elapsed()
	await(t, bob.Lock("door", client.LockOptions{Wait: client.Forever, Retry: client.Retry{Cap: 50 * ms}}))
	assert.InDelta(t, 225*ms, r.Elapsed()-begun, float64(30*ms))
}

func TestLockIsFreedWhenItsTimeIsOver(t *testing.T) {
	r := newRealm(1)
	alice, bob := r.client(client.Options{Seed: 1}), r.client(client.Options{Seed: 2})
	l := await(t, alice.Lock("door", client.LockOptions{TTL: 100 * ms}))
	lost := l.Lost()
	await(t, bob.Lock("door", client.LockOptions{Wait: time.Second}))
	assert.True(t, lost.Done(), "its holder is told before there is another")
	want := &client.LockError{Key: "door", Text: "its time is over", State: client.ErrLockLost}
	assert.Equal(t, []error{want, want, want}, []error{lost.Err(), refused(t, l.Release()), refused(t, l.Extend(time.Second))})
	assert.Equal(t, "closed", client.ErrorKind(want))
	assert.Equal(t, []any{"lock door: lost", time.Duration(0)}, []any{l.String(), l.Remaining()})
	assert.Equal(t, resp.Integer(1), do(t, alice, "EXISTS", "door"), "the other's lock is not released by this")
}

func TestExtendedLock(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	l := await(t, c.Lock("door", client.LockOptions{TTL: 100 * ms}))
	for range 5 {
		r.Advance(60 * ms)
		await(t, l.Extend(100*ms))
		assert.InDelta(t, 100*ms, l.Remaining(), float64(5*ms))
	}
	await(t, l.Extend(20*ms))
	assert.InDelta(t, 20*ms, l.Remaining(), float64(5*ms), "it can be made shorter")
	assert.ErrorIs(t, refused(t, l.Extend(0)), client.ErrUsage)
	r.Advance(20 * ms)
	assert.ErrorIs(t, refused(t, l.Lost()), client.ErrLockLost)
	assert.ErrorIs(t, refused(t, c.Lock("door", client.LockOptions{TTL: time.Microsecond})), client.ErrUsage)
}

func TestLockThatIsKeptUp(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	l := await(t, c.Lock("door", client.LockOptions{TTL: 300 * ms, Extend: true}))
	r.executed()
	r.Advance(3 * time.Second)
	assert.False(t, l.Lost().Done())
	assert.InDelta(t, 30, len(r.executed()), 2, "it is extended each third of its time")
	await(t, l.Release())
	r.executed()
	r.Advance(3 * time.Second)
	assert.Empty(t, r.executed(), "and not after its release")
}

func TestHolderIsToldOfALock(t *testing.T) {
	for _, row := range []struct {
		name string
		lose func(t *testing.T, r *realm, c *client.Client)
		want string
	}{
		{"the key was deleted", func(t *testing.T, r *realm, c *client.Client) { do(t, c, "DEL", "door") },
			`lock "door": its key is gone, or somebody else's`},
		{"the key was set", func(t *testing.T, r *realm, c *client.Client) { do(t, c, "SET", "door", "mine") },
			`lock "door": its key is gone, or somebody else's`},
		{"extending is forbidden", func(t *testing.T, r *realm, c *client.Client) {
			do(t, c, "ACL", "SETUSER", "default", "-evalsha")
		}, `lock "door": its time is over: NOPERM User default has no permissions to run the 'evalsha' command`},
	} {
		r := newRealm(1)
		c, other := r.client(client.Options{}), r.client(client.Options{})
		l := await(t, c.Lock("door", client.LockOptions{TTL: 300 * ms, Extend: true}))
		row.lose(t, r, other)
		err := refused(t, l.Lost())
		assert.EqualError(t, err, row.want, row.name)
		assert.ErrorIs(t, err, client.ErrLockLost)
	}
}

func TestLockOutlivesALostConnection(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	l := await(t, c.Lock("door", client.LockOptions{TTL: 300 * ms, Extend: true}))
	for range 10 {
		r.Advance(150 * ms)
		do(t, r.client(client.Options{}), "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
	}
	assert.False(t, l.Lost().Done())
	await(t, l.Release())
}

func TestLockOfAClientThatIsClosed(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	l := await(t, c.Lock("door", client.LockOptions{TTL: 300 * ms, Extend: true}))
	waiting := r.client(client.Options{})
	f := waiting.Lock("door", client.LockOptions{Wait: client.Forever})
	r.Advance(20 * ms)
	await(t, waiting.Close())
	await(t, c.Close())
	assert.EqualError(t, refused(t, f), "the client was closed")
	assert.EqualError(t, refused(t, l.Lost()), `lock "door": its time is over: the client was closed`)
	assert.EqualError(t, refused(t, l.Release()), `lock "door": its time is over: the client was closed`)
}

func TestFence(t *testing.T) {
	r := newRealm(1)
	alice, bob := r.client(client.Options{Seed: 1}), r.client(client.Options{Seed: 2})
	o := client.LockOptions{TTL: 100 * ms, Fence: "door:fence"}
	first := await(t, alice.Lock("door", o))
	assert.ErrorIs(t, refused(t, bob.Lock("door", o)), client.ErrLocked)
	r.Advance(200 * ms)
	second := await(t, bob.Lock("door", o))
	await(t, second.Release())
	third := await(t, alice.Lock("door", o))
	assert.Equal(t, []int64{1, 2, 3}, []int64{first.Fence(), second.Fence(), third.Fence()})
	assert.Equal(t, int64(0), await(t, alice.Lock("other", client.LockOptions{})).Fence())
	do(t, bob, "SET", "word", "x")
	assert.Equal(t, "server", client.ErrorKind(refused(t, bob.Lock("third", client.LockOptions{Fence: "word"}))))
	assert.Equal(t, resp.Integer(0), do(t, bob, "EXISTS", "third"))
}

func TestCancelledLockIsNotHeld(t *testing.T) {
	for at := range 10 {
		r := newRealm(1)
		c := r.client(client.Options{})
		f := c.Lock("door", client.LockOptions{Wait: client.Forever})
		r.Advance(time.Duration(at) * ms)
		if f.Done() {
			break
		}
		f.Cancel()
		r.Advance(20 * ms)
		assert.Equal(t, resp.Integer(0), do(t, c, "EXISTS", "door"), "cancelled after %d ms", at)
	}
	r := newRealm(1)
	c := r.client(client.Options{})
	await(t, c.Lock("door", client.LockOptions{}))
	f := c.Lock("door", client.LockOptions{Wait: client.Forever})
	r.Advance(100 * ms)
	f.Cancel()
	r.executed()
	r.Advance(time.Second)
	assert.Empty(t, r.executed(), "nobody tries any more")
}

func TestWithLock(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	no := errors.New("not today")
	o := client.LockOptions{TTL: 100 * ms}
	assert.NoError(t, c.WithLock(t.Context(), "door", o, func(ctx context.Context, l *client.Lock) error {
		assert.Equal(t, resp.Bulk(l.Token()), do(t, c, "GET", "door"))
		return ctx.Err()
	}))
	assert.Equal(t, no, c.WithLock(t.Context(), "door", o, func(context.Context, *client.Lock) error { return no }))
	assert.PanicsWithValue(t, "oh", func() {
		c.WithLock(t.Context(), "door", o, func(context.Context, *client.Lock) error { panic("oh") })
	})
	assert.Equal(t, resp.Integer(0), do(t, c, "EXISTS", "door"))

	var cause error
	err := c.WithLock(t.Context(), "door", o, func(ctx context.Context, l *client.Lock) error {
		assert.ErrorIs(t, c.WithLock(ctx, "door", o, nil), client.ErrLocked)
		r.Advance(time.Second)
		cause = context.Cause(ctx)
		return nil
	})
	assert.Equal(t, &client.LockError{Key: "door", Text: "its time is over", State: client.ErrLockLost}, err)
	assert.Equal(t, err, cause, "the context ends with the lock")

	ctx, cancel := context.WithCancel(t.Context())
	assert.ErrorIs(t, c.WithLock(ctx, "door", o, func(ctx context.Context, l *client.Lock) error {
		cancel()
		return ctx.Err()
	}), context.Canceled)
	assert.Equal(t, resp.Integer(0), do(t, c, "EXISTS", "door"), "released although ctx has ended")
}

// dispute is clients that take turns at a lock while connections break. It
// returns how often somebody held it.
func dispute(t *testing.T, seed uint64) (held int) {
	random := rand.New(rand.NewPCG(seed, 0))
	r := newRealm(seed)
	r.SetLink(sim.Link{Latency: 4 * ms, Jitter: 10 * ms})
	holder, fence := -1, int64(0)
	var play func(i int, c *client.Client)
	play = func(i int, c *client.Client) {
		o := client.LockOptions{
			TTL: time.Duration(20+random.IntN(100)) * ms, Extend: random.IntN(2) == 0,
			Wait: time.Duration(random.IntN(300)) * ms, Fence: "fence",
		}
		c.Lock("door", o).Then(func(l *client.Lock, err error) {
			if err != nil {
				r.After(10*ms, func() { play(i, c) })
				return
			}
			require.Equal(t, -1, holder, "seed %d: client %d has what %d holds", seed, i, holder)
			require.Greater(t, l.Fence(), fence, "seed %d", seed)
			holder, fence = i, l.Fence()
			held++
			l.Lost().Then(func(struct{}, error) {
				if holder == i {
					holder = -1
				}
				r.After(time.Duration(random.IntN(20))*ms, func() { play(i, c) })
			})
			r.After(time.Duration(random.IntN(150))*ms, func() {
				if holder == i && !l.Lost().Done() {
					holder = -1
					l.Release()
				}
			})
		})
	}
	for i := range 4 {
		c := r.client(client.Options{Seed: seed*10 + uint64(i), Mode: []client.Mode{client.Shared, client.PerCall}[random.IntN(2)]})
		r.After(0, func() { play(i, c) })
	}
	for range 20 {
		r.After(time.Duration(random.IntN(3000))*ms, func() { r.Cut(1 + random.IntN(30)) })
	}
	r.Advance(3 * time.Second)
	return held
}

func TestNeverDoTwoHoldALock(t *testing.T) {
	held := 0
	seeds := client.Seeds(100)
	for seed := range seeds {
		held += dispute(t, seed)
	}
	assert.Greater(t, held, 10*int(seeds))
	t.Logf("held %d times", held)
}

func TestTokensOfClientsWithOneSeedDiffer(t *testing.T) {
	r := newRealm(1)
	tokens := map[string]bool{}
	for range 3 {
		c := r.client(client.Options{})
		l := await(t, c.Lock("door", client.LockOptions{}))
		tokens[l.Token()] = true
		await(t, l.Release())
	}
	assert.Len(t, tokens, 3)
}
