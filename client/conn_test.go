// The protocol machine: order, messages, broken streams.

package client

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// outcomes is what each future holds.
func outcomes(fs ...*Future[resp.Value]) (all []string) {
	for _, f := range fs {
		v, err := f.Result()
		switch {
		case !f.Done():
			all = append(all, "pending")
		case err != nil:
			all = append(all, "error: "+err.Error())
		default:
			all = append(all, resp.Print(v))
		}
	}
	return all
}

func TestConnAnswersInOrder(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	a, b := c.Send("GET", "a"), c.Send("GET", "b")
	assert.Equal(t, "*2\r\n$3\r\nGET\r\n$1\r\na\r\n*2\r\n$3\r\nGET\r\n$1\r\nb\r\n", string(c.Outgoing()), "both in one piece")
	d := c.Send("GET", "d")
	assert.Equal(t, "*2\r\n$3\r\nGET\r\n$1\r\nd\r\n", string(c.Outgoing()))
	assert.Empty(t, c.Outgoing())

	c.Feed([]byte("+1\r\n-ERR two\r\n"))
	assert.Equal(t, []string{"1", "error: ERR two", "pending"}, outcomes(a, b, d))
	assert.Equal(t, 1, c.Pending())
	c.Feed([]byte(":3\r\n"))
	assert.Equal(t, []string{"(integer) 3"}, outcomes(d))
}

func TestAnyChunkingOfRepliesGivesTheSameResults(t *testing.T) {
	const stream = "+OK\r\n$5\r\nhello\r\n*2\r\n:1\r\n$-1\r\n-ERR no\r\n>3\r\n+message\r\n+news\r\n+hi\r\n%1\r\n+a\r\n#t\r\n_\r\n"
	run := func(size int) (results []string) {
		var pushed []string
		c := NewConn(newWorld(nil), func(v resp.Value) { pushed = append(pushed, resp.Print(v)) })
		var fs []*Future[resp.Value]
		for range 6 {
			fs = append(fs, c.Send("ANY"))
		}
		c.Outgoing()
		for rest := stream; rest != ""; {
			n := min(size, len(rest))
			c.Feed([]byte(rest[:n]))
			rest = rest[n:]
		}
		return append(outcomes(fs...), pushed...)
	}
	whole := run(len(stream))
	assert.Equal(t, []string{
		"OK", `"hello"`, "1) (integer) 1\n2) (nil)", "error: ERR no", `1# a => (true)`, "(nil)",
		"1) message\n2) news\n3) hi",
	}, whole)
	for size := 1; size < len(stream); size++ {
		assert.Equal(t, whole, run(size), "pieces of %d", size)
	}
}

func TestReplyOfCancelledCallIsDroppedNotShifted(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	a, b, d := c.Send("GET", "a"), c.Send("GET", "b"), c.Send("GET", "d")
	c.Outgoing()
	b.Cancel()
	c.Feed([]byte("+of a\r\n+of b\r\n+of d\r\n"))
	assert.Equal(t, []string{"of a", "error: cancelled", "of d"}, outcomes(a, b, d))
}

func TestProtocolErrorFailsAllWithOneCause(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	a, b := c.Send("GET", "a"), c.Send("GET", "b")
	c.Outgoing()
	d := c.Send("GET", "d")
	c.Feed([]byte("+fine\r\n?bogus\r\n+late\r\n"))
	later := c.Send("GET", "e")

	assert.Equal(t, "fine", outcomes(a)[0])
	var broken *resp.ProtocolError
	assert.ErrorAs(t, b.Err(), &broken)
	assert.Same(t, b.Err(), d.Err())
	assert.Same(t, b.Err(), later.Err())
	assert.Equal(t, "protocol", ErrorKind(b.Err()))
}

func TestReplyToNothingIsAProtocolError(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	a := c.Send("GET", "a") // not written yet: the reply cannot be its
	c.Feed([]byte("+surprise\r\n"))
	assert.ErrorContains(t, a.Err(), "a reply came that no command waits for: surprise")
}

