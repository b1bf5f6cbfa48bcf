// The reader's strings of announced length, whole or streamed.

package resp

// textHeader reads the length of a bulk string, a bulk error or a verbatim string.
func (r *Reader) textHeader(v *Value, kind Kind) status {
	start := r.pos
	n := r.length(r.limits.Bulk, msgBulkLength, msgBulkTooLong)
	switch {
	case n == lengthMissing:
		return stuck
	case n >= 0:
		r.awaited, r.awaitedKind = n, kind
		return r.finishText(v)
	case kind != KindBulk:
		return r.fail(start+1, msgBulkLength+": only bulk strings can be null or streamed")
	case n == lengthStreamed:
		r.streaming = true
		return ongoing
	}
	*v = Value{Kind: KindBulk, Null: true}
	return complete
}

// finishText returns the value whose text is awaited, once it is all there.
func (r *Reader) finishText(v *Value) status {
	start := r.pos
	text, ok := r.text()
	if !ok {
		return stuck
	}
	switch r.awaitedKind {
	case kindPiece:
		r.pieces = append(r.pieces, text...)
		return ongoing
	case KindVerbatim:
		if len(text) < 4 || text[3] != ':' {
			return r.fail(start, "expected three letters and a colon ahead of the verbatim text, got "+quoteStart(text))
		}
		*v = Verbatim(formatName(text[:3]), string(text[4:]))
		return complete
	}
	*v = Value{Kind: r.awaitedKind, Str: string(text)}
	return complete
}

// formatName is string(name), without allocating for the formats there are.
func formatName(name []byte) string {
	switch string(name) {
	case "txt":
		return "txt"
	case "mkd":
		return "mkd"
	}
	return string(name)
}

// pieceHeader reads the length of a piece of a streamed string; a piece of
// nothing ends the string.
func (r *Reader) pieceHeader(v *Value) status {
	start := r.pos
	if !r.streaming {
		return r.fail(start, "got ';' outside of a streamed string")
	}
	n := r.length(r.limits.Bulk-len(r.pieces), msgBulkLength, msgBulkTooLong)
	switch {
	case n == lengthMissing:
		return stuck
	case n < 0:
		return r.fail(start+1, msgBulkLength+": a piece of a streamed string needs a number")
	case n > 0:
		r.awaited, r.awaitedKind = n, kindPiece
		return r.finishText(v)
	}
	*v = Value{Kind: KindBulk, Str: string(r.pieces), Streamed: true}
	r.pieces, r.streaming = nil, false
	return complete
}
