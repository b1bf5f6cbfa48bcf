// Entries of streams as clients get them.

package engine

import (
	"iter"
	"strings"

	"resplay/resp"
)

// entryReplies are entries as clients get them, at most count; 0: all.
func entryReplies(entries iter.Seq[streamEntry], count int64) resp.Value {
	list := []resp.Value{}
	writer := entryWriter{}
	for entry := range entries {
		list = append(list, writer.reply(entry))
		if count--; count == 0 {
			break
		}
	}
	return resp.Array(list...)
}

// reply is a single entry.
func (e streamEntry) reply() resp.Value {
	writer := entryWriter{}
	return writer.reply(e)
}

// entryWriter makes replies of entries, many of which share a piece of
// memory for their texts and one for their values.
type entryWriter struct {
	text  strings.Builder
	elems []resp.Value // what is left of the piece
	size  int          // of the next piece
}

func (w *entryWriter) reply(e streamEntry) resp.Value {
	var id [longestText]byte
	var few [16]string
	pairs := e.node.appendPairs(few[:0], e.flags, w.keep(e.tail()))
	elems := w.room(2 + len(pairs))
	for i, text := range pairs {
		elems[2+i] = resp.Bulk(text)
	}
	elems[0], elems[1] = resp.Bulk(w.keep(e.id.append(id[:0]))), resp.Array(elems[2:]...)
	return resp.Array(elems[:2:2]...)
}

// keep is bytes as a string.
func (w *entryWriter) keep(b []byte) string {
	start := w.text.Len()
	w.text.Write(b)
	return w.text.String()[start:]
}

// room is n values, to be set.
func (w *entryWriter) room(n int) []resp.Value {
	const largest = 1024
	if len(w.elems) < n {
		w.size = min(2*w.size, largest)
		w.size = max(w.size, n)
		w.elems = make([]resp.Value, w.size)
	}
	room := w.elems[:n:n]
	w.elems = w.elems[n:]
	return room
}
