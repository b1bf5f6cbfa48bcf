// Replies to Go values. RESP2 and RESP3 shapes are both understood.

package client

import (
	"strconv"

	"resplay/resp"
)

func asIs(v resp.Value) (resp.Value, error) { return v, nil }

// text reads a string. Null is ErrNil.
func text(v resp.Value) (string, error) {
	switch {
	case v.IsNull():
		return "", ErrNil
	case v.Kind == resp.KindBulk, v.Kind == resp.KindSimple, v.Kind == resp.KindVerbatim, v.Kind == resp.KindBigNumber:
		return v.Str, nil
	case v.Kind == resp.KindInteger:
		return strconv.FormatInt(v.Int, 10), nil
	case v.Kind == resp.KindDouble:
		return resp.FormatDouble(v.Float), nil
	}
	return "", &DecodeError{Want: "a string", Reply: v}
}

// textOrEmpty reads null as "".
func textOrEmpty(v resp.Value) (string, error) {
	if v.IsNull() {
		return "", nil
	}
	return text(v)
}

// done reads OK, or any other status.
func done(v resp.Value) (struct{}, error) {
	if v.Kind == resp.KindSimple || v.Kind == resp.KindBulk && !v.Null {
		return struct{}{}, nil
	}
	return struct{}{}, &DecodeError{Want: "OK", Reply: v}
}

// stored reads OK as true, and null as false: a condition was not met.
func stored(v resp.Value) (bool, error) {
	if v.IsNull() {
		return false, nil
	}
	_, err := done(v)
	return err == nil, err
}

func integer(v resp.Value) (int64, error) {
	switch {
	case v.IsNull():
		return 0, ErrNil
	case v.Kind == resp.KindInteger:
		return v.Int, nil
	}
	return 0, &DecodeError{Want: "an integer", Reply: v}
}

// number reads an integer, or a string that is one.
func number(v resp.Value) (int64, error) {
	s, err := text(v)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, &DecodeError{Want: "an integer", Reply: v}
	}
	return n, nil
}

// flag reads 1 and 0, or RESP3's booleans.
func flag(v resp.Value) (bool, error) {
	if v.Kind == resp.KindInteger || v.Kind == resp.KindBoolean {
		return v.Int != 0, nil
	}
	return false, &DecodeError{Want: "0 or 1", Reply: v}
}

func float(v resp.Value) (float64, error) {
	if v.Kind == resp.KindDouble {
		return v.Float, nil
	}
	s, err := text(v)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, &DecodeError{Want: "a number", Reply: v}
	}
	return n, nil
}

// elements returns what is in an array, a set or a map.
func elements(v resp.Value) ([]resp.Value, error) {
	switch {
	case v.IsNull():
		return nil, ErrNil
	case v.Kind == resp.KindArray, v.Kind == resp.KindSet, v.Kind == resp.KindMap, v.Kind == resp.KindPush:
		return v.Elems, nil
	}
	return nil, &DecodeError{Want: "an array", Reply: v}
}

// list makes of a decoder one for an array of such values.
func list[T any](v resp.Value, decode func(resp.Value) (T, error)) ([]T, error) {
	elems, err := elements(v)
	if err != nil {
		return nil, err
	}
	items := make([]T, len(elems))
	for i, elem := range elems {
		if items[i] = take(&err, elem, decode); err != nil {
			return nil, err
		}
	}
	return items, nil
}

func texts(v resp.Value) ([]string, error)   { return list(v, text) }
func integers(v resp.Value) ([]int64, error) { return list(v, integer) }
func flags(v resp.Value) ([]bool, error)     { return list(v, flag) }

// optional reads a string that may be missing, as elements of MGET are.
func optional(v resp.Value) (Optional, error) {
	if v.IsNull() {
		return Optional{}, nil
	}
	s, err := text(v)
	return Optional{Value: s, OK: err == nil}, err
}

func optionals(v resp.Value) ([]Optional, error) { return list(v, optional) }

// Optional is a string, or the absence of one.
type Optional struct {
	Value string
	OK    bool // there is one
}

// Pair is a field and its value.
type Pair struct{ Field, Value string }

// pairs reads a map, a flat array of fields and values, or an array of pairs.
func pairs(v resp.Value) ([]Pair, error) {
	elems, err := elements(v)
	if err != nil {
		return nil, err
	}
	if len(elems) > 0 && elems[0].Kind == resp.KindArray {
		elems = flattened(elems)
	}
	if len(elems)%2 != 0 {
		return nil, &DecodeError{Want: "fields and values", Reply: v}
	}
	items := make([]Pair, len(elems)/2)
	for i := range items {
		items[i] = Pair{take(&err, elems[2*i], text), take(&err, elems[2*i+1], text)}
	}
	if err != nil {
		return nil, err
	}
	return items, nil
}

func flattened(elems []resp.Value) (flat []resp.Value) {
	for _, elem := range elems {
		flat = append(flat, elem.Elems...)
	}
	return flat
}

// dictionary reads what pairs reads, for lookups.
func dictionary(v resp.Value) (map[string]string, error) {
	items, err := pairs(v)
	if err != nil {
		return nil, err
	}
	m := make(map[string]string, len(items))
	for _, item := range items {
		m[item.Field] = item.Value
	}
	return m, nil
}

// listOf is the decoder of an array of what decode reads.
func listOf[T any](decode func(resp.Value) (T, error)) func(resp.Value) ([]T, error) {
	return func(v resp.Value) ([]T, error) { return list(v, decode) }
}

// tuple returns the elements of an array of at least n.
func tuple(v resp.Value, n int, want string) ([]resp.Value, error) {
	if elems, err := elements(v); err == nil && len(elems) >= n {
		return elems, nil
	}
	return nil, &DecodeError{Want: want, Reply: v}
}

// table reads a map, or a flat array of names and values, of what decode reads.
func table[T any](v resp.Value, decode func(resp.Value) (T, error)) (map[string]T, error) {
	elems, err := elements(v)
	if err != nil || len(elems)%2 != 0 {
		return nil, &DecodeError{Want: "names and values", Reply: v}
	}
	parts := make(map[string]T, len(elems)/2)
	for i := 0; i < len(elems) && err == nil; i += 2 {
		name := take(&err, elems[i], text)
		parts[name] = take(&err, elems[i+1], decode)
	}
	return parts, err
}

// take decodes a part of a reply, unless one ahead of it was wrong. What is
// null there is wrong as well, and not the whole that is missing.
func take[T any](err *error, v resp.Value, decode func(resp.Value) (T, error)) (t T) {
	if *err != nil {
		return t
	}
	t, *err = decode(v)
	if *err == ErrNil {
		*err = &DecodeError{Want: "a value", Reply: v}
	}
	return t
}
