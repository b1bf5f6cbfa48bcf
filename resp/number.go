// Numbers as RESP writes them: lengths, integers, doubles and big numbers.

package resp

import (
	"bytes"
	"math"
	"strconv"
)

// ParseInt reads a decimal integer as strictly as Redis does: no plus sign,
// no leading zeros, no "-0".
func ParseInt(s string) (n int64, ok bool) {
	negative := len(s) > 0 && s[0] == '-'
	first := 0
	if negative {
		first = 1
	}
	if len(s) == first || s[first] == '0' && len(s) > 1 {
		return 0, false
	}
	var u uint64
	for i := first; i < len(s); i++ {
		c := s[i] - '0'
		// A 20th digit could overflow u itself before the range check below.
		if c > 9 || u > math.MaxInt64/10 {
			return 0, false
		}
		u = u*10 + uint64(c)
	}
	if negative {
		return -int64(u), u <= 1<<63
	}
	return int64(u), u <= math.MaxInt64
}

// parseDouble reads decimal notation, "inf" and "nan"; unlike strconv alone
// it refuses hexadecimal, underscores and other spellings of infinity.
func parseDouble(b []byte) (f float64, ok bool) {
	switch string(b) {
	case "inf", "+inf":
		return math.Inf(1), true
	case "-inf":
		return math.Inf(-1), true
	case "nan", "-nan":
		return math.NaN(), true
	}
	for _, c := range b {
		switch {
		case '0' <= c && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return f, err == nil
}

// isBigNumber reports whether b is an optional sign and at least one digit.
func isBigNumber(b []byte) bool {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		b = b[1:]
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// parseBoolean returns 1 for "t" and 0 for "f".
func parseBoolean(b []byte) (n int64, ok bool) {
	switch string(b) {
	case "t":
		return 1, true
	case "f":
		return 0, true
	}
	return 0, false
}

// FormatDouble writes f as Redis 7.2 and later do in scores and RESP3
// doubles: the fewest digits that read back as f, "inf", "-inf" or "nan".
func FormatDouble(f float64) string {
	var room [32]byte
	return string(appendDouble(room[:0], f))
}

func appendDouble(dst []byte, f float64) []byte {
	const whole = 1 << 62 // Redis prints whole numbers up to here as integers
	switch {
	case math.IsNaN(f):
		return append(dst, "nan"...)
	case math.IsInf(f, 1):
		return append(dst, "inf"...)
	case math.IsInf(f, -1):
		return append(dst, "-inf"...)
	case f == 0 && math.Signbit(f):
		return append(dst, "-0"...)
	case -whole <= f && f <= whole && f == math.Trunc(f):
		return strconv.AppendInt(dst, int64(f), 10)
	case f < 0:
		dst = append(dst, '-')
		f = -f
	}
	return appendFraction(dst, f)
}

// appendFraction chooses between plain and scientific notation by the rules
// of the fpconv library, with which Redis prints doubles. f is positive.
func appendFraction(dst []byte, f float64) []byte {
	var room [24]byte
	digits, scale := shortestDigits(room[:0], f)
	point := len(digits) + scale // digits ahead of the decimal point
	exponent := point - 1
	switch {
	case scale >= 0 && exponent < len(digits)+7:
		return appendZeros(append(dst, digits...), scale)
	case scale < 0 && (scale > -7 || -4 < exponent && exponent < 4):
		return appendPlain(dst, digits, point)
	}
	dst = append(dst, digits[0])
	if len(digits) > 1 {
		dst = append(dst, '.')
		dst = append(dst, digits[1:]...)
	}
	dst = append(dst, 'e')
	if exponent > 0 {
		dst = append(dst, '+')
	}
	return strconv.AppendInt(dst, int64(exponent), 10)
}

// appendPlain appends digits with the decimal point behind the first point of
// them, or ahead of zeros if that is negative.
func appendPlain(dst, digits []byte, point int) []byte {
	if point <= 0 {
		dst = appendZeros(append(dst, "0."...), -point)
		return append(dst, digits...)
	}
	dst = append(dst, digits[:point]...)
	dst = append(dst, '.')
	return append(dst, digits[point:]...)
}

func appendZeros(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, '0')
	}
	return dst
}

// shortestDigits appends the fewest decimal digits d and returns the scale
// such that d × 10^scale reads back as f.
func shortestDigits(dst []byte, f float64) (digits []byte, scale int) {
	var room [32]byte
	text := strconv.AppendFloat(room[:0], f, 'e', -1, 64) // d.ddde±xx
	mark := bytes.IndexByte(text, 'e')
	exponent, _ := strconv.Atoi(string(text[mark+1:]))
	digits = append(dst, text[0])
	if mark > 1 {
		digits = append(digits, text[2:mark]...)
	}
	return digits, exponent - len(digits) + 1
}
