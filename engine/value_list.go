// Lists: a ring of strings, quick at both ends and at any index.

package engine

import (
	"iter"
	"slices"

	"resplay/resp"
)

// list is the value of a list key.
type list struct {
	limits *encodings
	ring   []string // len(ring) is a power of two, or 0
	head   int      // index in ring of the first element
	count  int
	bytes  int64 // of the elements
	packed int64 // what the elements would take in a listpack
	quick  bool  // too large for a listpack
}

func newList(limits *encodings) *list { return &list{limits: limits} }

func (l *list) len() int {
	if l == nil {
		return 0
	}
	return l.count
}

func (l *list) slot(i int) *string { return &l.ring[(l.head+i)&(len(l.ring)-1)] }

// at is the element at index i, which must be there.
func (l *list) at(i int) string { return *l.slot(i) }

// index turns an index of a command, which counts from the end below 0, into
// one of the list; ok is false when nothing is there.
func (l *list) index(i int64) (at int, ok bool) {
	if i < 0 {
		i += int64(l.len())
	}
	return int(i), 0 <= i && i < int64(l.len())
}

// push puts an element at one end.
func (l *list) push(s string, front bool) {
	l.reserve()
	if front {
		l.head = (l.head - 1) & (len(l.ring) - 1)
	}
	l.count++
	i := l.count - 1
	if front {
		i = 0
	}
	*l.slot(i) = s
	l.tally(s, 1)
	l.pack(true)
}

// reserve makes room for one more.
func (l *list) reserve() {
	if l.count < len(l.ring) {
		return
	}
	ring := make([]string, max(4, 2*len(l.ring)))
	for i := range l.count {
		ring[i] = l.at(i)
	}
	l.ring, l.head = ring, 0
}

// pop takes an element from one end; the list must not be empty.
func (l *list) pop(front bool) string {
	i := l.count - 1
	if front {
		i = 0
	}
	slot := l.slot(i)
	s := *slot
	*slot = ""
	if front {
		l.head = (l.head + 1) & (len(l.ring) - 1)
	}
	l.count--
	l.tally(s, -1)
	l.pack(false)
	l.shrink()
	return s
}

// shrink gives memory back when little of it is used.
func (l *list) shrink() {
	if len(l.ring) > 16 && l.count < len(l.ring)/8 {
		l.rebuild(l.slice(0, l.count))
	}
}

// tally counts an element in or out.
func (l *list) tally(s string, sign int64) {
	l.bytes += sign * int64(len(s))
	l.packed += sign * listpackBytes(s)
}

// pack decides on the encoding after elements came, or went: a list that
// shrinks turns compact again only at half of what made it large.
func (l *list) pack(grown bool) {
	size, count := l.packed+listpackHeader, int64(l.count)
	switch {
	case !l.quick && grown:
		l.quick = !l.limits.listFits(count, size)
	case l.quick && !grown:
		l.quick = !l.limits.listFits(2*count, 2*size)
	}
}

// set replaces the element at i.
func (l *list) set(i int, s string) {
	l.tally(l.at(i), -1)
	*l.slot(i) = s
	l.tally(s, 1)
	l.pack(true)
}

// insert puts an element ahead of index i.
func (l *list) insert(i int, s string) {
	l.push(s, false)
	for at := l.count - 1; at > i; at-- {
		*l.slot(at) = l.at(at - 1)
	}
	*l.slot(i) = s
}

// slice returns the elements from one index up to another.
func (l *list) slice(from, to int) []string {
	part := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		part = append(part, l.at(i))
	}
	return part
}

// keep drops all elements but those of a range.
func (l *list) keep(from, to int) {
	for range l.count - to {
		l.pop(false)
	}
	for range from {
		l.pop(true)
	}
	l.pack(false)
}

// rebuild makes elems the list's elements.
func (l *list) rebuild(elems []string) {
	size := 4
	for size < len(elems) {
		size *= 2
	}
	l.ring, l.head, l.count = make([]string, size), 0, len(elems)
	copy(l.ring, elems)
	l.bytes, l.packed = 0, 0
	for _, s := range elems {
		l.tally(s, 1)
	}
}

// removeEqual drops up to limit elements equal to s, from the end if so, and
// returns how many.
func (l *list) removeEqual(s string, limit int, fromEnd bool) int {
	elems := l.slice(0, l.count)
	if fromEnd {
		slices.Reverse(elems)
	}
	removed := 0
	elems = slices.DeleteFunc(elems, func(elem string) bool {
		if removed == limit || elem != s {
			return false
		}
		removed++
		return true
	})
	if removed == 0 {
		return 0
	}
	if fromEnd {
		slices.Reverse(elems)
	}
	l.rebuild(elems)
	l.pack(false)
	return removed
}

// all goes through indexes and elements from the front.
func (l *list) all() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := range l.len() {
			if !yield(i, l.at(i)) {
				return
			}
		}
	}
}

func (l *list) kind() string { return "list" }

func (l *list) encoding() string {
	if l.quick {
		return "quicklist"
	}
	return "listpack"
}

func (l *list) size() int     { return l.len() }
func (l *list) memory() int64 { return 96 + l.bytes + 16*int64(len(l.ring)) }

func (l *list) clone() object {
	copied := *l
	copied.ring = slices.Clone(l.ring)
	return &copied
}

func (l *list) appendRewrite(dst []byte, key string) []byte {
	for part := range slices.Chunk(l.slice(0, l.count), rewriteChunk) {
		dst = resp.AppendCommand(dst, append([]string{"RPUSH", key}, part...)...)
	}
	return dst
}

func (l *list) preview() resp.Value {
	elems := l.slice(0, min(l.count, previewElems))
	for i := range elems {
		elems[i] = previewText(elems[i])
	}
	return resp.Bulks(elems...)
}
