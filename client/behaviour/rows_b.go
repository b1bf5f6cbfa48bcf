// B: what programs that come from other clients expect.

package behaviour

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

var rowsB = []Row{
	{"B2", "commands that the client does not know pass through", unknownCommands},
	{"B3", "what New returns is ready for use", readyForUse},
	{"B4", "bytes stay what they are", bytesStay},
	{"B5", "a client from a URL", fromURL},
	{"B7", "a pipeline does nothing until Exec", pipelinesWait},
	{"B8", "a blocking pop waits while other calls go on", blockingPop},
	{"B10", "a client for each request is a connection for each request", clientPerRequest},
	{"B11", "one client serves all, with one connection where that is enough", oneClient},
	{"B12", "a thousand calls at once are no more than the pool's connections", thousandCalls},
	{"B13", "at the pool's limit calls fail, or wait as long as they are told", poolLimit},
	{"B14", "after Close nothing is left open", nothingLeftOpen},
	{"B15", "each client has a pool of its own", poolsAreApart},
	{"B16", "loops over keys", loopsOverKeys},
	{"B17", "scans find everything", scansFindAll},
	{"B18", "a hash is a map", hashIsMap},
	{"B19", "each kind of failure is one error to compare with", kindsOfFailure},
	{"B20", "connections that fail, by refusal, kill or silence", connectionsFail},
	{"B21", "transactions that race for a counter all count", racingTransactions},
	{"B22", "ahead of Multi commands run at once, behind it they queue", watchThenMulti},
	{"B23", "an error within a pipeline leaves the rest as it is", errorWithinPipeline},
}

func unknownCommands(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	assert.ErrorContains(t, refused(t, c.Do("JSON.NOSUCH", "k")), "unknown command 'JSON.NOSUCH'")
	assert.Equal(t, resp.Bulk("x"), await(t, c.Do("ECHO", "x")))
	assert.Equal(t, "x", await(t, client.Call(c, client.Text, "ECHO", "x")))
}

func readyForUse(t *testing.T, e *Env) {
	c := e.New(client.Options{Pool: client.Pool{Min: 2}}, nil)
	assert.Equal(t, "PONG", await(t, c.Ping()))
	warm := e.open("b3", client.Options{Pool: client.Pool{Min: 2}})
	await(t, warm.Warm())
	assert.Len(t, e.conns(t, "b3"), 3, "two in the pool, and the one that all share")
}

func bytesStay(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	const odd = "\x00\xff\r\n\xfe end"
	await(t, c.Set(odd, odd))
	await(t, c.HSet("h", odd, odd))
	await(t, c.RPush("l", odd, ""))
	assert.Equal(t, odd, await(t, c.Get(odd)))
	assert.Equal(t, map[string]string{odd: odd}, await(t, c.HGetAll("h")))
	assert.Equal(t, []string{odd, ""}, await(t, c.LRange("l", 0, -1)))
	assert.Equal(t, []byte(odd), await(t, client.Call(c, client.Bytes, "GET", odd)))
	p := c.TxPipeline()
	p.LRange("l", 0, -1)
	assert.Equal(t, []resp.Value{resp.Bulks(odd, "")}, await(t, p.Exec()), "nested replies too")
}

func fromURL(t *testing.T, e *Env) {
	o, err := client.ParseURL("redis://example.com:6380/2?max=5&client-name=b5")
	require.NoError(t, err)
	assert.Equal(t, []any{"example.com:6380", 2, 5}, []any{o.Addr, o.DB, o.Pool.Max})
	o.Addr = "" // this world's server
	c := e.New(o, nil)
	await(t, c.Set("k", "v"))
	l := await(t, c.Acquire())
	defer l.Release()
	assert.Contains(t, l.String(), "[db:2, open]")
	assert.Contains(t, c.String(), "[db:2, shared")
	assert.NotEmpty(t, e.conns(t, "b5"))
}

