// Shared mode: plain commands of all callers on one connection.

package client

// shared is the connection that a client's plain commands share.
type shared struct {
	client     *Client
	session    *session // nil: not connected
	connecting bool
	waiting    fifo[*call] // for the connection
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

func (m *shared) connected(s *session, err error) {
	m.connecting = false
	waiting := m.waiting.take()
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
	for _, q := range m.waiting.take() {
		q.fail(m.client.closed)
	}
}
