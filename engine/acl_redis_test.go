//go:build !js && !first && !whole

// Random users on ours and on a real redis-server: both permit the same.

package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

var aclRules = strings.Fields(`+@all -@all allkeys resetkeys ~a ~b* %R~c %W~d %RW~l %R~* %W~h ~[ab] allchannels resetchannels
	&a &b* &x nopass on off >p <p resetpass reset +get -get +set -set +mget +config -config +config|get -config|get
	+select|0 +select|1 +client|id -client +@read -@read +@write -@write +@fast -@slow +@string -@hash +@list +@set
	+@pubsub -@dangerous +@keyspace -@blocking clearselectors +subscribe -psubscribe +nope +@nope ~a&b foo
	(+get (+set ~a) (~b* +@read) (+@all &* -@write ~c)`)

// newerWords is a message of 7.0 in the words of 7.4.
func newerWords(text string) string {
	return strings.Replace(text, "This user has no permissions", "User u has no permissions", 1)
}

func TestRandomACLOnRedis(t *testing.T) {
	redis := startRedis(t).connect(t)
	w := newWorld(t, Options{Seed: 1})
	g := newGambler(7, func(*Command) bool { return true })
	g.commands = nil
	for _, cmd := range newCommandTable(Commands()).sorted() {
		if len(redis.do("COMMAND", "INFO", cmd.FullName()).Elems[0].Elems) > 0 && len(cmd.Subcommands) == 0 {
			g.commands = append(g.commands, cmd)
		}
	}
	var history []string
	compare := func(args ...string) {
		history = append(history, resp.JoinLine(args))
		ours := w.do(step{client: "a", args: args})[0].value
		require.Equal(t, newerWords(resp.Print(redis.do(args...))), resp.Print(ours), strings.Join(history, "\n"))
	}
	for range 300 {
		history = nil
		compare("ACL", "SETUSER", "u", "reset")
		for range 1 + g.random.IntN(4) {
			args := []string{"ACL", "SETUSER", "u"}
			for range 1 + g.random.IntN(4) {
				args = append(args, g.from(aclRules))
			}
			compare(args...)
		}
		for range 20 {
			line := g.line()
			_, sound := w.engine.commands.get(line[0]).keysIn(line)
			// PFMERGE without a source has no keys that 7.0 would check.
			sound = sound && (line[0] != "pfmerge" || len(line) > 2)
			// 7.0 ends a text at a zero byte, and looks for keys in what is no command.
			if sound && !unfit(line) && !slices.Contains(line, "\x00") {
				compare(append([]string{"ACL", "DRYRUN", "u"}, line...)...)
			}
		}
	}
}
