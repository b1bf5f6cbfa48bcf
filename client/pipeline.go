// Pipeline: commands that are sent together, plain or as a transaction.

package client

import (
	"context"
	"slices"
	"strconv"

	"resplay/resp"
)

// Pipeline collects commands until Exec sends them together: in one write, or,
// when there are more than 10,000 or half a megabyte of them, in several, each
// as the replies to the last come in. The future of each command is settled
// with its own reply or error, whatever becomes of the others. A pipeline can
// be used again after Exec. One that is never executed sends nothing.
//
// A pipeline is no transaction: the commands of others may run between its
// own. That is what [Client.TxPipeline] is for.
type Pipeline struct {
	Commands
	send        sender
	transaction bool
	calls       []*call
	last        int             // how many calls there were in the last batch: there may be as many again
	ctx         context.Context // in whose name it is executed; nil: in nobody's
}

// sender sends calls together, on one connection, which must be their own if
// own. f stands for all of them: it fails when there is no connection.
type sender func(f *call, calls []*call, own bool)

func newPipeline(c *core, send sender, transaction bool) *Pipeline {
	p := &Pipeline{send: send, transaction: transaction}
	p.Commands = Commands{core: c, via: p}
	return p
}

// Pipeline returns an empty pipeline.
func (c *Client) Pipeline() *Pipeline { return newPipeline(c.core, c.send, false) }

// TxPipeline returns an empty pipeline that is a transaction: it sends MULTI
// ahead and EXEC behind. For one with WATCH see [Client.Transaction].
func (c *Client) TxPipeline() *Pipeline { return newPipeline(c.core, c.send, true) }

// send implements sender.
func (c *Client) send(f *call, calls []*call, own bool) { c.route(f).send(f, calls, own) }

// execute implements executor.
func (p *Pipeline) execute(q *call) {
	if p.calls == nil {
		p.calls = make([]*call, 0, max(p.last, 1))
	}
	p.calls = append(p.calls, q)
}

// Len is the number of commands collected.
func (p *Pipeline) Len() int {
	p.core.Lock()
	defer p.core.Unlock()
	return len(p.calls)
}

// Exec sends the commands and resolves with all replies, in order; the reply
// to a command that was refused is an error value. It fails when there is no
// connection to send them on, and, as a transaction, when nothing was done:
// with ErrWatch or an [*AbortError].
func (p *Pipeline) Exec() *Future[[]resp.Value] {
	p.core.Lock()
	defer p.core.Unlock()
	return p.exec()
}

// Discard forgets the commands collected: their futures are cancelled.
func (p *Pipeline) Discard() {
	p.core.Lock()
	defer p.core.Unlock()
	p.discard(ErrCancelled)
}

func (p *Pipeline) discard(err error) {
	calls := p.calls
	p.calls = nil
	for _, q := range calls {
		q.fail(err)
	}
}

func (p *Pipeline) exec() *Future[[]resp.Value] {
	calls := p.calls
	p.calls, p.last = nil, len(calls)
	f := newStep[[]resp.Value](p.core, p.step(), strconv.Itoa(len(calls)))
	if p.ctx != nil {
		p.core.hooks.FutureIn(p.ctx, f.id)
	}
	if len(calls) == 0 {
		f.resolve([]resp.Value{})
		return f
	}
	// The MULTI and EXEC of a transaction go out together, so it may share a
	// connection; what else changes the state of one may not.
	own := slices.ContainsFunc(calls, func(q *call) bool { return q.ownConnection(q.args()) })
	if p.transaction {
		calls = newTransaction(p.core, f, calls)
	} else {
		newBatch(f, calls)
	}
	f.whenDone(func() { giveUp(calls, f.err) })
	p.send(&f.call, calls, own)
	p.core.limited(&f.call)
	return f
}

func (p *Pipeline) step() string {
	if p.transaction {
		return "transaction"
	}
	return "pipeline"
}
