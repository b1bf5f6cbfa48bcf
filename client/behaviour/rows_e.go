// E: futures, and how programs hold what they open.

package behaviour

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

var rowsE = []Row{
	{"E1", "a future has a state and a result, and awaiting ends with it", stateAndResult},
	{"E2", "a future that nobody settles is pending until a time limit", bareFuture},
	{"E3", "a promise is settled by whoever has it, and wakes who awaits it", promises},
	{"E10", "what was borrowed is given back, also when something fails", givenBack},
	{"E11", "leases, subscriptions, transactions and clients end for good", endForGood},
	{"E13", "each step of a call is told, in order", stepsInOrder},
	{"E14", "the database of a URL is the connection's", databaseOfURL},
	{"E15", "fields and values of a hash in one call", hashInOneCall},
	{"E16", "fields as text or as bytes, by call", fieldsByCall},
	{"E17", "after Close is awaited, calls fail at once", afterClose},
	{"E18", "clients on two databases side by side", twoDatabases},
	{"E19", "a client with a minimum opens nothing before it is used", nothingBeforeUse},
	{"E20", "a connection is acquired and released, and the pool counts it", acquireRelease},
	{"E21", "a connection that is not given back stays in use", notGivenBack},
}

func stateAndResult(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	f := client.Call(c, client.Strings, "BLPOP", "l", "0")
	_, err := f.Result()
	assert.ErrorIs(t, err, client.ErrUsage)
	assert.Equal(t, []any{false, client.StatePending}, []any{f.Done(), f.State()})
	await(t, c.RPush("l", "x"))
	assert.Equal(t, []string{"l", "x"}, await(t, f))
	popped, err := f.Result()
	assert.Equal(t, []any{true, client.StateResolved, []string{"l", "x"}, nil}, []any{f.Done(), f.State(), popped, err})
	assert.Equal(t, []string{"l", "x"}, await(t, f), "it may be awaited again")
	failed := c.Do("NOSUCH")
	refused(t, failed)
	assert.Equal(t, client.StateRejected, failed.State())
}

func bareFuture(t *testing.T, e *Env) {
	p := client.NewPromise[int](e.New(client.Options{}, nil))
	took := e.took(func() { assert.ErrorIs(t, refused(t, client.WaitFor(p.Future, 30*ms)), client.ErrTimeout) })
	assert.GreaterOrEqual(t, took, 30*ms)
	assert.Equal(t, client.StateCancelled, p.State())
}

func promises(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	p := client.NewPromise[string](c)
	c.Set("k", "v").Then(func(_ struct{}, err error) { p.Resolve("woken") })
	assert.Equal(t, "woken", await(t, p.Future))
	rejected, cancelled := client.NewPromise[string](c), client.NewPromise[string](c)
	odd := errors.New("odd")
	require.NoError(t, rejected.Reject(odd))
	cancelled.Cancel()
	assert.ErrorIs(t, refused(t, rejected.Future), odd)
	assert.ErrorIs(t, refused(t, cancelled.Future), client.ErrCancelled)
	assert.ErrorIs(t, cancelled.Resolve("late"), client.ErrUsage)
}

func givenBack(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	odd := errors.New("odd")
	err := c.Use(t.Context(), func(l *client.Lease) error {
		assert.Equal(t, 1, c.Stats().InUse)
		_, err := l.Watch("k").Await(t.Context())
		return errors.Join(err, odd)
	})
	assert.ErrorIs(t, err, odd)
	e.until(t, "it is back, and clean", func() bool { return c.Stats().InUse == 0 })
	assert.Panics(t, func() { c.Use(t.Context(), func(*client.Lease) error { panic("odd") }) })
	assert.Equal(t, []int{0, 1}, []int{c.Stats().InUse, c.Stats().Dialed}, "the same connection served both")
}

func endForGood(t *testing.T, e *Env) {
	c := e.open("e11", client.Options{})
	s := await(t, c.Subscribe(nil, "news"))
	await(t, c.Publish("news", "one"))
	assert.Equal(t, client.Message{Channel: "news", Payload: "one"}, await(t, s.Next()))
	s.Close()
	assert.ErrorIs(t, refused(t, s.Next()), client.ErrClosed)
	odd := errors.New("odd")
	_, err := c.Transact(t.Context(), func(*client.Tx) error { return odd }, "k")
	assert.ErrorIs(t, err, odd)
	l := await(t, c.Acquire())
	l.Close()
	e.until(t, "nothing is in use", func() bool { return c.Stats().InUse == 0 })
	await(t, c.Close())
	e.until(t, "no connection is left", func() bool { return len(e.conns(t, "e11")) == 0 })
}

