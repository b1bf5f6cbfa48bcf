// A node of a stream: some entries that follow each other, encoded as Redis
// does, so that what a node holds and when it is full is the same.

package engine

import (
	"slices"
	"sort"
	"strings"
)

// streamNode is a block of entries. IDs in it count from the master's; an
// entry that has the master's fields does not repeat them. A deleted entry
// stays, marked, until the whole node goes.
type streamNode struct {
	master streamID
	fields []string // of the entry that the node began with
	body   []byte   // elements of the listpack behind its first two, which are live and deleted
	starts []uint32 // offsets in body of the entries, deleted ones included
	live   int      // entries that are not deleted
}

const (
	entryDeleted    = 1 // flags of an entry
	entrySameFields = 2
)

// newStreamNode returns a node without entries, for one with these fields.
func newStreamNode(master streamID, pairs []string) *streamNode {
	n := &streamNode{master: master, fields: make([]string, 0, len(pairs)/2)}
	n.body = appendListpackInt(n.body, int64(len(pairs)/2))
	for i := 0; i < len(pairs); i += 2 {
		n.fields = append(n.fields, strings.Clone(pairs[i]))
		n.body = appendListpackText(n.body, pairs[i])
	}
	n.body = appendListpackInt(n.body, 0)
	return n
}

// append adds an entry behind all others.
func (n *streamNode) append(id streamID, pairs []string) {
	n.starts = append(n.starts, uint32(len(n.body)))
	n.live++
	same := n.hasFields(pairs)
	flags, elems := int64(0), int64(4+len(pairs))
	if same {
		flags, elems = entrySameFields, int64(3+len(pairs)/2)
	}
	n.body = appendListpackInt(n.body, flags)
	n.body = appendListpackInt(n.body, int64(id.ms-n.master.ms))
	n.body = appendListpackInt(n.body, int64(id.seq-n.master.seq))
	if !same {
		n.body = appendListpackInt(n.body, int64(len(pairs)/2))
	}
	for i, text := range pairs {
		if i%2 == 1 || !same {
			n.body = appendListpackText(n.body, text)
		}
	}
	n.body = appendListpackInt(n.body, elems)
}

func (n *streamNode) hasFields(pairs []string) bool {
	if len(pairs) != 2*len(n.fields) {
		return false
	}
	for i, field := range n.fields {
		if pairs[2*i] != field {
			return false
		}
	}
	return true
}

// len is how many entries there are, deleted ones included.
func (n *streamNode) len() int { return len(n.starts) }

// entryHead is the longest that flags and ID of an entry take.
const entryHead = 2 + 10 + 10

// head returns flags and ID of an entry, and where its fields begin.
func (n *streamNode) head(i int) (flags int64, id streamID, fields int) {
	start := int(n.starts[i])
	b := string(n.body[start:min(start+entryHead, len(n.body))])
	flag := readListpack(b)
	ms := readListpack(b[flag.size:])
	seq := readListpack(b[flag.size+ms.size:])
	id = streamID{n.master.ms + uint64(ms.n), n.master.seq + uint64(seq.n)}
	return flag.n, id, start + flag.size + ms.size + seq.size
}

func (n *streamNode) id(i int) streamID {
	_, id, _ := n.head(i)
	return id
}

func (n *streamNode) deleted(i int) bool { return n.body[n.starts[i]]&entryDeleted != 0 }

// delete marks an entry as deleted.
func (n *streamNode) delete(i int) {
	n.body[n.starts[i]] |= entryDeleted // flags are small, so they are one byte
	n.live--
}

// search returns the first entry whose ID is at or behind id.
func (n *streamNode) search(id streamID) int {
	return sort.Search(n.len(), func(i int) bool { return !n.id(i).less(id) })
}

// pairs returns the fields and values of an entry.
func (n *streamNode) pairs(i int) []string {
	flags, _, start := n.head(i)
	end := len(n.body)
	if i+1 < n.len() {
		end = int(n.starts[i+1])
	}
	text := string(n.body[start:end]) // all of them share it
	next := func() string {
		elem := readListpack(text)
		text = text[elem.size:]
		return elem.String()
	}
	if flags&entrySameFields != 0 {
		pairs := make([]string, 0, 2*len(n.fields))
		for _, field := range n.fields {
			pairs = append(pairs, field, next())
		}
		return pairs
	}
	count := readListpack(text)
	text = text[count.size:]
	pairs := make([]string, 0, 2*count.n)
	for range 2 * count.n {
		pairs = append(pairs, next())
	}
	return pairs
}

