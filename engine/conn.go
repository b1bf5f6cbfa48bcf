// One client's connection: bytes in, bytes out, and what it has set up.

package engine

import (
	"slices"
	"time"

	"resplay/resp"
)

// Conn is a connection to an engine.
type Conn struct {
	// OnOutput, if set, is called when output came or the connection closed
	// because of something other than its own Feed: a message, an expired
	// timeout, CLIENT KILL. It must not call the engine.
	OnOutput func()

	engine  *Engine
	id      int64
	addr    string
	reader  *resp.Reader
	out     []byte
	feeding bool // inside Feed, whose caller takes the output
	leaving bool // hangs up when the reply under way is written
	closing bool // reads no more; output may be left to deliver
	gone    bool // no longer among the engine's connections

	protocol      int // 2 or 3
	scripted      int // while a script runs, the client's protocol: the other is the script's; 0: none runs
	db            int
	authenticated bool
	user          *user
	stranger      bool // has not authenticated, and is not trusted with long requests
	name          string
	libName       string
	libVersion    string
	noEvict       bool
	noTouch       bool
	created       time.Time
	active        time.Time // when it last sent a command
	last          *Command  // what it last ran; nil: nothing
	reply         replyMode
	answering     bool         // its command is under way
	pushes        []resp.Value // messages that wait for the reply under way

	tx            transaction
	tracking      *tracking        // what it wants to hear of keys that it caches; nil: nothing
	monitor       bool             // sees all commands
	wait          *wait            // the command it is blocked in; nil: none
	channels      map[string]int64 // subscribed to; the numbers tell the order
	patterns      map[string]int64
	shardChannels map[string]int64
}

// replyMode is what CLIENT REPLY has set.
type replyMode int

const (
	replyOn replyMode = iota
	replyOff
	replySkipNext // set by SKIP itself: the next command is the skipped one
	replySkip     // this command's reply is skipped
)

// Connect opens a connection; addr is what CLIENT LIST shows. Above
// Options.MaxClients it returns a connection that holds the refusal and is
// closed.
func (e *Engine) Connect(addr string) *Conn {
	c := e.newConn(addr)
	e.stats.connections++
	if len(e.conns) >= e.options.MaxClients {
		e.stats.rejected++
		c.out = resp.AppendReply(c.out, resp.Fail(errMaxClients.Error()), 2)
		c.closing, c.gone = true, true
		return c
	}
	e.lastConn++
	c.id = e.lastConn
	e.conns = append(e.conns, c)
	return c
}

func (e *Engine) newConn(addr string) *Conn {
	c := &Conn{
		engine:        e,
		addr:          addr,
		reader:        resp.NewReader(e.options.Limits),
		protocol:      2,
		created:       e.now,
		active:        e.now,
		channels:      map[string]int64{},
		patterns:      map[string]int64{},
		shardChannels: map[string]int64{},
	}
	c.becomeDefault()
	return c
}

// ID is the connection's number, as CLIENT ID tells; 0 when it was refused.
func (c *Conn) ID() int64 { return c.id }

// Closed reports whether the connection has ended: deliver what Output has
// left, then hang up.
func (c *Conn) Closed() bool { return c.closing }

// Output returns the bytes for the client and forgets them: they are the
// caller's now.
func (c *Conn) Output() []byte {
	out := c.out
	c.out = nil
	return out
}

// Recycle takes back what Output returned, once it is delivered, to put later
// output in its place.
func (c *Conn) Recycle(out []byte) {
	if c.out == nil && cap(out) <= keepOutput {
		c.out = out[:0]
	}
}

// keepOutput is the largest room for output that a connection keeps.
const keepOutput = 64 << 10

// Feed gives the connection bytes from the client and runs the commands
// that are complete. While a command blocks, the ones behind it wait.
func (c *Conn) Feed(b []byte) {
	if c.closing {
		return
	}
	c.feeding = true
	c.reader.Feed(b)
	c.process()
	if c.reader.Buffered() > c.inputLimit() {
		c.cutOff()
	}
	c.engine.resume()
	if c.engine.follower != nil {
		c.engine.follower.settle()
	}
	c.feeding = false
}

