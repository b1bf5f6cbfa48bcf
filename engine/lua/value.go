// Values, and numbers as the C library reads and writes them.

package lua

import (
	"math"
	"strconv"
	"strings"
)

// Value is a Lua value: nil, bool, float64, string, *Table, *Function,
// *Coroutine or Null.
type Value = any

// Null is cjson.null, the one light userdata there is.
type Null struct{}

// typeName is what type() answers.
func typeName(v Value) string {
	switch v.(type) {
	case nil:
		return "nil"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case *Table:
		return "table"
	case *Function:
		return "function"
	case *Coroutine:
		return "thread"
	}
	return "userdata"
}

// truthy reports what a condition takes v for.
func truthy(v Value) bool { return v != nil && v != false }

// negativeNaN is what x86 computes for 0/0, which prints as -nan.
var negativeNaN = math.Float64frombits(0xFFF8000000000000)

// formatNumber writes a number as Lua does, with "%.14g".
func formatNumber(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e14 && (f != 0 || !math.Signbit(f)) {
		return strconv.FormatInt(int64(f), 10)
	}
	return formatG(f, 14)
}

// formatG is C's "%.*g".
func formatG(f float64, precision int) string {
	if text := special(f); text != "" {
		return text
	}
	precision = max(precision, 1)
	text := strconv.FormatFloat(f, 'e', precision-1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	exp, _ := strconv.Atoi(exponent)
	if exp < -4 || exp >= precision {
		return trimFraction(mantissa) + "e" + exponent
	}
	return trimFraction(strconv.FormatFloat(f, 'f', precision-1-exp, 64))
}

// special is the text of what is no finite number, else "".
func special(f float64) string {
	sign := ""
	if math.Signbit(f) {
		sign = "-"
	}
	switch {
	case math.IsNaN(f):
		return sign + "nan"
	case math.IsInf(f, 0):
		return sign + "inf"
	}
	return ""
}

func trimFraction(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

const spaces = " \t\n\v\f\r"

// parseNumber reads a number as Lua does from a string: the C library's
// strtod, and hexadecimal integers, between white space.
func parseNumber(s string) (float64, bool) {
	s, _, _ = strings.Cut(s, "\x00")
	s = strings.Trim(s, spaces)
	digits, negative := strings.CutPrefix(s, "-")
	if !negative {
		digits = strings.TrimPrefix(s, "+")
	}
	f, ok := parseUnsigned(digits)
	if negative {
		f = -f
	}
	return f, ok
}

func parseUnsigned(s string) (float64, bool) {
	if s == "" || s[0] != '.' && (s[0] < '0' || s[0] > '9') {
		return parseWord(s)
	}
	if len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x' {
		if !strings.ContainsAny(s, "pP") {
			s += "p0"
		}
	}
	if strings.Contains(s, "_") {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func parseWord(s string) (float64, bool) {
	switch strings.ToLower(s) {
	case "inf", "infinity":
		return math.Inf(1), true
	case "nan":
		return math.Abs(math.NaN()), true
	}
	return 0, false
}

// toNumber converts as arithmetic does.
func toNumber(v Value) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		return parseNumber(v)
	}
	return 0, false
}

// toText converts as concatenation does.
func toText(v Value) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case float64:
		return formatNumber(v), true
	}
	return "", false
}

// toInt is C's conversion of a double to a 64-bit integer on x86: what does
// not fit becomes the smallest integer.
func toInt(f float64) int64 {
	if f >= -9223372036854775808 && f < 9223372036854775808 {
		return int64(f)
	}
	return math.MinInt64
}
