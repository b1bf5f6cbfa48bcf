// The server as its own goroutines and sockets: bytes, ends and limits.

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/engine"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// startServer serves an engine on a free port until the test ends.
func startServer(t *testing.T, o engine.Options) (s *respServer, addr string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	o.Now, o.Port = time.Now(), portOf(listener)
	s = newRespServer(listener, engine.New(o))
	s.linger = 50 * time.Millisecond
	go s.serve()
	t.Cleanup(func() { s.close() })
	return s, listener.Addr().String()
}

// dial opens a plain connection, on which nothing may take longer than
// patience.
func dial(t *testing.T, addr string) *net.TCPConn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(patience)))
	return conn.(*net.TCPConn)
}

// goRedis is a client as Go programs use it.
func goRedis(t *testing.T, addr string) *redis.Client {
	t.Helper()
	c := redis.NewClient(&redis.Options{
		Addr:            addr,
		MaxRetries:      -1,
		DisableIdentity: true,
	})
	t.Cleanup(func() { c.Close() })
	return c
}

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// TestConversations sends bytes, closes the sending side and compares all that
// comes back.
func TestConversations(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	tests := []struct{ name, sent, received string }{
		{"inline", "PING\r\n", "+PONG\r\n"},
		{"pipelined", "SET a 1\r\nINCR a\r\nGET a\r\n", "+OK\r\n:2\r\n$1\r\n2\r\n"},
		{"multibulk", "*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n", "$2\r\nhi\r\n"},
		{"quit", "QUIT\r\nPING\r\n", "+OK\r\n"},
		{"half a command", "*2\r\n$4\r\nECHO\r\n$2\r\nh", ""},
		{"wrong command", "NOSUCH\r\nPING\r\n", "-ERR unknown command 'NOSUCH', with args beginning with: \r\n+PONG\r\n"},
		{"no bulk string", "*1\r\n:1\r\nPING\r\n", "-ERR Protocol error: expected '$', got ':'\r\n"},
		{"no length", "*1\r\n$abc\r\nPING\r\n", "-ERR Protocol error: invalid bulk length\r\n"},
		{"no count", "*x\r\nPING\r\n", "-ERR Protocol error: invalid multibulk length\r\n"},
		{"open quote", "SET a \"b\r\nPING\r\n", "-ERR Protocol error: unbalanced quotes in request\r\n"},
	}
	for _, test := range tests {
		conn := dial(t, addr)
		_, err := io.WriteString(conn, test.sent)
		require.NoError(t, err, test.name)
		require.NoError(t, conn.CloseWrite(), test.name)
		received, err := io.ReadAll(conn)
		if !errors.Is(err, syscall.ECONNRESET) {
			require.NoError(t, err, test.name)
		}
		assert.Equal(t, test.received, string(received), test.name)
	}
}

func TestTooManyClients(t *testing.T) {
	_, addr := startServer(t, engine.Options{MaxClients: 1})
	first := dial(t, addr)
	io.WriteString(first, "PING\r\n")
	reply, err := bufio.NewReader(first).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "+PONG\r\n", reply)

	refusal, err := io.ReadAll(dial(t, addr))
	require.NoError(t, err)
	assert.Equal(t, "-ERR max number of clients reached\r\n", string(refusal))

	// The place is free again once the first has left.
	first.Close()
	ctx := within(t)
	require.Eventually(t, func() bool {
		return goRedis(t, addr).Ping(ctx).Err() == nil
	}, patience, time.Millisecond)
}

// TestSlowReader publishes to a subscriber that never reads: it is cut off,
// and in the meantime nobody else waits for it.
func TestSlowReader(t *testing.T) {
	_, addr := startServer(t, engine.Options{OutputLimit: 1 << 20})
	slow := dial(t, addr)
	io.WriteString(slow, "SUBSCRIBE news\r\n")
	confirmation := make([]byte, len("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n"))
	_, err := io.ReadFull(slow, confirmation)
	require.NoError(t, err)

	ctx, c := within(t), goRedis(t, addr)
	message := strings.Repeat("x", 64<<10)
	receivers, sent := int64(1), 0
	for receivers == 1 {
		// What the system keeps for a socket comes on top of our own limit.
		require.Less(t, sent, 64<<20, "the subscriber was not cut off")
		receivers, err = c.Publish(ctx, "news", message).Result()
		require.NoError(t, err)
		sent += len(message)
	}
	assert.Zero(t, receivers)
	got, _ := io.Copy(io.Discard, slow)
	assert.Less(t, got, int64(sent), "what it got before the cut")
}

// TestKilledClient ends a connection from another one.
func TestKilledClient(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	victim := dial(t, addr)
	io.WriteString(victim, "CLIENT ID\r\n")
	reply, err := bufio.NewReader(victim).ReadString('\n')
	require.NoError(t, err)
	id := strings.Trim(reply, ":\r\n")

	killed, err := goRedis(t, addr).Do(within(t), "CLIENT", "KILL", "ID", id).Int()
	require.NoError(t, err)
	assert.Equal(t, 1, killed)
	_, err = io.Copy(io.Discard, victim)
	assert.NoError(t, err)
}

// TestClose hangs up on clients that are idle, blocked and subscribed.
func TestClose(t *testing.T) {
	s, addr := startServer(t, engine.Options{})
	var conns []net.Conn
	for _, command := range []string{"PING", "BLPOP nothing 0", "SUBSCRIBE news"} {
		conn := dial(t, addr)
		fmt.Fprintf(conn, "PING\r\n%s\r\n", command)
		_, err := io.ReadFull(conn, make([]byte, len("+PONG\r\n")))
		require.NoError(t, err)
		conns = append(conns, conn)
	}
	s.close()
	for _, conn := range conns {
		_, err := io.ReadAll(conn)
		if !errors.Is(err, syscall.ECONNRESET) {
			assert.NoError(t, err)
		}
	}
	_, err := net.Dial("tcp", addr)
	assert.ErrorIs(t, err, syscall.ECONNREFUSED)
}
