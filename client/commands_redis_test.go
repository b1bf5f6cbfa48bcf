// Every sample of a command method on a real server, as far as that has the
// command: what the engine is checked for holds there as well.

package client_test

import (
	"context"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/resp"
)

func TestSamplesOnARealServer(t *testing.T) {
	alone, clustered := startServer(t), startServer(t, "--cluster-enabled", "yes")
	must(t, clustered, "CLUSTER ADDSLOTSRANGE 0 16383")
	for _, s := range client.Samples() {
		server := alone
		if s.Cluster {
			server = clustered
		}
		if s.Apart != "" || !server.has(t, s) {
			continue
		}
		inBoth(t, s, func(protocol int) *client.Client {
			server.tidy(t)
			return server.open(t, protocol)
		})
	}
}

// server is a redis-server, which runs for the length of a test.
type server struct {
	addr    string
	admin   *client.Client
	version string
	known   map[string]bool // whether it has a command, by its full name
}

func startServer(t *testing.T, options ...string) *server {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("this test needs redis-server in PATH (Debian: apt-get install redis-server)")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l.Close()
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	options = append(options, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	running := exec.Command(path, options...)
	require.NoError(t, running.Start())
	t.Cleanup(func() {
		running.Process.Kill()
		running.Wait()
	})
	s := &server{addr: "127.0.0.1:" + port, known: map[string]bool{}}
	s.admin = s.open(t, 3)
	t.Cleanup(func() { s.admin.Abort() })
	s.version = must(t, s, "HELLO").Elems[3].Str
	return s
}

func (s *server) open(t *testing.T, protocol int) *client.Client {
	c, err := tcp.New(client.Options{Addr: s.addr, Protocol: protocol, Connect: client.Retry{Attempts: 100, Base: 10 * time.Millisecond, Cap: 100 * time.Millisecond}})
	require.NoError(t, err)
	return c
}

// must is the reply to a command line of the administrator's connection.
func must(t *testing.T, s *server, line string) resp.Value {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	args, err := resp.SplitLine(line)
	require.NoError(t, err, line)
	v, err := s.admin.Do(args...).Await(ctx)
	require.NoError(t, err, line)
	return v
}

// tidy makes the server as new.
func (s *server) tidy(t *testing.T) {
	for _, line := range []string{
		"FLUSHALL", "SCRIPT FLUSH", "FUNCTION FLUSH", "ACL DELUSER ann",
		`CONFIG SET requirepass "" maxmemory-policy noeviction`,
	} {
		must(t, s, line)
	}
}

// has reports whether the server is new enough for a sample.
func (s *server) has(t *testing.T, sample client.Sample) bool {
	if sample.Since != "" && older(s.version, sample.Since) {
		return false
	}
	c, _ := sent(t, commandTable(), sample.Line)
	if _, asked := s.known[c.name]; !asked {
		s.known[c.name] = !must(t, s, "COMMAND INFO "+c.name).Elems[0].IsNull()
	}
	return s.known[c.name]
}

// older compares versions such as 7.0.15 and 7.4.
func older(version, than string) bool {
	a, b := strings.Split(version, "."), strings.Split(than, ".")
	for i := range min(len(a), len(b)) {
		m, _ := strconv.Atoi(a[i])
		n, _ := strconv.Atoi(b[i])
		if m != n {
			return m < n
		}
	}
	return false
}
