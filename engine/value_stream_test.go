//go:build !js

// Streams as they are stored: the nodes are Redis's, byte by byte.

package engine

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// randomPairs are fields and values of any form.
func randomPairs(random *rand.Rand) []string {
	texts := []string{
		"", "a", "field", "0", "127", "128", "-1", "4095", "4096", "-4097", "32768", "-8388609", "2147483648",
		"-9223372036854775808", "007", strings.Repeat("x", 63), strings.Repeat("y", 64), strings.Repeat("z", 130), strings.Repeat("w", 5000),
	}
	var pairs []string
	for range 1 + random.IntN(3) {
		pairs = append(pairs, texts[random.IntN(4)], texts[random.IntN(len(texts))])
	}
	return pairs
}

func TestStreamNodesAreRedis(t *testing.T) {
	server := startRedis(t)
	require.NoError(t, server.control.do("CONFIG", "SET", "rdbcompression", "no").Err())
	random := rand.New(rand.NewPCG(1, 2))
	limits := defaultEncodings
	s := newStream(&limits)
	id := streamID{1_700_000_000_000, 5}
	for range 1000 {
		switch random.IntN(4) {
		case 0:
			id = streamID{id.ms + uint64(random.Uint32()), uint64(random.IntN(100))}
		default:
			id.seq += uint64(1 + random.IntN(300))
		}
		pairs := randomPairs(random)
		s.append(id, pairs)
		require.NoError(t, server.control.do(append([]string{"XADD", "s", id.String()}, pairs...)...).Err())
		if random.IntN(5) == 0 {
			i := random.IntN(len(s.nodes))
			gone := s.nodes[i].id(random.IntN(s.nodes[i].len()))
			deleted := s.delete(gone)
			require.Equal(t, oneIf(deleted), server.control.do("XDEL", "s", gone.String()))
		}
	}
	dump := server.control.do("DUMP", "s").Str
	for _, n := range s.nodes {
		listpack := string(n.listpack())
		require.Contains(t, dump, listpack)
		require.Len(t, listpack, int(n.bytes()))
		again, ok := readStreamNode(n.master, listpack)
		require.True(t, ok)
		require.Equal(t, n.clone(), again.clone())
		for cut := range min(len(listpack), 300) {
			_, ok := readStreamNode(n.master, listpack[:cut])
			require.False(t, ok)
		}
	}
	require.Greater(t, len(s.nodes), 30)
}

// TestPendingList: many entries, added and removed in any order.
func TestPendingList(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	list, known := pendingList{}, map[streamID]*pending{}
	for round := range 20_000 {
		id := streamID{uint64(random.IntN(3000)), uint64(random.IntN(2))}
		p := known[id]
		require.Same(t, p, list.get(id))
		if p == nil {
			known[id] = &pending{id: id}
			list.add(known[id])
		} else if random.IntN(3) > 0 || round > 15_000 {
			list.remove(p)
			delete(known, id)
		}
		if round%1000 == 0 {
			require.Len(t, checkPending(t, &list), len(known))
		}
	}
	for p := range list.from(streamID{1500, 1}) {
		require.False(t, p.id.less(streamID{1500, 1}))
		require.NotNil(t, known[p.id])
	}
	require.Nil(t, list.get(streamID{5000, 0}))
}

// TestPendingListGrowsInOrder: what is read from the front and added behind
// keeps its blocks full.
func TestPendingListGrowsInOrder(t *testing.T) {
	list := pendingList{}
	for i := range 10_000 {
		list.add(&pending{id: streamID{uint64(i), 0}})
	}
	require.Len(t, list.blocks, (10_000+pendingBlock-1)/pendingBlock)
	for list.length > 0 {
		list.remove(list.first())
	}
	require.Empty(t, list.blocks)
	require.Nil(t, list.last())
}
