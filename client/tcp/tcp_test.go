// The client against a real server.

package tcp_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/resp"
)

var modes = []client.Mode{client.Shared, client.PerCall}

func TestCommands(t *testing.T) {
	addr := startServer(t)
	for _, protocol := range []int{2, 3} {
		c := open(t, client.Options{Addr: addr, Protocol: protocol})
		await(t, c.FlushAll())
		await(t, c.Set("greeting", "hello"))
		await(t, c.HSet("car", "color", "red", "doors", "4"))
		await(t, c.RPush("list", "a", "b", "c"))
		await(t, c.SAdd("set", "x"))
		set, err := try(c.SetWith("greeting", "other", client.SetOptions{NX: true}))
		_, missing := try(c.Get("missing"))
		_, wrong := try(c.Incr("greeting"))
		assert.Equal(t, []any{
			"hello", map[string]string{"color": "red", "doors": "4"}, []string{"a", "b", "c"}, true,
			[]client.Optional{{Value: "hello", OK: true}, {}}, client.NoExpiry, 1.5, false, nil, client.ErrNil,
			resp.Error("ERR value is not an integer or out of range"),
		}, []any{
			await(t, c.Get("greeting")), await(t, c.HGetAll("car")), await(t, c.LRange("list", 0, -1)), await(t, c.SIsMember("set", "x")),
			await(t, c.MGet("greeting", "missing")), await(t, c.TTL("greeting")), await(t, c.IncrByFloat("f", 1.5)), set, err, missing,
			wrong,
		}, "RESP%d", protocol)
	}
}

func TestScanAllFindsEveryKey(t *testing.T) {
	c := open(t, client.Options{})
	p := c.Pipeline()
	for i := range 10_000 {
		p.Set("user:"+strconv.Itoa(i), "x")
	}
	await(t, p.ExecStrict())
	found := map[string]bool{}
	for key, err := range c.ScanAll(t.Context(), client.ScanOptions{Match: "user:*", Count: 500}) {
		require.NoError(t, err)
		found[key] = true
	}
	assert.Len(t, found, 10_000)
}

func TestPipelineAndTransaction(t *testing.T) {
	c := open(t, client.Options{})
	for _, p := range []*client.Pipeline{c.Pipeline(), c.TxPipeline()} {
		await(t, c.FlushAll())
		p.Set("word", "x")
		p.Incr("word")
		n := p.Incr("n")
		assert.Equal(t, []resp.Value{
			resp.OK(), resp.Fail("ERR value is not an integer or out of range"), resp.Integer(1),
		}, await(t, p.Exec()))
		assert.Equal(t, int64(1), await(t, n))
	}
	tx := c.TxPipeline()
	tx.Incr("n")
	tx.Do("NOSUCH")
	_, err := try(tx.Exec())
	var abort *client.AbortError
	require.ErrorAs(t, err, &abort)
	assert.Equal(t, 1, abort.Index)
	assert.Equal(t, "1", await(t, c.Get("n")))
}

func TestTwentyTransactionsThatRaceAllHappen(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		await(t, c.Set("n", "0"))
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				_, err := c.Transact(t.Context(), func(tx *client.Tx) error {
					n, err := tx.Get("n").Await(t.Context())
					if err != nil {
						return err
					}
					i, err := strconv.Atoi(n)
					tx.Multi()
					tx.Set("n", strconv.Itoa(i+1))
					return err
				}, "n")
				assert.NoError(t, err)
			})
		}
		group.Wait()
		assert.Equal(t, "20", await(t, c.Get("n")), "%v", mode)
		assert.Equal(t, 0, c.Stats().InUse)
	}
}

