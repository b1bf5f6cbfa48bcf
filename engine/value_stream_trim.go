// Trimming of streams: entries go from the beginning, whole nodes first.

package engine

// streamTrim says how far a stream is to be trimmed.
type streamTrim struct {
	by     trimBy
	maxLen int64
	minID  streamID
	approx bool  // whole nodes only
	limit  int64 // entries to remove at most; 0: any number
}

type trimBy int

const (
	noTrim trimBy = iota
	trimByLength
	trimByID
)

// trim removes entries from the beginning and returns how many.
func (s *stream) trim(t streamTrim) int64 {
	removed := s.trimNodes(t)
	if !t.approx && len(s.nodes) > 0 {
		removed += s.trimEntries(s.nodes[0], t)
	}
	if removed > 0 {
		s.findFirst()
	}
	return removed
}

// trimNodes removes the nodes all of whose entries are to go.
func (s *stream) trimNodes(t streamTrim) int64 {
	removed := int64(0)
	for len(s.nodes) > 0 {
		n := s.nodes[0]
		live := int64(n.live)
		if t.by == trimByLength && s.length <= t.maxLen || t.limit > 0 && removed+live > t.limit {
			break
		}
		if t.by == trimByLength && s.length-live < t.maxLen {
			break
		}
		if t.by == trimByID && !n.id(n.len()-1).less(t.minID) {
			break
		}
		s.removeNode(0)
		s.length -= live
		removed += live
	}
	return removed
}

// trimEntries removes entries of the first node. It may leave none of them:
// such a node goes with the next trimming.
func (s *stream) trimEntries(n *streamNode, t streamTrim) int64 {
	removed := int64(0)
	for i := range n.len() {
		if t.by == trimByLength && s.length <= t.maxLen || t.by == trimByID && !n.id(i).less(t.minID) {
			break
		}
		if !n.deleted(i) {
			n.delete(i)
			s.length--
			removed++
		}
	}
	return removed
}
