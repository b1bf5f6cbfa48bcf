// Calls that wait for their turn on the shared connection.

package client

// turnstile lets calls pass to the shared connection, or makes them wait.
type turnstile interface {
	holds(q *call) bool   // q has to wait, and does
	connected(s *session) // there is a shared connection
	lost()                // and not any more
	fail(err error)       // nobody is to wait for it
}

// turns is the turnstile of Options.InFlight, and the place of calls that wait.
type turns struct {
	shared *shared
	most   int // unanswered calls on the connection
	line   fifo[*call]
	left   int     // how many of the line were given up
	whole  batched // the transaction whose MULTI has passed last: the rest of it passes with it
}

// holds implements turnstile. A call that had been sent, but not written, when
// its connection was lost passes on to the next ahead of those that had not:
// calls do not overtake.
func (t *turns) holds(q *call) bool {
	connected := t.shared.session != nil
	if connected && t.isRest(q) {
		return false
	}
	if connected && t.line.len() == 0 && t.room() || !connected && q.tries > 0 {
		t.passes(q)
		return false
	}
	q.place = t
	t.line.push(q)
	if !connected {
		t.shared.connect()
	}
	return true
}

// room reports whether one more call may be sent.
func (t *turns) room() bool {
	s := t.shared.session
	return s != nil && s.phase == open && s.conn.Pending() < t.most
}

// connected implements turnstile.
func (t *turns) connected(s *session) {
	s.answered = t.next
	t.next()
}

// next lets calls pass for which there is room.
func (t *turns) next() {
	for t.line.len() > 0 && (t.room() || t.isRest(t.line.at(0))) {
		if q := t.line.pop(); !q.moot() {
			t.passes(q)
			t.shared.session.send(q)
		}
	}
}

// passes notes that q has passed.
func (t *turns) passes(q *call) {
	if q.effect == multi {
		t.whole = q.part
	}
}

// isRest reports whether q is what follows a MULTI that has passed. Were it to
// wait, the commands of others would be queued in that transaction once q is
// given up, or it would go to another connection.
func (t *turns) isRest(q *call) bool { return q.part != nil && q.part == t.whole }

// lost implements turnstile.
func (t *turns) lost() {
	if t.line.len() > 0 {
		t.shared.connect()
	}
}

// fail implements turnstile.
func (t *turns) fail(err error) {
	for _, q := range t.line.take() {
		q.fail(err)
	}
}

// abandoned implements place: what is given up is never sent, and forgotten
// before there is more of it than of the rest.
func (t *turns) abandoned(*call) {
	if t.left++; 2*t.left <= t.line.len() {
		return
	}
	t.left = 0
	for range t.line.len() {
		if q := t.line.pop(); !q.moot() {
			t.line.push(q)
		}
	}
}

// whereabouts says what those that wait wait for.
func (t *turns) whereabouts() string {
	if t.shared.session == nil {
		return "it was waiting for a connection"
	}
	return "it was waiting for its turn: there were InFlight others"
}
