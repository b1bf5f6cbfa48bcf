// Floating point with 64 bits of mantissa: what INCRBYFLOAT and HINCRBYFLOAT
// compute in, so that 0.1 and 0.2 make 0.3. Go has no such type.

package engine

import (
	"math/bits"
	"strconv"
	"strings"
)

// extended is mant * 2^exp. The highest bit of mant is set, unless it is 0.
type extended struct {
	negative bool
	infinite bool
	mant     uint64
	exp      int
}

const (
	maxExtendedText = 5119  // characters that Redis reads
	maxExtendedExp  = 16320 // of mant * 2^exp; a larger number is infinite
	minExtendedExp  = -16445 - 63
)

// parseExtended reads a decimal number. ok is false when s is none, or is
// too large or too small.
func parseExtended(s string) (x extended, ok bool) {
	if len(s) > maxExtendedText {
		return x, false
	}
	if s != "" && (s[0] == '-' || s[0] == '+') {
		x.negative = s[0] == '-'
		s = s[1:]
	}
	if low := lower(s); low == "inf" || low == "infinity" {
		x.infinite = true
		return x, true
	}
	parts, ok := splitNumber(lower(s))
	if !ok || parts.digits == "" {
		return x, ok
	}
	if parts.base == 16 {
		return x.round(parts.natural(), parts.scale, false)
	}
	if magnitude := len(parts.digits) + parts.scale; magnitude > 4934 || magnitude < -4950 {
		return x, false
	}
	return x.scaleByTen(parts.natural(), parts.scale)
}

// numberParts is a number taken apart: an integer, and the power that it is
// multiplied with, of 10 in base 10, of 2 in base 16.
type numberParts struct {
	base   uint32
	digits string // without leading zeros
	scale  int
}

