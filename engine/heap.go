// A heap of things that are due at a time.

package engine

// heap keeps items so that the first is at hand, and so that any of them can
// be taken out: an item carries its own position.
type heap[T any] struct {
	items []T
	less  func(a, b T) bool
	place func(item T) *int // where the item keeps its position: from 1; 0: it is in no heap
}

func (h *heap[T]) len() int { return len(h.items) }

// first is the item that is due next.
func (h *heap[T]) first() (item T, ok bool) {
	if len(h.items) == 0 {
		return item, false
	}
	return h.items[0], true
}

// fix puts an item in, or where it belongs after its time was changed.
func (h *heap[T]) fix(item T) {
	if *h.place(item) == 0 {
		h.items = append(h.items, item)
		*h.place(item) = len(h.items)
	}
	at := *h.place(item) - 1
	h.down(h.up(at))
}

// remove takes an item out, if it is in.
func (h *heap[T]) remove(item T) {
	at := *h.place(item) - 1
	if at < 0 {
		return
	}
	last := len(h.items) - 1
	h.swap(at, last)
	var zero T
	h.items[last] = zero
	h.items = h.items[:last]
	*h.place(item) = 0
	if at < last {
		h.down(h.up(at))
	}
}

func (h *heap[T]) up(at int) int {
	for at > 0 {
		parent := (at - 1) / 2
		if !h.less(h.items[at], h.items[parent]) {
			break
		}
		h.swap(at, parent)
		at = parent
	}
	return at
}

func (h *heap[T]) down(at int) {
	for {
		child := 2*at + 1
		if child >= len(h.items) {
			return
		}
		if right := child + 1; right < len(h.items) && h.less(h.items[right], h.items[child]) {
			child = right
		}
		if !h.less(h.items[child], h.items[at]) {
			return
		}
		h.swap(at, child)
		at = child
	}
}

func (h *heap[T]) swap(i, j int) {
	h.items[i], h.items[j] = h.items[j], h.items[i]
	*h.place(h.items[i]) = i + 1
	*h.place(h.items[j]) = j + 1
}
