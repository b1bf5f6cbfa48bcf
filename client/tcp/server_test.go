// The real server that these tests talk to.

package tcp_test

import (
	"context"
	"net"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
)

// patience is for a server that is starting.
var patience = client.Retry{Attempts: 100, Base: 10 * time.Millisecond, Cap: 100 * time.Millisecond}

// startServer starts a redis-server on a free port, for the length of a test.
// Further options are as on its command line.
func startServer(t testing.TB, options ...string) (addr string) {
	return "127.0.0.1:" + startMortal(t, options...).port
}

// mortal is a redis-server that can be killed, and started again on its port.
type mortal struct {
	t       testing.TB
	port    string
	options []string
	process *exec.Cmd
}

func startMortal(t testing.TB, options ...string) *mortal {
	m := &mortal{t: t, port: strconv.Itoa(freePort(t))}
	m.options = append([]string{"--port", m.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir()}, options...)
	m.start()
	t.Cleanup(m.kill)
	return m
}

func (m *mortal) start() {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		m.t.Skip("this test needs redis-server in PATH (Debian: apt-get install redis-server)")
	}
	m.process = exec.Command(path, m.options...)
	require.NoError(m.t, m.process.Start())
}

func (m *mortal) kill() {
	m.process.Process.Kill()
	m.process.Wait()
}

func freePort(t testing.TB) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// open returns a client of a server, which is closed at the end of the test.
func open(t testing.TB, o client.Options) *client.Client {
	if o.Addr == "" {
		o.Addr = startServer(t)
	}
	o.Connect = patience
	c, err := tcp.New(o)
	require.NoError(t, err)
	t.Cleanup(func() {
		await(t, c.Abort())
	})
	await(t, c.Ping())
	return c
}

// clientOf returns a client of a server that a test plays.
func clientOf(t *testing.T, o client.Options) *client.Client {
	c, err := tcp.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { await(t, c.Abort()) })
	return c
}

// await is Await that must succeed, in good time.
func await[T any](t testing.TB, f *client.Future[T]) T {
	t.Helper()
	v, err := try(f)
	require.NoError(t, err)
	return v
}

func try[T any](f *client.Future[T]) (T, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	return f.Await(ctx)
}
