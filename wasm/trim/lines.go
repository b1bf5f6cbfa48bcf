// Go's table of functions, and what in it serves stack traces only.
//
// The linker lays it out in cmd/link/internal/ld/pcln.go, the runtime reads
// it in runtime/symtab.go; the names here are theirs.

package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The header of the table, runtime.pcHeader.
const (
	magic = 0xfffffff1 // since Go 1.20
	minLC = 1          // the smallest instruction, in bytes
	word  = 8          // the size of a pointer

	headerSize   = 72
	headerNFunc  = 8
	headerPctab  = 56
	headerPcln   = 64
	mostFuncs    = 1 << 20
	functabEntry = 8 // start and offset of one function
)

// The record of a function, runtime._func.
const (
	funcPcsp    = 16
	funcPcfile  = 20
	funcPcln    = 24
	funcNpcdata = 28
	funcPcdata  = 44
)

// inlTreeIndex is the number of the table that tells what was inlined.
const inlTreeIndex = 2

// functions is the table in a module's memory.
type functions struct {
	memory []byte
	count  int
	pctab  int // where the tables by program counter begin
	pcln   int // where they end, and the functions begin
}

// dropLines clears what tells the files and lines of instructions, and what
// was inlined there. A table of offset zero is one that the runtime knows to
// be missing: a stack trace then says "?:0".
func dropLines(memory []byte) error {
	f, err := findFunctions(memory)
	if err != nil {
		return err
	}
	// Functions share tables, so what is used must be known of all.
	used := make([]bool, f.pcln-f.pctab)
	used[0] = true
	for i := range f.count {
		if err := f.dropLinesOf(i, used); err != nil {
			return err
		}
	}
	for i, kept := range used {
		if !kept {
			memory[f.pctab+i] = 0
		}
	}
	return nil
}

// findFunctions looks for the one header that makes sense.
func findFunctions(memory []byte) (*functions, error) {
	var found *functions
	for at := 0; at+headerSize <= len(memory); at += word {
		f := functionsAt(memory, at)
		if f != nil && found != nil {
			return nil, errors.New("two tables of functions found where Go has one")
		}
		if f != nil {
			found = f
		}
	}
	if found == nil {
		return nil, errors.New("no table of functions as Go 1.20 and later write it: this module is not Go's, or Go has changed it and wasm/trim must follow")
	}
	return found, nil
}

// functionsAt reads a header, and returns nil where there is none.
func functionsAt(memory []byte, at int) *functions {
	header := memory[at : at+headerSize]
	if binary.LittleEndian.Uint32(header) != magic || header[4] != 0 || header[5] != 0 ||
		header[6] != minLC || header[7] != word {
		return nil
	}
	count := binary.LittleEndian.Uint64(header[headerNFunc:])
	pctab := binary.LittleEndian.Uint64(header[headerPctab:])
	pcln := binary.LittleEndian.Uint64(header[headerPcln:])
	rest := uint64(len(memory) - at)
	if count > mostFuncs || pctab >= pcln || pcln >= rest || count*functabEntry > rest-pcln {
		return nil
	}
	return &functions{memory, int(count), at + int(pctab), at + int(pcln)}
}

// dropLinesOf clears the references of function i to tables that are not
// needed, and marks the bytes of those that are.
func (f *functions) dropLinesOf(i int, used []bool) error {
	offset, ok := f.uint32(f.pcln + i*functabEntry + 4)
	record := f.pcln + offset
	npcdata, ok2 := f.uint32(record + funcNpcdata)
	if !ok || !ok2 || record+funcPcdata+4*npcdata > len(f.memory) {
		return fmt.Errorf("the record of function %d lies outside of the memory", i)
	}
	f.clear(record + funcPcfile)
	f.clear(record + funcPcln)
	if npcdata > inlTreeIndex {
		f.clear(record + funcPcdata + 4*inlTreeIndex)
	}
	tables := []int{record + funcPcsp}
	for n := range npcdata {
		tables = append(tables, record+funcPcdata+4*n)
	}
	for _, at := range tables {
		if table, _ := f.uint32(at); !f.mark(table, used) {
			return fmt.Errorf("a table of function %d has no end", i)
		}
	}
	return nil
}

// mark marks the bytes of a table: pairs of numbers, the first of a pair zero
// at the end. It returns false when there is no end.
func (f *functions) mark(table int, used []bool) bool {
	if table == 0 {
		return true
	}
	for first := true; ; first = false {
		size, zero := f.number(table)
		if !markBytes(used, table, size) {
			return false
		}
		table += size
		if zero && !first {
			return true
		}
		size, _ = f.number(table)
		if !markBytes(used, table, size) {
			return false
		}
		table += size
	}
}

func markBytes(used []bool, at, size int) bool {
	if size <= 0 || at+size > len(used) {
		return false
	}
	for i := range size {
		used[at+i] = true
	}
	return true
}

// number measures a number in the tables; 0 is the size of none.
func (f *functions) number(at int) (size int, zero bool) {
	if at >= f.pcln-f.pctab {
		return 0, false
	}
	v, size := binary.Uvarint(f.memory[f.pctab+at : f.pcln])
	return size, v == 0
}

func (f *functions) uint32(at int) (v int, ok bool) {
	if at < 0 || at+4 > len(f.memory) {
		return 0, false
	}
	return int(binary.LittleEndian.Uint32(f.memory[at:])), true
}

func (f *functions) clear(at int) { binary.LittleEndian.PutUint32(f.memory[at:], 0) }
