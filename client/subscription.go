// Subscriptions: messages of channels and patterns, across reconnects.

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
}

// Subscription is a connection on which messages come. When it is lost,
// another is made and subscribed again; what was published in between is gone.
type Subscription struct {
	client      *Client
	handler     func(Message)
	wanted      map[string][]string // by command, SUBSCRIBE and PSUBSCRIBE: names, in order
	lease       *Lease              // nil: there is no connection at the moment
	waiting     []func(error)       // for there to be one, with all subscribed
	onState     func(error)         // nil: nobody asked
	established bool                // all was subscribed once: from then on it is kept up
	failures    int                 // attempts to reconnect that failed in a row
	retry       *timer
	closed      bool
}

// Subscribe opens a subscription to channels. handler gets the messages, one
// by one, as callbacks are called. The future resolves when the server has
// confirmed all channels.
func (c *Client) Subscribe(handler func(Message), channels ...string) *Future[*Subscription] {
	return c.subscribe(handler, "SUBSCRIBE", channels)
}

// PSubscribe is Subscribe for patterns, such as news.*.
func (c *Client) PSubscribe(handler func(Message), patterns ...string) *Future[*Subscription] {
	return c.subscribe(handler, "PSUBSCRIBE", patterns)
}

func (c *Client) subscribe(handler func(Message), command string, names []string) *Future[*Subscription] {
	c.core.Lock()
	defer c.core.Unlock()
	f := newStep[*Subscription](c.core, append([]string{"subscribe"}, names...)...)
	s := &Subscription{client: c, handler: handler, wanted: map[string][]string{command: slices.Clone(names)}}
	s.waiting = append(s.waiting, func(err error) { f.settle(s, err) })
	f.place = abandonFunc(s.close)
	s.connect()
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

// OnState sets who is told, as callbacks are called, that the connection was
// lost and why, and, with nil, that all is subscribed again.
func (s *Subscription) OnState(fn func(err error)) {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	s.onState = fn
}

// Close ends the subscription: no message comes any more.
func (s *Subscription) Close() {
	s.client.core.Lock()
	defer s.client.core.Unlock()
	s.close()
}

func (s *Subscription) close() {
	if s.closed {
		return
	}
	s.closed = true
	s.retry.stop()
	if s.lease != nil {
		s.lease.release() // which closes it: it has subscriptions
	}
	s.settle(errSubscriptionClosed)
}

var errSubscriptionClosed = &closedError{"the subscription was closed"}

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
	if s.lease != nil && !s.closed && !(add && len(names) == 0) {
		return s.send(command, add, names)
	}
	f := derived[struct{}](s.client.core)
	switch {
	case s.closed:
		f.fail(errSubscriptionClosed)
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
		case s.closed && err == nil:
			l.release()
		case s.closed:
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
		s.settle(err)
		s.close()
		return
	}
	s.failures++
	s.retry = s.client.core.after(s.client.core.delay(s.client.opts.Connect, s.failures), s.connect)
}

func (s *Subscription) connected(l *Lease) {
	s.lease = l
	l.session.conn.push = s.pushed
	l.onEnd = s.lost
	var sent []*Future[struct{}]
	for _, command := range []string{"SUBSCRIBE", "PSUBSCRIBE"} {
		if names := s.wanted[command]; len(names) > 0 {
			sent = append(sent, s.send(command, true, names))
		}
	}
	all(s.client.core, sent).after(func(_ []struct{}, err error) {
		switch {
		case err == nil:
			s.restored()
		case ErrorKind(err) == "server": // it will say the same again
			s.settle(err)
			s.close()
		case l.session.phase != ended: // it lives, and has not answered in time
			l.session.end(l.session.failure(err))
		}
	})
}

func (s *Subscription) restored() {
	if s.established {
		s.tell(nil)
	}
	s.established, s.failures = true, 0
	s.settle(nil)
}

// lost is told that the connection has ended.
func (s *Subscription) lost(err error) {
	s.lease = nil
	if s.closed {
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

// pushed hands on what was published.
func (s *Subscription) pushed(v resp.Value) {
	m, ok := message(v)
	if !ok {
		return
	}
	s.client.core.sched.Post(func() {
		s.client.core.Lock()
		closed := s.closed
		s.client.core.Unlock()
		if !closed {
			s.handler(m)
		}
	})
}

// message reads a push message, if it is one of a channel or a pattern.
func message(v resp.Value) (Message, bool) {
	switch {
	case len(v.Elems) == 3 && v.Elems[0].Str == "message":
		return Message{Channel: v.Elems[1].Str, Payload: v.Elems[2].Str}, true
	case len(v.Elems) == 4 && v.Elems[0].Str == "pmessage":
		return Message{Pattern: v.Elems[1].Str, Channel: v.Elems[2].Str, Payload: v.Elems[3].Str}, true
	}
	return Message{}, false
}
