// How long a call may take as a whole.

package client

import "time"

// Within is the client's commands with d in place of [Options].CallTimeout;
// 0 is none.
//
//	c.Within(50 * time.Millisecond).Get("greeting")
func (c *Client) Within(d time.Duration) Commands {
	return Commands{core: c.core, via: within{c, d}}
}

type within struct {
	client *Client
	limit  time.Duration
}

// execute implements executor.
func (w within) execute(q *call) {
	w.client.start(q)
	q.within(w.limit)
}

// within fails the call when it is not done after d, if d is positive, and
// the time that its command may block. One that may block for ever may do so.
func (q *call) within(d time.Duration) {
	wait, blocks := q.blockTime(q.args())
	if d <= 0 || q.done || blocks && wait == 0 {
		return
	}
	alarm := q.core.after(wait+d, func() {
		q.failInPlace(&TimeoutError{Limit: "CallTimeout", After: wait + d, Where: q.whereabouts()})
	})
	q.finally(alarm.stop)
}

// whereabouts says what a pending call waits for.
func (q *call) whereabouts() string {
	switch place := q.place.(type) {
	case *turns:
		return place.whereabouts()
	case *pause:
		return "it was waiting to be sent again"
	case abandonFunc:
		if name := q.args()[0]; name == "transaction" || name == "subscribe" { // steps of many calls
			return "it was not through"
		}
		return "it was waiting for a connection"
	case nil:
		if q.again != nil {
			if m, ok := q.again.executor.(*shared); ok && m.session == nil {
				return "it was waiting for a connection"
			}
		}
	}
	return "the reply had not come"
}
