// Package resp speaks the Redis serialization protocol, RESP2 and RESP3:
// values, an incremental reader, an appender, and a printer that shows a
// value as redis-cli does.
//
// Specification: https://redis.io/docs/latest/develop/reference/protocol-spec/
package resp

import "strings"

// Kind is the type of a value: the byte that introduces it on the wire.
type Kind byte

// The kinds of RESP2 (first five) and RESP3. An attribute is not a kind of
// its own: it belongs to the value that follows it, see [Value.Attr].
const (
	KindSimple    Kind = '+'
	KindError     Kind = '-'
	KindInteger   Kind = ':'
	KindBulk      Kind = '$'
	KindArray     Kind = '*'
	KindNull      Kind = '_'
	KindBoolean   Kind = '#'
	KindDouble    Kind = ','
	KindBigNumber Kind = '('
	KindBulkError Kind = '!'
	KindVerbatim  Kind = '='
	KindMap       Kind = '%'
	KindSet       Kind = '~'
	KindPush      Kind = '>'
)

// Value is one RESP value. Which fields count depends on Kind; the others
// are zero, so two values are equal when their fields are. A list of nothing
// is nil.
type Value struct {
	Kind     Kind
	Null     bool    // Bulk and Array: RESP2's null forms, $-1 and *-1
	Streamed bool    // Bulk, Array, Set, Map, Push: sent in pieces of unknown total length
	Format   [3]byte // Verbatim: the three letters ahead of the colon, txt or mkd
	Str      string  // Simple, Error, Bulk, BulkError, Verbatim: the text; BigNumber: its digits; Double: how it is written, "": as short as can be
	Int      int64   // Integer; Boolean: 0 or 1
	Float    float64 // Double
	Elems    []Value // Array, Set, Push; Map: key, value, key, value
	Attr     *Value  // attribute sent ahead of this value, as a map; nil for none
}

// Simple is a simple string, such as OK. It must not hold CR or LF.
func Simple(s string) Value { return Value{Kind: KindSimple, Str: s} }

// OK is the reply of a command that has nothing else to say.
func OK() Value { return Simple("OK") }

// Bulk is a bulk string: any bytes.
func Bulk(s string) Value { return Value{Kind: KindBulk, Str: s} }

// Integer is a signed 64-bit number.
func Integer(n int64) Value { return Value{Kind: KindInteger, Int: n} }

// Fail is an error reply; msg starts with its code, as in "ERR syntax error".
func Fail(msg string) Value { return Value{Kind: KindError, Str: msg} }

// Array is an ordered list of values.
func Array(elems ...Value) Value { return Value{Kind: KindArray, Elems: elems} }

// Bulks is an array of bulk strings.
func Bulks(ss ...string) Value {
	if len(ss) == 0 {
		return Array() // whose elements are nil, like those of any array read
	}
	elems := make([]Value, len(ss))
	for i, s := range ss {
		elems[i] = Bulk(s)
	}
	return Array(elems...)
}

// Null is the absence of a value; RESP2 readers get a null bulk string.
func Null() Value { return Value{Kind: KindNull} }

// NullArray is the absence of a list; RESP2 readers get a null array, RESP3
// readers the same null as any other.
func NullArray() Value { return Value{Kind: KindArray, Null: true} }

// Boolean is true or false; RESP2 readers get 1 or 0.
func Boolean(b bool) Value {
	v := Value{Kind: KindBoolean}
	if b {
		v.Int = 1
	}
	return v
}

// Double is a floating-point number; RESP2 readers get it as a bulk string.
func Double(f float64) Value { return Value{Kind: KindDouble, Float: f} }

// BigNumber is an integer of any size, in decimal digits.
func BigNumber(digits string) Value { return Value{Kind: KindBigNumber, Str: digits} }

// Verbatim is text with a three-letter format, "txt" or "mkd".
func Verbatim(format, text string) Value {
	v := Value{Kind: KindVerbatim, Format: [3]byte{'t', 'x', 't'}, Str: text}
	if len(format) == len(v.Format) { // no other length can be written
		copy(v.Format[:], format)
	}
	return v
}

// Map is an ordered list of pairs: key, value, key, value. RESP2 readers
// get them as a flat array.
func Map(pairs ...Value) Value { return Value{Kind: KindMap, Elems: pairs} }

// Set is a list without an order; RESP2 readers get an array.
func Set(elems ...Value) Value { return Value{Kind: KindSet, Elems: elems} }

// Push is a message that answers no command, such as one of a subscription;
// RESP2 readers get an array.
func Push(elems ...Value) Value { return Value{Kind: KindPush, Elems: elems} }

// IsNull reports whether v is any of the three forms of null.
func (v Value) IsNull() bool { return v.Kind == KindNull || v.Null }

// Err returns v as an error of type [Error] when it is an error reply, else nil.
func (v Value) Err() error {
	if v.Kind == KindError || v.Kind == KindBulkError {
		return Error(v.Str)
	}
	return nil
}

// Error is what the server said when it refused a command, code first.
type Error string

func (e Error) Error() string { return string(e) }

// Code is the first word of the message: ERR, WRONGTYPE, EXECABORT.
func (e Error) Code() string {
	code, _, _ := strings.Cut(string(e), " ")
	return code
}
