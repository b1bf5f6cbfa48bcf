// Commands as a server reads them: arrays of bulk strings, inline lines, and Redis's complaints.

package resp

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commandsOf feeds wire in pieces of the given size and returns all that
// NextCommand makes of it.
func commandsOf(r *Reader, wire string, size int) (commands [][]string, err error) {
	for len(wire) > 0 {
		n := min(size, len(wire))
		r.Feed([]byte(wire[:n]))
		wire = wire[n:]
		for {
			args, ok, failed := r.NextCommand()
			if failed != nil {
				return commands, failed
			}
			if !ok {
				break
			}
			commands = append(commands, args)
		}
	}
	return commands, nil
}

func TestNextCommand(t *testing.T) {
	tests := []struct {
		wire     string
		commands [][]string
		torn     int // bytes at the end that belong to no command yet
	}{
		{"*1\r\n$4\r\nPING\r\n", [][]string{{"PING"}}, 0},
		{"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\n\r\n\x00*\r\n", [][]string{{"SET", "k", "\r\n\x00*"}}, 0},
		{"*2\r\n$3\r\nGET\r\n$0\r\n\r\n*1\r\n$4\r\nQUIT\r\n", [][]string{{"GET", ""}, {"QUIT"}}, 0},
		{"PING\r\nget  k\nSET k \"a \\x41\" 'it\\'s'\r\n", [][]string{{"PING"}, {"get", "k"}, {"SET", "k", "a A", "it's"}}, 0},
		{"\r\n\n  \r\n*0\r\n*-1\r\n*-7\r\nPING\r\n", [][]string{{"PING"}}, 0},
		{"\"\"\r\n", [][]string{{""}}, 0},
		{"PING\r\n*2\r\n$3\r\nGET\r\n$1", [][]string{{"PING"}}, 15},
		{"PING", nil, 4},
		{"PING\r\n\r\n", [][]string{{"PING"}}, 0},
	}
	for _, tt := range tests {
		for size := 1; size <= len(tt.wire); size++ {
			r := NewReader(Limits{})
			commands, err := commandsOf(r, tt.wire, size)
			require.NoError(t, err, "%q", tt.wire)
			require.Equal(t, tt.commands, commands, "%q in pieces of %d", tt.wire, size)
			require.Equal(t, tt.torn, r.Buffered(), "%q", tt.wire)
			require.EqualValues(t, len(tt.wire)-tt.torn, r.Offset(), "%q", tt.wire)
		}
	}
}

// badCommands holds what a server refuses, and why in its words.
var badCommands = []struct {
	wire   string
	offset int64
	msg    string
}{
	{"*x\r\n", 1, "invalid multibulk length"},
	{"*\r\n", 1, "invalid multibulk length"},
	{"*3x\r\n", 1, "invalid multibulk length"},
	{"*2147483648\r\n", 1, "invalid multibulk length"},
	{"*20000000000000000000\r\n", 1, "invalid multibulk length"},
	{"PING\r\n*1\r\nxyz\r\n", 10, "expected '$', got 'x'"},
	{"*2\r\n$3\r\nGET\r\n:5\r\n", 13, "expected '$', got ':'"},
	{"*1\r\n\"x\r\n", 4, `expected '$', got '"'`},
	{"*1\r\n$x\r\n", 5, "invalid bulk length"},
	{"*1\r\n$-1\r\n", 5, "invalid bulk length"},
	{"*1\r\n$536870913\r\n", 5, "invalid bulk length"},
	{"PING\r\nSET k \"v\r\n", 6, "unbalanced quotes in request"},
	{"SET k 'v'w\r\n", 0, "unbalanced quotes in request"},
	{strings.Repeat("x", 70_000), 0, "too big inline request"},
	{"*" + strings.Repeat("1", 70_000), 0, "too big mbulk count string"},
	{"*1\r\n$" + strings.Repeat("1", 70_000), 4, "too big bulk count string"},
}

func TestNextCommandErrors(t *testing.T) {
	for _, tt := range badCommands {
		for _, size := range []int{1, 2, 3, 5, len(tt.wire)} {
			_, err := commandsOf(NewReader(Limits{}), tt.wire, size)
			require.Equal(t, &ProtocolError{Offset: tt.offset, Msg: tt.msg}, err, "%.40q in pieces of %d", tt.wire, size)
		}
	}
}

// Redis skips the two bytes behind an argument unseen. They are looked at
// here: a client that counts characters instead of bytes hears of it at once.
func TestNextCommandWantsLineEnds(t *testing.T) {
	_, err := commandsOf(NewReader(Limits{}), "*1\r\n$4\r\nhéllo\r\n", 100)
	assert.EqualError(t, err, `protocol error at byte 12: expected CRLF after the 4 bytes announced, got "lo"`)
	_, err = commandsOf(NewReader(Limits{}), "*1\r\n$1\r\nab\r\n", 1)
	assert.EqualError(t, err, `protocol error at byte 9: expected CRLF after the 1 bytes announced, got "b\r"`)
	_, err = commandsOf(NewReader(Limits{}), "*1\r\rx", 1)
	assert.EqualError(t, err, `protocol error at byte 3: expected LF after CR, got '\r'`)
}

func TestNextCommandLimits(t *testing.T) {
	limits := Limits{Bulk: 3, Elems: 2, Inline: 6}
	tests := []struct {
		wire string
		err  error // nil: just within the limits
	}{
		{"*2\r\n$3\r\nGET\r\n$3\r\nabc\r\n", nil},
		{"*3\r\n", &ProtocolError{1, "invalid multibulk length"}},
		{"*1\r\n$4\r\n", &ProtocolError{5, "invalid bulk length"}},
		{"GET ab\n", nil},
		{"GET abc", &ProtocolError{0, "too big inline request"}},
	}
	for _, tt := range tests {
		for size := 1; size <= len(tt.wire); size++ {
			_, err := commandsOf(NewReader(limits), tt.wire, size)
			require.Equal(t, tt.err, err, "%q in pieces of %d", tt.wire, size)
		}
	}
}

// The caller keeps what it got, however the reader goes on.
func TestNextCommandArgsAreTheCallers(t *testing.T) {
	r := NewReader(Limits{})
	r.Feed(AppendCommand(nil, "SET", "a", "1"))
	first, _, _ := r.NextCommand()
	r.Feed(AppendCommand(nil, "DEL", "b", "2"))
	second, _, _ := r.NextCommand()
	assert.Equal(t, []string{"SET", "a", "1"}, first)
	assert.Equal(t, []string{"DEL", "b", "2"}, second)
}
