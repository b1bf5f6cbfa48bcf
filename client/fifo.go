// A queue: first in, first out.

package client

// fifo is a queue whose memory is used again. The zero value is empty.
type fifo[T any] struct {
	items []T
	head  int // items[:head] are taken
}

// A queue that had room for more than this, for a rush, lets its memory go
// when it is empty.
const keepItems = 1 << 12

func (q *fifo[T]) len() int { return len(q.items) - q.head }

func (q *fifo[T]) push(item T) {
	if q.head > 0 && len(q.items) == cap(q.items) {
		// What is taken makes room before more memory does, unless there is
		// so little of it that moving the rest would happen all the time.
		if q.head >= len(q.items)/2 {
			q.compact()
		}
	}
	q.items = append(q.items, item)
}

// at returns the item that is i places behind the first.
func (q *fifo[T]) at(i int) T { return q.items[q.head+i] }

func (q *fifo[T]) pop() T {
	var zero T
	item := q.items[q.head]
	q.items[q.head] = zero
	if q.head++; q.head == len(q.items) {
		q.items, q.head = q.items[:0], 0
		if cap(q.items) > keepItems {
			q.items = nil
		}
	}
	return item
}

// take empties the queue and returns what was in it.
func (q *fifo[T]) take() []T {
	items := q.items[q.head:]
	*q = fifo[T]{}
	return items
}

func (q *fifo[T]) compact() {
	n := copy(q.items, q.items[q.head:])
	clear(q.items[n:])
	q.items, q.head = q.items[:n], 0
}
