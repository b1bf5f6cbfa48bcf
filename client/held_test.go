// What tests in package client_test see of what a client holds on to.

package client

// Held is what a client holds on to.
type Held struct {
	Sessions int // connections, those that are being dialed or closed among them
	Idle     int
	Waiting  int // borrowers, calls and futures that wait for a connection
	Places   int // room in queues
	Bytes    int // of buffers
	Names    int // subscribed on connections
}

// Held counts what the client holds on to.
func (c *Client) Held() Held {
	c.core.Lock()
	defer c.core.Unlock()
	p, m := &c.node.pool, &c.node.shared
	h := Held{
		Sessions: len(c.sessions), Idle: len(p.idle),
		Waiting: p.waiting.len() + len(p.warming) + m.waiting.len() + len(m.warming) + len(c.closing),
		Places:  cap(p.waiting.items) + cap(m.waiting.items) + cap(c.sessions) + cap(p.idle),
	}
	for _, s := range c.sessions {
		h.Places += cap(s.conn.queue.items)
		h.Bytes += cap(s.conn.out) + cap(s.conn.spare) + 8*cap(s.conn.sizes)
		for _, names := range s.conn.state.subscribed {
			h.Names += len(names)
		}
	}
	return h
}
