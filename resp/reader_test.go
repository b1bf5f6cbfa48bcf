// The reader: what bytes mean, what is wrong with others, and that cutting them up changes nothing.

package resp

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readAll feeds wire in pieces of the given size and returns all that Next
// makes of it.
func readAll(r *Reader, wire string, size int) (values []Value, err error) {
	for len(wire) > 0 {
		n := min(size, len(wire))
		r.Feed([]byte(wire[:n]))
		wire = wire[n:]
		for {
			v, ok, failed := r.Next()
			if failed != nil {
				return values, failed
			}
			if !ok {
				break
			}
			values = append(values, v)
		}
	}
	return values, nil
}

func TestReaderValues(t *testing.T) {
	for _, s := range append(samples, loose...) {
		for size := 1; size <= len(s.wire); size++ {
			r := NewReader(Limits{})
			values, err := readAll(r, s.wire, size)
			require.NoError(t, err, "%q", s.wire)
			require.Equal(t, []Value{s.value}, values, "%q in pieces of %d", s.wire, size)
			require.Zero(t, r.Buffered(), "%q", s.wire)
			require.EqualValues(t, len(s.wire), r.Offset(), "%q", s.wire)
		}
	}
}

func TestReaderStreamOfValues(t *testing.T) {
	var wire strings.Builder
	var want []Value
	for range 200 {
		for _, s := range samples {
			wire.WriteString(s.wire)
			want = append(want, s.value)
		}
	}
	for _, size := range []int{1, 7, 1000, wire.Len()} {
		values, err := readAll(NewReader(Limits{}), wire.String(), size)
		require.NoError(t, err)
		require.Equal(t, want, values, "in pieces of %d", size)
	}
}

