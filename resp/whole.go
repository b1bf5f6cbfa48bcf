// The short way for what has arrived whole, as nearly everything has: values
// and commands in their plain forms, without the reader's state in between.

package resp

import (
	"bytes"
	"unsafe"
)

// mostLent is how many arguments the reader keeps room for.
const mostLent = 1024

// wholeCommand takes a command into r.lent that is all there, in its plain
// form. Anything else it leaves as it is, for commandStep.
func (r *Reader) wholeCommand() bool {
	buf := r.buf[r.pos:]
	count, at := plainHeader(buf, 0, KindArray)
	if count == 0 || count > mostLent || count > r.limits.Elems {
		return false
	}
	args := r.lent[:0]
	for range count {
		text, next := r.wholeText(buf, at)
		if next == 0 {
			return false
		}
		args = append(args, unsafe.String(unsafe.SliceData(text), len(text)))
		at = next
	}
	r.lent = args
	r.advance(at)
	return true
}

// wholeText returns the bulk string at an index, and the index behind it; 0
// when it is not all there, or not plain.
func (r *Reader) wholeText(buf []byte, at int) (text []byte, next int) {
	size, start := plainHeader(buf, at, KindBulk)
	end := start + size
	if start == 0 || size > r.limits.Bulk || end+2 > len(buf) || buf[end] != '\r' || buf[end+1] != '\n' {
		return nil, 0
	}
	return buf[start:end], end + 2
}

// plainHeader reads a header of up to eight digits at an index; next is the
// index behind it, 0 when there is none.
func plainHeader(buf []byte, at int, kind Kind) (n, next int) {
	if at+3 >= len(buf) || Kind(buf[at]) != kind {
		return 0, 0
	}
	first := buf[at+1] - '0'
	if first > 9 {
		return 0, 0
	}
	n = int(first)
	switch { // most have one digit or two
	case buf[at+2] == '\r' && buf[at+3] == '\n':
		return n, at + 4
	case buf[at+3] == '\r' && at+4 < len(buf) && buf[at+4] == '\n' && first > 0 && buf[at+2]-'0' <= 9:
		return n*10 + int(buf[at+2]-'0'), at + 5
	}
	for i := at + 2; i < at+9 && i+1 < len(buf); i++ {
		digit := buf[i] - '0'
		if digit <= 9 && n > 0 {
			n = n*10 + int(digit)
			continue
		}
		if digit > 9 && buf[i] == '\r' && buf[i+1] == '\n' {
			return n, i + 2
		}
		break
	}
	return 0, 0
}

// fresh reports whether the reader stands between two values.
func (r *Reader) fresh() bool {
	return r.awaited < 0 && len(r.open) == 0 && r.attrs == nil && !r.streaming && r.seen == 0
}

// wholeValue reads a value that is all there, in its plain form, into v,
// which is zero. Anything else it leaves as it is, for item.
func (r *Reader) wholeValue(v *Value) bool {
	next := r.valueAt(v, r.pos, r.limits.Depth)
	r.elems = 0
	if next == 0 {
		*v = Value{}
		return false
	}
	r.advance(next - r.pos)
	return true
}

// valueAt reads the value at an index into v, which is zero, and returns the index behind it; 0 when
// it cannot. depth is how many aggregates may still be opened.
func (r *Reader) valueAt(v *Value, at, depth int) (next int) {
	if at+2 >= len(r.buf) {
		return 0
	}
	switch kind := Kind(r.buf[at]); kind {
	case KindBulk:
		text, next := r.wholeText(r.buf, at)
		if next == 0 {
			return r.nullAt(v, at)
		}
		v.Kind, v.Str = KindBulk, r.keep(text)
		return next
	case KindInteger:
		n, next := plainHeader(r.buf, at, KindInteger)
		if next == 0 {
			return r.lineAt(v, at, kind)
		}
		v.Kind, v.Int = KindInteger, int64(n)
		return next
	case KindArray, KindMap, KindSet, KindPush:
		return r.aggregateAt(v, at, depth, kind)
	case KindSimple, KindError, KindDouble, KindBoolean, KindNull:
		return r.lineAt(v, at, kind)
	}
	return 0
}

func (r *Reader) nullAt(v *Value, at int) (next int) {
	const null = "$-1\r\n"
	if len(r.buf) < at+len(null) || string(r.buf[at:at+len(null)]) != null {
		return 0
	}
	v.Kind, v.Null = KindBulk, true
	return at + len(null)
}

// lineAt reads a value that is one line.
func (r *Reader) lineAt(v *Value, at int, kind Kind) (next int) {
	const ok = "+OK\r\n" // the commonest of all
	if end := at + len(ok); end <= len(r.buf) && string(r.buf[at:end]) == ok {
		v.Kind, v.Str = KindSimple, ok[1:3]
		return end
	}
	size := bytes.IndexByte(r.buf[at:], '\r')
	end := at + size
	if size < 0 || end+1 >= len(r.buf) || r.buf[end+1] != '\n' || size > r.limits.Bulk {
		return 0
	}
	v.Kind = kind
	if v.parseLine(r.buf[at+1:end]) != "" {
		return 0
	}
	return end + 2
}

func (r *Reader) aggregateAt(v *Value, at, depth int, kind Kind) (next int) {
	count, next := plainHeader(r.buf, at, kind)
	if kind == KindMap {
		count *= 2
	}
	r.elems += count
	// Each element takes three bytes: a header alone sets nothing aside.
	if next == 0 || depth == 0 || r.elems > r.limits.Elems || count > (len(r.buf)-next)/3 {
		return 0
	}
	v.Kind = kind
	if count == 0 {
		return next
	}
	elems := make([]Value, count)
	for i := range elems {
		if next = r.valueAt(&elems[i], next, depth-1); next == 0 {
			return 0
		}
	}
	v.Elems = elems
	return next
}

const (
	// Texts up to this size share room: what is kept of one may keep so much
	// more, and most replies are read and dropped together.
	mostShared = 64
	sharedRoom = 512
)

// keep is string(text).
func (r *Reader) keep(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if len(text) > mostShared {
		return string(text)
	}
	if cap(r.shared)-len(r.shared) < len(text) {
		r.shared = make([]byte, 0, sharedRoom)
	}
	start := len(r.shared)
	r.shared = append(r.shared, text...)
	return unsafe.String(&r.shared[start], len(text)) // nothing is ever written there again
}
