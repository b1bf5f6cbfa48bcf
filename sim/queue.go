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

// posted is an event that nobody takes back.
type posted struct {
	at  time.Duration
	seq uint64
	fn  func()
}

// queue holds what will happen, earliest first. What is posted mostly comes in
// that order, and then waits in a row, which costs less than a heap.
type queue struct {
	heap eventHeap
	row  []posted
	head int // where the row begins
	seq  uint64
}

// post schedules fn at an instant, behind everything already due then, for good.
func (q *queue) post(at time.Duration, fn func()) {
	if n := len(q.row); n > q.head && q.row[n-1].at > at {
		q.add(at, fn)
		return
	}
	if len(q.row) == cap(q.row) && q.head > len(q.row)/2 {
		q.row = q.row[:copy(q.row, q.row[q.head:])]
		q.head = 0
	}
	q.seq++
	q.row = append(q.row, posted{at, q.seq, fn})
}

// add is post for what may be taken back.
func (q *queue) add(at time.Duration, fn func()) *event {
	q.seq++
	e := &event{at: at, seq: q.seq, fn: fn}
	heap.Push(&q.heap, e)
	return e
}

// next returns when the earliest event is due; ok is false when there is none.
func (q *queue) next() (at time.Duration, ok bool) {
	switch {
	case q.rowIsNext():
		return q.row[q.head].at, true
	case len(q.heap) > 0:
		return q.heap[0].at, true
	}
	return 0, false
}

// rowIsNext reports whether the earliest event is the row's.
func (q *queue) rowIsNext() bool {
	if q.head == len(q.row) || len(q.heap) == 0 {
		return q.head < len(q.row)
	}
	p, e := &q.row[q.head], q.heap[0]
	return p.at < e.at || p.at == e.at && p.seq < e.seq
}

// pop takes the earliest event out, and returns what it does. The queue must
// not be empty.
func (q *queue) pop() func() {
	if !q.rowIsNext() {
		return heap.Pop(&q.heap).(*event).fn
	}
	fn := q.row[q.head].fn
	q.row[q.head] = posted{}
	if q.head++; q.head == len(q.row) {
		q.row, q.head = q.row[:0], 0
	}
	return fn
}

// posts reports whether something has been posted that is still to happen.
func (q *queue) posts() bool { return q.head < len(q.row) }

// remove takes an event out, if it is still in.
func (q *queue) remove(e *event) {
	if e.pos >= 0 {
		heap.Remove(&q.heap, e.pos)
	}
}

// eventHeap is the heap.Interface of queue.
type eventHeap []*event

func (h *eventHeap) Len() int { return len(*h) }

func (h *eventHeap) Less(i, j int) bool {
	a, b := (*h)[i], (*h)[j]
	return a.at < b.at || a.at == b.at && a.seq < b.seq
}

func (h *eventHeap) Swap(i, j int) {
	events := *h
	events[i], events[j] = events[j], events[i]
	events[i].pos, events[j].pos = i, j
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
