//go:build !first && !whole

// Snapshots: an engine goes on from one exactly as the engine that it was
// made of, and a damaged one changes nothing.

package engine

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// liver makes up commands of all families whose replies depend on nothing but
// what an image holds.
type liver struct {
	*gambler
	count  int
	logged bool // no configuration, which is in no log, and no thresholds by that
}

func newLiver(seed uint64) *liver {
	return &liver{gambler: newGambler(seed, func(cmd *Command) bool {
		switch cmd.Group {
		case "server", "connection", "pubsub", "cluster", "transactions":
			return cmd.Name == "flushdb" || cmd.Name == "swapdb"
		}
		return cmd.Flags&Blocking == 0 && cmd.Name != "help" && cmd.Name != "migrate" && cmd.Name != "wait" && cmd.Name != "waitaof" &&
			(cmd.Group != "scripting" || strings.HasPrefix(cmd.FullName(), "fcall"))
	})}
}

// oddLines are commands that random ones seldom hit upon.
var oddLines = strings.Split(strings.TrimSpace(`
CONFIG SET hash-max-listpack-entries %d
CONFIG SET set-max-intset-entries %d
CONFIG SET zset-max-listpack-entries %d
CONFIG SET maxmemory-policy allkeys-lfu
CONFIG SET maxmemory-policy volatile-random maxmemory 40000
CONFIG SET maxmemory-policy noeviction maxmemory 0
CONFIG SET notify-keyspace-events KEA
CONFIG GET *max*
CONFIG GET maxmemory*
ACL SETUSER user%d on >pass%d ~key:* %%R~read:* +@read -get (~other +set)
ACL SETUSER user%d off resetchannels &news:* +@all -@dangerous
ACL DELUSER user%d
ACL LIST
ACL GETUSER user%d
SCRIPT LOAD "return %d"
SCRIPT FLUSH
EVAL "return {redis.call('SPOP',KEYS[1]),redis.call('INCRBY','n',ARGV[1])}" 1 s %d
EVAL "for i=1,200 do redis.call('SADD','large',i*%d) end return redis.call('SRANDMEMBER','large')" 0
EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0
SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db
FUNCTION LOAD REPLACE "#!lua name=lib%d\nredis.register_function('f%d',function(k,a) return redis.call('RPUSH','l',%d) end)"
FUNCTION DELETE lib%d
FUNCTION LIST WITHCODE
FCALL f%d 0
SPOP large 3
SSCAN large 0 COUNT 5
SCAN 0 COUNT 3
SCAN 5 COUNT 2
RANDOMKEY
MEMORY USAGE large
OBJECT FREQ a
OBJECT IDLETIME b
HEXPIRE h %d FIELDS 2 f g
HPEXPIRE i %d00 FIELDS 1 1
HTTL h FIELDS 2 f g
ZADD z -0 zero 0 one
SET temp%d v PX %d00
EXPIRE s %d
APPEND a xx
SETRANGE b %d zzz
DUMP x
XGROUP CREATE x group 0 MKSTREAM
XREADGROUP GROUP group alice COUNT 2 STREAMS x >
XADD x * f v
XINFO STREAM x FULL
SELECT 0
SELECT 3
DBSIZE
TIME
`), "\n")

func (l *liver) args() []string {
	l.count++
	if l.count%4 > 0 {
		return l.line()
	}
	line := strings.ReplaceAll(l.from(oddLines), "%%", "%")
	for strings.Contains(line, "%d") {
		line = strings.Replace(line, "%d", strconv.Itoa(1+l.random.IntN(9)), 1)
	}
	if l.logged && strings.HasPrefix(line, "CONFIG") {
		return l.args()
	}
	args, err := resp.SplitLine(line)
	if err != nil {
		panic(line)
	}
	return args
}

// live does the next command of l on all worlds, which must answer alike.
func (l *liver) live(t *testing.T, worlds ...*world) {
	t.Helper()
	if l.random.IntN(20) == 0 {
		passed := time.Duration(l.random.IntN(900)) * time.Millisecond
		for _, w := range worlds {
			w.engine.Advance(w.engine.Now().Add(passed))
		}
	}
	args := l.args()
	var first string
	for i, w := range worlds {
		got := ""
		for _, each := range w.do(step{client: "a", args: args}) {
			got += resp.Print(each.value) + "\n"
		}
		if c := w.conns["a"]; c.wait != nil {
			c.Close()
			delete(w.conns, "a")
			w.names = nil
		}
		if i == 0 {
			first = got
		}
		require.Equal(t, first, got, "%s", resp.JoinLine(args))
	}
}

