// Streams: entries in order of their IDs, in nodes as Redis has them.

package engine

import (
	"iter"
	"slices"
	"sort"

	"resplay/resp"
)

// stream is the value of a stream key. It may be empty.
type stream struct {
	limits     *encodings
	nodes      []*streamNode // in order of their masters
	length     int64         // entries
	lastID     streamID      // the greatest that there ever was, or what XSETID says
	firstID    streamID      // of the first entry; zero: there is none
	maxDeleted streamID      // the greatest that was deleted by XDEL
	added      int64         // entries that there ever were
	groups     []*consumerGroup
	bytes      int64 // what nodes and groups take, about
}

func newStream(limits *encodings) *stream { return &stream{limits: limits} }

// streamEntry is an entry where it lies in its stream.
type streamEntry struct {
	id    streamID
	node  *streamNode
	index int
}

// pairs returns fields and values.
func (e streamEntry) pairs() []string { return e.node.pairs(e.index) }

// maxStreamNode is how large a node may become whatever its thresholds say.
const maxStreamNode = 1 << 30

// append adds an entry behind all others. The ID must be greater than lastID.
func (s *stream) append(id streamID, pairs []string) {
	n := s.openNode(pairs)
	if n == nil {
		n = newStreamNode(id, pairs)
		s.nodes = append(s.nodes, n)
	} else {
		s.bytes -= n.memory()
	}
	n.append(id, pairs)
	s.bytes += n.memory()
	s.length++
	s.added++
	s.lastID = id
	if s.length == 1 {
		s.firstID = id
	}
}

// openNode returns the last node if it has room for an entry.
func (s *stream) openNode(pairs []string) *streamNode {
	if len(s.nodes) == 0 {
		return nil
	}
	most := s.limits.streamNodeBytes
	if most == 0 || most > maxStreamNode {
		most = maxStreamNode
	}
	size := int64(0)
	for _, text := range pairs {
		size += int64(len(text))
	}
	n := s.nodes[len(s.nodes)-1]
	entries := s.limits.streamNodeEntries
	if n.bytes()+size >= most || entries > 0 && int64(n.len()) >= entries {
		n.seal()
		return nil
	}
	return n
}

// nodeOf returns the index of the node that an ID belongs to: the last one
// that does not begin behind it; -1: all do.
func (s *stream) nodeOf(id streamID) int {
	return sort.Search(len(s.nodes), func(i int) bool { return id.less(s.nodes[i].master) }) - 1
}

// get finds an entry.
func (s *stream) get(id streamID) (streamEntry, bool) {
	entry, _, ok := s.find(id)
	return entry, ok
}

// find is get, with the index of the node.
func (s *stream) find(id streamID) (entry streamEntry, node int, ok bool) {
	if node = s.nodeOf(id); node < 0 {
		return entry, node, false
	}
	n := s.nodes[node]
	i := n.search(id)
	if i == n.len() || n.id(i) != id || n.deleted(i) {
		return entry, node, false
	}
	return streamEntry{id, n, i}, node, true
}

// delete takes an entry out and reports whether there was one. A node goes
// with the last of its entries.
func (s *stream) delete(id streamID) bool {
	entry, node, ok := s.find(id)
	if !ok {
		return false
	}
	entry.node.delete(entry.index)
	s.length--
	if entry.node.live == 0 {
		s.removeNode(node)
	}
	if s.maxDeleted.less(id) {
		s.maxDeleted = id
	}
	if id == s.firstID {
		s.findFirst()
	}
	return true
}

func (s *stream) removeNode(i int) {
	s.bytes -= s.nodes[i].memory()
	if i == 0 {
		s.nodes[0] = nil
		s.nodes = s.nodes[1:]
		return
	}
	s.nodes = slices.Delete(s.nodes, i, i+1)
}

// findFirst sets firstID after the first entry has gone.
func (s *stream) findFirst() {
	s.firstID = zeroID
	for entry := range s.ascend(zeroID, maxID) {
		s.firstID = entry.id
		return
	}
}

// last returns the ID of the last entry; zero: there is none.
func (s *stream) last() streamID {
	for entry := range s.descend(maxID, zeroID) {
		return entry.id
	}
	return zeroID
}

// ascend goes through the entries from one ID to another. The stream must
// not change meanwhile.
func (s *stream) ascend(from, to streamID) iter.Seq[streamEntry] {
	return func(yield func(streamEntry) bool) {
		if s == nil || s.length == 0 {
			return
		}
		node, i := max(s.nodeOf(from), 0), 0
		i = s.nodes[node].search(from)
		for ; node < len(s.nodes); node, i = node+1, 0 {
			n := s.nodes[node]
			for ; i < n.len(); i++ {
				flags, id, _ := n.head(i)
				if to.less(id) {
					return
				}
				if flags&entryDeleted == 0 && !yield(streamEntry{id, n, i}) {
					return
				}
			}
		}
	}
}

// descend goes backwards through the entries from one ID to a smaller one.
func (s *stream) descend(from, to streamID) iter.Seq[streamEntry] {
	return func(yield func(streamEntry) bool) {
		if s == nil {
			return
		}
		for node := s.nodeOf(from); node >= 0; node-- {
			n := s.nodes[node]
			i := n.len() - 1
			if from.less(n.id(i)) {
				i = n.search(from)
				if i == n.len() || n.id(i) != from {
					i--
				}
			}
			for ; i >= 0; i-- {
				flags, id, _ := n.head(i)
				if id.less(to) {
					return
				}
				if flags&entryDeleted == 0 && !yield(streamEntry{id, n, i}) {
					return
				}
			}
		}
	}
}

func (s *stream) kind() string     { return "stream" }
func (s *stream) encoding() string { return "stream" }
func (s *stream) size() int        { return int(s.length) }
func (s *stream) memory() int64    { return 160 + s.bytes }

func (s *stream) clone() object {
	copied := *s
	copied.nodes = make([]*streamNode, len(s.nodes))
	for i, n := range s.nodes {
		copied.nodes[i] = n.clone()
	}
	copied.groups = make([]*consumerGroup, len(s.groups))
	for i, g := range s.groups {
		copied.groups[i] = g.clone()
	}
	return &copied
}

func (s *stream) preview() resp.Value {
	var elems []resp.Value
	for entry := range s.ascend(zeroID, maxID) {
		var pairs []resp.Value
		for _, text := range entry.pairs() {
			pairs = append(pairs, resp.Bulk(previewText(text)))
		}
		pairs = pairs[:min(len(pairs), 2*previewElems)]
		elems = append(elems, resp.Array(resp.Bulk(entry.id.String()), resp.Array(pairs...)))
		if len(elems) == previewElems {
			break
		}
	}
	return resp.Array(elems...)
}
