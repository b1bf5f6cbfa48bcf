// Streams out of Redis's dump format.

package engine

import (
	"math"
)

func (r *rdbReader) stream(form rdbType) object {
	s := newStream(r.limits)
	for range r.countOrNone(2) {
		r.streamNode(s)
	}
	for _, node := range s.nodes {
		s.length += int64(node.live)
	}
	s.findFirst()
	if r.number() != uint64(s.length) {
		r.fail()
	}
	s.lastID, s.added = r.id(), s.length
	if form != rdbStream {
		r.id() // the first entry's, which was found
		s.maxDeleted = r.id()
		s.added = int64(r.number())
	}
	if s.added < s.length || s.lastID.less(s.last()) || s.lastID.less(s.maxDeleted) {
		r.fail()
	}
	for range r.countOrNone(5) {
		r.group(s, form)
	}
	return s
}

// streamNode reads a node, which must be behind all others.
func (r *rdbReader) streamNode(s *stream) {
	key, body := r.text(), r.text()
	if len(key) != 16 || !r.sound {
		r.fail()
		return
	}
	master := streamID{bigEndian(key[:8]), bigEndian(key[8:])}
	node, ok := readStreamNode(master, body)
	if !ok || littleEndian(body[:4]) != uint64(len(body)) || node.id(0) != master {
		r.fail()
		return
	}
	if count := len(s.nodes); count > 0 {
		before := s.nodes[count-1]
		if !before.id(before.len() - 1).less(node.id(0)) {
			r.fail()
			return
		}
	}
	s.nodes = append(s.nodes, node)
	s.bytes += node.memory()
}

func (r *rdbReader) id() streamID {
	ms := r.number()
	return streamID{ms, r.number()}
}

// rawID reads an ID whose order is that of its bytes.
func (r *rdbReader) rawID() streamID {
	b := r.bytes(16)
	if b == "" {
		return zeroID
	}
	return streamID{bigEndian(b[:8]), bigEndian(b[8:])}
}

func (r *rdbReader) group(s *stream, form rdbType) {
	name, lastID := r.text(), r.id()
	read := int64(unknownRead)
	if form != rdbStream {
		read = int64(r.number())
	}
	if !r.sound || s.group(name) != nil || read < unknownRead {
		r.fail()
		return
	}
	g := s.addGroup(name, lastID, read)
	unowned := map[streamID]*pending{}
	for range r.countOrNone(25) {
		p := &pending{id: r.rawID(), delivered: int64(r.fixed64()), count: int64(r.number())}
		if unowned[p.id] != nil || p.count < 0 {
			r.fail()
			return
		}
		unowned[p.id] = p
	}
	for range r.countOrNone(10) {
		r.consumer(s, g, unowned, form)
	}
	if len(unowned) > 0 {
		r.fail() // what is pending is so for somebody
	}
}

func (r *rdbReader) consumer(s *stream, g *consumerGroup, unowned map[streamID]*pending, form rdbType) {
	name, seen := r.text(), r.fixed64()
	active := seen
	if form == rdbStream3 {
		active = r.fixed64()
	}
	if !r.sound || g.consumer(name) != nil || seen > math.MaxInt64 {
		r.fail()
		return
	}
	c := s.addConsumer(g, name, int64(seen))
	c.active = int64(active)
	for range r.countOrNone(16) {
		id := r.rawID()
		p := unowned[id]
		if p == nil {
			r.fail()
			return
		}
		delete(unowned, id)
		s.addPending(g, c, p)
	}
}
