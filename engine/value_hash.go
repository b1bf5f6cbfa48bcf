// Hashes: fields with values, in insertion order while they are few.

package engine

import (
	"iter"
	"math/rand/v2"
	"slices"

	"resplay/resp"
)

// hash is the value of a hash key.
type hash struct {
	limits *encodings
	pairs  []pair     // while it is small; then nil
	table  *hashTable // nil while it is small and no field has ever had an expiry
	bytes  int64      // of fields and values
}

type pair struct{ field, value string }

// hashTable is what a hash has that is large, or of which fields expire. A
// small hash does without.
type hashTable struct {
	dict[string]             // empty while the pairs hold the fields
	expiry       *hashExpiry // nil: no field has ever had an expiry
}

func newHash(limits *encodings) *hash { return &hash{limits: limits} }

func (h *hash) len() int {
	switch {
	case h == nil:
		return 0
	case h.large():
		return h.table.len()
	}
	return len(h.pairs)
}

// large reports whether the table holds the fields.
func (h *hash) large() bool { return h.table != nil && h.pairs == nil }

func (h *hash) get(field string) (value string, found bool) {
	if h == nil {
		return "", false
	}
	if h.large() {
		if n := h.table.get(field); n != nil {
			return n.val, true
		}
		return "", false
	}
	if i := h.index(field); i >= 0 {
		return h.pairs[i].value, true
	}
	return "", false
}

func (h *hash) index(field string) int {
	for i := range h.pairs {
		if h.pairs[i].field == field {
			return i
		}
	}
	return -1
}

// set sets a field, which then stays for good, and reports whether it is new.
func (h *hash) set(field, value string) (added bool) {
	added = h.replace(field, value)
	if h.table != nil && !added {
		h.persist(field)
	}
	return added
}

// replace is set for a command that leaves an expiry alone.
func (h *hash) replace(field, value string) (added bool) {
	if !h.large() && !h.fits(field, value) {
		h.grow()
	}
	if h.large() {
		return h.setInTable(field, value)
	}
	if i := h.index(field); i >= 0 {
		h.bytes += int64(len(value) - len(h.pairs[i].value))
		h.pairs[i].value = value
		return false
	}
	h.bytes += int64(len(field) + len(value))
	h.pairs = append(h.pairs, pair{field, value})
	if int64(len(h.pairs)) > h.limits.hashEntries {
		h.grow()
	}
	return true
}

func (h *hash) setInTable(field, value string) (added bool) {
	n, added := h.table.add(field)
	if added {
		h.bytes += int64(len(field))
	}
	h.bytes += int64(len(value) - len(n.val))
	n.val = value
	return added
}

func (h *hash) fits(field, value string) bool {
	return int64(len(field)) <= h.limits.hashValue && int64(len(value)) <= h.limits.hashValue
}

// grow moves the pairs into a hash table, for good.
func (h *hash) grow() {
	if h.table == nil {
		h.table = &hashTable{}
	}
	h.table.dict = newDict[string](h.limits.seed)
	for _, p := range h.pairs {
		n, _ := h.table.add(p.field)
		n.val = p.value
	}
	h.pairs = nil
}

// remove takes a field out and reports whether it was there.
func (h *hash) remove(field string) bool {
	if h == nil {
		return false
	}
	if h.table != nil && h.table.expiry != nil {
		h.table.expiry.times.forget(field)
	}
	if h.large() {
		n := h.table.remove(field)
		if n != nil {
			h.bytes -= int64(len(field) + len(n.val))
		}
		return n != nil
	}
	i := h.index(field)
	if i < 0 {
		return false
	}
	h.bytes -= int64(len(field) + len(h.pairs[i].value))
	h.pairs = slices.Delete(h.pairs, i, i+1)
	return true
}

// all goes through fields and values. The hash must not change meanwhile.
func (h *hash) all() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		if h == nil {
			return
		}
		for _, p := range h.pairs {
			if !yield(p.field, p.value) {
				return
			}
		}
		if !h.large() {
			return
		}
		for n := range h.table.all() {
			if !yield(n.key, n.val) {
				return
			}
		}
	}
}

// list returns all pairs.
func (h *hash) list() []pair {
	list := make([]pair, 0, h.len())
	for field, value := range h.all() {
		list = append(list, pair{field, value})
	}
	return list
}

func (h *hash) kind() string { return "hash" }

func (h *hash) encoding() string {
	switch {
	case h.large():
		return "hashtable"
	case h.table != nil:
		return "listpackex"
	}
	return "listpack"
}

func (h *hash) size() int { return h.len() }

func (h *hash) memory() int64 {
	expiry := int64(0)
	if h.table != nil && h.table.expiry != nil {
		expiry = 224 + 88*int64(h.table.expiry.times.len())
	}
	if h.large() {
		return 128 + h.bytes + 72*int64(h.table.len()) + expiry
	}
	return 64 + h.bytes + 32*int64(len(h.pairs)) + expiry
}

func (h *hash) clone() object {
	copied := &hash{limits: h.limits, bytes: h.bytes, pairs: slices.Clone(h.pairs)}
	if h.table == nil {
		return copied
	}
	if h.large() {
		copied.pairs = h.list()
		copied.grow()
	}
	if h.table.expiry != nil {
		copied.expireBy(h.table.expiry.times.clone())
	}
	return copied
}

func (h *hash) appendRewrite(dst []byte, key string) []byte {
	fields := h.fields()
	if h.large() {
		slices.Sort(fields) // table order is an accident of its history; sorted, equal hashes give equal logs
	}
	for part := range slices.Chunk(fields, rewriteChunk) {
		args := []string{"HSET", key}
		for _, field := range part {
			value, _ := h.get(field)
			args = append(args, field, value)
		}
		dst = resp.AppendCommand(dst, args...)
	}
	if h.table != nil && h.table.expiry != nil {
		dst = h.table.expiry.times.appendRewrite(dst, key, fields)
	}
	return dst
}

func (h *hash) preview() resp.Value {
	var elems []resp.Value
	for field, value := range h.all() {
		elems = append(elems, resp.Bulk(previewText(field)), resp.Bulk(previewText(value)))
		if len(elems) == 2*previewElems {
			break
		}
	}
	return resp.Map(elems...)
}

// fields returns the fields in order.
func (h *hash) fields() []string {
	fields := make([]string, 0, h.len())
	for field := range h.all() {
		fields = append(fields, field)
	}
	return fields
}

// random returns any of the pairs of a hash that is not empty.
func (h *hash) random(source *rand.Rand) pair {
	if !h.large() {
		return h.pairs[source.IntN(len(h.pairs))]
	}
	n := h.table.random(source)
	return pair{n.key, n.val}
}

// scan visits some pairs from a cursor on, about count, and returns the next
// cursor. A small hash is visited at once.
func (h *hash) scan(cursor uint64, count int64, visit func(field, value string)) uint64 {
	if !h.large() {
		for _, p := range h.pairs {
			visit(p.field, p.value)
		}
		return 0
	}
	return scanTable(&h.table.dict, cursor, count, func(n *node[string]) { visit(n.key, n.val) })
}
