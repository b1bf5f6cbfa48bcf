// What the world tells a session.

package session

import (
	"resplay/client"
	"resplay/resp"
)

// deliver adds a delivery to the session's outbox. The deliveries are:
//
//	now ns unix             first of each batch: virtual time since the run
//	                        began, and the world's wall clock in Unix nanoseconds
//	ok f value              a future's result
//	err f kind message      a future's failure; kind as [client.ErrorKind] names it
//	push c value            a push message on a dedicated connection
//	lost c message          a dedicated connection was lost
//	accept t                a raw stream of the program's has come to its other end
//	data s bytes            a raw stream's bytes
//	eof s                   a raw stream's peer writes no more
//	broken s message        a raw stream was lost
//	print stream text       a script's output
//	idle                    nothing will ever wake the program
//	horizon                 the run is held, where it is far in time or in events; a further WAIT goes on
//	bad message             a message was not understood
func (s *Session) deliver(parts ...resp.Value) {
	s.out = resp.Append(s.out, resp.Array(parts...))
}

// resolve delivers a future's result.
func (s *Session) resolve(f int, v resp.Value) {
	delete(s.pending, f)
	s.deliver(resp.Bulk("ok"), resp.Integer(int64(f)), v)
}

// reject delivers a future's failure.
func (s *Session) reject(f int, err error) {
	delete(s.pending, f)
	s.deliver(resp.Bulk("err"), resp.Integer(int64(f)), resp.Bulk(client.ErrorKind(err)), resp.Bulk(err.Error()))
}

// settle delivers what a client's future comes to.
func settle[T any](s *Session, f int, future *client.Future[T], value func(T) resp.Value) {
	s.pending[f] = &pending{future: future}
	future.Then(func(result T, err error) {
		if s.pending[f] == nil {
			return // cancelled, or the program has ended
		}
		if err != nil {
			s.reject(f, err)
			return
		}
		s.resolve(f, value(result))
	})
}

func same(v resp.Value) resp.Value { return v }

func (s *Session) cancel(a args) error {
	if !isNumber(a[0]) {
		return usage("the future's number is " + a[0] + ", want a whole number")
	}
	if p := s.pending[a.future()]; p != nil {
		delete(s.pending, a.future())
		p.future.Cancel()
	}
	return nil
}
