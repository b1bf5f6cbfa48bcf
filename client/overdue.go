// Replies that do not come in time.

package client

import "time"

// setDue makes q overdue when its reply has not come within CommandTimeout, on
// top of the time that it may block. What is sent behind a blocking command,
// on a lease, waits for that first, so it is never overdue.
func (s *session) setDue(q *call) {
	wait, blocks := q.blockTime(q.args)
	behind := s.stalled
	s.stalled = s.stalled || blocks
	if s.opts.CommandTimeout <= 0 || behind || blocks && wait == 0 || s.phase == greeting {
		return // a handshake has ConnectTimeout instead
	}
	q.sent = s.sched.Now().UnixNano()
	q.due = q.sent + int64(wait+s.opts.CommandTimeout)
	if s.overdue == nil {
		s.overdue = s.after(wait+s.opts.CommandTimeout, s.expire)
	}
}

// expire fails the calls that are overdue. When nothing at all was heard since
// the oldest of them was sent, the connection is taken for dead and ended;
// otherwise the server is slow, and their places in the queue are kept.
func (s *session) expire() {
	s.overdue = nil
	now := s.sched.Now().UnixNano()
	for i := range s.conn.Pending() {
		q := s.conn.queue.at(i)
		switch {
		case q.sent == 0 || q.done:
		case q.due > now:
			s.overdue = s.after(time.Duration(q.due-now), s.expire)
			return
		case s.heard < q.sent:
			s.end(s.failure(q.late()))
			return
		default:
			q.fail(q.late())
		}
		if s.phase == ended {
			return
		}
	}
}

// late is the error of a call that is overdue.
func (q *call) late() error {
	return q.core.timeout("CommandTimeout", time.Duration(q.due-q.sent), "there was no reply")
}
