// session: a Conn over a Transport, from dialing to the end.

package client

import (
	"errors"
	"io"
	"strings"
)

// session is one connection of a client. It implements [Handler].
type session struct {
	*core
	opts      *Options
	conn      *Conn
	transport Transport
	phase     phase
	ready     func(error) // called once, when the handshake is over or has failed
	holder    holder      // who has the session, once it is ready
	resp3     bool        // the server has agreed to RESP3
	lent      bool        // the pool has lent it, and not got it back
	unwanted  bool        // the pool is to close it when it comes back
	unused    int64       // since when nobody has it, in Unix nanoseconds, if the pool wants to know
	expires   int64       // when it is too old, in Unix nanoseconds; 0: never
	gone      func()      // called when the transport is closed for good

	flush    func()                    // writes what the conn has; made once, posted often
	flushing bool                      // flush is posted, or pull was called and not all is taken
	pull     func(alone, awaited bool) // see [Source]; nil: flush is posted
	heed     func()
	solo     bool // whoever calls Received has this
	backlog  backlog

	connecting *timer
	overdue    *timer // runs when the first due call of the queue is overdue
	heard      int64  // when bytes came last, in Unix nanoseconds
	paused     bool   // reading has stopped, for a consumer that is slow
	stalled    bool   // a blocking command is among the unanswered, or was since there were none

	// Set by equip and by the holder; nil: there is no such feature.
	introduce func() [][]string // what goes out with the handshake, and need not succeed
	living    func()            // called when the session is open
	pulse     *timer            // of KeepAlive
	answered  func()            // called when replies have come
}

// phase is how far a session has come.
type phase int

const (
	dialing phase = iota
	greeting
	open
	closing // open, but to be closed once all replies are there
	ended
)

// holder is who uses a session: the pool, a lease, or the client's shared use.
type holder interface {
	drained(s *session)            // each call sent has its reply
	lost(s *session, err error)    // the session has ended
	abandoned(s *session, q *call) // q, sent on s, was cancelled
}

// dial begins to connect. gone is called last, whatever happens.
func dial(c *core, opts *Options, ready func(error), gone func()) *session {
	s := &session{core: c, opts: opts, conn: newConn(c, nil), ready: ready, gone: gone}
	s.flush = c.locked(s.write)
	if opts.ConnectTimeout > 0 {
		s.connecting = c.after(opts.ConnectTimeout, func() {
			s.end(s.failure(c.timeout("ConnectTimeout", opts.ConnectTimeout, "it was not open")))
		})
	}
	if c.dialed != nil {
		c.dialed(s)
	}
	s.transport = opts.Dialer.Dial(opts.Addr, s)
	if numbered, ok := s.transport.(interface{ Number() int }); ok {
		s.conn.number = numbered.Number()
	} else {
		c.numbers.conns++
		s.conn.number = c.numbers.conns
	}
	c.hooks.ConnDialed(c.client, s.conn.number, opts.Addr)
	return s
}

// Opened implements [Handler].
func (s *session) Opened() {
	s.Lock()
	defer s.Unlock()
	if s.phase == dialing {
		s.phase = greeting
		s.greet()
	}
}

// Received implements [Handler]. It reads without the lock, and holds it while
// it settles calls.
func (s *session) Received(b []byte) {
	s.conn.reader.Feed(b)
	for more := true; more; {
		more = s.conn.read()
		s.Lock()
		more = s.received() && more
		s.Unlock()
	}
}

// received settles calls, and reports whether the session goes on.
func (s *session) received() bool {
	if s.phase == ended {
		s.conn.values = nil
		return false
	}
	if s.opts.CommandTimeout > 0 || s.pulse != nil {
		s.heard = s.sched.Now().UnixNano()
	}
	due, awaited := s.conn.Pending(), s.awaited
	if err := s.conn.settle(); err != nil {
		s.end(s.failure(err))
	}
	if s.backlog.len() > 0 {
		s.sendChunk()
	}
	if s.answered != nil {
		s.answered()
	}
	if due > 0 && s.conn.Pending() == 0 && s.phase != ended {
		s.idle()
	}
	s.solo = due == 1 && s.conn.Pending() == 0 && s.awaited == awaited+1 && s.conn.push == nil
	return s.phase != ended
}