func TestFirstFailCounts(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	first := errors.New("first")
	a := c.Send("GET", "a")
	c.Fail(first)
	c.Fail(errors.New("second"))
	assert.Equal(t, []error{first, first}, []error{a.Err(), c.Send("GET", "b").Err()})
}

func TestUnusableCommandsWriteNothing(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	assert.ErrorIs(t, c.Send().Err(), ErrUsage)
	assert.ErrorIs(t, c.Send("client", "reply", "off").Err(), ErrUsage)
	assert.Empty(t, c.Outgoing())
}

// Each row is a conversation on a connection of its own: what is sent, what
// the server says, what the futures hold and which messages were pushed.
func TestMessagesAreToldFromReplies(t *testing.T) {
	bulks := func(s ...string) string { return string(resp.Append(nil, resp.Bulks(s...))) }
	confirm := func(kind byte, what, name string, n string) string {
		return string(kind) + "3\r\n+" + what + "\r\n+" + name + "\r\n:" + n + "\r\n"
	}
	tests := map[string]struct {
		send   []string
		say    string
		want   []string
		pushed []string
	}{
		"RESP3: a message between replies": {
			[]string{"GET a", "GET b"}, "+1\r\n>3\r\n+message\r\n+c\r\n+m\r\n+2\r\n",
			[]string{"1", "2"}, []string{"message c m"},
		},
		"RESP3: SUBSCRIBE resolves with its last confirmation": {
			[]string{"SUBSCRIBE a b", "GET x"}, confirm('>', "subscribe", "a", "1") + confirm('>', "subscribe", "b", "2") + "+x\r\n",
			[]string{"1) subscribe\n2) b\n3) (integer) 2", "x"}, []string{"subscribe a 1", "subscribe b 2"},
		},
		"RESP3: an array that looks like a message is a reply": {
			[]string{"SUBSCRIBE a", "LRANGE l 0 -1"}, confirm('>', "subscribe", "a", "1") + bulks("message", "a", "m"),
			[]string{"1) subscribe\n2) a\n3) (integer) 1", "1) \"message\"\n2) \"a\"\n3) \"m\""}, []string{"subscribe a 1"},
		},
		"RESP2: messages come as arrays": {
			[]string{"SUBSCRIBE a", "PING"}, confirm('*', "subscribe", "a", "1") + bulks("message", "a", "m") + bulks("pong", ""),
			[]string{"1) subscribe\n2) a\n3) (integer) 1", "1) \"pong\"\n2) \"\""}, []string{"subscribe a 1", "message a m"},
		},
		"RESP2: an array that looks like a message, ahead of the confirmation": {
			[]string{"LRANGE l 0 -1", "SUBSCRIBE a"}, bulks("message", "a", "m") + confirm('*', "subscribe", "a", "1"),
			[]string{"1) \"message\"\n2) \"a\"\n3) \"m\"", "1) subscribe\n2) a\n3) (integer) 1"}, []string{"subscribe a 1"},
		},
		"RESP2: no messages after the last unsubscribe": {
			[]string{"SUBSCRIBE a", "UNSUBSCRIBE", "LRANGE l 0 -1"},
			confirm('*', "subscribe", "a", "1") + confirm('*', "unsubscribe", "a", "0") + bulks("message", "a", "m"),
			[]string{"1) subscribe\n2) a\n3) (integer) 1", "1) unsubscribe\n2) a\n3) (integer) 0", "1) \"message\"\n2) \"a\"\n3) \"m\""},
			[]string{"subscribe a 1", "unsubscribe a 0"},
		},
		"UNSUBSCRIBE of everything is confirmed for each": {
			[]string{"SUBSCRIBE a b", "UNSUBSCRIBE", "PUNSUBSCRIBE", "GET x"},
			confirm('>', "subscribe", "a", "1") + confirm('>', "subscribe", "b", "2") +
				confirm('>', "unsubscribe", "a", "1") + confirm('>', "unsubscribe", "b", "0") +
				">3\r\n+punsubscribe\r\n_\r\n:0\r\n+x\r\n",
			[]string{"1) subscribe\n2) b\n3) (integer) 2", "1) unsubscribe\n2) b\n3) (integer) 0", "1) punsubscribe\n2) (nil)\n3) (integer) 0", "x"},
			[]string{"subscribe a 1", "subscribe b 2", "unsubscribe a 1", "unsubscribe b 0", "punsubscribe  0"},
		},
		"SUBSCRIBE that is refused": {
			[]string{"SUBSCRIBE a", "GET x"}, "-NOPERM no\r\n+x\r\n", []string{"error: NOPERM no", "x"}, nil,
		},
		"MONITOR: lines between replies": {
			[]string{"MONITOR", "PING"}, "+OK\r\n+1700000000.1 [0 127.0.0.1:1] \"GET\" \"a\"\r\n+PONG\r\n",
			[]string{"OK", "PONG"}, []string{`1700000000.1 [0 127.0.0.1:1] "GET" "a"`},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var pushed []string
			c := NewConn(newWorld(nil), func(v resp.Value) { pushed = append(pushed, flat(v)) })
			var fs []*Future[resp.Value]
			for _, line := range test.send {
				fs = append(fs, c.Send(strings.Fields(line)...))
			}
			c.Outgoing()
			c.Feed([]byte(test.say))
			assert.Equal(t, test.want, outcomes(fs...))
			assert.Equal(t, test.pushed, pushed)
		})
	}
}

