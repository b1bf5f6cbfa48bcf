// Cutting lines, numbers and texts out of the reader's buffer, each byte searched once.

package resp

import (
	"bytes"
	"strconv"
)

// ahead returns how many bytes lie between pos and the next mark. ok is false
// while there is no mark, and when it would lie beyond the limit.
func (r *Reader) ahead(mark byte, limit int, tooLong string) (n int, ok bool) {
	rest := r.buf[r.pos+r.seen:]
	n = bytes.IndexByte(rest, mark)
	ok = n >= 0
	if !ok {
		n = len(rest)
	}
	n += r.seen
	if n > limit {
		r.fail(r.pos, tooLong)
		return 0, false
	}
	r.seen = n
	return n, ok
}

// advance notes that the next n bytes are understood.
func (r *Reader) advance(n int) {
	r.pos += n
	r.seen = 0
}

// line reads up to the next line end and returns what lies between the type
// byte and it. ok is false when the line is incomplete or wrong.
func (r *Reader) line(limit int, tooLong string) (line []byte, ok bool) {
	n, ok := r.ahead('\r', limit, tooLong)
	rest := r.buf[r.pos:]
	if !ok || n+1 == len(rest) {
		return nil, false
	}
	if rest[n+1] != '\n' {
		r.fail(r.pos+n+1, "expected LF after CR, got "+quoteByte(rest[n+1]))
		return nil, false
	}
	r.advance(n + 2)
	return rest[1:n], true
}

// number reads a line that should hold a number; other is what it holds
// instead, else nil. ok is false when the line is incomplete or wrong.
func (r *Reader) number(tooLong string) (n int64, other []byte, ok bool) {
	if n, ok := r.shortNumber(); ok {
		return n, nil, true
	}
	line, ok := r.line(r.limits.Inline, tooLong)
	if !ok {
		return 0, nil, false
	}
	if n, ok := ParseInt(string(line)); ok {
		return n, nil, true
	}
	return 0, line, true
}

// shortNumber reads the line of a number of up to eight digits that is all
// there, as nearly every header is. Anything else it leaves for line.
func (r *Reader) shortNumber() (n int64, ok bool) {
	rest := r.buf[r.pos:]
	for i := 1; i <= 9 && i+1 < len(rest); i++ {
		digit := rest[i] - '0'
		if digit > 9 {
			leadingZero := i > 2 && rest[1] == '0'
			if i == 1 || leadingZero || rest[i] != '\r' || rest[i+1] != '\n' {
				return 0, false
			}
			r.advance(i + 2)
			return n, true
		}
		n = n*10 + int64(digit)
	}
	return 0, false
}

// text returns the announced text, valid until the next Feed. ok is false
// when the text is incomplete or does not end where it should.
func (r *Reader) text() (text []byte, ok bool) {
	end := r.pos + r.awaited
	if len(r.buf) < end+2 {
		return nil, false
	}
	if r.buf[end] != '\r' || r.buf[end+1] != '\n' {
		r.fail(end, "expected CRLF after the "+strconv.Itoa(r.awaited)+
			" bytes announced, got "+quoteStart(r.buf[end:end+2]))
		return nil, false
	}
	text = r.buf[r.pos:end]
	r.advance(r.awaited + 2)
	r.awaited = -1
	return text, true
}

// What a length can be besides a number.
const (
	lengthNull     = -1 // "-1"
	lengthStreamed = -2 // "?"
	lengthMissing  = -3 // its line is incomplete or wrong
)

// length reads the header line of a string or an aggregate; msg and tooLong
// say what is wrong with it.
func (r *Reader) length(limit int, msg, tooLong string) int {
	start := r.pos
	n, other, ok := r.number(tooLong)
	switch {
	case !ok:
		return lengthMissing
	case other == nil && lengthNull <= n && n <= int64(limit):
		return int(n)
	case string(other) == "?":
		return lengthStreamed
	case other == nil:
		other = strconv.AppendInt(nil, n, 10)
	}
	r.fail(start+1, msg+": expected a number from 0 to "+strconv.Itoa(limit)+", got "+quoteStart(other))
	return lengthMissing
}
