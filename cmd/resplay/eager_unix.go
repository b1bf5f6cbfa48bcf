//go:build unix

package main

import (
	"net"
	"syscall"
)

// eagerWriter writes to a connection what the system takes at once.
type eagerWriter struct {
	conn    syscall.RawConn // nil: not of the system
	attempt func(fd uintptr) (done bool)
	out     []byte
	written int
}

func newEagerWriter(conn net.Conn) eagerWriter {
	w := eagerWriter{}
	if system, ok := conn.(syscall.Conn); ok {
		w.conn, _ = system.SyscallConn()
	}
	return w
}

// write returns how many bytes were written. Fewer than given, errors
// included, are for a patient writer to deal with.
func (w *eagerWriter) write(out []byte) int {
	if w.conn == nil {
		return 0
	}
	if w.attempt == nil {
		w.attempt = func(fd uintptr) bool {
			n, err := syscall.Write(int(fd), w.out)
			if err == nil {
				w.written = n
			}
			return true
		}
	}
	w.out, w.written = out, 0
	_ = w.conn.Write(w.attempt) // it fails as nothing written
	w.out = nil
	return w.written
}
