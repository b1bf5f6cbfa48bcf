// Conn: the protocol machine. Calls go in and bytes come out, bytes go in and
// calls are settled.

package client

import "resplay/resp"

// Conn is one connection as the protocol sees it: no sockets, no time. Each
// call sent waits in a queue, and each reply settles the first in that queue.
// A Conn is not safe for use by several goroutines.
type Conn struct {
	core   *core
	number int // for hooks
	reader *resp.Reader
	push   func(resp.Value) // gets the messages that answer no call; nil: they are dropped
	queue  fifo[*call]      // sent and unanswered, in order
	dues   fifo[due]        // of those of them that can be overdue
	unsent int              // how many of them, at the end, Outgoing has not returned yet
	out    []byte           // the requests of those
	spare  []byte           // what Outgoing returned last, to be used again
	sizes  []int            // of those, if hooks want to see them
	state  connState
	err    error // why it ended; nil: it has not

	values []resp.Value // read and not settled yet; whoever feeds has these two, without the lock
	broken error        // what is behind them is no RESP

	retry func(q *call, err error) bool // has q made again, or declines to; nil: it always does
}

// NewConn returns a connection without a past. s runs the callbacks of its
// futures; push, which may be nil, gets the messages that answer no call,
// those of RESP2 in their RESP3 form.
func NewConn(s Scheduler, push func(resp.Value)) *Conn {
	return newConn(newCore(Options{Scheduler: s}), push)
}

func newConn(c *core, push func(resp.Value)) *Conn {
	return &Conn{core: c, reader: resp.NewReader(resp.Limits{}), push: push}
}

// Send queues a command, for the next Outgoing. The future of SUBSCRIBE and
// its kin resolves with the last of the confirmations.
func (c *Conn) Send(args ...string) *Future[resp.Value] {
	f := newCall(c.core, asIs, args...)
	if err := f.usage(); err != nil {
		f.fail(err)
	} else {
		c.send(&f.call)
	}
	return f
}

func (c *Conn) send(q *call) {
	if c.err != nil {
		q.fail(c.err)
		return
	}
	before := len(c.out)
	c.out = resp.AppendCommand(c.out, q.args()...)
	if c.core.traced {
		c.sizes = append(c.sizes, len(c.out)-before)
	}
	c.queue.push(q)
	c.unsent++
	if q.effect != noEffect {
		c.state.sent(q)
	}
}

// A buffer that has grown larger than this, for a large value, is let go.
const keepBuffer = 1 << 20

// Outgoing returns the requests that were sent since the last Outgoing. The
// slice is good until the next Outgoing.
func (c *Conn) Outgoing() []byte {
	out := c.out
	c.trace(out)
	c.unsent = 0
	c.out, c.spare = c.spare[:0], out
	if cap(out) > keepBuffer {
		c.spare = nil
	}
	return out
}

// trace tells hooks of the requests in out.
func (c *Conn) trace(out []byte) {
	for i, size := range c.sizes {
		q := c.queue.at(c.queue.len() - c.unsent + i)
		c.core.hooks.FutureSent(q.id, c.number, out[:size])
		out = out[size:]
	}
	c.sizes = c.sizes[:0]
}

// Feed takes bytes that came, in pieces of any size. What is no RESP, or a
// reply to nothing, is fatal: there is no telling any more which reply is
// whose. Feed then does what Fail does.
func (c *Conn) Feed(b []byte) {
	if err := c.feed(b); err != nil {
		c.Fail(err)
	}
}

func (c *Conn) feed(b []byte) error {
	c.reader.Feed(b)
	for {
		more := c.read()
		if err := c.settle(); err != nil || !more {
			return err
		}
	}
}

// mostRead is how many values are read, and then settled, at a time: many, so
// that the lock is taken seldom, but not so many that it is held for long.
const mostRead = 128

// read reads values that have come, for settle. more says that there may be
// others. It touches nothing that the lock guards.
func (c *Conn) read() (more bool) {
	for n := len(c.values); n < mostRead; n++ {
		c.values = append(c.values, resp.Value{})
		ok, err := c.reader.NextTo(&c.values[n])
		if !ok {
			c.values, c.broken = c.values[:n], err
			return false
		}
	}
	return true
}

// settle takes the values that were read.
func (c *Conn) settle() error {
	err := c.broken
	for i := range c.values {
		if c.err != nil { // settling a call may end the connection
			err = nil
			break
		}
		if fatal := c.receive(&c.values[i]); fatal != nil {
			err = fatal
			break
		}
	}
	clear(c.values)
	c.values = c.values[:0]
	return err
}

// receive takes one value: a push message, or the reply to the head of the queue.
func (c *Conn) receive(v *resp.Value) error {
	head := c.head()
	if c.state.asPush(v, head) {
		c.pushed(v, head)
		return nil
	}
	if head != nil {
		c.answer(v)
		return nil
	}
	if said := v.Err(); said != nil {
		return said // the server turns us away, unasked: it has too many clients
	}
	return &resp.ProtocolError{Msg: "a reply came that no command waits for: " + resp.Print(*v)}
}

// pushed hands a message on. The one that confirms the head of the queue for
// the last time is its reply as well.
func (c *Conn) pushed(message *resp.Value, head *call) {
	c.core.hooks.Pushed(c.number, *message)
	if c.push != nil {
		c.push(*message)
	}
	due := c.state.confirming(head)
	if due == nil || !confirms(message, head) {
		return
	}
	if due.missing--; due.missing == 0 && c.err == nil {
		c.answer(message)
	}
}

// head is the call whose reply is due, nil when none is.
func (c *Conn) head() *call {
	if c.queue.len() == c.unsent {
		return nil
	}
	return c.queue.at(0)
}

// answer gives the reply to the head of the queue. One that was cancelled
// still had its place there: that is what keeps replies and calls together.
func (c *Conn) answer(v *resp.Value) {
	q := c.queue.pop()
	if c.dues.len() > 0 && c.dues.at(0).call == q {
		c.dues.pop()
	}
	if q.effect != noEffect {
		c.state.answered(q, v)
		if q.effect == endMulti && v.IsNull() {
			c.core.hooks.WatchFailed(c.number, q.id)
		}
	}
	if q.part != nil {
		q.part.replied(q, c.number, v)
		return
	}
	if c.retry != nil && v.Err() != nil && c.retry(q, v.Err()) {
		return
	}
	q.receive(c.number, v)
}

// quit answers QUIT when the server hangs up instead.
func (c *Conn) quit() {
	if head := c.head(); head != nil && head.effect == quits {
		ok := resp.OK()
		c.answer(&ok)
	}
}

// Pending is how many calls have no reply yet.
func (c *Conn) Pending() int { return c.queue.len() }

// Fail ends the connection: every call that waits for a reply fails with err,
// and so does every later Send. Only the first Fail counts.
func (c *Conn) Fail(err error) {
	for _, q := range c.end(err) {
		q.fail(err)
	}
}

// end is Fail, but leaves to the caller the calls that were never part of
// Outgoing, and so cannot have reached the server.
func (c *Conn) end(err error) (unsent []*call) {
	if c.err != nil {
		return nil
	}
	c.err = err
	queue := c.queue.take()
	sent := len(queue) - c.unsent
	c.unsent, c.out, c.spare = 0, nil, nil
	for _, q := range queue[:sent] {
		if c.retry == nil || !c.retry(q, err) {
			q.fail(err)
		}
	}
	return queue[sent:]
}
