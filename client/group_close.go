//go:build !first

// How a group reader ends.

package client

import "sort"

// Close stops reading, without losing what the server is about to deliver,
// waits for the message that Handler has and for acknowledgements under way,
// and gives the connection back. The future resolves with the messages that
// this reader has read and not acknowledged, in the order of reading: they
// stay pending, until a reader of the same consumer begins, or another claims
// them.
func (g *GroupReader) Close() *Future[[]GroupMessage] {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	f := derived[[]GroupMessage](g.client.core)
	f.say("close", g.opts.Group)
	g.closing = append(g.closing, f)
	g.box.items.take()
	g.stop(errGroupClosed)
	g.interrupt()
	g.finish()
	return f
}

// stop reads no more, for this reason.
func (g *GroupReader) stop(why error) {
	if g.closed != nil {
		return
	}
	g.closed = why
	g.retry.stop()
	g.claiming.stop()
	g.box.end(why)
	if g.opened != nil {
		g.opened(why)
		g.opened = nil
	}
}

// end is stop for a reader that has no time to come to a good end.
func (g *GroupReader) end(why error) {
	g.stop(why)
	if g.lease != nil {
		l := g.lease
		l.session.end(l.session.failure(errClient)) // it may be waiting for messages
		l.release()
	}
	g.finish()
}

// interrupt ends the waiting of a read on the server, so that it returns with
// what it has. A read that the server has not begun yet is interrupted later.
func (g *GroupReader) interrupt() {
	switch {
	case !g.reading || g.lease == nil:
		return
	case g.id == unknownID:
		g.end(g.closed)
		return
	}
	unblocked := issue(g.client.Commands, flag, "CLIENT", "UNBLOCK", itoa(g.id))
	unblocked.after(func(_ bool, err error) {
		switch {
		case err != nil:
			g.end(g.closed)
		case g.reading:
			g.retry = g.client.core.after(g.client.core.delay(g.client.opts.Connect, 1), g.interrupt)
		}
	})
}

// finish settles those that wait for the end, if it has come.
func (g *GroupReader) finish() {
	if g.closed == nil || g.reading || g.handling || g.burying > 0 || g.acks != nil || g.acking > 0 {
		return
	}
	g.retry.stop()
	if l := g.lease; l != nil {
		g.lease, l.onEnd = nil, nil
		l.release()
	}
	closing := g.closing
	g.closing = nil
	for _, f := range closing {
		f.resolve(g.left())
	}
}

// left is what was read and not acknowledged, in the order of reading.
func (g *GroupReader) left() []GroupMessage {
	held := make([]*heldMessage, 0, len(g.held))
	for _, h := range g.held {
		held = append(held, h)
	}
	sort.Slice(held, func(i, j int) bool { return held[i].number < held[j].number })
	messages := make([]GroupMessage, len(held))
	for i, h := range held {
		messages[i] = h.GroupMessage
	}
	return messages
}
