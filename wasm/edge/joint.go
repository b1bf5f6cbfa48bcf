// The joint between client and engine where there is no network: both live in
// one memory, and bytes change hands on the turns of the client's loop.

package main

import (
	"io"
	"time"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/engine"
)

// joint dials an engine. The engine is touched on turns of the loop only,
// which come one at a time, so it needs no lock. It is advanced when bytes
// come: expired keys are seen to be gone, and nothing else here waits for
// time to pass.
type joint struct {
	loop   *tcp.Loop
	engine *engine.Engine
}

// Dial implements [client.Dialer]. There is only one engine to reach, so the
// address is a mere name.
func (j *joint) Dial(addr string, h client.Handler) client.Transport {
	w := &wire{joint: j, handler: h}
	j.loop.Post(func() {
		j.engine.Advance(time.Now())
		w.conn = j.engine.Connect(addr)
		h.Opened()
		w.deliver()
	})
	return w
}

// wire is one connection. All but Write and Close runs on turns.
type wire struct {
	joint   *joint
	handler client.Handler
	conn    *engine.Conn
	over    bool // the handler has been told that it ended
}

// Write implements [client.Transport].
func (w *wire) Write(b []byte) {
	kept := append([]byte(nil), b...)
	w.joint.loop.Post(func() {
		w.joint.engine.Advance(time.Now())
		w.conn.Feed(kept)
		w.deliver()
	})
}

// Close implements [client.Transport].
func (w *wire) Close() {
	w.joint.loop.Post(func() {
		w.conn.Close()
		w.deliver()
	})
}

// deliver hands over what the engine has for the client.
func (w *wire) deliver() {
	if w.over {
		return
	}
	if out := w.conn.Output(); len(out) > 0 {
		w.handler.Received(out)
	}
	if w.conn.Closed() {
		w.over = true
		w.handler.Closed(io.EOF)
	}
}
