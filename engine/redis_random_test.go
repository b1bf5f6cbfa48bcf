//go:build !js && !first && !whole

// Random commands of three clients, on ours and on a real redis-server. The
// first difference is shrunk to the few commands that it takes.

package engine

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

var gambles = flag.Int("gambles", 200_000, "how many random commands are compared with a real redis-server")

const gamblesEach = 1000 // commands from an empty server on

// incomparable are commands whose replies depend on chance, on the time or on
// the server itself, on the order of names with different scores, or that
// block.
const incomparable = `randomkey spop srandmember hrandfield zrandmember scan sscan hscan zscan
	ttl pttl expiretime pexpiretime object|freq object|idletime object|encoding object|refcount wait waitaof dump restore sort_ro
	subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe publish spublish
	quit reset hello auth echo ping migrate
	zrangebylex zrevrangebylex zlexcount zremrangebylex
	bitcount bitpos xsetid xinfo|stream xinfo|consumers xinfo|groups xgroup|createconsumer pfdebug pfselftest memory|usage flushall swapdb`

// newWords are options that the Debian server does not know yet, or that block.
var newWords = []string{"NOVALUES", "FNX", "FXX", "BYLEX", "BLOCK"}

func mayCompare(cmd *Command) bool {
	switch cmd.Group {
	case "server", "connection", "pubsub", "scripting", "cluster":
		return slices.Contains([]string{"select", "flushdb"}, cmd.Name)
	}
	mayBlock := cmd.Flags&Blocking != 0 && cmd.Group != "stream" // which blocks if it is told to
	return !mayBlock && cmd.Since < "7.0.9" && cmd.Name != "help" &&
		!slices.Contains(strings.Fields(incomparable), cmd.FullName())
}

// unorderedReply reports whether the elements of a reply have no order.
func unorderedReply(table commandTable, args []string) bool {
	cmd, err := table.find(args)
	switch {
	case err != nil:
		return false
	case cmd.Name == "keys", cmd.Name == "exec":
		return true
	case cmd.Name == "sort":
		return slices.ContainsFunc(args, func(arg string) bool { return sameWord(arg, "BY") })
	}
	return cmd.Group == "hash" || cmd.Group == "set"
}

// duel is ours and the real server, side by side from empty databases on.
type duel struct {
	t      *testing.T
	server *redisServer
	table  commandTable
	seed   uint64
}

// quarrel is what two servers answer to the last of some commands.
type quarrel struct {
	steps     []step
	want, got string
}

// fight runs commands on both until they answer differently; nil: they never do.
func (d *duel) fight(steps []step) *quarrel {
	require.NoError(d.t, d.server.control.do("FLUSHALL").Err())
	ours := newWorld(d.t, Options{Seed: d.seed, Now: time.Now()})
	theirs := map[string]*redisConn{}
	for _, name := range []string{"a", "b", "c"} {
		theirs[name] = d.server.connect(d.t)
		defer theirs[name].conn.Close()
	}
	for i, s := range steps {
		answers := ours.do(s)
		require.NotEmpty(d.t, answers, "no answer to %v", s.args)
		got, want := answers[0].value, theirs[s.client].do(s.args...)
		if unorderedReply(d.table, s.args) {
			sortValue(got)
			sortValue(want)
		}
		alignDoubles(&want, got)
		if g, w := resp.Print(got), resp.Print(want); g != w && !reworded(w, g) {
			return &quarrel{steps: steps[:i+1], want: w, got: g}
		}
	}
	checkInvariants(d.t, ours.engine)
	return nil
}

// alignDoubles makes scores look as in got where they are the same: Redis
// 7.0 prints them with more digits.
func alignDoubles(want *resp.Value, got resp.Value) {
	if len(want.Elems) != len(got.Elems) {
		return
	}
	for i := range want.Elems {
		alignDoubles(&want.Elems[i], got.Elems[i])
	}
	theirs, ok := parseFloat(want.Str)
	if ours, isFloat := parseFloat(got.Str); ok && isFloat && ours == theirs && len(want.Str) > 15 {
		want.Str = got.Str
	}
}

// reworded reports whether an error has another text than in Redis 7.0.
func reworded(want, got string) bool {
	return strings.Contains(want, "Unbalanced XREAD list") && strings.Contains(got, "Unbalanced 'xread")
}

// shrink leaves out what the difference does not need, in ever smaller pieces.
func shrink(found *quarrel, fight func([]step) *quarrel) *quarrel {
	for size := len(found.steps) / 2; size > 0; size /= 2 {
		for at := 0; at+size < len(found.steps); {
			fewer := slices.Concat(found.steps[:at], found.steps[at+size:])
			if smaller := fight(fewer); smaller != nil {
				found = smaller
			} else {
				at += size
			}
		}
	}
	return found
}

func (f *quarrel) String() string {
	var text strings.Builder
	for _, s := range f.steps {
		fmt.Fprintf(&text, "%s> %s\n", s.client, resp.JoinLine(s.args))
	}
	return fmt.Sprintf("%sredis-server: %s\nours:         %s", &text, f.want, f.got)
}

func TestRandomCommandsOnRedis(t *testing.T) {
	server := startRedis(t)
	differing := 0
	for seed := range uint64(*gambles / gamblesEach) {
		d := &duel{t: t, server: server, table: newCommandTable(Commands()), seed: seed}
		if found := d.fight(gamble(seed)); found != nil {
			t.Errorf("seed %d:\n%s", seed, shrink(found, d.fight))
			differing++
		}
		if differing == 10 {
			t.FailNow()
		}
	}
	fmt.Printf("%d random commands, differing seeds %d\n", *gambles/gamblesEach*gamblesEach, differing)
}

// unfit reports whether the Debian server would refuse what is right today,
// or a millisecond decides.
func unfit(args []string) bool {
	switch args[0] {
	case "zrank", "zrevrank":
		return len(args) > 3
	case "xadd":
		return slices.Contains(args, "*")
	case "xpending":
		return len(args) > 3 // it tells times
	case "expire", "pexpire":
		return len(args) > 3 && (sameWord(args[3], "GT") || sameWord(args[3], "LT"))
	}
	return slices.ContainsFunc(args, func(arg string) bool { return slices.Contains(newWords, strings.ToUpper(arg)) })
}

// gamble makes up the commands of one seed.
func gamble(seed uint64) []step {
	g := newGambler(seed, mayCompare)
	var steps []step
	for len(steps) < gamblesEach {
		args := g.line()
		if !unfit(args) {
			steps = append(steps, step{client: g.from([]string{"a", "b", "c"}), args: args})
		}
	}
	return steps
}
