// Listpacks: Redis's own encoding of short lists of strings and integers,
// byte by byte. Streams are stored in it; of other values it tells how large
// they are.

package engine

// listpackHeader is what an empty listpack takes.
const listpackHeader = 7

// listpackBytes is what a string takes as an element of a listpack.
func listpackBytes(s string) int64 {
	body := listpackBody(s)
	return int64(body + backLength(body))
}

func listpackBody(s string) int {
	if n, ok := parseInt(s); ok {
		return listpackInteger(n)
	}
	switch {
	case len(s) < 1<<6:
		return 1 + len(s)
	case len(s) < 1<<12:
		return 2 + len(s)
	}
	return 5 + len(s)
}

// listpackInteger is what an integer takes, but for the length behind it.
func listpackInteger(n int64) int {
	switch {
	case 0 <= n && n < 1<<7:
		return 1
	case -1<<12 <= n && n < 1<<12:
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

// appendListpackText appends a string as an element of a listpack: as an
// integer if it is one.
func appendListpackText(dst []byte, s string) []byte {
	if n, ok := parseInt(s); ok {
		return appendListpackInt(dst, n)
	}
	start, n := len(dst), len(s)
	switch {
	case n < 1<<6:
		dst = append(dst, 0x80|byte(n))
	case n < 1<<12:
		dst = append(dst, 0xe0|byte(n>>8), byte(n))
	default:
		dst = appendLittleEndian(append(dst, 0xf0), uint64(n), 4)
	}
	dst = append(dst, s...)
	return appendBackLength(dst, len(dst)-start)
}

// appendListpackInt appends an integer as an element of a listpack.
func appendListpackInt(dst []byte, n int64) []byte {
	start := len(dst)
	switch size := listpackInteger(n); size {
	case 1:
		dst = append(dst, byte(n))
	case 2:
		dst = append(dst, 0xc0|byte(n>>8)&0x1f, byte(n))
	default:
		dst = appendLittleEndian(append(dst, integerMark[size]), uint64(n), size-1)
	}
	return appendBackLength(dst, len(dst)-start)
}

// integerMark is the first byte of an integer that takes so many bytes.
var integerMark = [...]byte{3: 0xf1, 4: 0xf2, 5: 0xf3, 9: 0xf4}

// appendBackLength appends the length of an element, by which Redis goes
// backwards: most significant seven bits first.
func appendBackLength(dst []byte, n int) []byte {
	for shift := 7 * (backLength(n) - 1); shift >= 0; shift -= 7 {
		b := byte(n>>shift) & 0x7f
		if shift != 7*(backLength(n)-1) {
			b |= 0x80
		}
		dst = append(dst, b)
	}
	return dst
}

// backLength is how many bytes the length n of an element takes. That the
// largest number of two bytes takes three is Redis's way.
func backLength(n int) int {
	switch {
	case n < 1<<7:
		return 1
	case n < 1<<14-1:
		return 2
	case n < 1<<21-1:
		return 3
	case n < 1<<28-1:
		return 4
	}
	return 5
}

// listpackElem is an element of a listpack: a text or an integer.
type listpackElem struct {
	text  string // shares the memory of the listpack
	n     int64
	isInt bool
	size  int // bytes it takes in the listpack; 0: there is no sound element
}

func (e listpackElem) String() string {
	if e.isInt {
		return formatInt(e.n)
	}
	return e.text
}

// readListpack reads the element at the beginning of b.
func readListpack(b string) listpackElem {
	if b == "" {
		return listpackElem{}
	}
	head := b[0]
	switch {
	case head < 0x80:
		return integerElem(b, 1, int64(head))
	case head < 0xc0:
		return textElem(b, 1, int(head&0x3f))
	case head < 0xe0:
		if len(b) < 2 {
			return listpackElem{}
		}
		return integerElem(b, 2, int64(head&0x1f)<<59>>51|int64(b[1]))
	case head < 0xf0:
		if len(b) < 2 {
			return listpackElem{}
		}
		return textElem(b, 2, int(head&0x0f)<<8|int(b[1]))
	case head == 0xf0:
		if len(b) < 5 {
			return listpackElem{}
		}
		return textElem(b, 5, int(littleEndian(b[1:5])))
	}
	for size, mark := range integerMark {
		if mark != 0 && mark == head && len(b) >= size {
			unused := 64 - 8*(size-1)
			return integerElem(b, size, int64(littleEndian(b[1:size]))<<unused>>unused)
		}
	}
	return listpackElem{}
}

// textElem is the text of n bytes that follows a head.
func textElem(b string, head, n int) listpackElem {
	size := head + n + backLength(head+n)
	if size > len(b) {
		return listpackElem{}
	}
	return listpackElem{text: b[head : head+n], size: size}
}

// integerElem is an integer that takes length bytes.
func integerElem(b string, length int, n int64) listpackElem {
	size := length + 1
	if size > len(b) {
		return listpackElem{}
	}
	return listpackElem{n: n, isInt: true, size: size}
}

func littleEndian(b string) uint64 {
	n := uint64(0)
	for i := len(b) - 1; i >= 0; i-- {
		n = n<<8 | uint64(b[i])
	}
	return n
}

// listpackEnd closes a listpack.
const listpackEnd = 0xff

// wrapListpack makes a whole listpack of count encoded elements.
func wrapListpack(elems []byte, count int) []byte {
	total := len(elems) + listpackHeader
	count = min(count, 1<<16-1) // which says that nobody has counted
	b := make([]byte, 0, total)
	b = appendLittleEndian(b, uint64(total), 4)
	b = appendLittleEndian(b, uint64(count), 2)
	return append(append(b, elems...), listpackEnd)
}
