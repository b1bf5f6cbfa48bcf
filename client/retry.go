// What is sent again after it may have reached the server, and when.

package client

import (
	"errors"
	"strings"

	"resplay/resp"
)

// retry has a call made again that got err instead of a result, if Resend
// allows it. It reports whether it did.
func (s *session) retry(q *call, err error) bool {
	if q.again == nil || q.part != nil || q.done || int(q.tries) >= s.opts.Resend.Attempts {
		return false
	}
	if _, said := err.(resp.Error); said && !wasNotRun(q, err) || !said && !s.maySendTwice(q, err) {
		return false
	}
	q.tries++
	p := &pause{}
	q.place = p
	wait := s.delay(s.opts.Resend, int(q.tries))
	s.hooks.Retrying(s.client, q.id, int(q.tries), wait, err)
	p.timer = s.after(wait, func() {
		q.place = nil
		q.again.execute(q)
	})
	return true
}

// maySendTwice reports whether it does no harm to send a call again after it
// may have reached the server. A connection that was closed on purpose is to
// have no successor.
func (s *session) maySendTwice(q *call, err error) bool {
	_, blocks := q.blockTime(q.args())
	return s.opts.Reads != nil && s.opts.Reads(q.args()) && !blocks && !errors.Is(err, errClient)
}

// wasNotRun reports whether the server refused to run a call, for now. An error
// of a script or function may be of its own making, after it has written.
func wasNotRun(q *call, err error) bool {
	switch commandName(q.args()) {
	case "EVAL", "EVALSHA", "FCALL":
		return false
	}
	return isNotNow(err)
}

// isNotNow reports whether a server said that it did not run a command, and
// that it may do so later.
func isNotNow(err error) bool {
	said, _ := errors.AsType[resp.Error](err)
	switch said.Code() {
	case "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY":
		return true
	}
	return strings.HasPrefix(string(said), "ERR max number of clients")
}

// pause is the place of a call that is to be made again later.
type pause struct{ *timer }

func (p *pause) abandoned(*call) { p.stop() }
