// Connections from dialing to the end: handshake, retries, timeouts, closing.

package client

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

const ms = time.Millisecond

func TestHandshakeIsOneFlightInOneWrite(t *testing.T) {
	tests := map[string]struct {
		options Options
		server  server
		want    []string // writes
		err     string
	}{
		"RESP3":                {Options{}, server{}, []string{"HELLO 3", "PING"}, ""},
		"RESP2 bare":           {Options{Protocol: 2}, server{}, []string{"PING"}, ""},
		"everything":           {Options{Username: "ann", Password: "pw", DB: 4, ClientName: "web"}, server{password: "pw"}, []string{"HELLO 3 AUTH ann pw SETNAME web; SELECT 4", "PING"}, ""},
		"no username":          {Options{Password: "pw"}, server{password: "pw"}, []string{"HELLO 3 AUTH default pw", "PING"}, ""},
		"RESP2":                {Options{Protocol: 2, Username: "ann", Password: "pw", DB: 4, ClientName: "web"}, server{password: "pw"}, []string{"AUTH ann pw; CLIENT SETNAME web; SELECT 4", "PING"}, ""},
		"RESP2, password only": {Options{Protocol: 2, Password: "pw"}, server{password: "pw"}, []string{"AUTH pw", "PING"}, ""},
		"library": {
			Options{LibName: "resplay", LibVersion: "1.2", DB: 4}, server{},
			[]string{"HELLO 3; CLIENT SETINFO LIB-NAME resplay; CLIENT SETINFO LIB-VER 1.2; SELECT 4", "PING"}, "",
		},
		"library, RESP2": {
			Options{Protocol: 2, LibName: "resplay", Password: "pw"}, server{password: "pw"},
			[]string{"AUTH pw; CLIENT SETINFO LIB-NAME resplay", "PING"}, "",
		},
		"no library": {Options{LibName: "none", LibVersion: "1"}, server{}, []string{"HELLO 3", "PING"}, ""},
		"library, an old server": {
			Options{LibName: "resplay", DB: 4}, server{old: true},
			[]string{"HELLO 3; CLIENT SETINFO LIB-NAME resplay; SELECT 4", "CLIENT SETINFO LIB-NAME resplay; SELECT 4", "PING"}, "",
		},
		"an old server": {
			Options{Password: "pw", DB: 4}, server{password: "pw", old: true},
			[]string{"HELLO 3 AUTH default pw; SELECT 4", "AUTH pw; SELECT 4", "PING"}, "",
		},
		"an old server, RESP3 insisted on": {
			Options{Protocol: 3, Password: "pw"}, server{password: "pw", old: true}, []string{"HELLO 3 AUTH default pw"},
			"handshake with localhost:6379: ERR unknown command 'HELLO'",
		},
		"wrong password": {
			Options{Password: "no", DB: 4}, server{password: "pw"}, []string{"HELLO 3 AUTH default no; SELECT 4"},
			"handshake with localhost:6379: WRONGPASS invalid username-password pair or user is disabled.",
		},
		"no such database": {
			Options{DB: 99}, server{}, []string{"HELLO 3; SELECT 99"},
			"handshake with localhost:6379: ERR DB index is out of range",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(func(c *wire, args []string) string {
				if args[0] == "PING" {
					return "+PONG\r\n"
				}
				return test.server.serve(c, args)
			})
			c := w.client(test.options)
			pong, err := c.Ping().Await(t.Context())
			if test.err == "" {
				assert.Equal(t, []any{"PONG", nil}, []any{pong, err})
			} else {
				assert.EqualError(t, err, test.err)
				assert.Equal(t, "server", ErrorKind(err))
				if test.options.Password != "" {
					assert.NotContains(t, err.Error(), "pw")
				}
				assert.Equal(t, 0, w.open(), "a connection that was refused is closed")
			}
			assert.Len(t, w.wires, 1, "what the server said it would say again: no second try")
			assert.Equal(t, test.want, w.wires[0].said())
		})
	}
}

func TestNewDoesNoIO(t *testing.T) {
	w := newWorld(nil)
	w.client(Options{Pool: Pool{Min: 3}})
	w.settle()
	assert.Empty(t, w.wires)
}

