//go:build unix

// Writing as much as a socket takes at once.

package tcp

import (
	"net"
	"syscall"
)

// eager writes to a socket without ever waiting for it.
type eager struct {
	raw   syscall.RawConn
	write func(fd uintptr) bool // made once
	b     []byte                // what it writes
	n     int                   // how much of that it wrote
}

// newEager returns nil for a socket that cannot do that, such as one with TLS.
func newEager(socket net.Conn) *eager {
	s, ok := socket.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return nil
	}
	e := &eager{raw: raw}
	e.write = func(fd uintptr) bool {
		// What fails will fail again, for who writes the rest.
		e.n, _ = syscall.Write(int(fd), e.b)
		return true
	}
	return e
}

// try returns what could not be written at once.
func (e *eager) try(b []byte) (rest []byte) {
	if e == nil {
		return b
	}
	e.b, e.n = b, 0
	err := e.raw.Write(e.write)
	e.b = nil
	if err != nil || e.n < 0 {
		return b
	}
	return b[e.n:]
}
