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

// answer serves every connection with replies of a test's own; "" is none.
func answer(l net.Listener, reply func(args []string) string) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			r := resp.NewReader(resp.Limits{})
			buf := make([]byte, 4096)
			for {
				n, err := c.Read(buf)
				if err != nil {
					return
				}
				r.Feed(buf[:n])
				for args, ok, err := r.NextCommand(); ok && err == nil; args, ok, err = r.NextCommand() {
					text := reply(args)
					if text == hangUp {
						return
					}
					if _, err := io.WriteString(c, text); err != nil {
						return
					}
				}
			}
		}()
	}
}

// fake is a server of a test's own. It notes the command lines that it gets.
type fake struct {
	addr string
	mu   sync.Mutex
	got  []string
}

func startFake(t *testing.T, reply func(args []string) string) *fake {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	f := &fake{addr: l.Addr().String()}
	go answer(l, func(args []string) string {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.got = append(f.got, resp.JoinLine(args))
		return reply(args)
	})
	return f
}

func (f *fake) said() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.got)
}
