// Iterators on a real server.

package tcp_test

import (
	"iter"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
)

func TestIteratorsFindEverything(t *testing.T) {
	const many = 10_000
	addr := startServer(t)
	for _, protocol := range []int{2, 3} {
		c := open(t, client.Options{Addr: addr, Protocol: protocol})
		await(t, c.FlushAll())
		p := c.Pipeline()
		for i := range many {
			n := strconv.Itoa(i)
			p.LPush("list:"+n, n)
			p.SAdd("set", n)
			p.HSet("hash", n, n)
			p.ZAdd("zset", client.Scored{Member: n, Score: float64(i)})
			p.XAddWith("stream", client.XAddOptions{ID: "1-" + strconv.Itoa(i+1)}, "n", n)
		}
		await(t, p.ExecStrict())
		lease := await(t, c.Acquire())
		ctx, o := t.Context(), client.ScanOptions{Count: 500}

		assert.Equal(t, []int{many, 1111, many, many, many, many, 5000}, []int{
			different(t, c.ScanAll(ctx, client.ScanOptions{Type: "list", Count: 500}), itself),
			different(t, lease.ScanAll(ctx, client.ScanOptions{Match: "list:1*", Count: 500}), itself),
			different(t, c.SScanAll(ctx, "set", o), itself),
			different(t, lease.HScanAll(ctx, "hash", o), func(p client.Pair) string { return p.Field }),
			different(t, c.ZScanAll(ctx, "zset", o), func(s client.Scored) string { return s.Member }),
			different(t, c.XRangeAll(ctx, "stream", "-", "+", 0), func(m client.StreamMessage) string { return m.ID }),
			different(t, lease.XRevRangeAll(ctx, "stream", "1-5000", "-", 999), func(m client.StreamMessage) string { return m.ID }),
		}, "RESP%d", protocol)
	}
}

func itself(s string) string { return s }

// different is how many different elements an iteration finds.
func different[T any](t *testing.T, all iter.Seq2[T, error], name func(T) string) int {
	seen := map[string]bool{}
	for item, err := range all {
		require.NoError(t, err)
		seen[name(item)] = true
	}
	return len(seen)
}