// flat is a push message on one line.
func flat(v resp.Value) string {
	if len(v.Elems) == 0 {
		return v.Str
	}
	var words []string
	for _, elem := range v.Elems {
		s, _ := textOrEmpty(elem)
		words = append(words, s)
	}
	return strings.Join(words, " ")
}

func TestConnFollowsItsDatabase(t *testing.T) {
	c := NewConn(newWorld(nil), nil)
	var seen []int
	for _, step := range []struct{ line, reply string }{
		{"SELECT 3", "+OK\r\n"},
		{"SELECT 99", "-ERR DB index is out of range\r\n"},
		{"MULTI", "+OK\r\n"},
		{"SELECT 5", "+QUEUED\r\n"},
		{"EXEC", "*1\r\n+OK\r\n"},
		{"MULTI", "+OK\r\n"},
		{"SELECT 6", "+QUEUED\r\n"},
		{"EXEC", "*-1\r\n"},
	} {
		c.Send(strings.Fields(step.line)...)
		c.Outgoing()
		c.Feed([]byte(step.reply))
		seen = append(seen, c.state.db)
	}
	assert.Equal(t, []int{3, 3, 3, 3, 5, 5, 5, 5}, seen)
}

func TestCleanup(t *testing.T) {
	tests := map[string]struct {
		want string // the commands that clean, or "close"
	}{
		"":                         {""},
		"GET a":                    {""},
		"WATCH a":                  {"UNWATCH"},
		"WATCH a; UNWATCH":         {""},
		"WATCH a; MULTI":           {"DISCARD"},
		"WATCH a; MULTI; EXEC":     {""},
		"MULTI; DISCARD":           {""},
		"SELECT 3":                 {"SELECT 1"},
		"WATCH a; SELECT 3":        {"UNWATCH; SELECT 1"},
		"SUBSCRIBE a":              {"close"},
		"SUBSCRIBE a; UNSUBSCRIBE": {"close"},
		"MONITOR":                  {"close"},
		"RESET":                    {"close"},
		"client tracking on":       {"close"},
		"client setname me":        {""},
	}
	for sent, test := range tests {
		c := NewConn(newWorld(nil), nil)
		for line := range strings.SplitSeq(sent, "; ") {
			if line != "" {
				c.Send(strings.Fields(line)...)
			}
		}
		commands, ok := c.state.cleanup(1)
		var lines []string
		for _, args := range commands {
			lines = append(lines, strings.Join(args, " "))
		}
		got := strings.Join(lines, "; ")
		if !ok {
			got = "close"
		}
		assert.Equal(t, test.want, got, "after %q", sent)
	}
}
