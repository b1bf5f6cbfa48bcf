// Transports: a socket, who reads it, and what is to be written to it.

package tcp

import (
	"context"
	"crypto/tls"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"resplay/client"
)

// Dialer returns a dialer for TCP and Unix sockets, with TLS if config is not
// nil. An empty ServerName in it stands for the host that is dialed.
func (l *Loop) Dialer(config *tls.Config) client.Dialer { return &dialer{l, config} }

type dialer struct {
	loop   *Loop
	config *tls.Config
}

// Dial implements [client.Dialer].
func (d *dialer) Dial(addr string, h client.Handler) client.Transport {
	ctx, cancel := context.WithCancel(context.Background())
	t := &transport{loop: d.loop, handler: h, cancel: cancel}
	t.resumed.L = &t.mu
	go t.live(ctx, d, addr)
	return t
}

// connect opens the socket.
func (d *dialer) connect(ctx context.Context, addr string) (net.Conn, error) {
	network := "tcp"
	if strings.HasPrefix(addr, "/") {
		network = "unix"
	}
	if d.config == nil {
		var plain net.Dialer
		return plain.DialContext(ctx, network, addr)
	}
	secure := tls.Dialer{Config: d.config}
	return secure.DialContext(ctx, network, addr)
}

// transport is one socket. One goroutine dials it, reads it and reports to
// the handler; another writes, while there is something to write.
type transport struct {
	loop    *Loop
	handler client.Handler
	cancel  context.CancelFunc // ends dialing
	reading *reading           // once it is open

	mu      sync.Mutex // guards what follows
	socket  net.Conn   // nil: dialing, or closed
	closed  bool
	failure error  // why writing failed; nil: it did not
	pending []byte // what Write was given and is not written yet
	pulling bool   // somebody will write it

	paused  atomic.Bool // set under mu
	resumed sync.Cond   // of mu: paused may have ended
}

// live is a transport's life.
func (t *transport) live(ctx context.Context, d *dialer, addr string) {
	socket, err := d.connect(ctx, addr)
	if err == nil && t.open(socket) {
		t.handler.Opened()
		err = t.reading.run(t.loop, t.waitPaused)
		socket.Close()
	}
	t.cancel()
	t.handler.Closed(t.cause(err))
}

// open says whether the socket is wanted: Close may have been called.
func (t *transport) open(socket net.Conn) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		socket.Close()
		return false
	}
	t.socket, t.reading = socket, newReading(socket, t.handler)
	return true
}

// Pause stops reading, or goes on, see [client.Transport].
func (t *transport) Pause(stop bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.setPaused(stop && !t.closed)
}

func (t *transport) setPaused(stop bool) {
	t.paused.Store(stop)
	t.resumed.Broadcast()
}

// waitPaused returns when reading may go on. A connection that is paused has
// messages, so its own goroutine reads it, see [client.Soloist].
func (t *transport) waitPaused() {
	if !t.paused.Load() {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.paused.Load() {
		t.resumed.Wait()
	}
}

// cause is the reason to report when reading ended with err.
func (t *transport) cause(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.closed:
		return nil
	case t.failure != nil:
		return t.failure
	}
	return err
}

// Pull implements [client.Puller].
func (t *transport) Pull(take func() []byte, solo bool) {
	if solo && t.loop.soon == nil && t.reading.back.Load() {
		t.loop.soon, t.loop.take = t, take
		return
	}
	go t.drain(take)
}

// Heed implements [client.Puller].
func (t *transport) Heed() { t.reading.heed() }

// mostAtOnce is how much is written by who calls: a socket takes it without
// waiting when nothing else is under way.
const mostAtOnce = 16 << 10

// writeNow writes the request of a single call on the caller's goroutine.
func (t *transport) writeNow(take func() []byte) {
	b := take()
	if len(b) <= mostAtOnce {
		if !t.write(b) {
			return
		}
		t.reading.asked.Store(true)
		if b = take(); len(b) == 0 {
			return
		}
	}
	go func() {
		if t.write(b) {
			t.drain(take)
		}
	}()
}

// drain writes what there is. What is called meanwhile gathers, and goes out
// in the next round as one.
func (t *transport) drain(take func() []byte) {
	runtime.Gosched() // who is about to call something more may go ahead
	for b := take(); len(b) > 0; b = take() {
		if !t.write(b) {
			return
		}
		t.reading.heed()
	}
}

// write writes b, and ends the transport if that fails.
func (t *transport) write(b []byte) bool {
	t.mu.Lock()
	socket := t.socket
	t.mu.Unlock()
	if socket == nil {
		return false
	}
	_, err := socket.Write(b)
	if err != nil {
		t.fail(err)
	}
	return err == nil
}

// Write implements [client.Transport], for who has no use for Pull.
func (t *transport) Write(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending = append(t.pending, b...)
	if !t.pulling {
		t.pulling = true
		go t.drain(t.takePending)
	}
}

func (t *transport) takePending() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.pending
	t.pending, t.pulling = nil, len(b) > 0
	return b
}

// fail ends a transport that cannot be written to.
func (t *transport) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failure = err
	if t.socket != nil {
		t.socket.Close() // which ends read
	}
}

// Close implements [client.Transport].
func (t *transport) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	t.cancel()
	t.setPaused(false)
	if t.socket != nil {
		go t.socket.Close() // which may wait, to say goodbye in TLS; we hold the client's lock
		t.socket = nil
	}
}
