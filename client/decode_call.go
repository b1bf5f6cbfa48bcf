// Calling any command with a decoder of one's choice.

package client

import (
	"unicode/utf8"

	"resplay/resp"
)

// Caller is what commands can be called on: a [Client], a [Lease], a
// [Pipeline] or a [Tx].
type Caller interface{ commands() Commands }

func (c Commands) commands() Commands { return c }

// Call calls any command, and decodes its reply by decode: one of [Bytes],
// [Text], [Int], [Float], [Bool], [OK], [Strings], [Pairs], [StringMap], [ListOf] and
// [AsIs], or a function of one's own. When decode refuses the reply, its error
// is the future's, and nothing else is concerned. An error reply rejects the
// future with a [resp.Error], ahead of decode.
func Call[T any](on Caller, decode func(resp.Value) (T, error), args ...string) *Future[T] {
	return run(on.commands(), decode, args...)
}

// AsIs is the reply as the server sent it, null included.
func AsIs(v resp.Value) (resp.Value, error) { return asIs(v) }

// Bytes reads a string as the bytes that it is; null is ErrNil.
func Bytes(v resp.Value) ([]byte, error) {
	s, err := text(v)
	if err != nil {
		return nil, err
	}
	return []byte(s), nil
}

// Text reads a string that is UTF-8, and refuses any other; null is ErrNil.
// Typed methods do not check: their strings are the bytes that came.
func Text(v resp.Value) (string, error) {
	s, err := text(v)
	if err == nil && !utf8.ValidString(s) {
		return "", &DecodeError{Want: "UTF-8", Reply: v}
	}
	return s, err
}

// Int reads an integer, or a string of digits; null is ErrNil.
func Int(v resp.Value) (int64, error) { return number(v) }

// Float reads a number, or a string that is one; null is ErrNil.
func Float(v resp.Value) (float64, error) { return float(v) }

// Bool reads 1 and 0, or RESP3's booleans.
func Bool(v resp.Value) (bool, error) { return flag(v) }

// OK reads a status, such as OK.
func OK(v resp.Value) (struct{}, error) { return done(v) }

// Strings reads an array, or a set, of strings; null is ErrNil.
func Strings(v resp.Value) ([]string, error) { return texts(v) }

// Pairs reads a map, an array of fields and values, or one of pairs, in order.
func Pairs(v resp.Value) ([]Pair, error) { return pairs(v) }

// StringMap is [Pairs] for looking up.
func StringMap(v resp.Value) (map[string]string, error) { return dictionary(v) }

// ListOf is the decoder of an array, or a set, of what decode reads.
func ListOf[T any](decode func(resp.Value) (T, error)) func(resp.Value) ([]T, error) {
	return listOf(decode)
}
