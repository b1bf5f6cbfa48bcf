// HyperLogLogs: strings in Redis's own representation, so that one can be
// read here, written there. A header, then 16384 registers: dense, six bits
// each, or sparse, as runs of equal registers while that is short.

package engine

import "slices"

const (
	registers       = 16384
	registerBits    = 6
	hyperloglogHead = 16 // "HYLL", the encoding, 3 unused bytes, 8 of the cached count
	cachedCountAt   = 8
	countUnknown    = 0x80 // in the last byte of the cached count
	denseBytes      = hyperloglogHead + registers*registerBits/8
)

// The encodings, as the byte behind the magic word has them.
const (
	denseEncoding byte = iota
	sparseEncoding
)

// hyperloglog is a string that has been found to be one. Its sparse form may
// be corrupted all the same.
type hyperloglog struct {
	b           []byte
	sparseLimit int64 // bytes; a sparse form that would be longer becomes dense
}

// newHyperloglog returns an empty one.
func newHyperloglog() *rawString {
	b := make([]byte, hyperloglogHead, hyperloglogHead+16)
	copy(b, "HYLL")
	b[4] = sparseEncoding
	return &rawString{b: appendZeroRun(b, registers)}
}

// isHyperloglog reports whether a string looks like one.
func isHyperloglog(b []byte) bool {
	return len(b) >= hyperloglogHead && string(b[:4]) == "HYLL" && b[4] <= sparseEncoding &&
		(b[4] != denseEncoding || len(b) == denseBytes)
}

func (h *hyperloglog) sparse() bool { return h.b[4] == sparseEncoding }

// cachedCount returns the count that the header holds, if it is still right.
func (h *hyperloglog) cachedCount() (count uint64, ok bool) {
	for i := range 8 {
		count |= uint64(h.b[cachedCountAt+i]) << (8 * i)
	}
	return count, h.b[cachedCountAt+7]&countUnknown == 0
}

func (h *hyperloglog) cacheCount(count uint64) {
	for i := range 8 {
		h.b[cachedCountAt+i] = byte(count >> (8 * i))
	}
}

// forgetCount marks the cached count as wrong.
func (h *hyperloglog) forgetCount() { h.b[cachedCountAt+7] |= countUnknown }

// raise sets a register unless it is as high already. ok is false when the
// string is corrupted.
func (h *hyperloglog) raise(register int, value byte) (changed, ok bool) {
	if h.sparse() {
		return h.raiseSparse(register, value)
	}
	return h.raiseDense(register, value), true
}

// values returns all registers; false: the string is corrupted.
func (h *hyperloglog) values() (values [registers]byte, ok bool) {
	if !h.sparse() {
		h.unpack(&values)
		return values, true
	}
	i := 0
	for at := hyperloglogHead; at < len(h.b); {
		r := h.run(at)
		at += r.size
		if i+r.length > registers {
			return values, false
		}
		for end := i + r.length; i < end; i++ {
			values[i] = r.value
		}
	}
	return values, i == registers
}

// unpack reads the dense form, four registers from three bytes.
func (h *hyperloglog) unpack(values *[registers]byte) {
	const lowest = 1<<registerBits - 1
	b := h.b[hyperloglogHead:denseBytes]
	for i := 0; i < registers; i += 4 {
		four := uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
		values[i] = byte(four & lowest)
		values[i+1] = byte(four >> 6 & lowest)
		values[i+2] = byte(four >> 12 & lowest)
		values[i+3] = byte(four >> 18 & lowest)
		b = b[3:]
	}
}

// mergeInto raises registers to those of h where h's are higher; false: h is
// corrupted.
func (h *hyperloglog) mergeInto(highest *[registers]byte) bool {
	values, ok := h.values()
	for i := range values {
		highest[i] = max(highest[i], values[i])
	}
	return ok
}

// becomeDense changes the form; false: the string is corrupted.
func (h *hyperloglog) becomeDense() bool {
	values, ok := h.values()
	if !ok {
		return false
	}
	head := h.b[:hyperloglogHead]
	h.b = make([]byte, denseBytes)
	copy(h.b, head)
	h.b[4] = denseEncoding
	for i, value := range values {
		h.raiseDense(i, value)
	}
	return true
}

