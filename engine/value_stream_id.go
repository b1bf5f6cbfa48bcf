// IDs of stream entries: a time in milliseconds and a number within it.

package engine

import (
	"math"
	"strconv"
	"strings"
)

// streamID orders the entries of a stream.
type streamID struct{ ms, seq uint64 }

var (
	zeroID = streamID{}
	maxID  = streamID{math.MaxUint64, math.MaxUint64}
)

func (id streamID) String() string {
	var buf [longestText]byte
	return string(id.append(buf[:0]))
}

// longestText is how long the text of an ID can be.
const longestText = 20 + 1 + 20

func (id streamID) append(dst []byte) []byte {
	dst = strconv.AppendUint(dst, id.ms, 10)
	dst = append(dst, '-')
	return strconv.AppendUint(dst, id.seq, 10)
}

// compare is below, at or above 0, as a comes before, at or behind b.
func (id streamID) compare(b streamID) int {
	switch {
	case id == b:
		return 0
	case id.ms < b.ms || id.ms == b.ms && id.seq < b.seq:
		return -1
	}
	return 1
}

func (id streamID) less(b streamID) bool { return id.compare(b) < 0 }

// next is the ID behind id; false: id is the last there is.
func (id streamID) next() (streamID, bool) {
	switch {
	case id == maxID:
		return id, false
	case id.seq == math.MaxUint64:
		return streamID{id.ms + 1, 0}, true
	}
	return streamID{id.ms, id.seq + 1}, true
}

// previous is the ID ahead of id; false: id is the first there is.
func (id streamID) previous() (streamID, bool) {
	switch {
	case id == zeroID:
		return id, false
	case id.seq == 0:
		return streamID{id.ms - 1, math.MaxUint64}, true
	}
	return streamID{id.ms, id.seq - 1}, true
}

// longestID is how long Redis lets the text of an ID be.
const longestID = 127

// parseStreamID reads "ms-seq", or "ms" alone, to which it adds otherwise.
func parseStreamID(text string, otherwise uint64) (id streamID, ok bool) {
	if len(text) > longestID {
		return id, false
	}
	text, _, _ = strings.Cut(text, "\x00")
	ms, seq, hasSeq := strings.Cut(text, "-")
	if id.ms, ok = parseUnsigned(ms); !ok {
		return id, false
	}
	if !hasSeq {
		id.seq = otherwise
		return id, true
	}
	id.seq, ok = parseUnsigned(seq)
	return id, ok
}

// parseUnsigned reads a number as the C library does for Redis: with blanks
// and signs, and zeros, ahead of it.
func parseUnsigned(s string) (uint64, bool) {
	if n, ok := parseInt(s); ok {
		return uint64(n), n >= 0
	}
	s = strings.TrimLeft(s, blanks)
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if negative {
		n = -n
	}
	return n, err == nil
}
