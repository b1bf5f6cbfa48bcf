//go:build !js && !first && !whole

// Keyspace notifications of random commands, on ours and on a real
// redis-server.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// listener hears all keyspace notifications of both servers.
type listener struct {
	t      *testing.T
	ours   *world
	theirs *redisConn // subscribed
	redis  *redisConn
}

func newListener(t *testing.T, server *redisServer) *listener {
	l := &listener{
		t: t, ours: newWorld(t, Options{Seed: 1, Now: time.Now()}),
		theirs: server.connect(t), redis: server.connect(t),
	}
	l.redis.do("FLUSHALL")
	l.do("CONFIG", "SET", "notify-keyspace-events", "KEAmn")
	l.ours.do(step{client: "ear", args: []string{"PSUBSCRIBE", "__key*"}})
	l.theirs.do("PSUBSCRIBE", "__key*")
	return l
}

// do runs a command on both.
func (l *listener) do(args ...string) (ours, theirs resp.Value, heard []answer) {
	answers := l.ours.do(step{client: "main", args: args})
	for _, a := range answers {
		if a.client == "ear" {
			heard = append(heard, a)
		} else {
			ours = a.value
		}
	}
	return ours, l.redis.do(args...), heard
}

// compare runs a command on both, whose notifications must be the same.
func (l *listener) compare(history []string, args ...string) {
	ours, theirs, heard := l.do(args...)
	l.redis.do("PUBLISH", "__keyend", "")
	var want, got []string
	for {
		message, ok := l.theirs.receive(5 * time.Second)
		require.True(l.t, ok)
		if message.Elems[2].Str == "__keyend" {
			break
		}
		want = append(want, resp.Print(message))
	}
	for _, a := range heard {
		got = append(got, resp.Print(a.value))
	}
	require.Equal(l.t, theirs.Err() == nil, ours.Err() == nil, resp.JoinLine(args))
	require.Equal(l.t, strings.Join(want, "\n"), strings.Join(got, "\n"), "%s\nafter\n%s", resp.JoinLine(args),
		strings.Join(history[max(0, len(history)-20):], "\n"))
}

func TestRandomEventsOnRedis(t *testing.T) {
	server := startRedis(t)
	for seed := range uint64(5) {
		l, g := newListener(t, server), newGambler(seed+100, mayCompare)
		var history []string
		for range 1500 {
			args := g.line()
			if args[0] == "exec" || args[0] == "multi" || unfit(args) { // errors of EXEC are within
				continue
			}
			l.compare(history, args...)
			history = append(history, resp.JoinLine(args))
		}
	}
}

// TestEventsOnRedis runs what the random commands leave out.
func TestEventsOnRedis(t *testing.T) {
	l := newListener(t, startRedis(t))
	var history []string
	for _, line := range strings.Split(`SET s v EX 100
		SET s v PX 100000 KEEPTTL
		SETEX s 100 v
		PSETEX fresh 100000 v
		EXPIRE s 100
		PEXPIRE s 100000 NX
		EXPIRE s -1
		EXPIRE s 100
		SET s v
		GETEX s EX 100
		GETEX s PERSIST
		GETEX s PERSIST
		GETEX s EXAT 1
		TTL s
		PTTL s
		SADD set a
		SADD set a
		SPOP set
		SPOP set
		SADD set a b
		SPOP set 5
		SPOP set 5
		SRANDMEMBER set
		SRANDMEMBER set 2
		SADD set a
		SMOVE set other a
		SMOVE set other a
		HRANDFIELD h
		HSET h f v
		HRANDFIELD h
		HDEL h f
		RPUSH l a b c d
		BLPOP l 1
		BRPOP l 1
		LMOVE l m LEFT RIGHT
		BLMOVE m l LEFT RIGHT 1
		BRPOPLPUSH l m 1
		BLMPOP 1 1 l LEFT
		BLMPOP 1 2 l m LEFT COUNT 10
		RPUSH l a
		LMPOP 2 m l RIGHT
		SCAN 0
		SSCAN nothing 0
		HSCAN nothing 0
		OBJECT FREQ nothing
		OBJECT ENCODING nothing
		RANDOMKEY
		TOUCH nothing
		UNLINK nothing fresh
		PUBLISH __keyspace@0__:x mine
		SWAPDB 0 1
		FLUSHDB
		FLUSHALL`+eventsOfFamilies, "\n") {
		args, err := resp.SplitLine(strings.TrimSpace(line))
		require.NoError(t, err)
		if _, err := l.ours.engine.commands.find(args); err != nil {
			continue // it is in another build
		}
		l.compare(history, args...)
		history = append(history, resp.JoinLine(args))
	}
}

