// The pool against a real server: limits, losses, connections that fall silent.

package tcp_test

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
)

// eventually waits for what will happen, as long as that makes sense.
func eventually(t testing.TB, holds func() bool, what string) {
	t.Helper()
	require.Eventually(t, holds, 8*time.Second, time.Millisecond, what)
}

// connected are the numbers of the connections of clients with a name.
func connected(t testing.TB, admin *client.Client, name string) (ids []string) {
	t.Helper()
	for line := range strings.Lines(await(t, admin.Do("CLIENT", "LIST")).Str) {
		fields := strings.Fields(line)
		for _, field := range fields {
			if field == "name="+name {
				ids = append(ids, strings.TrimPrefix(fields[0], "id="))
			}
		}
	}
	return ids
}

// received is how many connections the server has accepted.
func received(t testing.TB, admin *client.Client) int {
	t.Helper()
	_, after, _ := strings.Cut(await(t, admin.Do("INFO", "stats")).Str, "total_connections_received:")
	n, err := strconv.Atoi(after[:strings.IndexByte(after, '\r')])
	require.NoError(t, err)
	return n
}

func TestThousandGoroutinesShareAPoolOfTen(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	c := open(t, client.Options{Addr: addr, Mode: client.PerCall, ClientName: "ten", Pool: client.Pool{Max: 10}})
	before := received(t, admin)
	var group sync.WaitGroup
	for range 1000 {
		group.Go(func() {
			for range 10 {
				_, err := try(c.Incr("n"))
				assert.NoError(t, err, "those who find no connection wait for one")
			}
		})
	}
	for range 20 {
		assert.LessOrEqual(t, len(connected(t, admin, "ten")), 10)
	}
	group.Wait()
	assert.Equal(t, "10000", await(t, c.Get("n")))
	assert.LessOrEqual(t, received(t, admin)-before, 9, "beside the first one")
	stats := c.Stats()
	assert.Equal(t, client.Stats{
		Open: stats.Dialed, Idle: stats.Dialed, Dialed: stats.Dialed, Hits: 10_002 - stats.Misses, Misses: stats.Misses,
	}, stats)
}

// TestThousandCallsAtOnceOnTheDefaultPool: a pool of a hundred raises nothing.
func TestThousandCallsAtOnceOnTheDefaultPool(t *testing.T) {
	c := open(t, client.Options{Mode: client.PerCall})
	var fs []*client.Future[int64]
	for range 1000 {
		fs = append(fs, c.Incr("n"))
	}
	assert.Len(t, await(t, client.All(fs...)), 1000)
	assert.Equal(t, client.DefaultMax, c.Stats().Open)
}

func TestExhaustedPoolSaysSo(t *testing.T) {
	for wait, want := range map[time.Duration]error{
		client.NoWait:         &client.PoolError{Max: 1},
		20 * time.Millisecond: &client.PoolError{Max: 1, Waited: 20 * time.Millisecond},
	} {
		c := open(t, client.Options{Pool: client.Pool{Max: 1, Wait: wait}})
		l := await(t, c.Acquire())
		_, err := try(c.Acquire())
		assert.Equal(t, want, err)
		l.Release()
	}
	c := open(t, client.Options{Pool: client.Pool{Max: 1, Wait: -1}})
	await(t, c.Acquire())
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := c.Acquire().Await(ctx)
	assert.Equal(t, context.DeadlineExceeded, err)
	assert.Equal(t, 0, c.Stats().Waiting, "who has given up stands in nobody's way")
}

func TestKilledConnectionsAreMadeUpFor(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	c := open(t, client.Options{Addr: addr, Mode: client.PerCall, ClientName: "ten", Pool: client.Pool{Min: 10}})
	await(t, c.Warm())
	ids := connected(t, admin, "ten")
	require.Len(t, ids, 10)
	for _, id := range ids[:5] {
		await(t, admin.Do("CLIENT", "KILL", "ID", id))
	}
	eventually(t, func() bool { return c.Stats().Lost == 5 && c.Stats().Idle == 10 }, "there are ten again")
	assert.Len(t, connected(t, admin, "ten"), 10)
	assert.Equal(t, client.Stats{Open: 10, Idle: 10, Dialed: 15, Lost: 5, Misses: 1}, c.Stats())
}

func TestConnectionsAreReplacedAtTheEndOfTheirLifetime(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode, Pool: client.Pool{Lifetime: 50 * time.Millisecond}})
		ids := map[int64]bool{}
		eventually(t, func() bool {
			ids[await(t, c.Do("CLIENT", "ID")).Int] = true
			return len(ids) == 4
		}, "four connections, one after the other")
		assert.LessOrEqual(t, c.Stats().Open, 1)
	}
}

func TestIdleConnectionsAreClosed(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	c := open(t, client.Options{
		Addr: addr, Mode: client.PerCall, ClientName: "idle", Pool: client.Pool{Min: 2, MaxIdle: 50 * time.Millisecond},
	})
	for _, l := range acquired(t, c, 6) {
		l.Release()
	}
	eventually(t, func() bool { return len(connected(t, admin, "idle")) == 2 }, "the minimum is left")
	stats := c.Stats()
	assert.Equal(t, []int{2, stats.Dialed - 2}, []int{stats.Idle, stats.IdleClosed})
}

