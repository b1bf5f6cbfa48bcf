//go:build !first

// Several hooks as one.

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
