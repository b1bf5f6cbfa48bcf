// What options do, on real servers and on odd ones.

package tcp_test

import (
	"context"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/resp"
)

func TestWrongPasswordAndWrongDatabase(t *testing.T) {
	addr := startServer(t, "--requirepass", "tOps3cret")
	for _, protocol := range []int{0, 2, 3} {
		right := open(t, client.Options{Addr: addr, Protocol: protocol, Password: "tOps3cret", DB: 15})
		await(t, right.Set("a", "1"))
		tests := map[string]client.Options{
			"handshake with " + addr + ": WRONGPASS invalid username-password pair or user is disabled.": {Password: "wr0ngPass"},
			"handshake with " + addr + ": ERR DB index is out of range":                                  {Password: "tOps3cret", DB: 99},
			" NOAUTH ": {},
		}
		for want, o := range tests {
			o.Addr, o.Protocol = addr, protocol
			c, err := tcp.New(o)
			require.NoError(t, err)
			_, err = try(c.Get("a"))
			assert.ErrorContains(t, err, strings.TrimSpace(want))
			assert.Equal(t, "server", client.ErrorKind(err))
			for _, secret := range []string{"tOps3cret", "wr0ngPass"} {
				assert.NotContains(t, err.Error(), secret)
			}
			await(t, c.Close())
		}
		await(t, right.Close())
	}
}

func TestUnixSocketOfARealServer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "redis.sock")
	startServer(t, "--port", "0", "--unixsocket", path)
	c, err := tcp.Open("unix://" + path + "?db=3&connect-attempts=200&connect-cap=50ms")
	require.NoError(t, err)
	await(t, c.Set("a", "1"))
	l := await(t, c.Acquire())
	assert.Equal(t, "connection to "+path+" [db:3, open]", l.String())
	assert.Equal(t, "1", await(t, l.Get("a")))
	l.Release()
	await(t, c.Close())

	nowhere := path + "s"
	c, err = tcp.New(client.Options{Addr: nowhere, Connect: client.Retry{Attempts: -1}})
	require.NoError(t, err)
	_, err = try(c.Ping())
	assert.ErrorContains(t, err, "connect to "+nowhere+": ")
	assert.ErrorContains(t, err, "no such file or directory")
}

func TestDialerOfTheCallers(t *testing.T) {
	addr := startServer(t)
	var dialed atomic.Int64
	config := tcp.Config{Dial: func(ctx context.Context, network, to string) (net.Conn, error) {
		dialed.Add(1)
		assert.Equal(t, "tcp cache.internal:6379", network+" "+to, "names are the dialer's to resolve")
		return new(net.Dialer).DialContext(ctx, network, addr)
	}}
	c, err := config.New(client.Options{Addr: "cache.internal:6379", Connect: patience})
	require.NoError(t, err)
	await(t, c.Set("a", "1"))
	assert.Equal(t, "1", await(t, c.Get("a")))
	assert.Equal(t, int64(c.Stats().Dialed), dialed.Load())
	await(t, c.Close())

	broken := tcp.Config{Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("the tunnel is closed")
	}}
	c, err = broken.Open("redis://cache.internal?connect-attempts=-1")
	require.NoError(t, err)
	_, err = try(c.Ping())
	assert.EqualError(t, err, "connect to cache.internal:6379: the tunnel is closed")
	await(t, c.Close())

	loop := tcp.NewLoop()
	_, err = config.New(client.Options{Scheduler: loop, Dialer: loop.Dialer(nil)})
	assert.ErrorIs(t, err, client.ErrUsage)
}

