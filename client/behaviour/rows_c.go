// C: the connection: the protocol machine, and what the client makes of it.

package behaviour

import (
	"context"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

var rowsC = []Row{
	{"C1", "a thousand calls are under way on one connection", thousandUnderWay},
	{"C3", "the protocol machine takes calls and bytes, and gives bytes and results", machine},
	{"C4", "a connection names its database and state", connNamesDB},
	{"C5", "replies are read in any pieces", anyPieces},
	{"C6", "closing twice is closing once", closeTwice},
	{"C7", "a connection that the server ended says so", endedByServer},
	{"C8", "closing fails the calls that are pending", closeFailsPending},
	{"C9", "commands are encoded as arrays of bulk strings", encoding},
	{"C10", "what has no one way of being written is refused", unclearArguments},
	{"C11", "numbers are written as they can be read back", numbersWritten},
	{"C12", "a call without a name is refused", nameless},
	{"C13", "names may be in lower case", lowerCase},
	{"C14", "a connection that is closed refuses calls", closedRefuses},
	{"C15", "calls made together are written together", writtenTogether},
	{"C16", "each call gets its own reply, in order", ownReply},
	{"C17", "each call says what its reply becomes", replyBecomes},
	{"C18", "a reply that cannot be decoded concerns its call alone", undecodable},
	{"C19", "the database is followed as the server confirms it", followsDB},
	{"C20", "replies of any size, in any pieces", anySize},
	{"C21", "a connection that is cut off while it reads ends quietly", cutWhileReading},
	{"C22", "QUIT is answered, and then the connection is closed", quit},
	{"C23", "what is no protocol ends the connection and all that wait for it", noProtocol},
	{"C24", "an error reply concerns its call alone", errorReply},
	{"C25", "a cancelled call keeps its place, and its reply is dropped", cancelledKeepsPlace},
	{"C26", "a future is settled once", settledOnce},
	{"C27", "a command refused while it is queued fails the transaction, by name", refusedInQueue},
	{"C28", "when the server goes, all that wait hear of it", serverGoes},
	{"C29", "addresses: host and port, or the path of a socket", addresses},
	{"C30", "a handshake that fails is the call's failure, and leaves no connection", handshakeFails},
}

func thousandUnderWay(t *testing.T, e *Env) {
	c := e.open("c1", client.Options{})
	var fs []*client.Future[int64]
	for range 1000 {
		fs = append(fs, c.Incr("n"))
	}
	all := await(t, client.All(fs...))
	for i, n := range all {
		require.Equal(t, int64(i+1), n)
	}
	assert.Len(t, e.conns(t, "c1"), 1)
}

// still is a scheduler for a protocol machine that nobody else uses.
type still struct{ client.Scheduler }

func (still) Post(fn func()) { fn() }

func (still) Wait(_ context.Context, f client.Awaited) error {
	if !f.Done() {
		return client.ErrTimeout
	}
	return nil
}

func machine(t *testing.T, _ *Env) {
	var pushed []resp.Value
	conn := client.NewConn(still{}, func(v resp.Value) { pushed = append(pushed, v) })
	get := conn.Send("GET", "k")
	assert.Equal(t, "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", string(conn.Outgoing()))
	conn.Feed([]byte(">2\r\n+hello\r\n+world\r\n"))
	assert.Equal(t, []any{1, false}, []any{conn.Pending(), get.Done()})
	conn.Feed([]byte("$1\r\nv\r\n"))
	assert.Equal(t, resp.Bulk("v"), await(t, get))
	assert.Equal(t, []resp.Value{resp.Push(resp.Simple("hello"), resp.Simple("world"))}, pushed)
}

func connNamesDB(t *testing.T, e *Env) {
	l := await(t, e.New(client.Options{}, nil).Acquire())
	assert.Contains(t, l.String(), " [db:0, open]")
	await(t, l.Select(3))
	assert.Contains(t, l.String(), " [db:3, open]")
	l.Release()
	assert.Contains(t, l.String(), "released]")
}

func anyPieces(t *testing.T, _ *Env) {
	conn := client.NewConn(still{}, nil)
	fs := []*client.Future[resp.Value]{conn.Send("LRANGE", "l", "0", "-1"), conn.Send("GET", "k"), conn.Send("INCR", "n")}
	conn.Outgoing()
	for _, b := range []byte("*2\r\n$5\r\nhello\r\n$-1\r\n_\r\n:-7\r\n") {
		conn.Feed([]byte{b})
	}
	assert.Equal(t, resp.KindArray, await(t, fs[0]).Kind)
	assert.True(t, await(t, fs[1]).IsNull())
	assert.Equal(t, resp.Integer(-7), await(t, fs[2]))
}

func closeTwice(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	l := await(t, c.Acquire())
	l.Close()
	l.Close()
	l.Release()
	await(t, c.Close())
	await(t, c.Close())
	await(t, c.Abort())
}

func endedByServer(t *testing.T, e *Env) {
	c := e.open("c7", client.Options{})
	l := await(t, c.Acquire())
	told := client.NewPromise[error](c)
	l.OnClose(func(err error) { told.Resolve(err) })
	e.kill(t, "c7", 1)
	assert.ErrorIs(t, await(t, told.Future), client.ErrClosed)
	assert.Contains(t, l.String(), "closed]")
}

func closeFailsPending(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	l := await(t, c.Acquire())
	on, shared := l.BLPop(0, "l"), c.BLPop(0, "l")
	l.Close()
	assert.ErrorIs(t, refused(t, on), client.ErrClosed)
	await(t, c.Abort())
	assert.ErrorIs(t, refused(t, shared), client.ErrClosed)
}

func encoding(t *testing.T, _ *Env) {
	conn := client.NewConn(still{}, nil)
	conn.Send("SET", "key", "a\r\nb")
	conn.Send("set", "", "grün", "\xff")
	assert.Equal(t, "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$4\r\na\r\nb\r\n"+"*4\r\n$3\r\nset\r\n$0\r\n\r\n$5\r\ngrün\r\n$1\r\n\xff\r\n", string(conn.Outgoing()))
	args, err := client.Args("SET", []byte("k"), 1.5)
	require.NoError(t, err)
	assert.Equal(t, []string{"SET", "k", "1.5"}, args)
}

func unclearArguments(t *testing.T, _ *Env) {
	type own string
	for _, odd := range []any{true, nil, map[string]string{}, []string{"a"}, own("x")} {
		_, err := client.Args("SET", "k", odd)
		assert.ErrorIs(t, err, client.ErrUsage, "%T", odd)
	}
}

func numbersWritten(t *testing.T, e *Env) {
	var w wire
	c := e.New(client.Options{}, w.between)
	await(t, c.Ping())
	w.taken()
	await(t, c.IncrByFloat("f", 1.5))
	await(t, c.ZAdd("z", client.Scored{Member: "m", Score: 1e100}))
	await(t, c.IncrBy("n", -9007199254740993))
	assert.Equal(t, []string{"INCRBYFLOAT f 1.5", "ZADD z 1e+100 m", "INCRBY n -9007199254740993"}, w.said())
	assert.Equal(t, 1e100, await(t, c.ZScore("z", "m")))
	args, err := client.Args(int8(-1), uint64(1<<63), float32(0.1), 0.1, "1180591620717411303424")
	require.NoError(t, err)
	assert.Equal(t, []string{"-1", "9223372036854775808", "0.1", "0.1", "1180591620717411303424"}, args)
}

func nameless(t *testing.T, e *Env) {
	var w wire
	c := e.New(client.Options{}, w.between)
	err := refused(t, c.Do())
	assert.ErrorIs(t, err, client.ErrUsage)
	assert.ErrorContains(t, err, "a command needs a name")
	assert.Empty(t, w.taken())
}

func lowerCase(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.Do("set", "k", "v"))
	popped := c.Do("blpop", "l", "0")
	assert.Equal(t, resp.Bulk("v"), await(t, c.Do("get", "k")), "the client knew that blpop may wait")
	await(t, c.RPush("l", "x"))
	assert.Equal(t, resp.Bulks("l", "x"), await(t, popped))
	l := await(t, c.Acquire())
	defer l.Release()
	await(t, l.Do("select", "2"))
	assert.Equal(t, 2, l.DB())
}