// splitNumber takes a decimal or hexadecimal number in lower case apart.
func splitNumber(s string) (parts numberParts, ok bool) {
	parts.base = 10
	alphabet, exponentMark, perDigit := "0123456789", "e", 1
	if hexadecimal, found := strings.CutPrefix(s, "0x"); found {
		s, parts.base = hexadecimal, 16
		alphabet, exponentMark, perDigit = "0123456789abcdef", "p", 4
	}
	mantissa, exponent, hasExponent := strings.Cut(s, exponentMark)
	if hasExponent {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > 1e6 || n < -1e6 {
			return parts, false
		}
		parts.scale = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	if digits == "" || strings.Trim(digits, alphabet) != "" {
		return parts, false
	}
	parts.digits = strings.TrimLeft(digits, "0")
	parts.scale -= perDigit * len(fraction)
	return parts, true
}

// natural is the integer that the digits form.
func (p numberParts) natural() natural {
	n := natural{}
	for i := range len(p.digits) {
		digit := p.digits[i] - '0'
		if p.digits[i] >= 'a' {
			digit = p.digits[i] - 'a' + 10
		}
		n = n.multiplyAdd(p.base, uint32(digit))
	}
	return n
}

// scaleByTen rounds n * 10^scale to the nearest extended with x's sign.
func (x extended) scaleByTen(n natural, scale int) (extended, bool) {
	for ; scale > 0; scale-- {
		n = n.multiplyAdd(10, 0)
	}
	if scale == 0 {
		return x.round(n, 0, false)
	}
	shift := -scale*10/3 + 130 // leaves more than 64 bits after all divisions
	n = n.shiftLeft(shift)
	inexact := false
	for ; scale < 0; scale++ {
		var rest uint32
		n, rest = n.divide(10)
		inexact = inexact || rest != 0
	}
	return x.round(n, -shift, inexact)
}

// round is the extended nearest to n * 2^exp with x's sign; inexact says
// that the number is a little more than that.
func (x extended) round(n natural, exp int, inexact bool) (extended, bool) {
	high, low, shifted, sticky := n.top128()
	if sticky || inexact {
		low |= 1
	}
	mant, carry := round128(high, low)
	x.mant, x.exp = mant, exp+shifted+64+carry
	return x, x.exp <= maxExtendedExp && x.exp >= minExtendedExp
}

// round128 rounds a number of 128 bits to its upper 64, to even when it lies
// in the middle. The highest bit is set, before and after; carry is 1 when
// rounding doubled the result.
func round128(high, low uint64) (mant uint64, carry int) {
	const half = 1 << 63
	if low < half || low == half && high&1 == 0 {
		return high, 0
	}
	if high++; high == 0 {
		return half, 1
	}
	return high, 0
}

// add returns the sum; ok is false when it is infinite or not a number.
func (x extended) add(y extended) (sum extended, ok bool) {
	if x.infinite || y.infinite {
		return x, false
	}
	if x.mant == 0 || y.mant != 0 && y.exp > x.exp || y.exp == x.exp && y.mant > x.mant {
		x, y = y, x
	}
	if y.mant == 0 {
		return x, true
	}
	yHigh, yLow := shiftRight128(y.mant, 0, x.exp-y.exp)
	sum = extended{negative: x.negative, exp: x.exp}
	high, low := x.mant, uint64(0)
	if x.negative != y.negative {
		var borrow uint64
		low, borrow = bits.Sub64(low, yLow, 0)
		high, _ = bits.Sub64(high, yHigh, borrow)
		return sum.normalize(high, low)
	}
	var carry uint64
	low, carry = bits.Add64(low, yLow, 0)
	if high, carry = bits.Add64(high, yHigh, carry); carry != 0 {
		low = low>>1 | low&1 | high<<63
		high = high>>1 | 1<<63
		sum.exp++
	}
	return sum.normalize(high, low)
}

// shiftRight128 shifts; bits that fall off leave a trace in the lowest one.
func shiftRight128(high, low uint64, by int) (uint64, uint64) {
	lost := uint64(0)
	if by >= 128 {
		return 0, 1
	}
	if by >= 64 {
		lost, low, high = low, high, 0
		by -= 64
	}
	lost |= low & (1<<by - 1)
	low = low>>by | high<<(64-by)
	high >>= by
	if lost != 0 {
		low |= 1
	}
	return high, low
}

// normalize gives x the mantissa high and low, shifted and rounded.
func (x extended) normalize(high, low uint64) (extended, bool) {
	if high == 0 && low == 0 {
		return extended{}, true
	}
	if high == 0 {
		high, low = low, 0
		x.exp -= 64
	}
	shift := bits.LeadingZeros64(high)
	high = high<<shift | low>>(64-shift)
	low <<= shift
	x.exp -= shift
	mant, carry := round128(high, low)
	x.mant, x.exp = mant, x.exp+carry
	return x, x.exp <= maxExtendedExp
}

// String is the number with at most 17 digits behind the point.
func (x extended) String() string {
	const scale = 100_000_000_000_000_000
	text := ""
	if x.exp >= 0 {
		text = natural{uint32(x.mant), uint32(x.mant >> 32)}.shiftLeft(x.exp).String()
	} else {
		whole, fraction := bits.Div64(x.scaled(scale))
		padded := formatInt(int64(scale + fraction))[1:]
		text = formatInt(int64(whole)) + "." + padded
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if x.negative && text != "0" {
		return "-" + text
	}
	return text
}

// scaled returns the number times scale, rounded to an integer of 128 bits,
// and scale again. The number must have a fraction.
func (x extended) scaled(scale uint64) (high, low, by uint64) {
	high, low = bits.Mul64(x.mant, scale)
	shift := -x.exp
	if shift >= 128 {
		return 0, 0, scale
	}
	// Shifting by one less keeps the bit that rounding looks at; what falls
	// off below it leaves its trace there only if it tips the balance.
	wholeHigh, wholeLow := high, low
	if shift > 64 {
		wholeHigh, wholeLow = 0, high>>(shift-64)
	} else {
		wholeLow = low>>shift | high<<(64-shift)
		wholeHigh = high >> shift
	}
	backHigh, backLow := shiftLeft128(wholeHigh, wholeLow, shift)
	restLow, borrow := bits.Sub64(low, backLow, 0)
	restHigh, _ := bits.Sub64(high, backHigh, borrow)
	halfHigh, halfLow := shiftLeft128(0, 1, shift-1)
	above := restHigh > halfHigh || restHigh == halfHigh && restLow > halfLow
	middle := restHigh == halfHigh && restLow == halfLow
	if above || middle && wholeLow&1 == 1 {
		var carry uint64
		wholeLow, carry = bits.Add64(wholeLow, 1, 0)
		wholeHigh += carry
	}
	return wholeHigh, wholeLow, scale
}

func shiftLeft128(high, low uint64, by int) (uint64, uint64) {
	if by >= 64 {
		return low << (by - 64), 0
	}
	return high<<by | low>>(64-by), low << by
}