func TestCommandsOfOneTurnGoOutInOneWrite(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	var fs []*Future[int64]
	for range 1000 {
		fs = append(fs, c.Incr("n"))
	}
	values := value(t, All(fs...))
	assert.Equal(t, []int64{1, 1000}, []int64{values[0], values[999]})
	assert.Len(t, w.wires, 1)
	assert.Len(t, w.wires[0].writes, 1)
}

func TestConnectIsTriedAgainWithGrowingPauses(t *testing.T) {
	w := newWorld(newServer().serve)
	w.refuse = errors.New("connection refused")
	c := w.client(Options{Connect: Retry{Attempts: 4, Base: 10 * ms, Cap: 40 * ms}})
	err := failure(t, c.Get("a"))
	assert.EqualError(t, err, "connect to localhost:6379: connection refused")
	assert.Equal(t, "closed", ErrorKind(err))
	assert.Len(t, w.wires, 5)
	assert.Greater(t, w.now, 10*ms)
	assert.LessOrEqual(t, w.now, (10+20+40+40)*ms)

	w.refuse = nil
	assert.Equal(t, ErrNil, failure(t, c.Get("a")), "a later call dials anew")

	once := w.client(Options{Connect: Retry{Attempts: -1}})
	w.refuse = errors.New("connection refused")
	failure(t, once.Get("a"))
	assert.Len(t, w.wires, 7)
}

func TestServerThatTurnsAway(t *testing.T) {
	full := "-ERR max number of clients reached\r\n"
	w := newWorld(nil)
	w.serve = func(*wire, []string) string { return full }
	err := failure(t, w.client(Options{}).Get("a"))
	assert.EqualError(t, err, "handshake with localhost:6379: ERR max number of clients reached")
	assert.Len(t, w.wires, 4, "others may leave, so it is tried again")

	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	w.wires[4].send(full) // before anything was asked
	w.settle()
	err = failure(t, l.Get("a"))
	assert.EqualError(t, err, "connection to localhost:6379: ERR max number of clients reached")
	assert.Equal(t, "server", ErrorKind(err))
}

func TestConnectTimeout(t *testing.T) {
	w := newWorld(func(*wire, []string) string { return "" }) // never answers the handshake
	c := w.client(Options{ConnectTimeout: 50 * ms, Connect: Retry{Attempts: -1}})
	err := failure(t, c.Get("a"))
	assert.EqualError(t, err, "handshake with localhost:6379: timeout: after 50ms (ConnectTimeout) it was not open")
	assert.Equal(t, []any{"timeout", 50 * ms, 0}, []any{ErrorKind(err), w.now, w.open()})
}

func TestLostReplyIsNotSentAgain(t *testing.T) {
	s := newServer()
	for _, mode := range []Mode{Shared, PerCall} {
		w := newWorld(nil)
		w.serve = func(c *wire, args []string) string {
			reply := s.serve(c, args)
			if args[0] == "INCR" {
				w.Post(func() { c.end(errCut) })
				return "" // executed, but the reply is lost
			}
			return reply
		}
		s.executed = nil
		c := w.client(Options{Mode: mode, Protocol: 2})
		err := failure(t, c.Incr("n"))
		w.settle()
		assert.EqualError(t, err, "connection to localhost:6379: cut")
		assert.Equal(t, []string{"INCR n"}, s.executed, "%v", mode)
	}
}

func TestWhatWasNeverWrittenIsSentOnAnotherConnection(t *testing.T) {
	s := newServer()
	for _, mode := range []Mode{Shared, PerCall} {
		w := newWorld(s.serve)
		c := w.client(Options{Mode: mode, Protocol: 2})
		value(t, c.Set("a", "1"))
		f := c.Get("a")
		w.wires[0].end(errCut) // ahead of the turn in which it would have been written
		assert.Equal(t, "1", value(t, f), "%v", mode)
		assert.Equal(t, []string{"GET a"}, w.wires[1].said())
	}
}

func TestLeaseNeverMovesToAnotherConnection(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	f := l.Get("a")
	w.wires[0].end(errCut)
	assert.EqualError(t, failure(t, f), "connection to localhost:6379: cut")
	assert.EqualError(t, failure(t, l.Get("a")), "connection to localhost:6379: cut")
}

