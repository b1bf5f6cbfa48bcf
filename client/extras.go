// What New adds to NewBasic: features that a program asks for in its options.

package client

// equip gives a client what its options ask for. The rest of the package
// knows these features as functions that may be nil: a program that makes its
// clients with NewBasic does not link them.
func (c *Client) equip() {
	if limit := c.opts.CallTimeout; limit > 0 {
		c.core.limit = func(q *call) { q.within(limit) }
	}
	if most := c.opts.InFlight; most > 0 {
		c.node.shared.turns = &turns{shared: &c.node.shared, most: most}
	}
	c.node.pool.limitTime()
	c.core.dialed, c.core.notNow = (*session).equip, isNotNow
}

// equip is told that the session is being dialed.
func (s *session) equip() {
	if s.opts.LibName != "" && s.opts.LibName != "none" {
		s.introduce = s.libInfo
	}
	if s.opts.KeepAlive > 0 {
		s.living = s.listen
	}
	if s.opts.Resend.Attempts > 0 {
		s.conn.retry = s.retry
	}
}
