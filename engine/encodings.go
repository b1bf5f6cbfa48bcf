// How values are stored: compactly while they are small, by Redis's own
// thresholds, which OBJECT ENCODING shows and CONFIG SET moves.

package engine

import (
	"strconv"
)

// encodings are the thresholds up to which values are stored compactly.
type encodings struct {
	seed        uint64 // of the hash tables in values
	hashEntries int64  // fields of a hash in a listpack
	hashValue   int64  // bytes of its longest field or value
	setInts     int64  // members of an intset
	setEntries  int64  // members of a set in a listpack
	setValue    int64  // bytes of its longest member
	zsetEntries int64  // members of a sorted set in a listpack
	zsetValue   int64  // bytes of its longest member
	hllSparse   int64  // bytes of a HyperLogLog in its sparse form
	listSize    int64  // of a list in a listpack: elements, or a class of bytes below 0

	streamNodeBytes   int64 // of a node of a stream; 0: any
	streamNodeEntries int64 // of a node of a stream; 0: any
}

var defaultEncodings = encodings{
	hashEntries: 512,
	hashValue:   64,
	setInts:     512,
	setEntries:  128,
	setValue:    64,
	zsetEntries: 128,
	zsetValue:   64,
	hllSparse:   3000,
	listSize:    -2,

	streamNodeBytes:   4096,
	streamNodeEntries: 100,
}

// listFits reports whether a list of so many elements and bytes is small.
func (l *encodings) listFits(elements, bytes int64) bool {
	const safeBytes = 8192 // whatever the number of elements
	if l.listSize >= 0 {
		return elements <= l.listSize && bytes <= safeBytes
	}
	class := min(-l.listSize, 5) // 4, 8, 16, 32 or 64 KB
	return bytes <= 2048<<class
}

// listpackHeader is what an empty listpack takes.
const listpackHeader = 7

// listpackBytes is what a string takes as an element of a listpack.
func listpackBytes(s string) int64 {
	body := int64(listpackBody(s))
	return body + lengthBytes(body)
}

func listpackBody(s string) int {
	if n, ok := parseInt(s); ok {
		return listpackInteger(n)
	}
	switch {
	case len(s) < 64:
		return 1 + len(s)
	case len(s) < 4096:
		return 2 + len(s)
	}
	return 5 + len(s)
}

func listpackInteger(n int64) int {
	switch {
	case 0 <= n && n <= 127:
		return 1
	case -4096 <= n && n <= 4095:
		return 2
	case -1<<15 <= n && n < 1<<15:
		return 3
	case -1<<23 <= n && n < 1<<23:
		return 4
	case -1<<31 <= n && n < 1<<31:
		return 5
	}
	return 9
}

// lengthBytes is what an element's length takes behind it, seven bits a byte.
func lengthBytes(n int64) int64 {
	size := int64(1)
	for n >>= 7; n > 0; n >>= 7 {
		size++
	}
	return size
}

// formatInt is an integer in decimal.
func formatInt(n int64) string { return strconv.FormatInt(n, 10) }
