// Tables: an array part and a hash part, grown and searched by the rules of
// Lua 5.1, so that pairs gives the same order and # the same border.

package lua

import (
	"math"
	"math/bits"
)

// Table is a Lua table. Its zero value is empty.
type Table struct {
	array    []Value
	nodes    []node // a power of two of them, or none
	lastFree int    // all nodes from here on are taken
	meta     *Table // nil: none
	id       uint32 // stands for the address
	readonly bool
}

// node is a place of the hash part. Of a removed key the value is nil and
// the key stays, so that next finds its way.
type node struct {
	key, value Value
	next       int32 // the next node of the chain, counted from here; 0: none
}

const (
	valueBytes = 16
	nodeBytes  = 40
	tableBytes = 96
	maxBits    = 26
)

func ceilLog2(n int) int { return bits.Len(uint(n - 1)) }

func (t *Table) setNodes(n int) {
	t.nodes, t.lastFree = nil, 0
	if n > 0 {
		t.nodes = make([]node, 1<<ceilLog2(n))
		t.lastFree = len(t.nodes)
	}
}

// hashString is Lua's: of a long string, it looks at some bytes only.
func hashString(s string) uint32 {
	h := uint32(len(s))
	step := len(s)>>5 + 1
	for i := len(s); i >= step; i -= step {
		h ^= h<<5 + h>>2 + uint32(s[i-1])
	}
	return h
}

// mainPosition is where a key belongs in the hash part.
func (t *Table) mainPosition(key Value) int {
	mask := uint32(len(t.nodes) - 1)
	switch key := key.(type) {
	case string:
		return int(hashString(key) & mask)
	case bool:
		if key {
			return int(1 & mask)
		}
		return 0
	case float64:
		if key == 0 {
			return 0
		}
		bits := math.Float64bits(key)
		return int((uint32(bits) + uint32(bits>>32)) % (mask | 1))
	}
	return int(identity(key) % (mask | 1))
}

// arrayIndex is the position of a key in an array part, or 0.
func arrayIndex(key Value) int {
	if f, ok := key.(float64); ok && f >= 1 && f <= 1<<maxBits {
		if i := int(f); float64(i) == f {
			return i
		}
	}
	return 0
}

// Get returns the value under a key, nil when there is none.
func (t *Table) Get(key Value) Value {
	switch key := key.(type) {
	case string:
		return t.GetString(key)
	case float64:
		if i := int(key); float64(i) == key {
			return t.GetInt(i)
		}
	case nil:
		return nil
	}
	if i := t.find(key); i >= 0 {
		return t.nodes[i].value
	}
	return nil
}

// GetString is Get for a string.
func (t *Table) GetString(key string) Value {
	if len(t.nodes) == 0 {
		return nil
	}
	i := int(hashString(key) & uint32(len(t.nodes)-1))
	for {
		n := &t.nodes[i]
		if s, ok := n.key.(string); ok && s == key {
			return n.value
		}
		if n.next == 0 {
			return nil
		}
		i += int(n.next)
	}
}

// GetInt is Get for an integer.
func (t *Table) GetInt(i int) Value {
	if uint(i-1) < uint(len(t.array)) {
		return t.array[i-1]
	}
	if j := t.find(float64(i)); j >= 0 {
		return t.nodes[j].value
	}
	return nil
}

// find returns the node of a key, or -1.
func (t *Table) find(key Value) int {
	if len(t.nodes) == 0 {
		return -1
	}
	i := t.mainPosition(key)
	for {
		n := &t.nodes[i]
		if n.key == key {
			return i
		}
		if n.next == 0 {
			return -1
		}
		i += int(n.next)
	}
}

// Set stores a value under a key, which is neither nil nor NaN. It returns
// how many bytes the table has grown by.
func (t *Table) Set(key, value Value) int {
	if i := arrayIndex(key); i > 0 && i <= len(t.array) {
		t.array[i-1] = value
		return 0
	}
	if i := t.find(key); i >= 0 {
		t.nodes[i].value = value
		return 0
	}
	if key == 0.0 {
		key = 0.0 // not the negative one
	}
	return t.add(key, value)
}

// add puts in a key that is not there.
func (t *Table) add(key, value Value) int {
	if len(t.nodes) == 0 {
		return t.grow(key, value)
	}
	at := t.mainPosition(key)
	if t.nodes[at].value != nil {
		free := t.freeNode()
		if free < 0 {
			return t.grow(key, value)
		}
		other := t.mainPosition(t.nodes[at].key)
		if other != at { // who sits there belongs elsewhere: it moves
			for other+int(t.nodes[other].next) != at {
				other += int(t.nodes[other].next)
			}
			t.nodes[other].next = int32(free - other)
			t.nodes[free] = t.nodes[at]
			if next := t.nodes[at].next; next != 0 {
				t.nodes[free].next = int32(at + int(next) - free)
			}
			t.nodes[at].next = 0
		} else {
			t.nodes[free].next = 0
			if next := t.nodes[at].next; next != 0 {
				t.nodes[free].next = int32(at + int(next) - free)
			}
			t.nodes[at].next = int32(free - at)
			at = free
		}
	}
	t.nodes[at].key, t.nodes[at].value = key, value
	return 0
}

