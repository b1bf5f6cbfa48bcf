// What a run cost, counted from its trace.

package sim

import (
	"iter"
	"strconv"
	"time"

	"resplay/resp"
)

// Summary is what a run cost.
type Summary struct {
	Elapsed         time.Duration // virtual time until the last thing that happened
	Connections     int           // that were opened
	Commands        int           // that the server executed, those of the handshakes included
	LargestPipeline int           // the most commands that one delivery to the server held
	RoundTrips      int           // the longest chain of writes that each had to wait for a reply to the one before
	Bytes           int           // on the wire, both ways
	Errors          int           // commands that the server answered with an error
}

// Summarize counts what a run cost.
//
// Round trips count waiting, not messages: what is written without having
// seen a reply to the other is one round trip, on however many connections.
// Opening a connection takes time but is no round trip, as nothing is
// written; a handshake is one.
func Summarize(events []Event) Summary {
	var s Summary
	for i := range events {
		e := &events[i]
		s.Elapsed = max(s.Elapsed, e.At)
		switch {
		case e.Kind == ConnOpened:
			s.Connections++
		case e.Kind == BytesSent:
			s.Bytes += size(e)
		case e.Kind == Executed && isError(e.Data):
			s.Errors++
		}
	}
	for range Commands(events) {
		s.Commands++
	}
	s.LargestPipeline = largestPipeline(events)
	s.RoundTrips = roundTrips(events)
	return s
}

// size is how many bytes were sent, of which an event holds only the first.
func size(e *Event) int {
	if n, err := strconv.Atoi(e.Text); err == nil {
		return n
	}
	return len(e.Data)
}

// isError reports whether a reply, as encoded, is an error.
func isError(reply []byte) bool {
	return len(reply) > 0 && (resp.Kind(reply[0]) == resp.KindError || resp.Kind(reply[0]) == resp.KindBulkError)
}

// Commands yields the [Executed] events of a trace, of a command that blocked
// only the one of its start: the engine reports such a command a second time
// when its reply is there.
func Commands(events []Event) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		blocked := map[int]bool{} // by connection
		for _, e := range events {
			switch {
			case e.Kind == Blocked:
				blocked[e.Conn] = true
			case e.Kind == Executed && blocked[e.Conn] && len(e.Data) > 0:
				delete(blocked, e.Conn)
			case e.Kind == Executed:
				if !yield(e) {
					return
				}
			}
		}
	}
}

// lines is what is counted for each connection of a run. Their numbers count
// from 1, so that a slice does, and costs less than a map.
type lines []line

type line struct {
	executed       int     // by the server, since its last delivery
	client, server numbers // of what each has written that is not there yet, oldest first
}

// of returns what is counted for a connection.
func (l *lines) of(conn int) *line {
	if conn >= len(*l) {
		*l = append(*l, make([]line, conn+1-len(*l)+len(*l)/2)...)
	}
	return &(*l)[conn]
}

// largestPipeline counts what the server executes between two deliveries on
// one connection, because an event holds only the first bytes of a delivery.
func largestPipeline(events []Event) int {
	largest := 0
	var all lines
	for i := range events {
		switch e := &events[i]; {
		case e.Kind == BytesCame && e.Name == "server":
			all.of(e.Conn).executed = 0
		case e.Kind == Executed && len(e.Data) > 0:
			line := all.of(e.Conn)
			line.executed++
			largest = max(largest, line.executed)
		}
	}
	return largest
}

// roundTrips numbers what clients write: one above the highest number that
// any of them has had a reply to. The server's words bear the number of the
// request that caused them, be it another client's, as when a push ends
// somebody's BLPOP.
func roundTrips(events []Event) int {
	var (
		all     lines
		written int // the highest number written
		served  int // the number of what the server got last
		heard   int // the highest number a client has had a reply to
	)
	for i := range events {
		e := &events[i]
		if e.Kind != BytesSent && e.Kind != BytesCame {
			continue
		}
		line, ofClient := all.of(e.Conn), e.Name == "client"
		switch {
		case e.Kind == BytesSent && ofClient:
			written = heard + 1
			line.client.add(written)
		case e.Kind == BytesSent:
			line.server.add(served)
		case ofClient:
			heard = max(heard, line.server.take())
		default:
			served = line.client.take()
		}
	}
	return written
}

// numbers are a queue. Most hold one number at a time.
type numbers struct {
	all   []int
	first int // those ahead of it are taken
}

func (n *numbers) add(number int) { n.all = append(n.all, number) }

// take takes the oldest number. It is 0 when there is none, as the trace has
// forgotten the write.
func (n *numbers) take() int {
	if n.first == len(n.all) {
		return 0
	}
	number := n.all[n.first]
	if n.first++; n.first == len(n.all) {
		n.all, n.first = n.all[:0], 0
	}
	return number
}
