// A cache and the order in which a server says things.

package client

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// telling is a server of one key, which tells of changes when the test says.
type telling struct {
	*world
	value, ttl string
	between    func(w *wire) // what happens between PTTL and the command behind it; nil: nothing
}

func newTelling() *telling {
	s := &telling{value: "1", ttl: "-1"}
	s.world = newWorld(s.serve)
	s.trip = 5 * ms
	return s
}

func (s *telling) serve(w *wire, args []string) string {
	switch args[0] {
	case "PTTL":
		reply := ":" + s.ttl + "\r\n"
		if s.between != nil {
			w.send(reply)
			s.between(w)
			return ""
		}
		return reply
	case "HELLO":
		return "%0\r\n"
	case "GET", "GETRANGE":
		return "$1\r\n" + s.value + "\r\n"
	case "PING":
		return "+PONG\r\n"
	}
	return "+OK\r\n"
}

// tell says that the key has changed.
func tell(w *wire) {
	w.send(string(resp.Append(nil, resp.Push(resp.Bulk("invalidate"), resp.Bulks("k")))))
}

// A change between the answers about time to live and value leaves nobody
// knowing how long that value lives.
func TestAChangeWithinAFlightIsNotKept(t *testing.T) {
	s := newTelling()
	cache := NewCache(s.client(Options{Protocol: 3}), CacheOptions{})
	s.between = func(w *wire) {
		s.value, s.ttl, s.between = "2", "50", nil
		tell(w)
	}
	assert.Equal(t, "2", value(t, cache.Get("k")))
	assert.Equal(t, CacheStats{Misses: 1}, cache.Stats())
	assert.Equal(t, "2", value(t, cache.Get("k")))
	assert.Equal(t, 1, cache.Stats().Entries)
	s.advance(40 * ms) // it was asked for 10 ms ago
	value(t, cache.Get("k"))
	assert.Equal(t, 1, cache.Stats().Expired)
}

// A change that was told ahead of the first answer is behind all of them.
func TestAChangeAheadOfAFlightIsNoReasonToForgetIt(t *testing.T) {
	s := newTelling()
	cache := NewCache(s.client(Options{Protocol: 3}), CacheOptions{})
	value(t, cache.GetRange("k", 0, -1))
	f := cache.Get("k")
	s.value = "2"
	tell(s.wires[0])
	assert.Equal(t, "2", value(t, f))
	stats := cache.Stats()
	assert.Equal(t, CacheStats{Entries: 1, Keys: 1, Bytes: stats.Bytes, Misses: 2, Invalidations: 1}, stats)
	assert.Equal(t, "2", value(t, cache.GetRange("k", 0, -1)))
}

// A server that broadcasts may tell of a change behind a reply that shows it.
func TestABroadcastThatComesLate(t *testing.T) {
	s := newTelling()
	cache := NewCache(s.client(Options{Protocol: 3}), CacheOptions{Prefixes: []string{"k"}})
	value(t, cache.GetRange("k", 0, -1))
	s.value = "2"
	f := cache.Get("k")
	s.at(11*ms, func() { tell(s.wires[0]) }) // when PING is on its way
	assert.Equal(t, "2", value(t, f))
	assert.Equal(t, "2", value(t, cache.GetRange("k", 0, -1)))
	assert.Equal(t, []string{
		"HELLO 3", "CLIENT TRACKING ON BCAST PREFIX k", "PTTL k; GETRANGE k 0 -1", "PING", "PTTL k; GET k", "PING", "PTTL k; GETRANGE k 0 -1", "PING",
	}, s.wires[0].said())
}

// Without an answer to that PING nobody knows what a reply is worth.
func TestABroadcastThatNeverComes(t *testing.T) {
	s := newTelling()
	cache := NewCache(s.client(Options{Protocol: 3}), CacheOptions{Prefixes: []string{"k"}})
	f := cache.Get("k")
	s.advance(44 * ms)
	s.wires[0].end(nil)
	assert.ErrorIs(t, failure(t, f), ErrClosed)
	assert.Equal(t, CacheStats{Misses: 1}, cache.Stats())
}

func TestWhatHasExpiredOnArrivalIsNotKept(t *testing.T) {
	for _, ttl := range []string{"0", "10"} {
		s := newTelling()
		s.ttl = ttl
		cache := NewCache(s.client(Options{Protocol: 3}), CacheOptions{})
		assert.Equal(t, "1", value(t, cache.Get("k")))
		assert.Equal(t, CacheStats{Misses: 1}, cache.Stats())
	}
}

func TestMessagesThatTellACacheNothing(t *testing.T) {
	s := newTelling()
	cache := NewCache(s.client(Options{Protocol: 3}), CacheOptions{})
	value(t, cache.Get("k"))
	for _, odd := range []resp.Value{
		resp.Push(), resp.Push(resp.Bulk("invalidate")), resp.Push(resp.Bulk("other"), resp.Bulks("k")),
		resp.Push(resp.Bulk("message"), resp.Bulk("news"), resp.Bulks("k")),
	} {
		s.wires[0].send(string(resp.Append(nil, odd)))
	}
	s.settle()
	value(t, cache.Get("k"))
	assert.Equal(t, 1, cache.Stats().Hits)
}