func closedRefuses(t *testing.T, e *Env) {
	c := e.open("c14", client.Options{})
	l, killed := await(t, c.Acquire()), await(t, c.Acquire())
	l.Release()
	assert.ErrorIs(t, refused(t, l.Ping()), client.ErrUsage)
	e.kill(t, "c14", 2)
	e.until(t, "it is closed", func() bool { _, err := try(killed.Ping()); return err != nil })
	assert.ErrorIs(t, refused(t, killed.Ping()), client.ErrClosed)
	await(t, c.Close())
	assert.ErrorIs(t, refused(t, c.Ping()), client.ErrClosed)
}

func writtenTogether(t *testing.T, e *Env) {
	var w wire
	c := e.New(client.Options{}, w.between)
	await(t, c.Ping())
	w.taken()
	p := c.Pipeline()
	for range 1000 {
		p.Get("k")
	}
	await(t, p.Exec())
	assert.LessOrEqual(t, len(w.taken()), 10)
	var fs []*client.Future[int64]
	for range 1000 {
		fs = append(fs, c.Exists("k"))
	}
	await(t, client.All(fs...))
	assert.Less(t, len(w.taken()), 500, "also without a pipeline")
}

func ownReply(t *testing.T, e *Env) {
	l := await(t, e.New(client.Options{}, nil).Acquire())
	defer l.Release()
	set, get, incr := l.Set("k", "v"), l.Get("k"), l.Incr("n")
	popped, after := l.BLPop(30*ms, "l"), l.Get("k")
	assert.Equal(t, "v", await(t, get))
	await(t, set)
	assert.Equal(t, int64(1), await(t, incr))
	assert.ErrorIs(t, refused(t, popped), client.ErrNil)
	assert.Equal(t, "v", await(t, after))
}