// inputLimit is how many bytes the connection may send that are no command
// yet, or whose turn has not come because it is blocked.
func (c *Conn) inputLimit() int {
	if c.wait != nil {
		return c.engine.options.OutputLimit
	}
	return c.engine.queryLimit
}

// process runs the commands that are complete.
func (c *Conn) process() {
	c.engine.lap = 0
	for c.wait == nil && !c.closing {
		if c.engine.gate != nil && c.engine.gate.stands(c) {
			return
		}
		if c.stranger == c.mayAct() {
			c.setLimits()
		}
		args, lent, ok, err := c.reader.BorrowCommand()
		if err != nil {
			c.queue(c.engine.failed(protocolError(err)))
			c.hangUp()
			return
		}
		if !ok {
			return
		}
		if speaksHTTP(args) {
			c.hangUp()
			return
		}
		c.engine.execute(c, args, lent)
	}
}

// What a client may send ahead of AUTH, as in Redis.
const (
	strangerElems = 10
	strangerBulk  = 16 << 10
)

// setLimits bounds the requests of c by whether it is known.
func (c *Conn) setLimits() {
	c.stranger = !c.mayAct()
	limits := c.engine.options.Limits
	if c.stranger {
		limits.Elems, limits.Bulk, limits.Stranger = strangerElems, min(orDefault(limits.Bulk, strangerBulk), strangerBulk), true
	}
	c.reader.SetLimits(limits)
}

// speaksHTTP tells a web page's request from a client: its body would be run
// as commands. Redis hangs up on the same two words.
func speaksHTTP(args []string) bool {
	return sameWord(args[0], "POST") || sameWord(args[0], "Host:")
}

// Close ends the connection from the client's side. What it watched, waited
// for and subscribed to is forgotten.
func (c *Conn) Close() {
	c.OnOutput, c.out = nil, nil
	c.hangUp()
	c.engine.resume()
}

// hangUp ends the connection; output that is queued may still be delivered.
func (c *Conn) hangUp() {
	c.closing = true
	if c.gone {
		return
	}
	c.gone = true
	c.engine.unblock(c)
	c.endTransaction()
	c.unsubscribeAll()
	if c.engine.follower != nil {
		c.engine.follower.forget(c)
	}
	conns := c.engine.conns
	if i, ok := slices.BinarySearchFunc(conns, c.id, byID); ok {
		copy(conns[1:i+1], conns[:i]) // the oldest, of those that leave together, leave first
		conns[0] = nil
		c.engine.conns = conns[1:]
	}
	c.announce()
}

func byID(c *Conn, id int64) int { return int(c.id - id) }

// queue puts a value into the output and cuts off a client that leaves too
// much of it unread.
func (c *Conn) queue(v resp.Value) {
	if c.closing {
		return
	}
	c.out = resp.AppendReply(c.out, v, orDefault(c.scripted, c.protocol))
	if len(c.out) > c.engine.options.OutputLimit || c.engine.limiter != nil && c.engine.limiter.exceeded(c) {
		c.cutOff()
		return
	}
	c.announce()
}

// push queues a message. For the client whose command is under way it comes
// behind the reply.
func (c *Conn) push(v resp.Value) {
	if c.answering {
		c.pushes = append(c.pushes, v)
		return
	}
	c.queue(v)
}

// flushPushes queues the messages that came during the connection's own command.
func (c *Conn) flushPushes() {
	for _, v := range c.pushes {
		c.queue(v)
	}
	c.pushes = nil
}

// cutOff ends the connection at once; what it has not read is lost.
func (c *Conn) cutOff() {
	c.out = nil
	c.hangUp()
}

func (c *Conn) announce() {
	if !c.feeding && c.OnOutput != nil {
		c.OnOutput()
	}
}

// mayAct reports whether c has authenticated, or need not. One that came
// before there was a password counts as authenticated.
func (c *Conn) mayAct() bool { return c.authenticated || c.engine.defaultUser.welcome() }

// inTransaction reports whether commands are queued rather than run.
func (c *Conn) inTransaction() bool { return c.tx.open }

// subscribed reports whether c has subscriptions.
func (c *Conn) subscribed() bool { return len(c.channels)+len(c.patterns)+len(c.shardChannels) > 0 }
