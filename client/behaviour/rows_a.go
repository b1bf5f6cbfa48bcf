// A: one command method, whoever calls it.

package behaviour

import (
	"reflect"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

var rowsA = []Row{
	{"A1", "making a client does no I/O", makingDoesNoIO},
	{"A2", "a command method returns a future", methodsReturnFutures},
	{"A3", "all who have the command methods send the same", allSendTheSame},
	{"A4", "a call is sent when it is made", sentWhenMade},
	{"A5", "on a pipeline the same method only collects", pipelinesCollect},
	{"A6", "a failure that nobody looks at is told", failuresAreTold},
	{"A7", "no command is written twice", nothingTwice},
	{"A8", "types say what a call becomes", typesSay},
}

func makingDoesNoIO(t *testing.T, e *Env) {
	c := e.open("a1", client.Options{})
	e.Sleep(50 * ms)
	assert.Empty(t, e.conns(t, "a1"))
	await(t, c.Ping())
	assert.Len(t, e.conns(t, "a1"), 1)
}

func methodsReturnFutures(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	f := c.BLPop(0, "l")
	assert.Equal(t, client.StatePending, f.State())
	await(t, c.RPush("l", "x"))
	await(t, f)
	assert.Equal(t, client.StateResolved, f.State())
}

func allSendTheSame(t *testing.T, e *Env) {
	sample := func(c client.Commands) {
		c.Set("k", "v")
		c.HSet("h", "f", "v", "g", "w")
		c.LRange("l", 0, -1)
		c.ZAdd("z", client.Scored{Member: "m", Score: 1.5})
		c.Expire("k", 1500*ms)
		c.Do("ECHO", "a b")
	}
	var w wire
	c := e.New(client.Options{}, w.between)
	await(t, c.Ping())
	w.taken()
	sample(c.Commands)
	await(t, c.Ping())
	want := w.said()
	require.Len(t, want, 7)

	p := c.Pipeline()
	sample(p.Commands)
	p.Ping()
	await(t, p.Exec())
	assert.Equal(t, want, w.said())

	l := await(t, c.Acquire())
	defer l.Release()
	await(t, l.Ping())
	w.taken()
	sample(l.Commands)
	await(t, l.Ping())
	assert.Equal(t, want, w.said())
}

func sentWhenMade(t *testing.T, e *Env) {
	e.New(client.Options{}, nil).Set("k", "v")
	e.until(t, "the server has it, and nobody has awaited anything", func() bool {
		v, _ := try(e.other().Get("k"))
		return v == "v"
	})
}

func pipelinesCollect(t *testing.T, e *Env) {
	p := e.New(client.Options{}, nil).Pipeline()
	f := p.Incr("k")
	e.Sleep(20 * ms)
	assert.Equal(t, []any{1, false, int64(0)}, []any{p.Len(), f.Done(), await(t, e.other().Exists("k"))})
	await(t, p.Exec())
	assert.Equal(t, []any{0, true, int64(1)}, []any{p.Len(), f.Done(), await(t, f)})
}

// ears are hooks that hear of failures.
type ears struct {
	client.NoHooks
	mu      sync.Mutex
	unheard map[int]error
}

func (e *ears) FutureUnheard(future int, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.unheard[future] = err
}

func (e *ears) FutureHeard(future int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.unheard, future)
}

func (e *ears) of(future int) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.unheard[future]
}

func failuresAreTold(t *testing.T, e *Env) {
	heard := &ears{unheard: map[int]error{}}
	c := e.New(client.Options{Hooks: heard}, nil)
	await(t, c.Set("word", "x"))
	forgotten, awaited := c.Incr("word"), c.Incr("word")
	said := refused(t, awaited)
	assert.ErrorIs(t, heard.of(forgotten.ID()), said)
	assert.NoError(t, heard.of(awaited.ID()))
	assert.ErrorIs(t, refused(t, forgotten), said)
	assert.NoError(t, heard.of(forgotten.ID()), "somebody looks at it after all")
}

func nothingTwice(t *testing.T, _ *Env) {
	commands := reflect.TypeFor[client.Commands]()
	require.Greater(t, commands.NumMethod(), 100)
	for _, owner := range []reflect.Type{
		reflect.TypeFor[*client.Client](), reflect.TypeFor[*client.Lease](), reflect.TypeFor[*client.Cache](),
		reflect.TypeFor[*client.Pipeline](), reflect.TypeFor[*client.Tx](),
	} {
		field, ok := owner.Elem().FieldByName("Commands")
		assert.True(t, ok && field.Anonymous && field.Type == commands, "%v has them from Commands", owner)
		for i := range commands.NumMethod() {
			name := commands.Method(i).Name
			_, has := owner.MethodByName(name)
			assert.True(t, has, "%v.%s", owner, name)
		}
	}
}

func typesSay(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	var text *client.Future[string] = c.Echo("x")
	var number *client.Future[int64] = c.Incr("n")
	var yes *client.Future[bool] = c.SetNX("k", "v")
	var list *client.Future[[]string] = c.LRange("l", 0, -1)
	var hash *client.Future[map[string]string] = c.HGetAll("h")
	var any *client.Future[resp.Value] = c.Do("PING")
	assert.Equal(t, "x", await(t, text))
	assert.Equal(t, int64(1), await(t, number))
	assert.True(t, await(t, yes))
	assert.Empty(t, await(t, list))
	assert.Empty(t, await(t, hash))
	assert.Equal(t, resp.Simple("PONG"), await(t, any))
}
