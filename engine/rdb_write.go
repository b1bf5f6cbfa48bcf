// Writing Redis's dump format: lengths, strings, and the footer with version
// and checksum.

package engine

import (
	"math"
)

// The versions of the format that know more than the one before.
const (
	rdbRedis70 = 10
	rdbRedis72 = 11
	rdbRedis74 = 12
)

// rdbType is the first byte of a dump: the type and form of its value.
type rdbType byte

const (
	rdbString           rdbType = 0
	rdbList             rdbType = 1
	rdbSet              rdbType = 2
	rdbZset             rdbType = 3 // with scores as text
	rdbHash             rdbType = 4
	rdbZset2            rdbType = 5
	rdbHashZipmap       rdbType = 9
	rdbListZiplist      rdbType = 10
	rdbSetIntset        rdbType = 11
	rdbZsetZiplist      rdbType = 12
	rdbHashZiplist      rdbType = 13
	rdbListQuicklist    rdbType = 14 // of ziplists
	rdbStream           rdbType = 15
	rdbHashListpack     rdbType = 16
	rdbZsetListpack     rdbType = 17
	rdbListQuicklist2   rdbType = 18 // of listpacks and long elements
	rdbStream2          rdbType = 19 // knows of deleted entries
	rdbSetListpack      rdbType = 20
	rdbStream3          rdbType = 21 // knows when consumers got something
	rdbHashTimedOld     rdbType = 22 // 7.4's release candidates
	rdbHashListpackXOld rdbType = 23
	rdbHashTimed        rdbType = 24
	rdbHashListpackX    rdbType = 25
)

// A string's length whose two highest bits are set says how it is encoded.
const (
	rdbEncoded = 3 << 6
	rdbInt8    = 0
	rdbInt16   = 1
	rdbInt32   = 2
	rdbLZF     = 3
)

// rdbWriter is a dump under way.
type rdbWriter struct {
	b       []byte
	version int // the least that knows all that was written
}

func (w *rdbWriter) length(n uint64) {
	switch {
	case n < 1<<6:
		w.b = append(w.b, byte(n))
	case n < 1<<14:
		w.b = append(w.b, 1<<6|byte(n>>8), byte(n))
	case n <= math.MaxUint32:
		w.b = appendBigEndian(append(w.b, 0x80), n, 4)
	default:
		w.b = appendBigEndian(append(w.b, 0x81), n, 8)
	}
}

func (w *rdbWriter) fixed64(n uint64) { w.b = appendLittleEndian(w.b, n, 8) }

// appendLittleEndian appends the lowest bytes of n, lowest first.
func appendLittleEndian(dst []byte, n uint64, size int) []byte {
	for shift := 0; shift < 8*size; shift += 8 {
		dst = append(dst, byte(n>>shift))
	}
	return dst
}

// appendBigEndian appends the lowest bytes of n, lowest last.
func appendBigEndian(dst []byte, n uint64, size int) []byte {
	for shift := 8 * (size - 1); shift >= 0; shift -= 8 {
		dst = append(dst, byte(n>>shift))
	}
	return dst
}

// text writes a string: as an integer or compressed, where Redis would.
func (w *rdbWriter) text(s string) {
	const (
		longestInt  = 11
		shortestLZF = 21
	)
	if len(s) <= longestInt {
		if n, ok := parseInt(s); ok && w.integer(n) {
			return
		}
	}
	if len(s) >= shortestLZF {
		if block, ok := lzfCompress(s); ok {
			w.b = append(w.b, rdbEncoded|rdbLZF)
			w.length(uint64(len(block)))
			w.length(uint64(len(s)))
			w.b = append(w.b, block...)
			return
		}
	}
	w.length(uint64(len(s)))
	w.b = append(w.b, s...)
}

// integer writes a string that is an integer of at most 32 bits; false: it is
// longer.
func (w *rdbWriter) integer(n int64) bool {
	switch {
	case n == int64(int8(n)):
		w.b = append(w.b, rdbEncoded|rdbInt8, byte(n))
	case n == int64(int16(n)):
		w.b = appendLittleEndian(append(w.b, rdbEncoded|rdbInt16), uint64(n), 2)
	case n == int64(int32(n)):
		w.b = appendLittleEndian(append(w.b, rdbEncoded|rdbInt32), uint64(n), 4)
	default:
		return false
	}
	return true
}

// footer ends the dump.
func (w *rdbWriter) footer() string {
	w.b = append(w.b, byte(w.version), 0)
	return string(appendLittleEndian(w.b, crc64(string(w.b)), 8))
}