func TestRestoredEngineGoesOnAlike(t *testing.T) {
	for seed := range uint64(8) {
		l := newLiver(seed)
		w := newWorld(t, Options{Seed: seed})
		for range 3000 {
			l.live(t, w)
		}
		image := w.engine.Snapshot()
		checkInvariants(t, w.engine)
		other, third := newWorld(t, Options{Seed: 99}), newWorld(t, Options{Now: time.UnixMilli(5_000_000_000_000)})
		noise := newLiver(seed + 50)
		for range 500 {
			noise.live(t, third)
		}
		for _, each := range []*world{other, third} {
			require.NoError(t, each.engine.Restore(image))
			checkInvariants(t, each.engine)
			require.True(t, bytes.Equal(image, each.engine.Snapshot()), "seed %d", seed)
		}
		for _, each := range []*world{w, other, third} {
			each.do(step{client: "a", args: []string{"SELECT", "0"}})
		}
		for range 5000 {
			l.live(t, w, other, third)
		}
		require.True(t, bytes.Equal(w.engine.Snapshot(), other.engine.Snapshot()), "seed %d", seed)
		require.True(t, bytes.Equal(w.engine.Snapshot(), third.engine.Snapshot()), "seed %d", seed)
		checkInvariants(t, other.engine)

		// And back in time.
		require.NoError(t, w.engine.Restore(image))
		checkInvariants(t, w.engine)
		require.True(t, bytes.Equal(image, w.engine.Snapshot()))
	}
}

// TestLogOfEverything: a log of commands of all families gives the same
// image whenever it is replayed, and the keys that wrote it.
func TestLogOfEverything(t *testing.T) {
	for seed := range uint64(12) {
		var r recorder
		l := newLiver(seed)
		l.logged = true
		w := newWorld(t, Options{Seed: seed, Log: r.record})
		for i := range 3000 {
			switch i % 60 {
			case 50:
				w.do(step{client: "a", args: []string{"MULTI"}})
			case 55:
				w.do(step{client: "a", args: []string{"EXEC"}})
			}
			l.live(t, w)
		}
		w.do(step{client: "a", args: []string{"EXEC"}})
		r.log = w.engine.AppendTimestamp(r.log)
		w.engine.Advance(time.Unix((w.engine.milliseconds()+999)/1000, 0))
		var images [2][]byte
		for i := range images {
			again := New(Options{Seed: 5})
			require.NoError(t, again.Replay(r.log), "seed %d", seed)
			checkInvariants(t, again)
			images[i] = again.Snapshot()
			require.Equal(t, string(w.engine.AppendRewrite(nil)), string(again.AppendRewrite(nil)), "seed %d", seed)
		}
		require.True(t, bytes.Equal(images[0], images[1]))
		rewritten := New(Options{})
		require.NoError(t, rewritten.Replay(w.engine.AppendRewrite(nil)))
		require.Equal(t, digestOf(w.engine), digestOf(rewritten), "seed %d", seed)
		restarted := New(Options{})
		require.NoError(t, restarted.Replay(w.engine.AppendRestart(r.log)))
		require.Equal(t, digestOf(w.engine), digestOf(restarted), "seed %d", seed)
	}
}

// digestOf tells databases with different keys from each other, but not values
// that are only stored differently: a rewrite loses that.
func digestOf(e *Engine) string {
	e.options.Debug = "yes"
	c := e.Connect("test")
	defer c.Close()
	c.Feed(resp.AppendCommand(nil, "DEBUG", "DIGEST"))
	return string(c.Output())
}

// smallImage is of an engine with one of each.
func smallImage(t testing.TB) (*Engine, []byte) {
	e := New(Options{Seed: 3, Now: time.UnixMilli(1_700_000_000_000)})
	c := e.Connect("test")
	for _, line := range strings.Split(`SET a text
SET n 12
APPEND a more
SETEX t 100 v
RPUSH l a b c
SADD i 1 2 3
SADD s a b
SADD big x y z `+strings.Repeat("q", 70)+`
HSET h f v g w
HEXPIRE h 50 FIELDS 1 f
HSET hh f `+strings.Repeat("v", 70)+`
ZADD z 1 a -0 b
ZADD zz 1 `+strings.Repeat("v", 70)+`
XADD x 1-1 f v
XGROUP CREATE x g 0
XREADGROUP GROUP g c STREAMS x >
SELECT 2
SET two 2
CONFIG SET maxmemory 10mb
ACL SETUSER me on >pass ~* +@all
SCRIPT LOAD "return 1"
FUNCTION LOAD "#!lua name=lib\nredis.register_function('f',function() return 1 end)"`, "\n") {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		c.Feed(resp.AppendCommand(nil, args...))
		require.NotContains(t, string(c.Output()), "-ERR", line)
	}
	c.Close()
	return e, e.Snapshot()
}

