// Faults: what can go wrong with the network and with the server.

package sim

import (
	"errors"
	"time"

	"resplay/resp"
)

// Faults are in store for one connection, see [World.OnDial]. The zero value
// is none.
type Faults struct {
	Link *Link // its own network; nil: the world's

	// CutUp breaks the connection, at both ends, as the byte with this
	// number, from 1, would reach the server: it and all behind it are lost.
	// CutDown is the same for bytes that come to the client. 0: never.
	CutUp, CutDown int

	// Chunk is the most bytes that come in one piece, either way; 0: all
	// that were sent in one.
	Chunk int

	// ServerReads and ClientReads are how many bytes a second a slow reader
	// takes; 0: it takes what comes.
	ServerReads, ClientReads int
}

// OnDial sets who says what is in store for each connection that is dialed
// from now on, by its number; nil is nobody. [World.Begin] forgets it.
func (w *World) OnDial(faults func(conn int) Faults) {
	w.onDial = nil
	if faults != nil {
		w.onDial = func(c *conn) { c.suffer(faults(c.number)) }
	}
}

func (c *conn) suffer(f Faults) {
	c.link = f.Link
	if f.CutUp > 0 || f.Chunk > 0 || f.ServerReads > 0 {
		c.toServer = &reader{conn: c, deliver: c.feed, cut: f.CutUp, chunk: f.Chunk, rate: f.ServerReads}
	}
	if f.CutDown > 0 || f.Chunk > 0 || f.ClientReads > 0 {
		c.toClient = &reader{conn: c, deliver: c.hand, cut: f.CutDown, chunk: f.Chunk, rate: f.ClientReads}
	}
}

// Pause keeps everything on a connection from arriving for a while, either
// way; nothing is lost. It reports whether there is such a connection.
func (w *World) Pause(conn int, d time.Duration) bool {
	c := w.live[conn]
	if c == nil {
		return false
	}
	for _, r := range []*reader{c.readerOf(&c.toServer, c.feed), c.readerOf(&c.toClient, c.hand)} {
		r.paused = max(r.paused, w.now+d)
	}
	return true
}

// readerOf is the reader of one end, made when it has none so far.
func (c *conn) readerOf(end *passage, deliver func([]byte)) *reader {
	if *end == nil {
		*end = &reader{conn: c, deliver: deliver}
	}
	return (*end).(*reader)
}

// reader is the end of a connection that reads with faults. It is a passage.
type reader struct {
	conn    *conn
	deliver func([]byte)
	cut     int // the connection breaks at this byte, counted from the next; 0: at none
	chunk   int
	rate    int
	paused  time.Duration // nothing is read before
	waiting []piece       // arrived and not read
	reading bool          // the first of them is being read
}

// piece is bytes, or, behind all bytes, what the end of them brings about.
type piece struct {
	data []byte
	end  func()
}

// quantum is how long a slow reader takes to read a piece.
const quantum = time.Millisecond

// arrive takes bytes that came over the wire.
func (r *reader) arrive(data []byte) {
	size := len(data)
	if len(r.waiting) == 0 && r.rate == 0 && (r.chunk == 0 || size <= r.chunk) && r.conn.world.now >= r.paused {
		r.pass(data)
		return
	}
	if r.chunk > 0 {
		size = min(size, r.chunk)
	}
	if r.rate > 0 {
		size = min(size, max(1, r.rate/int(time.Second/quantum)))
	}
	for len(data) > 0 {
		n := min(size, len(data))
		r.waiting = append(r.waiting, piece{data: data[:n]})
		data = data[n:]
	}
	r.read()
}

// behind runs fn once all that came so far is read.
func (r *reader) behind(fn func()) {
	r.waiting = append(r.waiting, piece{end: fn})
	r.read()
}

// read begins to read what waits, each piece on a turn of its own.
func (r *reader) read() {
	if r.reading || len(r.waiting) == 0 {
		return
	}
	r.reading = true
	w := r.conn.world
	takes := time.Duration(0)
	if r.rate > 0 {
		takes = time.Duration(len(r.waiting[0].data)) * time.Second / time.Duration(r.rate)
	}
	w.queue.post(max(w.now, r.paused)+takes, r.turn)
}

func (r *reader) turn() {
	r.reading = false
	if r.conn.world.now < r.paused {
		r.read()
		return
	}
	first := r.waiting[0]
	r.waiting = r.waiting[1:]
	if first.end != nil {
		first.end()
	} else {
		r.pass(first.data)
	}
	r.read()
}

// pass hands bytes over, as far as the connection lasts.
func (r *reader) pass(data []byte) {
	broken := r.cut > 0 && len(data) >= r.cut
	switch {
	case broken:
		data = data[:r.cut-1]
	case r.cut > 0:
		r.cut -= len(data)
	}
	if len(data) > 0 {
		r.deliver(data)
	}
	if broken && !r.conn.ended {
		r.conn.cut(ErrReset)
	}
}

// ErrDown is what dialing ends with while the server is down.
var ErrDown = errors.New("connection refused: the Redis of this world is down")

// Crash ends the server: every connection breaks, and dialing is refused until
// [World.Start]. Keys stay, as if they had just been saved.
func (w *World) Crash() {
	w.down = true
	for n := 1; n <= w.conns; n++ {
		if c := w.live[n]; c != nil && c.server != nil {
			c.cut(ErrReset)
		}
	}
}

// Start starts a server that has crashed; without keep, its keys are gone.
func (w *World) Start(keep bool) {
	w.down = false
	if !keep {
		w.engine.Replay(resp.AppendCommand(nil, "FLUSHALL")) // which cannot fail
	}
}

// Restart is Crash, and Start once the server has been down for a while.
func (w *World) Restart(down time.Duration, keep bool) {
	w.Crash()
	w.queue.post(w.now+down, func() { w.Start(keep) })
}
