// What a future says of itself: its state, its name, and whether anybody has
// looked at what it came to.

package client

import (
	"strconv"
)

// State is how far a [Future] has come. All but StatePending are final.
type State uint8

const (
	StatePending   State = iota // its result is still to come
	StateResolved               // with a value
	StateRejected               // with an error
	StateCancelled              // with ErrCancelled, by Cancel
)

func (s State) String() string {
	return [...]string{"pending", "resolved", "rejected", "cancelled"}[s]
}

// State is how far the future has come.
func (f *Future[T]) State() State {
	f.core.Lock()
	defer f.core.Unlock()
	return f.state()
}

func (q *call) state() State {
	switch {
	case !q.done:
		return StatePending
	case q.err == nil:
		return StateResolved
	case q.err == ErrCancelled:
		return StateCancelled
	}
	return StateRejected
}

// String is the future's number and command, its state, and with that the
// connection on which a pending one was sent, or the error of one that was rejected.
func (f *Future[T]) String() string { return f.text() }

func (q *call) text() string {
	q.core.Lock()
	defer q.core.Unlock()
	text := q.name() + ": " + q.state().String()
	s, sent := q.place.(*session)
	switch {
	case q.state() == StateRejected:
		text += ": " + q.err.Error()
	case sent:
		text += ", sent on connection " + strconv.Itoa(s.conn.number)
	}
	return text
}

// name says which future this is. One that was made from others has no number.
func (q *call) name() string {
	line := commandLine(q.args())
	switch {
	case q.id != 0:
		return "future " + strconv.Itoa(q.id) + " (" + line + ")"
	case line != "":
		return "future (" + line + ")"
	}
	return "future"
}

// Attentive are [Hooks] that also hear of errors that nobody looks at, as
// asyncio reports of an exception that was never retrieved.
//
// Looked at is a future that somebody awaits, has given to Then, All and the
// like, or whose Err or Result was read; a command of a pipeline also when
// the future of the whole is.
type Attentive interface {
	// FutureUnheard: the future is rejected with err, and nobody looks at it so far.
	FutureUnheard(future int, err error)
	// FutureHeard: somebody looks at it now.
	FutureHeard(future int)
}

// hear notes that somebody looks at the call.
func (q *call) hear() {
	if q.heard {
		return
	}
	q.heard = true
	if q.part != nil {
		q.part.all().hear()
	}
	if q.done && q.err != nil && q.id != 0 && q.core.attentive != nil {
		q.core.attentive.FutureHeard(q.id)
	}
}

// attend is hear, without the lock, for who need not know where nobody asks.
func (q *call) attend() {
	if q.core.attentive != nil {
		q.core.Lock()
		defer q.core.Unlock()
		q.hear()
	}
}

// unheard tells of a call that has failed, unless somebody looks at it. What
// became of a part of a batch is among what the whole came to.
func (q *call) unheard() {
	if !q.heard && q.part == nil && q.core.attentive != nil {
		q.core.attentive.FutureUnheard(q.id, q.err)
	}
}
