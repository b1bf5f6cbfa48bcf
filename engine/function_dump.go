//go:build !first && !whole

// Libraries in Redis's dump format: each is a mark and its code, then come
// the version of the format and a checksum.

package engine

import (
	"resplay/resp"
)

const (
	functionMark      = 0xf5
	oldFunctionMark   = 0xf6 // of a release candidate
	functionVersion   = 10   // of the format that Redis 7.0 reads
	newestDumpVersion = 12   // Redis 7.4's
	dumpFooter        = 10   // bytes
)

func dumpLibraries(list []*library) string {
	var dump []byte
	for _, lib := range list {
		dump = append(dump, functionMark)
		dump = appendDumpLength(dump, len(lib.code))
		dump = append(dump, lib.code...)
	}
	dump = append(dump, functionVersion, 0)
	for checksum, i := dumpChecksum(dump), 0; i < 8; i++ {
		dump = append(dump, byte(checksum))
		checksum >>= 8
	}
	return string(dump)
}

func appendDumpLength(dst []byte, n int) []byte {
	switch {
	case n < 1<<6:
		return append(dst, byte(n))
	case n < 1<<14:
		return append(dst, 1<<6|byte(n>>8), byte(n))
	}
	return append(dst, 0x80, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}

// dumpChecksum is CRC-64 by the polynomial of Jones, bit by bit: libraries
// are short.
func dumpChecksum(data []byte) uint64 {
	const polynomial = 0x95ac9329ac4bc9b5 // lowest bit first
	crc := uint64(0)
	for _, b := range data {
		crc ^= uint64(b)
		for range 8 {
			crc = crc>>1 ^ polynomial&-(crc&1)
		}
	}
	return crc
}

// undumpLibraries returns the code of the libraries of a dump.
func undumpLibraries(dump string) ([]string, error) {
	body := len(dump) - dumpFooter
	if body < 0 {
		return nil, errDumpVersion
	}
	version := int(dump[body]) | int(dump[body+1])<<8
	checksum := uint64(0)
	for i := len(dump) - 1; i >= body+2; i-- {
		checksum = checksum<<8 | uint64(dump[i])
	}
	if version > newestDumpVersion || checksum != dumpChecksum([]byte(dump[:body+2])) {
		return nil, errDumpVersion
	}
	var codes []string
	for d := (dumpReader{rest: dump[:body]}); d.rest != ""; {
		switch mark, _ := d.take(1); mark[0] {
		case functionMark:
		case oldFunctionMark:
			return nil, resp.Error("ERR Pre-GA function format not supported")
		default:
			return nil, resp.Error("ERR given type is not a function")
		}
		code, ok := d.text()
		if !ok {
			return nil, resp.Error("ERR Failed loading library code")
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// dumpReader reads what is left of a dump.
type dumpReader struct{ rest string }

func (d *dumpReader) take(n int) (bytes string, ok bool) {
	if n < 0 || n > len(d.rest) {
		return "", false
	}
	bytes, d.rest = d.rest[:n], d.rest[n:]
	return bytes, true
}

// length reads a length; encoded: it is the number of a string's encoding.
func (d *dumpReader) length() (n int, encoded, ok bool) {
	first, ok := d.take(1)
	if !ok {
		return 0, false, false
	}
	more := map[byte]int{0x40: 1, 0x80: 4, 0x81: 8}
	kind := first[0] & 0xc0
	if kind == 0x80 {
		kind = first[0]
	}
	size := more[kind]
	bytes, ok := d.take(size)
	switch {
	case kind == 0x40:
		n = int(first[0] & 0x3f)
	case size == 0 && kind&0x80 != 0 && kind != 0xc0:
		return 0, false, false
	case size == 0:
		return int(first[0] & 0x3f), kind == 0xc0, ok
	}
	for _, b := range []byte(bytes) {
		if n >= 1<<40 {
			return 0, false, false
		}
		n = n<<8 | int(b)
	}
	return n, false, ok
}

func (d *dumpReader) text() (text string, ok bool) {
	n, encoded, ok := d.length()
	switch {
	case !ok:
		return "", false
	case !encoded:
		return d.take(n)
	case n == 3:
		return d.compressed()
	case n > 3:
		return "", false
	}
	bytes, ok := d.take(1 << n) // an integer
	value := int64(0)
	for i := len(bytes) - 1; i >= 0; i-- {
		value = value<<8 | int64(bytes[i])
	}
	shift := 64 - 8<<n
	return formatInt(value << shift >> shift), ok
}

func (d *dumpReader) compressed() (text string, ok bool) {
	packed, encoded1, ok1 := d.length()
	length, encoded2, ok2 := d.length()
	if !ok1 || !ok2 || encoded1 || encoded2 {
		return "", false
	}
	data, ok := d.take(packed)
	const mostRatio = 264 // a reference of three bytes stands for so many
	if !ok || length > packed*mostRatio {
		return "", false
	}
	return unpackLZF(data, length)
}

// unpackLZF undoes LZF: runs of literal bytes, and references to bytes that
// were written before.
func unpackLZF(data string, length int) (text string, ok bool) {
	out := make([]byte, 0, length)
	for i := 0; i < len(data); {
		control := int(data[i])
		i++
		if control < 32 {
			if i+control+1 > len(data) {
				return "", false
			}
			out = append(out, data[i:i+control+1]...)
			i += control + 1
			continue
		}
		n := control >> 5
		if n == 7 && i < len(data) {
			n += int(data[i])
			i++
		}
		if i >= len(data) {
			return "", false
		}
		from := len(out) - (control&31)<<8 - int(data[i]) - 1
		i++
		if from < 0 {
			return "", false
		}
		for range n + 2 {
			out = append(out, out[from])
			from++
		}
		if len(out) > length {
			return "", false
		}
	}
	return string(out), len(out) == length
}
