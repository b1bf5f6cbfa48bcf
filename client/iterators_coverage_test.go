// Iterating over large keys on the real engine: everything is found.

package client_test

import (
	"iter"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
)

// many is more than any page holds.
const many = 10_000

// fill makes many keys, of two types, and a set, a hash, a sorted set and a
// stream of as many elements.
func fill(t *testing.T, c *client.Client) {
	p := c.Pipeline()
	for i := range many {
		n := strconv.Itoa(i)
		p.Set("user:"+n, n)
		p.LPush("list:"+n, n)
		p.SAdd("set", n)
		p.HSet("hash", n, "v"+n)
		p.ZAdd("zset", client.Scored{Member: n, Score: float64(i)})
		p.XAddWith("stream", client.XAddOptions{ID: "1-" + strconv.Itoa(i+1)}, "n", n)
	}
	_, err := p.ExecStrict().Await(t.Context())
	require.NoError(t, err)
}

// count is how many elements an iteration finds, and how many different ones.
func count[T comparable](t *testing.T, all iter.Seq2[T, error]) (found, different int) {
	seen := map[T]bool{}
	for item, err := range all {
		require.NoError(t, err)
		seen[item] = true
		found++
	}
	return found, len(seen)
}

func TestIteratorsFindEverything(t *testing.T) {
	c, _ := world()
	ctx := t.Context()
	fill(t, c)
	lease, err := c.Acquire().Await(ctx)
	require.NoError(t, err)

	for _, o := range []client.ScanOptions{{}, {Count: 1}, {Count: 3000}} {
		_, keys := count(t, c.ScanAll(ctx, o))
		_, members := count(t, c.SScanAll(ctx, "set", o))
		_, fields := count(t, c.HScanAll(ctx, "hash", o))
		_, names := count(t, c.HScanNoValuesAll(ctx, "hash", o))
		_, scores := count(t, c.ZScanAll(ctx, "zset", o))
		assert.Equal(t, []int{2*many + 4, many, many, many, many}, []int{keys, members, fields, names, scores}, "%+v", o)
	}
	_, users := count(t, c.ScanAll(ctx, client.ScanOptions{Match: "user:*", Count: 100}))
	_, lists := count(t, lease.ScanAll(ctx, client.ScanOptions{Type: "list", Count: 100}))
	_, both := count(t, c.ScanAll(ctx, client.ScanOptions{Match: "list:1*", Type: "list", Count: 100}))
	_, nines := count(t, lease.SScanAll(ctx, "set", client.ScanOptions{Match: "999?", Count: 100}))
	assert.Equal(t, []int{many, many, 1111, 10}, []int{users, lists, both, nines})
}

func TestRangesFindEverythingOnceAndInOrder(t *testing.T) {
	c, w := world()
	fill(t, c)
	began := w.Elapsed()
	next := 0
	for m, err := range c.XRangeAll(t.Context(), "stream", "-", "+", 1000) {
		require.NoError(t, err)
		require.Equal(t, client.StreamMessage{ID: "1-" + strconv.Itoa(next+1), Fields: []client.Pair{{Field: "n", Value: strconv.Itoa(next)}}}, m)
		next++
	}
	assert.Equal(t, many, next)
	for m, err := range c.XRevRangeAll(t.Context(), "stream", "+", "1-5001", 0) {
		require.NoError(t, err)
		require.Equal(t, "1-"+strconv.Itoa(next), m.ID)
		next--
	}
	assert.Equal(t, 5000, next)
	assert.Equal(t, "620ms", (w.Elapsed() - began).String(), "11 pages, and 51")
}
