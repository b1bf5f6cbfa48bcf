// The binary format of a module, as far as its initial memory goes.
//
// Specification: https://webassembly.github.io/spec/core/binary/modules.html

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// preamble starts every module: its magic and version 1.
const preamble = "\x00asm\x01\x00\x00\x00"

const (
	dataSection = 11
	opI32Const  = 0x41
	opEnd       = 0x0b
)

// gap is the number of zero bytes that are worth the header of a further
// segment.
const gap = 64

// largestMemory is more than a module of Go is born with, and guards against
// addresses that make no sense.
const largestMemory = 1 << 28

// errCut is a module that ends in the middle.
var errCut = errors.New("the module is cut short")

// section is one part of a module.
type section struct {
	id   byte
	body []byte
}

// module is a module as the list of its sections.
type module []section

func parseModule(file []byte) (module, error) {
	rest, ok := bytes.CutPrefix(file, []byte(preamble))
	if !ok {
		return nil, errors.New("not a WebAssembly module of version 1")
	}
	var m module
	for in := (reader{rest, nil}); len(in.rest) > 0; {
		s := section{id: in.byte()}
		s.body = in.bytes(in.unsigned())
		if in.err != nil {
			return nil, in.err
		}
		m = append(m, s)
	}
	return m, nil
}

// append appends the module as a file.
func (m module) append(dst []byte) []byte {
	dst = append(dst, preamble...)
	for _, s := range m {
		dst = append(dst, s.id)
		dst = binary.AppendUvarint(dst, uint64(len(s.body)))
		dst = append(dst, s.body...)
	}
	return dst
}

// data is the section that fills the initial memory.
func (m module) data() (*section, error) {
	for i := range m {
		if m[i].id == dataSection {
			return &m[i], nil
		}
	}
	return nil, errors.New("the module has no data")
}

// memory is the module's initial memory, up to the last byte that is set.
func (m module) memory() ([]byte, error) {
	s, err := m.data()
	if err != nil {
		return nil, err
	}
	var memory []byte
	in := reader{s.body, nil}
	for range in.unsigned() {
		address, content := in.segment()
		end := address + len(content)
		if in.err == nil && (address < 0 || end > largestMemory) {
			in.err = fmt.Errorf("a data segment lies at %d, out of all bounds", address)
		}
		if in.err != nil {
			return nil, in.err
		}
		if end > len(memory) {
			memory = append(memory, make([]byte, end-len(memory))...)
		}
		copy(memory[address:], content)
	}
	return memory, nil
}

// setMemory makes the module start with the memory.
func (m module) setMemory(memory []byte) {
	var segments []byte
	count := 0
	for at := 0; at < len(memory); {
		start, end := nextSegment(memory, at)
		if start == end {
			break
		}
		segments = append(segments, 0, opI32Const)
		segments = appendSigned(segments, start)
		segments = append(segments, opEnd)
		segments = binary.AppendUvarint(segments, uint64(end-start))
		segments = append(segments, memory[start:end]...)
		count++
		at = end
	}
	// There is one: memory was read from it.
	s, _ := m.data()
	s.body = append(binary.AppendUvarint(nil, uint64(count)), segments...)
}

// nextSegment finds the next bytes from at on that are not zero, up to a gap.
func nextSegment(memory []byte, at int) (start, end int) {
	for at < len(memory) && memory[at] == 0 {
		at++
	}
	start, end = at, at
	for ; at < len(memory) && at-end < gap; at++ {
		if memory[at] != 0 {
			end = at + 1
		}
	}
	return start, end
}

// reader takes values from bytes; err is the first thing that went wrong,
// and after it all values are zero.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) byte() byte {
	b := r.bytes(1)
	if b == nil {
		return 0
	}
	return b[0]
}

func (r *reader) bytes(n int) []byte {
	if r.err == nil && (n < 0 || n > len(r.rest)) {
		r.err = errCut
	}
	if r.err != nil {
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) unsigned() int {
	v, n := binary.Uvarint(r.rest)
	if r.bytes(max(n, 0)); n <= 0 && r.err == nil {
		r.err = errCut
	}
	if r.err != nil {
		return 0
	}
	return int(v)
}

// signed reads a signed number of up to 32 bits.
func (r *reader) signed() int {
	v, shift := 0, 0
	for {
		b := r.byte()
		v |= int(b&0x7f) << shift
		shift += 7
		if b&0x80 == 0 || r.err != nil {
			if b&0x40 != 0 {
				v |= -1 << shift
			}
			return v
		}
	}
}

func appendSigned(dst []byte, v int) []byte {
	for {
		b := byte(v & 0x7f)
		v >>= 7
		if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
			return append(dst, b)
		}
		dst = append(dst, b|0x80)
	}
}

// segment reads a data segment: an address in memory 0, and its content.
func (r *reader) segment() (address int, content []byte) {
	if kind := r.unsigned(); kind != 0 && r.err == nil {
		r.err = fmt.Errorf("a data segment is of kind %d: Go makes only kind 0", kind)
	}
	if op := r.byte(); op != opI32Const && r.err == nil {
		r.err = fmt.Errorf("the address of a data segment is computed by instruction %#x: Go's are constants", op)
	}
	address = r.signed()
	r.byte() // the end of the constant's expression
	return address, r.bytes(r.unsigned())
}
