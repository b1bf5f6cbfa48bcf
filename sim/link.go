// The simulated network.

package sim

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"resplay/client"
	"resplay/engine"
)

// Link says how a simulated network behaves. Connections follow a change at
// their next write.
type Link struct {
	Latency   time.Duration // of a round trip: half of it each way
	Jitter    time.Duration // largest random delay added to each way
	Bandwidth int           // bytes a second each way; 0: no limit
}

// What a connection ends with, besides an orderly close.
var (
	ErrReset   = errors.New("connection reset by peer")
	ErrRefused = errors.New("connection refused: the Redis of this world listens on port 6379")
)

// enginePort is the one port at which the engine listens, whatever the host.
const enginePort = "6379"

// pipe is one direction of a connection: what goes in comes out later, in order.
type pipe struct {
	free    time.Duration // when the wire has sent all that was written so far
	arrival time.Duration // of the last byte sent: later ones cannot overtake it
}

// send returns when n bytes written now arrive.
func (p *pipe) send(c *conn, n int) time.Duration {
	link := &c.world.link
	if c.link != nil {
		link = c.link
	}
	start := max(c.world.now, p.free)
	if link.Bandwidth > 0 {
		start += time.Duration(n) * time.Second / time.Duration(link.Bandwidth)
	}
	p.free = start
	p.arrival = max(p.arrival, start+link.Latency/2+c.world.delay(link.Jitter))
	return p.arrival
}

// conn is one connection between a client and the engine. It is the client's
// transport.
type conn struct {
	world   *World
	number  int
	client  client.Handler
	server  *engine.Conn // nil until the dial has reached the engine
	link    *Link        // its own; nil: the world's
	up      pipe         // client to server
	down    pipe         // server to client
	flushes bool         // a flush of the server's output is posted
	hungUp  bool         // the client has closed its end
	ended   bool         // the client has been told that it is over
	far     *far         // the other end of a stream that does not lead to the engine

	toServer, toClient passage // what it suffers, see [Faults]; nil: nothing
}

// passage is the last step of bytes that go one way, from arriving to being
// read, on a connection which has faults.
type passage interface {
	arrive(data []byte) // over the wire
	behind(fn func())   // runs fn once all that came so far is read
}

// Dial opens a connection to the engine, see [client.Dialer]. One round trip
// later it is open, or, if addr names another port than 6379, refused.
func (w *World) Dial(addr string, h client.Handler) client.Transport { return w.dial(addr, h, 0, "") }

// dial opens a connection on behalf of a client, by its number. name says who
// answers, if not the engine.
func (w *World) dial(addr string, h client.Handler, client int, name string) *conn {
	w.conns++
	c := &conn{world: w, number: w.conns, client: h}
	w.live[c.number] = c
	if w.onDial != nil {
		w.onDial(c)
	}
	w.emit(Event{Kind: ConnDialed, Conn: c.number, Client: client, Name: name, Text: addr})
	w.queue.post(c.up.send(c, 0), func() { c.arrive(addr) })
	return c
}

// Number is the connection's number in the trace, from 1.
func (c *conn) Number() int { return c.number }

// arrive is the dial as it reaches the engine.
func (c *conn) arrive(addr string) {
	if c.ended {
		return
	}
	if c.far != nil {
		c.far.arrive()
		return
	}
	back := c.down.send(c, 0)
	port := addr[strings.LastIndexByte(addr, ':')+1:]
	switch {
	case port != enginePort:
		c.world.queue.post(back, func() { c.end(ErrRefused) })
		return
	case c.world.down:
		c.world.queue.post(back, func() { c.end(ErrDown) })
		return
	}
	c.server = c.world.engine.Connect("10.0.0.1:" + strconv.Itoa(50000+c.number))
	c.world.byServer[c.server] = c
	c.server.OnOutput = c.flushSoon
	c.world.queue.post(back, c.opened)
	if c.hungUp {
		c.leave()
	}
}

