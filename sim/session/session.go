// Package session lets programs drive a world by messages. A program, in
// whatever language, takes turns with the world: it hands over a batch of
// messages that ends in WAIT or END, and gets a batch of deliveries back. (A
// batch that ends in BUSY only tells what it has done so far.) While it computes, the clock stands still; while it waits, the world runs
// to the first instant at which there is something to deliver.
//
// Messages are RESP arrays of bulk strings, deliveries RESP3 arrays; ops.go
// and deliver.go list them.
package session

import (
	"sort"
	"time"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// Page is the number of the session that the page itself holds. It is not a
// program: it never keeps the clock from moving, and it may wait for ever.
const Page = 0

// DefaultHorizon is how far a run goes before it is held, unless BEGIN says.
const DefaultHorizon = 10 * time.Minute

// HeldEvents is how many events of its trace hold a run as the horizon does:
// without latency, an endless program does ever more in no time.
const HeldEvents = 200_000

// Host is a world and the sessions that drive it.
type Host struct {
	World *sim.World

	OnRebuilt func(log []byte) // if set, told of the log that has taken the place of all keys
	Elsewhere func() error     // if set, what an unknown message comes to: a larger build has it

	extra    []op
	sessions []*Session    // in order of their numbers
	halted   bool          // nothing happens any more
	task     string        // on whose behalf a client is being called
	step     time.Duration // how far a run goes before it is held
	horizon  time.Duration // where this run is held next
	events   int           // how many events hold it next
}

// NewHost makes a host for a world that nothing drives yet.
func NewHost(w *sim.World) *Host {
	return &Host{
		World: w, step: DefaultHorizon, horizon: DefaultHorizon, events: HeldEvents,
	}
}

// Turn takes a batch of messages from a session and runs the world for as
// long as nobody has something to do. What it has to say is then in the
// sessions' [Host.Take].
func (h *Host) Turn(session int, batch []byte) {
	s := h.session(session)
	s.computing = true
	s.obey(batch)
	h.run()
}

// Take returns what the world has to say to a session, and forgets it.
// It is empty when there is nothing.
func (h *Host) Take(session int) []byte {
	i, known := h.find(session)
	if !known || !h.sessions[i].spokenTo() {
		return nil
	}
	s := h.sessions[i]
	now := resp.Array(resp.Bulk("now"),
		resp.Integer(int64(h.World.Elapsed())), resp.Integer(h.World.Now().UnixNano()))
	batch := append(resp.Append(nil, now), s.out...)
	s.out, s.due = nil, false
	if s.ended {
		h.sessions = append(h.sessions[:i], h.sessions[i+1:]...)
	}
	return batch
}

// session returns a session, made on its first message.
func (h *Host) session(number int) *Session {
	i, known := h.find(number)
	if !known {
		h.sessions = append(h.sessions, nil)
		copy(h.sessions[i+1:], h.sessions[i:])
		h.sessions[i] = newSession(h, number)
	}
	return h.sessions[i]
}

// find returns the place of a session, or where it belongs. There are few,
// and this is done for each event: a map would cost more.
func (h *Host) find(number int) (place int, known bool) {
	for place < len(h.sessions) && h.sessions[place].number < number {
		place++
	}
	return place, place < len(h.sessions) && h.sessions[place].number == number
}

// Halt ends the present turn at once, and the world with it: whoever calls it
// makes another.
func (h *Host) Halt() { h.halted = true }

// run lets the world go on until a session has something to do.
func (h *Host) run() {
	for !h.halted && !h.computing() {
		next, ok := h.World.Next()
		switch {
		case h.spoken() && (!ok || next > h.World.Elapsed()):
			h.wake()
			return
		case !ok || h.World.Stuck():
			h.tellIdle()
			return
		case h.far(next) && h.waiting():
			h.tellHorizon()
			return
		}
		h.World.StepTo(next)
	}
}

// far reports whether a run has gone as far as it may before it is held, when
// something happens next at some time.
func (h *Host) far(next time.Duration) bool {
	return next > h.horizon || h.World.Trace().Next() >= h.events
}

// computing reports whether a program is in its own code.
func (h *Host) computing() bool {
	for _, s := range h.sessions {
		if s.computing {
			return true
		}
	}
	return false
}

// waiting reports whether a program waits for the world.
func (h *Host) waiting() bool {
	for _, s := range h.sessions {
		if s.number != Page && !s.ended {
			return true
		}
	}
	return false
}

// spoken reports whether there is something to deliver.
func (h *Host) spoken() bool {
	for _, s := range h.sessions {
		if s.spokenTo() {
			return true
		}
	}
	return false
}

// wake gives the turn to the programs that have been spoken to.
func (h *Host) wake() {
	for _, s := range h.sessions {
		if s.spokenTo() {
			s.wake()
		}
	}
}

// tellIdle tells every program that waits that nothing will ever wake it.
func (h *Host) tellIdle() {
	for _, s := range h.programs() {
		if s.script == nil || !s.script.idle() {
			s.deliver(resp.Bulk("idle"))
		}
	}
	h.wake()
}

// tellHorizon holds the programs; a further WAIT goes on.
func (h *Host) tellHorizon() {
	if h.World.Trace().Next() >= h.events {
		h.events = h.World.Trace().Next() + HeldEvents
	} else {
		h.horizon += h.step
	}
	for _, s := range h.programs() {
		s.deliver(resp.Bulk("horizon"))
	}
	h.wake()
}

// programs are the sessions that take turns with the world, in order.
func (h *Host) programs() []*Session {
	var programs []*Session
	for _, s := range h.sessions {
		if s.number != Page && !s.ended {
			programs = append(programs, s)
		}
	}
	return programs
}

// Session is one program's side of the conversation. All its numbers are of
// the program's choosing.
type Session struct {
	host      *Host
	number    int
	computing bool         // the program has the turn
	busy      bool         // and keeps it beyond this batch
	ended     bool         // it has said END
	alarm     client.Timer // of WAIT's deadline, or nil
	due       bool         // the deadline has come, or END has been obeyed
	out       []byte       // deliveries not yet taken

	clients map[int]*client.Client
	leases  map[int]*client.Lease
	streams map[int]*stream
	pending map[int]*pending // by future, until it is settled
	script  *script          // of CLI, or nil
}

// pending is what a program waits for, under a number of its own.
type pending struct {
	future interface {
		ID() int // in the trace
		Cancel()
	}
	closing bool // it is the end of a client, for which nobody need wait
}

func newSession(h *Host, number int) *Session {
	return &Session{
		host: h, number: number,
		clients: map[int]*client.Client{}, leases: map[int]*client.Lease{},
		streams: map[int]*stream{}, pending: map[int]*pending{},
	}
}

// wait gives the turn to the world. A program that has a deadline, in
// virtual time since the run began, gets it back then at the latest; -1 is
// no deadline.
func (s *Session) wait(deadline time.Duration) {
	s.computing = false
	if deadline < 0 {
		return
	}
	s.alarm = s.host.World.After(deadline-s.host.World.Elapsed(), func() { s.due = true })
}

// spokenTo reports whether there is something to take, if only the time.
func (s *Session) spokenTo() bool { return s.due || len(s.out) > 0 }

// wake gives the turn back to the program.
func (s *Session) wake() {
	if s.alarm != nil {
		s.alarm.Stop()
		s.alarm = nil
	}
	s.computing = s.number != Page && !s.ended
}

// end notes what the program did not wait for, and closes what it left open.
func (s *Session) end() {
	for _, f := range ordered(s.pending) {
		if p := s.pending[f]; !p.closing {
			s.host.World.NoteDropped(p.future.ID())
		}
	}
	s.computing, s.ended = false, s.number != Page
	for _, n := range ordered(s.streams) {
		s.streams[n].line.Close()
	}
	for _, n := range ordered(s.leases) {
		s.leases[n].Close()
	}
	for _, n := range ordered(s.clients) {
		s.clients[n].Abort()
	}
	*s = Session{host: s.host, number: s.number, ended: s.ended, due: true, out: s.out}
}

// ordered returns a map's numbers, smallest first. (sort.Slice has one copy of
// its code where slices.Sort has one for each type, which a page would load.)
func ordered[T any](m map[int]T) []int {
	numbers := make([]int, 0, len(m))
	for n := range m {
		numbers = append(numbers, n)
	}
	sort.Slice(numbers, func(i, j int) bool { return numbers[i] < numbers[j] })
	return numbers
}
