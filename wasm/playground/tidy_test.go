package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/sim"
)

// Garbage is collected when there is much, and sooner where a run begins anew.
func TestTidy(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	p := newPlace(time.Time{})
	collects := func(bytes int) bool {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p.tidy(bytes)
		runtime.ReadMemStats(&after)
		return after.NumGC > before.NumGC
	}
	happen := func(events int) {
		for range events {
			p.world.Trace().Add(sim.Event{})
		}
	}
	assert.False(t, collects(1000))
	assert.True(t, collects(mostLitter))

	happen(mostLitter/eventLitter - 100)
	assert.False(t, collects(0))
	happen(101)
	assert.True(t, collects(0))

	happen(someLitter/eventLitter + 1)
	assert.False(t, collects(0))
	p.world.Trace().Reset()
	assert.True(t, collects(0), "what the trace held is garbage now")
	happen(10)
	assert.False(t, collects(0))
	p.world.Trace().Reset()
	assert.False(t, collects(0), "there is little")
}
