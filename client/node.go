// node: a server, and the connections that a client has to it.

package client

// node is one server. [Client.route] chooses it for each call, batch and
// lease; what is below belongs to that server alone.
type node struct {
	core   *core
	client *Client
	opts   *Options // of its connections: the client's, Addr being the server's
	pool   pool
	shared shared
}

func (n *node) init(c *Client, opts *Options) {
	n.core, n.client, n.opts = c.core, c, opts
	n.pool.core, n.pool.node, n.pool.limits = c.core, n, opts.Pool
	n.shared.node, n.shared.self.executor = n, &n.shared
}

// execute implements executor.
func (n *node) execute(q *call) {
	if n.opts.Mode == Shared && !q.ownConnection(q.args()) {
		n.shared.execute(q)
		return
	}
	q.again = &n.client.self
	n.borrowFor(q, func(s *session) { s.send(q) })
}

// send implements sender.
func (n *node) send(f *call, calls []*call, own bool) {
	if !own && n.opts.Mode == Shared {
		for _, q := range calls {
			n.shared.execute(q)
		}
		return
	}
	n.borrowFor(f, func(s *session) {
		for _, q := range calls {
			s.send(q)
		}
	})
}

// borrowFor calls use with a session for q, or fails q. Cancelling q before
// that withdraws it.
func (n *node) borrowFor(q *call, use func(*session)) {
	b := n.pool.borrow(q.id, func(s *session, err error) {
		q.place = nil
		if err != nil {
			q.fail(err)
			return
		}
		use(s)
	})
	if b != nil && !q.done {
		q.place = abandonFunc(func() { n.pool.withdraw(b) })
	}
}

// try dials, and dials again as [Options].Connect says, until there is a
// session, or an error to give up with. The first attempt is number 1.
func (n *node) try(attempt int, done func(*session, error)) {
	c := n.client
	n.pool.stats.Dialed++
	var s *session
	ready := func(err error) {
		if err == nil {
			done(s, nil)
			return
		}
		n.pool.stats.Failed++
		switch {
		case c.closed != nil:
			done(nil, c.closed)
		case attempt > n.opts.Connect.Attempts || ErrorKind(err) == "server" && (n.core.notNow == nil || !n.core.notNow(err)):
			done(nil, err)
		default:
			pause := n.core.delay(n.opts.Connect, attempt)
			n.core.hooks.Retrying(n.core.client, 0, attempt, pause, err)
			n.core.after(pause, func() { n.tryAgain(attempt+1, done) })
		}
	}
	s = dial(n.core, n.opts, ready, func() { c.gone(s) })
	c.sessions = append(c.sessions, s)
}

func (n *node) tryAgain(attempt int, done func(*session, error)) {
	if closed := n.client.closed; closed != nil {
		done(nil, closed)
		return
	}
	n.try(attempt, done)
}

// warm returns futures that resolve when the pool has its minimum, and the
// shared connection is there if calls share one.
func (n *node) warm() []*Future[struct{}] {
	parts := []*Future[struct{}]{derived[struct{}](n.core)}
	n.pool.warm(parts[0])
	if n.opts.Mode == Shared {
		parts = append(parts, derived[struct{}](n.core))
		n.shared.warm(parts[1])
	}
	return parts
}

// shut fails all that wait for a connection, for good.
func (n *node) shut() {
	n.pool.shut()
	n.shared.shut()
}
