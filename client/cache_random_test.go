// A cache among random readers, writers and faults: it never goes back in time.

package client_test

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// turns is how many keys the writer sets by turns: k0 to 3, k1 to 1, k2 to 2,
// k0 to 6, and so on. So whoever has seen a number, in whichever key, knows
// what each key holds at least.
const turns = 3

// least is what key i holds at least once n is written.
func least(n, i int) int {
	for n > 0 && n%turns != i {
		n--
	}
	return n
}

// play is a world of readers with caches, and a writer.
type play struct {
	t      *testing.T
	name   string
	random *rand.Rand
	world  *sim.World
	link   sim.Link
	cuts   bool
	events int             // of the trace, seen so far
	ran    []time.Duration // by number, less one: when the server ran its SET
	over   bool
}

// reader reads through a cache, and notes what it knows.
type reader struct {
	client.NoHooks
	*play
	cache *client.Cache
	own   string // a counter that others increment too
	low   int    // what own holds at least
	known int    // the largest number that is known to have been written
	reads int    // that were answered
}

func newPlay(t *testing.T, seed uint64) *play {
	p := &play{t: t, name: "seed " + strconv.FormatUint(seed, 10), random: rand.New(rand.NewPCG(seed, 1))}
	p.link = sim.Link{Latency: 10 * ms, Jitter: time.Duration(p.random.IntN(2)*p.random.IntN(8)) * ms}
	p.cuts = p.random.IntN(2) == 0
	p.world = sim.New(sim.Options{Seed: seed, Link: p.link})
	return p
}

func (p *play) newReader(i int) *reader {
	r := &reader{play: p, own: "own" + strconv.Itoa(i)}
	o := client.Options{
		Protocol: 2 + p.random.IntN(2), Mode: client.Mode(p.random.IntN(2)), Seed: uint64(i), Hooks: r,
		Pool: client.Pool{Wait: -1},
	}
	co := client.CacheOptions{MaxEntries: p.random.IntN(4), MaxAge: time.Duration(p.random.IntN(3)-1) * 20 * ms}
	if p.random.IntN(2) == 0 {
		co.Prefixes = []string{"k", "own"}
	}
	r.cache = client.NewCache(p.world.Client(o), co)
	return r
}

// sometimes calls fn again and again, in times up to most.
func (p *play) sometimes(most time.Duration, fn func()) {
	p.world.After(time.Duration(p.random.Int64N(int64(most))), func() {
		if !p.over {
			fn()
			p.sometimes(most, fn)
		}
	})
}

// Pushed implements client.Hooks: when the server tells of a change, what it
// had run until it said so is known.
func (r *reader) Pushed(_ int, message resp.Value) {
	told := message.Elems[0].Str == "invalidate" || message.Elems[0].Str == "message"
	if !told || r.link.Jitter > 0 {
		return
	}
	for n := len(r.ran); n > r.known; n-- {
		if r.ran[n-1] <= r.world.Elapsed()-r.link.Latency/2 {
			r.known = n
		}
	}
}

// saw notes a number that a read of key i returned, and fails the test when
// floor was known, when that read was made, to have been written before.
func (r *reader) saw(what string, i int, text string, floor int) {
	n, _ := strconv.Atoi(text)
	require.GreaterOrEqual(r.t, n, least(floor, i), "%s, %v: %s went back in time, behind %d", r.name, r.world.Elapsed(), what, floor)
	r.known = max(r.known, n)
	r.reads++
}

// failed reports whether a call failed, as it may when connections are cut.
func (r *reader) failed(what string, err error) bool {
	if err != nil && !errors.Is(err, client.ErrNil) {
		require.True(r.t, r.cuts && errors.Is(err, client.ErrClosed), "%s: %s: %v", r.name, what, err)
		return true
	}
	return false
}