func TestDamagedImage(t *testing.T) {
	_, image := smallImage(t)
	e := New(Options{})
	e.Connect("x").Feed(resp.AppendCommand(nil, "SET", "mine", "1"))
	before := e.Snapshot()
	for at := range image {
		for _, damaged := range [][]byte{image[:at], flipped(image, at)} {
			err := e.Restore(damaged)
			require.Error(t, err, "byte %d", at)
			require.Contains(t, err.Error(), "image at byte ")
		}
	}
	require.Equal(t, "image at byte 0: this is no image of an engine", e.Restore(nil).Error())
	require.Error(t, e.Restore(append(bytes.Clone(image), 0)))
	require.Equal(t, before, e.Snapshot())
	require.NoError(t, e.Restore(image))
	require.Equal(t, image, e.Snapshot())
}

func flipped(image []byte, at int) []byte {
	damaged := bytes.Clone(image)
	damaged[at] ^= 0x41
	return damaged
}

// FuzzImage: what is no image is refused, and what is one is sound. The
// checksum is made right, so that what it guards is met.
func FuzzImage(f *testing.F) {
	_, image := smallImage(f)
	f.Add(image)
	f.Add([]byte(imageMark))
	f.Fuzz(func(t *testing.T, b []byte) {
		tryImage(t, b)
	})
}

func tryImage(t testing.TB, b []byte) {
	e := New(Options{})
	before := e.Snapshot()
	if len(b) > 8 {
		b = b[: len(b)-8 : len(b)-8]
	}
	if err := e.Restore((&image{}).sum(b)); err != nil {
		require.Equal(t, before, e.Snapshot())
		return
	}
	checkInvariants(t, e)
	again := e.Snapshot()
	require.NoError(t, e.Restore(again))
	e.AppendRewrite(nil)
}

// TestMangledImages is a little of FuzzImage each time.
func TestMangledImages(t *testing.T) {
	_, image := smallImage(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 6000 {
		b := bytes.Clone(image)
		for range 1 + random.IntN(3) {
			at := len(imageMark) + random.IntN(len(b)-len(imageMark)-8)
			switch random.IntN(3) {
			case 0:
				b[at] = byte(random.IntN(256))
			case 1:
				b = append(b[:at], b[at+1:]...)
			default:
				b = append(b[:at], append([]byte{byte(random.IntN(256))}, b[at:]...)...)
			}
		}
		tryImage(t, b)
	}
}

// TestRestoreAndConnections: what becomes of those who are connected.
func TestRestoreAndConnections(t *testing.T) {
	w := newWorld(t, Options{})
	do := func(client, line string) string {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		text := ""
		for _, each := range w.do(step{client: client, args: args}) {
			text += each.client + "> " + resp.Print(each.value) + "\n"
		}
		return text
	}
	do("a", "RPUSH list x")
	do("a", "SET k 1")
	image := w.engine.Snapshot()
	w.engine.Advance(w.engine.Now().Add(time.Hour))
	do("a", "DEL list")
	do("watcher", "WATCH k")
	do("watcher", "MULTI")
	do("served", "BLPOP list 0")
	do("waiting", "BLPOP nothing 10")
	do("caching", "HELLO 3")
	do("caching", "CLIENT TRACKING ON")
	do("caching", "GET k")
	do("a", "ACL SETUSER gone on nopass ~* +@all")
	do("user", "AUTH gone x")
	require.NoError(t, w.engine.Restore(image))
	checkInvariants(t, w.engine)
	require.Equal(t, int64(1_700_000_000_000), w.engine.milliseconds())
	got := ""
	for _, name := range w.names {
		for _, each := range w.collect(name) {
			got += each.client + "> " + resp.Print(each.value) + "\n"
		}
	}
	require.Contains(t, got, "served> 1) \"list\"\n2) \"x\"")
	require.Contains(t, got, "caching> ")
	require.Contains(t, got, "invalidate")
	require.True(t, w.closed["user"], "its user has gone")
	require.Contains(t, do("watcher", "EXEC"), "nil")
	w.engine.Advance(w.engine.Now().Add(9 * time.Second))
	require.Empty(t, w.collect("waiting"))
	w.engine.Advance(w.engine.Now().Add(2 * time.Second))
	require.Len(t, w.collect("waiting"), 1)
}
