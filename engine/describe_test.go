// Keys as a key browser sees them.

package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

func TestDescribe(t *testing.T) {
	w := newWorld(t, Options{})
	for _, line := range []string{
		"SET n 12 PX 1500", "SET long " + strings.Repeat("x", 300), "RPUSH l a b", "HSET h f v", "SADD s 2 1", "APPEND raw ab", "APPEND raw cd", "XADD x 1-2 f v", "SELECT 1", "SET other db",
	} {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		w.do(step{client: "a", args: args})
	}
	require.Equal(t, []string{"h", "l", "long", "n", "raw", "s", "x"}, w.engine.Keys(0))
	require.Nil(t, w.engine.Keys(-1))
	require.Nil(t, w.engine.Keys(16))
	expires := time.UnixMilli(1_700_000_001_500)
	for _, want := range []KeyState{
		{Key: "n", Type: "string", Encoding: "int", ExpireAt: expires, Size: 2, Value: resp.Bulk("12")},
		{Key: "long", Type: "string", Encoding: "raw", Size: 300, Value: resp.Bulk(strings.Repeat("x", 256))},
		{Key: "raw", Type: "string", Encoding: "raw", Size: 4, Value: resp.Bulk("abcd")},
		{Key: "l", Type: "list", Encoding: "listpack", Size: 2, Value: resp.Bulks("a", "b")},
		{Key: "h", Type: "hash", Encoding: "listpack", Size: 1, Value: resp.Map(resp.Bulk("f"), resp.Bulk("v"))},
		{Key: "s", Type: "set", Encoding: "intset", Size: 2, Value: resp.Set(resp.Bulk("1"), resp.Bulk("2"))},
		{Key: "x", Type: "stream", Encoding: "stream", Size: 1, Value: resp.Array(resp.Array(resp.Bulk("1-2"), resp.Bulks("f", "v")))},
		{DB: 1, Key: "other", Type: "string", Encoding: "embstr", Size: 2, Value: resp.Bulk("db")},
	} {
		got, ok := w.engine.Describe(want.DB, want.Key)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	for db, key := range map[int]string{0: "missing", -1: "n", 99: "n"} {
		_, ok := w.engine.Describe(db, key)
		require.False(t, ok)
	}
	state, _ := w.engine.Describe(0, "n")
	require.Equal(t, "*7\r\n:0\r\n$1\r\nn\r\n$6\r\nstring\r\n$3\r\nint\r\n:1700000001500\r\n:2\r\n$2\r\n12\r\n", string(state.Append(nil)))
	state, _ = w.engine.Describe(1, "other")
	require.Contains(t, string(state.Append(nil)), "\r\n:-1\r\n")
}

// TestPreviewIsShort: a large collection shows its first elements.
func TestPreviewIsShort(t *testing.T) {
	w := newWorld(t, Options{})
	for i := range 1000 {
		n := formatInt(int64(i))
		w.do(step{client: "a", args: []string{"RPUSH", "l", n + strings.Repeat("x", 300)}})
		w.do(step{client: "a", args: []string{"HSET", "h", "f" + n, n}})
		w.do(step{client: "a", args: []string{"SADD", "s", "m" + n}})
		w.do(step{client: "a", args: []string{"XADD", "x", "*", n, strings.Repeat("x", 300)}})
	}
	for key, elems := range map[string]int{"l": 16, "h": 32, "s": 16, "x": 16} {
		state, _ := w.engine.Describe(0, key)
		require.Equal(t, 1000, state.Size)
		require.Len(t, state.Value.Elems, elems)
		require.LessOrEqual(t, len(state.Value.Elems[0].Str), 256)
	}
}
