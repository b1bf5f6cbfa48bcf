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
