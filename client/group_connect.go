//go:build !first

// The connection of a group reader, and the groups that it reads.

package client

import (
	"errors"

	"resplay/resp"
)

// makeGroups makes the groups that are missing: behind what was read already,
// or where options say.
func (g *GroupReader) makeGroups(then func(error)) {
	made := make([]*Future[struct{}], len(g.opts.Streams))
	for i, stream := range g.opts.Streams {
		start := g.opts.Start
		if g.last[i] != "" {
			start = g.last[i]
		}
		created := issue(g.client.Commands, done, "XGROUP", "CREATE", stream, g.opts.Group, start, "MKSTREAM")
		made[i] = derived[struct{}](g.client.core)
		created.after(func(_ struct{}, err error) {
			if said(err, "BUSYGROUP") {
				err = nil
			}
			made[i].settle(struct{}{}, err)
		})
	}
	all(g.client.core, made).after(func(_ []struct{}, err error) { then(err) })
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