// leave ends the server's side.
func (c *conn) leave() {
	if c.server == nil {
		return
	}
	c.server.Close()
	delete(c.world.byServer, c.server)
}

func (c *conn) opened() {
	if c.ended || c.hungUp {
		return
	}
	c.world.emit(Event{Kind: ConnOpened, Conn: c.number})
	c.client.Opened()
}

// tell traces bytes that who has sent or got.
func (c *conn) tell(kind Kind, who string, data []byte) {
	e := Event{Kind: kind, Conn: c.number, Name: who, Data: data}
	if len(data) > TraceBytes {
		e.Text = strconv.Itoa(len(data))
	}
	c.world.emit(e)
}

// Write sends bytes to the engine.
func (c *conn) Write(b []byte) {
	if c.ended || c.hungUp || len(b) == 0 || c.far != nil && c.far.nearShut {
		return
	}
	data := append([]byte(nil), b...)
	c.tell(BytesSent, "client", data)
	c.world.queue.post(c.up.send(c, len(data)), func() { c.serve(data) })
}

// serve is the client's bytes as they reach the engine.
func (c *conn) serve(data []byte) {
	if c.toServer != nil {
		c.toServer.arrive(data)
		return
	}
	c.feed(data)
}

// feed is the engine reading them.
func (c *conn) feed(data []byte) {
	if c.ended || c.server == nil && c.far == nil {
		return
	}
	c.tell(BytesCame, "server", data)
	if c.far != nil {
		c.far.feed(data)
		return
	}
	c.server.Feed(data)
	c.flush()
}

// flushSoon sends what the engine has to say without having been asked:
// a published message, the end of a blocking call, a kill.
func (c *conn) flushSoon() {
	if c.flushes {
		return
	}
	c.flushes = true
	c.world.Post(c.flush)
}

// flush sends the engine's output on its way to the client.
func (c *conn) flush() {
	c.flushes = false
	if c.ended {
		return
	}
	if data := c.server.Output(); len(data) > 0 {
		c.tell(BytesSent, "server", data)
		c.world.queue.post(c.down.send(c, len(data)), func() { c.receive(data) })
	}
	if c.server.Closed() && !c.hungUp {
		c.world.queue.post(c.down.send(c, 0), c.hearEnd)
	}
}

// receive is the engine's bytes as they reach the client.
func (c *conn) receive(data []byte) {
	if c.toClient != nil {
		c.toClient.arrive(data)
		return
	}
	c.hand(data)
}

// hearEnd is the word that the engine has hung up as it reaches the client.
func (c *conn) hearEnd() {
	if c.toClient != nil {
		c.toClient.behind(c.hungUpOn)
		return
	}
	c.hungUpOn()
}

func (c *conn) hungUpOn() {
	c.leave()
	c.end(nil)
}

// hand is the client reading them.
func (c *conn) hand(data []byte) {
	if c.ended || c.hungUp {
		if c.far != nil {
			c.far.unread()
		}
		return
	}
	c.tell(BytesCame, "client", data)
	c.client.Received(data)
}

// Close hangs up. The client is told at once, the engine when it hears of it.
func (c *conn) Close() {
	if c.ended || c.hungUp && c.far == nil {
		return
	}
	c.hungUp = true
	c.world.queue.post(c.up.send(c, 0), c.leave)
	c.world.Post(func() { c.end(nil) })
}

// cut breaks the connection at once, at both ends.
func (c *conn) cut(cause error) {
	c.leave()
	c.end(cause)
}

// end tells the client that the connection is over; cause is nil for an
// orderly close.
func (c *conn) end(cause error) {
	if c.ended {
		return
	}
	c.ended = true
	delete(c.world.live, c.number)
	text := "closed"
	switch {
	case cause != nil:
		text = cause.Error()
	case !c.hungUp:
		text = "closed by the server"
	}
	c.world.emit(Event{Kind: ConnClosed, Conn: c.number, Text: text})
	c.client.Closed(cause)
	if c.far != nil {
		c.far.closed(cause)
	}
}
