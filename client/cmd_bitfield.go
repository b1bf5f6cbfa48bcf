//go:build !first

// BITFIELD: the bits of a string as integers of any width.

package client

import "resplay/resp"

// BitFieldOp is one operation of a BITFIELD on an integer among the bits:
// reading it, setting it, or adding to it.
type BitFieldOp struct {
	Verb     BitFieldVerb
	Type     string // of the integer: i or u for signed or not, and its width in bits, as in "u8"
	Offset   int64  // of its highest bit
	Nth      bool   // Offset counts integers of that type instead of bits
	Value    int64  // what BitFieldSet sets and BitFieldIncrBy adds
	Overflow Overflow
}

// BitFieldVerb is what an operation does.
type BitFieldVerb string

// The operations of a BITFIELD.
const (
	BitFieldGet    BitFieldVerb = "GET"    // results in the integer
	BitFieldSet    BitFieldVerb = "SET"    // results in what it was before
	BitFieldIncrBy BitFieldVerb = "INCRBY" // results in the sum
)

// Overflow is what becomes of a number that does not fit. "" is as in the
// operation ahead, and OverflowWrap in the first.
type Overflow string

// What can become of a number that does not fit.
const (
	OverflowWrap     Overflow = "WRAP" // it begins again at the other end
	OverflowSaturate Overflow = "SAT"  // it is the largest, or smallest, that fits
	OverflowFail     Overflow = "FAIL" // it stays as it is, and there is no result
)

func (op BitFieldOp) args() (args []string) {
	if op.Overflow != "" {
		args = append(args, "OVERFLOW", string(op.Overflow))
	}
	offset := itoa(op.Offset)
	if op.Nth {
		offset = "#" + offset
	}
	args = append(args, string(op.Verb), op.Type, offset)
	if op.Verb != BitFieldGet {
		args = append(args, itoa(op.Value))
	}
	return args
}

// OptionalInt is a number, or the absence of one.
type OptionalInt struct {
	Value int64
	OK    bool // there is one
}

func optionalInt(v resp.Value) (OptionalInt, error) {
	if v.IsNull() {
		return OptionalInt{}, nil
	}
	n, err := integer(v)
	return OptionalInt{Value: n, OK: err == nil}, err
}

// BitField does operations in order, and resolves with the result of each.
// One that would overflow under OverflowFail has none.
//
// Redis: https://redis.io/commands/bitfield/
func (c Commands) BitField(key string, ops ...BitFieldOp) *Future[[]OptionalInt] {
	return run(c, listOf(optionalInt), bitField([]string{"BITFIELD", key}, ops)...)
}

// BitFieldRO is BitField for reading only, which a replica can do as well.
//
// Redis: https://redis.io/commands/bitfield_ro/
func (c Commands) BitFieldRO(key string, ops ...BitFieldOp) *Future[[]int64] {
	return run(c, integers, bitField([]string{"BITFIELD_RO", key}, ops)...)
}

func bitField(args []string, ops []BitFieldOp) []string {
	for _, op := range ops {
		args = append(args, op.args()...)
	}
	return args
}