// dense returns a register of the dense form. The lowest bits of a byte are
// the first ones.
func (h *hyperloglog) dense(register int) byte {
	at, shift := hyperloglogHead+register*registerBits/8, register*registerBits%8
	value := h.b[at] >> shift
	if shift > 8-registerBits {
		value |= h.b[at+1] << (8 - shift)
	}
	return value & (1<<registerBits - 1)
}

func (h *hyperloglog) raiseDense(register int, value byte) (changed bool) {
	old := h.dense(register)
	if old >= value {
		return false
	}
	at, shift := hyperloglogHead+register*registerBits/8, register*registerBits%8
	difference := old ^ value
	h.b[at] ^= difference << shift
	if shift > 8-registerBits {
		h.b[at+1] ^= difference >> (8 - shift)
	}
	return true
}

// run is a run of equal registers in the sparse form.
type run struct {
	value  byte
	length int // registers
	size   int // bytes that it takes
}

// The kinds of runs, by their first byte: 00 and 6 bits are a few zeros, 01
// and 14 bits many, 1 with 5 bits of value and 2 of length anything else.
// What is counted from 1 is stored less one.
const (
	longZeros     = 0x40
	valueRun      = 0x80
	mostFewZeros  = 64
	mostOfValue   = 4  // registers in a run that are not 0
	highestSparse = 32 // value that a run can have
)

// run reads the run at an index. Redis takes the byte behind the end for 0.
func (h *hyperloglog) run(at int) run {
	first := h.b[at]
	switch {
	case first&valueRun != 0:
		return run{value: first>>2&31 + 1, length: int(first&3) + 1, size: 1}
	case first&longZeros == 0:
		return run{length: int(first) + 1, size: 1}
	}
	length := int(first&^longZeros) << 8
	if at+1 < len(h.b) {
		length |= int(h.b[at+1])
	}
	return run{length: length + 1, size: 2}
}

func appendZeroRun(dst []byte, length int) []byte {
	if length > mostFewZeros {
		return append(dst, longZeros|byte((length-1)>>8), byte(length-1))
	}
	return append(dst, byte(length-1))
}

func appendRun(dst []byte, value byte, length int) []byte {
	switch {
	case length == 0:
		return dst
	case value == 0:
		return appendZeroRun(dst, length)
	}
	return append(dst, valueRun|(value-1)<<2|byte(length-1))
}

// raiseSparse splits the run that a register is in, and joins what has
// become equal, no further than Redis does.
func (h *hyperloglog) raiseSparse(register int, value byte) (changed, ok bool) {
	if value > highestSparse {
		return h.raiseAsDense(register, value)
	}
	before, at, first, ok := h.find(register)
	if !ok {
		return false, false
	}
	old := h.run(at)
	if old.value >= value {
		return false, true
	}
	var room [5]byte
	split := appendRun(room[:0], old.value, register-first)
	split = appendRun(split, value, 1)
	split = appendRun(split, old.value, first+old.length-1-register)
	if longer := len(split) - old.size; longer > 0 && int64(len(h.b)+longer) > h.sparseLimit {
		return h.raiseAsDense(register, value)
	}
	h.b = slices.Replace(h.b, at, at+old.size, split...)
	h.join(before)
	h.forgetCount()
	return true, true
}

// raiseAsDense is raise for what the sparse form cannot hold.
func (h *hyperloglog) raiseAsDense(register int, value byte) (changed, ok bool) {
	if !h.becomeDense() {
		return false, false
	}
	return h.raiseDense(register, value), true
}

// find returns where the run that has a register begins, which register that
// run begins with, and where the run before it begins: at itself, if none.
func (h *hyperloglog) find(register int) (before, at, first int, ok bool) {
	before, at = hyperloglogHead, hyperloglogHead
	for at < len(h.b) {
		r := h.run(at)
		if register < first+r.length {
			return before, at, first, at+r.size <= len(h.b)
		}
		before = at
		at += r.size
		first += r.length
	}
	return 0, 0, 0, false
}

// join makes one of equal runs that lie side by side, among the five from an
// index on: a change made no others.
func (h *hyperloglog) join(at int) {
	for range 5 {
		if at >= len(h.b) {
			return
		}
		r := h.run(at)
		if r.value > 0 && at+1 < len(h.b) {
			next := h.run(at + 1)
			if length := r.length + next.length; next.value == r.value && length <= mostOfValue {
				h.b = slices.Replace(h.b, at, at+2, appendRun(nil, r.value, length)...)
				continue // with the joined one
			}
		}
		at += r.size
	}
}
