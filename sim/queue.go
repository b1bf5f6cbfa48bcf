// What will happen, in the order in which it does.

package sim

import (
	"container/heap"
	"time"
)

// event is something that will happen: fn runs at an instant of virtual time.
type event struct {
	at  time.Duration
	seq uint64 // order among events of one instant: first posted, first run
	fn  func() // nil once stopped
	pos int    // index in the heap, -1 when it is out

	idle func() bool // whether nobody waits for it; nil: somebody does
}

// queue holds what will happen, earliest first.
type queue struct {
	heap eventHeap
	seq  uint64
}

// add schedules fn at an instant, behind everything already due then.
func (q *queue) add(at time.Duration, fn func()) *event {
	q.seq++
	e := &event{at: at, seq: q.seq, fn: fn}
	heap.Push(&q.heap, e)
	return e
}

// next returns when the earliest event is due; ok is false when there is none.
func (q *queue) next() (at time.Duration, ok bool) {
	if len(q.heap) == 0 {
		return 0, false
	}
	return q.heap[0].at, true
}

// pop takes the earliest event out. The queue must not be empty.
func (q *queue) pop() *event { return heap.Pop(&q.heap).(*event) }

// remove takes an event out, if it is still in.
func (q *queue) remove(e *event) {
	if e.pos >= 0 {
		heap.Remove(&q.heap, e.pos)
	}
}

// eventHeap is the heap.Interface of queue.
type eventHeap []*event

func (h eventHeap) Len() int { return len(h) }

func (h eventHeap) Less(i, j int) bool {
	if h[i].at != h[j].at {
		return h[i].at < h[j].at
	}
	return h[i].seq < h[j].seq
}

func (h eventHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].pos, h[j].pos = i, j
}

func (h *eventHeap) Push(x any) {
	e := x.(*event)
	e.pos = len(*h)
	*h = append(*h, e)
}

func (h *eventHeap) Pop() any {
	old := *h
	e := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	e.pos = -1
	return e
}