// Closed implements [Handler].
func (s *session) Closed(err error) {
	s.Lock()
	defer s.Unlock()
	if err == nil || errors.Is(err, io.EOF) {
		err = errHungUp
	}
	s.conn.quit()
	s.end(s.failure(err))
	s.gone()
}

var errHungUp = errors.New("the server closed it")

// failure says in which phase err ended the session.
func (s *session) failure(err error) error {
	e := &ConnError{Op: "connection to", Addr: s.opts.Addr, Cause: err}
	switch s.phase {
	case dialing:
		e.Op = "connect to"
	case greeting:
		e.Op = "handshake with"
	}
	return e
}

// idle is called when no reply is due.
func (s *session) idle() {
	s.overdue.stop()
	s.overdue = nil
	s.stalled = false
	switch s.phase {
	case open:
		s.holder.drained(s)
	case closing:
		s.end(s.failure(errClient))
	}
}

// send sends a call, as soon as there is room for it.
func (s *session) send(q *call) {
	if s.holdsBack(q) {
		s.backlog.push(q)
		return
	}
	s.transmit(q)
}

// transmit queues a call. Everything that is queued in one turn of the
// scheduler goes out in one write: this is all there is to automatic
// pipelining.
func (s *session) transmit(q *call) {
	if q.part != nil && !q.part.staysOn(q, s.conn.number) {
		q.fail(errTorn)
		return
	}
	q.place = s
	s.backlog.sent++
	if q.blocks != never || s.opts.CommandTimeout > 0 {
		s.setDue(q)
	}
	s.conn.send(q)
	if !s.flushing {
		s.flushing = true
		if s.pull != nil {
			s.pull(s.conn.Pending() == 1 && s.phase == open, q.part == nil && q.tries == 0)
		} else {
			s.sched.Post(s.flush)
		}
	}
}

// write writes what the conn has, unless the transport takes it by itself: who
// was told of it by pull has it.
func (s *session) write() {
	if s.pull != nil {
		return
	}
	s.flushing = false
	if s.phase != ended {
		s.transport.Write(s.conn.Outgoing())
	}
}

// abandoned implements place.
func (s *session) abandoned(q *call) {
	if s.phase == open {
		s.holder.abandoned(s, q)
	}
}

// opened is called when the handshake is over; nil is success.
func (s *session) opened(err error) {
	if err != nil {
		if knowsNoHello(err) && s.opts.Password != "" && strings.Contains(err.Error(), s.opts.Password) {
			err = errNoAuth
		}
		s.end(s.failure(err))
		return
	}
	s.connecting.stop()
	s.phase = open
	s.conn.state = connState{db: s.opts.DB}
	s.hooks.ConnOpened(s.client, s.conn.number)
	if s.living != nil {
		s.living()
	}
	s.ready(nil)
}

// close ends the session when all replies are there, which may be now. It
// does not wait for a command that may block.
func (s *session) close() {
	switch {
	case s.phase != open || s.conn.Pending() == 0 || s.stalled:
		s.end(s.failure(errClient))
	default:
		s.phase = closing
	}
}

var (
	errClient  = errors.New("it was closed by this client")
	errSpoiled = errors.New("it was given back in a state that nothing undoes")
)

// end is the one way to end: all that wait get err, and calls that cannot
// have reached the server are made again where that is allowed.
func (s *session) end(err error) {
	if s.phase == ended {
		return
	}
	wasOpen := s.phase == open || s.phase == closing
	s.phase = ended
	s.connecting.stop()
	s.overdue.stop()
	s.pulse.stop()
	s.transport.Close()
	s.hooks.ConnClosed(s.client, s.conn.number, err)
	unsent := append(s.conn.end(err), s.backlog.take()...)
	if wasOpen {
		s.holder.lost(s, err)
	} else {
		s.ready(err)
	}
	for _, q := range unsent {
		if !q.moot() {
			s.resend(q, err)
		}
	}
}

// resend hands on a call that was never written. The rest of a transaction
// whose MULTI was answered has nowhere to go.
func (s *session) resend(q *call, err error) {
	if q.tries++; q.again == nil || int(q.tries) > s.opts.Connect.Attempts {
		q.fail(err)
		return
	}
	s.hooks.Retrying(s.client, q.id, int(q.tries), 0, err)
	q.place = nil
	q.again.execute(q)
}
