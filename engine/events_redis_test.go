//go:build !js

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
		message, ok := l.theirs.receive(time.Second)
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
		l, g := newListener(t, server), newGambler(seed+100)
		var history []string
		for range 1500 {
			args := g.line()
			if args[0] == "exec" || args[0] == "multi" { // errors of EXEC are within
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
		FLUSHALL`, "\n") {
		args, err := resp.SplitLine(strings.TrimSpace(line))
		require.NoError(t, err)
		l.compare(history, args...)
		history = append(history, resp.JoinLine(args))
	}
}
