// The client: what it is made of, and the calls that are its own.

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
	c.sessions = without(c.sessions, s)
	if len(c.sessions) == 0 {
		closing := c.closing
		c.closing = nil
		for _, f := range closing {
			f.resolve(struct{}{})
		}
	}
}

// without takes a session out of a list. Most that are closed together leave
// in the order of the list, which then costs the same for each.
func without(list []*session, s *session) []*session {
	i := slices.Index(list, s)
	if i < 0 {
		return list
	}
	copy(list[1:i+1], list[:i])
	list[0] = nil
	return list[1:]
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
