//go:build !first

// What a group reader reads: what its consumer has pending, what is new, and
// what others have left pending.

package client

// cursor is how far a stream's pending messages were read.
type cursor struct {
	stream string
	index  int // of the stream among the options'
	id     string
}

// read reads on, unless a read is under way, or messages wait to be taken.
func (g *GroupReader) read() {
	switch {
	case g.closed != nil || g.lease == nil || g.reading || g.box.items.len() > 0:
		return
	case len(g.history) > 0:
		g.reading = true
		g.readHistory()
	default:
		g.reading = true
		g.readNew()
	}
}

// taken is told that a message was taken: when it was the last, it is time for
// the next ones.
func (g *GroupReader) taken(*GroupMessage) { g.read() }

// readNew waits for messages that were delivered to nobody.
func (g *GroupReader) readNew() {
	o := XReadOptions{Count: g.opts.Count, Block: g.opts.Block}
	from := make([]cursor, len(g.opts.Streams))
	for i, stream := range g.opts.Streams {
		from[i] = cursor{stream: stream, index: i, id: ">"}
	}
	l := g.lease
	g.readFrom(o, from).after(func(reads []StreamRead, err error) {
		if err != nil && err != ErrNil {
			g.readFailed(err)
			return
		}
		for _, r := range reads {
			g.fresh(r)
		}
		g.readOn(l)
	})
}

// readFrom reads the streams of the cursors on the reader's own connection.
func (g *GroupReader) readFrom(o XReadOptions, from []cursor) *Future[[]StreamRead] {
	var streams []string
	for _, c := range from {
		streams = append(streams, c.stream, c.id)
	}
	args := o.args("XREADGROUP", "GROUP", g.opts.Group, g.opts.Consumer)
	return issue(g.lease.Commands, streamReads, streamArgs(streams, args)...)
}

// readOn ends a read on a connection, and begins the next.
func (g *GroupReader) readOn(l *Lease) {
	if g.lease != l {
		return // which has been lost meanwhile: another read is under way
	}
	g.reading = false
	g.read()
	g.finish()
}

// fresh takes in new messages.
func (g *GroupReader) fresh(r StreamRead) {
	for i, stream := range g.opts.Streams {
		if n := len(r.Messages); stream == r.Key && n > 0 {
			g.last[i] = r.Messages[n-1]
		}
	}
	for _, m := range r.Messages {
		g.stats.Read++
		g.offer(GroupMessage{Stream: r.Key, StreamMessage: m, Deliveries: 1})
	}
}

// readHistory reads on in what is pending for this consumer.
func (g *GroupReader) readHistory() {
	l := g.lease
	g.readFrom(XReadOptions{Count: g.opts.Count}, g.history).after(func(reads []StreamRead, err error) {
		if err != nil && err != ErrNil {
			g.readFailed(err)
			return
		}
		var more []cursor
		var counted []*Future[struct{}]
		for _, r := range reads {
			if n := len(r.Messages); n > 0 {
				more = append(more, cursor{stream: r.Key, id: r.Messages[n-1].ID})
				counted = append(counted, g.recover(r))
			}
		}
		if g.lease == l {
			g.history = more
		}
		all(g.client.core, counted).after(func([]struct{}, error) { g.readOn(l) })
	})
}

// recover takes in messages that this consumer has got before: those that it
// does not hold. It asks how often they were delivered, and resolves with the
// answer.
func (g *GroupReader) recover(r StreamRead) *Future[struct{}] {
	var messages []GroupMessage
	for _, m := range r.Messages {
		message := GroupMessage{Stream: r.Key, StreamMessage: m}
		switch {
		case g.held[message.key()] != nil:
		case m.Fields == nil: // it was deleted, but would stay pending
			g.stats.Deleted++
			g.acknowledge([]GroupMessage{message})
		default:
			messages = append(messages, message)
		}
	}
	counted := derived[struct{}](g.client.core)
	if len(messages) == 0 {
		counted.resolve(struct{}{})
		return counted
	}
	first, last := r.Messages[0].ID, r.Messages[len(r.Messages)-1].ID
	pending := issue(g.client.Commands, listOf(pendingMessage), "XPENDING", r.Key, g.opts.Group,
		first, last, itoa(len(r.Messages)), g.opts.Consumer)
	pending.after(func(pending []PendingMessage, err error) {
		g.offerCounted(messages, pending, err)
		counted.resolve(struct{}{})
	})
	return counted
}

