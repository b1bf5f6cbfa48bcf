//go:build !js

// Random commands of three clients, on ours and on a real redis-server.

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

// notComparable are commands whose replies depend on chance, on the time, on
// the server itself, on the order of names with different scores, or that
// block; redis-server's SORT remembers a number that was out of range for all
// lists after it.
const notComparable = `client config command info hello reset quit auth time echo ping pubsub
	randomkey spop srandmember hrandfield zrandmember scan sscan hscan zscan object wait
	ttl pttl expire pexpire setex psetex flushall
	hexpire hpexpire hexpireat hpexpireat httl hpttl hexpiretime hpexpiretime hpersist hgetex hsetex hgetdel
	sort sort_ro memory waitaof
	blpop brpop blmpop blmove brpoplpush bzpopmin bzpopmax bzmpop
	zrangebylex zrevrangebylex zlexcount zremrangebylex subscribe psubscribe unsubscribe punsubscribe publish`

// unordered are commands besides those of hashes and sets whose replies have no order.
var unordered = map[string]bool{"keys": true, "exec": true}

// grown are commands that have got optional arguments since Redis 7.0.
var grown = map[string]bool{"zrank": true, "zrevrank": true}

// gambler makes up command lines.
type gambler struct {
	random   *rand.Rand
	commands []*Command
}

func newGambler(seed uint64) *gambler {
	g := &gambler{random: rand.New(rand.NewPCG(seed, 1))}
	skip := strings.Fields(notComparable)
	for _, cmd := range newCommandTable(Commands()).sorted() {
		if !slices.Contains(skip, cmd.Name) {
			g.commands = append(g.commands, cmd)
		}
	}
	return g
}

var (
	gambleKeys   = strings.Fields("a b c d l h s n z")
	gambleValues = append(strings.Fields(`x y z 0 1 2 3 4 0 1 2 3 -1 -2 5 10 100 1.5 -0.25 3e3 abc 007 +1 -0
		9223372036854775807 -9223372036854775808 9223372036854775808 inf nan 0x10 1e400`),
		"", " 1", "a b", "1 ", "\x00", strings.Repeat("q", 70))
	gambleWords = strings.Fields("EXAT PXAT NX XX GT LT GET KEEPTTL PERSIST COUNT LEFT RIGHT BEFORE AFTER LIMIT REPLACE DB DB WITHSCORES CH INCR BYSCORE REV WEIGHTS AGGREGATE SUM MIN MAX (1")
)

func (g *gambler) from(words []string) string { return words[g.random.IntN(len(words))] }

// line is a command with about as many arguments as it takes, keys mostly
// where keys belong.
func (g *gambler) line() []string {
	cmd := g.commands[g.random.IntN(len(g.commands))]
	count := max(cmd.Arity, -cmd.Arity)
	if cmd.Arity < 0 && !grown[cmd.Name] {
		count += g.random.IntN(5)
	}
	args := []string{cmd.Name}
	for i := 1; i < count; i++ {
		words := gambleValues
		switch chance := g.random.IntN(10); {
		case g.isKey(cmd, i) && chance < 8:
			words = gambleKeys
		case chance >= 8:
			words = gambleWords
		}
		args = append(args, g.from(words))
	}
	return args
}

func (g *gambler) isKey(cmd *Command, i int) bool {
	for _, spec := range cmd.Keys {
		if i == spec.Begin && !spec.Count {
			return true
		}
		if (spec.Last < 0 || spec.Count) && i > spec.Begin && g.random.IntN(2) == 0 {
			return true
		}
	}
	return false
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
	if ours, isFloat := parseFloat(got.Str); ok && isFloat && ours == theirs && len(got.Str) > 15 {
		want.Str = got.Str
	}
}

func TestRandomCommandsOnRedis(t *testing.T) {
	server := startRedis(t)
	for seed := range uint64(10) {
		require.NoError(t, server.control.do("FLUSHALL").Err())
		ours := newWorld(t, Options{Seed: seed, Now: time.Now()})
		theirs := map[string]*redisConn{"a": server.connect(t), "b": server.connect(t), "c": server.connect(t)}
		g := newGambler(seed)
		var history []string
		for range 2000 {
			s := step{client: g.from([]string{"a", "b", "c"}), args: g.line()}
			history = append(history, s.client+"> "+resp.JoinLine(s.args))
			got, want := ours.do(s)[0].value, theirs[s.client].do(s.args...)
			if name := s.args[0]; unordered[name] || name[0] == 'h' || name[0] == 's' {
				sortValue(got)
				sortValue(want)
			}
			alignDoubles(&want, got)
			require.Equal(t, resp.Print(want), resp.Print(got), "seed %d: %s\nafter\n%s",
				seed, history[len(history)-1], strings.Join(history[max(0, len(history)-20):len(history)-1], "\n"))
		}
		checkInvariants(t, ours.engine)
		for _, c := range theirs {
			c.conn.Close()
		}
	}
}
