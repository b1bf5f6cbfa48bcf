// Package client is an asynchronous Redis client. Every call returns a
// [Future] at once; a connection writes commands in order and keeps a queue
// of the futures that wait; replies settle them in that order.
//
// A [Client] is a pool of connections, or one connection that all callers
// share and a pool for what cannot share ([Mode]). [Client.Pipeline] collects
// commands and sends them together, [Client.Transaction] runs them under
// WATCH, MULTI and EXEC, [Client.Acquire] lends a connection for anything
// else. The command methods are the same for all of these: see [Commands].
//
// The package does no I/O and knows no clock: a [Scheduler] and a [Dialer]
// supply both. Package client/tcp has those of a native program, where all
// methods may be called from any goroutine.
package client

import (
	"slices"
	"strconv"
)

// Client is a Redis client. Making one does no I/O: the first command connects.
type Client struct {
	Commands
	core     *core
	opts     Options
	pool     pool
	shared   shared
	sessions []*session // dialed and not gone yet
	closed   error      // why there can be no calls any more; nil: there can
	closing  []*Future[struct{}]
}

// New returns a client. Options that make no sense, see [Options.Check], fail
// every call with what is wrong about them.
func New(o Options) *Client {
	c := NewBasic(o)
	if c.closed == nil {
		c.closed = o.checkMore()
	}
	c.equip()
	return c
}

// NewBasic is New for programs that are loaded over a network and do without
// some features, and without their code: CallTimeout, InFlight, KeepAlive,
// Resend, LibName and LibVersion of the options are not looked at.
func NewBasic(o Options) *Client {
	invalid := o.checkBasic()
	c := &Client{core: newCore(o), opts: o.withDefaults(), closed: invalid}
	c.core.numbers.clients++
	c.core.client = c.core.numbers.clients
	c.Commands = Commands{core: c.core, via: c}
	c.pool.client, c.shared.client = c, c
	return c
}

// execute implements executor.
func (c *Client) execute(q *call) {
	c.start(q)
	c.core.limited(q)
}

// start is execute without a limit of time.
func (c *Client) start(q *call) {
	if c.opts.Mode == Shared && !q.ownConnection(q.args) {
		c.shared.execute(q)
		return
	}
	q.again = c
	c.borrowFor(q, func(s *session) { s.send(q) })
}

// borrowFor calls use with a session for q, or fails q. Cancelling q before
// that withdraws it.
func (c *Client) borrowFor(q *call, use func(*session)) {
	b := c.pool.borrow(q.id, func(s *session, err error) {
		q.place = nil
		if err != nil {
			q.fail(err)
			return
		}
		use(s)
	})
	if b != nil && !q.done {
		q.place = abandonFunc(func() { c.pool.withdraw(b) })
	}
}

// connect dials, and dials again as [Options].Connect says, until there is a
// session, or an error to give up with.
func (c *Client) connect(done func(*session, error)) { c.try(1, done) }

func (c *Client) try(n int, done func(*session, error)) {
	c.pool.stats.Dialed++
	var s *session
	ready := func(err error) {
		switch {
		case err == nil:
			done(s, nil)
		case c.closed != nil:
			done(nil, c.closed)
		case n > c.opts.Connect.Attempts || ErrorKind(err) == "server" && (c.core.notNow == nil || !c.core.notNow(err)):
			done(nil, err)
		default:
			c.core.after(c.core.delay(c.opts.Connect, n), func() { c.tryAgain(n+1, done) })
		}
	}
	s = dial(c.core, &c.opts, ready, func() { c.gone(s) })
	c.sessions = append(c.sessions, s)
}

func (c *Client) tryAgain(n int, done func(*session, error)) {
	if c.closed != nil {
		done(nil, c.closed)
		return
	}
	c.try(n, done)
}

// gone is told that a session's transport is closed for good.
func (c *Client) gone(s *session) {
	c.sessions = slices.DeleteFunc(c.sessions, func(other *session) bool { return other == s })
	if len(c.sessions) == 0 {
		closing := c.closing
		c.closing = nil
		for _, f := range closing {
			f.resolve(struct{}{})
		}
	}
}

// Warm opens connections until there are Pool.Min, and in Shared mode the
// shared one. The future resolves when they are ready for use.
func (c *Client) Warm() *Future[struct{}] {
	c.core.Lock()
	defer c.core.Unlock()
	f := newStep[struct{}](c.core, "warm")
	if c.closed != nil {
		f.fail(c.closed)
		return f
	}
	parts := []*Future[struct{}]{derived[struct{}](c.core), derived[struct{}](c.core)}
	c.pool.warm(parts[0])
	if c.opts.Mode == Shared {
		c.shared.warm(parts[1])
	} else {
		parts = parts[:1]
	}
	all(c.core, parts).after(func(_ []struct{}, err error) { f.settle(struct{}{}, err) })
	return f
}

// Stats returns the figures of the pool.
func (c *Client) Stats() Stats {
	c.core.Lock()
	defer c.core.Unlock()
	return c.pool.snapshot()
}

// String is the client's address, database, mode, number of connections and state.
func (c *Client) String() string {
	c.core.Lock()
	n, state := len(c.sessions), "]"
	if c.closed != nil {
		state = ", closed]"
	}
	c.core.Unlock()
	return "client of " + c.opts.Addr + " [db:" + strconv.Itoa(c.opts.DB) + ", " + c.opts.Mode.String() + ", " + strconv.Itoa(n) + " connections" + state
}

// Number is the client's number, from 1, by which [Hooks] know it.
func (c *Client) Number() int { return c.core.client }

// Close ends the client gracefully: calls that wait for a connection fail,
// and each connection is closed once the replies that are due have come, or
// at once when a command that may block is among them. The future resolves
// when all connections are gone.
func (c *Client) Close() *Future[struct{}] { return c.shut((*session).close) }

// Abort ends the client at once: replies that are due are not waited for.
func (c *Client) Abort() *Future[struct{}] {
	return c.shut(func(s *session) { s.end(s.failure(errClient)) })
}

func (c *Client) shut(end func(*session)) *Future[struct{}] {
	c.core.Lock()
	defer c.core.Unlock()
	f := newStep[struct{}](c.core, "close")
	if c.closed == nil {
		c.closed = errClientClosed
	}
	c.pool.shut()
	c.shared.shut()
	for _, s := range slices.Clone(c.sessions) {
		end(s)
	}
	if len(c.sessions) == 0 {
		f.resolve(struct{}{})
	} else {
		c.closing = append(c.closing, f)
	}
	return f
}