func pipelinesWait(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	p := c.Pipeline()
	left := p.Set("left", "1")
	p.Discard()
	assert.ErrorIs(t, refused(t, left), client.ErrCancelled)
	p.Set("a", "1")
	p.Incr("a")
	assert.Equal(t, []resp.Value{resp.OK(), resp.Integer(2)}, await(t, p.Exec()))
	assert.Equal(t, []resp.Value{}, await(t, p.Exec()), "a pipeline is empty after Exec")
	assert.Equal(t, int64(1), await(t, c.Exists("left", "a")))
}

func blockingPop(t *testing.T, e *Env) {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		c := e.New(client.Options{Mode: mode}, nil)
		popped := c.BLPop(0, "jobs")
		for range 1000 {
			await(t, c.Incr("n"))
		}
		assert.False(t, popped.Done())
		await(t, c.RPush("jobs", "one"))
		assert.Equal(t, client.Popped{Key: "jobs", Value: "one"}, await(t, popped))
		began := e.Now()
		assert.ErrorIs(t, refused(t, c.BLPop(50*ms, "jobs")), client.ErrNil)
		assert.GreaterOrEqual(t, e.Now()-began, 50*ms)
	}
}

func clientPerRequest(t *testing.T, e *Env) {
	for range 20 {
		await(t, e.open("b10each", client.Options{}).Incr("n"))
	}
	one := e.open("b10one", client.Options{})
	for range 20 {
		await(t, one.Incr("n"))
	}
	assert.Equal(t, []int{20, 1}, []int{len(e.conns(t, "b10each")), len(e.conns(t, "b10one"))})
}

func oneClient(t *testing.T, e *Env) {
	c := e.New(client.Options{Mode: client.PerCall}, nil)
	service := func(c *client.Client) { await(t, c.Incr("n")) }
	for range 5 {
		service(c)
		service(c)
	}
	s := c.Stats()
	assert.Equal(t, []int{1, 1, 9}, []int{s.Open, s.Dialed, s.Hits})
}

func thousandCalls(t *testing.T, e *Env) {
	assert.Equal(t, 100, client.DefaultMax)
	c := e.New(client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 20, Wait: client.Forever}}, nil)
	var fs []*client.Future[int64]
	for range 1000 {
		fs = append(fs, c.Incr("n"))
	}
	await(t, client.All(fs...))
	assert.Equal(t, "1000", await(t, c.Get("n")))
	assert.LessOrEqual(t, c.Stats().Dialed, 20)
}

func poolLimit(t *testing.T, e *Env) {
	c := e.New(client.Options{Pool: client.Pool{Max: 1, Wait: client.NoWait}}, nil)
	l := await(t, c.Acquire())
	took := e.took(func() { assert.ErrorIs(t, refused(t, c.Acquire()), client.ErrPoolExhausted) })
	assert.Less(t, took, time.Second)
	l.Release()

	c = e.New(client.Options{Pool: client.Pool{Max: 1, Wait: 60 * ms}}, nil)
	l = await(t, c.Acquire())
	var exhausted *client.PoolError
	took = e.took(func() { assert.ErrorAs(t, refused(t, c.Acquire()), &exhausted) })
	assert.Equal(t, client.PoolError{Max: 1, Waited: 60 * ms}, *exhausted)
	assert.GreaterOrEqual(t, took, 60*ms)
	waiting := c.Acquire()
	e.Sleep(5 * ms)
	l.Release()
	await(t, waiting).Release()
}

func nothingLeftOpen(t *testing.T, e *Env) {
	c := e.open("b14", client.Options{Mode: client.PerCall, Pool: client.Pool{Min: 3}})
	await(t, c.Warm())
	assert.Len(t, e.conns(t, "b14"), 3)
	await(t, c.Close())
	e.until(t, "the server has seen all of them end", func() bool { return len(e.conns(t, "b14")) == 0 })
}

func poolsAreApart(t *testing.T, e *Env) {
	a, b := e.open("b15a", client.Options{}), e.open("b15b", client.Options{})
	await(t, a.Ping())
	await(t, b.Ping())
	await(t, a.Close())
	assert.ErrorIs(t, refused(t, a.Ping()), client.ErrClosed)
	assert.Equal(t, "PONG", await(t, b.Ping()))
	assert.Len(t, e.conns(t, "b15b"), 1)
}

