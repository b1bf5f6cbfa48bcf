// Sorted sets in events and in the log, which transcripts do not show.

package engine

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// keyEvents writes down the events of keys.
type keyEvents struct {
	witness
	events []string
}

func (k *keyEvents) KeyChanged(_ *Conn, _ int, key, event string) {
	k.events = append(k.events, event+" "+key)
}

func TestZsetEvents(t *testing.T) {
	for _, tt := range []struct{ commands, events, log string }{
		{"ZADD z 1 a", "zadd z", "ZADD z 1 a"},
		{"ZADD one 1 a", "", ""}, // its score already
		{"ZADD one XX 2 b", "", ""},
		{"ZADD none XX 2 b", "", ""},
		{"ZADD one INCR 2 a", "zincr one", "ZADD one INCR 2 a"},
		{"ZADD one GT INCR -2 a", "", ""},
		{"ZINCRBY one 2 a", "zincr one", "ZINCRBY one 2 a"},
		{"ZINCRBY one 0 a", "", ""},
		{"ZREM one a", "zrem one, del one", "ZREM one a"},
		{"ZREM one b", "", ""},
		{"ZPOPMIN many", "zpopmin many", "ZPOPMIN many"},
		{"ZPOPMAX one 5", "zpopmax one, del one", "ZPOPMAX one 5"},
		{"ZPOPMAX one 0", "", ""},
		{"ZMPOP 2 none many MAX COUNT 9", "zpopmax many, del many", "ZPOPMAX many 3"},
		{"BZPOPMIN none many 0", "zpopmin many", "ZPOPMIN many 1"},
		{"BZMPOP 0 1 many MIN COUNT 2", "zpopmin many", "ZPOPMIN many 2"},
		{"ZREMRANGEBYRANK many 0 0", "zremrangebyrank many", "ZREMRANGEBYRANK many 0 0"},
		{"ZREMRANGEBYSCORE one 0 9", "zremrangebyscore one, del one", "ZREMRANGEBYSCORE one 0 9"},
		{"ZREMRANGEBYLEX many [c +", "zremrangebylex many", "ZREMRANGEBYLEX many [c +"},
		{"ZREMRANGEBYLEX many [x +", "", ""},
		{"ZRANGESTORE d many 0 1", "zrangestore d", "ZRANGESTORE d many 0 1"},
		{"ZRANGESTORE one many 7 9", "del one", "ZRANGESTORE one many 7 9"},
		{"ZRANGESTORE d many 7 9", "", ""},
		{"ZUNIONSTORE d 2 one many", "zunionstore d", "ZUNIONSTORE d 2 one many"},
		{"ZINTERSTORE d 2 one many", "zinterstore d", "ZINTERSTORE d 2 one many"},
		{"ZDIFFSTORE one 2 one many", "del one", "ZDIFFSTORE one 2 one many"},
		{"ZDIFFSTORE d 2 many one", "zdiffstore d", "ZDIFFSTORE d 2 many one"},
		{"ZRANDMEMBER many", "", ""},
	} {
		var r recorder
		seen := &keyEvents{}
		w := newWorld(t, Options{Seed: 1, Observer: seen, Log: r.record})
		do := func(line string) {
			args, err := resp.SplitLine(line)
			require.NoError(t, err)
			w.do(step{client: "a", args: args})
		}
		do("ZADD one 1 a")
		do("ZADD many 1 a 2 b 3 c")
		seen.events, r.lines = nil, nil
		do(tt.commands)
		require.Equal(t, tt.events, strings.Join(seen.events, ", "), tt.commands)
		require.Equal(t, tt.log, strings.Join(r.lines, "\n"), tt.commands)
		checkInvariants(t, w.engine)
	}
}

func TestZsetRewrite(t *testing.T) {
	for _, members := range []int{1, rewriteChunk, 128, 129, 1000} {
		random := rand.New(rand.NewPCG(uint64(members), 1))
		c := New(Options{Seed: 1})
		z := newZset(&c.encodings)
		for i := range members {
			z.add("member"+strconv.Itoa(i), random.NormFloat64()*1e9)
		}
		z.add("up", math.Inf(1))
		c.databases[0].put("z", z)
		again := New(Options{Seed: 2})
		require.NoError(t, again.Replay(c.AppendRewrite(nil)))
		replayed := again.databases[0].keys.get("z").val.object.(*zset)
		require.Equal(t, collectZset(z.from(0)), collectZset(replayed.from(0)))
		require.Equal(t, z.encoding(), replayed.encoding())
		checkInvariants(t, again)
	}
}
