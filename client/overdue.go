// Replies that do not come in time.

package client

import "time"

// setDue makes q overdue when its reply has not come within CommandTimeout, on
// top of the time that it may block. What is sent behind a blocking command,
// on a lease, waits for that first, so it is never overdue.
func (s *session) setDue(q *call) {
	wait, blocks := q.blockTime(q.args())
	behind := s.stalled
	s.stalled = s.stalled || blocks
	if s.opts.CommandTimeout <= 0 || behind || blocks && wait == 0 || s.phase == greeting {
		return // a handshake has ConnectTimeout instead
	}
	now := s.sched.Now().UnixNano()
	s.conn.dues.push(due{q, now, now + int64(wait+s.opts.CommandTimeout)})
	if s.overdue == nil {
		s.overdue = s.after(wait+s.opts.CommandTimeout, s.expire)
	}
}

// due says when a call was sent, and when its reply is overdue, in Unix
// nanoseconds.
type due struct {
	call     *call
	sent, at int64
}

// expire fails the calls that are overdue. When nothing at all was heard since
// the oldest of them was sent, the connection is taken for dead and ended;
// otherwise the server is slow, and their places in the queue are kept.
func (s *session) expire() {
	s.overdue = nil
	now := s.sched.Now().UnixNano()
	for i := range s.conn.dues.len() {
		d := s.conn.dues.at(i)
		switch {
		case d.call.done: // it keeps its place
		case d.at > now:
			s.overdue = s.after(time.Duration(d.at-now), s.expire)
			return
		case s.heard < d.sent:
			s.end(s.failure(d.late(s.core)))
			return
		default:
			d.call.fail(d.late(s.core))
		}
		if s.phase == ended {
			return
		}
	}
}

// late is the error of a call that is overdue.
func (d due) late(c *core) error {
	return c.timeout("CommandTimeout", time.Duration(d.at-d.sent), "there was no reply")
}