// A dialer that hangs is told when ConnectTimeout is over, and what it makes
// of it reaches nobody.
func TestConnectTimeoutReachesTheDialer(t *testing.T) {
	config := tcp.Config{Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	c, err := config.New(client.Options{ConnectTimeout: 20 * time.Millisecond, Connect: client.Retry{Attempts: -1}})
	require.NoError(t, err)
	_, err = try(c.Ping())
	assert.EqualError(t, err, "connect to localhost:6379: timeout: after 20ms (ConnectTimeout) it was not open")
	await(t, c.Close())
}

func TestKeepAliveEndsAConnectionThatWentSilent(t *testing.T) {
	p := newProxy(t, startServer(t))
	c := open(t, client.Options{Addr: p.addr, KeepAlive: 100 * time.Millisecond})
	l := await(t, c.Acquire())
	blocked := l.BLPop(0, "list")
	ended := make(chan error, 1)
	s := await(t, c.Acquire())
	s.OnClose(func(err error) { ended <- err })
	await(t, s.Ping())

	p.silence()
	_, err := try(c.Incr("n"))
	assert.ErrorIs(t, err, client.ErrTimeout)
	assert.ErrorContains(t, err, "(KeepAlive) of silence, it had not answered PING")
	assert.ErrorContains(t, <-ended, "(KeepAlive)", "an idle one, too")
	assert.False(t, blocked.Done(), "what may wait for ever does")
	await(t, c.Set("a", "1"))
}

func TestKeepAliveLeavesALiveConnectionAlone(t *testing.T) {
	pings := make(chan bool, 100)
	f := startFake(t, func(args []string) string {
		if args[0] == "PING" {
			pings <- true
		}
		return "+OK\r\n"
	})
	c := clientOf(t, client.Options{Addr: f.addr, Protocol: 2, LibName: "none", KeepAlive: 150 * time.Millisecond})
	await(t, c.Set("a", "1"))
	<-pings
	<-pings
	await(t, c.Set("a", "2"))
	assert.Equal(t, 1, c.Stats().Dialed)
}

func TestServerThatIsLoadingIsAskedAgain(t *testing.T) {
	var loading atomic.Int64
	loading.Store(3)
	f := startFake(t, func(args []string) string {
		switch {
		case args[0] == "HELLO", args[0] == "CLIENT":
			return "+OK\r\n"
		case loading.Add(-1) >= 0:
			return "-LOADING Redis is loading the dataset in memory\r\n"
		}
		return ":1\r\n"
	})
	c := clientOf(t, client.Options{Addr: f.addr})
	assert.Equal(t, int64(1), await(t, c.Incr("n")))
	loading.Store(99)
	_, err := try(c.Incr("n"))
	assert.Equal(t, resp.Error("LOADING Redis is loading the dataset in memory"), err, "tcp.New tries four times")
	assert.Equal(t, int64(95), loading.Load())
}

func TestReadWhoseReplyWasLostIsSentAgain(t *testing.T) {
	var lost atomic.Int64
	f := startFake(t, func(args []string) string {
		switch {
		case args[0] == "HELLO", args[0] == "CLIENT":
			return "+OK\r\n"
		case lost.Add(-1) >= 0:
			return hangUp
		}
		return "$1\r\na\r\n"
	})
	c := clientOf(t, client.Options{Addr: f.addr})
	lost.Store(2)
	assert.Equal(t, "a", await(t, c.Get("k")))
	lost.Store(1)
	_, err := try(c.Set("k", "b"))
	assert.ErrorIs(t, err, client.ErrClosed, "a write is not")
	assert.Equal(t, int64(0), lost.Load())
}

func TestServerWithoutHELLO(t *testing.T) {
	f := startFake(t, func(args []string) string {
		switch args[0] {
		case "AUTH", "SELECT":
			return "+OK\r\n"
		case "GET":
			return "$1\r\na\r\n"
		}
		return "-ERR unknown command `" + args[0] + "`, with args beginning with: `" + strings.Join(args[1:], "`, `") + "`, \r\n"
	})
	c := clientOf(t, client.Options{Addr: f.addr, Password: "tOps3cret", DB: 2, LibName: "mine", LibVersion: "1"})
	assert.Equal(t, "a", await(t, c.Get("k")))
	assert.Equal(t, []string{
		"HELLO 3 AUTH default tOps3cret", "CLIENT SETINFO LIB-NAME mine", "CLIENT SETINFO LIB-VER 1", "SELECT 2",
		"AUTH tOps3cret", "CLIENT SETINFO LIB-NAME mine", "CLIENT SETINFO LIB-VER 1", "SELECT 2", "GET k",
	}, f.said())

	_, err := try(clientOf(t, client.Options{Addr: f.addr, Password: "tOps3cret", Protocol: 3}).Get("k"))
	assert.EqualError(t, err, "handshake with "+f.addr+": ERR unknown command 'HELLO'")
}

func TestServerThatHasTooManyClients(t *testing.T) {
	addr := startServer(t, "--maxclients", "1")
	first := open(t, client.Options{Addr: addr})
	c := clientOf(t, client.Options{Addr: addr, Connect: client.Retry{Attempts: 2, Cap: time.Millisecond, Base: time.Millisecond}})
	_, err := try(c.Get("a"))
	assert.ErrorContains(t, err, "ERR max number of clients reached")
	assert.Equal(t, "server", client.ErrorKind(err))

	patient := clientOf(t, client.Options{Addr: addr, Connect: patience})
	f := patient.Incr("n")
	await(t, first.Close())
	assert.Equal(t, int64(1), await(t, f), "who tries again is served when others have left")
}

func TestDefaultsOfANativeClient(t *testing.T) {
	f := startFake(t, func([]string) string { return "+OK\r\n" })
	for _, o := range []client.Options{{}, {LibName: "none"}, {LibName: "mine"}} {
		o.Addr = f.addr
		await(t, clientOf(t, o).Set("a", "1"))
	}
	said := f.said()
	require.Greater(t, len(said), 6)
	assert.Equal(t, []string{"HELLO 3", "CLIENT SETINFO LIB-NAME resplay"}, said[:2])
	assert.True(t, strings.HasPrefix(said[2], "CLIENT SETINFO LIB-VER "), said[2])
	assert.Equal(t, []string{"SET a 1", "HELLO 3", "SET a 1", "HELLO 3", "CLIENT SETINFO LIB-NAME mine", "SET a 1"}, said[3:])
}

func TestQuitOfARealServer(t *testing.T) {
	c := open(t, client.Options{})
	for range 3 {
		assert.Equal(t, resp.OK(), await(t, c.Do("QUIT")), "on a connection of the pool")
	}
	l := await(t, c.Acquire())
	ended := make(chan error, 1)
	l.OnClose(func(err error) { ended <- err })
	assert.Equal(t, resp.OK(), await(t, l.Do("QUIT")))
	assert.ErrorIs(t, <-ended, client.ErrClosed)
	_, err := try(l.Ping())
	assert.ErrorIs(t, err, client.ErrClosed)
	l.Release()
	await(t, c.Ping())
	assert.Equal(t, 0, c.Stats().InUse)
}

func TestInFlightOverTCP(t *testing.T) {
	c := open(t, client.Options{InFlight: 3})
	var fs []*client.Future[int64]
	for range 1000 {
		fs = append(fs, c.Incr("n"))
	}
	for i, n := range await(t, client.All(fs...)) {
		require.Equal(t, int64(i+1), n)
	}
}

func TestCallTimeoutOverTCP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	go func() { // takes everything and says nothing
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go io.Copy(io.Discard, c)
		}
	}()
	c := clientOf(t, client.Options{Addr: l.Addr().String(), Protocol: 2, LibName: "none", CallTimeout: 20 * time.Millisecond})
	_, err = try(c.Get("a"))
	assert.EqualError(t, err, "timeout: after 20ms (CallTimeout) the reply had not come")
	_, err = try(c.Within(time.Millisecond).Get("a"))
	assert.EqualError(t, err, "timeout: after 1ms (CallTimeout) the reply had not come")
}
