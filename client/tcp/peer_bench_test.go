// The client beside go-redis, both against one real server: `make
// bench-client` starts that server and compares the two.

package tcp_test

import (
	"context"
	"os"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
)

// batch is how many commands a pipeline of the benchmark has.
const batch = 100

// tasks is how many goroutines a processor runs where many work at once.
const tasks = 25

// peer is one of the clients that are compared, and the three ways to use it.
type peer struct {
	name string
	open func(b *testing.B, addr string) driver
}

// driver gets the key "key".
type driver struct {
	get      func(ctx context.Context) error
	pipeline func(ctx context.Context, n int) error // n times at once
}

var peers = []peer{
	{"resplay", openOurs},
	{"go-redis", openGoRedis},
}

func openOurs(b *testing.B, addr string) driver {
	c, err := tcp.New(client.Options{Addr: addr})
	require.NoError(b, err)
	b.Cleanup(func() { c.Abort() })
	return driver{
		get: func(ctx context.Context) error {
			_, err := c.Get("key").Await(ctx)
			return err
		},
		pipeline: func(ctx context.Context, n int) error {
			p := c.Pipeline()
			for range n {
				p.Get("key")
			}
			_, err := p.ExecStrict().Await(ctx)
			return err
		},
	}
}

func openGoRedis(b *testing.B, addr string) driver {
	c := redis.NewClient(&redis.Options{Addr: addr})
	b.Cleanup(func() { c.Close() })
	return driver{
		get: func(ctx context.Context) error { return c.Get(ctx, "key").Err() },
		pipeline: func(ctx context.Context, n int) error {
			_, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
				for range n {
					p.Get(ctx, "key")
				}
				return nil
			})
			return err
		},
	}
}

// BenchmarkPeer measures one command: alone, among others, and in a pipeline.
func BenchmarkPeer(b *testing.B) {
	addr := os.Getenv("RESPLAY_BENCH_REDIS")
	if addr == "" {
		b.Skip("RESPLAY_BENCH_REDIS is not set to the address of a server: use `make bench-client`")
	}
	seed := redis.NewClient(&redis.Options{Addr: addr})
	defer seed.Close()
	require.NoError(b, seed.Set(b.Context(), "key", "value", 0).Err())
	for _, peer := range peers {
		d := peer.open(b, addr)
		b.Run("alone/"+peer.name, func(b *testing.B) {
			for b.Loop() {
				require.NoError(b, d.get(b.Context()))
			}
		})
		b.Run("among/"+peer.name, func(b *testing.B) {
			b.SetParallelism(tasks)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := d.get(b.Context()); err != nil {
						b.Error(err)
					}
				}
			})
		})
		b.Run("pipeline/"+peer.name, func(b *testing.B) {
			for i := 0; i < b.N; i += batch {
				require.NoError(b, d.pipeline(b.Context(), min(batch, b.N-i)))
			}
		})
	}
}
