// Transports: a socket, who reads it, and what is to be written to it.

package tcp

import (
	"context"
	"errors"
	"net"
	"runtime"
	"sync"

	"resplay/client"
)

// transport is one socket. One goroutine dials it, reads it and reports to
// the handler; another writes, while there is something to write.
type transport struct {
	loop    *Loop
	source  client.Source
	queued  *queued            // source, where the handler is none itself; else nil
	cancel  context.CancelFunc // ends dialing
	reading *reading           // set once, when it is open
	eager   *eager             // likewise

	mu      sync.Mutex // guards what follows
	socket  net.Conn   // nil: dialing, or closed
	closed  bool
	failure error // why writing failed; nil: it did not
}

// live is a transport's life.
func (t *transport) live(ctx context.Context, d *dialer, addr string) {
	socket, err := d.connect(ctx, addr)
	if err == nil && t.open(socket) {
		t.source.Opened()
		err = t.reading.run(t.loop)
		socket.Close()
	}
	t.cancel()
	t.source.Closed(t.cause(err))
}

// open says whether the socket is wanted: Close may have been called.
func (t *transport) open(socket net.Conn) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		socket.Close()
		return false
	}
	t.socket, t.eager, t.reading = socket, newEager(socket), newReading(socket, t.source)
	return true
}

// Pause stops reading, or goes on, see [client.Transport].
func (t *transport) Pause(stop bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.reading != nil {
		t.reading.pause(stop && !t.closed)
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

// pull and heed are what [client.Source] asks for.
func (t *transport) pull(alone, awaited bool) {
	if !awaited {
		t.reading.heed()
	}
	// One of several callers had better wait for the others to join in.
	if t.loop.soon == nil && (!awaited || alone && t.reading.back.Load()) {
		t.loop.soon = t
	} else {
		go t.drain(nil)
	}
}

func (t *transport) heed() { t.reading.heed() }

// mostUntold is how much is written by who calls to a socket that does not say
// how much it takes, as with TLS: so much goes without waiting when nothing
// else is under way.
const mostUntold = 16 << 10

// writeNow writes, on the caller's goroutine, the request of a single call or
// a pipeline. What the socket does not take at once is not the caller's.
func (t *transport) writeNow() {
	for b := t.source.Take(); len(b) > 0; b = t.source.Take() {
		if t.eager == nil && len(b) <= mostUntold {
			if !t.write(b) {
				return
			}
		} else if rest := t.eager.try(b); len(rest) > 0 {
			go t.drain(rest)
			return
		}
		t.reading.asked.Store(true)
	}
}

// drain writes b, if that is something, and what there is. What is called
// meanwhile gathers, and goes out in the next round as one.
func (t *transport) drain(b []byte) {
	if len(b) == 0 {
		runtime.Gosched() // who is about to call something more may go ahead
		b = t.source.Take()
	}
	for ; len(b) > 0; b = t.source.Take() {
		if !t.write(b) {
			return
		}
		t.reading.heed()
	}
}

// Write implements [client.Transport].
func (t *transport) Write(b []byte) {
	if q := t.queued; q != nil && q.add(b) {
		go t.drain(nil)
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
	if t.reading != nil {
		t.reading.pause(false)
	}
	if t.socket != nil {
		go t.socket.Close() // which may wait, to say goodbye in TLS; we hold the client's lock
		t.socket = nil
	}
}

// queued makes a source of a handler that calls Write.
type queued struct {
	client.Handler
	mu      sync.Mutex // guards what follows
	pending []byte
	pulled  bool // somebody will take it
}

// add reports whether somebody has to be told.
func (q *queued) add(b []byte) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	told := q.pulled
	q.pending, q.pulled = append(q.pending, b...), true
	return !told
}

// Take implements [client.Source].
func (q *queued) Take() []byte {
	q.mu.Lock()
	defer q.mu.Unlock()
	b := q.pending
	q.pending, q.pulled = nil, len(b) > 0
	return b
}

// Pulled implements [client.Source].
func (q *queued) Pulled(func(bool, bool), func()) {}

// Solo implements [client.Source].
func (q *queued) Solo() bool { return false }
