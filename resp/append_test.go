// Writing values: their own form, the forms of RESP2 and RESP3, and commands.

package resp

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAppend(t *testing.T) {
	for _, s := range samples {
		assert.Equal(t, s.wire, string(Append(nil, s.value)))
		assert.Equal(t, "before"+s.wire, string(Append([]byte("before"), s.value)))
	}
}

func TestAppendReply(t *testing.T) {
	tests := []struct {
		value        Value
		resp2, resp3 string
	}{
		{OK(), "+OK\r\n", "+OK\r\n"},
		{Fail("ERR no"), "-ERR no\r\n", "-ERR no\r\n"},
		{Integer(7), ":7\r\n", ":7\r\n"},
		{Bulk("a"), "$1\r\na\r\n", "$1\r\na\r\n"},
		{Null(), "$-1\r\n", "_\r\n"},
		{Value{Kind: KindBulk, Null: true}, "$-1\r\n", "_\r\n"},
		{NullArray(), "*-1\r\n", "_\r\n"},
		{Boolean(true), ":1\r\n", "#t\r\n"},
		{Boolean(false), ":0\r\n", "#f\r\n"},
		{Double(3.141), "$5\r\n3.141\r\n", ",3.141\r\n"},
		{Double(math.Inf(-1)), "$4\r\n-inf\r\n", ",-inf\r\n"},
		{Double(math.NaN()), "$3\r\nnan\r\n", ",nan\r\n"},
		{BigNumber("123"), "$3\r\n123\r\n", "(123\r\n"},
		{Verbatim("txt", "a b"), "$3\r\na b\r\n", "=7\r\ntxt:a b\r\n"},
		{Value{Kind: KindBulkError, Str: "ERR a\r\nb"}, "-ERR a  b\r\n", "!8\r\nERR a\r\nb\r\n"},
		{Map(Bulk("k"), Null()), "*2\r\n$1\r\nk\r\n$-1\r\n", "%1\r\n$1\r\nk\r\n_\r\n"},
		{Map(), "*0\r\n", "%0\r\n"},
		{Set(Integer(1), NullArray()), "*2\r\n:1\r\n*-1\r\n", "~2\r\n:1\r\n_\r\n"},
		{Push(Bulk("m"), Double(1)), "*2\r\n$1\r\nm\r\n$1\r\n1\r\n", ">2\r\n$1\r\nm\r\n,1\r\n"},
		{withAttrs(Array(withAttrs(Integer(1), Bulk("a"), Null())), Bulk("b"), Boolean(true)),
			"*1\r\n:1\r\n", "|1\r\n$1\r\nb\r\n#t\r\n*1\r\n|1\r\n$1\r\na\r\n_\r\n:1\r\n"},
		{Value{Kind: KindBulk, Str: "ab", Streamed: true}, "$2\r\nab\r\n", "$?\r\n;2\r\nab\r\n;0\r\n"},
		{Value{Kind: KindMap, Elems: []Value{Integer(1), Null()}, Streamed: true},
			"*2\r\n:1\r\n$-1\r\n", "%?\r\n:1\r\n_\r\n.\r\n"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.resp2, string(AppendReply(nil, tt.value, 2)), "%+v", tt.value)
		assert.Equal(t, tt.resp3, string(AppendReply(nil, tt.value, 3)), "%+v", tt.value)
	}
}

// What cannot be written as it is must not damage what follows.
func TestAppendKeepsTheStreamWhole(t *testing.T) {
	tests := []struct {
		value Value
		want  string
	}{
		{Simple("a\r\n:1\nb\r"), "+a  :1 b \r\n"},
		{Fail("ERR unknown command '\r\n'"), "-ERR unknown command '  '\r\n"},
		{BigNumber("1\r\n2"), "(1  2\r\n"},
		{Verbatim("html", "x"), "=5\r\ntxt:x\r\n"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, string(Append(nil, tt.value)))
	}
	assert.PanicsWithValue(t, `resp: a map or attribute has a key without a value: "k"`, func() { Append(nil, Map(Bulk("k"))) })
	assert.PanicsWithValue(t, "resp: a value without a known kind cannot be written: '\\x00'", func() { Append(nil, Value{}) })
}

func TestAppendCommand(t *testing.T) {
	assert.Equal(t, "*3\r\n$3\r\nSET\r\n$2\r\nk\x00\r\n$0\r\n\r\n", string(AppendCommand(nil, "SET", "k\x00", "")))
	assert.Equal(t, "*0\r\n", string(AppendCommand(nil)))
}
