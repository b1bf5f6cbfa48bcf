//go:build !first

// What becomes of the messages of a group reader: handled, acknowledged, given
// up, put aside.

package client

import "slices"

// Ack acknowledges messages: they are pending no more. Acknowledgements of one
// turn go out as one command, and are sent again when the connection is lost.
// The future resolves when the server has confirmed it.
//
// Redis: https://redis.io/commands/xack/
func (g *GroupReader) Ack(messages ...GroupMessage) *Future[struct{}] {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	return g.acknowledge(messages)
}

// Nack gives messages up: they stay pending, and come again, to whichever
// reader claims them first, once MinIdle has passed.
func (g *GroupReader) Nack(messages ...GroupMessage) {
	g.client.core.Lock()
	defer g.client.core.Unlock()
	g.drop(messages)
}

func (g *GroupReader) drop(messages []GroupMessage) {
	for _, m := range messages {
		if g.held[m.key()] != nil {
			g.stats.Failed++
			delete(g.held, m.key())
		}
	}
}

// ackBatch is acknowledgements that go out together.
type ackBatch struct {
	streams []string
	ids     map[string][]string // by stream
	waiting []*Future[struct{}]
	tries   int
}

func (b *ackBatch) add(m GroupMessage) {
	if !slices.Contains(b.streams, m.Stream) {
		b.streams = append(b.streams, m.Stream)
	}
	b.ids[m.Stream] = append(b.ids[m.Stream], m.ID)
}

func (g *GroupReader) acknowledge(messages []GroupMessage) *Future[struct{}] {
	f := derived[struct{}](g.client.core)
	f.say("ack")
	if g.acks == nil {
		g.acks = &ackBatch{ids: map[string][]string{}}
		g.client.core.sched.Post(g.client.core.locked(g.sendAcks))
	}
	for _, m := range messages {
		g.acks.add(m)
	}
	g.acks.waiting = append(g.acks.waiting, f)
	return f
}

func (g *GroupReader) sendAcks() {
	batch := g.acks
	g.acks = nil
	g.acking++
	g.sendBatch(batch)
}

func (g *GroupReader) sendBatch(b *ackBatch) {
	var sent []*Future[int64]
	for _, stream := range b.streams {
		args := append([]string{"XACK", stream, g.opts.Group}, b.ids[stream]...)
		sent = append(sent, issue(g.client.Commands, integer, args...))
	}
	all(g.client.core, sent).after(func(_ []int64, err error) { g.ackAnswered(b, err) })
}

// ackAnswered is told how a batch went. One whose answer was lost is sent
// again: to acknowledge twice does no harm.
func (g *GroupReader) ackAnswered(b *ackBatch, err error) {
	if err != nil && ErrorKind(err) != "server" && g.client.closed == nil {
		b.tries++
		g.client.core.after(g.client.core.delay(g.client.opts.Connect, b.tries), func() { g.sendBatch(b) })
		return
	}
	g.acking--
	if err == nil {
		g.acknowledged(b)
	}
	for _, f := range b.waiting {
		f.settle(struct{}{}, err)
	}
	g.finish()
}

func (g *GroupReader) acknowledged(b *ackBatch) {
	for _, stream := range b.streams {
		for _, id := range b.ids[stream] {
			if key := (messageKey{stream, id}); g.held[key] != nil {
				g.stats.Acknowledged++
				delete(g.held, key)
			}
		}
	}
}

// handle gives Handler the next message, if it has none.
func (g *GroupReader) handle() {
	if g.opts.Handler == nil || g.handling || g.box.items.len() == 0 {
		return
	}
	g.handling = true
	m := g.box.take()
	g.call(g.opts.Handler, m, func(err error) {
		g.handling = false
		g.handled(m, err)
		g.handle()
		g.finish()
	})
}

// handled acknowledges a message, or gives it up because of err.
func (g *GroupReader) handled(m GroupMessage, err error) {
	if err != nil {
		g.drop([]GroupMessage{m})
		return
	}
	g.acknowledge([]GroupMessage{m})
}

// bury gives DeadLetter a message that was delivered too often.
func (g *GroupReader) bury(m GroupMessage) {
	g.burying++
	g.call(g.opts.DeadLetter, m, func(err error) {
		g.burying--
		if err == nil {
			g.stats.DeadLettered++
		}
		g.handled(m, err)
		g.finish()
	})
}

// call calls fn on a turn of its own, and then, when what it returns is
// settled, through.
func (g *GroupReader) call(fn func(GroupMessage) Awaited, m GroupMessage, through func(error)) {
	g.client.core.sched.Post(func() { g.client.core.whenOver(fn(m), through) })
}
