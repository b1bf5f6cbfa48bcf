//go:build !js

// Random commands of streams and groups: the same replies as redis-server's,
// and a log that gives the same streams again.

package engine

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// streamGambler makes up commands of streams that mostly succeed.
type streamGambler struct {
	random *rand.Rand
	top    int
}

func (g *streamGambler) from(words string) string {
	list := strings.Fields(words)
	return list[g.random.IntN(len(list))]
}

func (g *streamGambler) id() string { return fmt.Sprint(1 + g.random.IntN(g.top+1)) }

func (g *streamGambler) ids() string {
	list := g.id()
	for g.random.IntN(2) == 0 {
		list += " " + g.id()
	}
	return list
}

func (g *streamGambler) line() string {
	key, group, consumer := g.from("s t"), g.from("g h"), g.from("a b c")
	switch g.random.IntN(24) {
	case 0, 1, 2, 3, 4, 5, 6:
		g.top++
		return fmt.Sprint("XADD ", key, " ", g.top, "-", g.random.IntN(3), " ", g.from("f a"), " v", g.random.IntN(300))
	case 7:
		g.top++
		return fmt.Sprint("XADD ", key, " ", g.from("MAXLEN MINID"), " ", g.from("~ ="), " ", g.id(), " ", g.top, " f v g w")
	case 8, 9:
		return "XDEL " + key + " " + g.ids()
	case 10:
		if g.random.IntN(3) > 0 {
			return "XLEN " + key
		}
		return "XTRIM " + key + " " + g.from("MAXLEN MINID") + " " + g.from("~ =") + " " + g.id()
	case 11, 12:
		return "XREADGROUP GROUP " + group + " " + consumer + " COUNT " + g.id() + " " + g.from("NOACK . . .") + " STREAMS " + key + " >"
	case 13:
		return "XREADGROUP GROUP " + group + " " + consumer + " COUNT 3 STREAMS " + key + " " + g.id()
	case 14, 15:
		return "XACK " + key + " " + group + " " + g.ids()
	case 16:
		return "XPENDING " + key + " " + group
	case 17:
		return "XPENDING " + key + " " + group + " " + g.id() + " + " + g.id() + " " + consumer
	case 18, 19:
		return "XCLAIM " + key + " " + group + " " + consumer + " 0 " + g.ids() + " " + g.from("JUSTID FORCE RETRYCOUNT|4 FORCE|JUSTID . LASTID|5")
	case 20:
		return "XAUTOCLAIM " + key + " " + group + " " + consumer + " 0 " + g.id() + " COUNT 2"
	case 21:
		return g.from("XRANGE XREVRANGE") + " " + key + " " + g.from("- (3 5") + " " + g.from("+ 9 (8") + " COUNT 5"
	case 22:
		return "XGROUP SETID " + key + " " + group + " " + g.id()
	}
	return g.from("XLEN XINFO|STREAM") + " " + key
}

// step is the next command; every hundredth makes the groups anew.
func (g *streamGambler) steps(number int) []step {
	lines := []string{g.line()}
	if number%100 == 0 {
		lines = nil
		for _, at := range []string{"s g", "s h", "t g", "t h"} {
			lines = append(lines, "XGROUP DESTROY "+at, "XGROUP CREATE "+at+" 0 MKSTREAM")
			for _, consumer := range []string{"a", "b", "c"} {
				lines = append(lines, "XGROUP CREATECONSUMER "+at+" "+consumer)
			}
		}
	}
	var steps []step
	for _, line := range lines {
		line = strings.ReplaceAll(strings.ReplaceAll(line, " .", ""), "|", " ")
		steps = append(steps, step{client: "a", args: strings.Fields(line)})
	}
	return steps
}

func TestRandomStreamsOnRedis(t *testing.T) {
	server := startRedis(t)
	for seed := range uint64(10) {
		require.NoError(t, server.control.do("FLUSHALL").Err())
		ours := newWorld(t, Options{Seed: seed, Now: time.Now()})
		g := &streamGambler{random: rand.New(rand.NewPCG(seed, 1))}
		nodes := fmt.Sprint(1 + g.random.IntN(20))
		server.control.do("CONFIG", "SET", "stream-node-max-entries", nodes)
		ours.do(step{client: "a", args: []string{"CONFIG", "SET", "stream-node-max-entries", nodes}})
		var history []string
		for number := range 3000 {
			for _, s := range g.steps(number) {
				history = append(history, resp.JoinLine(s.args))
				got, want := ours.do(s)[0].value, server.control.do(s.args...)
				if s.args[0] == "XPENDING" && len(s.args) > 3 {
					withoutIdle(got)
					withoutIdle(want)
				}
				require.Equal(t, resp.Print(want), resp.Print(got), "seed %d: %s", seed, strings.Join(history[max(0, len(history)-40):], "\n"))
			}
		}
		checkInvariants(t, ours.engine)
	}
}

// withoutIdle takes the times away from XPENDING's list.
func withoutIdle(list resp.Value) {
	for _, entry := range list.Elems {
		entry.Elems[2] = resp.Null()
	}
}

func TestStreamLogs(t *testing.T) {
	for seed := range uint64(40) {
		var r recorder
		w := newWorld(t, Options{Seed: seed, Log: r.record})
		g := &streamGambler{random: rand.New(rand.NewPCG(seed, 2))}
		w.do(step{client: "a", args: []string{"CONFIG", "SET", "stream-node-max-entries", fmt.Sprint(1 + g.random.IntN(20))}})
		for number := range 500 {
			for _, s := range g.steps(number) {
				w.do(s)
			}
			if number%7 == 0 {
				w.engine.Advance(w.engine.Now().Add(time.Second))
			}
		}
		checkInvariants(t, w.engine)
		want := string(w.engine.AppendRewrite(nil))
		for _, log := range []string{string(r.log), want} {
			again := New(Options{Seed: seed})
			require.NoError(t, again.Replay([]byte(log)))
			checkInvariants(t, again)
			require.Equal(t, want, string(again.AppendRewrite(nil)), "seed %d", seed)
		}
		s := w.engine.databases[0].keys.get("s").val.object
		require.Equal(t, string(s.appendRewrite(nil, "s")), string(s.clone().appendRewrite(nil, "s")))
		require.Equal(t, s.memory(), s.clone().memory())
	}
}