func acquired(t testing.TB, c *client.Client, n int) (all []*client.Lease) {
	for range n {
		all = append(all, await(t, c.Acquire()))
	}
	return all
}

// TestConnectionThatFellSilentIsNotLent: as behind a firewall that has
// forgotten it.
func TestConnectionThatFellSilentIsNotLent(t *testing.T) {
	proxy := newProxy(t, startServer(t))
	c := open(t, client.Options{
		Addr: proxy.addr, Mode: client.PerCall, CommandTimeout: 100 * time.Millisecond, Pool: client.Pool{Check: time.Nanosecond},
	})
	await(t, c.Set("a", "1"))
	proxy.silence()
	assert.Equal(t, "1", await(t, c.Get("a")))
	assert.Equal(t, 1, c.Stats().CheckFailed)
	assert.Equal(t, 1, c.Stats().Open)
}

// TestNothingIsLeftAfterClose counts what the server knows of.
func TestNothingIsLeftAfterClose(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	for _, mode := range modes {
		c := open(t, client.Options{Addr: addr, Mode: mode, ClientName: "gone", Pool: client.Pool{Min: 5}})
		await(t, c.Warm())
		leases := acquired(t, c, 3)
		leases[0].Release()
		blocked := c.BLPop(0, "list")
		await(t, c.Subscribe(func(client.Message) {}, "news"))
		due := c.Set("a", "1")
		assert.NotEmpty(t, connected(t, admin, "gone"))
		await(t, c.Close())
		_, err := try(due)
		assert.NoError(t, err, "the reply was due")
		_, err = try(blocked)
		assert.ErrorIs(t, err, client.ErrClosed)
		eventually(t, func() bool { return len(connected(t, admin, "gone")) == 0 }, "the server knows of none")
		assert.Equal(t, []int{0, 0, 0}, []int{c.Stats().Open, c.Stats().Waiting, c.Stats().InUse})
	}
}

func TestDisconnectClosesWhatNobodyUses(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	c := open(t, client.Options{Addr: addr, ClientName: "ids"})
	l := await(t, c.Acquire())
	own, common := await(t, l.Do("CLIENT", "ID")).Int, await(t, c.Do("CLIENT", "ID")).Int
	c.Disconnect(false)
	assert.Equal(t, own, await(t, l.Do("CLIENT", "ID")).Int)
	assert.NotEqual(t, common, await(t, c.Do("CLIENT", "ID")).Int)
	l.Release()
	eventually(t, func() bool { return len(connected(t, admin, "ids")) == 1 }, "only the new shared connection is left")
	c.Disconnect(true)
	assert.Equal(t, "PONG", await(t, c.Do("PING")).Str)
}

// TestLeaseThatIsGarbageIsTakenBack: a program that forgets to release does
// not come to a halt.
func TestLeaseThatIsGarbageIsTakenBack(t *testing.T) {
	c := open(t, client.Options{Pool: client.Pool{Max: 1}})
	for range 3 {
		forget(t, c)
	}
	eventually(t, func() bool {
		runtime.GC()
		return c.Stats().Leaked == 3
	}, "the third is garbage, too")
	await(t, c.Acquire()).Release()
}

// forget acquires and does not release, for which it may have to wait until
// the lease before is found to be garbage.
func forget(t testing.TB, c *client.Client) {
	t.Helper()
	f := c.Acquire()
	eventually(t, func() bool {
		runtime.GC()
		return f.Done()
	}, "there is a connection again")
	l, err := f.Result()
	require.NoError(t, err)
	await(t, l.Watch("a"))
}

// TestAClientPerRequestConnectsForEachRequest: one client for all does not.
func TestAClientPerRequestConnectsForEachRequest(t *testing.T) {
	addr := startServer(t)
	admin := open(t, client.Options{Addr: addr})
	before := received(t, admin)
	for range 50 {
		c, err := tcp.New(client.Options{Addr: addr})
		require.NoError(t, err)
		await(t, c.Incr("requests"))
		await(t, c.Close())
	}
	assert.Equal(t, 50, received(t, admin)-before)
	one := open(t, client.Options{Addr: addr})
	for range 50 {
		await(t, one.Incr("requests"))
	}
	assert.Equal(t, 51, received(t, admin)-before)
}

var errTest = errors.New("fn fails")

func TestUse(t *testing.T) {
	c := open(t, client.Options{Pool: client.Pool{Max: 1}})
	for range 3 {
		assert.Equal(t, errTest, c.Use(t.Context(), func(l *client.Lease) error {
			_, err := l.Watch("a").Await(t.Context())
			assert.NoError(t, err)
			return errTest
		}))
	}
	assert.Equal(t, 1, c.Stats().Open)
}

func TestNoCallIsLostWhenTheSharedConnectionIsReplaced(t *testing.T) {
	c := open(t, client.Options{})
	over := make(chan bool)
	var callers sync.WaitGroup
	for range 4 {
		callers.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				calls := make([]*client.Future[int64], 20)
				for i := range calls {
					calls[i] = c.Incr("n")
				}
				if _, err := try(client.All(calls...)); !assert.NoError(t, err) {
					return
				}
			}
		})
	}
	for range 100 {
		c.Disconnect(false)
		time.Sleep(2 * time.Millisecond)
	}
	close(over)
	callers.Wait()
}