func TestReaderErrors(t *testing.T) {
	tests := []struct {
		wire   string
		offset int64
		msg    string
	}{
		{"?bogus", 0, `expected a type byte such as '+' or '$', got '?'`},
		{"+OK\r\n\x00", 5, `expected a type byte such as '+' or '$', got '\x00'`},
		{"*1\r\n\r\n", 4, `expected a type byte such as '+' or '$', got '\r'`},
		{"+OK\rx", 4, `expected LF after CR, got 'x'`},
		{"+O\nK\r\n", 1, `expected text without a line feed, got "O\nK"`},
		{":12a\r\n", 1, `expected a 64-bit integer, got "12a"`},
		{":\r\n", 1, `expected a 64-bit integer, got ""`},
		{":012\r\n", 1, `expected a 64-bit integer, got "012"`},
		{":9223372036854775808\r\n", 1, `expected a 64-bit integer, got "9223372036854775808"`},
		{":-9223372036854775809\r\n", 1, `expected a 64-bit integer, got "-9223372036854775809"`},
		{":99999999999999999999999\r\n", 1, `expected a 64-bit integer, got "99999999999999999999999"`},
		{",1.2.3\r\n", 1, `expected a double, got "1.2.3"`},
		{",0x10\r\n", 1, `expected a double, got "0x10"`},
		{",Infinity\r\n", 1, `expected a double, got "Infinity"`},
		{",1e999\r\n", 1, `expected a double, got "1e999"`},
		{"(12x\r\n", 1, `expected the digits of a big number, got "12x"`},
		{"(-\r\n", 1, `expected the digits of a big number, got "-"`},
		{"#true\r\n", 1, `expected t or f for a boolean, got "true"`},
		{"_x\r\n", 1, `expected nothing between '_' and the line end, got "x"`},
		{"$abc\r\n", 1, `invalid bulk length: expected a number from 0 to 536870912, got "abc"`},
		{"$" + strings.Repeat("x", 40) + "\r\n", 1, `invalid bulk length: expected a number from 0 to 536870912, got "` + strings.Repeat("x", 32) + `"...`},
		{"$-2\r\n", 1, `invalid bulk length: expected a number from 0 to 536870912, got "-2"`},
		{"$536870913\r\n", 1, `invalid bulk length: expected a number from 0 to 536870912, got "536870913"`},
		{"$5\r\nhelloXY", 9, `expected CRLF after the 5 bytes announced, got "XY"`},
		{"=-1\r\n", 1, `invalid bulk length: only bulk strings can be null or streamed`},
		{"!?\r\n", 1, `invalid bulk length: only bulk strings can be null or streamed`},
		{"=3\r\ntxt\r\n", 4, `expected three letters and a colon ahead of the verbatim text, got "txt"`},
		{"=6\r\ntxt-ab\r\n", 4, `expected three letters and a colon ahead of the verbatim text, got "txt-ab"`},
		{"*x\r\n", 1, `invalid multibulk length: expected a number from 0 to 1048576, got "x"`},
		{"*-2\r\n", 1, `invalid multibulk length: expected a number from 0 to 1048576, got "-2"`},
		{"*1048577\r\n", 1, `invalid multibulk length: expected a number from 0 to 1048576, got "1048577"`},
		{"%1048576\r\n", 1, `invalid multibulk length: expected a number from 0 to 524288, got "1048576"`},
		{"%-1\r\n", 1, `invalid multibulk length: only arrays can be null`},
		{"$?\r\n+x\r\n", 4, `expected ';' and the next piece of the streamed string, got '+'`},
		{"$?\r\n;-1\r\n", 5, `invalid bulk length: a piece of a streamed string needs a number`},
		{";3\r\nabc\r\n", 0, `got ';' outside of a streamed string`},
		{".\r\n", 0, `got '.' outside of a streamed aggregate`},
		{"*1\r\n.\r\n", 4, `got '.' outside of a streamed aggregate`},
		{"*?\r\n.x\r\n", 5, `expected a line end after '.', got "x"`},
		{"%?\r\n+k\r\n.\r\n", 8, `expected a value after its key, got '.'`},
		{"*?\r\n|1\r\n+a\r\n+b\r\n.\r\n", 16, `expected a value after its attribute, got '.'`},
	}
	for _, tt := range tests {
		for size := 1; size <= len(tt.wire); size++ {
			r := NewReader(Limits{})
			_, err := readAll(r, tt.wire, size)
			require.Equal(t, &ProtocolError{Offset: tt.offset, Msg: tt.msg}, err, "%q in pieces of %d", tt.wire, size)
		}
	}
}

func TestReaderErrorStays(t *testing.T) {
	r := NewReader(Limits{})
	values, err := readAll(r, ":1\r\n:x\r\n:2\r\n", 100)
	assert.Equal(t, []Value{Integer(1)}, values)
	assert.EqualError(t, err, `protocol error at byte 5: expected a 64-bit integer, got "x"`)
	_, again := readAll(r, ":3\r\n", 100)
	assert.Same(t, err, again)
	assert.EqualValues(t, 4, r.Offset())
}