func TestPublishAndSubscribe(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		c := open(t, client.Options{Protocol: protocol})
		messages := make(chan client.Message, 100)
		s := await(t, c.Subscribe(func(m client.Message) { messages <- m }, "news"))
		await(t, s.PSubscribe("sports.*"))
		assert.Equal(t, int64(1), await(t, c.Publish("news", "one")))
		assert.Equal(t, int64(1), await(t, c.Publish("sports.chess", "two")))
		assert.Equal(t, []client.Message{
			{Channel: "news", Payload: "one"}, {Channel: "sports.chess", Pattern: "sports.*", Payload: "two"},
		}, []client.Message{<-messages, <-messages})
		s.Close()
	}
}

func TestSubscriptionComesBackAfterAKill(t *testing.T) {
	c := open(t, client.Options{})
	messages := make(chan client.Message, 100)
	states := make(chan error, 10)
	s := await(t, c.Subscribe(func(m client.Message) { messages <- m }, "news"))
	s.OnState(func(err error) { states <- err })
	await(t, c.Do("CLIENT", "KILL", "TYPE", "pubsub"))
	assert.ErrorIs(t, <-states, client.ErrClosed)
	assert.NoError(t, <-states)
	await(t, c.Publish("news", "back"))
	assert.Equal(t, client.Message{Channel: "news", Payload: "back"}, <-messages)
}

func TestBlockingPop(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		popped := c.BLPop(0, "jobs")
		for range 1000 {
			await(t, c.Incr("n"))
		}
		assert.False(t, popped.Done())
		await(t, c.RPush("jobs", "one"))
		assert.Equal(t, client.Popped{Key: "jobs", Value: "one"}, await(t, popped))

		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		_, err := c.BLPop(0, "jobs").Await(ctx)
		cancel()
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		for !strings.Contains(await(t, c.Info("clients")), "blocked_clients:0") {
			// the server has not noticed yet that the connection is closed
		}
		await(t, c.RPush("jobs", "two"))
		assert.Equal(t, "two", await(t, c.BLPop(0, "jobs")).Value, "%v: the call that was given up took nothing", mode)
	}
}

func TestKilledConnectionIsReplaced(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		admin := open(t, client.Options{Addr: serverOf(t, c)})
		for range 5 {
			id := await(t, c.ClientID())
			await(t, admin.ClientKill(id))
			// A call that is under way as the connection breaks fails, and is
			// not made again; one that comes later is served.
			for {
				_, err := try(c.Incr("n"))
				if err == nil {
					break
				}
				require.ErrorIs(t, err, client.ErrClosed)
			}
		}
	}
}

// serverOf is the address of a client's server.
func serverOf(t *testing.T, c *client.Client) string {
	addr := await(t, c.ClientInfo())["laddr"]
	require.NotEmpty(t, addr, "CLIENT INFO names no address")
	return addr
}

func TestAHundredGoroutines(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode, Pool: client.Pool{Max: 10, Wait: -1}})
		var group sync.WaitGroup
		for g := range 100 {
			group.Go(func() {
				key := "key" + strconv.Itoa(g)
				for i := range 50 {
					want := strconv.Itoa(i)
					if mode == client.PerCall {
						await(t, c.Set(key, want)) // the order of calls is given by awaiting them alone
					} else {
						c.Set(key, want)
					}
					assert.Equal(t, want, await(t, c.Get(key)))
				}
			})
		}
		group.Wait()
		assert.LessOrEqual(t, c.Stats().Open, 10)
	}
}

func TestCallbacksRunInOrderOneAtATime(t *testing.T) {
	c := open(t, client.Options{})
	var order []int // no lock: callbacks do not overlap
	done := make(chan struct{})
	for i := range 1000 {
		c.Incr("n").Then(func(int64, error) {
			order = append(order, i)
			if i == 500 {
				c.Get("n") // a callback may call the client
			}
			if i == 999 {
				close(done)
			}
		})
	}
	<-done
	assert.True(t, slices.IsSorted(order))
	assert.Len(t, order, 1000)
}

