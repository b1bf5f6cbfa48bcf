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
//
// Make one Client for a server when the program starts, and let everything
// that runs share it: a client is its pool, and one for each request would
// connect for each request. At the end, Close it.
//
// # Connections
//
// In [Shared] mode, the default, one connection carries the plain commands of
// all callers. They pipeline by themselves, and the server runs what one
// caller calls in the order of the calls. Only what blocks, transactions with
// WATCH and subscriptions borrow connections of their own, so the pool may be
// small. There is one shared connection, as in Lettuce and StackExchange.Redis,
// and not four, as in rueidis: several serve threads that would get in each
// other's way, which a client with one lock has no use for, and calls for
// different keys lose their order. What speaks against sharing is large values,
// since all behind them waits: give those a client of their own.
//
// In [PerCall] mode each command borrows a connection until its reply has come,
// as most older clients do it. [Pool] says how many there may be, how long
// calls wait for one, and how long a connection is kept; [Client.Stats] how it
// goes; [Client.Warm] opens the first ones ahead of their use.
//
// # More than one command
//
// A [Pipeline] sends commands together, and [Client.Pipelined] what a function
// collects; [Client.TxPipeline] does it between MULTI and EXEC.
// [Client.Transact], for programs that may block, and [Client.Transaction] read
// under WATCH what they write, and begin again when somebody else was faster.
// [NewScript] and [NewFunctionLibrary] have the server run Lua as one step.
//
// [Client.Subscribe] hands on messages as they come, or keeps them for
// [Subscription.Next] and [Subscription.Messages]; [Client.ReadGroup] does so
// with streams, of which each message is for one consumer of a group, and
// comes again until it is acknowledged. Both come back when their connection
// is lost. [Client.Lock] keeps others out, as far as a clock can.
//
// # Not there yet
//
// A client speaks to one server. Cluster and Sentinel come next: a cluster's
// MOVED and ASK reach the caller as the [resp.Error] that they are.
package client

import (
	"slices"
	"strconv"
)

// Client is a Redis client. Making one does no I/O: the first command connects.
type Client struct {
	Iterators
	core     *core
	opts     Options
	node     node
	self     successor  // of the calls that borrow a connection each
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
// Resend, LibName and LibVersion of the options are not looked at, nor are
// MaxIdle, Lifetime and Check of the pool.
func NewBasic(o Options) *Client {
	invalid := o.checkBasic()
	c := &Client{core: newCore(o), opts: o.withDefaults(), closed: invalid}
	c.core.numbers.clients++
	c.core.client = c.core.numbers.clients
	c.Commands = Commands{core: c.core, via: c}
	c.self.executor = c
	c.node.init(c, &c.opts)
	return c
}

// route returns the node that q is for. There is one: a client for a cluster
// would look at the keys of q here, and one for sentinels at who leads.
func (c *Client) route(*call) *node { return &c.node }

// execute implements executor.
func (c *Client) execute(q *call) {
	c.start(q)
	c.core.limited(q)
}

// start is execute without a limit of time.
func (c *Client) start(q *call) { c.route(q).execute(q) }

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
	parts := c.node.warm()
	all(c.core, parts).after(func(_ []struct{}, err error) { f.settle(struct{}{}, err) })
	return f
}

// Stats returns the figures of the pool.
func (c *Client) Stats() Stats {
	c.core.Lock()
	defer c.core.Unlock()
	return c.node.pool.snapshot()
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
// at once when a command that may block is among them. Leases and
// subscriptions end as well. The future resolves when all connections are gone.
//
// A deadline is that of awaiting: when ctx ends, closing goes on, and Abort
// cuts what is left of it.
//
//	if _, err := c.Close().Await(ctx); err != nil {
//		c.Abort()
//	}
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
	c.node.shut()
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
