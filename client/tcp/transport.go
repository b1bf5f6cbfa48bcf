// Transports: a socket, who reads it, and what is to be written to it.

package tcp

import (
	"context"
	"errors"
	"net"
	"sync"

	"resplay/client"
)

// transport is one socket. One goroutine dials it, reads it and reports to
// the handler; whoever runs the loop writes.
type transport struct {
	loop    *Loop
	handler client.Handler
	cancel  context.CancelFunc // ends dialing

	mu      sync.Mutex // guards what follows
	socket  net.Conn   // nil: dialing, or closed
	closed  bool
	failure error  // why writing failed; nil: it did not
	pending []byte // to be written
	spare   []byte // the memory of pending, to be used again
	asked   bool   // to be flushed, or being flushed
}

// live is a transport's life.
func (t *transport) live(ctx context.Context, d *dialer, addr string) {
	socket, err := d.connect(ctx, addr)
	if err == nil && t.open(socket) {
		t.handler.Opened()
		err = t.read(socket)
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
	t.socket = socket
	return true
}

// A buffer that has grown larger than this, for a large value, is let go.
const keepBuffer = 1 << 20

// The size of a read: as much as a socket gives at once.
const readSize = 64 << 10

func (t *transport) read(socket net.Conn) error {
	buf := make([]byte, readSize)
	for {
		n, err := socket.Read(buf)
		if n > 0 {
			t.handler.Received(buf[:n])
		}
		if err != nil {
			return err
		}
	}
}

// cause is the reason to report when reading ended with err: what came from
// the peer, such as an alert of TLS, says more than that writing failed then.
func (t *transport) cause(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.closed:
		return nil
	case t.failure != nil && errors.Is(err, net.ErrClosed): // because writing had failed
		return t.failure
	}
	return err
}

// Write implements [client.Transport].
func (t *transport) Write(b []byte) {
	t.mu.Lock()
	ask := !t.asked
	t.asked = true
	t.pending = append(t.pending, b...)
	t.mu.Unlock()
	if ask {
		t.loop.flushLater(t)
	}
}

// flush writes until nothing is pending. What is written meanwhile gathers,
// and goes out in the next round as one.
func (t *transport) flush() {
	for {
		t.mu.Lock()
		socket, b := t.socket, t.pending
		if socket == nil || len(b) == 0 {
			t.asked = false
			t.pending = t.pending[:0]
			t.mu.Unlock()
			return
		}
		t.pending, t.spare = t.spare[:0], nil
		t.mu.Unlock()
		_, err := socket.Write(b)
		t.mu.Lock()
		if cap(b) <= keepBuffer {
			t.spare = b
		}
		t.mu.Unlock()
		if err != nil {
			t.fail(err)
			return
		}
	}
}

// fail ends a transport that cannot be written to. asked stays set: nothing
// will be written any more.
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
	if t.socket != nil {
		go t.socket.Close() // which may wait, to say goodbye in TLS; we hold the client's lock
		t.socket = nil
	}
}
