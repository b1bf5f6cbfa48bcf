// Decoders: what a reply of Do, a script or a function is in Go.

package client

import "resplay/resp"

// Caller is what commands are called on: a [Client], a [Lease], a [Pipeline]
// or a [Tx].
type Caller interface {
	commands() Commands
}

func (c Commands) commands() Commands { return c }

// DoAs calls any command, as [Commands.Do] does, and reads its reply with
// decode: [AsInt], [AsText] and so on, or a function of one's own.
func DoAs[T any](c Caller, decode func(resp.Value) (T, error), args ...string) *Future[T] {
	return run(c.commands(), decode, args...)
}

// AsValue leaves a reply as it is.
func AsValue(v resp.Value) (resp.Value, error) { return v, nil }

// AsText reads a string, or a number as its digits. Null is ErrNil.
func AsText(v resp.Value) (string, error) { return text(v) }

// AsInt reads an integer. Null is ErrNil.
func AsInt(v resp.Value) (int64, error) { return integer(v) }

// AsFloat reads a number: RESP3's doubles, or digits. Null is ErrNil.
func AsFloat(v resp.Value) (float64, error) { return float(v) }

// AsBool reads what Lua scripts return for true and false, 1 and null, or 1
// and 0, or RESP3's booleans.
func AsBool(v resp.Value) (bool, error) {
	if v.IsNull() {
		return false, nil
	}
	return flag(v)
}

// AsOK reads OK, or any other status.
func AsOK(v resp.Value) (struct{}, error) { return done(v) }

// AsTexts reads an array or a set of strings.
func AsTexts(v resp.Value) ([]string, error) { return texts(v) }

// AsInts reads an array of integers.
func AsInts(v resp.Value) ([]int64, error) { return integers(v) }

// AsOptionals reads an array of strings of which some may be null.
func AsOptionals(v resp.Value) ([]Optional, error) { return optionals(v) }

// AsMap reads fields and values: RESP3's maps, or a flat array.
func AsMap(v resp.Value) (map[string]string, error) { return dictionary(v) }

// AsPairs reads fields and values in their order.
func AsPairs(v resp.Value) ([]Pair, error) { return pairs(v) }
