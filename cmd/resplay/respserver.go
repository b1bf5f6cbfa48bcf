// The engine behind a TCP listener: the goroutines and the lock that the
// engine itself does without.

package main

import (
	"errors"
	"net"
	"sync"
	"time"

	"resplay/engine"
)

const (
	readSize = 16 << 10
	// How long a client may take to read the last words of a connection that
	// the engine has ended.
	lingerTime = 5 * time.Second
	// How long to wait when the system will give no further connection.
	acceptPause = 50 * time.Millisecond
)

// respServer lets real clients talk to an engine.
type respServer struct {
	listener net.Listener
	linger   time.Duration  // lingerTime, but in tests
	running  sync.WaitGroup // the goroutines of all sockets
	log      *aof           // nil: nothing is kept
	ahead    time.Duration  // how far the engine's clock is ahead of the machine's: as far as that of a log that was read

	mu      sync.Mutex // guards what follows, the engine and all its connections
	engine  *engine.Engine
	sockets map[*socket]bool
	timer   *time.Timer // runs wake at wakeAt
	wakeAt  time.Time   // zero: not set
	closed  bool
}

// socket joins a network connection to one of the engine's. One goroutine
// reads it and one writes it, so that a client that does not read blocks
// nobody; how much it may leave unread is the engine's to decide.
type socket struct {
	server *respServer
	net    net.Conn
	client *engine.Conn  // guarded by server.mu
	rest   []byte        // guarded by server.mu; output that was left at the end of the input
	ended  bool          // guarded by server.mu; the writer knows that it must come to an end
	notice chan struct{} // holds one: there is output, or the end
}

// newRespServer takes over the listener and the engine.
func newRespServer(listener net.Listener, e *engine.Engine) *respServer {
	s := &respServer{
		listener: listener,
		linger:   lingerTime,
		engine:   e,
		ahead:    max(0, time.Until(e.Now())),
		sockets:  map[*socket]bool{},
	}
	s.timer = time.AfterFunc(time.Hour, s.wake)
	s.timer.Stop()
	return s
}

// keep makes the server write what its engine logs, ahead of the replies. It
// must be called ahead of serve.
func (s *respServer) keep(log *aof) {
	s.log = log
	log.start(&s.mu)
}

// now is the time for the engine.
func (s *respServer) now() time.Time { return time.Now().Add(s.ahead) }

// serve accepts clients until close is called.
func (s *respServer) serve() {
	for {
		conn, err := s.listener.Accept()
		switch {
		case err == nil:
			s.accept(conn)
		case errors.Is(err, net.ErrClosed):
			return
		default:
			// The system is out of something, such as file descriptors: it
			// may have some again when others have hung up.
			time.Sleep(acceptPause)
		}
	}
}

func (s *respServer) accept(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		conn.Close()
		return
	}
	s.engine.Advance(s.now())
	k := &socket{
		server: s,
		net:    conn,
		client: s.engine.Connect(conn.RemoteAddr().String()),
		notice: make(chan struct{}, 1),
	}
	k.client.OnOutput = k.notify
	// Connect may have refused it.
	k.notify()
	s.sockets[k] = true
	s.running.Go(k.read)
	s.running.Go(k.write)
}

// close hangs up on everybody, waits until all is quiet, and closes the log.
func (s *respServer) close() error {
	s.listener.Close()
	s.mu.Lock()
	s.closed = true
	s.timer.Stop()
	for k := range s.sockets {
		k.net.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
	if s.log == nil {
		return nil
	}
	return s.log.close()
}

// wake makes happen what is due by itself: expiry and timeouts.
func (s *respServer) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wakeAt = time.Time{}
	s.engine.Advance(s.now())
	s.rearm()
}

// rearm sets the timer to the engine's next event. The caller holds the lock.
func (s *respServer) rearm() {
	at, ok := s.engine.NextWake()
	switch {
	case !ok || s.closed:
		s.timer.Stop()
		s.wakeAt = time.Time{}
	case !at.Equal(s.wakeAt):
		s.wakeAt = at
		s.timer.Reset(max(0, at.Sub(s.now())))
	}
}

// read feeds the engine until the client hangs up.
func (k *socket) read() {
	buf := make([]byte, readSize)
	for {
		n, err := k.net.Read(buf)
		k.received(buf[:n], err != nil)
		if err != nil {
			return
		}
		if log := k.server.log; log.crowded() && log.commit(log.mark()) != nil {
			return // the server ends
		}
	}
}

// received hands bytes to the engine; last says that none will follow.
func (k *socket) received(b []byte, last bool) {
	s := k.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.engine.Advance(s.now())
	k.client.Feed(b)
	if last {
		// A client may send its commands, close its side and then read.
		k.rest = k.client.Output()
		k.client.Close()
		delete(s.sockets, k)
	}
	k.notify()
	s.rearm()
}

// notify tells the writer that there is something to do. The caller holds the
// lock.
func (k *socket) notify() {
	if k.client.Closed() && !k.ended {
		// The writer may be stuck, because the client does not read.
		k.ended = true
		k.net.SetWriteDeadline(time.Now().Add(k.server.linger))
	}
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
		out, last, mark := k.take()
		if k.server.log.commit(mark) != nil {
			return // the server ends
		}
		if len(out) > 0 {
			if _, err := k.net.Write(out); err != nil {
				return
			}
		}
		if last {
			return
		}
	}
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
