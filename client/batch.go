// Batches under way: what becomes of the replies of a pipeline.

package client

import "resplay/resp"

// batch is a plain pipeline that was sent. Replies come in order, so the
// next one belongs to the next call.
type batch struct {
	future  *Future[[]resp.Value]
	calls   []*call
	replies []resp.Value
}

func (b *batch) replied(q *call, conn int, v resp.Value) {
	b.replies = append(b.replies, v)
	q.reply(conn, v)
	if len(b.replies) == len(b.calls) {
		b.future.resolve(b.replies)
	}
}

func (b *batch) failed(err error) { b.future.fail(err) }
func (b *batch) over() bool       { return b.future.done }

// transaction is a pipeline that was sent between MULTI and EXEC. The server
// answers each command with QUEUED, and all of them at EXEC.
type transaction struct {
	core    *core
	future  *Future[[]resp.Value]
	calls   []*call
	exec    *call
	refused error // what the server said to the first command it did not queue
	index   int   // which command that was
	replies int   // that came so far, MULTI's included
}

// wrapped returns the calls as they are sent.
func (t *transaction) wrapped() []*call {
	begin := newCall(t.core, asIs, "MULTI")
	end := newCall(t.core, asIs, "EXEC")
	t.exec = &end.call
	calls := make([]*call, 0, len(t.calls)+2)
	calls = append(append(append(calls, &begin.call), t.calls...), t.exec)
	for _, q := range calls {
		q.part = t
	}
	return calls
}

func (t *transaction) replied(q *call, conn int, v resp.Value) {
	index := t.replies - 1 // of the command; MULTI came first
	t.replies++
	switch {
	case q == t.exec:
		q.reply(conn, v)
		t.executed(conn, v)
	case index < 0:
		q.reply(conn, v)
	case v.Err() != nil:
		if t.refused == nil {
			t.refused, t.index = v.Err(), index
		}
		q.reply(conn, v)
	}
}

// executed gives each command its part of EXEC's reply.
func (t *transaction) executed(conn int, v resp.Value) {
	switch {
	case v.Err() != nil:
		t.future.fail(t.abort(v.Err()))
	case v.IsNull():
		t.future.fail(ErrWatch)
	case len(v.Elems) != len(t.calls):
		t.future.fail(&DecodeError{Want: "one reply for each command of the transaction", Reply: v})
	default:
		for i, q := range t.calls {
			q.reply(conn, v.Elems[i])
		}
		t.future.resolve(v.Elems)
	}
}

// abort is the error of a transaction to whose EXEC the server said err.
func (t *transaction) abort(err error) error {
	if t.refused == nil {
		return err
	}
	return &AbortError{Index: t.index, Args: t.calls[t.index].args, Cause: t.refused, Message: err.Error()}
}

func (t *transaction) failed(err error) { t.future.fail(err) }
func (t *transaction) over() bool       { return t.future.done }

// giveUp settles what is left of a batch that has failed.
func giveUp(calls []*call, err error) {
	for _, q := range calls {
		switch {
		case err == ErrCancelled:
			q.cancel()
		case err != nil:
			q.fail(err)
		}
	}
}
