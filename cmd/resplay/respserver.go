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
	k := newSocket(s, conn, s.engine.Connect(conn.RemoteAddr().String()))
	// Connect may have refused it.
	k.notify()
	s.sockets[k] = true
	s.running.Go(k.read)
	s.running.Go(k.write)
}

// close hangs up on everybody once they have their replies, waits until all is
// quiet, and closes the log.
func (s *respServer) close() error {
	s.listener.Close()
	s.mu.Lock()
	s.closed = true
	s.timer.Stop()
	for k := range s.sockets {
		// The reader ends, and the writer after it, within the time to linger.
		k.net.SetReadDeadline(time.Now())
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
