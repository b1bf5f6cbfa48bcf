// How far a group is behind: what can be told from counters alone.

package engine

// advance moves a group on to an entry that it is given.
func (s *stream) advance(g *consumerGroup, id streamID) {
	if g.entriesRead != unknownRead && !g.lastID.less(s.firstID) && !s.deletedBehind(g.lastID) {
		g.entriesRead++
	} else if s.added > 0 {
		g.entriesRead = s.entriesUpTo(id)
	}
	g.lastID = id
}

// deletedBehind reports whether entries may be missing from an ID on.
func (s *stream) deletedBehind(id streamID) bool {
	return s.length > 0 && s.maxDeleted != zeroID && !s.maxDeleted.less(id)
}

// entriesUpTo is how many entries there ever were up to an ID, if that can be
// told; else unknownRead.
func (s *stream) entriesUpTo(id streamID) int64 {
	contiguous := s.maxDeleted == zeroID || s.maxDeleted.less(s.firstID)
	switch {
	case s.added == 0:
		return 0
	case s.length == 0 && !s.lastID.less(id), id == s.lastID:
		return s.added
	case s.lastID.less(id), id != zeroID && id.less(s.maxDeleted), !contiguous:
		return unknownRead
	case id.less(s.firstID):
		return s.added - s.length
	case id == s.firstID:
		return s.added - s.length + 1
	}
	return unknownRead
}

// lag is how many entries a group has not had yet; false: nobody can tell.
func (s *stream) lag(g *consumerGroup) (int64, bool) {
	switch {
	case s.added == 0:
		return 0, true
	case g.lastID.less(s.firstID) && s.maxDeleted.less(s.firstID):
		return s.length, true
	case g.entriesRead != unknownRead && !s.deletedBehind(g.lastID):
		return s.added - g.entriesRead, true
	}
	read := s.entriesUpTo(g.lastID)
	return s.added - read, read != unknownRead
}
