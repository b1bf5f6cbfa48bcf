// Replies of named fields to structs.

package client

import "resplay/resp"

// record is a reply of named fields, a map in RESP3 and a flat array in RESP2,
// and what went wrong first in reading it.
type record struct {
	reply resp.Value
	elems []resp.Value
	err   error
}

func newRecord(v resp.Value) *record {
	r := &record{reply: v}
	if r.elems, r.err = elements(v); r.err == nil && len(r.elems)%2 != 0 {
		r.err = &DecodeError{Want: "names and values", Reply: v}
	}
	return r
}

// lookup returns the value of a field; a missing one is null.
func (r *record) lookup(name string) resp.Value {
	for i := 0; i+1 < len(r.elems); i += 2 {
		if r.elems[i].Str == name {
			return r.elems[i+1]
		}
	}
	return resp.Null()
}

// field reads a field that must be there.
func field[T any](r *record, name string, decode func(resp.Value) (T, error)) (value T) {
	if r.err == nil && r.lookup(name).IsNull() {
		r.err = &DecodeError{Want: "a field " + name, Reply: r.reply}
	}
	return fieldOr(r, name, decode, value)
}

// fieldOr reads a field that may be null, or missing on older servers, and
// then counts as absent.
func fieldOr[T any](r *record, name string, decode func(resp.Value) (T, error), absent T) T {
	v := r.lookup(name)
	if r.err != nil || v.IsNull() {
		return absent
	}
	value, err := decode(v)
	r.err = err
	return value
}
