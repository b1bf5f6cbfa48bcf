package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/engine"
	"resplay/resp"
)

// say gives a batch to session 1 and lets it wait until the world has
// nothing more for it.
func say(p *place, lines ...string) []resp.Value {
	var batch []byte
	for _, line := range lines {
		words, err := resp.SplitLine(line)
		if err != nil {
			panic(err)
		}
		batch = resp.AppendCommand(batch, words...)
	}
	p.host.Turn(1, append(batch, resp.AppendCommand(nil, "WAIT", "-1")...))
	return read(p.host.Take(1))
}

func read(b []byte) (values []resp.Value) {
	r := resp.NewReader(resp.Limits{})
	r.Feed(b)
	for {
		v, ok, err := r.Next()
		if err != nil {
			panic(err)
		}
		if !ok {
			return values
		}
		values = append(values, v)
	}
}

// run lets redis-cli lines run to their end.
func run(p *place, program string) {
	said := say(p, "BEGIN 1 10ms 0s 0 0", "CLI 1 "+resp.JoinLine([]string{program}))
	for said[len(said)-1].Elems[0].Str == "print" {
		said = say(p)
	}
	p.host.Turn(1, resp.AppendCommand(nil, "END"))
	p.host.Take(1)
}

func TestTheLogMakesTheKeysAgain(t *testing.T) {
	p := newPlace(time.Time{})
	run(p, "SET a 1\nRPUSH list x y\nSELECT 3\nHSET car wheels 4\nDEL nothing\n")
	log := p.takeLog()
	require.Empty(t, p.takeLog(), "each piece is taken once")
	run(p, "SELECT 3\nINCR a\n")
	second := p.takeLog()

	again := newPlace(time.Time{})
	require.NoError(t, again.load(append(log, second...)))
	require.Equal(t, string(p.rewrite()), string(again.rewrite()))
	require.Empty(t, again.takeLog(), "what was loaded is not logged again")
	require.Equal(t, []string{"a", "list"}, again.world.Engine().Keys(0))
	require.Equal(t, []string{"a", "car"}, again.world.Engine().Keys(3))
}

func TestABadLogKeepsWhatStoodAheadOfTheError(t *testing.T) {
	p := newPlace(time.Time{})
	err := p.load([]byte("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n*2\r\n$3\r\nGE"))
	require.ErrorContains(t, err, "log at byte 27")
	require.Equal(t, []string{"a"}, p.world.Engine().Keys(0))
}

func TestTraceIsEncodedBehindItsFirstNumber(t *testing.T) {
	p := newPlace(time.Time{})
	run(p, "PING\n")
	all := read(p.trace(0))
	require.Equal(t, resp.Integer(0), all[0])
	require.Len(t, all, 1+p.world.Trace().Next())
	require.Len(t, all[1].Elems, 9)
	last := read(p.trace(p.world.Trace().Next() - 1))
	require.Equal(t, []resp.Value{resp.Integer(int64(p.world.Trace().Next() - 1)), all[len(all)-1]}, last)
}

func TestGradeJudgesTheRun(t *testing.T) {
	p := newPlace(time.Time{})
	run(p, "SET greeting hello\n")
	const check = "title: The greeting is there\nprobe: key greeting\nis: hello\nhint: SET it.\n\n" +
		"title: And so is the car\nprobe: key car\nis: red\nhint: SET that, too.\n"
	v, err := p.grade([]string{check})
	require.NoError(t, err)
	require.Len(t, v.Elems, 2)
	require.Equal(t, []resp.Value{resp.Boolean(true), resp.Bulk("The greeting is there"), resp.Bulk("SET it.")}, v.Elems[0].Elems[:3])
	require.Equal(t, []resp.Value{resp.Boolean(false), resp.Bulk("And so is the car"), resp.Bulk("SET that, too.")}, v.Elems[1].Elems[:3])

	_, err = p.grade([]string{"probe: luck\nis: good\n"})
	require.ErrorContains(t, err, "luck")
}

func TestTheClockGoesOnWhereTheLogEnds(t *testing.T) {
	p := newPlace(time.Time{})
	run(p, "SET brief 1 EX 1000\n@wait 500s\nSET other 1\n")
	again := newPlace(time.Time{})
	require.NoError(t, again.load(p.takeLog()))
	require.False(t, again.world.Now().Before(p.world.Now()))
	state, _ := again.world.Engine().Describe(0, "brief")
	require.InDelta(t, 500, state.ExpireAt.Sub(again.world.Now()).Seconds(), 2)
}

func TestTheLargestModuleNeedsNoOther(t *testing.T) {
	if engine.BuildOf("command") != engine.BuildFirst {
		t.Skip("this is a smaller one")
	}
	require.Equal(t, engine.BuildFirst, needs("get command config"))
}

// TestGoingBack: a restore takes the keys and the time of the engine back,
// and the log that is kept says so.
func TestGoingBack(t *testing.T) {
	start := time.Unix(1_700_000_000, 0)
	p := newPlace(start)
	run(p, "SET a 1 EX 100\nSADD s x y z\n")
	log := p.takeLog()
	said := say(p, "SNAPSHOT 1")
	image := said[len(said)-1].Elems[2].Str
	if !engine.IsImage([]byte(image)) {
		t.Skip("the first build makes images of commands")
	}
	p.world.Advance(time.Minute)
	run(p, "DEL a\nSET b 2\n@wait 90s\n")
	log = append(log, p.takeLog()...)
	said = say(p, "RESTORE 1 "+resp.JoinLine([]string{image}))
	require.Equal(t, "OK", said[len(said)-1].Elems[2].Str)
	log = append(log, p.takeLog()...)
	e := p.world.Engine()
	require.Equal(t, []string{"a", "s"}, e.Keys(0))
	state, _ := e.Describe(0, "a")
	again := newPlace(start)
	require.NoError(t, again.load(log))
	require.Equal(t, []string{"a", "s"}, again.world.Engine().Keys(0))
	require.Less(t, e.Now(), p.world.Now().Add(-time.Minute))
	p.world.Advance(98 * time.Second)
	require.Equal(t, []string{"a", "s"}, e.Keys(0), "%v", state)
	p.world.Advance(10 * time.Second)
	require.Equal(t, []string{"s"}, e.Keys(0), "in its own time")
}
