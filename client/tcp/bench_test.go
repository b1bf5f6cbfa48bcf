// This client beside others, on the same server: make bench-client.

package tcp_test

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
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

// What is got and set: a key as redis-benchmark has it, and 16 bytes.
const (
	key   = "key:__rand_int__"
	value = "0123456789abcdef"
)

// load is a way to run n commands, GET and SET by turns, and who can do it:
// this client first.
type load struct {
	name  string
	n     int
	peers []peer
}

type peer struct {
	name   string
	target float64 // how many times as fast this client is to be, at least
	run    func(n int) time.Duration
	times  []time.Duration // of the rounds
}

// BenchmarkPeers prints the medians of rounds in which all take turns, and how
// many times as fast this client is. An iteration is a round.
func BenchmarkPeers(b *testing.B) {
	addr := startServer(b)
	ours := open(b, client.Options{Addr: addr})
	alone := open(b, client.Options{Addr: addr})
	goRedis := redis.NewClient(&redis.Options{Addr: addr, PoolSize: 100})
	defer goRedis.Close()
	auto, err := goRedis.AutoPipeline()
	require.NoError(b, err)
	others, err := rueidis.NewClient(rueidis.ClientOption{InitAddress: []string{addr}, DisableCache: true})
	require.NoError(b, err)
	defer others.Close()

	var loads []load
	for _, callers := range []int{64, 512} {
		loads = append(loads, load{strconv.Itoa(callers) + " goroutines", 40_000, []peer{
			{name: "resplay", run: awaited(b, callers, oneOfOurs(ours))},
			{name: "rueidis", target: 1.2, run: awaited(b, callers, oneOfRueidis(others))},
			{name: "go-redis", target: 2.5, run: awaited(b, callers, oneOfGoRedis(goRedis))},
			{name: "go-redis, AutoPipeline", target: 0.9, run: awaited(b, callers, oneOfGoRedis(auto))},
		}})
	}
	benchmark := peer{name: "redis-benchmark -P 1000", target: 0.85, run: redisBenchmark(b, addr)}
	for _, l := range []load{
		{"1000 futures in flight", 200_000, []peer{{name: "resplay", run: ourFutures(b, ours)}, benchmark}},
		{"pipelines of 1000, the next made ahead", 200_000, []peer{{name: "resplay", run: ourPipelines(b, ours, 1)}, benchmark}},
		{"pipelines of 1000, one by one", 200_000, []peer{{name: "resplay", run: ourPipelines(b, ours, 0)}, benchmark}},
	} {
		loads = append(loads, l.onOneCore(), l.named("1 goroutine on all cores, "))
	}
	loads = append(loads,
		load{"1 goroutine, calls one by one", 10_000, []peer{
			{name: "resplay", run: awaited(b, 1, oneOfOurs(alone))},
			{name: "go-redis", target: 1 / 1.1, run: awaited(b, 1, oneOfGoRedis(goRedis))},
		}})
	for b.Loop() {
		for _, l := range loads {
			l.round()
		}
	}
	b.ReportMetric(0, "ns/op")
	fmt.Println()
	for _, l := range loads {
		l.print()
	}
}

func (l load) named(prefix string) load {
	l.name, l.peers = prefix+l.name, slices.Clone(l.peers)
	return l
}

// onOneCore is the load with as many cores for this client as redis-benchmark,
// which has one thread, can use.
func (l load) onOneCore() load {
	l = l.named("1 goroutine on one core, ")
	run := l.peers[0].run
	l.peers[0].run = func(n int) time.Duration {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		return run(n)
	}
	return l
}

// round lets each peer run the load, none with the garbage of another.
func (l load) round() {
	for i := range l.peers {
		runtime.GC()
		l.peers[i].times = append(l.peers[i].times, l.peers[i].run(l.n))
	}
}

