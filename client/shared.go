// Shared mode: plain commands of all callers on one connection.

package client

// shared is the connection that a client's plain commands share.
type shared struct {
	client     *Client
	session    *session // nil: not connected
	connecting bool
	waiting    fifo[*call] // for the connection
	warming    []*Future[struct{}]
}

// execute implements executor.
func (m *shared) execute(q *call) {
	q.again = m
	switch {
	case m.client.closed != nil:
		q.fail(m.client.closed)
	case m.session != nil:
		m.session.send(q)
	default:
		m.waiting.push(q)
		m.connect()
	}
}

func (m *shared) connect() {
	if !m.connecting {
		m.connecting = true
		m.client.connect(m.connected)
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
	waiting := m.waiting.take()
	m.warmed(err)
	if err != nil {
		for _, q := range waiting {
			q.fail(err)
		}
		return
	}
	m.session = s
	s.holder = m
	for _, q := range waiting {
		if !q.moot() {
			s.send(q)
		}
	}
}

func (m *shared) drained(*session) {}

func (m *shared) lost(*session, error) { m.session = nil }

// abandoned implements holder: the call keeps its place.
func (m *shared) abandoned(*session, *call) {}

// shut fails all that wait, for good.
func (m *shared) shut() {
	m.warmed(m.client.closed)
	for _, q := range m.waiting.take() {
		q.fail(m.client.closed)
	}
}
