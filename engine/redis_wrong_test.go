//go:build !js && !first && !whole

// Requests that are wrong, of every command, on ours and on a real
// redis-server: which mistake is told, when there are several.

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

var mistakes = flag.Int("mistakes", 60, "how many wrong requests are made of each command")

// neverWrong are commands that would end, replace or hold up the server or
// the connection when they are not refused, or whose errors tell of the machine.
const neverWrong = `shutdown debug monitor sync psync replicaof slaveof replconf failover
	subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe reset quit migrate
	client|reply client|pause client|kill script|debug module|load module|loadex module|unload
	bgsave save bgrewriteaof config|set config|rewrite acl|load acl|save pfselftest lolwut
	multi exec discard
	bitcount bitpos sscan hscan zscan scan client|tracking`

// mistakeWords are arguments that are seldom right.
var mistakeWords = append(strings.Fields(`str l h s z x p missing str l h s z x 0 1 2 -1 -2 3 10 1.5 abc inf nan
	9223372036854775807 9223372036854775808 -9223372036854775808 1e400 0x10 * - + $ ( [a (a (1 1-1 a-b GET SET`),
	"", "", " ", "1 ", "\x00\xff", "a b")

// prepared is a key of each type.
var prepared = []string{
	"SET str text", "RPUSH l a b c", "HSET h f 1 g text", "SADD s a b 1", "ZADD z 1 a 2 b", "XADD x 1-1 f v", "XGROUP CREATE x group 0",
	"PFADD p a b", "GEOADD g 13.4 38.1 here",
}

func mayBeWrong(cmd *Command) bool {
	return cmd.Since < "7.0.9" && !newerThanRedis[cmd.FullName()] && !slices.Contains(strings.Fields(neverWrong), cmd.FullName()) &&
		(cmd.parent == nil || !slices.Contains(strings.Fields(neverWrong), cmd.parent.Name))
}

// wrong makes up the nth wrong request of a command.
func (g *gambler) wrong(cmd *Command, n int) []string {
	head := []string{cmd.Name}
	if cmd.parent != nil {
		head = []string{cmd.parent.Name, cmd.Name}
	}
	if n%3 == 0 {
		return g.madeFrom(cmd, 2)
	}
	words := mistakeWords
	if tokens := tokensOf(cmd); len(tokens) > 0 && n%3 == 1 {
		words = slices.Concat(words, tokens, tokens, tokens)
	}
	for range n / 3 % 8 {
		head = append(head, g.from(words))
	}
	return head
}

// waits reports whether a command could wait, and is therefore made part of
// a transaction.
func waits(cmd *Command) bool {
	return cmd.Flags&Blocking != 0 || strings.HasPrefix(cmd.Name, "wait")
}

// onlyErrors is a reply, if it is an error or an EXEC's reply of one.
func onlyErrors(v resp.Value) string {
	if len(v.Elems) == 1 {
		v = v.Elems[0]
	}
	if v.Kind == resp.KindError {
		return v.Str
	}
	return "no error"
}

// retold reports whether two errors differ as they do between the versions:
// Redis 7.0 calls a time negative that is out of range.
func retold(want, got string) bool {
	return reworded(want, got) ||
		strings.Contains(want, "timeout is negative") && strings.Contains(got, "timeout is out of range")
}

func TestWrongRequestsOnRedis(t *testing.T) {
	server := startRedis(t)
	compared, differing := 0, 0
	for number, cmd := range allCommands() {
		if !mayBeWrong(cmd) {
			continue
		}
		g := newGambler(uint64(number), mayBeWrong)
		ours := newWorld(t, Options{Seed: 1, Now: time.Now(), Version: "7.0.15"})
		theirs := server.connect(t)
		both := func(args ...string) (want, got string) {
			answers := ours.do(step{client: "a", args: args})
			require.NotEmpty(t, answers, "no answer to %q", args)
			got = onlyErrors(answers[0].value)
			return onlyErrors(theirs.do(args...)), got
		}
		seen := map[string]bool{}
		for n := range *mistakes {
			if n%10 == 0 {
				both("FLUSHALL")
				for _, line := range prepared {
					both(strings.Fields(line)...)
				}
			}
			args := g.wrong(cmd, n)
			queue := waits(cmd) || cmd.Flags&NoMulti == 0 && n%4 == 3
			if queue {
				both("MULTI")
			}
			want, got := both(args...)
			if queue {
				wantExec, gotExec := both("EXEC")
				want, got = want+", "+wantExec, got+", "+gotExec
			}
			compared++
			if want != got && !seen[want+got] && !retold(want, got) {
				seen[want+got] = true
				differing++
				t.Errorf("%s\nredis-server: %s\nours:         %s", resp.JoinLine(args), want, got)
			}
		}
		theirs.conn.Close()
	}
	fmt.Printf("%d wrong requests, differing %d\n", compared, differing)
}
