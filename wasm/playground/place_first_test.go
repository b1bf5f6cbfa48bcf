//go:build first

package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/engine"
	"resplay/resp"
)

func TestWhatAnotherModuleHasEndsTheTurn(t *testing.T) {
	p := newPlace(time.Time{})
	require.Equal(t, engine.BuildFirst, p.wants)
	p.host.Turn(1, resp.AppendCommand(resp.AppendCommand(nil, "CLI", "1", "SET a 1\nconfig GET port\nSET b 1\n"), "WAIT", "-1"))
	require.Equal(t, engine.BuildWhole, p.wants)
	require.Equal(t, []string{"a"}, p.world.Engine().Keys(0), "nothing happened behind it")

	trace := read(p.trace(0))
	require.Equal(t, "bytes.came", trace[len(trace)-1].Elems[1].Str, "the trace ends ahead of it")
	require.Equal(t, resp.Integer(int64(len(trace)-1)), read(p.trace(1 << 30))[0])
}

func TestMessagesThatAnotherModuleHas(t *testing.T) {
	p := newPlace(time.Time{})
	p.host.Turn(1, resp.AppendCommand(resp.AppendCommand(nil, "JOIN", "1", "5", "localhost", "8888"), "WAIT", "-1"))
	require.Equal(t, engine.BuildWhole, p.wants)

	p = newPlace(time.Time{})
	p.refusal = "it could not be loaded"
	said := say(p, "JOIN 1 5 localhost 8888")
	require.Equal(t, resp.Array(
		resp.Bulk("err"), resp.Integer(1), resp.Bulk("server"), resp.Bulk("ERR it could not be loaded"),
	), said[len(said)-1])
}

func TestTheLargestModuleIsWanted(t *testing.T) {
	p := newPlace(time.Time{})
	require.Error(t, p.load([]byte("*1\r\n$7\r\nCOMMAND\r\n")))
	require.Equal(t, engine.BuildScripting, p.wants)
}

func TestRefusedCommandsSayWhy(t *testing.T) {
	p := newPlace(time.Time{})
	p.refusal = "it could not be loaded"
	said := say(p, "CLIENT 1 1", "CALL 2 1 main CONFIG GET port")
	require.Equal(t, resp.Array(
		resp.Bulk("err"), resp.Integer(2), resp.Bulk("server"), resp.Bulk("ERR it could not be loaded"),
	), said[len(said)-1])
	require.Equal(t, engine.BuildFirst, p.wants)
}

func TestNeedsOfWords(t *testing.T) {
	for words, want := range map[string]engine.Build{
		"": engine.BuildFirst, "get set unheard of": engine.BuildFirst,
		"get config": engine.BuildWhole, "config command get": engine.BuildScripting,
	} {
		require.Equal(t, want, needs(words), words)
	}
}
