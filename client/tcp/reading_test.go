// Calls made one at a time, whose replies are read by who awaits them: what
// else may happen meanwhile.

package tcp

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

// peer is the server's end of a connection: it answers PING by itself, and
// all else as the test says.
type peer struct {
	net.Conn
	heard chan string // command lines that are no PING
}

// newPeer returns a client that has made single calls until its connection's
// own goroutine stood back, and the other end of that connection.
func newPeer(t *testing.T, o client.Options) (*client.Client, *Loop, *peer) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	peers := make(chan *peer, 10)
	go func() {
		for {
			socket, err := listener.Accept()
			if err != nil {
				return
			}
			p := &peer{socket, make(chan string, 100)}
			peers <- p
			go p.listen()
		}
	}()
	loop := NewLoop()
	o.Addr, o.Protocol, o.Scheduler, o.Dialer = listener.Addr().String(), 2, loop, loop.Dialer(nil)
	c := client.New(o)
	t.Cleanup(func() { c.Abort() })
	standBack(t, c, loop)
	return c, loop, <-peers
}

// standBack makes single calls until the own goroutine does not read.
func standBack(t *testing.T, c *client.Client, loop *Loop) {
	t.Helper()
	for r := loop.single.Load(); r == nil || !r.back.Load(); r = loop.single.Load() {
		_, err := c.Ping().Await(context.Background())
		require.NoError(t, err)
	}
}

func (p *peer) listen() {
	reader := resp.NewReader(resp.Limits{})
	buf := make([]byte, 1<<16)
	for {
		n, err := p.Read(buf)
		if err != nil {
			return
		}
		reader.Feed(buf[:n])
		for args, ok, _ := reader.NextCommand(); ok; args, ok, _ = reader.NextCommand() {
			if args[0] == "PING" {
				p.say("+PONG\r\n")
			} else {
				p.heard <- strings.Join(args, " ")
			}
		}
	}
}

func (p *peer) say(s string) { p.Write([]byte(s)) }

// soon waits for what a channel gives.
func soon[T any](t *testing.T, ch <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-ch:
	case <-time.After(8 * time.Second):
		t.Fatal("nothing came")
	}
	return v
}

// awaiting awaits a future on a goroutine of its own.
func awaiting[T any](ctx context.Context, f *client.Future[T]) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := f.Await(ctx)
		done <- err
	}()
	return done
}

// single makes a call whose reply is read by who awaits it, GET a.
func single(t *testing.T, ctx context.Context, c *client.Client, loop *Loop, p *peer) (*client.Future[string], <-chan error) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 8*time.Second; {
		standBack(t, c, loop)
		f := c.Get("a")
		done := awaiting(ctx, f)
		assert.Equal(t, "GET a", soon(t, p.heard))
		for range 100 {
			if loop.single.Load().busy() {
				return f, done
			}
			time.Sleep(100 * time.Microsecond)
		}
		p.say("$1\r\na\r\n") // the own goroutine was faster: it looks from time to time
		soon(t, done)
	}
	t.Fatal("nobody reads what they await")
	return nil, nil
}

