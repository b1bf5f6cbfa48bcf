//go:build !first

// Several hooks as one, and calls made in the name of a context.

package client

import (
	"context"
	"time"

	"resplay/resp"
)

// JoinHooks returns hooks that tell each of those given, in order. nil ones
// are left out.
func JoinHooks(each ...Hooks) Hooks {
	var all joined
	for _, h := range each {
		switch h := h.(type) {
		case nil:
		case joined:
			all = append(all, h...)
		default:
			all = append(all, h)
		}
	}
	return all
}

type joined []Hooks

func (j joined) FutureCreated(future, client int, task string, args []string) {
	for _, h := range j {
		h.FutureCreated(future, client, task, args)
	}
}

func (j joined) FutureIn(ctx context.Context, future int) {
	for _, h := range j {
		h.FutureIn(ctx, future)
	}
}

func (j joined) FutureSent(future, conn int, request []byte) {
	for _, h := range j {
		h.FutureSent(future, conn, request)
	}
}

func (j joined) FutureSettled(future int, reply resp.Value, err error) {
	for _, h := range j {
		h.FutureSettled(future, reply, err)
	}
}

func (j joined) FutureCancelled(future int) {
	for _, h := range j {
		h.FutureCancelled(future)
	}
}

func (j joined) ReplyDropped(future, conn int, reply resp.Value) {
	for _, h := range j {
		h.ReplyDropped(future, conn, reply)
	}
}

func (j joined) Retrying(client, future, attempt int, pause time.Duration, err error) {
	for _, h := range j {
		h.Retrying(client, future, attempt, pause, err)
	}
}

func (j joined) PoolWaiting(client, future int) {
	for _, h := range j {
		h.PoolWaiting(client, future)
	}
}

func (j joined) PoolAcquired(client, conn, future int) {
	for _, h := range j {
		h.PoolAcquired(client, conn, future)
	}
}

func (j joined) PoolReleased(client, conn int) {
	for _, h := range j {
		h.PoolReleased(client, conn)
	}
}

func (j joined) ConnDialed(client, conn int, addr string) {
	for _, h := range j {
		h.ConnDialed(client, conn, addr)
	}
}

func (j joined) ConnOpened(client, conn int) {
	for _, h := range j {
		h.ConnOpened(client, conn)
	}
}

func (j joined) ConnClosed(client, conn int, err error) {
	for _, h := range j {
		h.ConnClosed(client, conn, err)
	}
}

func (j joined) Pushed(conn int, message resp.Value) {
	for _, h := range j {
		h.Pushed(conn, message)
	}
}

func (j joined) WatchFailed(conn, future int) {
	for _, h := range j {
		h.WatchFailed(conn, future)
	}
}

func (j joined) CacheRead(client, future int, hit bool) {
	for _, h := range j {
		h.CacheRead(client, future, hit)
	}
}

// In returns the same commands, made in the name of ctx: [Hooks] are given it
// with each call, and so know of which request of a program the call is part.
// ctx does not end a call: give it to Await for that.
func (c Commands) In(ctx context.Context) Commands {
	if v, ok := c.via.(*viewed); ok {
		c.via = v.via // ctx takes the place of the context before
	}
	c.via = &viewed{c.via, ctx}
	return c
}

// viewed is an executor in the name of a context.
type viewed struct {
	via executor
	ctx context.Context
}

func (v *viewed) execute(q *call) {
	q.core.hooks.FutureIn(v.ctx, q.id)
	v.via.execute(q)
}

// In makes the commands that follow, and Exec, in the name of ctx, as that of
// [Commands] does. It returns the pipeline.
func (p *Pipeline) In(ctx context.Context) *Pipeline {
	p.Commands, p.ctx = p.Commands.In(ctx), ctx
	return p
}

// FutureUnheard implements [Attentive], for those of the hooks that are.
func (j joined) FutureUnheard(future int, err error) {
	for _, h := range j {
		if h, ok := h.(Attentive); ok {
			h.FutureUnheard(future, err)
		}
	}
}

func (j joined) FutureHeard(future int) {
	for _, h := range j {
		if h, ok := h.(Attentive); ok {
			h.FutureHeard(future)
		}
	}
}
