//go:build !first

// Bitmap commands: strings as bits, counted from the highest of the first byte.

package client

// SetBit sets the bit at offset to 0 or 1, and resolves with what it was.
//
// Redis: https://redis.io/commands/setbit/
func (c Commands) SetBit(key string, offset int64, bit int) *Future[int64] {
	return run(c, integer, "SETBIT", key, itoa(offset), itoa(bit))
}

// GetBit resolves with the bit at offset, which is 0 behind the end of the value.
//
// Redis: https://redis.io/commands/getbit/
func (c Commands) GetBit(key string, offset int64) *Future[int64] {
	return run(c, integer, "GETBIT", key, itoa(offset))
}

// RangeUnit is what the start and the end of a range count.
type RangeUnit string

// The units of a range.
const (
	InBytes RangeUnit = "BYTE"
	InBits  RangeUnit = "BIT"
)

// BitCount resolves with how many bits of a value are 1.
//
// Redis: https://redis.io/commands/bitcount/
func (c Commands) BitCount(key string) *Future[int64] { return run(c, integer, "BITCOUNT", key) }

// BitCountRange is BitCount from start to end, both included; negative
// numbers count from the end.
//
// Redis: https://redis.io/commands/bitcount/
func (c Commands) BitCountRange(key string, start, end int64, unit RangeUnit) *Future[int64] {
	return run(c, integer, "BITCOUNT", key, itoa(start), itoa(end), string(unit))
}

// BitPos resolves with the offset of the first bit that is 0 or 1, as bit
// says, and with -1 if there is none. Looking for a 0, the value is taken to
// go on with zeros.
//
// Redis: https://redis.io/commands/bitpos/
func (c Commands) BitPos(key string, bit int) *Future[int64] {
	return run(c, integer, "BITPOS", key, itoa(bit))
}

// BitPosFrom is BitPos from the byte numbered start on, which counts from the
// end if it is negative.
//
// Redis: https://redis.io/commands/bitpos/
func (c Commands) BitPosFrom(key string, bit int, start int64) *Future[int64] {
	return run(c, integer, "BITPOS", key, itoa(bit), itoa(start))
}

// BitPosRange is BitPos from start to end, both included, and nowhere else.
// The offset it resolves with counts from the beginning of the value.
//
// Redis: https://redis.io/commands/bitpos/
func (c Commands) BitPosRange(key string, bit int, start, end int64, unit RangeUnit) *Future[int64] {
	return run(c, integer, "BITPOS", key, itoa(bit), itoa(start), itoa(end), string(unit))
}

// BitOperation is what BitOp makes of the bits at the same offset.
type BitOperation string

// The operations of BitOp.
const (
	BitAnd BitOperation = "AND"
	BitOr  BitOperation = "OR"
	BitXor BitOperation = "XOR"
	BitNot BitOperation = "NOT" // of one key
)

// BitOp combines the values of keys bit by bit, stores what comes out at
// destination, and resolves with its length, in bytes. Short values are taken
// to go on with zeros.
//
// Redis: https://redis.io/commands/bitop/
func (c Commands) BitOp(operation BitOperation, destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"BITOP", string(operation), destination}, keys...)...)
}
