// C: what goes wrong on a connection.

package behaviour

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

func cutWhileReading(t *testing.T, e *Env) {
	large := string(make([]byte, 1_000_000))
	read := client.NewPromise[struct{}](e.other())
	w := wire{}
	w.alter = func(b []byte) []byte {
		if len(b) > 1000 {
			read.Resolve(struct{}{})
			return b[:500]
		}
		return b
	}
	c := e.New(client.Options{}, w.between)
	await(t, c.Set("large", large))
	f := c.Get("large")
	await(t, read.Future)
	await(t, c.Abort())
	assert.ErrorIs(t, refused(t, f), client.ErrClosed)
}

func quit(t *testing.T, e *Env) {
	c := e.open("c22", client.Options{})
	l := await(t, c.Acquire())
	ended := client.NewPromise[error](c)
	l.OnClose(func(err error) { ended.Resolve(err) })
	ahead, bye := l.Incr("n"), l.Quit()
	assert.Equal(t, int64(1), await(t, ahead))
	await(t, bye)
	assert.ErrorIs(t, await(t, ended.Future), client.ErrClosed)
	assert.ErrorIs(t, refused(t, l.Ping()), client.ErrClosed)
	assert.Equal(t, "PONG", await(t, c.Ping()), "the client has others")
}

func noProtocol(t *testing.T, e *Env) {
	var w wire
	bogus := false
	w.alter = func(b []byte) []byte {
		if bogus {
			bogus = false
			return []byte("?bogus\r\n")
		}
		return b
	}
	c := e.New(client.Options{}, w.between)
	await(t, c.Ping())
	l := await(t, c.Acquire())
	await(t, l.Ping())
	bogus = true
	first, second := l.Incr("n"), l.Incr("n")
	var wrong *resp.ProtocolError
	assert.ErrorAs(t, refused(t, first), &wrong)
	assert.ErrorAs(t, refused(t, second), &wrong)
	assert.ErrorAs(t, refused(t, l.Ping()), &wrong)
	l.Release()
	assert.Equal(t, "PONG", await(t, c.Ping()))
}

func errorReply(t *testing.T, e *Env) {
	l := await(t, e.New(client.Options{}, nil).Acquire())
	defer l.Release()
	id := await(t, l.ClientID())
	assert.ErrorContains(t, refused(t, l.Do("GET")), "wrong number of arguments")
	assert.Equal(t, id, await(t, l.ClientID()))
}

func cancelledKeepsPlace(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.Ping())
	var fs []*client.Future[int64]
	for range 10 {
		fs = append(fs, c.Incr("n"))
	}
	fs[2].Cancel()
	fs[7].Cancel()
	fs[7].Cancel()
	for i, f := range fs {
		if i == 2 || i == 7 {
			assert.ErrorIs(t, refused(t, f), client.ErrCancelled)
			continue
		}
		assert.Equal(t, int64(i+1), await(t, f))
	}
	assert.Equal(t, "10", await(t, c.Get("n")), "what was sent was run")
}

func settledOnce(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	p := client.NewPromise[string](c)
	require.NoError(t, p.Resolve("first"))
	assert.ErrorIs(t, p.Resolve("second"), client.ErrUsage)
	assert.ErrorIs(t, p.Reject(client.ErrTimeout), client.ErrUsage)
	p.Cancel()
	assert.Equal(t, "first", await(t, p.Future))
	f := c.Ping()
	await(t, f)
	f.Cancel()
	assert.Equal(t, client.StateResolved, f.State())
}

func refusedInQueue(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	p := c.TxPipeline()
	p.Incr("n")
	p.Do("NOSUCH", "x")
	var abort *client.AbortError
	require.ErrorAs(t, refused(t, p.Exec()), &abort)
	assert.Equal(t, []any{1, []string{"NOSUCH", "x"}}, []any{abort.Index, abort.Args})
	assert.ErrorContains(t, abort, "EXECABORT")
	assert.Equal(t, int64(0), await(t, c.Exists("n")))
}

func serverGoes(t *testing.T, e *Env) {
	c := e.open("c28", client.Options{})
	l := await(t, c.Acquire())
	pop, behind := l.BLPop(0, "l"), l.Incr("n")
	e.until(t, "it is there", func() bool { return len(e.conns(t, "c28")) == 1 })
	e.kill(t, "c28", 1)
	first, second := refused(t, pop), refused(t, behind)
	assert.ErrorIs(t, first, client.ErrClosed)
	assert.Equal(t, first, second, "for one and the same reason")
}

func handshakeFails(t *testing.T, e *Env) {
	await(t, e.other().Do("ACL", "SETUSER", "ann", "on", ">right", "~*", "&*", "+@all"))
	const name = "c30"
	for _, protocol := range []int{2, 3} {
		right := e.open(name, client.Options{Protocol: protocol, Username: "ann", Password: "right", DB: 1})
		assert.Equal(t, "PONG", await(t, right.Ping()))
		await(t, right.Close())
		for want, o := range map[string]client.Options{
			"WRONGPASS": {Username: "ann", Password: "wrong"}, "DB index is out of range": {DB: 99},
		} {
			o.Protocol = protocol
			c := e.open(name, o)
			err := refused(t, c.Ping())
			assert.ErrorContains(t, err, want)
			assert.Equal(t, "server", client.ErrorKind(err))
			assert.NotContains(t, err.Error(), "wrong\"")
			assert.Equal(t, 0, c.Stats().Open)
		}
	}
	e.until(t, "no connection is left", func() bool { return len(e.conns(t, name)) == 0 })
}
