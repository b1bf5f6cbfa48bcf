// A session as a Source: for transports that ask for what they write.

package client

import "time"

// Source is what a session is besides a [Handler]: a Transport may ask it for
// what is to be written, when it can write that. What gathers meanwhile goes
// out in one piece, and is not copied.
type Source interface {
	Handler
	// Pulled says whom to tell that there is something to take, instead of
	// calling Write. pull is called under the client's lock, and again only
	// after Take has returned nothing. alone says that nothing else is under
	// way on the connection, and awaited that the reply is of interest only to
	// who awaits it; heed is called, under the lock, if that changes.
	Pulled(pull func(alone, awaited bool), heed func())
	// Take takes the lock, and returns what is to be written, which is good
	// until the next Take, or nothing. It is called again until then.
	Take() []byte
	// Solo reports whether what Received was given last answered a call that
	// somebody awaited, no other is under way, and no messages are hoped for.
	// It may be called by who calls Received.
	Solo() bool
}

// Pulled implements [Source].
func (s *session) Pulled(pull func(alone, awaited bool), heed func()) { s.pull, s.heed = pull, heed }

// Take implements [Source].
func (s *session) Take() []byte {
	s.Lock()
	defer s.Unlock()
	if s.phase == ended {
		return nil
	}
	b := s.conn.Outgoing()
	s.flushing = len(b) > 0
	return b
}

// Solo implements [Source]. Where a reply is overdue soon, none may be left to
// be read later.
func (s *session) Solo() bool {
	return s.solo && (s.opts.CommandTimeout == 0 || s.opts.CommandTimeout > 100*time.Millisecond)
}
