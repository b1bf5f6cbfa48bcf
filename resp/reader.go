// The incremental reader: bytes go in as they arrive, values come out when they are complete.

package resp

import (
	"bytes"
	"slices"
	"strings"
)

// Reader turns a stream of RESP into values, or into commands. However the
// stream is cut into pieces, the results are the same. It goes on where it
// stopped: nothing it has understood is looked at twice.
//
// A stream is read with [Reader.Next] or with [Reader.NextCommand], not both.
type Reader struct {
	limits Limits
	buf    []byte
	pos    int            // buf[:pos] is understood
	seen   int            // bytes from pos on in which the end of the line is not
	base   int64          // offset in the stream of buf[0]
	done   int64          // offset in the stream behind the last result
	fault  *ProtocolError // nil while the stream is sound

	awaited     int    // bytes of text that come next, a line end behind them; -1: a header comes next
	awaitedKind Kind   // what the text is part of
	streaming   bool   // a streamed string is open: its pieces come next
	pieces      []byte // of that string, so far

	open  []frame // aggregates that lack elements, outermost first
	attrs []Value // attribute of the value that comes next
	elems int     // elements counted in the value being read

	args    []string // of the command being read
	missing int      // arguments it lacks
	shared  []byte   // room for short texts, see keep

	lent []string // of the last command that was whole, see BorrowCommand
}

// Three bytes introduce what is no value of its own.
const (
	kindAttribute Kind = '|'
	kindPiece     Kind = ';' // of a streamed string
	kindEnd       Kind = '.' // of a streamed aggregate
)

// status is how far a step of the reader has come.
type status int

const (
	stuck    status = iota // more bytes are needed, or the fault is set
	ongoing                // something was understood, the value is not complete
	complete               // the value is complete
)

// NewReader returns a reader at the beginning of a stream.
func NewReader(limits Limits) *Reader {
	return &Reader{limits: limits.withDefaults(), awaited: -1}
}

// SetLimits changes what the reader takes from here on.
func (r *Reader) SetLimits(limits Limits) { r.limits = limits.withDefaults() }

// Feed gives the reader the next bytes of the stream, which it copies.
func (r *Reader) Feed(b []byte) {
	if r.fault != nil {
		return
	}
	if len(r.buf)+len(b) > cap(r.buf) {
		r.makeRoom(len(b))
	}
	r.buf = append(r.buf, b...)
}

// makeRoom prepares the buffer for n bytes more.
func (r *Reader) makeRoom(n int) {
	// Moving only when half of it is free keeps the cost of all moves linear.
	if r.pos >= len(r.buf)/2 {
		r.discard()
	}
	// A long text gets room for its rest, but never more than has come already.
	missing := r.pos + r.awaited + 2 - len(r.buf)
	r.buf = slices.Grow(r.buf, max(n, min(missing, len(r.buf)+n)))
}

// An empty buffer larger than this is given up.
const keepBuffer = 256 << 10

// discard drops what is understood from the buffer.
func (r *Reader) discard() {
	r.base += int64(r.pos)
	r.buf = r.buf[:copy(r.buf, r.buf[r.pos:])]
	r.pos = 0
	if len(r.buf) == 0 && cap(r.buf) > keepBuffer {
		r.buf = nil
	}
}

// Buffered is the number of bytes fed that belong to no result yet: more
// than zero after Next or NextCommand came back empty means that the stream
// so far ends inside a value.
func (r *Reader) Buffered() int {
	return int(r.base + int64(len(r.buf)) - r.done)
}

// Offset is the number of bytes that the results so far took.
func (r *Reader) Offset() int64 { return r.done }

// Next returns the next value. ok is false while it is not complete. An
// error is a [*ProtocolError], and stays.
func (r *Reader) Next() (v Value, ok bool, err error) {
	ok, err = r.NextTo(&v)
	return v, ok, err
}

