// Streams in Redis's dump format.

package engine

func (w *rdbWriter) stream(s *stream) {
	form := rdbStream2
	if s.tellsActivity() {
		form, w.version = rdbStream3, rdbRedis72
	}
	w.begin(form)
	w.length(uint64(len(s.nodes)))
	for _, node := range s.nodes {
		w.text(string(appendRawID(nil, node.master)))
		w.text(string(node.listpack()))
	}
	w.length(uint64(s.length))
	w.id(s.lastID)
	w.id(s.firstID)
	w.id(s.maxDeleted)
	w.length(uint64(s.added))
	w.length(uint64(len(s.groups)))
	for _, group := range s.groups {
		w.group(group, form)
	}
}

// tellsActivity reports whether a consumer has tried to read in vain since it
// last got something, which the older form cannot say.
func (s *stream) tellsActivity() bool {
	for _, group := range s.groups {
		for _, c := range group.consumers {
			if c.active != c.seen {
				return true
			}
		}
	}
	return false
}

func (w *rdbWriter) id(id streamID) {
	w.length(id.ms)
	w.length(id.seq)
}

// appendRawID appends an ID so that the order of bytes is that of IDs.
func appendRawID(dst []byte, id streamID) []byte {
	return appendBigEndian(appendBigEndian(dst, id.ms, 8), id.seq, 8)
}

func (w *rdbWriter) group(g *consumerGroup, form rdbType) {
	w.text(g.name)
	w.id(g.lastID)
	w.length(uint64(g.entriesRead))
	w.length(uint64(g.pending.length))
	for p := range g.pending.from(zeroID) {
		w.b = appendRawID(w.b, p.id)
		w.fixed64(uint64(p.delivered))
		w.length(uint64(p.count))
	}
	w.length(uint64(len(g.consumers)))
	for _, c := range g.consumers {
		w.text(c.name)
		w.fixed64(uint64(c.seen))
		if form == rdbStream3 {
			w.fixed64(uint64(c.active))
		}
		w.length(uint64(c.pending.length))
		for p := range c.pending.from(zeroID) {
			w.b = appendRawID(w.b, p.id)
		}
	}
}
