// LZF, the compression of strings in Redis's dump format. A block is runs of
// literal bytes and references to bytes already written.

package engine

const (
	lzfHashBits    = 16
	lzfMostLiteral = 1 << 5
	lzfMostOffset  = 1 << 13
	lzfMostLength  = 1<<8 + 1<<3
)

// lzfWriter is a block under way. Redis chooses its references by a table of
// where three bytes were seen last, with the same hash.
type lzfWriter struct {
	in    string
	out   []byte
	limit int // the block must be shorter than the input by some bytes
	run   int // literal bytes of the run under way, whose length stands ahead of them
	seen  []int32
}

// lzfCompress returns a block from which s can be had again; false: that
// would save less than Redis asks for.
func lzfCompress(s string) ([]byte, bool) {
	const saved = 4
	if len(s) <= saved {
		return nil, false
	}
	w := lzfWriter{in: s, limit: len(s) - saved, seen: make([]int32, 1<<lzfHashBits)}
	w.out = append(w.out, 0)
	at := 0
	for at < len(s)-2 {
		from, ok := w.match(at)
		if !ok {
			if len(w.out) >= w.limit {
				return nil, false
			}
			w.literal(s[at])
			at++
			continue
		}
		if !w.roomForReference() {
			return nil, false
		}
		length := matchLength(s, from, at)
		w.reference(at-from-1, length)
		at += length
		if at >= len(s)-2 {
			break
		}
		w.note(at - 2)
		w.note(at - 1)
	}
	if len(w.out)+3 > w.limit {
		return nil, false
	}
	for ; at < len(s); at++ {
		w.literal(s[at])
	}
	w.endRun()
	return w.out, true
}

// slot is where in the table three bytes belong.
func (w *lzfWriter) slot(at int) int {
	h := uint32(w.in[at])<<16 | uint32(w.in[at+1])<<8 | uint32(w.in[at+2])
	return int((h>>(24-lzfHashBits) - h*5) & (1<<lzfHashBits - 1))
}

func (w *lzfWriter) note(at int) { w.seen[w.slot(at)] = int32(at) }

// match returns where the three bytes at some place were seen before. The
// very first byte is never referred to.
func (w *lzfWriter) match(at int) (from int, ok bool) {
	slot := w.slot(at)
	from = int(w.seen[slot])
	w.seen[slot] = int32(at)
	return from, from > 0 && from < at && at-from-1 < lzfMostOffset && w.in[from:from+3] == w.in[at:at+3]
}

// matchLength is how many bytes are equal, as far as Redis looks: it compares
// the first ones without asking where the end is.
func matchLength(s string, from, at int) int {
	length, most := 2, min(len(s)-at-2, lzfMostLength)
	if most > 16 {
		for range 16 {
			if length++; s[from+length] != s[at+length] {
				return length
			}
		}
	}
	for {
		if length++; length >= most || s[from+length] != s[at+length] {
			return length
		}
	}
}

func (w *lzfWriter) literal(b byte) {
	w.out = append(w.out, b)
	w.run++
	if w.run == lzfMostLiteral {
		w.endRun()
		w.out = append(w.out, 0)
	}
}

// endRun writes the length of the run ahead of it; an empty one vanishes.
func (w *lzfWriter) endRun() {
	head := len(w.out) - w.run - 1
	if w.run == 0 {
		w.out = w.out[:head]
		return
	}
	w.out[head] = byte(w.run - 1)
	w.run = 0
}

func (w *lzfWriter) roomForReference() bool {
	length := len(w.out) + 4
	if w.run == 0 {
		length--
	}
	return length < w.limit
}

// reference refers to bytes at a distance and begins a new run.
func (w *lzfWriter) reference(offset, length int) {
	w.endRun()
	length -= 2
	if length < 7 {
		w.out = append(w.out, byte(offset>>8|length<<5))
	} else {
		w.out = append(w.out, byte(offset>>8|7<<5), byte(length-7))
	}
	w.out = append(w.out, byte(offset), 0)
}

// lzfExpand returns the size bytes that a block stands for; false: it is not
// sound.
func lzfExpand(block string, size int) (string, bool) {
	out := make([]byte, 0, size)
	for len(block) > 0 {
		head := int(block[0])
		block = block[1:]
		if head < lzfMostLiteral {
			if head+1 > len(block) || len(out)+head+1 > size {
				return "", false
			}
			out = append(out, block[:head+1]...)
			block = block[head+1:]
			continue
		}
		length := head >> 5
		if length == 7 {
			if block == "" {
				return "", false
			}
			length += int(block[0])
			block = block[1:]
		}
		if block == "" {
			return "", false
		}
		from := len(out) - (head&0x1f)<<8 - int(block[0]) - 1
		block = block[1:]
		if from < 0 || len(out)+length+2 > size {
			return "", false
		}
		for range length + 2 {
			out = append(out, out[from])
			from++
		}
	}
	return string(out), len(out) == size
}
