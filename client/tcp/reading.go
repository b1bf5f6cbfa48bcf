// Who reads a socket: a goroutine of its own, or whoever awaits the reply.

package tcp

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"resplay/client"
)

// reading is the receiving side of a transport. As a rule its own goroutine
// reads. But where calls are made one at a time and each is awaited, waking
// that goroutine, and being woken by it, is a good part of what a call takes.
// Then it stands back, and who awaits the reply reads it.
type reading struct {
	socket net.Conn
	source client.Source
	buf    []byte // of who reads
	single int    // how often in a row there was but one call under way, and it was awaited

	stoppable bool // the socket knows deadlines, by which a reader can be told to stop

	back    atomic.Bool // the own goroutine has stood back; set under mu
	asked   atomic.Bool // a single request was written since, and nobody has read the reply
	handing atomic.Bool // what was read is being handed over

	paused  atomic.Bool // nobody is to read; set under mu
	resumed sync.Cond   // of mu: paused may have ended

	mu          sync.Mutex    // guards what follows; the client's lock may be held ahead of it
	reader      *waiter       // who reads while the own goroutine stands back; nil: nobody
	used        bool          // there was a reader since the own goroutine looked last
	interrupted bool          // the reader was told to stop
	heeded      bool          // the own goroutine is to read next, since others wait for replies as well
	asleep      bool          // the own goroutine wants to be recalled by the reader
	err         error         // why reading has ended
	recall      chan struct{} // to the own goroutine
}

const (
	// The size of a read: as much as a socket gives at once.
	readSize = 64 << 10
	// How many single calls there were before the own goroutine stands back.
	mostlySingle = 8
	// How long nobody reads before it looks for messages, and for the end.
	watchAgain = 5 * time.Millisecond
)

func newReading(socket net.Conn, s client.Source) *reading {
	r := &reading{socket: socket, source: s, buf: make([]byte, readSize), recall: make(chan struct{}, 1)}
	r.resumed.L = &r.mu
	r.stoppable = socket.SetReadDeadline(time.Time{}) == nil // a tunnel of the program's own may not
	return r
}

// run is the own goroutine's: it returns when reading has ended, and why.
func (r *reading) run(l *Loop) error {
	for {
		if r.paused.Load() {
			r.waitPaused()
		}
		if err := r.read(); err != nil {
			return err
		}
		if r.single >= mostlySingle && r.stoppable && l.single.CompareAndSwap(nil, r) {
			r.back.Store(true)
			err := r.standBack()
			l.single.Store(nil)
			if err != nil {
				return err
			}
		}
	}
}

// read reads once, and hands over what came.
func (r *reading) read() error {
	n, err := r.socket.Read(r.buf)
	if n > 0 {
		r.handing.Store(true)
		r.source.Received(r.buf[:n])
		r.handing.Store(false)
		if r.single++; !r.source.Solo() {
			r.single = 0
		}
	}
	return err
}

// standBack returns when the own goroutine is to read again, or reading has
// ended. While calls come it looks from time to time; for the end of a single
// one that takes long, it sleeps.
func (r *reading) standBack() error {
	for {
		select {
		case <-r.recall:
		case <-time.After(watchAgain):
		}
		r.mu.Lock()
		if r.reader == nil && !r.used {
			r.back.Store(false)
		}
		r.asleep = r.reader != nil && !r.used
		r.used = false
		asleep, back, err := r.asleep, r.back.Load(), r.err
		r.mu.Unlock()
		if err != nil || !back {
			return err
		}
		if asleep {
			<-r.recall
			r.call() // to look what for
		}
	}
}

// await reads until f, for which w waits, is settled, or ctx has ended. It
// returns at once when that is not its turn.
func (r *reading) await(ctx context.Context, w *waiter, f client.Awaited) {
	if !r.begin(w) {
		return
	}
	if ctx.Done() != nil {
		defer context.AfterFunc(ctx, func() { r.interrupt(w) })()
	}
	var err error
	for err == nil && !f.Done() && ctx.Err() == nil && !r.paused.Load() {
		err = r.read()
	}
	r.end(w, err)
}

func (r *reading) begin(w *waiter) bool {
	if !r.asked.CompareAndSwap(true, false) {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reader != nil || !r.back.Load() {
		r.heeded = r.reader != nil // which may be about to go
		return false
	}
	r.reader, r.used = w, true
	w.reads.Store(r)
	return true
}

// end is called by the reader. The own goroutine reads again when others
// wait for replies as well, or may do so.
func (r *reading) end(w *waiter, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	w.reads.Store(nil)
	r.reader = nil
	if r.interrupted {
		r.interrupted, err = false, nil
		r.socket.SetReadDeadline(time.Time{}) // if reading has ended, the next one says so too
		r.single = 0
	}
	if r.heeded {
		r.heeded, r.single = false, 0
	}
	if r.err = err; err != nil || r.single < mostlySingle || r.paused.Load() {
		r.back.Store(false)
	}
	if r.asleep || !r.back.Load() {
		r.asleep, r.used = false, true
		r.call()
	}
}

// call has the own goroutine look what there is to do.
func (r *reading) call() {
	select {
	case r.recall <- struct{}{}:
	default:
	}
}

// interrupt makes w stop reading, if it is the reader. One that is handing
// over what it has read will see by itself that it can stop.
func (r *reading) interrupt(w *waiter) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reader == w && !r.handing.Load() {
		r.interrupted = true
		r.socket.SetReadDeadline(time.Unix(1, 0))
	}
}

// heed has the own goroutine read, unless somebody else does: replies will
// come that perhaps nobody awaits.
func (r *reading) heed() {
	if !r.back.Load() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.heeded = r.reader != nil; !r.heeded {
		r.back.Store(false)
		r.call()
	}
}

// pause has nobody read, or lets it go on.
func (r *reading) pause(stop bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.paused.Store(stop)
	r.resumed.Broadcast()
}

func (r *reading) waitPaused() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.paused.Load() {
		r.resumed.Wait()
	}
}
