// The rows of package behaviour over TCP, beside a real server.

package tcp_test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/behaviour"
	"resplay/client/tcp"
)

func TestRows(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "redis.sock")
	addr := startServer(t, "--unixsocket", socket)
	refused := "127.0.0.1:" + strconv.Itoa(freePort(t))
	empty := redis.NewClient(&redis.Options{Addr: addr, MaxRetries: 20})
	defer empty.Close()
	for _, row := range behaviour.Rows() {
		t.Run(row.ID+"_"+strings.ReplaceAll(row.Name, " ", "_"), func(t *testing.T) {
			require.NoError(t, empty.FlushAll(t.Context()).Err())
			began := time.Now()
			row.Run(t, &behaviour.Env{
				New: func(o client.Options, between func(client.Dialer) client.Dialer) *client.Client {
					return rowsClient(t, addr, o, between)
				},
				Refused: refused, Socket: socket, Sleep: time.Sleep,
				Now: func() time.Duration { return time.Since(began) },
			})
		})
	}
}

func rowsClient(t *testing.T, addr string, o client.Options, between func(client.Dialer) client.Dialer) *client.Client {
	if o.Addr == "" {
		o.Addr = addr
	}
	loop := tcp.NewLoop()
	o.Scheduler, o.Dialer = loop, loop.Dialer(nil)
	if between != nil {
		o.Dialer = between(o.Dialer)
	}
	c, err := tcp.New(o)
	if err != nil {
		c = client.New(o) // whose calls say so
	}
	t.Cleanup(func() { await(t, c.Abort()) })
	return c
}