// eventsOfFamilies are commands whose events random arguments seldom bring about.
const eventsOfFamilies = `
		ZADD z 1 a 2 b 3 c 4 d 5 e
		ZADD z 1 a
		ZADD z XX CH 2 a
		ZADD z INCR 1 a
		ZINCRBY z 1 b
		ZRANK nothing a
		ZREM z a nope
		ZREM z nope
		ZPOPMIN z
		ZPOPMAX z 1
		ZADD z 1 a 2 b 3 c 4 d 5 e
		ZREMRANGEBYRANK z 0 0
		ZREMRANGEBYSCORE z 2 2
		ZREMRANGEBYLEX z - [c
		ZRANGESTORE to z 0 -1
		ZRANGESTORE to nothing 0 -1
		ZUNIONSTORE to 1 z
		ZINTERSTORE to 2 z nothing
		ZDIFFSTORE to 1 z
		ZMPOP 1 z MIN
		BZPOPMIN z 1
		ZADD z 1 a 2 b
		BZPOPMAX z 1
		BZMPOP 1 1 z MAX COUNT 5
		ZMPOP 1 z MIN
		ZRANDMEMBER nothing
		ZSCAN nothing 0
		GEOADD geo 13.361389 38.115556 a 15.087269 37.502669 b
		GEOADD geo 13.361389 38.115556 a
		GEOPOS nothing a
		GEOSEARCHSTORE to geo FROMLONLAT 15 37 BYRADIUS 200 km
		GEOSEARCHSTORE to geo FROMLONLAT 0 0 BYRADIUS 1 m
		GEORADIUS geo 15 37 200 km STORE to
		GEORADIUSBYMEMBER geo a 200 km STOREDIST to
		SETBIT bits 7 1
		SETBIT bits 7 1
		GETBIT nothing 1
		BITCOUNT nothing
		BITFIELD bits SET u8 0 255
		BITFIELD bits GET u8 0
		BITFIELD bits INCRBY u8 0 0 OVERFLOW FAIL INCRBY u2 0 9
		BITOP NOT to bits
		BITOP AND to nothing other
		PFADD hll a b
		PFADD hll a b
		PFADD empty
		PFCOUNT hll
		PFCOUNT nothing
		PFMERGE hll2 hll nothing
		PFMERGE hll2
		XADD x 1-1 f v
		XADD x NOMKSTREAM 1-2 f v
		XADD nothing NOMKSTREAM 1-2 f v
		XADD x MAXLEN 2 1-3 f v
		XADD x MAXLEN 5 1-4 f v
		XLEN nothing
		XRANGE nothing - +
		XTRIM x MAXLEN 10
		XTRIM x MAXLEN 2
		XDEL x 1-3 9-9
		XDEL x 9-9
		XSETID x 5-5
		XGROUP CREATE x g 0
		XGROUP CREATE made g 0 MKSTREAM
		XGROUP CREATECONSUMER x g c
		XGROUP CREATECONSUMER x g c
		XREADGROUP GROUP g c COUNT 1 STREAMS x >
		XACK x g 1-4
		XACK x g 1-4
		XPENDING x g
		XPENDING nothing g
		XCLAIM x g c 0 1-4
		XAUTOCLAIM x g c 0 0
		XINFO STREAM nothing
		XINFO STREAM x
		XGROUP SETID x g 0
		XGROUP DELCONSUMER x g c
		XGROUP DESTROY x g
		XGROUP DESTROY x g
		RPUSH l 3 1 2
		SORT l STORE to
		SORT nothing STORE to
		SORT nothing
		SORT_RO nothing
		DUMP nothing
		RESTORE restored 0 "\x00\xc0\x01\n\x00\x8d\x8f\xc3\x4f\x5b\xfb\x0e\x84"
		RESTORE restored 0 bad
		LCS nothing other
		MEMORY USAGE nothing`
