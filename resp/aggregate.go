// The reader's arrays, maps, sets, pushes and attributes, counted or streamed.

package resp

import (
	"slices"
	"strconv"
)

// frame is an aggregate, or an attribute, that lacks elements.
type frame struct {
	kind     Kind
	streamed bool // an end comes instead of a count
	missing  int  // elements to come, if not streamed
	elems    []Value
	attrs    []Value // that came ahead of it
}

// paired reports whether the elements are keys and values in turn.
func (k Kind) paired() bool { return k == KindMap || k == kindAttribute }

// A header alone makes the reader set aside room for at most so many
// elements. For more, elements must have arrived.
const mostAhead = 512

// aggregateHeader opens an aggregate or an attribute.
func (r *Reader) aggregateHeader(v *Value, kind Kind) status {
	start, each := r.pos, 1
	if kind.paired() {
		each = 2
	}
	n := r.length((r.limits.Elems-r.elems)/each, msgMultibulkLength, msgMultibulkTooLong)
	switch {
	case n == lengthMissing:
		return stuck
	case n == lengthStreamed:
		return r.push(start, frame{kind: kind, streamed: true})
	case n == lengthNull && kind == KindArray:
		*v = NullArray()
		return complete
	case n == lengthNull:
		return r.fail(start+1, msgMultibulkLength+": only arrays can be null")
	case n == 0 && kind == kindAttribute:
		return ongoing
	case n == 0:
		*v = Value{Kind: kind}
		return complete
	}
	n *= each
	r.elems += n
	return r.push(start, frame{kind: kind, missing: n, elems: make([]Value, 0, min(n, mostAhead))})
}

// push opens f, which takes over the attribute that came ahead of it.
func (r *Reader) push(at int, f frame) status {
	if len(r.open) == r.limits.Depth {
		return r.fail(at, "nested deeper than the limit of "+strconv.Itoa(r.limits.Depth))
	}
	f.attrs, r.attrs = r.attrs, nil
	r.open = append(r.open, f)
	return ongoing
}

// pop closes the innermost aggregate. An attribute is kept for the value
// that follows it.
func (r *Reader) pop(v *Value) status {
	last := len(r.open) - 1
	f := r.open[last]
	r.open = slices.Delete(r.open, last, last+1) // also lets go of the elements
	if f.kind == kindAttribute {
		r.attrs = append(f.attrs, f.elems...)
		return ongoing
	}
	*v = Value{Kind: f.kind, Elems: f.elems, Attr: attribute(f.attrs), Streamed: f.streamed}
	return complete
}

// attribute is what [Value.Attr] holds for a list of pairs.
func attribute(pairs []Value) *Value {
	if len(pairs) == 0 {
		return nil
	}
	return &Value{Kind: KindMap, Elems: pairs}
}

// place puts a value where it belongs: into the innermost aggregate, which
// may complete that one in turn, or out as a result.
func (r *Reader) place(v *Value) status {
	if r.attrs != nil {
		v.Attr, r.attrs = attribute(r.attrs), nil
	}
	for got := complete; len(r.open) > 0; {
		f := &r.open[len(r.open)-1]
		f.elems = append(f.elems, *v)
		if f.streamed {
			return r.countStreamed()
		}
		if f.missing--; f.missing > 0 {
			return ongoing
		}
		if got = r.pop(v); got != complete {
			return got
		}
	}
	return complete
}

// countStreamed counts an element that no header announced.
func (r *Reader) countStreamed() status {
	if r.elems == r.limits.Elems {
		return r.fail(r.pos, "more elements than the limit of "+strconv.Itoa(r.limits.Elems))
	}
	r.elems++
	return ongoing
}

// endStream reads the end of a streamed aggregate.
func (r *Reader) endStream(v *Value) status {
	if len(r.open) == 0 || !r.open[len(r.open)-1].streamed {
		return r.fail(r.pos, "got '.' outside of a streamed aggregate")
	}
	f := &r.open[len(r.open)-1]
	switch {
	case r.attrs != nil:
		return r.fail(r.pos, "expected a value after its attribute, got '.'")
	case f.kind.paired() && len(f.elems)%2 == 1:
		return r.fail(r.pos, "expected a value after its key, got '.'")
	}
	start := r.pos
	line, ok := r.line(r.limits.Inline, msgEndTooLong)
	if !ok {
		return stuck
	}
	if len(line) > 0 {
		return r.fail(start+1, "expected a line end after '.', got "+quoteStart(line))
	}
	return r.pop(v)
}