func loopsOverKeys(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.MSet("user:1", "a", "user:2", "b", "other", "c"))
	found := map[string]bool{}
	for key, err := range c.ScanAll(t.Context(), client.ScanOptions{Match: "user:*"}) {
		require.NoError(t, err)
		found[key] = true
	}
	assert.Equal(t, map[string]bool{"user:1": true, "user:2": true}, found)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for key, err := range c.ScanAll(ctx, client.ScanOptions{}) {
		assert.Equal(t, []any{"", context.Canceled}, []any{key, err}, "an error is the loop's last element")
	}
}

func scansFindAll(t *testing.T, e *Env) {
	const n = 2000
	c := e.New(client.Options{}, nil)
	p := c.Pipeline()
	want := map[string]bool{}
	for i := range n {
		name := "m" + strconv.Itoa(i)
		want[name] = true
		p.Set(name, "x")
		p.HSet("hash", name, "x")
		p.SAdd("set", name)
		p.ZAdd("zset", client.Scored{Member: name, Score: float64(i)})
	}
	await(t, p.ExecStrict())
	ctx, o := t.Context(), client.ScanOptions{Match: "m*", Count: 300}
	keys, fields, members, scored := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for key, err := range c.ScanAll(ctx, client.ScanOptions{Match: "m*", Count: 300, Type: "string"}) {
		require.NoError(t, err)
		keys[key] = true
	}
	for field, err := range c.HScanAll(ctx, "hash", o) {
		require.NoError(t, err)
		fields[field.Field] = true
	}
	for member, err := range c.SScanAll(ctx, "set", o) {
		require.NoError(t, err)
		members[member] = true
	}
	for member, err := range c.ZScanAll(ctx, "zset", o) {
		require.NoError(t, err)
		scored[member.Member] = true
	}
	assert.Equal(t, []map[string]bool{want, want, want, want}, []map[string]bool{keys, fields, members, scored})
	for key, err := range c.ScanAll(ctx, client.ScanOptions{Type: "hash"}) {
		assert.Equal(t, []any{"hash", nil}, []any{key, err})
	}
}

func hashIsMap(t *testing.T, e *Env) {
	for _, protocol := range []int{2, 3} {
		c := e.New(client.Options{Protocol: protocol}, nil)
		await(t, c.HSet("car", "color", "red", "doors", "4"))
		assert.Equal(t, map[string]string{"color": "red", "doors": "4"}, await(t, c.HGetAll("car")))
		assert.Equal(t, map[string]string{}, await(t, c.HGetAll("nothing")), "no such hash is an empty one")
	}
}

func kindsOfFailure(t *testing.T, e *Env) {
	c := e.New(client.Options{Pool: client.Pool{Max: 1, Wait: client.NoWait}}, nil)
	await(t, c.Set("word", "x"))
	var said resp.Error
	require.ErrorAs(t, refused(t, c.Incr("word")), &said)
	assert.Equal(t, "ERR", said.Code())
	l := await(t, c.Acquire())
	for want, got := range map[error]error{
		client.ErrNil:           refused(t, c.Get("missing")),
		client.ErrUsage:         refused(t, c.Do()),
		client.ErrPoolExhausted: refused(t, c.Acquire()),
		client.ErrTimeout:       refused(t, client.WaitFor(l.BLPop(0, "l"), 10*ms)),
	} {
		assert.ErrorIs(t, got, want)
	}
	l.Release()
	await(t, c.Close())
	assert.ErrorIs(t, refused(t, c.Ping()), client.ErrClosed)
}