// read makes some call that reads.
func (r *reader) read() {
	i, floor := r.random.IntN(turns), r.known
	key := "k" + strconv.Itoa(i)
	single := func(s string, err error) {
		if !r.failed(key, err) {
			r.saw(key, i, s, floor)
		}
	}
	switch r.random.IntN(5) {
	case 0:
		r.cache.GetRange(key, 0, -1).Then(single)
	case 1:
		r.cache.MGet("k0", "k1", "k2").Then(func(all []client.Optional, err error) {
			if r.failed("MGET", err) {
				return
			}
			for i, one := range all {
				r.saw("MGET, key "+strconv.Itoa(i), i, one.Value, floor)
			}
		})
	case 2:
		low := r.low
		r.cache.Get(r.own).Then(func(s string, err error) {
			if !r.failed(r.own, err) {
				n, _ := strconv.Atoi(s)
				require.GreaterOrEqual(r.t, n, low, "%s, %v: %s went back in time", r.name, r.world.Elapsed(), r.own)
				r.low = max(r.low, n)
			}
		})
	case 3:
		f := r.cache.Get(key)
		r.world.After(time.Duration(r.random.IntN(12))*ms, f.Cancel)
	default:
		r.cache.Get(key).Then(single)
	}
}

func (r *reader) write() {
	r.cache.Incr(r.own).Then(func(n int64, err error) {
		if !r.failed("INCR", err) {
			r.low = max(r.low, int(n))
		}
	})
}

// look notes what the server has run.
func (p *play) look() {
	events, first := p.world.Trace().Since(p.events)
	p.events = first + len(events)
	for _, e := range events {
		if e.Kind == sim.Executed && e.Name == "SET" {
			p.ran = append(p.ran, e.At)
		}
	}
}

// run lets everything happen up to an instant.
func (p *play) run(end time.Duration) {
	for at, ok := p.world.Next(); ok && at <= end; at, ok = p.world.Next() {
		p.world.Step()
		p.look()
	}
}

func TestCacheNeverGoesBackInTime(t *testing.T) {
	var total client.CacheStats
	seeds := client.Seeds(80)
	for seed := range seeds {
		p := newPlay(t, seed)
		writer := p.world.Client(client.Options{Protocol: 3})
		n := 0
		write := func() {
			n++
			writer.Set("k"+strconv.Itoa(n%turns), strconv.Itoa(n))
			writer.Incr("own" + strconv.Itoa(p.random.IntN(3)))
		}
		await(t, writer.Warm()) // over connection 1, which is never cut
		readers := []*reader{p.newReader(0), p.newReader(1)}
		p.sometimes(time.Duration(1+p.random.IntN(40))*ms, write)
		for _, r := range readers {
			p.sometimes(time.Duration(1+p.random.IntN(10))*ms, r.read)
			p.sometimes(40*ms, r.write)
		}
		if p.cuts {
			p.sometimes(200*ms, func() { p.world.Cut(2 + p.random.IntN(30)) })
		}
		p.run(600 * ms)
		p.over = true
		p.run(800 * ms)
		for _, r := range readers {
			before := r.cache.Stats()
			require.Greater(t, r.reads, 10, p.name)
			for i := range turns {
				want, err := writer.Get("k" + strconv.Itoa(i)).Await(t.Context())
				got, err2 := r.cache.Get("k" + strconv.Itoa(i)).Await(t.Context())
				require.Equal(t, []any{want, err}, []any{got, err2}, "%s: in the end", p.name)
			}
			r.cache.Close()
			total.Hits += before.Hits
			total.Misses += before.Misses
			total.Joined += before.Joined
			total.Invalidations += before.Invalidations
			total.Evictions += before.Evictions
			total.Expired += before.Expired
		}
	}
	n := int(seeds)
	require.Greater(t, total.Hits, 20*n, "%+v", total)
	require.Greater(t, total.Joined, 10*n, "%+v", total)
	require.Greater(t, total.Invalidations, 20*n, "%+v", total)
	require.Greater(t, total.Evictions, 7*n, "%+v", total)
	require.Greater(t, total.Expired, n/2, "%+v", total)
}
