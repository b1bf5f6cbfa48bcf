//go:build !js && !first && !whole

// Several clients of whom some wait for keys, on ours and on a real
// redis-server: who is served, with what, and what WATCH sees of it.

package engine

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

var waitGames = flag.Int("waitgames", 400, "how many games with waiting clients are compared with a real redis-server")

const waitSteps = 100 // commands from an empty server on

var waitClients = strings.Fields("a b c d e f")

// waitLines are command lines; words in capitals with a number stand for one of
// several, see waitWords.
var waitLines = map[string][]string{
	"wait": {
		"BLPOP K1 0", "BLPOP K1 K2 0", "BRPOP K1 K2 K3 0", "BLMOVE K1 K2 SIDE1 SIDE2 0", "BLMOVE K1 K1 SIDE1 SIDE2 0",
		"BLMPOP 0 2 K1 K2 SIDE1", "BLMPOP 0 2 K1 K2 SIDE1 COUNT N1", "BRPOPLPUSH K1 K2 0",
		"BZPOPMIN K1 K2 0", "BZPOPMAX K1 0", "BZMPOP 0 2 K1 K2 MIN", "BZMPOP 0 1 K1 MAX COUNT N1",
		"XREAD BLOCK 0 STREAMS K1 $", "XREAD COUNT N1 BLOCK 0 STREAMS K1 K2 $ 0", "XREAD BLOCK 0 STREAMS K1 K2 $ $",
		"XREADGROUP GROUP g1 A1 BLOCK 0 STREAMS K1 >", "XREADGROUP GROUP g1 A1 COUNT 1 BLOCK 0 STREAMS K1 >",
		"XREADGROUP GROUP g2 A1 BLOCK 0 NOACK STREAMS K1 >",
	},
	"write": {
		"RPUSH K1 V1", "RPUSH K1 V1 V2", "LPUSH K1 V1 V2 V3", "LPUSH K1 V1", "RPUSHX K1 V1", "LMOVE K1 K2 SIDE1 SIDE2",
		"RPOPLPUSH K1 K2", "LPOP K1", "LINSERT K1 BEFORE V1 V2", "LSET K1 0 V1", "LREM K1 1 V1",
		"ZADD K1 N1 V1", "ZADD K1 N1 V1 N2 V2", "ZINCRBY K1 N1 V1", "ZPOPMIN K1", "ZUNIONSTORE K1 1 K2", "ZRANGESTORE K1 K2 0 -1",
		"GEOADD K1 13 38 V1", "XADD K1 ID1 f V1", "XADD K1 ID1 f V1", "XADD K1 NOMKSTREAM ID1 f V1", "XADD K1 MAXLEN 0 ID1 f V1", "XDEL K1 ID1",
		"XTRIM K1 MAXLEN 0", "XGROUP CREATE K1 g1 $ MKSTREAM", "XGROUP CREATE K1 g2 0 MKSTREAM", "XGROUP CREATE K1 g1 0", "XGROUP SETID K1 g1 0", "XGROUP DESTROY K1 g1",
		"XSETID K1 ID1", "XGROUP DELCONSUMER K1 g1 A1", "XREADGROUP GROUP g1 A1 STREAMS K1 >",
		"DEL K1", "UNLINK K1 K2", "RENAME K1 K2", "RENAMENX K1 K2", "COPY K1 K2 REPLACE", "COPY K1 K2 DB 1", "SET K1 V1", "SADD K1 V1",
		"MOVE K1 1", "MOVE K1 0", "SWAPDB 0 1", "SELECT DB1", "FLUSHDB", "FLUSHALL", "SORT K1 ALPHA STORE K2", "SORT K1 BY nosort STORE K2",
		"PEXPIREAT K1 1", "EXPIRE K1 -1", "PERSIST K1", "EXPIRE K1 1000", "GETEX K1 EXAT 1", "RESTORE K1 0 LIST REPLACE", "RESTORE K1 0 LIST", "RESTORE K1 1 LIST REPLACE ABSTTL", "CLIENT UNBLOCK CLIENT1", "CLIENT UNBLOCK CLIENT1 ERROR",
		"LRANGE K1 0 -1", "ZRANGE K1 0 -1 WITHSCORES", "XRANGE K1 - +", "XPENDING K1 g1", "TYPE K1",
	},
	"watch": {"WATCH K1", "WATCH K1 K2", "UNWATCH", "DISCARD", "EXEC"},
	"script": {
		"redis.call('RPUSH', KEYS[1], ARGV[1]) redis.call('LPUSH', KEYS[2], ARGV[2], ARGV[1]) return redis.call('LLEN', KEYS[1])",
		"redis.call('RPUSH', KEYS[1], ARGV[1]) redis.call('DEL', KEYS[1]) return 1",
		"redis.call('DEL', KEYS[1], KEYS[2]) redis.call('ZADD', KEYS[1], 1, ARGV[1], 2, ARGV[2]) return redis.call('RPUSH', KEYS[2], ARGV[1])",
		"redis.call('RPUSH', KEYS[1], ARGV[1]) return redis.call('INCR', KEYS[1])",
		"redis.pcall('RENAME', KEYS[1], KEYS[2]) return redis.pcall('RPUSH', KEYS[1], ARGV[1], ARGV[2])",
		"return redis.call('BLPOP', KEYS[1], KEYS[2], 0)",
		"redis.call('SELECT', 1) redis.call('RPUSH', KEYS[1], ARGV[1]) return redis.call('RPUSH', KEYS[2], ARGV[1])",
	},
}

