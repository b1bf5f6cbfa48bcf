// Pipelines too large for one write: they go out in chunks.

package client

// A chunk is full with so many calls or bytes. That is enough to keep a server
// busy for milliseconds, which hides the time that the next chunk takes to
// arrive, and little enough that a pipeline of millions fills no memory: not
// ours, nor the server's with replies, nor what is between. Half of what a
// buffer may keep, so that each chunk finds the memory of the last.
const (
	chunkCalls = 10_000
	chunkBytes = keepBuffer / 2
)

// full reports whether what is to be written next is a chunk by now.
func (c *Conn) full() bool { return c.unsent >= chunkCalls || len(c.out) >= chunkBytes }

// backlog is the calls that a session keeps back until there is room for
// another chunk.
type backlog struct {
	fifo[*call]
	sent int // calls that the session has sent, ever
	mark int // when so many of them are answered, the next chunk goes out
}

// holdsBack reports whether q has to wait: as part of a pipeline while the
// chunk is full, as any other call while the order of things matters. On a
// connection that is shared, the calls of others pass between two chunks.
func (s *session) holdsBack(q *call) bool {
	if s.backlog.len() > 0 {
		passes := q.part == nil && q.again != nil && !s.conn.state.multi
		return !passes
	}
	if q.part == nil || !s.conn.full() {
		return false
	}
	s.setMark(s.conn.unsent)
	return true
}

// setMark has the next chunk go out once half of this one is answered, so that
// the server does not run dry meanwhile.
func (s *session) setMark(chunk int) { s.backlog.mark = s.backlog.sent - chunk/2 }

// sendChunk sends from the backlog if it is time to.
func (s *session) sendChunk() {
	before := s.backlog.sent
	if before-s.conn.Pending() < s.backlog.mark {
		return
	}
	for s.backlog.len() > 0 && !s.conn.full() {
		switch q := s.backlog.pop(); {
		case !q.moot():
			s.transmit(q)
		case q.effect == endMulti && s.conn.state.multi: // given up when a part of it was sent
			discard := newCall(s.core, asIs, "DISCARD")
			s.transmit(&discard.call)
		}
	}
	s.setMark(s.backlog.sent - before)
}
