// Strings as rows of bits: the highest bit of the first byte is bit 0.

package engine

import "math/bits"

// bitsToWrite makes the string at a key one whose bits can be set, up to the
// one at highest; grown says that it is longer now than it was.
func (c *call) bitsToWrite(key string, highest int64) (ent *entry, raw *rawString, grown bool, err error) {
	ent, err = stringEntry(c, key)
	if err != nil {
		return nil, nil, false, err
	}
	size := int(highest>>3) + 1
	if err := c.mayWrite(ent, size, 0); err != nil {
		return nil, nil, false, err
	}
	if ent == nil {
		ent = c.store(key, &rawString{})
	}
	raw = rawBytes(ent)
	grown = raw.grow(size)
	c.engine.recount(ent)
	return ent, raw, grown, nil
}

// grow makes a string at least that long, with zero bytes, and reports
// whether it was shorter.
func (v *rawString) grow(size int) bool {
	missing := size - len(v.b)
	if missing <= 0 {
		return false
	}
	v.text = ""
	v.b = append(v.b, make([]byte, missing)...)
	return true
}

// setBit sets the bit at an offset and returns what it was.
func (v *rawString) setBit(offset int64, on bool) (was bool) {
	mask := byte(0x80) >> (offset & 7)
	was = v.b[offset>>3]&mask != 0
	if was != on {
		v.text = ""
		v.b[offset>>3] ^= mask
	}
	return was
}

// copyBytes copies a part of a string of any form, from an offset on, and
// returns how much of dst it filled.
func copyBytes(dst []byte, o object, from int64) int {
	if raw, ok := o.(*rawString); ok {
		return copy(dst, raw.b[min(from, int64(len(raw.b))):])
	}
	s, _ := stringText(o)
	return copy(dst, s[min(from, int64(len(s))):])
}

// word is eight bytes of a string, the first one highest.
func word(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[7]) | uint64(s[6])<<8 | uint64(s[5])<<16 | uint64(s[4])<<24 |
		uint64(s[3])<<32 | uint64(s[2])<<40 | uint64(s[1])<<48 | uint64(s[0])<<56
}

// countBits counts the bits that are set from one to another, both included.
func countBits(s string, start, end int64) int64 {
	first, last := int(start>>3), int(end>>3)
	// What the outer bytes have outside the range is taken off again.
	outside := bits.OnesCount8(s[first]&^(0xff>>(start&7))) + bits.OnesCount8(s[last]&(0x7f>>(end&7)))
	count, i := int64(-outside), first
	for ; i+8 <= last+1; i += 8 {
		count += int64(bits.OnesCount64(word(s, i)))
	}
	for ; i <= last; i++ {
		count += int64(bits.OnesCount8(s[i]))
	}
	return count
}

// firstBit finds the first bit that is on, or off, from one to another, both
// included; -1: there is none.
func firstBit(s string, on bool, start, end int64) int64 {
	flip := ^uint64(0)
	if on {
		flip = 0
	}
	i, last := int(start>>3), int(end>>3)
	wanted := (s[i] ^ byte(flip)) & (0xff >> (start & 7))
	for wanted == 0 && i < last {
		i++
		for i+32 <= last && (word(s, i)^flip)|(word(s, i+8)^flip)|(word(s, i+16)^flip)|(word(s, i+24)^flip) == 0 {
			i += 32
		}
		wanted = s[i] ^ byte(flip)
	}
	at := int64(i)<<3 + int64(bits.LeadingZeros8(wanted))
	if wanted == 0 || at > end {
		return -1
	}
	return at
}

// field reads an unsigned number of some bits at an offset.
func field(b []byte, offset int64, width int) uint64 {
	n := uint64(0)
	for end := offset + int64(width); offset < end; offset++ {
		n = n<<1 | uint64(b[offset>>3]>>(7-offset&7)&1)
	}
	return n
}

// setField writes a number of some bits at an offset.
func (v *rawString) setField(offset int64, width int, n uint64) {
	for i := range width {
		v.setBit(offset+int64(i), n>>(width-1-i)&1 != 0)
	}
}

// signed is an unsigned number of some bits as the signed one that has the
// same bits.
func signed(n uint64, width int) int64 {
	return int64(n<<(64-width)) >> (64 - width)
}
