// D: pools behind a service.

package behaviour

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/client"
)

var rowsD = []Row{
	{"D1", "a pool opens no more connections than it may", poolMax},
	{"D2", "a warm pool has its minimum open", poolMin},
	{"D3", "the minimum is kept, also after connections were lost", poolRefilled},
	{"D4", "at the limit, who waits longest is served first", firstComeFirstServed},
	{"D5", "options that make no sense are refused in words", oddOptions},
	{"D6", "a pool for each request opens its minimum for each request", poolPerRequest},
	{"D8", "what a service stores is there", serviceStores},
	{"D9", "no such key is not the empty string", missingIsNotEmpty},
	{"D10", "deleting says whether there was anything", deletingSays},
	{"D11", "a failure is a sentence that can be shown", failureInWords},
	{"D12", "text comes back as text", textStaysText},
	{"D13", "closing begins, and is awaited; a second time does no harm", closeAndWait},
	{"D14", "a service warms its client when it starts, and closes it when it ends", startAndEnd},
	{"D15", "more connections let more of what waits go on at once", poolSizeMatters},
}

func poolMax(t *testing.T, e *Env) {
	c := e.open("d1", client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 5, Wait: client.Forever}})
	var fs []*client.Future[int64]
	for range 500 {
		fs = append(fs, c.Incr("n"))
	}
	e.Sleep(ms)
	assert.LessOrEqual(t, len(e.conns(t, "d1")), 5)
	await(t, client.All(fs...))
	assert.Len(t, e.conns(t, "d1"), 5)
	assert.Equal(t, 5, c.Stats().Open)
}

func poolMin(t *testing.T, e *Env) {
	c := e.open("d2", client.Options{Mode: client.PerCall, DB: 1, Pool: client.Pool{Min: 10, Max: 50}})
	await(t, c.Warm())
	s := c.Stats()
	assert.Equal(t, []int{10, 10, 0}, []int{s.Open, s.Idle, s.InUse})
	assert.Len(t, e.conns(t, "d2"), 10)
}

func poolRefilled(t *testing.T, e *Env) {
	c := e.open("d3", client.Options{Mode: client.PerCall, Pool: client.Pool{Min: 10, Max: 50}})
	await(t, c.Warm())
	e.kill(t, "d3", 5)
	e.until(t, "ten are open again", func() bool { return c.Stats().Lost == 5 && c.Stats().Idle == 10 })
	assert.Len(t, e.conns(t, "d3"), 10)
}

func firstComeFirstServed(t *testing.T, e *Env) {
	c := e.New(client.Options{Pool: client.Pool{Max: 3, Wait: client.Forever}}, nil)
	held := await(t, client.All(c.Acquire(), c.Acquire(), c.Acquire()))
	waiting := []*client.Future[*client.Lease]{c.Acquire(), c.Acquire(), c.Acquire()}
	e.Sleep(5 * ms)
	assert.Equal(t, 3, c.Stats().Waiting)
	for i, l := range held {
		l.Release()
		next := await(t, waiting[i])
		for _, later := range waiting[i+1:] {
			assert.False(t, later.Done())
		}
		defer next.Release()
	}
}

func oddOptions(t *testing.T, e *Env) {
	for want, o := range map[string]client.Options{
		"minimum 3 is above its maximum 2":    {Pool: client.Pool{Min: 3, Max: 2}},
		"fewer than 0":                        {Pool: client.Pool{Max: -1}},
		"protocol 4 is unknown":               {Protocol: 4},
		"a username needs a password":         {Username: "ann"},
		"database -1 is out of range":         {DB: -1},
		"cannot be negative":                  {CommandTimeout: -1},
		"cannot have a space or a line break": {ClientName: "a b"},
	} {
		err := refused(t, e.New(o, nil).Ping())
		assert.ErrorIs(t, err, client.ErrUsage)
		assert.ErrorContains(t, err, want)
	}
}

