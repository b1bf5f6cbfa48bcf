// A call: the part of a future that does not depend on its type.

package client

import (
	"sync/atomic"

	"resplay/resp"
)

// call is a command on its way from the method that made it to its reply, or
// a step of several commands, such as a transaction.
type call struct {
	core *core
	id   int       // 0: a future made from others, which hooks do not see
	few  [3]string // the command line, see args
	more *[]string // the command line, when it has more words
	trait
	words uint8 // of few
	done  bool
	heard bool   // somebody looks at what it comes to, see [Attentive]
	tries uint16 // how often it was handed on

	result settler       // the future this call is part of
	err    error         // valid when done
	then   *step         // run when done
	waiter *Waiter       // woken when done
	joined atomic.Uint32 // whether there is a waiter, see Join; needs no lock

	place place      // where it stands and can be given up; nil: nowhere
	part  *together  // the batch it is part of; nil: none
	again *successor // whom to hand it to when its connection is lost before it was sent; nil: it fails
}

// A call is small, since there are many, and with each the garbage collector
// has to do: interfaces of which there are few take one word of it.
type (
	together  struct{ batched }
	successor struct{ executor }
)

// step is what runs when a call is done, the last one first.
type step struct {
	run    func()
	before *step
}

// settler is a future of some type, as its call sees it.
type settler interface {
	decodeReply(v *resp.Value) error
}

// batched are calls that are sent together, on one connection.
type batched interface {
	replied(q *call, conn int, v *resp.Value) // takes the place of q.receive
	failed(err error)                         // one of the calls will have no reply
	staysOn(q *call, conn int) bool           // q may be sent there, where the others were
	all() *call                               // of the future that stands for all
	over() bool                               // nobody waits for any of them
}

// place is where a call stands while it is pending.
type place interface {
	abandoned(q *call) // q was cancelled
}

// executor is what makes a command method a client's, a pipeline's or a
// transaction's: one sends the call, another keeps it for later.
type executor interface {
	execute(q *call)
}

// begin gives the call its number and its command line.
func (q *call) begin(c *core, args []string) {
	q.core = c
	q.say(args...)
	q.trait = traitOf(args)
	c.numbers.futures++
	q.id = c.numbers.futures
	if c.traced {
		c.hooks.FutureCreated(q.id, c.client, c.task(), q.args())
	}
}

// say gives the call its command line.
func (q *call) say(args ...string) {
	if len(args) <= len(q.few) {
		q.words = uint8(copy(q.few[:], args))
	} else {
		more := append([]string(nil), args...)
		q.more = &more
	}
}

// args is the command line.
func (q *call) args() []string {
	if q.more != nil {
		return *q.more
	}
	return q.few[:q.words]
}

// usage is what is wrong with the command line, as far as the client can tell.
func (q *call) usage() error {
	switch {
	case len(q.args()) == 0:
		return usageError("a command needs a name")
	case q.effect == silences:
		return usageError("CLIENT REPLY is refused: the replies that it switches off are how calls are told apart")
	}
	return nil
}

// receive settles the call with what the server answered to it on a connection.
func (q *call) receive(conn int, v *resp.Value) {
	if q.done {
		q.core.hooks.ReplyDropped(q.id, conn, *v)
		return
	}
	err := v.Err()
	if err == nil {
		err = q.result.decodeReply(v)
	}
	q.finish(v, err)
}

// fail settles the call, unless it is, with the reason for which there will be no reply.
func (q *call) fail(err error) {
	if !q.done {
		q.finish(noReply, err)
	}
	if q.part != nil {
		q.part.failed(err)
	}
}

// failInPlace is fail for a call whose connection may go on without it: it
// gives up its place.
func (q *call) failInPlace(err error) {
	place := q.place
	q.fail(err)
	if place != nil {
		place.abandoned(q)
	}
}

// moot reports whether the call need not be sent any more. One that was
// cancelled alone out of a batch is sent with the others.
func (q *call) moot() bool { return q.done && (q.part == nil || q.part.over()) }

// cancel settles the call, unless it is, and gives up its place.
func (q *call) cancel() {
	if q.done {
		return
	}
	place := q.place
	q.finish(noReply, ErrCancelled)
	if place != nil {
		place.abandoned(q)
	}
}

// noReply is what a call has that was settled without one.
var noReply = &resp.Value{}

// finish is the one way to be done.
func (q *call) finish(v *resp.Value, err error) {
	if q.done {
		panic("client: a future is settled twice")
	}
	q.done, q.err, q.place = true, err, nil
	switch {
	case q.id == 0 || !q.core.traced:
	case err == ErrCancelled:
		q.core.hooks.FutureCancelled(q.id)
	default:
		if err != nil {
			q.unheard()
		}
		q.core.hooks.FutureSettled(q.id, *v, err)
	}
	if q.joined.Swap(isDone) == isJoined {
		q.core.awaited++
		q.waiter.Wake()
	}
	if then := q.then; then != nil {
		q.then = nil
		then.inOrder()
	}
}

// inOrder runs the steps, the first one first.
func (s *step) inOrder() {
	var first *step
	for s != nil {
		s.before, first, s = first, s, s.before
	}
	for ; first != nil; first = first.before {
		first.run()
	}
}

// whenDone runs fn once the call is done, which may be now.
func (q *call) whenDone(fn func()) {
	q.finally(fn)
	if s, ok := q.place.(*session); ok && s.heed != nil {
		s.heed() // perhaps nobody awaits it
	}
}

// finally is whenDone for who does not wait for that.
func (q *call) finally(fn func()) {
	if q.done {
		fn()
	} else {
		q.then = &step{fn, q.then}
	}
}

// What joined holds.
const (
	isPending = iota // nobody waits
	isJoining        // somebody is about to
	isJoined         // waiter does
	isDone
)

// Join implements [Awaited].
func (q *call) Join(w *Waiter) bool {
	if q.joined.CompareAndSwap(isPending, isJoining) {
		q.waiter = w
		return q.joined.CompareAndSwap(isJoining, isJoined) // or else it was settled meanwhile
	}
	if q.Done() {
		return false
	}
	q.core.Lock() // somebody else waits too
	defer q.core.Unlock()
	if !q.done {
		q.then = &step{w.Wake, q.then}
	}
	return !q.done
}

// Done reports whether the future is settled.
func (q *call) Done() bool { return q.joined.Load() == isDone }

// abandonFunc is the place of a call whose cancelling means running a function.
type abandonFunc func()

func (fn abandonFunc) abandoned(*call) { fn() }
