//go:build !first

// Commands of single bits: SETBIT, GETBIT, BITCOUNT, BITPOS.

package engine

import (
	"resplay/resp"
)

var bitCommands = []Command{
	{
		Name: "setbit", Synopsis: "key offset value",
		Summary: "Sets or clears a bit of the string at a key and returns what it was.",
		Since:   "2.2.0", Group: "bitmap", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdSetbit,
	},
	{
		Name: "getbit", Synopsis: "key offset",
		Summary: "Returns a bit of the string at a key.",
		Since:   "2.2.0", Group: "bitmap", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGetbit,
	},
	{
		Name: "bitcount", Synopsis: "key [start end [BYTE | BIT]]",
		Summary: "Counts the bits that are set in a string.",
		Since:   "2.6.0", Group: "bitmap", Complexity: "O(N)",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdBitcount,
	},
	{
		Name: "bitpos", Synopsis: "key bit [start [end [BYTE | BIT]]]",
		Summary: "Finds the first bit that is set, or clear, in a string.",
		Since:   "2.8.7", Group: "bitmap", Complexity: "O(N)",
		Arity: -3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdBitpos,
	},
}

// bitOffset is the argument at i as the offset of a bit.
func (c *call) bitOffset(i int) (int64, error) {
	offset, ok := parseInt(c.args[i])
	if !ok || !c.engine.isBitOffset(offset) {
		return 0, errBitOffset
	}
	return offset, nil
}

// isBitOffset reports whether a string may have a bit there.
func (e *Engine) isBitOffset(offset int64) bool {
	return offset >= 0 && offset>>3 < int64(e.longestString())
}

func cmdSetbit(c *call) (resp.Value, error) {
	offset, err := c.bitOffset(2)
	if err != nil {
		return none, err
	}
	on, ok := parseInt(c.args[3])
	if !ok || on&^1 != 0 {
		return none, errBitValue
	}
	ent, raw, grown, err := c.bitsToWrite(c.args[1], offset)
	if err != nil {
		return none, err
	}
	was := raw.setBit(offset, on == 1)
	if grown || was != (on == 1) {
		c.changed(ent, "setbit")
	}
	return oneIf(was), nil
}

func cmdGetbit(c *call) (resp.Value, error) {
	offset, err := c.bitOffset(2)
	if err != nil {
		return none, err
	}
	o, err := c.lookupString(c.args[1])
	if o == nil || err != nil {
		return resp.Integer(0), err
	}
	var holder [1]byte
	copyBytes(holder[:], o, offset>>3)
	return oneIf(holder[0]&(0x80>>(offset&7)) != 0), nil
}

// lookupString returns the string at a key in whatever form it has; nil:
// there is no such key.
func (c *call) lookupString(key string) (object, error) {
	ent := c.lookup(key)
	switch {
	case ent == nil:
		return nil, nil
	case ent.val.object.kind() != "string":
		return nil, errWrongType
	}
	return ent.val.object, nil
}

// bitRange is what BITCOUNT and BITPOS take as a range.
type bitRange struct {
	start, end int64
	inBits     bool // rather than bytes
}

// bitUnit reads the word that says what a range counts in.
func (r *bitRange) bitUnit(word string) error {
	switch upper(word) {
	case "BIT":
		r.inBits = true
	case "BYTE":
		r.inBits = false
	default:
		return errSyntax
	}
	return nil
}

// within is the range in bits of a string of that length, end included, as
// it is after both ends have been counted from the end of the string, if
// below 0, and moved into it; empty when start is behind end.
func (r bitRange) within(length int) (start, end int64) {
	total := int64(length)
	if r.inBits {
		total *= 8
	}
	start, end = inside(r.start, total), min(inside(r.end, total), total-1)
	switch {
	case start > end:
		return 1, 0
	case r.inBits:
		return start, end
	}
	return start * 8, end*8 + 7
}

// inside counts from the end below 0, and no further than to the beginning.
func inside(i, total int64) int64 {
	if i < 0 {
		i = max(i+total, 0)
	}
	return i
}

func cmdBitcount(c *call) (resp.Value, error) {
	r := bitRange{end: -1}
	var err error
	switch len(c.args) {
	case 2:
	case 4, 5:
		if r.start, r.end, err = c.integers(2); err != nil {
			return none, err
		}
		if len(c.args) == 5 {
			err = r.bitUnit(c.args[4])
		}
	default:
		err = errSyntax
	}
	if err != nil {
		return none, err
	}
	s, _, err := readString(c, c.args[1])
	if r.start < 0 && r.end < 0 && r.start > r.end {
		return resp.Integer(0), err
	}
	start, end := r.within(len(s))
	if err != nil || start > end {
		return resp.Integer(0), err
	}
	return resp.Integer(countBits(s, start, end)), nil
}

func cmdBitpos(c *call) (resp.Value, error) {
	bit, err := c.integer(2)
	switch {
	case err != nil:
		return none, err
	case bit&^1 != 0:
		return none, errBitArgument
	}
	r, err := c.bitposRange()
	if err != nil {
		return none, err
	}
	s, found, err := readString(c, c.args[1])
	if err != nil {
		return none, err
	}
	if !found { // as good as zeros without end
		return resp.Integer(-bit), nil
	}
	start, end := r.within(len(s))
	if start > end {
		return resp.Integer(-1), nil
	}
	at := firstBit(s, bit == 1, start, end)
	if at < 0 && bit == 0 && len(c.args) < 5 {
		at = int64(len(s)) * 8 // zeros follow, unless the range has an end
	}
	return resp.Integer(at), nil
}

// bitposRange reads the range that BITPOS takes, in the order in which Redis
// finds fault with it.
func (c *call) bitposRange() (r bitRange, err error) {
	r.end = -1
	if len(c.args) > 6 {
		return r, errSyntax
	}
	if len(c.args) > 3 {
		if r.start, err = c.integer(3); err != nil {
			return r, err
		}
	}
	if len(c.args) > 5 {
		if err = r.bitUnit(c.args[5]); err != nil {
			return r, err
		}
	}
	if len(c.args) > 4 {
		r.end, err = c.integer(4)
	}
	return r, err
}
