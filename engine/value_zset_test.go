// Sorted sets against a slice that is sorted anew each time.

package engine

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// naiveZset is a sorted set that cannot be wrong.
type naiveZset map[string]float64

func (m naiveZset) list() []scored {
	list := make([]scored, 0, len(m))
	for member, score := range m {
		list = append(list, scored{member, score})
	}
	slices.SortFunc(list, func(a, b scored) int {
		switch {
		case a.score < b.score:
			return -1
		case a.score > b.score:
			return 1
		}
		return strings.Compare(a.member, b.member)
	})
	return list
}

func TestZsetIsASortedSlice(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 7))
		members, scores := 1+random.IntN(6000), 1+random.IntN(300)
		limits := defaultEncodings
		z, model := newZset(&limits), naiveZset{}
		for step := range 20_000 {
			member := strconv.Itoa(random.IntN(members))
			if shrinking := step/4000%2 == 1; random.IntN(10) < 3 || shrinking && random.IntN(10) < 6 {
				_, had := model[member]
				delete(model, member)
				require.Equal(t, had, z.remove(member))
			} else {
				score := float64(random.IntN(scores) - scores/2)
				_, had := model[member]
				model[member] = score
				require.Equal(t, !had, z.add(member, score))
			}
			if step%2000 == 1999 || step < 300 {
				compareZset(t, z, model.list(), random)
			}
		}
		for member := range model {
			require.True(t, z.remove(member))
		}
		compareZset(t, z, nil, random)
	}
}

// TestZsetInOrder fills sets from either end and empties them from either.
func TestZsetInOrder(t *testing.T) {
	for way := range 4 {
		limits := defaultEncodings
		z, model := newZset(&limits), naiveZset{}
		for i := range 5000 {
			if way%2 == 1 {
				i = -i
			}
			z.add(strconv.Itoa(i), float64(i))
			model[strconv.Itoa(i)] = float64(i)
		}
		compareZset(t, z, model.list(), rand.New(rand.NewPCG(1, 1)))
		for z.len() > 0 {
			i := 0
			if way >= 2 {
				i = z.len() - 1
			}
			z.remove(z.root.at(i).member)
		}
		require.Zero(t, z.bytes)
	}
}

func compareZset(t *testing.T, z *zset, want []scored, random *rand.Rand) {
	t.Helper()
	checkZset(t, z)
	require.Equal(t, len(want), z.len())
	skip := random.IntN(len(want) + 1)
	require.True(t, slices.Equal(want[skip:], collectZset(z.from(skip))), "from")
	backwards := slices.Clone(want[:skip])
	slices.Reverse(backwards)
	require.True(t, slices.Equal(backwards, collectZset(z.back(skip-1))), "back")
	for range min(len(want), 20) {
		i := random.IntN(len(want))
		rank, found := z.rank(want[i].member)
		require.True(t, found)
		require.Equal(t, i, rank)
		require.Equal(t, want[i], *z.root.at(i))
		ahead := slices.IndexFunc(want, func(s scored) bool { return s.score >= want[i].score })
		require.Equal(t, ahead, z.leading(func(s *scored) bool { return s.score < want[i].score }))
	}
	copied := z.clone().(*zset)
	checkZset(t, copied)
	require.True(t, slices.Equal(want, collectZset(copied.from(0))), "clone")
}

func collectZset(seq func(func(string, float64) bool)) []scored {
	var list []scored
	seq(func(member string, score float64) bool {
		list = append(list, scored{member, score})
		return true
	})
	return list
}

func TestMissingZsetReadsAsEmpty(t *testing.T) {
	var z *zset
	_, found := z.score("a")
	_, ranked := z.rank("a")
	require.False(t, found || ranked || z.remove("a"))
	require.Zero(t, z.len()+z.size()+z.leading(func(*scored) bool { return true }))
	require.Empty(t, collectZset(z.from(0)))
	require.Empty(t, collectZset(z.back(-1)))
}

func BenchmarkZsetMemory(b *testing.B) {
	limits := defaultEncodings
	random := rand.New(rand.NewPCG(1, 1))
	names := make([]string, 100_000)
	for i := range names {
		names[i] = "member:" + strconv.Itoa(1_000_000_000+i)
	}
	b.ReportAllocs()
	for b.Loop() {
		z := newZset(&limits)
		for _, name := range names {
			z.add(name, random.Float64())
		}
	}
}
