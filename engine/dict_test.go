// The hash table: its scan misses nothing, its order depends on the seed.

package engine

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestScanWhileTheTableChanges: every key that is there all the time is
// visited, and no key that was never there.
func TestScanWhileTheTableChanges(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 0))
		d := newDict[int](seed)
		stays := map[string]bool{}
		for i := range random.IntN(400) + 1 {
			key := "stay" + strconv.Itoa(i)
			d.add(key)
			stays[key] = true
		}
		others := random.IntN(4000)
		for cursor, first := uint64(0), true; first || cursor != 0; first = false {
			cursor = scanTable(&d, cursor, int64(random.IntN(20)+1), func(n *node[int]) { delete(stays, n.key) })
			for range random.IntN(200) {
				key := "other" + strconv.Itoa(random.IntN(others+1))
				if seed%2 == 0 == (random.IntN(10) < 8) {
					d.add(key) // grows in even runs
				} else {
					d.remove(key)
				}
			}
		}
		require.Empty(t, stays, "seed %d", seed)
	}
}

func TestDictAgainstMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	d, model := newDict[int](7), map[string]int{}
	for i := range 20_000 {
		key := strconv.Itoa(random.IntN(1000))
		if _, known := model[key]; random.IntN(2) == 0 {
			n, added := d.add(key)
			require.Equal(t, !known, added)
			n.val, model[key] = i, i
		} else {
			require.Equal(t, known, d.remove(key) != nil)
			delete(model, key)
		}
		require.Equal(t, len(model), d.len())
	}
	got := map[string]int{}
	for n := range d.all() {
		got[n.key] = n.val
	}
	require.Equal(t, model, got)
	for len(model) > 0 {
		n := d.random(random)
		require.Contains(t, model, n.key)
		d.remove(n.key)
		delete(model, n.key)
	}
	require.Len(t, d.buckets, minBuckets, "a table that empties gives its buckets back")
}

func TestOrderDependsOnSeed(t *testing.T) {
	order := func(seed uint64) (keys []string) {
		d := newDict[int](seed)
		for i := range 50 {
			d.add(strconv.Itoa(i))
		}
		for n := range d.all() {
			keys = append(keys, n.key)
		}
		return keys
	}
	require.Equal(t, order(1), order(1))
	require.False(t, slices.Equal(order(1), order(2)))
}

func TestOrderInsideOfValuesDependsOnSeed(t *testing.T) {
	order := func(seed uint64) string {
		c := New(Options{Seed: seed}).Connect("")
		c.Feed([]byte("CONFIG SET set-max-listpack-entries 0\nSADD s a b c d e f g h i j k l m\nSMEMBERS s\n"))
		return string(c.Output())
	}
	require.Equal(t, order(1), order(1))
	require.NotEqual(t, order(1), order(2))
}
