// A proxy between the tests' client and server, which can fall silent.

package tcp_test

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// proxy is between a client and a server, and can fall silent.
type proxy struct {
	addr   string
	mu     sync.Mutex
	silent []*atomic.Bool // one of each connection so far
}

func newProxy(t testing.TB, server string) *proxy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	p := &proxy{addr: l.Addr().String()}
	var open sync.WaitGroup
	t.Cleanup(func() {
		l.Close()
		open.Wait()
	})
	open.Go(func() {
		for {
			down, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() { p.join(down, server) })
		}
	})
	return p
}

// join brings what comes at one end to the other.
func (p *proxy) join(down net.Conn, server string) {
	defer down.Close()
	up, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	silent := new(atomic.Bool)
	p.mu.Lock()
	p.silent = append(p.silent, silent)
	p.mu.Unlock()
	var ends sync.WaitGroup
	ends.Go(func() { pipe(up, down, silent) })
	ends.Go(func() { pipe(down, up, silent) })
	ends.Wait()
}

func pipe(to, from net.Conn, silent *atomic.Bool) {
	defer to.Close()
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if err == nil && !silent.Load() {
			_, err = to.Write(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

// silence keeps from now on what the connections that are open say.
func (p *proxy) silence() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, silent := range p.silent {
		silent.Store(true)
	}
}
