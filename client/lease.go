// Lease: a connection of one's own, borrowed from the pool.

package client

import (
	"strconv"

	"resplay/resp"
)

// Lease is a connection that nobody else uses until it is released: for
// WATCH, for subscriptions, for anything that depends on what was sent before.
// Commands are sent at once, in order, and pipeline like everybody's.
type Lease struct {
	Commands
	client   *Client
	session  *session
	released bool
	onEnd    func(error) // nil: nobody asked
	ended    error       // why the connection is gone; nil: it is not
}

// Acquire borrows a connection. Cancelling the future stops waiting for it.
func (c *Client) Acquire() *Future[*Lease] {
	c.core.Lock()
	defer c.core.Unlock()
	return c.acquire("acquire")
}

func (c *Client) acquire(step string) *Future[*Lease] {
	f := newStep[*Lease](c.core, step)
	c.borrowFor(&f.call, func(s *session) { f.resolve(c.lease(s)) })
	c.core.limited(&f.call)
	return f
}

func (c *Client) lease(s *session) *Lease {
	l := &Lease{client: c, session: s}
	l.Commands = Commands{core: c.core, via: l}
	s.holder = l
	return l
}

// execute implements executor.
func (l *Lease) execute(q *call) {
	if l.released {
		q.fail(usageError(commandLine(q.args) + " was called on a connection that had been released: acquire another"))
		return
	}
	l.session.send(q)
	if q.part == nil && q.confirms == 0 { // a subscription looks after its own
		l.core().limited(q)
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

func (l *Lease) release() {
	if l.released {
		return
	}
	l.released = true
	if l.ended == nil {
		l.client.pool.release(l.session)
	}
}

// Close closes the connection once the replies that are due have come, and
// releases it. The pool opens another when it needs one.
func (l *Lease) Close() {
	l.core().Lock()
	defer l.core().Unlock()
	if !l.released {
		l.released = true
		l.session.holder = &l.client.pool
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
	return "connection to " + l.client.opts.Addr + " [db:" + strconv.Itoa(l.session.conn.state.db) + ", " + state + "]"
}

func (l *Lease) drained(*session) {}

// lost implements holder.
func (l *Lease) lost(s *session, err error) {
	l.ended = err
	l.client.pool.lost(s, err)
	if l.onEnd != nil {
		l.onEnd(err)
	}
}

// abandoned implements holder: the call keeps its place, even one that
// blocks, since the connection and what is pending on it are its borrower's.
func (l *Lease) abandoned(*session, *call) {}
