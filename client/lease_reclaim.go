// Leases that nobody can release any more.

package client

// ReclaimLeases makes the client release leases that were forgotten, from now
// on, once the replies due on them have come, and count them in [Stats]. watch
// is told of each lease, and has fn run, on any goroutine, when l is garbage.
// Clients of package client/tcp have it.
//
// It is a net below a mistake: when it catches something is up to the garbage
// collector. A lease that calls back, for pushes or for its end, is not
// forgotten.
func (c *Client) ReclaimLeases(watch func(l *Lease, fn func())) {
	c.core.Lock()
	defer c.core.Unlock()
	c.core.leased = func(l *Lease) {
		forget := c.core.locked(l.hold.forget) // which does not know the lease
		watch(l, func() { c.core.sched.Post(forget) })
	}
}

// forget is told that the lease is garbage.
func (h *hold) forget() {
	switch {
	case h.released || h.ended != nil || h.onEnd != nil || h.session.conn.push != nil:
	case h.session.conn.Pending() > 0:
		h.forgotten = h.forget
	default:
		h.node.pool.stats.Leaked++
		h.release()
	}
}
