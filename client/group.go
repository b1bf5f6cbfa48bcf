//go:build !first

// Group readers: streams read as a consumer of a group, across reconnects.

package client

import (
	"context"
	"iter"
	"time"
)

// GroupOptions say what a [GroupReader] reads, and how. Group, Consumer and
// Streams are needed.
type GroupOptions struct {
	Group    string
	Consumer string // unlike any other reader's, the same after a restart
	Streams  []string
	Start    string // where a group that is missing is made to begin: behind this ID, "0" with all there is; "": with what is added from now on

	Count int64         // messages that are read at once, of each stream; 0: 100
	Block time.Duration // the longest that a read waits on the server; 0: 5 seconds; [Forever]

	// MinIdle is how long a message may be pending for its consumer, this or
	// another, before this reader claims it: longer than handling takes. 0: for ever.
	MinIdle    time.Duration
	ClaimEvery time.Duration // how often the reader looks for such messages; 0: half of MinIdle

	// MaxDeliveries is how often a message is delivered before it is given to
	// DeadLetter, which puts it aside. It is acknowledged when the future
	// that DeadLetter returns resolves; nil: at once. 0: as often as it takes.
	MaxDeliveries int64
	DeadLetter    func(m GroupMessage) Awaited // needed with MaxDeliveries; it must not wait

	// Handler gets the messages, one after the other, as callbacks are called.
	// A message is acknowledged when the future that Handler returns
	// resolves; nil: at once. When it is rejected the message stays pending,
	// and comes again by way of MinIdle. A nil Handler leaves messages to
	// [GroupReader.Next] and [GroupReader.Messages].
	Handler func(m GroupMessage) Awaited
}

// GroupMessage is a message as a group has delivered it.
type GroupMessage struct {
	Stream string
	StreamMessage
	Deliveries int64 // how often it was delivered, this time included
}

// GroupStats are the figures of a group reader since it was made.
type GroupStats struct {
	Read         int // messages that were new to the group
	Recovered    int // messages that this consumer had got before, and not acknowledged
	Claimed      int // messages that had been pending for MinIdle
	Deleted      int // messages that were gone from their stream before they came
	Acknowledged int // those that were put aside included
	DeadLettered int // messages that DeadLetter has put aside
	Failed       int // those that Handler or Nack gave up
	Waiting      int // read, and taken by nobody yet
	Pending      int // read, and not acknowledged yet, those that wait included
	Restored     int // times that the connection was lost and there was another
}

// GroupReader is a consumer of a group. It has a connection of its own, on
// which it waits for messages; when that is lost, it makes another. It begins,
// each time, with what its consumer got before and has not acknowledged.
//
// Each message is delivered at least once, and in the absence of failures
// exactly once. The reader reads ahead: the next messages once the last of
// those before is taken, never more.
type GroupReader struct {
	client *Client
	opts   GroupOptions
	box    inbox[GroupMessage]

	lease       *Lease          // nil: there is no connection at the moment
	id          int64           // of its connection, as the server counts; 0: not known yet, or unknownID
	reading     bool            // a read is under way
	history     []cursor        // where to go on with what is pending for this consumer; none: that is through
	last        []StreamMessage // by stream: the last read that was new; no ID: none
	opened      func(error)     // told once how opening went
	established bool            // it was open: from then on it is kept up
	failures    int             // attempts to reconnect that failed in a row
	retry       *timer
	claiming    *timer

	held     map[messageKey]*heldMessage // read and not acknowledged
	holds    int                         // messages that were ever held
	handling bool                        // Handler has a message
	burying  int                         // messages that DeadLetter has
	acks     *ackBatch                   // to be sent next; nil: none
	acking   int                         // batches under way

	onState func(error) // nil: nobody asked
	closed  error       // why it reads no more; nil: it does
	closing []*Future[[]GroupMessage]
	stats   GroupStats
}

// messageKey is what a message is known by.
type messageKey struct{ stream, id string }

