// What goes over the network, seen and changed on its way.

package behaviour

import (
	"strings"
	"sync"

	"resplay/client"
	"resplay/resp"
)

// wire is between a client and its network.
type wire struct {
	piece int                 // what comes is handed on in pieces of so many bytes; 0: as it comes
	alter func([]byte) []byte // changes what comes; nil: nothing does

	mu     sync.Mutex // guards what follows
	dials  int
	writes []string
}

// between is for Env.New.
func (w *wire) between(d client.Dialer) client.Dialer { return tap{w, d} }

// tap is a dialer whose connections go over a wire.
type tap struct {
	wire *wire
	next client.Dialer
}

func (t tap) Dial(addr string, h client.Handler) client.Transport {
	t.wire.mu.Lock()
	t.wire.dials++
	t.wire.mu.Unlock()
	return tapped{t.wire, t.next.Dial(addr, &listener{h, t.wire})}
}

type tapped struct {
	wire *wire
	client.Transport
}

// Write implements client.Transport.
func (t tapped) Write(b []byte) {
	if len(b) > 0 {
		t.wire.mu.Lock()
		t.wire.writes = append(t.wire.writes, string(b))
		t.wire.mu.Unlock()
	}
	t.Transport.Write(b)
}

type listener struct {
	client.Handler
	wire *wire
}

// Received implements client.Handler.
func (l *listener) Received(b []byte) {
	if l.wire.alter != nil {
		b = l.wire.alter(b)
	}
	for n := l.wire.piece; n > 0 && n < len(b); b = b[n:] {
		l.Handler.Received(b[:n])
	}
	l.Handler.Received(b)
}

// taken returns what was written since the last time it was called.
func (w *wire) taken() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	writes := w.writes
	w.writes = nil
	return writes
}

// said are the commands that were written since the last taken.
func (w *wire) said() (lines []string) {
	reader := resp.NewReader(resp.Limits{})
	reader.Feed([]byte(strings.Join(w.taken(), "")))
	for {
		args, ok, err := reader.NextCommand()
		if !ok || err != nil {
			return lines
		}
		lines = append(lines, resp.JoinLine(args))
	}
}

func bulk(s string) resp.Value { return resp.Bulk(s) }
