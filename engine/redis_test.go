//go:build !js

// The transcripts against a real redis-server: no expected values needed.

package engine

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// redisServer is a redis-server that a test has started.
type redisServer struct {
	addr    string
	control *redisConn
}

// startRedis starts a redis-server on a free port and ends it with the test.
func startRedis(t *testing.T) *redisServer {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip("redis-server is not on the PATH")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := listener.Addr().(*net.TCPAddr).Port
	require.NoError(t, listener.Close())
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, path, "--port", strconv.Itoa(port), "--bind", "127.0.0.1",
		"--save", "", "--appendonly", "no", "--enable-debug-command", "yes", "--dir", t.TempDir())
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait() // reports the kill, which is the point
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() && !strings.Contains(lines.Text(), "Ready to accept connections") {
	}
	go func() {
		for lines.Scan() { // keeps the pipe from filling up
		}
	}()
	server := &redisServer{addr: "127.0.0.1:" + strconv.Itoa(port)}
	server.control = server.connect(t)
	return server
}

// redisConn is a connection to a redis-server.
type redisConn struct {
	t      *testing.T
	conn   net.Conn
	reader *resp.Reader
	id     int64
	closed bool
}

func (s *redisServer) connect(t *testing.T) *redisConn {
	t.Helper()
	conn, err := net.Dial("tcp", s.addr)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	c := &redisConn{t: t, conn: conn, reader: resp.NewReader(resp.Limits{})}
	c.id = c.do("CLIENT", "ID").Int
	return c
}

func (c *redisConn) send(args ...string) {
	_, err := c.conn.Write(resp.AppendCommand(nil, args...))
	require.NoError(c.t, err)
}

func (c *redisConn) do(args ...string) resp.Value {
	c.send(args...)
	value, ok := c.receive(5 * time.Second)
	require.True(c.t, ok, "redis-server did not answer %v", args)
	return value
}

// receive waits for the next value; ok is false when there is none in time.
func (c *redisConn) receive(patience time.Duration) (value resp.Value, ok bool) {
	require.NoError(c.t, c.conn.SetReadDeadline(time.Now().Add(patience)))
	buf := make([]byte, 64<<10)
	for {
		value, ok, err := c.reader.Next()
		require.NoError(c.t, err)
		if ok {
			return value, true
		}
		n, err := c.conn.Read(buf)
		c.reader.Feed(buf[:n])
		if err != nil && n == 0 {
			timeout, isNet := err.(net.Error)
			c.closed = !isNet || !timeout.Timeout()
			return resp.Value{}, false
		}
	}
}

// redisPeer plays transcripts on a redis-server.
type redisPeer struct {
	t      *testing.T
	server *redisServer
	conns  map[string]*redisConn
	hello  bool
}

func (p *redisPeer) conn(name string) *redisConn {
	if c := p.conns[name]; c != nil && !c.closed {
		return c
	}
	c := p.server.connect(p.t)
	if p.hello {
		c.do("HELLO", "3")
	}
	p.conns[name] = c
	return c
}

// do runs a step and returns what the clients got, given what ours got: as
// many values are awaited from each.
func (p *redisPeer) do(s step, ours []answer) []answer {
	c := p.conn(s.client)
	c.send(s.args...)
	var answers []answer
	for _, our := range ours {
		from := p.conn(our.client)
		value, ok := from.receive(time.Second)
		switch {
		case ok:
			answers = append(answers, answer{client: our.client, value: value})
		case from.closed:
			answers = append(answers, answer{client: our.client, closed: true})
		}
	}
	if !slices.ContainsFunc(ours, func(a answer) bool { return a.client == s.client }) {
		p.awaitBlocked(c, strings.ToLower(strings.Join(s.args[:min(2, len(s.args))], "|")))
	}
	return answers
}