func replyBecomes(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.MSet("n", "12", "f", "1.5"))
	assert.Equal(t, []byte("12"), await(t, client.Call(c, client.Bytes, "GET", "n")))
	assert.Equal(t, "12", await(t, client.Call(c, client.Text, "GET", "n")))
	assert.Equal(t, int64(12), await(t, client.Call(c, client.Int, "GET", "n")))
	assert.Equal(t, 1.5, await(t, client.Call(c, client.Float, "GET", "f")))
	assert.Equal(t, []string{"12", "1.5"}, await(t, client.Call(c, client.Strings, "MGET", "n", "f")))
	assert.Equal(t, []int64{12}, await(t, client.Call(c, client.ListOf(client.Int), "MGET", "n")))
}

func undecodable(t *testing.T, e *Env) {
	c := e.New(client.Options{}, nil)
	await(t, c.Set("word", "\xff\xfe"))
	before, odd, after := c.Get("word"), client.Call(c, client.Int, "GET", "word"), c.Exists("word")
	var wrong *client.DecodeError
	assert.ErrorAs(t, refused(t, odd), &wrong)
	assert.Equal(t, "\xff\xfe", await(t, before))
	assert.Equal(t, int64(1), await(t, after))
}

func followsDB(t *testing.T, e *Env) {
	l := await(t, e.New(client.Options{}, nil).Acquire())
	defer l.Release()
	await(t, l.Select(2))
	assert.Equal(t, 2, l.DB())
	refused(t, l.Select(99))
	assert.Equal(t, 2, l.DB(), "the server refused")
	p := l.Pipeline(true)
	p.Select(4)
	p.Set("k", "v")
	await(t, p.Exec())
	assert.Equal(t, 4, l.DB())
	await(t, l.Watch("k"))
	await(t, e.New(client.Options{DB: 4}, nil).Set("k", "w"))
	p.Select(5)
	assert.ErrorIs(t, refused(t, p.Exec()), client.ErrWatch)
	assert.Equal(t, 4, l.DB(), "the transaction did nothing")
}

func anySize(t *testing.T, e *Env) {
	large := make([]byte, 10_000_000)
	for i := range large {
		large[i] = byte(i)
	}
	c := e.New(client.Options{}, nil)
	await(t, c.Set("large", string(large)))
	assert.True(t, await(t, c.Get("large")) == string(large), "10 MB come back as they were")
	for _, piece := range []int{1, 7, 1000} {
		w := wire{piece: piece}
		c := e.New(client.Options{}, w.between)
		await(t, c.RPush("l"+strconv.Itoa(piece), "one", "", "three\r\n"))
		assert.Equal(t, []string{"one", "", "three\r\n"}, await(t, c.LRange("l"+strconv.Itoa(piece), 0, -1)))
	}
}

func addresses(t *testing.T, e *Env) {
	for url, want := range map[string]client.Options{
		"redis://":                    {Addr: "localhost:6379"},
		"redis://ann:s%40crt@host/1":  {Addr: "host:6379", Username: "ann", Password: "s@crt", DB: 1},
		"rediss://[::1]:7000":         {Addr: "[::1]:7000", TLS: true},
		"unix:///run/redis.sock?db=2": {Addr: "/run/redis.sock", DB: 2},
	} {
		o, err := client.ParseURL(url)
		require.NoError(t, err)
		assert.Equal(t, []any{want.Addr, want.Username, want.Password, want.DB, want.TLS}, []any{o.Addr, o.Username, o.Password, o.DB, o.TLS}, url)
	}
	for _, wrong := range []string{"localhost:6379", "http://localhost", "redis://host:port", "redis://host/x", "unix://relative", "redis://host?colour=red"} {
		_, err := client.ParseURL(wrong)
		assert.ErrorIs(t, err, client.ErrUsage, wrong)
	}
	if e.Socket != "" {
		c := e.New(client.Options{Addr: e.Socket}, nil)
		assert.Equal(t, "PONG", await(t, c.Ping()))
		assert.Contains(t, c.String(), e.Socket)
	}
}
