//go:build !first

// Subscriptions: messages of channels, patterns and shard channels, across
// reconnects.

package client

import (
	"slices"
	"strings"

	"resplay/resp"
)

// Message is what was published.
type Message struct {
	Channel string
	Pattern string // the pattern that matched; "": the channel itself is subscribed
	Payload string
	Sharded bool // it was published by SPUBLISH
	Dropped int  // messages that came ahead of this one and were dropped, see [SlowPolicy]
}

// Subscription is a connection on which messages come. When it is lost,
// another is made and subscribed again; what was published in between is gone.
//
// The messages go to the handler that the subscription was made with. Without
// one they wait until somebody asks for them, by [Subscription.Next] or
// [Subscription.Messages].
type Subscription struct {
	client      *Client
	mail        mailbox
	wanted      map[string][]string // by command, see subscribing: names, in order
	lease       *Lease              // nil: there is no connection at the moment
	waiting     []func(error)       // for there to be one, with all subscribed
	onState     func(error)         // nil: nobody asked
	established bool                // all was subscribed once: from then on it is kept up
	failures    int                 // attempts to reconnect that failed in a row
	retry       *timer
	closed      error // why it is over; nil: it is not
}

// subscribing are the commands that subscribe, one for each kind of names.
var subscribing = []string{"SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE"}

// SubscribeOptions say what a subscription is for, and who gets the messages.
// Channels, patterns and shards may all be empty, and added later.
type SubscribeOptions struct {
	Channels []string
	Patterns []string // such as news.*
	Shards   []string // shard channels, of SPUBLISH

	// Handler gets the messages, one by one, as callbacks are called; it must
	// not wait. nil: they are for Next and Messages.
	Handler func(Message)

	Buffer int        // messages that may wait for their consumer; 0: DefaultBuffer
	Policy SlowPolicy // what happens when there are more
}

// Subscribe opens a subscription to channels. handler gets the messages, one
// by one, as callbacks are called; nil leaves them to [Subscription.Next] and
// [Subscription.Messages]. The future resolves when the server has confirmed
// all channels.
//
// Redis: https://redis.io/commands/subscribe/
func (c *Client) Subscribe(handler func(Message), channels ...string) *Future[*Subscription] {
	return c.SubscribeWith(SubscribeOptions{Handler: handler, Channels: channels})
}

// PSubscribe is Subscribe for patterns, such as news.*.
//
// Redis: https://redis.io/commands/psubscribe/
func (c *Client) PSubscribe(handler func(Message), patterns ...string) *Future[*Subscription] {
	return c.SubscribeWith(SubscribeOptions{Handler: handler, Patterns: patterns})
}

// SSubscribe is Subscribe for shard channels, to which SPUBLISH publishes.
//
// Redis: https://redis.io/commands/ssubscribe/
func (c *Client) SSubscribe(handler func(Message), channels ...string) *Future[*Subscription] {
	return c.SubscribeWith(SubscribeOptions{Handler: handler, Shards: channels})
}

// SubscribeWith opens a subscription as its options say. The future resolves
// when the server has confirmed everything. It is rejected when there is no
// connection, or when the server refuses.
func (c *Client) SubscribeWith(o SubscribeOptions) *Future[*Subscription] {
	c.core.Lock()
	defer c.core.Unlock()
	step := slices.Concat([]string{"subscribe"}, o.Channels, o.Patterns, o.Shards)
	f := newStep[*Subscription](c.core, step...)
	s := &Subscription{client: c, wanted: map[string][]string{
		"SUBSCRIBE": slices.Clone(o.Channels), "PSUBSCRIBE": slices.Clone(o.Patterns), "SSUBSCRIBE": slices.Clone(o.Shards),
	}}
	s.mail.open(s, o)
	s.waiting = append(s.waiting, func(err error) { f.settle(s, err) })
	f.place = abandonFunc(func() { s.close(errSubscriptionClosed) })
	s.connect()
	c.core.limited(&f.call)
	return f
}

// Subscribe adds channels. The future resolves when the server has confirmed
// them, which while there is no connection means: when there is one again.
func (s *Subscription) Subscribe(channels ...string) *Future[struct{}] {
	return s.change("SUBSCRIBE", true, channels)
}

// PSubscribe adds patterns, as Subscribe does channels.
func (s *Subscription) PSubscribe(patterns ...string) *Future[struct{}] {
	return s.change("PSUBSCRIBE", true, patterns)
}

// Unsubscribe ends the subscription to channels, to all when none is named.
func (s *Subscription) Unsubscribe(channels ...string) *Future[struct{}] {
	return s.change("SUBSCRIBE", false, channels)
}

// PUnsubscribe ends the subscription to patterns, to all when none is named.
func (s *Subscription) PUnsubscribe(patterns ...string) *Future[struct{}] {
	return s.change("PSUBSCRIBE", false, patterns)
}

// SSubscribe adds shard channels, as Subscribe does channels.
func (s *Subscription) SSubscribe(channels ...string) *Future[struct{}] {
	return s.change("SSUBSCRIBE", true, channels)
}

