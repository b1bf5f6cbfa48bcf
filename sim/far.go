//go:build !first

// Streams that do not lead to the engine: to the program itself, which holds
// both ends, or to the echo service.

package sim

import (
	"time"

	"resplay/client"
)

// Peer is who holds an end of such a stream.
type Peer interface {
	client.Handler
	Ended() // the other end writes no more; this one still may
}

// Join opens a stream to addr, to whomever accept returns there: it gets the
// other end. A nil accept is the echo service.
func (w *World) Join(addr string, p Peer, accept func(Stream) Peer) Stream {
	f := &far{accept: accept}
	name := "program"
	if accept == nil {
		f.accept, name = echoes, "echo"
	}
	f.conn = w.dial(addr, p, 0, name)
	f.conn.far = f
	return f.conn
}

// far is the dialed end of such a stream.
type far struct {
	conn     *conn
	accept   func(Stream) Peer
	peer     Peer // nil until the dial has come here
	shut     bool // it writes no more
	left     bool // nor reads
	nearShut bool // the dialing end writes no more
	finished bool // one of the two knows that of the other
}

// arrive is the dial as it comes here.
func (f *far) arrive() {
	c := f.conn
	if !c.hungUp {
		f.peer = f.accept(f)
		c.world.queue.post(c.down.send(c, 0), c.opened)
	}
}

// feed is bytes as they come here.
func (f *far) feed(data []byte) {
	if f.left {
		f.reset(&f.conn.down) // nobody is there to read them
		return
	}
	f.peer.Received(data)
}

// unread is bytes that came to a dialing end which reads no more.
func (f *far) unread() { f.reset(&f.conn.up) }

// closed is the end of the connection.
func (f *far) closed(cause error) {
	if f.peer != nil {
		f.peer.Closed(cause)
	}
}

func (f *far) Write(b []byte) {
	c := f.conn
	if c.ended || f.shut || len(b) == 0 {
		return
	}
	data := append([]byte(nil), b...)
	c.tell(BytesSent, "server", data)
	c.world.queue.post(c.down.send(c, len(data)), func() { c.receive(data) })
}

// Shut ends what this end writes.
func (f *far) Shut() {
	c := f.conn
	if f.shut {
		return
	}
	f.shut = true
	c.world.queue.post(c.down.send(c, 0), func() {
		inOrderOf(c.toClient, func() { f.finish(c.client.(Peer), c.hungUp) })
	})
}

func (f *far) Leave() {
	f.Shut()
	f.left = true
}

func (f *far) Abort() { f.reset(&f.conn.down) }
func (f *far) Close() { f.conn.Close() }

// reset breaks the connection once the word of it has gone down a pipe.
func (f *far) reset(p *pipe) {
	f.conn.world.queue.post(p.send(f.conn, 0), func() { f.conn.cut(ErrReset) })
}

// shutNear ends what the dialing end writes, and what it reads as well if it leaves.
func (f *far) shutNear(leaves bool) {
	c := f.conn
	if f.peer == nil {
		c.Close()
		return
	}
	if !f.nearShut {
		f.nearShut = true
		c.world.queue.post(c.up.send(c, 0), func() {
			inOrderOf(c.toServer, func() { f.finish(f.peer, f.left) })
		})
	}
	c.hungUp = c.hungUp || leaves
}

// abortNear breaks the connection from the dialing end.
func (f *far) abortNear() {
	f.conn.hungUp = true
	f.reset(&f.conn.up)
}

// finish tells an end that nothing more will come, and ends the connection
// when both know that of each other.
func (f *far) finish(p Peer, left bool) {
	if f.conn.ended {
		return
	}
	if !left {
		p.Ended()
	}
	if f.finished {
		f.conn.end(nil)
	}
	f.finished = true
}

// Whole is what an end of a stream can do besides.
type Whole interface {
	Stream
	Shut()                 // writes no more, and reads on
	Unsent() time.Duration // how long the wire still takes to send what was written
}

func (f *far) Unsent() time.Duration  { return f.conn.down.free - f.conn.world.now }
func (c *conn) Unsent() time.Duration { return c.up.free - c.world.now }

// Shut ends what a stream's dialing end writes. The engine hangs up when it
// hears of it, behind its replies, as Redis does.
func (c *conn) Shut() {
	if c.far != nil {
		c.far.shutNear(false)
		return
	}
	c.world.queue.post(c.up.send(c, 0), func() {
		inOrderOf(c.toServer, func() {
			if !c.ended && c.server != nil {
				c.server.Close()
				c.flush()
			}
		})
	})
}

// echoes has what comes to an end of a stream go back.
func echoes(s Stream) Peer { return echo{s} }

type echo struct{ stream Stream }

func (echo) Opened()             {}
func (e echo) Received(b []byte) { e.stream.Write(b) }
func (e echo) Ended()            { e.stream.Leave() }
func (echo) Closed(error)        {}