func connectionsFail(t *testing.T, e *Env) {
	nobody := e.New(client.Options{Addr: e.Refused, Connect: client.Retry{Attempts: -1}}, nil)
	err := refused(t, nobody.Ping())
	assert.ErrorIs(t, err, client.ErrClosed)
	assert.ErrorContains(t, err, "connect to "+e.Refused)

	killed := e.open("b20", client.Options{})
	popping := killed.BLPop(0, "l")
	e.until(t, "it waits on the server", func() bool {
		return len(e.conns(t, "b20")) == 1 && strings.Contains(await(t, e.other().Info("clients")), "blocked_clients:1")
	})
	e.kill(t, "b20", 1)
	assert.ErrorIs(t, refused(t, popping), client.ErrClosed)

	slow := e.New(client.Options{CommandTimeout: 200 * ms, Resend: client.Retry{Attempts: -1}}, nil)
	await(t, slow.Ping())
	await(t, e.other().Do("CLIENT", "PAUSE", "500", "ALL"))
	err = refused(t, slow.Get("k"))
	assert.True(t, errors.Is(err, client.ErrTimeout) && client.ErrorKind(err) == "timeout", "%v", err)
	e.Sleep(550 * ms)
	assert.Equal(t, "PONG", await(t, slow.Ping()))
}

func racingTransactions(t *testing.T, e *Env) {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		c := e.New(client.Options{Mode: mode}, nil)
		await(t, c.Set("n", "0"))
		var fs []*client.Future[[]resp.Value]
		for range 20 {
			fs = append(fs, c.Transaction(func(tx *client.Tx) client.Awaited {
				return client.Map(tx.Get("n"), func(text string) (struct{}, error) {
					n, err := strconv.Atoi(text)
					tx.Multi()
					tx.Set("n", strconv.Itoa(n+1))
					return struct{}{}, err
				})
			}, "n"))
		}
		await(t, client.All(fs...))
		assert.Equal(t, "20", await(t, c.Get("n")))
		assert.Equal(t, 0, c.Stats().InUse)
	}
}

func watchThenMulti(t *testing.T, e *Env) {
	c := e.New(client.Options{Pool: client.Pool{Max: 1, Wait: client.Forever}, Watch: client.Retry{Attempts: -1}}, nil)
	await(t, c.Set("a", "1"))
	var read *client.Future[string]
	var queued *client.Future[int64]
	f := c.Transaction(func(tx *client.Tx) client.Awaited {
		return client.Chain(tx.Get("a"), func(string) *client.Future[int64] {
			read = tx.Get("a")
			return client.Map(read, func(string) (int64, error) {
				err := tx.Multi()
				queued = tx.Incr("a")
				assert.False(t, queued.Done())
				return 0, err
			})
		})
	}, "a")
	assert.Equal(t, []resp.Value{resp.Integer(2)}, await(t, f))
	assert.Equal(t, []any{"1", int64(2)}, []any{await(t, read), await(t, queued)})

	twice := c.Transaction(func(tx *client.Tx) client.Awaited {
		assert.NoError(t, tx.Multi())
		assert.ErrorIs(t, tx.Multi(), client.ErrUsage)
		tx.Incr("a")
		return nil
	})
	assert.ErrorIs(t, refused(t, twice), client.ErrUsage)

	l := await(t, c.Acquire())
	await(t, l.Watch("a"))
	await(t, l.Do("MULTI"))
	l.Release()
	again := await(t, c.Acquire())
	assert.Equal(t, "2", await(t, again.Get("a")), "it came back without WATCH and MULTI")
	again.Release()
	assert.Equal(t, 0, c.Stats().InUse)
}

func errorWithinPipeline(t *testing.T, e *Env) {
	for _, transaction := range []bool{false, true} {
		c := e.New(client.Options{}, nil)
		await(t, c.FlushAll())
		await(t, c.Set("word", "x"))
		make := c.Pipeline
		if transaction {
			make = c.TxPipeline
		}
		const said = "ERR value is not an integer or out of range"
		p := make()
		p.Incr("n")
		wrong := p.Incr("word")
		p.Incr("n")
		assert.Equal(t, []resp.Value{resp.Integer(1), resp.Fail(said), resp.Integer(2)}, await(t, p.Exec()))
		assert.Equal(t, resp.Error(said), refused(t, wrong))
		p = make()
		p.Incr("n")
		p.Incr("word")
		n := p.Incr("n")
		assert.ErrorContains(t, refused(t, p.ExecStrict()), said)
		assert.Equal(t, int64(4), await(t, n), "all of it was done all the same")
	}
}
