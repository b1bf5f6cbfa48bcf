// This client beside others, on the same server: make bench-client.

package tcp_test

import (
	"cmp"
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/rueidis"
	"github.com/stretchr/testify/require"

	"resplay/client"
)

// What is asked for and kept: a key as redis-benchmark has it, of 16 bytes too.
const (
	key   = "key:__rand_int__"
	value = "0123456789abcdef"
)

// A runner runs n commands, GET and SET by turns, and says how long that took.
type runner struct {
	name   string
	target float64 // how many times as fast we must be, at least; 0: whatever
	run    func(b *testing.B, n int) time.Duration
}

// BenchmarkPeers measures rounds of this client and of others by turns, against
// the same server, and prints the medians. A round of -benchtime 9x is one of nine.
func BenchmarkPeers(b *testing.B) {
	addr := startServer(b)
	ours := open(b, client.Options{Addr: addr})
	await(b, ours.Set(key, value))
	plain := redis.NewClient(&redis.Options{Addr: addr, PoolSize: 100})
	defer plain.Close()
	auto, err := plain.AutoPipeline()
	require.NoError(b, err)
	ruei, err := rueidis.NewClient(rueidis.ClientOption{InitAddress: []string{addr}, DisableCache: true})
	require.NoError(b, err)
	defer ruei.Close()

	for _, goroutines := range []int{64, 512} {
		b.Run(strconv.Itoa(goroutines)+" goroutines", func(b *testing.B) {
			compare(b, 40_000,
				runner{"resplay", 0, awaited(goroutines, oneOfOurs(ours))},
				runner{"rueidis", 1.2, awaited(goroutines, oneOfRueidis(ruei))},
				runner{"go-redis", 2.5, awaited(goroutines, oneOfGoRedis(plain))},
				runner{"go-redis AutoPipeline", 0.9, awaited(goroutines, oneOfGoRedis(auto))})
		})
	}
	b.Run("1 goroutine, 1000 futures", func(b *testing.B) {
		compare(b, 200_000, runner{"resplay", 0, ourFutures(ours)}, runner{"redis-benchmark -P 1000", 0.85, redisBenchmark(addr)})
	})
	b.Run("pipelines of 1000", func(b *testing.B) {
		compare(b, 200_000, runner{"resplay", 0, ourPipelines(ours)}, runner{"redis-benchmark -P 1000", 0.85, redisBenchmark(addr)})
	})
	b.Run("1 goroutine, awaiting each", func(b *testing.B) {
		compare(b, 10_000,
			runner{"resplay", 0, awaited(1, oneOfOurs(ours))},
			runner{"go-redis", 1 / 1.1, awaited(1, oneOfGoRedis(plain))})
	})
}

// compare runs the runners by turns and prints a row for each.
func compare(b *testing.B, n int, runners ...runner) {
	times := make([][]time.Duration, len(runners))
	for b.Loop() {
		for i, r := range runners {
			times[i] = append(times[i], r.run(b, n))
		}
	}
	b.ReportMetric(0, "ns/op")
	fmt.Println()
	for i, r := range runners {
		ratios := make([]float64, len(times[i]))
		for j := range ratios {
			ratios[j] = float64(times[i][j]) / float64(times[0][j])
		}
		row := fmt.Sprintf("  %-24s %6d ns/command", r.name, median(times[i]).Nanoseconds()/int64(n))
		if i > 0 {
			ratio := float64(median(times[i])) / float64(median(times[0]))
			slices.Sort(ratios)
			verdict := "met"
			if ratio < r.target {
				verdict = "MISSED"
			}
			row += fmt.Sprintf("   ratio %.2f (half of the rounds %.2f-%.2f), target %.2f: %s",
				ratio, ratios[len(ratios)/4], ratios[len(ratios)*3/4], r.target, verdict)
		}
		fmt.Println(row)
	}
}

func median[T cmp.Ordered](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

func oneOfOurs(c *client.Client) func(i int) error {
	ctx := context.Background()
	return func(i int) error {
		if i%2 == 0 {
			_, err := c.Get(key).Await(ctx)
			return err
		}
		_, err := c.Set(key, value).Await(ctx)
		return err
	}
}

func oneOfGoRedis(c redis.Cmdable) func(i int) error {
	ctx := context.Background()
	return func(i int) error {
		if i%2 == 0 {
			return c.Get(ctx, key).Err()
		}
		return c.Set(ctx, key, value, 0).Err()
	}
}

func oneOfRueidis(c rueidis.Client) func(i int) error {
	ctx := context.Background()
	return func(i int) error {
		if i%2 == 0 {
			_, err := c.Do(ctx, c.B().Get().Key(key).Build()).ToString()
			return err
		}
		return c.Do(ctx, c.B().Set().Key(key).Value(value).Build()).Error()
	}
}

// awaited is a round of goroutines that each await one command after another.
func awaited(goroutines int, one func(i int) error) func(*testing.B, int) time.Duration {
	return timed(func(b *testing.B, n int) {
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
	})
}

func timed(run func(b *testing.B, n int)) func(*testing.B, int) time.Duration {
	return func(b *testing.B, n int) time.Duration {
		began := time.Now()
		run(b, n)
		return time.Since(began)
	}
}

func ourPipelines(c *client.Client) func(*testing.B, int) time.Duration {
	return timed(func(b *testing.B, n int) {
		p := c.Pipeline()
		for range n / 1000 {
			for range 500 {
				p.Get(key)
				p.Set(key, value)
			}
			await(b, p.Exec())
		}
	})
}

// ourFutures keeps a thousand calls under way without a pipeline: as one is
// awaited, another is made.
func ourFutures(c *client.Client) func(*testing.B, int) time.Duration {
	return timed(func(b *testing.B, n int) {
		ctx := context.Background()
		var gets [500]*client.Future[string]
		var sets [500]*client.Future[struct{}]
		for i := range n/2 + len(gets) {
			at := i % len(gets)
			if i >= len(gets) {
				_, err := gets[at].Await(ctx)
				_, err2 := sets[at].Await(ctx)
				if err != nil || err2 != nil {
					b.Error(err, err2)
				}
			}
			if i < n/2 {
				gets[at], sets[at] = c.Get(key), c.Set(key, value)
			}
		}
	})
}

// redisBenchmark is a round of Redis's own load generator, on one connection.
func redisBenchmark(addr string) func(*testing.B, int) time.Duration {
	port := addr[strings.LastIndexByte(addr, ':')+1:]
	return func(b *testing.B, n int) time.Duration {
		out, err := exec.Command("redis-benchmark", "-p", port, "-c", "1", "-P", "1000", "-t", "get,set", "-d", "16",
			"-q", "--csv", "-n", strconv.Itoa(n/2)).Output()
		require.NoError(b, err)
		var seconds float64
		for line := range strings.Lines(string(out)) {
			fields := strings.Split(line, `","`)
			if perSecond, err := strconv.ParseFloat(fields[1], 64); err == nil {
				seconds += float64(n/2) / perSecond
			}
		}
		return time.Duration(seconds * float64(time.Second))
	}
}
