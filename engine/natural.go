// Integers of any size, as far as reading and printing extended numbers
// needs them: math/big would weigh more in the page than the engine.

package engine

import (
	"math/bits"
	"slices"
)

// natural is an integer from 0 on, 32 bits a word, lowest first; the highest
// word is not 0.
type natural []uint32

// multiplyAdd returns n * factor + addend.
func (n natural) multiplyAdd(factor, addend uint32) natural {
	carry := uint64(addend)
	for i := range n {
		carry += uint64(n[i]) * uint64(factor)
		n[i] = uint32(carry)
		carry >>= 32
	}
	if carry > 0 {
		n = append(n, uint32(carry))
	}
	return n
}

// divide returns n / divisor and what is left.
func (n natural) divide(divisor uint32) (natural, uint32) {
	rest := uint64(0)
	for i := len(n) - 1; i >= 0; i-- {
		rest = rest<<32 | uint64(n[i])
		n[i] = uint32(rest / uint64(divisor))
		rest %= uint64(divisor)
	}
	return n.trim(), uint32(rest)
}

func (n natural) trim() natural {
	for len(n) > 0 && n[len(n)-1] == 0 {
		n = n[:len(n)-1]
	}
	return n
}

func (n natural) shiftLeft(by int) natural {
	shifted := make(natural, by/32, by/32+len(n)+1)
	carry := uint32(0)
	for _, word := range n {
		shifted = append(shifted, word<<(by%32)|carry)
		carry = uint32(uint64(word) << (by % 32) >> 32)
	}
	return append(shifted, carry).trim()
}

// top128 returns the highest 128 bits with the highest set: n is about
// high:low * 2^shift. sticky reports whether there are bits below.
func (n natural) top128() (high, low uint64, shift int, sticky bool) {
	length := 32*(len(n)-1) + bits.Len32(n[len(n)-1])
	if length < 128 {
		n = n.shiftLeft(128 - length)
		shift, length = length-128, 128
	}
	word := func(at int) uint64 { // 32 bits from bit at on
		value := uint64(n[at/32]) >> (at % 32)
		if at/32+1 < len(n) {
			value |= uint64(n[at/32+1]) << (32 - at%32)
		}
		return value & (1<<32 - 1)
	}
	bottom := length - 128
	high = word(bottom+96)<<32 | word(bottom+64)
	low = word(bottom+32)<<32 | word(bottom)
	for i := range bottom {
		sticky = sticky || n[i/32]>>(i%32)&1 == 1
	}
	return high, low, shift + bottom, sticky
}

// String is n in decimal. It uses n up.
func (n natural) String() string {
	if len(n) == 0 {
		return "0"
	}
	var digits []byte
	for len(n) > 0 {
		var rest uint32
		n, rest = n.divide(1_000_000_000)
		for range 9 {
			digits = append(digits, '0'+byte(rest%10))
			rest /= 10
		}
	}
	slices.Reverse(digits)
	for digits[0] == '0' {
		digits = digits[1:]
	}
	return string(digits)
}
