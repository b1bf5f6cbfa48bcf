// This client beside go-redis, on the same server.

package tcp_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"resplay/client"
)

// A round is n commands, GET and SET by turns, of 16-byte values.
type round func(b *testing.B, n int)

const value = "0123456789abcdef"

// BenchmarkAgainstGoRedis runs rounds of this client and of go-redis by turns,
// against the same server. ns/command are medians of the rounds, and ratio is
// how much faster this client is.
func BenchmarkAgainstGoRedis(b *testing.B) {
	addr := startServer(b)
	ours := open(b, client.Options{Addr: addr})
	theirs := redis.NewClient(&redis.Options{Addr: addr, PoolSize: 100})
	defer theirs.Close()
	await(b, ours.Set("key", value))

	for _, goroutines := range []int{1, 64, 512} {
		b.Run(strconv.Itoa(goroutines)+" goroutines", func(b *testing.B) {
			compare(b, 20_000, awaited(goroutines, func(i int) error { return oneOfOurs(ours, i) }),
				awaited(goroutines, func(i int) error { return oneOfTheirs(theirs, i) }))
		})
	}
	b.Run("pipelines of 1000", func(b *testing.B) {
		compare(b, 100_000, ourPipelines(ours), theirPipelines(theirs))
	})
	b.Run("1000 futures in flight", func(b *testing.B) {
		compare(b, 100_000, ourFutures(ours), theirPipelines(theirs))
	})
}

func compare(b *testing.B, n int, ours, theirs round) {
	var ourTimes, theirTimes []time.Duration
	for b.Loop() {
		ourTimes = append(ourTimes, timed(b, n, ours))
		theirTimes = append(theirTimes, timed(b, n, theirs))
	}
	our, their := median(ourTimes), median(theirTimes)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(our.Nanoseconds())/float64(n), "ns/command")
	b.ReportMetric(float64(their.Nanoseconds())/float64(n), "go-redis-ns/command")
	b.ReportMetric(float64(their)/float64(our), "ratio")
}

func timed(b *testing.B, n int, r round) time.Duration {
	began := time.Now()
	r(b, n)
	return time.Since(began)
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func oneOfOurs(c *client.Client, i int) error {
	ctx := context.Background()
	if i%2 == 0 {
		_, err := c.Get("key").Await(ctx)
		return err
	}
	_, err := c.Set("key", value).Await(ctx)
	return err
}

func oneOfTheirs(c *redis.Client, i int) error {
	ctx := context.Background()
	if i%2 == 0 {
		return c.Get(ctx, "key").Err()
	}
	return c.Set(ctx, "key", value, 0).Err()
}

// awaited is a round of goroutines that each await one command after another.
func awaited(goroutines int, one func(i int) error) round {
	return func(b *testing.B, n int) {
		var group sync.WaitGroup
		for range goroutines {
			group.Go(func() {
				for i := range n / goroutines {
					if err := one(i); err != nil {
						b.Error(err)
					}
				}
			})
		}
		group.Wait()
	}
}

func ourPipelines(c *client.Client) round {
	return func(b *testing.B, n int) {
		p := c.Pipeline()
		for range n / 1000 {
			for range 500 {
				p.Get("key")
				p.Set("key", value)
			}
			await(b, p.Exec())
		}
	}
}

func theirPipelines(c *redis.Client) round {
	return func(b *testing.B, n int) {
		ctx := context.Background()
		p := c.Pipeline()
		for range n / 1000 {
			for range 500 {
				p.Get(ctx, "key")
				p.Set(ctx, "key", value, 0)
			}
			_, err := p.Exec(ctx)
			require.NoError(b, err)
		}
	}
}

// ourFutures keeps a thousand calls under way without a pipeline.
func ourFutures(c *client.Client) round {
	return func(b *testing.B, n int) {
		ctx := context.Background()
		var fs [1000]*client.Future[string]
		for range n / len(fs) {
			for i := range fs {
				fs[i] = c.Get("key")
			}
			for _, f := range fs {
				if _, err := f.Await(ctx); err != nil {
					b.Error(err)
				}
			}
		}
	}
}
