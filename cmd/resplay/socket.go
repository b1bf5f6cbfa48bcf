// One client of the RESP server: what it sends goes to the engine, what the
// engine has for it goes out.

package main

import (
	"net"
	"sync"
	"time"

	"resplay/engine"
)

const readSize = 16 << 10

// socket joins a network connection to one of the engine's. The goroutine
// that reads it also writes the replies, as far as the system takes them at
// once. Another writes what is left, and what comes of what others do: so a
// client that does not read blocks nobody, not even its own input. How much
// it may leave unread is the engine's to decide.
type socket struct {
	server *respServer
	net    net.Conn
	eager  eagerWriter
	client *engine.Conn  // guarded by server.mu
	rest   []byte        // guarded by server.mu; output that was left at the end of the input
	ended  bool          // guarded by server.mu; the writer knows that it must come to an end
	notice chan struct{} // holds one: there is output, or the end

	writing sync.Mutex // held by who takes output and writes it, so that it stays in order; taken ahead of server.mu
	unsent  []byte     // guarded by writing; what the reader could not write
	spare   []byte     // the reader's; output that is written, whose place the next may take
}

func newSocket(s *respServer, conn net.Conn, client *engine.Conn) *socket {
	k := &socket{server: s, net: conn, eager: newEagerWriter(conn), client: client, notice: make(chan struct{}, 1)}
	client.OnOutput = k.notify
	return k
}

// read feeds the engine until the client hangs up.
func (k *socket) read() {
	buf := make([]byte, readSize)
	for {
		n, err := k.net.Read(buf)
		if !k.received(buf[:n], err != nil) || err != nil {
			return
		}
		if log := k.server.log; log.crowded() && log.commit(log.mark()) != nil {
			return // the server ends
		}
	}
}

// received hands bytes to the engine and writes what it answers, unless the
// writer is at work; last says that no bytes will follow. It returns false
// when the server ends.
func (k *socket) received(b []byte, last bool) bool {
	mayWrite := !last && k.writing.TryLock()
	if mayWrite {
		defer k.writing.Unlock()
		mayWrite = len(k.unsent) == 0
	}
	out, mark := k.feed(b, last, mayWrite)
	if len(out) == 0 {
		return true
	}
	if k.server.log.commit(mark) != nil {
		k.wakeWriter() // it ends for the same reason
		return false
	}
	if written := k.eager.write(out); written < len(out) {
		k.unsent = out[written:]
		k.wakeWriter()
		return true
	}
	k.spare = out
	return true
}

// feed hands bytes to the engine. It returns the output if it may, and what
// must be committed ahead of it; else the writer is told.
func (k *socket) feed(b []byte, last, mayWrite bool) (out []byte, mark int64) {
	s := k.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.engine.Advance(s.now())
	k.client.Recycle(k.spare)
	k.spare = nil
	k.client.Feed(b)
	s.rearm()
	if last {
		// A client may send its commands, close its side and then read.
		k.rest = k.client.Output()
		k.client.Close()
		delete(s.sockets, k)
	}
	if mayWrite && !k.client.Closed() {
		return k.client.Output(), s.log.mark()
	}
	k.notify()
	return nil, 0
}

// notify tells the writer that there is something to do. The caller holds the
// server's lock.
func (k *socket) notify() {
	if k.client.Closed() && !k.ended {
		// The writer may be stuck, because the client does not read.
		k.ended = true
		k.net.SetWriteDeadline(time.Now().Add(k.server.linger))
	}
	k.wakeWriter()
}

func (k *socket) wakeWriter() {
	select {
	case k.notice <- struct{}{}:
	default: // the writer has yet to act on the last one, and will see both
	}
}

// write sends what the engine has for the client, and hangs up after the last
// of it.
func (k *socket) write() {
	// The reader notices, and takes the client out of the engine.
	defer k.net.Close()
	for range k.notice {
		if !k.writeOnce() {
			return
		}
	}
}

// writeOnce sends what there is now. It returns false after the last of it.
func (k *socket) writeOnce() bool {
	k.writing.Lock()
	defer k.writing.Unlock()
	if len(k.unsent) > 0 {
		if _, err := k.net.Write(k.unsent); err != nil {
			return false
		}
		k.unsent = nil
	}
	out, last, mark := k.take()
	if k.server.log.commit(mark) != nil {
		return false // the server ends
	}
	if len(out) > 0 {
		if _, err := k.net.Write(out); err != nil {
			return false
		}
	}
	return !last
}

// take returns the output, whether it is the last, and what must be committed
// ahead of it.
func (k *socket) take() (out []byte, last bool, mark int64) {
	k.server.mu.Lock()
	defer k.server.mu.Unlock()
	mark = k.server.log.mark()
	if len(k.rest) > 0 {
		return k.rest, true, mark
	}
	return k.client.Output(), k.client.Closed(), mark
}
