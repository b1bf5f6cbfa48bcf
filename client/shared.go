// Shared mode: plain commands of all callers on one connection.

package client

// shared is the connection that a client's plain commands share.
type shared struct {
	node       *node
	self       successor // of its calls
	session    *session  // nil: not connected
	connecting bool
	ahead      fifo[*call] // what waits for the connection and goes first: it had been sent on the last one, and not written
	waiting    fifo[*call] // all else that waits for it
	turns      turnstile   // nil: there is none
	warming    []*Future[struct{}]
	ageing     *timer // ends the session when it is too old; nil: it may stay
}

// execute implements executor.
func (m *shared) execute(q *call) {
	q.again = &m.self
	switch {
	case m.node.client.closed != nil:
		q.fail(m.node.client.closed)
	case m.turns != nil && m.turns.holds(q):
	case m.session == nil && q.tries > 0:
		m.ahead.push(q)
		m.connect()
	case m.session == nil:
		m.waiting.push(q)
		m.connect()
	case m.session.phase == closing:
		m.waiting.push(q)
	default:
		m.session.send(q)
	}
}

func (m *shared) connect() {
	if !m.connecting {
		m.connecting = true
		m.node.try(1, m.connected)
	}
}

// warm resolves f when there is a connection.
func (m *shared) warm(f *Future[struct{}]) {
	m.warming = append(m.warming, f)
	if m.session == nil {
		m.connect()
	} else {
		m.warmed(nil)
	}
}

func (m *shared) warmed(err error) {
	warming := m.warming
	m.warming = nil
	for _, f := range warming {
		f.settle(struct{}{}, err)
	}
}

func (m *shared) connected(s *session, err error) {
	m.connecting = false
	m.warmed(err)
	if err != nil {
		m.fail(err)
		return
	}
	waiting := append(m.ahead.take(), m.waiting.take()...)
	m.session = s
	s.holder = m
	if keeper := m.node.pool.keeper; keeper != nil {
		keeper.shares(m)
	}
	for _, q := range waiting {
		if !q.moot() {
			s.send(q)
		}
	}
	if m.turns != nil {
		m.turns.connected(s)
	}
}

func (m *shared) drained(*session) {}

// replace closes the connection once the replies that are due have come. What
// is called from now on goes over the next one, and waits until then: it is
// not to overtake.
func (m *shared) replace() {
	if m.session.phase == open {
		m.session.close()
	}
}

// lost implements holder.
func (m *shared) lost(*session, error) {
	m.ageing.stop()
	m.session = nil
	if m.waiting.len() > 0 {
		m.connect()
	}
	if m.turns != nil {
		m.turns.lost()
	}
}

// abandoned implements holder: the call keeps its place.
func (m *shared) abandoned(*session, *call) {}

// shut fails all that wait, for good.
func (m *shared) shut() {
	m.warmed(m.node.client.closed)
	m.fail(m.node.client.closed)
}

// fail fails all that wait.
func (m *shared) fail(err error) {
	for _, q := range append(m.ahead.take(), m.waiting.take()...) {
		q.fail(err)
	}
	if m.turns != nil {
		m.turns.fail(err)
	}
}