func (t *Table) freeNode() int {
	for t.lastFree > 0 {
		t.lastFree--
		if t.nodes[t.lastFree].key == nil {
			return t.lastFree
		}
	}
	return -1
}

// grow makes room, moving to the array part what fills more than half of it.
func (t *Table) grow(key, value Value) int {
	var counts [maxBits + 1]int
	inArray := t.countArray(&counts)
	total := inArray
	for i := range t.nodes {
		if t.nodes[i].value != nil {
			total++
			inArray += countIndex(t.nodes[i].key, &counts)
		}
	}
	inArray += countIndex(key, &counts)
	total++
	elements, used := arraySize(&counts, inArray)
	before := t.bytes()
	t.resize(elements, total-used)
	t.Set(key, value)
	return max(t.bytes()-before, 0)
}

// countArray counts the elements between each two powers of two.
func (t *Table) countArray(counts *[maxBits + 1]int) int {
	total := 0
	for i, v := range t.array {
		if v != nil {
			counts[ceilLog2(i+1)]++
			total++
		}
	}
	return total
}

func countIndex(key Value, counts *[maxBits + 1]int) int {
	if i := arrayIndex(key); i > 0 {
		counts[ceilLog2(i)]++
		return 1
	}
	return 0
}

// arraySize is the largest power of two that is more than half in use, and
// how many elements go there.
func arraySize(counts *[maxBits + 1]int, candidates int) (size, used int) {
	sum := 0
	for i, power := 0, 1; i <= maxBits && power/2 < candidates; i, power = i+1, power*2 {
		sum += counts[i]
		if counts[i] > 0 && sum > power/2 {
			size, used = power, sum
		}
		if sum == candidates {
			break
		}
	}
	return size, used
}

func (t *Table) resize(elements, fields int) {
	old, oldNodes := t.array, t.nodes
	t.setNodes(fields)
	if elements > len(old) {
		t.array = make([]Value, elements)
		copy(t.array, old)
	} else {
		t.array = old[:elements:elements]
		for i := elements; i < len(old); i++ {
			if old[i] != nil {
				t.Set(float64(i+1), old[i])
			}
		}
	}
	for i := len(oldNodes) - 1; i >= 0; i-- {
		if oldNodes[i].value != nil {
			t.Set(oldNodes[i].key, oldNodes[i].value)
		}
	}
}

// bytes is about what the table takes without what it holds.
func (t *Table) bytes() int { return tableBytes + cap(t.array)*valueBytes + len(t.nodes)*nodeBytes }

// Len is a border: an index with a value whose successor has none.
func (t *Table) Len() int {
	j := len(t.array)
	if j > 0 && t.array[j-1] == nil {
		i := 0
		for j-i > 1 {
			if m := (i + j) / 2; t.array[m-1] == nil {
				j = m
			} else {
				i = m
			}
		}
		return i
	}
	if len(t.nodes) == 0 {
		return j
	}
	i := j
	for j++; t.GetInt(j) != nil; j *= 2 {
		i = j
	}
	for j-i > 1 {
		if m := (i + j) / 2; t.GetInt(m) == nil {
			j = m
		} else {
			i = m
		}
	}
	return i
}

// Next returns the key and value behind a key, nil being ahead of the first,
// and how many empty places it passed. It returns a nil key at the end; ok
// is false when the table has no such key.
func (t *Table) Next(key Value) (k, v Value, passed int, ok bool) {
	i := 0
	if key != nil {
		if at := arrayIndex(key); at > 0 && at <= len(t.array) {
			i = at
		} else if at := t.find(key); at >= 0 {
			i = len(t.array) + at + 1
		} else {
			return nil, nil, 0, false
		}
	}
	start := i
	for ; i < len(t.array); i++ {
		if t.array[i] != nil {
			return float64(i + 1), t.array[i], i - start, true
		}
	}
	for j := i - len(t.array); j < len(t.nodes); j++ {
		if n := &t.nodes[j]; n.value != nil {
			return n.key, n.value, j + len(t.array) - start, true
		}
	}
	return nil, nil, len(t.array) + len(t.nodes) - start, true
}

// resizeArray makes room for so many elements.
func (t *Table) resizeArray(n int) {
	old := t.array
	t.array = make([]Value, n)
	copy(t.array, old)
}
