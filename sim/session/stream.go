// Raw connections, for programs that bring a client of their own.

package session

import (
	"errors"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// stream is the program's end of a raw connection. It is the connection's
// handler.
type stream struct {
	session *Session
	number  int
	addr    string
	future  int // of DIAL, -1 once settled
	line    sim.Stream
}

func (s *Session) dial(a args) error {
	st, err := s.newStream(a)
	if err == nil {
		st.line = s.host.World.DialStream(st.addr, st)
	}
	return err
}

// newStream makes the stream that DIAL or JOIN asks for.
func (s *Session) newStream(a args) (*stream, error) {
	n, err := a.number(1, "stream")
	if err != nil {
		return nil, err
	}
	if s.streams[n] != nil {
		return nil, usage("stream " + a[1] + " is open already; choose another number")
	}
	st := &stream{session: s, number: n, addr: a[2] + ":" + a[3], future: a.future()}
	s.streams[n] = st
	return st, nil
}

func (st *stream) Opened() {
	st.session.resolve(st.future, resp.OK())
	st.future = -1
}

func (st *stream) Received(b []byte) {
	st.session.deliver(resp.Bulk("data"), resp.Integer(int64(st.number)), resp.Bulk(string(b)))
}

func (st *stream) Closed(err error) {
	s := st.session
	if s.streams[st.number] != st {
		return // the program has ended
	}
	delete(s.streams, st.number)
	switch {
	case st.future >= 0 && err == nil:
		s.reject(st.future, errors.New("the connection was closed before it opened"))
	case st.future >= 0:
		s.reject(st.future, &client.ConnError{Op: "connect to", Addr: st.addr, Cause: err})
	case err != nil:
		s.deliver(resp.Bulk("broken"), resp.Integer(int64(st.number)), resp.Bulk(err.Error()))
	default:
		s.deliver(resp.Bulk("eof"), resp.Integer(int64(st.number)))
	}
}

// stream returns the open stream that an argument names; nil when it has
// closed meanwhile, which a program may not have heard of yet.
func (s *Session) stream(a args, i int) (*stream, error) {
	n, err := a.number(i, "stream")
	return s.streams[n], err
}

func (s *Session) write(a args) error {
	st, err := s.stream(a, 0)
	if st != nil {
		st.line.Write([]byte(a[1]))
	}
	return err
}

func (s *Session) hangUp(a args) error {
	st, err := s.stream(a, 0)
	if st != nil {
		st.line.Leave()
	}
	return err
}

func (s *Session) abort(a args) error {
	st, err := s.stream(a, 0)
	if st != nil {
		st.line.Abort()
	}
	return err
}