func (r *reading) busy() bool {
	if r == nil { // nobody has stood back
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reader != nil
}

func TestReaderServesOthersToo(t *testing.T) {
	c, loop, p := newPeer(t, client.Options{})
	_, first := single(t, t.Context(), c, loop, p)
	second := awaiting(t.Context(), c.Get("b"))
	assert.Equal(t, "GET b", soon(t, p.heard))
	third := awaiting(t.Context(), c.Get("c"))
	assert.Equal(t, "GET c", soon(t, p.heard))
	p.say("$1\r\na\r\n$1\r\nb\r\n")
	assert.NoError(t, soon(t, first))
	assert.NoError(t, soon(t, second))
	p.say("$1\r\nc\r\n") // who read is gone
	assert.NoError(t, soon(t, third))
}

func TestReaderWhoseContextEndsLeavesTheReplyToOthers(t *testing.T) {
	c, loop, p := newPeer(t, client.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	_, given := single(t, ctx, c, loop, p)
	kept := awaiting(t.Context(), c.Get("b"))
	soon(t, p.heard)
	cancel()
	assert.ErrorIs(t, soon(t, given), context.Canceled)
	p.say("$1\r\na\r\n$1\r\nb\r\n")
	assert.NoError(t, soon(t, kept))
}

func TestReaderOfACallThatIsCancelledStops(t *testing.T) {
	c, loop, p := newPeer(t, client.Options{})
	f, done := single(t, t.Context(), c, loop, p)
	f.Cancel()
	assert.ErrorIs(t, soon(t, done), client.ErrCancelled)
	p.say("$1\r\na\r\n")
	_, err := c.Ping().Await(t.Context())
	assert.NoError(t, err)
}

func TestCallbackOfASingleCallDoesNotWaitForAReader(t *testing.T) {
	c, _, p := newPeer(t, client.Options{})
	told := make(chan error, 1)
	c.Get("a").Then(func(_ string, err error) { told <- err })
	soon(t, p.heard)
	p.say("$1\r\na\r\n")
	assert.NoError(t, soon(t, told))
}

func TestSingleCallThatNobodyAwaitsIsSettled(t *testing.T) {
	c, _, p := newPeer(t, client.Options{})
	f := c.Get("a")
	soon(t, p.heard)
	p.say("$1\r\na\r\n")
	assert.Eventually(t, f.Done, 8*time.Second, time.Millisecond)
}

func TestEndOfAConnectionThatNobodyReadsIsNoticed(t *testing.T) {
	c, loop, p := newPeer(t, client.Options{})
	r := loop.single.Load()
	p.Close()
	assert.Eventually(t, func() bool { return loop.single.Load() != r }, 8*time.Second, time.Millisecond)
	assert.Eventually(t, func() bool {
		_, err := c.Ping().Await(t.Context())
		return err == nil
	}, 8*time.Second, time.Millisecond, "calls go over a new connection")
}

func TestEndOfAConnectionFailsItsReader(t *testing.T) {
	for name, end := range map[string]func(*client.Client, *peer){
		"by the server": func(_ *client.Client, p *peer) { p.Close() },
		"by the client": func(c *client.Client, _ *peer) { c.Abort() },
	} {
		c, loop, p := newPeer(t, client.Options{})
		_, done := single(t, t.Context(), c, loop, p)
		end(c, p)
		assert.ErrorIs(t, soon(t, done), client.ErrClosed, name)
	}
}

func TestTimeoutOfACallStopsItsReader(t *testing.T) {
	c, loop, p := newPeer(t, client.Options{CommandTimeout: 150 * time.Millisecond})
	_, done := single(t, t.Context(), c, loop, p)
	err := soon(t, done)
	assert.True(t, errors.Is(err, client.ErrTimeout), "%v", err)
}

func TestLargeRequestOfASingleCall(t *testing.T) {
	c, _, p := newPeer(t, client.Options{})
	value := strings.Repeat("x", 10<<20)
	done := awaiting(t.Context(), c.Set("a", value))
	assert.Equal(t, "SET a "+value, soon(t, p.heard))
	p.say("+OK\r\n")
	assert.NoError(t, soon(t, done))
}

// undeadlined is a tunnel without deadlines, such as a channel of SSH.
type undeadlined struct{ net.Conn }

func (undeadlined) SetReadDeadline(time.Time) error { return errors.New("there are no deadlines") }

func TestContextEndsAwaitingOverAConnectionWithoutDeadlines(t *testing.T) {
	_, _, p := newPeer(t, client.Options{}) // which is there for its listener
	c, err := Config{Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		socket, err := new(net.Dialer).DialContext(ctx, network, addr)
		return undeadlined{socket}, err
	}}.New(client.Options{Addr: p.LocalAddr().String(), Protocol: 2, LibName: "none"})
	require.NoError(t, err)
	t.Cleanup(func() { c.Abort() })
	for range 3 * mostlySingle {
		_, err := c.Ping().Await(t.Context())
		require.NoError(t, err)
	}
	for range 20 { // the first may have been made while the own goroutine was to be seen reading
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		done := awaiting(ctx, c.Get("a"))
		assert.ErrorIs(t, soon(t, done), context.DeadlineExceeded)
		cancel()
	}
}

// lonely is a source to which single replies come.
type lonely struct {
	client.Source
	received atomic.Int32
}

func (s *lonely) Received([]byte) { s.received.Add(1) }
func (*lonely) Solo() bool        { return true }

func TestOneConnectionOfALoopStandsBack(t *testing.T) {
	loop := NewLoop()
	var both []*reading
	for range 2 {
		near, far := net.Pipe()
		t.Cleanup(func() { far.Close() })
		s := &lonely{}
		r := newReading(near, s)
		both = append(both, r)
		go r.run(loop)
		for range 3 * mostlySingle {
			far.Write([]byte("x")) // which is read, if only after a while
		}
	}
	assert.False(t, both[0].back.Load() && both[1].back.Load(), "who awaits a reply could read but one of them")
}

func TestWhoComesWhileTheReaderGoesIsNotLeftAlone(t *testing.T) {
	for name, come := range map[string]func(r *reading){
		"awaiting": func(r *reading) { r.asked.Store(true); assert.False(t, r.begin(&waiter{})) },
		"calling":  func(r *reading) { r.heed() },
		"nobody":   func(*reading) {},
	} {
		near, _ := net.Pipe()
		r := newReading(near, &lonely{})
		r.single = mostlySingle
		r.back.Store(true)
		r.asked.Store(true)
		w := &waiter{}
		require.True(t, r.begin(w))
		come(r)
		r.end(w, nil)
		assert.Equal(t, name == "nobody", r.back.Load(), name)
	}
}
