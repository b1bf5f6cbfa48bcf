// The list of commands that only read, held against the engine's commands.

package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/client"
	"resplay/engine"
)

func TestReadsAreTheCommandsThatTheEngineSaysOnlyRead(t *testing.T) {
	checked := 0
	check := func(flags engine.Flags, args ...string) {
		checked++
		assert.Equal(t, flags&engine.ReadOnly != 0, client.Reads(append(args, "argument")), "%v: client/trait_reads.go", args)
	}
	for _, c := range engine.Commands() {
		if len(c.Subcommands) == 0 {
			check(c.Flags, c.Name)
		}
		for _, sub := range c.Subcommands {
			check(sub.Flags, c.Name, sub.Name)
		}
	}
	assert.Greater(t, checked, 300)
}

func TestReadsTakesNothingElseForARead(t *testing.T) {
	for _, args := range [][]string{nil, {""}, {"GET MGET"}, {"OBJECT"}, {"OBJECT|FREQ", "a"}, {"JSON.GET", "a"}, {"SET", "GET"}} {
		assert.False(t, client.Reads(args), "%q", args)
	}
	assert.True(t, client.Reads([]string{"get", "a"}))
}
