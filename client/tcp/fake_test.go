// Servers that do what a real one would not do when asked to.

package tcp_test

import (
	"io"
	"net"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// hangUp is the reply that ends the connection.
const hangUp = "hang up"

// listen serves each connection with a function, for the length of a test.
func listen(t *testing.T, serve func(net.Conn)) (addr string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	go accept(l, serve)
	return l.Addr().String()
}

func accept(l net.Listener, serve func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			serve(conn)
		}()
	}
}

// answering serves a connection with replies of a test's own; "" is none.
func answering(reply func(args []string) string) func(net.Conn) {
	return func(conn net.Conn) {
		r := resp.NewReader(resp.Limits{})
		buf := make([]byte, 4096)
		for {
			n, err := conn.Read(buf)
			if err != nil {
				return
			}
			r.Feed(buf[:n])
			for args, ok, err := r.NextCommand(); ok && err == nil; args, ok, err = r.NextCommand() {
				text := reply(args)
				if text == hangUp {
					return
				}
				if _, err := io.WriteString(conn, text); err != nil {
					return
				}
			}
		}
	}
}

// fake is a server of a test's own. It notes the command lines that it gets.
type fake struct {
	addr string
	mu   sync.Mutex
	got  []string
}

func startFake(t *testing.T, reply func(args []string) string) *fake {
	f := &fake{}
	f.addr = listen(t, answering(func(args []string) string {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.got = append(f.got, resp.JoinLine(args))
		return reply(args)
	}))
	return f
}

func (f *fake) said() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.got)
}
