package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/sim"
)

// Garbage is collected when there is much, sooner where a run begins anew, and at rest.
func TestTidy(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	p := newPlace(time.Time{})
	during := func(action func()) bool {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		action()
		runtime.ReadMemStats(&after)
		return after.NumGC > before.NumGC
	}
	collects := func(bytes int) bool { return during(func() { p.tidy(bytes) }) }
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

	assert.False(t, during(p.rest), "there is little")
	happen(restLitter / eventLitter)
	assert.False(t, collects(0))
	assert.True(t, during(p.rest))
	assert.False(t, during(p.rest))
}
