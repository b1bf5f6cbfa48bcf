// Writing values: exactly as they are, or as a server sends them to a client of RESP2 or RESP3.

package resp

import (
	"strconv"
	"strings"
)

// form is the dialect a value is written in.
type form int

const (
	exact form = iota // the value's own kind, null form and pieces: reads back as the same value
	resp2             // what RESP3 added is turned into the closest thing RESP2 has
	resp3             // the null forms of RESP2 become the one null of RESP3
)

// Append appends v in exactly its own form: a reader gets v back. Line breaks
// in a simple string, an error or a big number become spaces, as in Redis,
// since they would end it early. A value of no known kind or with half a pair
// cannot be written at all: that is a mistake of the caller's, and panics.
func Append(dst []byte, v Value) []byte {
	return exact.append(dst, &v)
}

// AppendReply appends v as a server sends it to a client that speaks RESP
// version proto, 2 or 3.
func AppendReply(dst []byte, v Value, proto int) []byte {
	if proto == 3 {
		return resp3.append(dst, &v)
	}
	return resp2.append(dst, &v)
}

// AppendCommand appends a command as clients send it: an array of bulk
// strings.
func AppendCommand(dst []byte, args ...string) []byte {
	dst = appendHeader(dst, KindArray, len(args))
	for _, arg := range args {
		dst = appendText(dst, KindBulk, arg)
	}
	return dst
}

// AppendArray appends the head of an array of n values, which are to follow.
func AppendArray(dst []byte, n int) []byte { return appendHeader(dst, KindArray, n) }

// AppendInteger appends an integer.
func AppendInteger(dst []byte, n int64) []byte { return appendHeader(dst, KindInteger, n) }

// AppendBulk appends a bulk string.
func AppendBulk(dst []byte, s string) []byte { return appendText(dst, KindBulk, s) }

func (f form) append(dst []byte, v *Value) []byte {
	if v.Attr != nil && f != resp2 {
		dst = appendHeader(dst, kindAttribute, pairs(v.Attr.Elems))
		dst = f.appendAll(dst, v.Attr.Elems)
	}
	switch v.Kind {
	case KindSimple, KindError:
		return appendLine(dst, v.Kind, v.Str)
	case KindInteger:
		return appendHeader(dst, KindInteger, v.Int)
	case KindBulk:
		return f.appendBulk(dst, v)
	case KindNull:
		return f.appendNull(dst, KindBulk)
	case KindArray, KindMap, KindSet, KindPush:
		return f.appendAggregate(dst, v)
	case KindBoolean:
		return f.appendBoolean(dst, v.Int != 0)
	case KindDouble:
		return f.appendDouble(dst, v)
	case KindBigNumber:
		if f == resp2 {
			return appendText(dst, KindBulk, v.Str)
		}
		return appendLine(dst, KindBigNumber, v.Str)
	case KindBulkError:
		if f == resp2 {
			return appendLine(dst, KindError, v.Str)
		}
		return appendText(dst, KindBulkError, v.Str)
	case KindVerbatim:
		return f.appendVerbatim(dst, v)
	}
	panic("resp: a value without a known kind cannot be written: " + quoteByte(byte(v.Kind)))
}

func (f form) appendAll(dst []byte, vs []Value) []byte {
	for i := range vs {
		dst = f.append(dst, &vs[i])
	}
	return dst
}

func (f form) appendBulk(dst []byte, v *Value) []byte {
	switch {
	case v.Null && f == exact:
		return append(dst, "$-1\r\n"...)
	case v.Null:
		return f.appendNull(dst, KindBulk)
	case v.Streamed && f != resp2:
		dst = append(dst, "$?\r\n"...)
		if v.Str != "" {
			dst = appendText(dst, kindPiece, v.Str)
		}
		return append(dst, ";0\r\n"...)
	}
	return appendText(dst, KindBulk, v.Str)
}

// appendNull appends a null, in the RESP2 form of kind where there is but RESP2.
func (f form) appendNull(dst []byte, kind Kind) []byte {
	if f == resp2 {
		return appendHeader(dst, kind, -1)
	}
	return append(dst, "_\r\n"...)
}

func (f form) appendAggregate(dst []byte, v *Value) []byte {
	kind, count := v.Kind, len(v.Elems)
	if kind == KindMap {
		count = pairs(v.Elems)
	}
	switch {
	case v.Null && f == exact:
		return append(dst, "*-1\r\n"...)
	case v.Null:
		return f.appendNull(dst, KindArray)
	case f == resp2:
		kind, count = KindArray, len(v.Elems)
	case v.Streamed:
		dst = append(dst, byte(kind), '?', '\r', '\n')
		return append(f.appendAll(dst, v.Elems), ".\r\n"...)
	}
	return f.appendAll(appendHeader(dst, kind, count), v.Elems)
}

// pairs counts the keys with their values.
func pairs(vs []Value) int {
	if len(vs)%2 == 1 {
		panic("resp: a map or attribute has a key without a value: " + Print(vs[len(vs)-1]))
	}
	return len(vs) / 2
}

func (f form) appendBoolean(dst []byte, b bool) []byte {
	switch {
	case f == resp2 && b:
		return append(dst, ":1\r\n"...)
	case f == resp2:
		return append(dst, ":0\r\n"...)
	case b:
		return append(dst, "#t\r\n"...)
	}
	return append(dst, "#f\r\n"...)
}

// appendDouble writes the number as Str has it, if that is set.
func (f form) appendDouble(dst []byte, v *Value) []byte {
	var room [32]byte
	text := append(room[:0], v.Str...)
	if len(text) == 0 {
		text = appendDouble(text, v.Float)
	}
	if f == resp2 {
		dst = appendHeader(dst, KindBulk, len(text))
	} else {
		dst = append(dst, byte(KindDouble))
	}
	dst = append(dst, text...)
	return append(dst, "\r\n"...)
}

func (f form) appendVerbatim(dst []byte, v *Value) []byte {
	if f == resp2 {
		return appendText(dst, KindBulk, v.Str)
	}
	dst = appendHeader(dst, KindVerbatim, len(v.Format)+1+len(v.Str))
	dst = append(dst, v.Format[:]...)
	dst = append(dst, ':')
	dst = append(dst, v.Str...)
	return append(dst, "\r\n"...)
}

// appendHeader appends the line of a number, a length or a count.
func appendHeader[N int | int64](dst []byte, kind Kind, n N) []byte {
	return appendSize(dst, kind, int64(n))
}

func appendSize(dst []byte, kind Kind, n int64) []byte {
	switch {
	case n >= 0 && n < 10: // as most are
		return append(dst, byte(kind), '0'+byte(n), '\r', '\n')
	case n >= 10 && n < 100:
		return append(dst, byte(kind), '0'+byte(n/10), '0'+byte(n%10), '\r', '\n')
	}
	dst = append(dst, byte(kind))
	dst = strconv.AppendInt(dst, n, 10)
	return append(dst, "\r\n"...)
}

// appendText appends a length and the text.
func appendText(dst []byte, kind Kind, s string) []byte {
	dst = appendHeader(dst, kind, len(s))
	dst = append(dst, s...)
	return append(dst, "\r\n"...)
}

// appendLine appends text that ends at the first line break.
func appendLine(dst []byte, kind Kind, s string) []byte {
	dst = append(dst, byte(kind))
	if strings.ContainsAny(s, "\r\n") {
		s = withoutLineBreaks(s)
	}
	dst = append(dst, s...)
	return append(dst, "\r\n"...)
}

// withoutLineBreaks puts spaces for what would end the line.
func withoutLineBreaks(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c == '\r' || c == '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}
