// Entries of streams as clients get them.

package engine

import (
	"iter"
	"strings"
	"unsafe"

	"resplay/resp"
)

// entryReplies are entries as clients get them, at most count; 0: all.
func (c *call) entryReplies(entries iter.Seq[streamEntry], count int64) resp.Value {
	list := c.elems(int(min(count, 64)))[:0]
	writer := entryWriter{call: c}
	for entry := range entries {
		list = append(list, writer.reply(entry))
		if count--; count == 0 {
			break
		}
	}
	return resp.Array(list...)
}

// entryReply is a single entry.
func (c *call) entryReply(e streamEntry) resp.Value {
	writer := entryWriter{call: c}
	return writer.reply(e)
}

// entryWriter makes replies of entries. Where they are not encoded at once,
// many share a piece of memory for their texts and one for their values.
type entryWriter struct {
	*call
	text strings.Builder
	left []resp.Value // of the piece
	size int          // of the next piece
}

func (w *entryWriter) reply(e streamEntry) resp.Value {
	var id [longestText]byte
	var few [16]string
	tail := e.tail()
	text := unsafe.String(unsafe.SliceData(tail), len(tail)) // until the next command
	if !w.lent {
		text = w.keep(tail)
	}
	pairs := e.node.appendPairs(few[:0], e.flags, text)
	elems := w.room(2 + len(pairs))
	for i, text := range pairs {
		elems[2+i] = resp.Bulk(text)
	}
	elems[0], elems[1] = resp.Bulk(w.keep(e.id.append(id[:0]))), resp.Array(elems[2:]...)
	return resp.Array(elems[:2:2]...)
}

// keep is bytes as a string.
func (w *entryWriter) keep(b []byte) string {
	if w.lent {
		return w.told(b)
	}
	start := w.text.Len()
	w.text.Write(b)
	return w.text.String()[start:]
}

// room is n values, to be set.
func (w *entryWriter) room(n int) []resp.Value {
	const largest = 1024
	if w.lent {
		return w.elems(n)
	}
	if len(w.left) < n {
		w.size = min(2*w.size, largest)
		w.size = max(w.size, n)
		w.left = make([]resp.Value, w.size)
	}
	room := w.left[:n:n]
	w.left = w.left[n:]
	return room
}
