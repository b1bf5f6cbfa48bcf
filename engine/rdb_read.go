// Reading Redis's dump format. Whatever the bytes are, reading takes no more
// memory than what they hold, and ends.

package engine

// rdbReader takes a dump apart. What is not sound reads as nothing, and sound
// says so in the end.
type rdbReader struct {
	rest   string
	sound  bool
	limits *encodings
	room   int // how many bytes compressed strings may still unfold to
	full   bool
}

// rdbFooter is how long version and checksum are.
const rdbFooter = 10

// openDump checks the footer of a dump and returns what is ahead of it.
func openDump(dump string) (body string, ok bool) {
	if len(dump) < rdbFooter {
		return "", false
	}
	body = dump[:len(dump)-rdbFooter]
	version := littleEndian(dump[len(body) : len(body)+2])
	sum := littleEndian(dump[len(body)+2:])
	return body, version <= rdbRedis74 && sum == crc64(dump[:len(dump)-8])
}

func (r *rdbReader) fail() {
	r.sound, r.rest = false, ""
}

// bytes takes the next n bytes.
func (r *rdbReader) bytes(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.fail()
		return ""
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *rdbReader) byte() byte {
	if b := r.bytes(1); b != "" {
		return b[0]
	}
	return 0
}

func (r *rdbReader) fixed64() uint64 { return littleEndian(r.bytes(8)) }

// length reads a length; for a string that is encoded it is how.
func (r *rdbReader) length() (n uint64, encoded bool) {
	head := r.byte()
	switch {
	case head>>6 == 0:
		return uint64(head), false
	case head>>6 == 1:
		return uint64(head&0x3f)<<8 | uint64(r.byte()), false
	case head>>6 == 3:
		return uint64(head & 0x3f), true
	case head == 0x80:
		return bigEndian(r.bytes(4)), false
	case head == 0x81:
		return bigEndian(r.bytes(8)), false
	}
	r.fail()
	return 0, false
}

// number reads a length that must be plain.
func (r *rdbReader) number() uint64 {
	n, encoded := r.length()
	if encoded {
		r.fail()
		return 0
	}
	return n
}

// count reads how many elements follow, each of which takes some bytes at
// least. None at all is not sound.
func (r *rdbReader) count(least int) int {
	n := r.countOrNone(least)
	if n == 0 {
		r.fail()
	}
	return n
}

func (r *rdbReader) countOrNone(least int) int {
	n := r.number()
	if n > uint64(len(r.rest)/least) {
		r.fail()
		return 0
	}
	return int(n)
}

func bigEndian(b string) (n uint64) {
	for i := range len(b) {
		n = n<<8 | uint64(b[i])
	}
	return n
}

// text reads a string.
func (r *rdbReader) text() string {
	n, encoded := r.length()
	if !encoded {
		return r.bytes(n)
	}
	switch n {
	case rdbInt8:
		return formatInt(int64(int8(littleEndian(r.bytes(1)))))
	case rdbInt16:
		return formatInt(int64(int16(littleEndian(r.bytes(2)))))
	case rdbInt32:
		return formatInt(int64(int32(littleEndian(r.bytes(4)))))
	case rdbLZF:
		return r.unfold()
	}
	r.fail()
	return ""
}

// unfold reads a compressed string.
func (r *rdbReader) unfold() string {
	packed, size := r.number(), r.number()
	block := r.bytes(packed)
	const most = lzfMostLength // bytes that one of a block stands for
	if !r.sound || size == 0 || size > most*uint64(len(block)) {
		r.fail()
		return ""
	}
	if size > uint64(r.room) {
		r.full = true
		r.fail()
		return ""
	}
	r.room -= int(size)
	text, ok := lzfExpand(block, int(size))
	if !ok {
		r.fail()
	}
	return text
}

// packed reads the elements of a listpack that is stored as a string, which
// come in groups of some size.
func (r *rdbReader) packed(group int) []string {
	texts, ok := unpackTexts(r.text())
	if !ok || len(texts)%group != 0 {
		r.fail()
		return nil
	}
	return texts
}

// unpackTexts returns the elements of a whole listpack.
func unpackTexts(b string) (texts []string, ok bool) {
	if len(b) < listpackHeader || littleEndian(b[:4]) != uint64(len(b)) || b[len(b)-1] != listpackEnd {
		return nil, false
	}
	const uncounted = 1<<16 - 1
	count := int(littleEndian(b[4:6]))
	r := listpackReader{rest: b[6 : len(b)-1], sound: true}
	for r.rest != "" {
		texts = append(texts, r.elem().String())
	}
	return texts, r.sound && (count == len(texts) || count == uncounted)
}
