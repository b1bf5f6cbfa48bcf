//go:build !first

// Pipelines of which one error is enough, and pipelines as a function.

package client

import (
	"context"

	"resplay/resp"
)

// ExecStrict is Exec, but it is rejected with the first error among the
// replies, as a [*CommandError], once all of them have come. Await returns
// the replies all the same: the other commands have run.
func (p *Pipeline) ExecStrict() *Future[[]resp.Value] {
	p.core.Lock()
	defer p.core.Unlock()
	calls := p.calls
	strict := derived[[]resp.Value](p.core)
	f := p.exec()
	strict.place = abandonFunc(f.cancel)
	f.after(func(replies []resp.Value, err error) {
		if strict.done { // cancelled
			return
		}
		strict.value = replies
		if err == nil {
			err = refusal(calls, replies)
		}
		strict.settle(replies, err)
	})
	return strict
}

// refusal is the first error among the replies to calls.
func refusal(calls []*call, replies []resp.Value) error {
	for i, reply := range replies {
		if err := reply.Err(); err != nil {
			return &CommandError{Index: i, Args: calls[i].args(), Cause: err}
		}
	}
	return nil
}

// Pipelined calls fn with an empty pipeline and executes it as ExecStrict
// does. When fn fails, or panics, nothing is sent, and fn's error is returned.
func (c *Client) Pipelined(ctx context.Context, fn func(p *Pipeline) error) ([]resp.Value, error) {
	return pipelined(ctx, c.Pipeline(), fn)
}

// TxPipelined is Pipelined with a [Client.TxPipeline].
func (c *Client) TxPipelined(ctx context.Context, fn func(p *Pipeline) error) ([]resp.Value, error) {
	return pipelined(ctx, c.TxPipeline(), fn)
}

func pipelined(ctx context.Context, p *Pipeline, fn func(p *Pipeline) error) ([]resp.Value, error) {
	defer p.Discard() // of what fn has left behind; after Exec there is nothing
	if err := fn(p); err != nil {
		return nil, err
	}
	return p.ExecStrict().Await(ctx)
}