func (m GroupMessage) key() messageKey { return messageKey{m.Stream, m.ID} }

// heldMessage is a message that was read and not acknowledged.
type heldMessage struct {
	GroupMessage
	number int // in the order of reading
}

// unknownID is the number of a connection of a server that does not tell.
const unknownID = -1

const (
	defaultGroupCount = 100
	defaultGroupBlock = 5 * time.Second
)

func (o GroupOptions) withDefaults() GroupOptions {
	if o.Start == "" {
		o.Start = "$"
	}
	if o.Count <= 0 {
		o.Count = defaultGroupCount
	}
	if o.Block == 0 {
		o.Block = defaultGroupBlock
	}
	if o.ClaimEvery <= 0 {
		o.ClaimEvery = o.MinIdle / 2
	}
	return o
}

func (o GroupOptions) check() error {
	switch {
	case o.Group == "" || o.Consumer == "":
		return usageError("a group reader needs the names of its group and its consumer")
	case len(o.Streams) == 0:
		return usageError("a group reader needs a stream to read")
	case o.MaxDeliveries > 0 && o.DeadLetter == nil:
		return usageError("MaxDeliveries needs DeadLetter: somebody must take the messages that were delivered too often")
	}
	return nil
}

// ReadGroup makes a reader of streams. A group that is missing is made, and so
// is a stream. The future resolves when the groups are there, and a
// connection to read them; it is rejected when the server refuses that.
//
// Redis: https://redis.io/commands/xreadgroup/
func (c *Client) ReadGroup(o GroupOptions) *Future[*GroupReader] {
	c.core.Lock()
	defer c.core.Unlock()
	f := newStep[*GroupReader](c.core, append([]string{"readgroup", o.Group}, o.Streams...)...)
	if err := o.check(); err != nil {
		f.fail(err)
		return f
	}
	g := &GroupReader{client: c, opts: o.withDefaults(), held: map[messageKey]*heldMessage{}, last: make([]StreamMessage, len(o.Streams))}
	g.box.core, g.box.taken = c.core, g.taken
	g.opened = func(err error) { f.settle(g, err) }
	f.place = abandonFunc(func() { g.end(errGroupClosed) })
	g.makeGroups(func(err error) {
		if err != nil {
			g.end(err)
			return
		}
		g.connect()
	})
	return f
}

var errGroupClosed error = &closedError{"the group reader was closed"}

// Next resolves with the next message, which then is to be acknowledged. It is
// rejected when the reader is closed, or cannot go on. Cancelling it takes no
// message. A reader with a Handler has no Next: an ErrUsage.
func (g *GroupReader) Next() *Future[GroupMessage] {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	if g.opts.Handler != nil {
		f := derived[GroupMessage](g.client.core)
		f.fail(usageError("Next was called on a group reader that has a Handler, which gets the messages"))
		return f
	}
	return g.box.next()
}

// Messages iterates over the messages as they come. The iteration ends with
// Close, or, as its last step, with the error for which no message will come:
// that of ctx, or why the reader cannot go on. Leaving the loop leaves the
// reader open.
func (g *GroupReader) Messages(ctx context.Context) iter.Seq2[GroupMessage, error] {
	return each(ctx, g.Next, errGroupClosed)
}

// OnState sets who is told, as callbacks are called, that the connection was
// lost and why, and, with nil, that there is another. An error may also be the
// last: [GroupReader.Err] says whether the reader is over.
func (g *GroupReader) OnState(fn func(err error)) {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	g.onState = fn
}

// Err is why the reader is over: ErrClosed after Close, or what it could not
// go on after; nil while it is not.
func (g *GroupReader) Err() error {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	return g.closed
}

// Stats returns the reader's figures.
func (g *GroupReader) Stats() GroupStats {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	stats := g.stats
	stats.Waiting, stats.Pending = g.box.items.len(), len(g.held)
	return stats
}