func poolPerRequest(t *testing.T, e *Env) {
	o := client.Options{Mode: client.PerCall, Pool: client.Pool{Min: 10}}
	app := e.New(o, nil)
	await(t, app.Warm())
	dialed := 0
	for range 5 {
		request := e.New(o, nil)
		await(t, request.Warm())
		await(t, request.Incr("n"))
		await(t, app.Incr("n"))
		dialed += request.Stats().Dialed
		await(t, request.Close())
	}
	assert.Equal(t, []int{50, 10}, []int{dialed, app.Stats().Dialed})
}

func serviceStores(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	stored := await(t, c.SetWith("greeting", "hello", client.SetOptions{TTL: time.Minute}))
	assert.True(t, stored)
	assert.Equal(t, "hello", await(t, c.Get("greeting")))
	assert.InDelta(t, time.Minute, await(t, c.PTTL("greeting")), float64(5*time.Second))
}

func missingIsNotEmpty(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.Set("empty", ""))
	assert.Equal(t, "", await(t, c.Get("empty")))
	assert.ErrorIs(t, refused(t, c.Get("missing")), client.ErrNil)
	assert.Equal(t, []client.Optional{{OK: true}, {}}, await(t, c.MGet("empty", "missing")))
}

func deletingSays(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.Set("k", "v"))
	assert.Equal(t, []int64{1, 0}, []int64{await(t, c.Del("k")), await(t, c.Del("k"))})
}

func failureInWords(t *testing.T, e *Env) {
	c := e.New(client.Options{Addr: e.Refused, Password: "secret", Connect: client.Retry{Attempts: 1, Base: ms}}, nil)
	err := refused(t, c.Get("k"))
	assert.ErrorContains(t, err, "connect to "+e.Refused+": ")
	assert.ErrorContains(t, err, "refused")
	assert.NotContains(t, err.Error(), "secret")
}

func textStaysText(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	const text = "grüße, 世界, 🙂"
	await(t, c.HSet("h", text, text))
	assert.Equal(t, text, await(t, c.HGet("h", text)))
	assert.Equal(t, []string{text}, await(t, c.HKeys("h")))
}

func closeAndWait(t *testing.T, e *Env) {
	c := e.open("d13", client.Options{})
	due := c.Set("k", "v")
	await(t, c.Ping())
	last := c.Incr("n")
	closed := c.Close()
	assert.Equal(t, int64(1), await(t, last), "what was due has come")
	await(t, closed)
	await(t, due)
	await(t, c.Close())
	assert.Contains(t, c.String(), "closed")
	e.until(t, "no connection is left", func() bool { return len(e.conns(t, "d13")) == 0 })
}

func startAndEnd(t *testing.T, e *Env) {
	c := e.open("d14", client.Options{Pool: client.Pool{Min: 2}})
	await(t, c.Warm())
	before := c.Stats().Dialed
	took := e.took(func() { await(t, c.Incr("n")) })
	assert.Equal(t, before, c.Stats().Dialed, "the first request, which took %v, did not have to connect", took)
	await(t, c.Close())
	assert.Equal(t, 0, c.Stats().Open)
}

func poolSizeMatters(t *testing.T, e *Env) {
	took := func(most int) time.Duration {
		c := e.New(client.Options{Mode: client.PerCall, Pool: client.Pool{Min: most, Max: most, Wait: client.Forever}}, nil)
		await(t, c.Warm())
		return e.took(func() {
			var fs []*client.Future[string]
			for i := range 10 {
				fs = append(fs, client.Map(c.BLPop(50*ms, "nothing"+strconv.Itoa(i)), func(client.Popped) (string, error) { return "", nil }))
			}
			for _, f := range fs {
				assert.ErrorIs(t, refused(t, f), client.ErrNil)
			}
		})
	}
	one, ten := took(1), took(10)
	assert.GreaterOrEqual(t, one, 500*ms)
	assert.Less(t, ten, one/2)
}