// NextTo is [Reader.Next] for who has room for the value. Before, v must be zero.
func (r *Reader) NextTo(v *Value) (ok bool, err error) {
	if r.fault == nil && r.fresh() && r.wholeValue(v) {
		r.finish()
		return true, nil
	}
	for r.fault == nil {
		got := r.item(v)
		if got == complete {
			got = r.place(v)
		}
		switch got {
		case complete:
			r.elems = 0
			r.finish()
			return true, nil
		case stuck:
			*v = Value{}
			return false, r.err()
		}
	}
	return false, r.fault
}

// finish notes that everything understood so far belongs to results.
func (r *Reader) finish() {
	r.done = r.base + int64(r.pos)
	if r.pos == len(r.buf) {
		r.discard()
	}
}

func (r *Reader) err() error {
	if r.fault == nil {
		return nil
	}
	return r.fault
}

// fail notes what is wrong with the byte at index at of the buffer.
func (r *Reader) fail(at int, msg string) status {
	r.fault = &ProtocolError{Offset: r.base + int64(at), Msg: msg}
	return stuck
}

// item reads one header with its text, if it has one: a value without
// elements, or the beginning or end of one with elements. v counts once it is
// complete; it is written in place because returning values, which are large,
// would take half as long again.
func (r *Reader) item(v *Value) status {
	if r.awaited >= 0 {
		return r.finishText(v)
	}
	if r.pos == len(r.buf) {
		return stuck
	}
	kind := Kind(r.buf[r.pos])
	if r.streaming && kind != kindPiece {
		return r.fail(r.pos, "expected ';' and the next piece of the streamed string, got "+quoteByte(byte(kind)))
	}
	switch kind {
	case KindBulk, KindBulkError, KindVerbatim:
		return r.textHeader(v, kind)
	case KindArray, KindMap, KindSet, KindPush, kindAttribute:
		return r.aggregateHeader(v, kind)
	case KindSimple, KindError, KindInteger, KindNull, KindBoolean, KindDouble, KindBigNumber:
		return r.lineValue(v, kind)
	case kindPiece:
		return r.pieceHeader(v)
	case kindEnd:
		return r.endStream(v)
	}
	return r.fail(r.pos, "expected a type byte such as '+' or '$', got "+quoteByte(byte(kind)))
}

// lineValue reads a value that is one line.
func (r *Reader) lineValue(v *Value, kind Kind) status {
	if kind == KindInteger {
		if n, ok := r.shortNumber(); ok {
			*v = Integer(n)
			return complete
		}
	}
	start := r.pos
	line, ok := r.line(1+r.limits.Bulk, msgTextTooLong) // the type byte is part of the line
	if !ok {
		return stuck
	}
	*v = Value{Kind: kind}
	if expected := v.parseLine(line); expected != "" {
		return r.fail(start+1, "expected "+expected+", got "+quoteStart(line))
	}
	return complete
}

// parseLine takes from a line what a value of v's kind holds. If it cannot,
// it says what was expected.
func (v *Value) parseLine(line []byte) (expected string) {
	ok := true
	switch v.Kind {
	case KindSimple, KindError:
		v.Str, expected = lineText(line), "text without a line feed"
		ok = bytes.IndexByte(line, '\n') < 0
	case KindInteger:
		expected = "a 64-bit integer"
		v.Int, ok = ParseInt(strings.TrimPrefix(string(line), "+"))
	case KindDouble:
		expected = "a double"
		v.Float, ok = parseDouble(line)
	case KindBigNumber:
		v.Str, expected = string(line), "the digits of a big number"
		ok = isBigNumber(line)
	case KindBoolean:
		expected = "t or f for a boolean"
		v.Int, ok = parseBoolean(line)
	case KindNull:
		expected = "nothing between '_' and the line end"
		ok = len(line) == 0
	}
	if ok {
		return ""
	}
	return expected
}

// lineText is string(line), without allocating for the commonest reply.
func lineText(line []byte) string {
	if string(line) == "OK" {
		return "OK"
	}
	return string(line)
}
