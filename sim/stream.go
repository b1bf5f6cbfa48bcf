// Raw streams: connections that programs write to themselves.

package sim

import "resplay/client"

// Stream is an end of a raw stream, for who writes to it.
type Stream interface {
	client.Transport
	Leave() // Close, once all that was written has come to the other end
	Abort() // Close, of which the other end hears that the connection is broken
}

// DialStream opens a raw stream to the engine.
func (w *World) DialStream(addr string, h client.Handler) Stream { return w.dial(addr, h, 0, "") }

func (c *conn) Leave() {
	switch {
	case c.far != nil:
		c.far.shutNear(true)
	case c.up.arrival > c.world.now:
		c.world.queue.post(c.up.arrival, func() { inOrderOf(c.toServer, c.Close) })
	default:
		c.Close()
	}
}

func (c *conn) Abort() {
	if c.far != nil {
		c.far.abortNear()
		return
	}
	c.Close()
}

// inOrderOf runs fn behind what a passage still holds back.
func inOrderOf(p passage, fn func()) {
	if p != nil {
		p.behind(fn)
		return
	}
	fn()
}