func TestConnectFailures(t *testing.T) {
	refused := "127.0.0.1:" + strconv.Itoa(freePort(t))
	c, err := tcp.New(client.Options{Addr: refused, Connect: client.Retry{Attempts: 1, Base: time.Millisecond}})
	require.NoError(t, err)
	_, err = try(c.Ping())
	assert.ErrorContains(t, err, "connect to "+refused+": ")
	assert.ErrorContains(t, err, "connection refused")
	await(t, c.Close())

	_, err = tcp.Open("redis://localhost?nope=1")
	assert.ErrorIs(t, err, client.ErrUsage)
	_, err = tcp.New(client.Options{DB: -1})
	assert.ErrorIs(t, err, client.ErrUsage)

	addr := startServer(t)
	await(t, open(t, client.Options{Addr: addr}).Ping())
	denied, err := tcp.Open("redis://ann:secret@" + addr)
	require.NoError(t, err)
	_, err = try(denied.Ping())
	var said resp.Error
	require.True(t, errors.As(err, &said), "%v", err)
	assert.NotContains(t, err.Error(), "secret")
	await(t, denied.Close())
}

func TestCloseWhileDialing(t *testing.T) {
	c, err := tcp.New(client.Options{Addr: "127.0.0.1:" + strconv.Itoa(freePort(t))})
	require.NoError(t, err)
	f := c.Ping()
	await(t, c.Close())
	_, err = try(f)
	assert.ErrorIs(t, err, client.ErrClosed)
}

func TestLargeValues(t *testing.T) {
	c := open(t, client.Options{})
	value := strings.Repeat("0123456789", 1_000_000)
	await(t, c.Set("large", value))
	assert.True(t, value == await(t, c.Get("large")), "10 MB come back as they were")
}

// Few callers, so that who reads the socket changes all the time.
func TestFewCallersGetTheirOwnAnswers(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		var group sync.WaitGroup
		for g := range 3 {
			group.Go(func() {
				random := rand.New(rand.NewPCG(uint64(g), 1))
				for i := range 2000 {
					want := strconv.Itoa(g) + "." + strconv.Itoa(i)
					f := c.Do("ECHO", want)
					switch random.IntN(10) {
					case 0: // the others are alone for a while
						time.Sleep(time.Duration(random.IntN(3000)) * time.Microsecond)
					case 1:
						ctx, cancel := context.WithTimeout(t.Context(), time.Duration(random.IntN(60))*time.Microsecond)
						v, err := f.Await(ctx)
						cancel()
						assert.True(t, err == nil && v.Str == want || errors.Is(err, context.DeadlineExceeded), "%v", err)
						continue
					case 2:
						told := make(chan string, 1)
						f.Then(func(v resp.Value, _ error) { told <- v.Str })
						assert.Equal(t, want, <-told)
					}
					assert.Equal(t, want, await(t, f).Str)
				}
			})
		}
		group.Wait()
	}
}

// Pipelines may let the calls of others pass between two of theirs, and
// transactions must not.
func TestPipelinesOfManyGoroutinesKeepTheirAnswers(t *testing.T) {
	c := open(t, client.Options{})
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			for i := range 20 {
				p := c.Pipeline()
				if i%4 == 3 {
					p = c.TxPipeline()
				}
				var want []resp.Value
				for n := range 300 {
					text := strconv.Itoa(g) + "." + strconv.Itoa(i) + "." + strconv.Itoa(n)
					p.Do("ECHO", text)
					want = append(want, resp.Bulk(text))
				}
				assert.Equal(t, want, await(t, p.Exec()))
			}
		})
	}
	group.Wait()
}

func TestPipelineThatIsGivenUpWhileItIsSent(t *testing.T) {
	c := open(t, client.Options{})
	for range 100 {
		p := c.Pipeline()
		for range 300 {
			p.Incr("n")
		}
		f := p.Exec()
		go f.Cancel()
		_, err := try(f)
		assert.True(t, err == nil || errors.Is(err, client.ErrCancelled), "%v", err)
	}
	assert.Equal(t, "PONG", await(t, c.Ping()))
}