func (l load) print() {
	fmt.Println(l.name)
	us := l.peers[0].times
	for i, p := range l.peers {
		row := fmt.Sprintf("  %-24s %6d ns/command", p.name, median(p.times).Nanoseconds()/int64(l.n))
		if i > 0 {
			ratio := float64(median(p.times)) / float64(median(us))
			verdict := "met"
			if ratio < p.target {
				verdict = "MISSED"
			}
			low, high := middle(p.times, us)
			row += fmt.Sprintf("   ratio %5.2f (of half the rounds: %.2f to %.2f)   target %.2f: %s", ratio, low, high, p.target, verdict)
		}
		fmt.Println(row)
	}
}

func median(times []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[len(sorted)/2]
}

// middle is within which bounds half of the rounds' ratios are.
func middle(theirs, ours []time.Duration) (low, high float64) {
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = float64(theirs[i]) / float64(ours[i])
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/4], ratios[len(ratios)*3/4]
}

func oneOfOurs(c *client.Client) func(i int) error {
	ctx := context.Background()
	return func(i int) error {
		if i%2 == 1 {
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
		if i%2 == 1 {
			return c.Get(ctx, key).Err()
		}
		return c.Set(ctx, key, value, 0).Err()
	}
}

func oneOfRueidis(c rueidis.Client) func(i int) error {
	ctx := context.Background()
	return func(i int) error {
		if i%2 == 1 {
			_, err := c.Do(ctx, c.B().Get().Key(key).Build()).ToString()
			return err
		}
		return c.Do(ctx, c.B().Set().Key(key).Value(value).Build()).Error()
	}
}

// awaited has goroutines each await one command after another.
func awaited(b *testing.B, goroutines int, one func(i int) error) func(n int) time.Duration {
	return func(n int) time.Duration {
		began := time.Now()
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
		return time.Since(began)
	}
}

// ourFutures keeps a thousand calls under way without a pipeline: where one
// was awaited, another is made.
func ourFutures(b *testing.B, c *client.Client) func(n int) time.Duration {
	ctx := context.Background()
	return func(n int) time.Duration {
		began := time.Now()
		var sets [500]*client.Future[struct{}]
		var gets [500]*client.Future[string]
		for i := range n/2 + len(gets) {
			at := i % len(gets)
			if i >= len(gets) {
				_, err1 := sets[at].Await(ctx)
				_, err2 := gets[at].Await(ctx)
				if err1 != nil || err2 != nil {
					b.Error(err1, err2)
				}
			}
			if i < n/2 {
				sets[at], gets[at] = c.Set(key, value), c.Get(key)
			}
		}
		return time.Since(began)
	}
}

// ourPipelines executes pipelines. So many others are under way while the next
// is made.
func ourPipelines(b *testing.B, c *client.Client, others int) func(n int) time.Duration {
	return func(n int) time.Duration {
		began := time.Now()
		var underWay []func()
		p := c.Pipeline()
		for range n / 1000 {
			for range 500 {
				p.Set(key, value)
				p.Get(key)
			}
			f := p.Exec()
			underWay = append(underWay, func() { await(b, f) })
			if len(underWay) > others {
				underWay[0]()
				underWay = underWay[1:]
			}
		}
		for _, end := range underWay {
			end()
		}
		return time.Since(began)
	}
}

// redisBenchmark is Redis's own load generator, on one connection. It makes
// its commands once, and reads no more of replies than it must.
func redisBenchmark(b *testing.B, addr string) func(n int) time.Duration {
	port := addr[strings.LastIndexByte(addr, ':')+1:]
	return func(n int) (took time.Duration) {
		out, err := exec.Command("redis-benchmark", "-p", port, "-c", "1", "-P", "1000", "-t", "get,set", "-d", "16",
			"-q", "--csv", "-n", strconv.Itoa(n/2)).Output()
		require.NoError(b, err)
		for line := range strings.Lines(string(out)) {
			fields := strings.Split(line, `","`)
			if perSecond, err := strconv.ParseFloat(fields[1], 64); err == nil {
				took += time.Duration(float64(n/2) / perSecond * float64(time.Second))
			}
		}
		return took
	}
}
