// Lease: a connection of one's own, borrowed from the pool.

package client

import (
	"context"
	"strconv"

	"resplay/resp"
)

// Lease is a connection that nobody else uses until it is released: for
// WATCH, for subscriptions, for anything that depends on what was sent before.
// Commands are sent at once, in order, and pipeline like everybody's.
//
// A lease that is not released keeps its connection from all others. Release
// it on every path, as [Client.Use] does:
//
//	l, err := c.Acquire().Await(ctx)
//	if err != nil {
//		return err
//	}
//	defer l.Release()
//
// With [Client.ReclaimLeases], one that was forgotten is released when it is
// garbage, and counted as Leaked in [Stats].
type Lease struct {
	Iterators
	*hold
}

// hold is what a Lease has. It is a thing of its own so that a Lease can be
// garbage while its connection is not.
type hold struct {
	node      *node
	session   *session
	released  bool
	forgotten func()      // called when no reply is due; nil: the lease is not forgotten
	onEnd     func(error) // nil: nobody asked
	ended     error       // why the connection is gone; nil: it is not
}

// Acquire borrows a connection. Cancelling the future stops waiting for it.
// When all are in use, it waits or fails as Pool.Wait says; who waits longest
// is served first.
func (c *Client) Acquire() *Future[*Lease] {
	c.core.Lock()
	defer c.core.Unlock()
	return c.acquire("acquire")
}

func (c *Client) acquire(step string) *Future[*Lease] {
	f := newStep[*Lease](c.core, step)
	n := c.route(&f.call)
	n.borrowFor(&f.call, func(s *session) { f.resolve(n.lease(s)) })
	c.core.limited(&f.call)
	return f
}

// Use borrows a connection for fn, which may block, and takes it back when fn
// returns or panics. The error is that of acquiring, or fn's.
func (c *Client) Use(ctx context.Context, fn func(l *Lease) error) error {
	l, err := c.Acquire().Await(ctx)
	if err != nil {
		return err
	}
	defer l.Release()
	return fn(l)
}

func (n *node) lease(s *session) *Lease {
	h := &hold{node: n, session: s}
	l := &Lease{hold: h}
	l.Commands = Commands{core: n.core, via: l} // so that a copy of them keeps the lease
	s.holder = h
	if n.core.leased != nil {
		n.core.leased(l)
	}
	return l
}

// execute implements executor.
func (h *hold) execute(q *call) {
	if h.released {
		q.fail(usageError(commandLine(q.args()) + " was called on a connection that had been released: acquire another"))
		return
	}
	h.session.send(q)
	if q.part == nil && q.effect != subscribes && q.effect != unsubscribes { // a subscription looks after its own
		h.node.core.limited(q)
	}
}

// Pipeline returns an empty pipeline on this connection; with transaction, it
// sends MULTI ahead and EXEC behind.
func (l *Lease) Pipeline(transaction bool) *Pipeline {
	return newPipeline(l.core(), l.send, transaction)
}

func (l *Lease) core() *core { return l.Commands.core }

// send implements sender: a batch goes out as single calls do.
func (l *Lease) send(_ *call, calls []*call, _ bool) {
	for _, q := range calls {
		l.execute(q)
	}
}

// OnPush sets who gets the messages that answer no call, confirmations of
// subscriptions included: as push values, those of RESP2 too. fn runs as
// callbacks do.
func (l *Lease) OnPush(fn func(resp.Value)) {
	l.core().Lock()
	defer l.core().Unlock()
	if !l.released {
		l.session.conn.push = func(v resp.Value) {
			l.core().sched.Post(func() { fn(v) })
		}
	}
}

// OnClose sets who is told, once, that the connection has ended and why,
// unless it was released before. fn runs as callbacks do.
func (l *Lease) OnClose(fn func(error)) {
	l.core().Lock()
	defer l.core().Unlock()
	l.onEnd = func(err error) {
		l.core().sched.Post(func() { fn(err) })
	}
	if l.ended != nil {
		l.onEnd(l.ended)
	}
}

// Release gives the connection back, clean: a transaction is discarded, keys
// are unwatched, the database is selected again; a connection with
// subscriptions, or in any state that cannot be undone, is closed. Replies
// that are due still come. A second Release does nothing.
func (l *Lease) Release() {
	l.core().Lock()
	defer l.core().Unlock()
	l.release()
}

func (h *hold) release() {
	if h.released {
		return
	}
	h.released = true
	if h.ended == nil {
		h.node.pool.release(h.session)
	}
}

// Close closes the connection once the replies that are due have come, and
// releases it. The pool opens another when it needs one.
func (l *Lease) Close() {
	l.core().Lock()
	defer l.core().Unlock()
	l.close()
}

func (l *Lease) close() {
	if !l.released {
		l.released = true
		l.session.holder = &l.node.pool
		l.session.close()
	}
}

// Number is the connection's number, by which [Hooks] know it.
func (l *Lease) Number() int { return l.session.conn.number }

// DB is the database that the connection has selected, as far as the server
// has confirmed it.
func (l *Lease) DB() int {
	l.core().Lock()
	defer l.core().Unlock()
	return l.session.conn.state.db
}

// String is the connection's address, database and state.
func (l *Lease) String() string {
	l.core().Lock()
	defer l.core().Unlock()
	state := "open"
	switch {
	case l.ended != nil:
		state = "closed"
	case l.released:
		state = "released"
	}
	return "connection to " + l.node.opts.Addr + " [db:" + strconv.Itoa(l.session.conn.state.db) + ", " + state + "]"
}

// drained implements holder.
func (h *hold) drained(*session) {
	if h.forgotten != nil {
		h.forgotten()
	}
}

// lost implements holder.
func (h *hold) lost(s *session, err error) {
	h.ended = err
	h.node.pool.lost(s, err)
	if h.onEnd != nil {
		h.onEnd(err)
	}
}

// abandoned implements holder: the call keeps its place, even one that
// blocks, since the connection and what is pending on it are its borrower's.
func (h *hold) abandoned(*session, *call) {}
