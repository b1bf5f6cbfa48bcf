// Batches under way: what becomes of the replies of a pipeline.

package client

import "resplay/resp"

// batch is a plain pipeline that was sent. Replies come in order, so the
// next one belongs to the next call.
type batch struct {
	future  *Future[[]resp.Value]
	replies []resp.Value // room for all of them
	whole   together
}

// newBatch makes calls a batch that f stands for.
func newBatch(f *Future[[]resp.Value], calls []*call) {
	b := &batch{future: f, replies: make([]resp.Value, 0, len(calls))}
	b.whole.batched = b
	for _, q := range calls {
		q.part = &b.whole
		f.heard = f.heard || q.heard
	}
}

func (b *batch) replied(q *call, conn int, v *resp.Value) {
	b.replies = append(b.replies, *v)
	q.receive(conn, v)
	if len(b.replies) == cap(b.replies) {
		b.future.resolve(b.replies)
	}
}

func (b *batch) staysOn(*call, int) bool { return true }
func (b *batch) failed(err error)        { b.future.fail(err) }
func (b *batch) over() bool              { return b.future.done }
func (b *batch) all() *call              { return &b.future.call }

// transaction is a pipeline that was sent between MULTI and EXEC. The server
// answers each command with QUEUED, and all of them at EXEC.
type transaction struct {
	future  *Future[[]resp.Value]
	calls   []*call // between MULTI and EXEC
	conn    int     // on which MULTI was sent
	exec    *call
	refused error // what the server said to the first command it did not queue
	index   int   // which command that was
	replies int   // that came so far, MULTI's included
	whole   together
}

// newTransaction makes calls a transaction that f stands for, and returns them
// as they are sent.
func newTransaction(c *core, f *Future[[]resp.Value], calls []*call) []*call {
	begin := newCall(c, asIs, "MULTI")
	end := newCall(c, asIs, "EXEC")
	t := &transaction{future: f, calls: calls, exec: &end.call}
	t.whole.batched = t
	wrapped := make([]*call, 0, len(calls)+2)
	wrapped = append(append(append(wrapped, &begin.call), calls...), t.exec)
	for _, q := range wrapped {
		q.part = &t.whole
		f.heard = f.heard || q.heard
	}
	return wrapped
}

func (t *transaction) replied(q *call, conn int, v *resp.Value) {
	index := t.replies - 1 // of the command; MULTI came first
	t.replies++
	switch {
	case q == t.exec:
		q.receive(conn, v)
		t.executed(conn, v)
	case index < 0:
		q.receive(conn, v)
	case v.Err() != nil:
		if t.refused == nil {
			t.refused, t.index = v.Err(), index
		}
		q.receive(conn, v)
	}
}

// executed gives each command its part of EXEC's reply.
func (t *transaction) executed(conn int, v *resp.Value) {
	switch {
	case v.Err() != nil:
		t.future.fail(t.abort(v.Err()))
	case v.IsNull():
		t.future.fail(ErrWatch)
	case len(v.Elems) != len(t.calls):
		t.future.fail(&DecodeError{Want: "one reply for each command of the transaction", Reply: *v})
	default:
		for i, q := range t.calls {
			q.receive(conn, &v.Elems[i])
		}
		t.future.resolve(v.Elems)
	}
}

// abort is the error of a transaction to whose EXEC the server said err.
func (t *transaction) abort(err error) error {
	if t.refused == nil {
		return err
	}
	return &AbortError{Index: t.index, Args: t.calls[t.index].args(), Cause: t.refused, Message: err.Error()}
}

// staysOn keeps what follows MULTI off any other connection.
func (t *transaction) staysOn(q *call, conn int) bool {
	if q.effect == multi {
		t.conn = conn
	}
	return t.conn == conn
}

var errTorn error = &closedError{"the connection was lost on which the transaction had begun: nothing was executed"}

func (t *transaction) failed(err error) { t.future.fail(err) }
func (t *transaction) over() bool       { return t.future.done }
func (t *transaction) all() *call       { return &t.future.call }

// giveUp settles what is left of a batch that has failed.
func giveUp(calls []*call, err error) {
	for _, q := range calls {
		switch {
		case err == ErrCancelled:
			q.cancel()
		case err != nil:
			q.failInPlace(err)
		}
	}
}