// awaitBlocked waits until the server has read a command that has no reply.
func (p *redisPeer) awaitBlocked(c *redisConn, name string) {
	for range 1000 {
		list := p.server.control.do("CLIENT", "LIST", "ID", strconv.FormatInt(c.id, 10)).Str
		if strings.Contains(list, "flags=b") || strings.Contains(list, "flags=xb") || strings.Contains(list, "cmd="+name+" ") || strings.Contains(list, "cmd=ping") {
			return
		}
	}
	p.t.Fatalf("%s neither blocks nor answers on redis-server", name)
}

// end closes the clients and makes the server as new; it returns what
// clients got that ours did not.
func (p *redisPeer) end() []string {
	var extra []string
	for name, c := range p.conns {
		if value, ok := c.receive(time.Millisecond); ok {
			extra = append(extra, name+": "+resp.Print(value))
		}
		c.conn.Close()
	}
	for _, line := range []string{
		"CLIENT UNPAUSE",
		"CONFIG SET maxmemory 0 requirepass \"\" hash-max-listpack-entries 512 hash-max-listpack-value 64 set-max-intset-entries 512 zset-max-listpack-entries 128 zset-max-listpack-value 64 stream-node-max-entries 100 stream-node-max-bytes 4096",
		"ACL DELUSER alice bob carl emil fred gina u", "CONFIG SET notify-keyspace-events \"\"",
		"FLUSHALL", "CONFIG RESETSTAT",
	} {
		args, err := resp.SplitLine(line)
		require.NoError(p.t, err)
		require.NoError(p.t, p.server.control.do(args...).Err())
	}
	return extra
}

// TestTranscriptsOnRedis compares every reply with the real server's, in
// both protocols. Differences that are meant are marked in the transcripts.
func TestTranscriptsOnRedis(t *testing.T) {
	server := startRedis(t)
	table := newCommandTable(Commands())
	counted := newConformance(table)
	for _, protocol := range []int{2, 3} {
		for _, file := range readTranscripts(t) {
			if file.ours {
				continue
			}
			t.Run(fmt.Sprintf("RESP%d/%s", protocol, filepath.Base(file.name)), func(t *testing.T) {
				server.control.t = t
				ours := newWorld(t, Options{Seed: 1, Now: time.Now()})
				theirs := &redisPeer{t: t, server: server, conns: map[string]*redisConn{}}
				ours.hello, theirs.hello = protocol == 3, protocol == 3
				for _, s := range file.steps {
					require.NotNil(t, s.args, "%s: a pause is only for files marked ours", s.line)
					got := ours.do(s)
					want := theirs.do(s, got)
					row := counted.row(s.args)
					row.replies += len(got)
					if s.differs {
						row.newer++
						continue
					}
					if s.unordered {
						sortAnswers(got)
						sortAnswers(want)
					}
					if wanted, printed := s.print(want), s.print(got); !slices.Equal(wanted, printed) {
						row.differing++
						t.Errorf("%s\nredis-server: %s\nours:         %s", s.line, strings.Join(wanted, "\n"), strings.Join(printed, "\n"))
					}
				}
				if extra := theirs.end(); len(extra) > 0 {
					t.Errorf("redis-server has sent more: %q", extra)
				}
			})
		}
	}
	fmt.Print(counted)
}

// sortAnswers orders the elements of all aggregates, and each client's answers.
func sortAnswers(answers []answer) {
	for i := range answers {
		sortValue(answers[i].value)
	}
	slices.SortStableFunc(answers, func(a, b answer) int {
		if a.client != b.client {
			return 0
		}
		return strings.Compare(resp.Print(a.value), resp.Print(b.value))
	})
}

func sortValue(v resp.Value) {
	for _, elem := range v.Elems {
		sortValue(elem)
	}
	if v.Kind != resp.KindMap {
		slices.SortFunc(v.Elems, func(a, b resp.Value) int { return strings.Compare(resp.Print(a), resp.Print(b)) })
		return
	}
	pairs := slices.Collect(slices.Chunk(slices.Clone(v.Elems), 2))
	slices.SortFunc(pairs, func(a, b []resp.Value) int { return strings.Compare(resp.Print(a[0]), resp.Print(b[0])) })
	copy(v.Elems, slices.Concat(pairs...))
}
