//go:build !first && !whole

// The append log after random commands: replaying it gives the same keys, and
// so does its rewrite.

package engine

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// randomRun plays a random script and returns its engine and log.
func randomRun(seed uint64) (*Engine, *recorder) {
	random := rand.New(rand.NewPCG(seed, seed))
	input := make([]byte, 4000)
	for i := range input {
		input[i] = byte(random.Uint32())
	}
	r := &recorder{}
	e := New(Options{Seed: seed, Now: time.UnixMilli(1_700_000_000_000), Log: r.record, MaxMemory: 8 << 20, ScriptSteps: 100_000})
	conns := map[int]*Conn{}
	for s := newScript(input); len(s.input) > 0; {
		who := s.random.IntN(8)
		if who == 7 {
			e.Advance(e.Now().Add(time.Duration(s.random.IntN(256)) * 10 * time.Millisecond))
			continue
		}
		if c := conns[who%3]; c == nil || c.Closed() || c.wait != nil {
			conns[who%3] = e.Connect("test")
		}
		args := s.request()
		if slices.ContainsFunc(args, meddles) {
			continue
		}
		conns[who%3].Feed(resp.AppendCommand(nil, args...))
		conns[who%3].Output()
	}
	return e, r
}

// meddles reports whether a word is of a command that would empty everything,
// or is a pause, during which what has expired may stay.
func meddles(word string) bool {
	return slices.ContainsFunc([]string{"flushall", "flushdb", "pause"}, func(other string) bool { return sameWord(word, other) })
}

func TestReplayGivesEqualKeyspace(t *testing.T) {
	keys := 0
	for seed := range uint64(200) {
		e, r := randomRun(seed)
		checkInvariants(t, e)
		want := string(e.AppendRewrite(nil))
		keys += strings.Count(want, "SET")

		fromLog := New(Options{Seed: seed + 1, Now: e.Now()})
		require.NoError(t, fromLog.Replay(r.log), "seed %d", seed)
		checkInvariants(t, fromLog)
		require.Equal(t, want, string(fromLog.AppendRewrite(nil)), "log of seed %d", seed)

		fromRewrite := New(Options{Seed: seed + 2, Now: e.Now()})
		require.NoError(t, fromRewrite.Replay([]byte(want)), "seed %d", seed)
		checkInvariants(t, fromRewrite)
		require.Equal(t, want, string(fromRewrite.AppendRewrite(nil)), "rewrite of seed %d", seed)
	}
	require.Greater(t, keys, 200, "the scripts must leave something behind")
}