var waitWords = map[string][]string{
	"K": {"k", "l", "m", "n"}, "V": {"x", "y", "z", "1"}, "SIDE": {"LEFT", "RIGHT"}, "N": {"1", "2", "3"},
	"A": {"alice", "bob"}, "DB": {"0", "1", "0", "0"}, "CLIENT": {"@a", "@b", "@c"},
}

// waitGame makes up the commands of one seed.
func waitGame(seed uint64) []step {
	random := rand.New(rand.NewPCG(seed, 2))
	keys := waitWords["K"]
	if seed%4 == 0 {
		keys = keys[:1] // of several keys that are swapped, any is ready first
	}
	dump := dumpValue(listOf("x", "y"))
	var steps []step
	var line func(kind string) []string
	line = func(kind string) []string {
		lines := waitLines[kind]
		words := strings.Fields(lines[random.IntN(len(lines))])
		for i, word := range words {
			name := strings.TrimRight(word, "0123456789")
			if len(keys) > 1 && (name == "SWAPDB" || name == "SORT") { // Redis 7.0 serves more of them when a stream was replaced
				return []string{"PING"}
			}
			switch choice := waitWords[name]; {
			case name == "K":
				words[i] = keys[random.IntN(len(keys))]
			case choice != nil && name != word:
				words[i] = choice[random.IntN(len(choice))]
			case name == "ID":
				words[i] = strconv.Itoa(len(steps)+1) + "-1"
			case name == "LIST":
				words[i] = dump
			}
		}
		if words[0] == "XREAD" && words[len(words)-3] == words[len(words)-4] {
			return line(kind) // a stream that is named twice is read twice since Redis 7.2
		}
		return words
	}
	script := func() []string {
		values := waitWords["V"]
		text := waitLines["script"][random.IntN(len(waitLines["script"]))]
		return []string{"EVAL", text, "2", keys[random.IntN(len(keys))], keys[random.IntN(len(keys))], values[random.IntN(4)], values[random.IntN(4)]}
	}
	for len(steps) < waitSteps {
		client := waitClients[random.IntN(len(waitClients))]
		add := func(args []string) { steps = append(steps, step{client: client, args: args}) }
		switch n := random.IntN(20); {
		case n < 7:
			add(line("wait"))
		case n < 15:
			add(line("write"))
		case n < 16:
			add(line("watch"))
		case n < 18:
			add(script())
		default:
			add([]string{"MULTI"})
			for range 1 + random.IntN(4) {
				switch random.IntN(6) {
				case 0:
					add(line("wait"))
				case 1:
					add(script())
				default:
					add(line("write"))
				}
			}
			add([]string{"EXEC"})
		}
	}
	return steps
}

func listOf(items ...string) object {
	e := New(Options{})
	c := e.Connect("")
	c.Feed(resp.AppendCommand(nil, append([]string{"RPUSH", "k"}, items...)...))
	return e.databases[0].keys.get("k").val.object
}

// waitDuel is ours and the real server with the same clients.
type waitDuel struct {
	t      *testing.T
	server *redisServer
}