func TestCommandTimeout(t *testing.T) {
	t.Run("of a silent connection: it is closed", func(t *testing.T) {
		w := newWorld(script(nil))
		c := w.client(Options{Protocol: 2, CommandTimeout: 100 * ms})
		a, b := c.Get("a"), c.Get("b")
		assert.EqualError(t, failure(t, a), "connection to localhost:6379: timeout: after 100ms (CommandTimeout) there was no reply")
		assert.Same(t, a.Err(), b.Err())
		assert.Equal(t, []any{"timeout", 100 * ms, 0}, []any{ErrorKind(a.Err()), w.now, w.open()})
	})
	t.Run("of a slow reply: the connection and the order of replies live", func(t *testing.T) {
		w := newWorld(nil)
		w.serve = func(c *wire, args []string) string {
			if args[1] == "slow" {
				w.After(150*ms, func() { c.send("+slow\r\n+b\r\n") })
			}
			return map[string]string{"a": "+a\r\n"}[args[1]]
		}
		c := w.client(Options{Protocol: 2, CommandTimeout: 100 * ms})
		value(t, c.Get("a"))
		w.advance(10 * ms)
		slow := c.Get("slow")
		w.advance(ms)
		w.After(50*ms, func() { w.wires[0].send(">2\r\n+a push\r\n+as sign of life\r\n") })
		assert.Equal(t, &TimeoutError{"CommandTimeout", 100 * ms, "there was no reply"}, failure(t, slow))
		b := c.Get("b")
		assert.Equal(t, "b", value(t, b))
		assert.Len(t, w.wires, 1)
	})
	t.Run("of a blocking command: on top of its own", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, CommandTimeout: 100 * ms})
		assert.Equal(t, ErrNil, failure(t, c.BLPop(time.Second, "list")))
		assert.Equal(t, time.Second, w.now)
		forever := c.BLPop(0, "list")
		w.advance(time.Hour)
		assert.False(t, forever.Done())
	})
	t.Run("behind a blocking command: none", func(t *testing.T) {
		s := newServer()
		w := newWorld(s.serve)
		c := w.client(Options{Protocol: 2, CommandTimeout: 100 * ms})
		l := value(t, c.Acquire())
		l.BLPop(0, "list")
		f := l.Ping()
		w.advance(time.Hour)
		assert.False(t, f.Done())
	})
	t.Run("no alarm is left when all is answered", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, CommandTimeout: 100 * ms})
		value(t, c.Set("a", "1"))
		assert.Empty(t, w.events)
	})
}

func TestProtocolErrorClosesTheConnection(t *testing.T) {
	w := newWorld(script(map[string]string{"GET a": "+a\r\n?bogus\r\n"}))
	c := w.client(Options{Protocol: 2})
	a, b := c.Get("a"), c.Get("b")
	assert.Equal(t, "a", value(t, a))
	var broken *resp.ProtocolError
	assert.ErrorAs(t, failure(t, b), &broken)
	assert.True(t, strings.HasPrefix(b.Err().Error(), "connection to localhost:6379: "), b.Err().Error())
	assert.ErrorIs(t, b.Err(), ErrClosed)
	w.settle()
	assert.Equal(t, 0, w.open())
}

