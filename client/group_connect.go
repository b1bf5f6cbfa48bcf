//go:build !first

// The connection of a group reader, and the groups that it reads.

package client

import (
	"errors"
	"slices"

	"resplay/resp"
)

// makeGroups makes the groups that are missing.
func (g *GroupReader) makeGroups(then func(error)) {
	made := make([]*Future[struct{}], len(g.opts.Streams))
	for i := range made {
		made[i] = g.makeGroup(i)
	}
	all(g.client.core, made).after(func(_ []struct{}, err error) { then(err) })
}

// makeGroup makes the group of a stream: where options say, or, for one that
// was lost, behind the last message that was read. When that is gone it is
// another stream, or all up to there was deleted: then it begins with the first.
func (g *GroupReader) makeGroup(i int) *Future[struct{}] {
	stream, last := g.opts.Streams[i], g.last[i]
	if last.ID == "" {
		return g.create(stream, g.opts.Start)
	}
	made := derived[struct{}](g.client.core)
	found := issue(g.client.Commands, streamMessages, "XRANGE", stream, last.ID, last.ID)
	found.after(func(found []StreamMessage, err error) {
		start := "0"
		if len(found) == 1 && slices.Equal(found[0].Fields, last.Fields) {
			start = last.ID
		}
		if err != nil && ErrorKind(err) != "server" {
			made.fail(err)
			return
		}
		made.follow(g.create(stream, start))
	})
	return made
}

func (g *GroupReader) create(stream, start string) *Future[struct{}] {
	made := derived[struct{}](g.client.core)
	created := issue(g.client.Commands, done, "XGROUP", "CREATE", stream, g.opts.Group, start, "MKSTREAM")
	created.after(func(_ struct{}, err error) {
		if said(err, "BUSYGROUP") {
			err = nil
		}
		made.settle(struct{}{}, err)
	})
	return made
}

// said reports whether err is what a server said, with this code.
func said(err error, code string) bool {
	e, ok := errors.AsType[resp.Error](err)
	return ok && e.Code() == code
}

// connect acquires a connection to read on.
func (g *GroupReader) connect() {
	g.client.acquire("acquire").after(func(l *Lease, err error) {
		switch {
		case err == nil && g.closed != nil:
			l.release()
		case err == nil:
			g.connected(l)
		case g.closed == nil:
			g.failed(err)
		}
	})
}

func (g *GroupReader) connected(l *Lease) {
	g.lease, g.id = l, 0
	l.onEnd = g.lost
	issue(l.Commands, integer, "CLIENT", "ID").after(func(id int64, err error) {
		if g.id = id; err != nil {
			g.id = unknownID
		}
	})
	g.history = nil
	for i, stream := range g.opts.Streams {
		g.history = append(g.history, cursor{stream: stream, index: i, id: "0"})
	}
	if g.established {
		g.stats.Restored++
		g.tell(nil)
	} else {
		g.established = true
		g.opened(nil)
		g.opened = nil
		g.claimLater()
	}
	g.failures = 0
	g.read()
}

// failed gives up when there never was a connection, or the client is closed,
// and otherwise tries again later.
func (g *GroupReader) failed(err error) {
	if !g.established || g.client.closed != nil {
		g.end(err)
		return
	}
	g.failures++
	g.retry = g.client.core.after(g.client.core.delay(g.client.opts.Connect, g.failures), g.connect)
}

// lost is told that the connection has ended.
func (g *GroupReader) lost(err error) {
	g.lease, g.reading = nil, false
	if g.closed != nil {
		g.finish()
		return
	}
	g.tell(err)
	g.failed(err)
}

func (g *GroupReader) tell(err error) {
	if fn := g.onState; fn != nil {
		g.client.core.sched.Post(func() { fn(err) })
	}
}

// giveUp ends a reader that cannot go on.
func (g *GroupReader) giveUp(err error) {
	if g.closed == nil {
		g.tell(err)
	}
	g.end(err)
}