// bytes is how long the node's listpack is.
func (n *streamNode) bytes() int64 {
	counts := listpackInteger(int64(n.live)) + listpackInteger(int64(n.len()-n.live)) + 2
	return listpackHeader + int64(counts) + int64(len(n.body))
}

// memory is about what the node takes.
func (n *streamNode) memory() int64 {
	size := 112 + int64(len(n.body)) + 4*int64(len(n.starts))
	for _, field := range n.fields {
		size += 16 + int64(len(field))
	}
	return size
}

// seal gives back the room for entries that will not come any more.
func (n *streamNode) seal() {
	n.body, n.starts = slices.Clone(n.body), slices.Clone(n.starts)
}

func (n *streamNode) clone() *streamNode {
	copied := *n
	copied.seal()
	return &copied
}

// listpack is the node as Redis stores it.
func (n *streamNode) listpack() []byte {
	elems := appendListpackInt(nil, int64(n.live))
	elems = appendListpackInt(elems, int64(n.len()-n.live))
	elems = append(elems, n.body...)
	return wrapListpack(elems, n.elements())
}

// elements is how many elements the node's listpack has.
func (n *streamNode) elements() int {
	count := 2 + 1 + len(n.fields) + 1
	for i := range n.len() {
		flags, _, start := n.head(i)
		if flags&entrySameFields != 0 {
			count += 4 + len(n.fields)
			continue
		}
		fields := readListpack(string(n.body[start:min(start+entryHead, len(n.body))]))
		count += 5 + 2*int(fields.n)
	}
	return count
}

// readStreamNode takes a node apart that Redis has stored as a listpack;
// false: it is not sound.
func readStreamNode(master streamID, listpack string) (*streamNode, bool) {
	if len(listpack) < listpackHeader || listpack[len(listpack)-1] != listpackEnd {
		return nil, false
	}
	r := listpackReader{rest: listpack[6 : len(listpack)-1], sound: true}
	live, deleted := r.integer(), r.integer()
	n := &streamNode{master: master, body: []byte(r.rest)}
	total := len(r.rest)
	for range r.count() {
		n.fields = append(n.fields, strings.Clone(r.elem().String()))
	}
	r.sound = r.sound && len(n.fields) > 0 && r.integer() == 0
	last := zeroID
	for r.sound && r.rest != "" {
		n.starts = append(n.starts, uint32(total-len(r.rest)))
		if !r.skipEntry(len(n.fields)) {
			return nil, false
		}
		i := n.len() - 1
		if id := n.id(i); i > 0 && !last.less(id) {
			return nil, false
		} else {
			last = id
		}
		if !n.deleted(i) {
			n.live++
		}
	}
	return n, r.sound && n.len() > 0 && live == int64(n.live) && deleted == int64(n.len()-n.live)
}

// listpackReader goes through the elements of a listpack. What is not sound
// reads as nothing.
type listpackReader struct {
	rest  string
	sound bool
}

func (r *listpackReader) elem() listpackElem {
	elem := readListpack(r.rest)
	if elem.size == 0 {
		r.sound, r.rest = false, ""
	}
	r.rest = r.rest[elem.size:]
	return elem
}

func (r *listpackReader) integer() int64 {
	elem := r.elem()
	r.sound = r.sound && elem.isInt
	return elem.n
}

// count is a number of fields that may follow.
func (r *listpackReader) count() int {
	n := r.integer()
	if n < 0 || n > int64(len(r.rest)) {
		r.sound, n = false, 0
	}
	return int(n)
}

// skipEntry goes over an entry whose node has so many fields.
func (r *listpackReader) skipEntry(masterFields int) bool {
	flags := r.integer()
	r.integer()
	r.integer()
	values := masterFields
	if flags&entrySameFields == 0 {
		values = 2 * r.count()
	}
	for range values {
		r.elem()
	}
	r.integer()
	return r.sound && 0 <= flags && flags <= entryDeleted|entrySameFields
}