// fight plays a game on both until the answers differ; nil: they never do.
func (d *waitDuel) fight(steps []step) *quarrel {
	control := d.server.control
	control.do("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
	require.NoError(d.t, control.do("FLUSHALL").Err())
	ours := newWorld(d.t, Options{Seed: 1, Now: time.Now(), Version: "7.0.15"})
	theirs := map[string]*redisConn{}
	for _, name := range waitClients {
		theirs[name] = d.server.connect(d.t)
		defer theirs[name].conn.Close()
		ours.conn(name)
	}
	for i, s := range steps {
		if ours.conn(s.client).wait != nil {
			continue
		}
		got := ours.do(step{client: s.client, args: d.named(s.args, func(name string) int64 { return ours.conn(name).id })})
		want := d.ask(theirs, step{client: s.client, args: d.named(s.args, func(name string) int64 { return theirs[name].id })})
		for _, answers := range [][]answer{got, want} {
			slices.SortStableFunc(answers, func(a, b answer) int { return strings.Compare(a.client, b.client) })
		}
		if w, g := strings.Join(s.print(want), "\n"), strings.Join(s.print(got), "\n"); w != g && !reworded(w, g) {
			if changedSince(w, g) {
				return nil // from here on the two have other keys
			}
			return &quarrel{steps: steps[:i+1], want: w, got: g}
		}
	}
	checkInvariants(d.t, ours.engine)
	return nil
}

// changedSince reports whether a waiting command is served as it is since Redis
// 7.2, which runs it again: XREAD goes on waiting when the entry that came is
// gone, and says what is wrong with another key; XREADGROUP says what it would
// have said at once.
func changedSince(want, got string) bool {
	return strings.Contains(want, "UNBLOCKED the stream key") || strings.Contains(want, "this client was blocked on no longer exists") ||
		strings.Count(want, "(empty array)") > strings.Count(got, "(empty array)") ||
		strings.Count(got, ": (error) WRONGTYPE") > strings.Count(want, ": (error) WRONGTYPE")
}

// named puts the numbers of clients in place of their names.
func (d *waitDuel) named(args []string, id func(string) int64) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		if name, ok := strings.CutPrefix(arg, "@"); ok {
			args[i] = strconv.FormatInt(id(name), 10)
		}
	}
	return args
}

// ask sends a command to the real server and returns what all clients got by it.
func (d *waitDuel) ask(conns map[string]*redisConn, s step) []answer {
	c := conns[s.client]
	c.send(s.args...)
	id := strconv.FormatInt(c.id, 10)
	answers := d.arrived(conns, s.client)
	for began := time.Now(); len(answers) == 0; answers = d.arrived(conns, s.client) {
		if strings.Contains(d.server.control.do("CLIENT", "LIST", "ID", id).Str, "flags=b") {
			break
		}
		require.Less(d.t, time.Since(began), 5*time.Second, "redis-server neither blocks nor answers %q", s.args)
	}
	d.server.control.do("PING") // by then the others have what the command brought them
	for _, name := range waitClients {
		answers = append(answers, d.arrived(conns, name)...)
	}
	return answers
}

// arrived is what a client has got by now.
func (d *waitDuel) arrived(conns map[string]*redisConn, name string) (answers []answer) {
	c := conns[name]
	raw, err := c.conn.(syscall.Conn).SyscallConn()
	require.NoError(d.t, err)
	buf := make([]byte, 64<<10)
	require.NoError(d.t, raw.Control(func(fd uintptr) {
		if n, _, _ := syscall.Recvfrom(int(fd), buf, syscall.MSG_DONTWAIT); n > 0 {
			c.reader.Feed(buf[:n])
		}
	}))
	for {
		value, ok, err := c.reader.Next()
		require.NoError(d.t, err)
		if !ok {
			return answers
		}
		answers = append(answers, answer{client: name, value: value})
	}
}

func TestWaitingClientsOnRedis(t *testing.T) {
	d := &waitDuel{t: t, server: startRedis(t)}
	served, differing := 0, 0
	for seed := range uint64(*waitGames) {
		steps := waitGame(seed)
		served += len(steps)
		if found := d.fight(steps); found != nil {
			t.Errorf("seed %d:\n%s", seed, shrink(found, d.fight))
			if differing++; differing == 8 {
				t.FailNow()
			}
		}
	}
	fmt.Printf("%d commands among waiting clients, differing games %d\n", served, differing)
}
