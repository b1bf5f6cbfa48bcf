//go:build !first

// Messages that wait for a subscription's consumer, and what happens when
// they come faster than it takes them.

package client

import (
	"context"
	"iter"

	"resplay/resp"
)

// SlowPolicy says what happens when more messages wait for the consumer of a
// subscription than its buffer may hold.
type SlowPolicy int

const (
	// Backpressure stops reading, so that messages wait on the server, which
	// ends the connection of a subscriber for whom too much waits. The buffer
	// may exceed its size by what one read has brought. On a simulated
	// network, which cannot stop, the buffer grows.
	Backpressure SlowPolicy = iota
	// DropOldest drops the message that has waited longest.
	DropOldest
	// DropNewest drops the message that has just come.
	DropNewest
	// Disconnect ends the subscription, with an [*SlowConsumerError].
	Disconnect
)

// DefaultBuffer is the size of a subscription's buffer that was given none.
const DefaultBuffer = 10_000

// SubscriptionStats are the figures of a subscription since it was made.
type SubscriptionStats struct {
	Received int // messages that came
	Dropped  int // those among them that nobody will get
	Waiting  int // those that wait for their consumer now
	Restored int // times that the connection was lost and all was subscribed again
}

// mailbox is the messages of a subscription.
type mailbox struct {
	inbox[Message]
	subscription *Subscription
	handler      func(Message) // nil: the consumer asks
	handling     bool          // handle is posted, or runs
	limit        int
	policy       SlowPolicy
	paused       bool
	oldest       int // dropped ahead of the next message to be taken
	newest       int // dropped ahead of the next message to come
	stats        SubscriptionStats
}

func (b *mailbox) open(s *Subscription, o SubscribeOptions) {
	b.core, b.subscription = s.client.core, s
	b.handler, b.limit, b.policy = o.Handler, o.Buffer, o.Policy
	if b.limit <= 0 {
		b.limit = DefaultBuffer
	}
	b.taken = b.deliver
}

// Next resolves with the next message. It is rejected when the subscription is
// over, and all messages that waited are taken. Cancelling it takes none. A
// subscription with a handler has no Next: an ErrUsage.
func (s *Subscription) Next() *Future[Message] {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	return s.mail.ask()
}

// Messages iterates over the messages as they come. The iteration ends with
// Close, or, as its last step, with the error for which no message will come:
// that of ctx, or why the subscription is over. Leaving the loop leaves the
// subscription open.
func (s *Subscription) Messages(ctx context.Context) iter.Seq2[Message, error] {
	return each(ctx, s.Next, errSubscriptionClosed)
}

// Stats returns the subscription's figures.
func (s *Subscription) Stats() SubscriptionStats {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	s.mail.stats.Waiting = s.mail.items.len()
	return s.mail.stats
}

func (b *mailbox) ask() *Future[Message] {
	if b.handler != nil {
		f := derived[Message](b.core)
		f.fail(usageError("Next was called on a subscription that has a handler, which gets the messages: subscribe with a nil one"))
		return f
	}
	return b.next()
}

// pushed takes in what was published.
func (b *mailbox) pushed(v resp.Value) {
	m, ok := message(v)
	if !ok || b.ended != nil {
		return
	}
	b.stats.Received++
	if b.items.len() >= b.limit && !b.makeRoom() {
		return
	}
	m.Dropped, b.newest = b.newest, 0
	b.put(m)
	if b.handler != nil && !b.handling {
		b.handling = true
		b.core.sched.Post(b.handle)
	}
}

// makeRoom does what is to be done when the buffer is full, and reports
// whether the next message goes in.
func (b *mailbox) makeRoom() bool {
	switch b.policy {
	case Backpressure:
		b.pause(true)
		return true
	case DropOldest:
		b.items.pop()
		b.oldest++
	case DropNewest:
		b.newest++
	case Disconnect:
		b.subscription.giveUp(&SlowConsumerError{Buffer: b.limit})
	}
	b.stats.Dropped++
	return b.policy == DropOldest
}

// deliver is told which message is taken.
func (b *mailbox) deliver(m *Message) {
	m.Dropped += b.oldest
	b.oldest = 0
	if b.items.len() <= b.limit/2 {
		b.pause(false)
	}
}

// handle gives the handler one message, and posts itself for the next, so that
// others have their turns in between.
func (b *mailbox) handle() {
	b.core.Lock()
	if b.handling = b.items.len() > 0; !b.handling {
		b.core.Unlock()
		return
	}
	m := b.take()
	b.core.Unlock()
	b.handler(m)
	b.core.sched.Post(b.handle)
}

// end is told why no message will come any more. When it is that nobody wants
// one, those that wait are dropped.
func (b *mailbox) end(cause error) {
	if cause == errSubscriptionClosed {
		b.items.take()
	}
	b.inbox.end(cause)
}

// pauser is a [Transport] that can stop reading, and go on.
type pauser interface {
	Pause(stop bool)
}

func (b *mailbox) pause(stop bool) {
	if b.paused == stop {
		return
	}
	b.paused = stop
	if l := b.subscription.lease; l != nil {
		if p, ok := l.session.transport.(pauser); ok {
			l.session.paused = stop
			p.Pause(stop)
		}
	}
}

// message reads a push message, if it is one that was published.
func message(v resp.Value) (Message, bool) {
	switch {
	case len(v.Elems) == 3 && v.Elems[0].Str == "message":
		return Message{Channel: v.Elems[1].Str, Payload: v.Elems[2].Str}, true
	case len(v.Elems) == 3 && v.Elems[0].Str == "smessage":
		return Message{Channel: v.Elems[1].Str, Payload: v.Elems[2].Str, Sharded: true}, true
	case len(v.Elems) == 4 && v.Elems[0].Str == "pmessage":
		return Message{Pattern: v.Elems[1].Str, Channel: v.Elems[2].Str, Payload: v.Elems[3].Str}, true
	}
	return Message{}, false
}