// SUnsubscribe ends the subscription to shard channels, to all when none is named.
func (s *Subscription) SUnsubscribe(channels ...string) *Future[struct{}] {
	return s.change("SSUBSCRIBE", false, channels)
}

// OnState sets who is told, as callbacks are called, that the connection was
// lost and why, and, with nil, that all is subscribed again. An error may also
// be the last: [Subscription.Err] says whether the subscription is over.
func (s *Subscription) OnState(fn func(err error)) {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	s.onState = fn
}

// Close ends the subscription: no message comes any more, and those that wait
// are dropped.
func (s *Subscription) Close() {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	s.close(errSubscriptionClosed)
}

// Err is why the subscription is over: ErrClosed after Close, or what it could
// not go on after; nil while it is not.
func (s *Subscription) Err() error {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	return s.closed
}

func (s *Subscription) close(cause error) {
	if s.closed != nil {
		return
	}
	s.closed = cause
	s.retry.stop()
	if s.lease != nil {
		s.lease.release() // which closes it: it has subscriptions
	}
	s.settle(cause)
	s.mail.end(cause)
}

var errSubscriptionClosed error = &closedError{"the subscription was closed"}

// settle tells whoever waits for the connection.
func (s *Subscription) settle(err error) {
	waiting := s.waiting
	s.waiting = nil
	for _, fn := range waiting {
		fn(err)
	}
}

// change subscribes or unsubscribes names.
func (s *Subscription) change(command string, add bool, names []string) *Future[struct{}] {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	s.want(command, add, names)
	if s.lease != nil && s.closed == nil && !(add && len(names) == 0) {
		return s.send(command, add, names)
	}
	f := derived[struct{}](s.client.core)
	switch {
	case s.closed != nil:
		f.fail(s.closed)
	case s.lease == nil:
		s.waiting = append(s.waiting, func(err error) { f.settle(struct{}{}, err) })
	default:
		f.resolve(struct{}{})
	}
	return f
}

func (s *Subscription) want(command string, add bool, names []string) {
	s.wanted[command] = slices.DeleteFunc(s.wanted[command], func(name string) bool {
		return slices.Contains(names, name) || !add && len(names) == 0
	})
	if add {
		s.wanted[command] = append(s.wanted[command], names...)
	}
}

// send resolves with the last confirmation.
func (s *Subscription) send(command string, add bool, names []string) *Future[struct{}] {
	if !add {
		command = strings.Replace(command, "SUB", "UNSUB", 1)
	}
	f := newCall(s.client.core, confirmation, append([]string{command}, names...)...)
	s.lease.execute(&f.call)
	return f
}

func confirmation(resp.Value) (struct{}, error) { return struct{}{}, nil }

// connect acquires a connection, and subscribes on it to all that is wanted.
func (s *Subscription) connect() {
	s.client.acquire("acquire").after(func(l *Lease, err error) {
		switch {
		case s.closed != nil && err == nil:
			l.release()
		case s.closed != nil:
		case err != nil:
			s.failed(err)
		default:
			s.connected(l)
		}
	})
}

// failed gives up when there never was a connection, or the client is closed,
// and otherwise tries again later: a subscriber wants to come back.
func (s *Subscription) failed(err error) {
	if !s.established || s.client.closed != nil {
		s.close(err)
		return
	}
	s.failures++
	s.retry = s.client.core.after(s.client.core.delay(s.client.opts.Connect, s.failures), s.connect)
}

func (s *Subscription) connected(l *Lease) {
	s.lease = l
	s.mail.paused = false
	l.session.conn.push = s.mail.pushed
	l.onEnd = s.lost
	var sent []*Future[struct{}]
	for _, command := range subscribing {
		if names := s.wanted[command]; len(names) > 0 {
			sent = append(sent, s.send(command, true, names))
		}
	}
	all(s.client.core, sent).after(func(_ []struct{}, err error) {
		switch {
		case err == nil:
			s.restored()
		case ErrorKind(err) == "server": // it will say the same again
			s.giveUp(err)
		case l.session.phase != ended: // it lives, and has not answered in time
			l.session.end(l.session.failure(err))
		}
	})
}

// giveUp ends a subscription that cannot go on.
func (s *Subscription) giveUp(err error) {
	if s.established {
		s.tell(err)
	}
	s.close(err)
}

func (s *Subscription) restored() {
	if s.established {
		s.mail.stats.Restored++
		s.tell(nil)
	}
	s.established, s.failures = true, 0
	s.settle(nil)
}

// lost is told that the connection has ended.
func (s *Subscription) lost(err error) {
	s.lease = nil
	if s.closed != nil {
		return
	}
	if s.established {
		s.tell(err)
	}
	s.failed(err)
}

func (s *Subscription) tell(err error) {
	if fn := s.onState; fn != nil {
		s.client.core.sched.Post(func() { fn(err) })
	}
}
