// Very many commands by very many goroutines, with a server that dies.

package tcp_test

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
)

const (
	stressCommands   = 1_000_000
	stressGoroutines = 1000
	stressKills      = 5
	stressDeadline   = 8 * time.Minute // what takes longer hangs
)

// stress is the test under way.
type stress struct {
	ctx     context.Context
	done    atomic.Int64 // commands that ended
	answers atomic.Int64 // with their own answer
	lost    atomic.Int64 // with an error that tells of a lost connection
	wrong   atomic.Value // what cannot be, as a string
}

// begin counts commands, and reports whether they are to be run.
func (s *stress) begin(n int64) bool { return s.done.Add(n) <= stressCommands && s.wrong.Load() == nil }

// check is told what a command came to.
func (s *stress) check(command, got, want string, err error) {
	switch {
	case err == nil && got == want:
		s.answers.Add(1)
	case errors.Is(err, client.ErrClosed):
		s.lost.Add(1)
	case err != nil:
		s.wrong.Store(command + " of " + want + ": " + err.Error())
	default:
		s.wrong.Store(command + " of " + want + " was answered " + got)
	}
}

// run is one goroutine: it asks for what only it can know.
func (s *stress) run(c *client.Client, g int) {
	key := "own" + strconv.Itoa(g)
	for n := 0; s.begin(5); n++ {
		value := key + ":" + strconv.Itoa(n)
		got, err := c.Echo(value).Await(s.ctx)
		s.check("ECHO", got, value, err)
		s.own(c, key, value)
		p := c.Pipeline()
		first, second := p.Echo(value+"a"), p.Echo(value+"b")
		p.Exec()
		got, err = first.Await(s.ctx)
		s.check("first ECHO", got, value+"a", err)
		got, err = second.Await(s.ctx)
		s.check("second ECHO", got, value+"b", err)
	}
}

// own writes a key that nobody else writes, and reads it again.
func (s *stress) own(c *client.Client, key, value string) {
	_, set := c.Set(key, value).Await(s.ctx)
	s.check("SET", value, value, set)
	got, err := c.Get(key).Await(s.ctx)
	// The server may have died since, and forgotten it, or never have got it.
	if err == client.ErrNil || err == nil && set != nil && strings.HasPrefix(got, key+":") {
		got, err = value, nil
	}
	s.check("GET", got, value, err)
}

func TestStress(t *testing.T) {
	server := startMortal(t)
	o := client.Options{
		Addr: "127.0.0.1:" + server.port, Pool: client.Pool{Max: 50, Wait: -1},
		Connect: client.Retry{Attempts: 1000, Base: time.Millisecond, Cap: 50 * time.Millisecond},
	}
	goroutines, heap := settled()
	var clients []*client.Client
	for _, mode := range modes {
		o.Mode = mode
		c, err := tcp.New(o)
		require.NoError(t, err)
		clients = append(clients, c)
	}
	ctx, cancel := context.WithTimeout(t.Context(), stressDeadline)
	defer cancel()
	s := &stress{ctx: ctx}
	began := time.Now()
	var group sync.WaitGroup
	for g := range stressGoroutines {
		group.Go(func() { s.run(clients[g%len(clients)], g) })
	}
	for kill := range int64(stressKills) {
		for s.done.Load() < (kill+1)*stressCommands/(stressKills+1) && s.wrong.Load() == nil {
			time.Sleep(time.Millisecond)
		}
		server.kill()
		server.start()
	}
	group.Wait()
	require.Nil(t, s.wrong.Load())
	t.Logf("%d answers and %d lost calls in %v", s.answers.Load(), s.lost.Load(), time.Since(began).Round(time.Millisecond))
	assert.Greater(t, s.answers.Load(), int64(stressCommands/2))

	idle, used := settled()
	assert.Less(t, idle, goroutines+2*50+20, "only connections are left")
	assert.Less(t, used, heap+32<<20)
	for _, c := range clients {
		await(t, c.Close())
	}
	eventually(t, func() bool { return runtime.NumGoroutine() <= goroutines+2 }, "goroutines return")
	_, used = settled()
	assert.Less(t, used, heap+4<<20)
}

// settled returns how many goroutines there are, and how many bytes are in use.
func settled() (goroutines int, heap uint64) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), m.HeapAlloc
}
