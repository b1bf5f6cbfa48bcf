//go:build !first

// Calls made in the name of a context, of which hooks are told.

package client

import "context"

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
