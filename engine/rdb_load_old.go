// Forms of values that Redis no longer writes: ziplists, zipmaps.

package engine

// ziplist reads the elements of a ziplist that is stored as a string, which
// come in groups of some size.
func (r *rdbReader) ziplist(group int) []string {
	texts, ok := unpackZiplist(r.text())
	if !ok || len(texts)%group != 0 {
		r.fail()
		return nil
	}
	return texts
}

// unpackZiplist returns the elements of a ziplist: ahead of them are its
// length, where the last begins, and how many there are; each begins with the
// length of the one before.
func unpackZiplist(b string) (texts []string, ok bool) {
	const header, end, uncounted = 10, 0xff, 1<<16 - 1
	if len(b) < header+1 || littleEndian(b[:4]) != uint64(len(b)) || b[len(b)-1] != end {
		return nil, false
	}
	count := int(littleEndian(b[8:10]))
	last := int(littleEndian(b[4:8]))
	at, before := header, 0
	for at < len(b)-1 {
		text, size, ok := ziplistElem(b[at:len(b)-1], before)
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
		at, before = at+size, size
	}
	return texts, (count == len(texts) || count == uncounted) && last == len(b)-1-before
}

// ziplistElem reads one element, behind one that took so many bytes.
func ziplistElem(b string, before int) (text string, size int, ok bool) {
	const longBefore = 254
	head, known := 1, int(b[0])
	if b[0] >= longBefore {
		if len(b) < 5 || b[0] != longBefore {
			return "", 0, false
		}
		head, known = 5, int(littleEndian(b[1:5]))
	}
	if known != before || len(b) <= head {
		return "", 0, false
	}
	text, size, ok = ziplistText(b[head:])
	return text, head + size, ok
}

// ziplistText reads an element from its encoding on.
func ziplistText(b string) (text string, size int, ok bool) {
	code := b[0]
	head, length := 1, 0
	switch {
	case code>>6 == 0:
		length = int(code)
	case code>>6 == 1 && len(b) >= 2:
		head, length = 2, int(code&0x3f)<<8|int(b[1])
	case code == 0x80 && len(b) >= 5:
		head, length = 5, int(bigEndian(b[1:5]))
	case code >= 0xc0:
		return ziplistInt(b)
	default:
		return "", 0, false
	}
	if length > len(b)-head {
		return "", 0, false
	}
	return b[head : head+length], head + length, true
}

// ziplistInt reads an element that is an integer.
func ziplistInt(b string) (text string, size int, ok bool) {
	bytes := 0
	switch code := b[0]; {
	case code > 0xf0 && code < 0xfe:
		return formatInt(int64(code&0x0f) - 1), 1, true
	case code == 0xc0:
		bytes = 2
	case code == 0xd0:
		bytes = 4
	case code == 0xe0:
		bytes = 8
	case code == 0xf0:
		bytes = 3
	case code == 0xfe:
		bytes = 1
	}
	if bytes == 0 || len(b) < 1+bytes {
		return "", 0, false
	}
	unused := 64 - 8*bytes
	return formatInt(int64(littleEndian(b[1:1+bytes])) << unused >> unused), 1 + bytes, true
}

// zipmap reads fields and values of a zipmap: each has its length ahead of
// it, and a value how many bytes behind it are free.
func (r *rdbReader) zipmap() (texts []string) {
	const end, uncounted = 0xff, 254
	b := r.text()
	if len(b) < 2 || b[len(b)-1] != end {
		r.fail()
		return nil
	}
	count := int(b[0])
	z := rdbReader{rest: b[1 : len(b)-1], sound: true}
	for z.rest != "" {
		field := z.bytes(z.zipmapLength())
		length := z.zipmapLength()
		free := z.byte()
		texts = append(texts, field, z.bytes(length))
		z.bytes(uint64(free))
	}
	if !z.sound || count < uncounted && count != len(texts)/2 {
		r.fail()
	}
	return texts
}

func (r *rdbReader) zipmapLength() uint64 {
	const long, end = 254, 255
	switch n := r.byte(); n {
	case long:
		return littleEndian(r.bytes(4))
	case end:
		r.fail()
		return 0
	default:
		return uint64(n)
	}
}
