// The queue: order, and memory that is used again.

package client

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFifo(t *testing.T) {
	var q fifo[int]
	next, want := 0, 0
	for range 10_000 { // as on a connection that always has some under way
		for range 7 {
			q.push(next)
			next++
		}
		for range 7 - boolInt(next < 700) {
			if got := q.pop(); got != want {
				t.Fatalf("got %d, want %d", got, want)
			}
			want++
		}
	}
	assert.Equal(t, next-want, q.len())
	assert.LessOrEqual(t, cap(q.items), 1000)
	assert.Equal(t, want+3, q.at(3))
	assert.Len(t, q.take(), next-want)
	assert.Equal(t, 0, q.len())
}

func TestFifoLetsGoOfTheMemoryOfARush(t *testing.T) {
	var q fifo[int]
	for _, rush := range []int{100, 100_000, 100} {
		for i := range rush {
			q.push(i)
		}
		for q.len() > 0 {
			q.pop()
		}
		assert.LessOrEqual(t, cap(q.items), keepItems)
	}
	assert.NotZero(t, cap(q.items), "a small queue keeps its memory")
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