func TestClose(t *testing.T) {
	t.Run("waits for the replies that are due", func(t *testing.T) {
		w := newWorld(newServer().serve)
		w.trip = 5 * ms
		c := w.client(plain(Options{}))
		f := c.Set("a", "1")
		w.advance(12 * ms) // connected and sent
		closed := c.Close()
		value(t, closed)
		assert.Equal(t, []any{true, nil, 0, 20 * ms}, []any{f.Done(), f.Err(), w.open(), w.now})
		assert.EqualError(t, failure(t, c.Get("a")), "the client was closed")
		value(t, c.Close())
	})
	t.Run("does not wait for a blocking command", func(t *testing.T) {
		w := newWorld(newServer().serve)
		c := w.client(plain(Options{}))
		f := c.BLPop(0, "list")
		w.settle()
		value(t, c.Close())
		assert.EqualError(t, f.Err(), "connection to localhost:6379: it was closed by this client")
		assert.Equal(t, 0, w.open())
	})
	t.Run("fails what waits for a connection", func(t *testing.T) {
		for _, mode := range []Mode{Shared, PerCall} {
			w := newWorld(newServer().serve)
			c := w.client(Options{Mode: mode})
			f := c.Get("a")
			value(t, c.Close())
			assert.EqualError(t, f.Err(), "the client was closed")
			assert.Equal(t, 0, w.open())
		}
	})
	t.Run("of a client that never connected", func(t *testing.T) {
		w := newWorld(nil)
		value(t, w.client(Options{}).Close())
	})
	t.Run("while waiting to connect again", func(t *testing.T) {
		w := newWorld(nil)
		w.refuse = errors.New("connection refused")
		c := w.client(Options{Connect: Retry{Attempts: 9, Base: time.Second, Cap: time.Second}})
		f := c.Get("a")
		w.advance(ms)
		value(t, c.Close())
		w.settle()
		assert.EqualError(t, f.Err(), "the client was closed")
	})
	t.Run("at once, with a call that was not written yet", func(t *testing.T) {
		for _, mode := range bothModes {
			w := newWorld(newServer().serve)
			c := w.client(Options{Protocol: 2, Mode: mode})
			value(t, c.Set("a", "1"))
			f := c.Get("a")
			value(t, c.Abort())
			assert.EqualError(t, f.Err(), "the client was closed")
			w.settle()
			assert.Len(t, w.wires, 1, "nothing is dialed after that")
		}
	})
	t.Run("at once", func(t *testing.T) {
		w := newWorld(script(nil))
		c := w.client(plain(Options{}))
		f := c.Get("a")
		w.settle()
		value(t, c.Abort())
		assert.EqualError(t, f.Err(), "connection to localhost:6379: it was closed by this client")
		assert.Equal(t, 0, w.open())
	})
}

func TestQuit(t *testing.T) {
	replies := map[string]func(c *wire){
		"the reply comes, then the end": func(c *wire) { c.send("+OK\r\n"); c.world.After(ms, func() { c.end(nil) }) },
		"the end comes instead":         func(c *wire) { c.world.Post(func() { c.end(nil) }) },
		"the end comes as a reset":      func(c *wire) { c.world.Post(func() { c.end(errCut) }) },
	}
	for name, reply := range replies {
		for _, mode := range bothModes {
			s := newServer()
			w := newWorld(nil)
			quitters := map[*wire]bool{}
			w.serve = func(c *wire, args []string) string {
				if args[0] == "QUIT" {
					quitters[c] = true
					reply(c)
				}
				if quitters[c] { // nothing is served behind QUIT
					return ""
				}
				return s.serve(c, args)
			}
			c := w.client(Options{Protocol: 2, Mode: mode})
			assert.Equal(t, resp.OK(), value(t, c.Do("QUIT")), "on a connection of the pool, %v: %s", mode, name)
			value(t, c.Set("a", "1"))

			l := value(t, c.Acquire())
			var ended error
			l.OnClose(func(err error) { ended = err })
			a, quit, behind := l.Get("a"), l.Do("QUIT"), l.Get("a")
			assert.Equal(t, []any{"1", resp.OK()}, []any{value(t, a), value(t, quit)}, "on a lease: %s", name)
			assert.ErrorIs(t, failure(t, behind), ErrClosed)
			w.settle()
			assert.ErrorIs(t, ended, ErrClosed)
			assert.Contains(t, l.String(), "closed")
			l.Release()
			value(t, c.Close())
			assert.Equal(t, 0, c.Stats().Open)
		}
	}
}

func TestQuitThatWasNotWrittenIsNoSuccess(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	f := l.Do("QUIT")
	w.wires[0].end(errCut)
	assert.EqualError(t, failure(t, f), "connection to localhost:6379: cut")
}