func TestReaderLimits(t *testing.T) {
	limits := Limits{Bulk: 8, Depth: 3, Elems: 6, Inline: 10}
	tests := []struct {
		wire string
		err  error // nil: just within the limits
	}{
		{"$8\r\n12345678\r\n", nil},
		{"$9\r\n", &ProtocolError{1, "invalid bulk length: expected a number from 0 to 8, got \"9\""}},
		{"+12345678\r\n", nil},
		{"+123456789", &ProtocolError{0, "line of text is longer than the limit of a bulk string"}},
		{"$?\r\n;4\r\n1234\r\n;4\r\n1234\r\n;0\r\n", nil},
		{"$?\r\n;4\r\n1234\r\n;5\r\n", &ProtocolError{15, "invalid bulk length: expected a number from 0 to 4, got \"5\""}},
		{"*1\r\n*1\r\n*1\r\n:1\r\n", nil},
		{"*1\r\n*1\r\n*1\r\n*0\r\n", nil},
		{"*1\r\n*1\r\n|1\r\n%1\r\n", &ProtocolError{12, "nested deeper than the limit of 3"}},
		{"*?\r\n*?\r\n~?\r\n>?\r\n", &ProtocolError{12, "nested deeper than the limit of 3"}},
		{"*2\r\n*2\r\n:1\r\n:2\r\n*2\r\n:1\r\n:2\r\n", nil},
		{"*2\r\n*2\r\n:1\r\n:2\r\n*3\r\n", &ProtocolError{17, "invalid multibulk length: expected a number from 0 to 2, got \"3\""}},
		{"%3\r\n:1\r\n:1\r\n:2\r\n:2\r\n:3\r\n:3\r\n*6\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n", nil},
		{"%4\r\n", &ProtocolError{1, "invalid multibulk length: expected a number from 0 to 3, got \"4\""}},
		{"|3\r\n:1\r\n:1\r\n:2\r\n:2\r\n:3\r\n:3\r\n|1\r\n", &ProtocolError{29, "invalid multibulk length: expected a number from 0 to 0, got \"1\""}},
		{"*?\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n.\r\n", nil},
		{"*?\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n:1\r\n", &ProtocolError{32, "more elements than the limit of 6"}},
		{"*0000000000", &ProtocolError{0, "too big mbulk count string"}},
		{"$00000000000", &ProtocolError{0, "too big bulk count string"}},
	}
	for _, tt := range tests {
		for size := 1; size <= len(tt.wire); size++ {
			_, err := readAll(NewReader(limits), tt.wire, size)
			require.Equal(t, tt.err, err, "%q in pieces of %d", tt.wire, size)
		}
	}
}

func TestReaderBuffered(t *testing.T) {
	r := NewReader(Limits{})
	values, err := readAll(r, ":1\r\n*2\r\n$3\r\nabc\r\n:", 4)
	require.NoError(t, err)
	assert.Equal(t, []Value{Integer(1)}, values)
	assert.Equal(t, 14, r.Buffered(), "the torn array, also the part already understood")
	assert.EqualValues(t, 4, r.Offset())

	values, err = readAll(r, "7\r\n", 1)
	require.NoError(t, err)
	assert.Equal(t, []Value{Array(Bulk("abc"), Integer(7))}, values)
	assert.Zero(t, r.Buffered())
	assert.EqualValues(t, 21, r.Offset())
}

func TestReaderCopiesWhatItIsFed(t *testing.T) {
	r := NewReader(Limits{})
	piece := []byte("$5\r\nhello\r\n")
	r.Feed(piece)
	clear(piece)
	v, ok, err := r.Next()
	r.Feed([]byte(strings.Repeat("x", 100)))
	assert.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, Bulk("hello"), v)
}

// A header may announce much; only what arrives may take memory.
func TestReaderSetsLittleAside(t *testing.T) {
	header := "*1048000\r\n" + strings.Repeat("*1\r\n", 30) + "$536870912\r\nx"
	streams := map[string]func(*Reader) error{
		"values":   func(r *Reader) error { _, _, err := r.Next(); return err },
		"commands": func(r *Reader) error { _, _, err := r.NextCommand(); return err },
	}
	for name, next := range streams {
		wire := header
		if name == "commands" {
			wire = "*1048576\r\n$536870912\r\nx"
		}
		r := NewReader(Limits{})
		r.Feed([]byte(wire))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		require.NoError(t, next(r), name)
		runtime.ReadMemStats(&after)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(256<<10), name)
	}
}

// Nothing is moved or searched twice: bytes allocated per byte read stay
// the same however long the text is.
func TestReaderLongTextInPieces(t *testing.T) {
	const size = 4 << 20
	text := strings.Repeat("0123456\r", size/8)
	wire := string(Append(nil, Bulk(text)))
	r := NewReader(Limits{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	values, err := readAll(r, wire, 64)
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	require.Len(t, values, 1)
	assert.True(t, values[0].Str == text)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16*size))
}