// offerCounted offers messages that are still pending, with how often they
// were delivered. When that is not known they are offered all the same: it was
// twice at least.
func (g *GroupReader) offerCounted(messages []GroupMessage, pending []PendingMessage, err error) {
	deliveries := map[string]int64{}
	for _, p := range pending {
		deliveries[p.ID] = p.Deliveries
	}
	for _, m := range messages {
		if m.Deliveries = deliveries[m.ID]; err != nil {
			m.Deliveries = 2
		}
		if m.Deliveries > 0 && g.held[m.key()] == nil {
			g.stats.Recovered++
			g.offer(m)
		}
	}
}

// offer takes in a message: it is held until it is acknowledged or given up.
func (g *GroupReader) offer(m GroupMessage) {
	g.holds++
	g.held[m.key()] = &heldMessage{GroupMessage: m, number: g.holds}
	switch {
	case g.closed != nil: // Close tells of it
	case g.opts.MaxDeliveries > 0 && m.Deliveries > g.opts.MaxDeliveries:
		g.bury(m)
	default:
		g.box.put(m)
		g.handle()
	}
}

// readFailed is told why a read has failed: groups that are gone are made
// anew. When the connection is lost, the reader is told so apart. Else, what
// was read may be lost, and will be found pending on another connection.
func (g *GroupReader) readFailed(err error) {
	switch {
	case said(err, "NOGROUP"), said(err, "UNBLOCKED"):
		l := g.lease
		g.makeGroups(func(err error) {
			if err != nil && g.lease == l {
				g.readFailed(err)
				return
			}
			g.readOn(l)
		})
	case ErrorKind(err) == "server" && !passes(err):
		g.giveUp(err)
	case g.lease != nil:
		l := g.lease
		l.session.end(l.session.failure(err))
	}
}

// passes reports whether what a server said will be otherwise after a while.
func passes(err error) bool {
	for _, code := range []string{"LOADING", "BUSY", "TRYAGAIN", "MASTERDOWN", "CLUSTERDOWN", "READONLY"} {
		if said(err, code) {
			return true
		}
	}
	return false
}

// claimLater looks after a while for what is pending for too long.
func (g *GroupReader) claimLater() {
	if g.opts.MinIdle > 0 && g.closed == nil {
		g.claiming = g.client.core.after(g.opts.ClaimEvery, func() { g.claim(0, "-") })
	}
}

// claim takes over messages of a stream that have been pending for too long,
// from an ID on, and of the streams behind it. A reader whose messages wait to
// be taken has enough to do.
//
// XAUTOCLAIM does not tell how often a message was delivered, and would
// deliver once more what this reader holds. So it is XPENDING and XCLAIM.
func (g *GroupReader) claim(index int, start string) {
	if g.closed != nil || index == len(g.opts.Streams) || g.box.items.len() > 0 {
		g.claimLater()
		return
	}
	stream := g.opts.Streams[index]
	pending := issue(g.client.Commands, listOf(pendingMessage), "XPENDING", stream, g.opts.Group,
		"IDLE", millis(g.opts.MinIdle), start, "+", itoa(g.opts.Count))
	pending.after(func(pending []PendingMessage, err error) {
		next, from := index+1, "-"
		if n := len(pending); int64(n) == g.opts.Count {
			next, from = index, "("+pending[n-1].ID
		}
		g.take(stream, pending, func() { g.claim(next, from) })
	})
}

// take claims what of pending the reader does not hold.
func (g *GroupReader) take(stream string, pending []PendingMessage, then func()) {
	deliveries := map[string]int64{}
	args := []string{"XCLAIM", stream, g.opts.Group, g.opts.Consumer, millis(g.opts.MinIdle)}
	for _, p := range pending {
		if g.held[messageKey{stream, p.ID}] == nil {
			deliveries[p.ID] = p.Deliveries + 1
			args = append(args, p.ID)
		}
	}
	if len(deliveries) == 0 {
		then()
		return
	}
	claimed := issue(g.client.Commands, claimedMessages, args...)
	claimed.after(func(messages []StreamMessage, _ error) {
		for _, m := range messages {
			message := GroupMessage{Stream: stream, StreamMessage: m, Deliveries: deliveries[m.ID]}
			if g.held[message.key()] == nil {
				g.stats.Claimed++
				g.offer(message)
			}
		}
		then()
	})
}
