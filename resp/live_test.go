//go:build !js

// Against the real thing: redis-cli shows the values of the transcript, and redis-server's own
// replies and complaints are those of this package. Skipped where they are not installed.

package resp

import (
	"bufio"
	"flag"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite "+transcript+" from the redis-cli on the PATH")

func TestTranscriptIsRedisCLIs(t *testing.T) {
	need(t, "redis-cli")
	comments, stanzas := readTranscript(t)
	addr := serveValues(t, stanzas)
	_, port, err := net.SplitHostPort(addr)
	require.NoError(t, err)
	var rewritten strings.Builder
	rewritten.WriteString(comments)
	for i, s := range stanzas {
		text := redisCLI(t, "-p", port, "-3", "SHOW", strconv.Itoa(i))
		rewritten.WriteString("\n" + strconv.Quote(s.wire) + "\n" + text + "\n")
		if !*update {
			assert.Equal(t, s.text, text, "%q; go test ./resp -run Transcript -update rewrites the transcript", s.wire)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(transcript, []byte(rewritten.String()), 0o644))
	}
}

func need(t *testing.T, program string) {
	if _, err := exec.LookPath(program); err != nil {
		t.Skip(err)
	}
}

// redisCLI returns what redis-cli shows on a terminal.
func redisCLI(t *testing.T, args ...string) string {
	out, err := exec.Command("redis-cli", append([]string{"--no-raw"}, args...)...).Output()
	require.NoError(t, err, "redis-cli %q: %s", args, out)
	return strings.TrimSuffix(string(out), "\n")
}

// serveValues is a server that answers SHOW i with the bytes of stanza i, and
// anything else with OK.
func serveValues(t *testing.T, stanzas []shown) (addr string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serveConn(conn, stanzas)
		}
	}()
	return listener.Addr().String()
}

func serveConn(conn net.Conn, stanzas []shown) {
	defer conn.Close()
	r := NewReader(Limits{})
	for piece := make([]byte, 4096); ; {
		n, err := conn.Read(piece)
		if err != nil {
			return
		}
		r.Feed(piece[:n])
		for args, ok, _ := r.NextCommand(); ok; args, ok, _ = r.NextCommand() {
			answer := "+OK\r\n"
			if args[0] == "SHOW" {
				i, _ := strconv.Atoi(args[1])
				answer = stanzas[i].wire
			}
			io.WriteString(conn, answer)
		}
	}
}

// startRedis starts a redis-server that keeps nothing and returns its socket.
func startRedis(t *testing.T) (socket string) {
	need(t, "redis-server")
	socket = filepath.Join(t.TempDir(), "redis.sock")
	server := exec.Command("redis-server", "--port", "0", "--unixsocket", socket,
		"--save", "", "--enable-debug-command", "yes", "--dir", filepath.Dir(socket))
	out, err := server.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	log := bufio.NewScanner(out)
	for log.Scan() {
		if strings.Contains(log.Text(), "server is now ready") || strings.Contains(log.Text(), "Ready to accept connections") {
			go io.Copy(io.Discard, out)
			return socket
		}
	}
	t.Skip("this redis-server does not start with DEBUG enabled, as version 7 does")
	return ""
}

// converse sends bytes over a connection of its own and returns what comes
// back: n values, or all until the server hangs up if n is 0.
func converse(t *testing.T, socket, wire string, n int) (values []Value) {
	conn, err := net.Dial("unix", socket)
	require.NoError(t, err)
	defer conn.Close()
	go io.WriteString(conn, wire) // beside reading: the server may hang up before it has read all
	r := NewReader(Limits{})
	for piece := make([]byte, 4096); ; {
		v, ok, err := r.Next()
		require.NoError(t, err)
		if ok {
			values = append(values, v)
			if len(values) == n {
				return values
			}
			continue
		}
		got, err := conn.Read(piece)
		if err != nil {
			return values
		}
		r.Feed(piece[:got])
	}
}

func TestRedisServersReplies(t *testing.T) {
	socket := startRedis(t)
	ask := func(proto int, kind string) Value {
		wire := "HELLO " + strconv.Itoa(proto) + "\r\nDEBUG PROTOCOL " + kind + "\r\n"
		return converse(t, socket, wire, 2)[1]
	}
	for _, kind := range strings.Fields("string integer double null array set map attrib verbatim true false bignum") {
		two, three := ask(2, kind), ask(3, kind)
		assert.Equal(t, string(Append(nil, two)), string(AppendReply(nil, three, 2)), kind)
		assert.Equal(t, redisCLI(t, "-s", socket, "DEBUG", "PROTOCOL", kind), Print(two), kind)
		if kind != "attrib" && kind != "bignum" { // redis-cli gives up on these
			assert.Equal(t, redisCLI(t, "-s", socket, "-3", "DEBUG", "PROTOCOL", kind), Print(three), kind)
		}
	}
	popularity := Array(Bulk("key:123"), Integer(90))
	assert.Equal(t, withAttrs(Bulk("Some real reply following the attribute"), Bulk("key-popularity"), popularity), ask(3, "attrib"))
	assert.Equal(t, BigNumber("1234567999999999999999999999999999999"), ask(3, "bignum"))
	assert.Equal(t, Push(Bulk("server-cpu-usage"), Integer(42)), ask(3, "push"))
}

func TestRedisServersComplaints(t *testing.T) {
	socket := startRedis(t)
	for _, tt := range badCommands {
		replies := converse(t, socket, tt.wire, 0)
		if assert.NotEmpty(t, replies, "%.40q", tt.wire) {
			assert.Equal(t, Fail("ERR Protocol error: "+tt.msg), replies[len(replies)-1], "%.40q", tt.wire)
		}
	}
}

// Inline commands are split by the same rules as the lines of redis-cli.
func TestRedisServersLines(t *testing.T) {
	socket := startRedis(t)
	split := func(line string) Value {
		return converse(t, socket, "EVAL 'return ARGV' 0 "+line+"\r\n", 1)[0]
	}
	for _, tt := range splitLines {
		if !strings.Contains(tt.line, "\n") {
			assert.Equal(t, Bulks(tt.words...).Elems, split(tt.line).Elems, "%q", tt.line)
		}
	}
	for _, tt := range brokenLines {
		assert.Equal(t, Fail("ERR Protocol error: unbalanced quotes in request"), split(tt.line), "%q", tt.line)
	}
}
