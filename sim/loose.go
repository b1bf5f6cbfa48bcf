// Loose ends: futures that are not settled, and errors that nobody looked at.

package sim

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Standing is a future of a run, and where it stands.
type Standing struct {
	Future  int
	Client  int
	Task    string // "" is the program itself
	Command string // the command line; a step that is no command has a lower-case name, as in a trace
	Made    time.Duration
	Conn    int    // that it has, or was sent on; 0: none
	Where   string // it stands: what a pending one waits for, the error of a rejected one
}

// String is the future on one line.
func (s Standing) String() string {
	text := "future " + strconv.Itoa(s.Future) + " (" + s.Command + ") of client " + strconv.Itoa(s.Client)
	if s.Task != "" {
		text += ", task " + s.Task
	}
	return text + ", made at " + s.Made.String() + ": " + s.Where
}

// mostUnheard is how many lost errors are kept: a program that never looks
// at any makes more than anybody reads.
const mostUnheard = 1000

// standings are the futures of a trace and where they stand at its end.
type standings struct {
	pending  map[int]*Standing
	rejected map[int]*Standing
	blocked  map[int]string // connections whose command is blocked: the keys it waits for
}

func standingsOf(events []Event) standings {
	s := standings{map[int]*Standing{}, map[int]*Standing{}, map[int]string{}}
	for _, e := range events {
		s.follow(e)
	}
	return s
}

func (s standings) follow(e Event) {
	switch e.Kind {
	case Blocked:
		s.blocked[e.Conn] = e.Text
	case Unblocked:
		delete(s.blocked, e.Conn)
	case FutureCreated:
		s.pending[e.Future] = &Standing{
			Future: e.Future, Client: e.Client, Task: e.Task, Command: e.Text, Made: e.At, Where: "waits for a connection",
		}
		if e.Name == "PROMISE" {
			s.pending[e.Future].Where = "waits for the program to settle it"
		}
	}
	f := s.pending[e.Future]
	if f == nil {
		return // one that is settled may be sent yet, to keep its place
	}
	switch e.Kind {
	case PoolWaiting:
		f.Where = "waits for a connection: all are in use"
	case PoolAcquired:
		f.Conn, f.Where = e.Conn, "has connection "+strconv.Itoa(e.Conn)
	case FutureSent:
		f.Conn, f.Where = e.Conn, "sent on connection "+strconv.Itoa(e.Conn)
	case FutureRejected:
		f.Conn, f.Where = 0, e.Text
		s.rejected[e.Future] = f
		delete(s.pending, e.Future)
	case FutureResolved, FutureCancelled:
		delete(s.pending, e.Future)
	}
}

// Unsettled returns the futures that are pending, in order of their numbers,
// as far as the trace goes back: at the end of a run, those that the program
// has dropped, or waits for in vain.
func (w *World) Unsettled() []Standing {
	events, _ := w.trace.Since(0)
	s := standingsOf(events)
	var all []Standing
	for _, f := range s.pending {
		if keys, blocked := s.blocked[f.Conn]; blocked {
			f.Where += ", which is blocked until there is something in " + keys
		}
		all = append(all, *f)
	}
	return inOrder(all)
}

// Unheard returns the futures that were rejected and whose error nobody has
// looked at so far, in order of their numbers, as far as the trace goes back,
// at most 1000: they were not awaited, nor given to Then or All, nor asked. It
// needs [World.ListenForErrors], ahead of the clients.
func (w *World) Unheard() []Standing {
	events, _ := w.trace.Since(0)
	s := standingsOf(events)
	var all []Standing
	for _, n := range w.unheard {
		if f := s.rejected[n]; f != nil {
			all = append(all, *f)
		}
	}
	return inOrder(all)
}

func inOrder(all []Standing) []Standing {
	sort.Slice(all, func(i, j int) bool { return all[i].Future < all[j].Future })
	return all
}

// LooseEnds is a report of [World.Unsettled], [World.Unheard] and [World.Held],
// a line for each; it is empty when there is nothing to tell.
func (w *World) LooseEnds() string {
	return section("Not settled:\n", w.Unsettled()) +
		section("Failed, and nobody looked:\n", w.Unheard()) +
		section("Not released:\n", w.Held())
}

func section(heading string, all []Standing) string {
	var text strings.Builder
	for _, f := range all {
		text.WriteString(heading + "  " + f.String() + "\n")
		heading = ""
	}
	return text.String()
}

// NoteDropped notes in the trace that the program which made a future has
// ended, and will not hear of it.
func (w *World) NoteDropped(future int) { w.emit(Event{Kind: FutureDropped, Future: future}) }

// ListenForErrors makes the clients that are made from now on tell
// [World.Unheard] of errors that nobody looks at.
func (w *World) ListenForErrors() { w.hooks = attentive{&hooks{w}} }

// attentive are hooks that implement [client.Attentive].
type attentive struct{ *hooks }

func (h attentive) FutureUnheard(f int, _ error) {
	if len(h.w.unheard) < mostUnheard {
		h.w.unheard = append(h.w.unheard, f)
	}
}

func (h attentive) FutureHeard(f int) {
	h.w.unheard = slices.DeleteFunc(h.w.unheard, func(n int) bool { return n == f })
}
