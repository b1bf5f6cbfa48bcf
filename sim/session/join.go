//go:build !first

// Raw streams that do not lead to the engine, and what is seldom done to one.

package session

import (
	"resplay/resp"
	"resplay/sim"
)

func init() {
	ops = append(ops,
		op{"JOIN f s host port [t]", 4, true, (*Session).join},
		op{"SHUT s", 1, false, (*Session).shut},
		op{"DRAIN f s", 2, true, (*Session).drain},
	)
}

// joined is an end of a stream that does not lead to the engine.
type joined struct {
	*stream
	ended bool // the program knows that nothing more will come
}

// join opens a stream whose other end is the program's as well, under the
// number t, or the echo service's.
func (s *Session) join(a args) error {
	var accept func(sim.Stream) sim.Peer
	if len(a) > 4 {
		other, err := a.number(4, "other end")
		if err != nil {
			return err
		}
		accept = func(line sim.Stream) sim.Peer { return s.accept(other, line) }
	}
	st, err := s.newStream(a)
	if err == nil {
		st.line = s.host.World.Join(st.addr, &joined{stream: st}, accept)
	}
	return err
}

// accept puts the other end of a stream into the program's hands.
func (s *Session) accept(n int, line sim.Stream) sim.Peer {
	st := &stream{session: s, number: n, future: -1, line: line}
	s.streams[n] = st
	s.deliver(resp.Bulk("accept"), resp.Integer(int64(n)))
	return &joined{stream: st}
}

func (j *joined) Ended() {
	j.ended = true
	j.session.deliver(resp.Bulk("eof"), resp.Integer(int64(j.number)))
}

func (j *joined) Closed(err error) {
	if err == nil && j.ended && j.session.streams[j.number] == j.stream {
		delete(j.session.streams, j.number)
		return
	}
	j.stream.Closed(err)
}

// shut ends what the program writes to a stream; it reads on.
func (s *Session) shut(a args) error {
	st, err := s.stream(a, 0)
	if st != nil {
		st.line.(sim.Whole).Shut()
	}
	return err
}

// drain answers once the wire has sent what was written to a stream.
func (s *Session) drain(a args) error {
	st, err := s.stream(a, 1)
	if err != nil {
		return err
	}
	f := a.future()
	if st == nil {
		s.resolve(f, resp.OK())
		return nil
	}
	s.host.World.After(st.line.(sim.Whole).Unsent(), func() { s.resolve(f, resp.OK()) })
	return nil
}
