// Shared mode: plain commands of all callers on one connection.

package client

// shared is the connection that a client's plain commands share.
type shared struct {
	client     *Client
	session    *session // nil: not connected
	connecting bool
	waiting    fifo[*call] // for the connection
	turns      turnstile   // nil: there is none
	warming    []*Future[struct{}]
}

// execute implements executor.
func (m *shared) execute(q *call) {
	q.again = m
	switch {
	case m.client.closed != nil:
		q.fail(m.client.closed)
	case m.turns != nil && m.turns.holds(q):
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
	m.warmed(err)
	if err != nil {
		m.fail(err)
		return
	}
	waiting := m.waiting.take()
	m.session = s
	s.holder = m
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

// lost implements holder.
func (m *shared) lost(*session, error) {
	m.session = nil
	if m.turns != nil {
		m.turns.lost()
	}
}

// abandoned implements holder: the call keeps its place.
func (m *shared) abandoned(*session, *call) {}

// shut fails all that wait, for good.
func (m *shared) shut() {
	m.warmed(m.client.closed)
	m.fail(m.client.closed)
}

// fail fails all that wait.
func (m *shared) fail(err error) {
	for _, q := range m.waiting.take() {
		q.fail(err)
	}
	if m.turns != nil {
		m.turns.fail(err)
	}
}