func TestServerThatHangsUp(t *testing.T) {
	for _, cause := range []error{nil, io.EOF} {
		w := newWorld(script(nil))
		c := w.client(Options{Protocol: 2})
		a, b := c.Get("a"), c.Get("b")
		w.advance(ms)
		w.wires[0].end(cause)
		assert.EqualError(t, failure(t, a), "connection to localhost:6379: the server closed it")
		assert.Same(t, a.Err(), b.Err())
		assert.Equal(t, "closed", ErrorKind(a.Err()))
	}
}

func TestClientNamesItself(t *testing.T) {
	s := newServer()
	s.password = "secret"
	w := newWorld(s.serve)
	c := w.client(Options{Addr: "cache:6380", DB: 3, Username: "ann", Password: "secret", Pool: Pool{Min: 2}})
	texts := []string{c.String()}
	value(t, c.Warm())
	l := value(t, c.Acquire())
	texts = append(texts, c.String(), l.String())
	value(t, c.Close())
	assert.Equal(t, []string{
		"client of cache:6380 [db:3, shared, 0 connections]",
		"client of cache:6380 [db:3, shared, 3 connections]",
		"connection to cache:6380 [db:3, open]",
		"client of cache:6380 [db:3, shared, 0 connections, closed]",
	}, append(texts, c.String()))
}

// What may be a password stands in no error and in no text.
func TestPasswordsAreNeverShown(t *testing.T) {
	const secret = "tOps3cret"
	w := newWorld((&server{password: "other", data: map[string]string{}}).serve)
	texts := []string{Options{Password: secret}.URL()}
	note := func(err error) { texts = append(texts, err.Error()) }
	for _, o := range []Options{
		{Password: secret}, {Password: secret, Protocol: 2}, {Password: secret, Protocol: 3}, {Username: "ann", Password: secret},
		{Password: secret, ClientName: "a b"}, {Password: secret, Addr: "nowhere"},
	} {
		c := w.client(o)
		note(failure(t, c.Get("a")))
		texts = append(texts, c.String())
	}
	old := newWorld((&server{password: secret, old: true}).serve)
	note(failure(t, old.client(Options{Password: secret, Protocol: 3}).Get("a")))

	w = newWorld(newServer().serve)
	c := w.client(plain(Options{}))
	l := value(t, c.Acquire())
	for _, args := range [][]string{{"AUTH", secret}, {"hello", "3", "AUTH", "ann", secret}, {"ACL", "SETUSER", "ann", ">" + secret}, {"CONFIG", "SET", "requirepass", secret}} {
		f := c.Do(args...)
		_, err := f.Result()
		note(err)
		texts = append(texts, f.String())
		f.Cancel()
	}
	l.Release()
	note(failure(t, l.Do("AUTH", secret)))
	note(&AbortError{Args: []string{"AUTH", secret}, Cause: resp.Error("ERR no"), Message: "EXECABORT"})
	for _, text := range texts {
		assert.NotContains(t, text, secret)
		assert.NotContains(t, text, secret[:5])
	}
	assert.Equal(t, []string{
		"AUTH ... was called on a connection that had been released: acquire another", "EXECABORT Command 1 (AUTH ...): ERR no",
	}, texts[len(texts)-2:])
}

func TestServerWithoutAUTHDoesNotMakeUsTellThePassword(t *testing.T) {
	w := newWorld(func(_ *wire, args []string) string {
		return "-ERR unknown command `" + args[0] + "`, with args beginning with: `" + strings.Join(args[1:], "`, `") + "`, \r\n"
	})
	c := w.client(Options{Password: "secret"})
	assert.EqualError(t, failure(t, c.Ping()), "handshake with localhost:6379: ERR unknown command 'AUTH'")
}

func TestOrderOfCallsOnAReplacedConnectionThatIsLost(t *testing.T) {
	s := newServer()
	w := newWorld(s.serve)
	c := w.client(Options{Protocol: 2})
	value(t, c.Incr("n"))
	w.wires[0].handler.(Source).Pulled(func(bool, bool) {}, func() {}) // nothing is taken any more
	first := c.Set("a", "1")
	c.Disconnect(false) // waits for the first, which waits to be written
	second := c.Set("a", "2")
	w.wires[0].end(errCut)
	value(t, All(first, second))
	assert.Equal(t, "2", s.data["a"])
}
