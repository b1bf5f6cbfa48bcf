// Values in Redis's dump format: in the oldest form that says all, so that
// old servers take them as well.

package engine

import (
	"math"

	"resplay/resp"
)

// dumpValue returns what DUMP answers for a value.
func dumpValue(value object) string {
	w := &rdbWriter{version: rdbRedis70}
	switch v := value.(type) {
	case *list:
		w.list(v)
	case *set:
		w.set(v)
	case *hash:
		w.hash(v)
	case *zset:
		w.zset(v)
	case *stream:
		w.stream(v)
	default:
		text, _ := stringText(value)
		w.begin(rdbString)
		w.text(text)
	}
	return w.footer()
}

func (w *rdbWriter) begin(form rdbType) { w.b = append(w.b, byte(form)) }

// Containers of a quicklist's nodes.
const (
	plainNode  = 1 // one long element
	packedNode = 2 // a listpack
)

func (w *rdbWriter) list(l *list) {
	w.begin(rdbListQuicklist2)
	nodes := l.nodes()
	w.length(uint64(len(nodes)))
	for _, node := range nodes {
		if len(node) == 1 && l.isLong(node[0]) {
			w.length(plainNode)
			w.text(node[0])
			continue
		}
		w.length(packedNode)
		w.text(packTexts(node))
	}
}

// isLong reports whether an element has a node of its own.
func (l *list) isLong(s string) bool { return !l.limits.listFits(1, int64(len(s))) }

// nodes divides a list as a quicklist would that has grown at its end.
func (l *list) nodes() [][]string {
	if !l.quick {
		return [][]string{l.slice(0, l.len())}
	}
	const overhead = 8 // of an element, as Redis reckons it
	var nodes [][]string
	from, size := 0, int64(listpackHeader)
	cut := func(to int) {
		if to > from {
			nodes = append(nodes, l.slice(from, to))
		}
		from, size = to, listpackHeader
	}
	for i, elem := range l.all() {
		switch {
		case l.isLong(elem):
			cut(i)
			cut(i + 1)
			continue
		case !l.limits.listFits(int64(i-from+1), size+int64(len(elem))+overhead):
			cut(i)
		}
		size += listpackBytes(elem)
	}
	cut(l.len())
	return nodes
}

// packTexts makes a listpack of strings.
func packTexts(texts []string) string {
	var elems []byte
	for _, s := range texts {
		elems = appendListpackText(elems, s)
	}
	return string(wrapListpack(elems, len(texts)))
}

// set does without the form that 7.2 brought: Redis makes the same value of
// the older one.
func (w *rdbWriter) set(s *set) {
	if s.form == intset {
		w.begin(rdbSetIntset)
		w.text(packInts(s.ints))
		return
	}
	w.begin(rdbSet)
	w.length(uint64(s.len()))
	for member := range s.all() {
		w.text(member)
	}
}

// packInts makes an intset of sorted integers, in as few bytes as the largest
// of them takes.
func packInts(ints []int64) string {
	size := 2
	for _, n := range []int64{ints[0], ints[len(ints)-1]} {
		switch {
		case n != int64(int32(n)):
			size = 8
		case n != int64(int16(n)):
			size = max(size, 4)
		}
	}
	b := appendLittleEndian(nil, uint64(size), 4)
	b = appendLittleEndian(b, uint64(len(ints)), 4)
	for _, n := range ints {
		b = appendLittleEndian(b, uint64(n), size)
	}
	return string(b)
}

func (w *rdbWriter) hash(h *hash) {
	first, timed := h.firstExpiry()
	if timed {
		w.version = rdbRedis74
	}
	switch {
	case h.large():
		w.hashTable(h, first, timed)
	case timed:
		w.begin(rdbHashListpackX)
		w.fixed64(uint64(first))
		w.text(h.packed(true))
	default:
		w.begin(rdbHashListpack)
		w.text(h.packed(false))
	}
}

// firstExpiry is when the first field expires; false: none does.
func (h *hash) firstExpiry() (at int64, any bool) {
	if h.table == nil || h.table.expiry == nil || h.table.expiry.times.len() == 0 {
		return 0, false
	}
	return h.table.expiry.times.first(), true
}

// packed makes a listpack of fields and values, and times if so.
func (h *hash) packed(timed bool) string {
	var elems []byte
	count := 0
	for field, value := range h.all() {
		elems = appendListpackText(appendListpackText(elems, field), value)
		count += 2
		if timed {
			elems = appendListpackInt(elems, h.expireTime(field))
			count++
		}
	}
	return string(wrapListpack(elems, count))
}

// hashTable writes times as distances from the first, from 1 on.
func (w *rdbWriter) hashTable(h *hash, first int64, timed bool) {
	if timed {
		w.begin(rdbHashTimed)
		w.fixed64(uint64(first))
	} else {
		w.begin(rdbHash)
	}
	w.length(uint64(h.len()))
	for field, value := range h.all() {
		if at := h.expireTime(field); timed && at == 0 {
			w.length(0)
		} else if timed {
			w.length(uint64(at - first + 1))
		}
		w.text(field)
		w.text(value)
	}
}

func (w *rdbWriter) zset(z *zset) {
	if z.table == nil {
		w.begin(rdbZsetListpack)
		w.text(z.packed())
		return
	}
	w.begin(rdbZset2)
	w.length(uint64(z.len()))
	for member, score := range z.back(z.len() - 1) { // Redis is quicker to insert at the front
		w.text(member)
		w.fixed64(math.Float64bits(score))
	}
}

func (z *zset) packed() string {
	var elems []byte
	for member, score := range z.from(0) {
		elems = appendListpackText(elems, member)
		if whole := int64(score); float64(whole) == score && math.Abs(score) < 1<<62 {
			elems = appendListpackInt(elems, whole)
			continue
		}
		elems = appendListpackText(elems, resp.FormatDouble(score))
	}
	return string(wrapListpack(elems, 2*z.len()))
}
