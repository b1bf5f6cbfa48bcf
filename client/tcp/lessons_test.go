// Lessons of other clients that take goroutines and sockets: see also
// client/lessons_test.go.

package tcp_test

import (
	"context"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

func TestLessonNoGoroutineIsHeldByACancelledCall(t *testing.T) {
	silent := func(conn net.Conn) { io.Copy(io.Discard, conn) }
	for name, o := range map[string]client.Options{
		"sent":                    {Protocol: 2},
		"waiting for a handshake": {Protocol: 3},
		"waiting for a pool":      {Protocol: 2, Mode: client.PerCall, Pool: client.Pool{Max: 2, Wait: -1}},
	} {
		t.Run(name, func(t *testing.T) {
			o.Addr = listen(t, silent)
			c := clientOf(t, o)
			c.Ping()
			eventually(t, func() bool { return c.Stats().Dialed > 0 || o.Mode == client.Shared }, "a connection is begun")
			for range 100 {
				giveUp(c)
			}
			before := runtime.NumGoroutine()
			for range 10_000 {
				giveUp(c)
			}
			assert.Less(t, runtime.NumGoroutine(), before+20)
			eventually(t, func() bool { return runtime.NumGoroutine() < before+5 }, "goroutines return")
		})
	}
}

// giveUp makes a call, and ends its context while it is awaited.
func giveUp(c *client.Client) {
	ctx, cancel := context.WithCancel(context.Background())
	f := c.Get("a")
	go cancel()
	f.Await(ctx)
}

// TestLessonWriteDoesNotWaitForTheReader has a server that takes no further
// command until the reply to the one before is taken: 64 MB go each way at once.
func TestLessonWriteDoesNotWaitForTheReader(t *testing.T) {
	const calls, size = 64, 1 << 20
	addr := listen(t, func(conn net.Conn) {
		requests := resp.NewReader(resp.Limits{})
		buf := make([]byte, 64<<10)
		for {
			args, ok, err := requests.NextCommand()
			if err != nil {
				return
			}
			if ok {
				if _, err := conn.Write(resp.Append(nil, resp.Bulk(args[1]))); err != nil {
					return
				}
				continue
			}
			n, err := conn.Read(buf)
			if err != nil {
				return
			}
			requests.Feed(buf[:n])
		}
	})
	for _, mode := range modes {
		c := clientOf(t, client.Options{Addr: addr, Protocol: 2, Mode: mode, Pool: client.Pool{Max: 1, Wait: -1}})
		p := c.Pipeline()
		var fs []*client.Future[string]
		for i := range calls {
			if i%2 == 0 {
				fs = append(fs, p.Echo(strings.Repeat(string(rune('a'+i%26)), size)))
			}
		}
		whole := p.Exec()
		for i := range calls {
			if i%2 == 1 {
				fs = append(fs, c.Echo(strings.Repeat(string(rune('a'+i%26)), size)))
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		_, err := whole.Await(ctx)
		require.NoError(t, err, "%v", mode)
		for _, f := range fs {
			v, err := f.Await(ctx)
			require.NoError(t, err, "%v", mode)
			require.True(t, len(v) == size && strings.Count(v, v[:1]) == size, "%v: its own answer", mode)
		}
		cancel()
	}
}