// diary are hooks that note what they are told.
type diary struct {
	client.NoHooks
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func (d *diary) ConnDialed(int, int, string) { d.note("dialed") }
func (d *diary) ConnOpened(int, int)         { d.note("opened") }
func (d *diary) ConnClosed(int, int, error)  { d.note("closed") }
func (d *diary) FutureCreated(_, _ int, _ string, args []string) {
	d.note("created " + args[0])
}
func (d *diary) FutureSent(_, _ int, request []byte) {
	d.note("sent " + strings.Split(string(request), "\r\n")[2])
}
func (d *diary) FutureSettled(_ int, v resp.Value, _ error) { d.note("settled " + v.Str) }

func stepsInOrder(t *testing.T, e *Env) {
	var d diary
	c := e.New(client.Options{Protocol: 2, LibName: "none", Hooks: &d}, nil)
	await(t, c.Ping())
	await(t, c.Close())
	d.mu.Lock()
	defer d.mu.Unlock()
	assert.Equal(t, []string{
		"created PING", "dialed", "opened", "sent PING", "settled PONG", "created close", "closed", "settled ",
	}, d.lines)
}

func databaseOfURL(t *testing.T, e *Env) {
	o, err := client.ParseURL("redis://127.0.0.1:6379/3")
	require.NoError(t, err)
	assert.Equal(t, 3, o.DB)
	c := e.New(client.Options{DB: o.DB}, nil)
	await(t, c.Set("k", "v"))
	l := await(t, e.New(client.Options{}, nil).Acquire())
	defer l.Release()
	assert.ErrorIs(t, refused(t, l.Get("k")), client.ErrNil)
	await(t, l.Select(3))
	assert.Equal(t, "v", await(t, l.Get("k")))
}

func hashInOneCall(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	assert.Equal(t, int64(2), await(t, c.HSet("car", "color", "red", "doors", "4")))
	assert.Equal(t, int64(1), await(t, c.HSet("car", "color", "blue", "seats", "5")))
	assert.Equal(t, map[string]string{"color": "blue", "doors": "4", "seats": "5"}, await(t, c.HGetAll("car")))
}

func fieldsByCall(t *testing.T, e *Env) {
	for _, protocol := range []int{2, 3} {
		c := e.New(client.Options{Protocol: protocol}, nil)
		await(t, c.FlushAll())
		await(t, c.HSet("car", "color", "red"))
		assert.Equal(t, map[string]string{"color": "red"}, await(t, client.Call(c, client.StringMap, "HGETALL", "car")))
		assert.Equal(t, [][]byte{[]byte("color"), []byte("red")}, await(t, client.Call(c, client.ListOf(client.Bytes), "HGETALL", "car")))
		assert.Equal(t, []client.Pair{{Field: "color", Value: "red"}}, await(t, client.Call(c, client.Pairs, "HGETALL", "car")))
	}
}

func afterClose(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.Ping())
	await(t, c.Close())
	f := c.Ping()
	assert.True(t, f.Done())
	assert.ErrorIs(t, refused(t, f), client.ErrClosed)
	assert.ErrorIs(t, refused(t, c.Acquire()), client.ErrClosed)
	p := c.Pipeline()
	p.Ping()
	assert.ErrorIs(t, refused(t, p.Exec()), client.ErrClosed)
}

func twoDatabases(t *testing.T, e *Env) {
	zero, one := e.New(client.Options{}, nil), e.New(client.Options{DB: 1}, nil)
	await(t, client.All(zero.Set("k", "zero"), one.Set("k", "one"), zero.Set("a", "x")))
	values := await(t, client.All(zero.Get("k"), one.Get("k")))
	assert.Equal(t, []string{"zero", "one"}, values)
	assert.Equal(t, []int64{2, 1}, await(t, client.All(zero.DBSize(), one.DBSize())))
}

func nothingBeforeUse(t *testing.T, e *Env) {
	c := e.open("e19", client.Options{Mode: client.PerCall, Pool: client.Pool{Min: 2, Max: 10}})
	e.Sleep(30 * ms)
	assert.Empty(t, e.conns(t, "e19"))
	await(t, c.Ping())
	e.until(t, "the minimum is open", func() bool { return len(e.conns(t, "e19")) == 2 })
}

func acquireRelease(t *testing.T, e *Env) {
	c := e.New(client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 10}}, nil)
	l := await(t, c.Acquire())
	s := c.Stats()
	assert.Equal(t, []int{1, 1, 0}, []int{s.Open, s.InUse, s.Idle})
	assert.Equal(t, "PONG", await(t, l.Ping()))
	l.Release()
	l.Release()
	s = c.Stats()
	assert.Equal(t, []int{1, 0, 1}, []int{s.Open, s.InUse, s.Idle})
	assert.Contains(t, c.String(), "[db:0, percall, 1 connections]")
	assert.Contains(t, l.String(), "released")
}

func notGivenBack(t *testing.T, e *Env) {
	c := e.New(client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 1, Wait: 20 * ms}}, nil)
	work := func(l *client.Lease) error {
		_, err := l.Incr("word").Await(context.Background())
		return err // without giving l back
	}
	await(t, c.Set("word", "x"))
	l := await(t, c.Acquire())
	assert.Error(t, work(l))
	assert.Equal(t, 1, c.Stats().InUse)
	assert.ErrorIs(t, refused(t, c.Ping()), client.ErrPoolExhausted)
	l.Release()
	assert.Error(t, c.Use(context.Background(), work))
	assert.Equal(t, 0, c.Stats().InUse)
	assert.Equal(t, "PONG", await(t, c.Ping()))
}
