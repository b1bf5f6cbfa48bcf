// What a call leaves to the garbage collector.

package tcp_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/client"
)

func TestAllocationsOfACall(t *testing.T) {
	c := open(t, client.Options{})
	await(t, c.Set("key", "0123456789abcdef"))
	ctx := context.Background()
	get := func() { c.Get("key").Await(ctx) }
	set := func() { c.Set("key", "0123456789abcdef").Await(ctx) }
	for range 100 {
		get()
	}
	// The future is one, and the value shares another with those around it.
	// What the reading goroutine does counts as well.
	assert.LessOrEqual(t, testing.AllocsPerRun(2000, get), 2.0, "GET")
	assert.LessOrEqual(t, testing.AllocsPerRun(2000, set), 1.0, "SET")
	assert.LessOrEqual(t, testing.AllocsPerRun(20, func() {
		p := c.Pipeline()
		for range 1000 {
			p.Get("key")
		}
		p.Exec().Await(ctx)
	}), 1100.0, "a pipeline of a thousand GETs")
}
