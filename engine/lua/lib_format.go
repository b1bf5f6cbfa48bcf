// string.format: C's printf, within Lua's bounds.

package lua

import (
	"math"
	"strconv"
	"strings"
)

// directive is a conversion of a format, such as %-5.2f.
type directive struct {
	flags     string
	width     int
	precision int // -1: none
	letter    byte
}

func stringFormat(vm *VM, args []Value) []Value {
	format := vm.text(args, 0)
	var text strings.Builder
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			text.WriteByte(format[i])
			continue
		}
		if i++; i < len(format) && format[i] == '%' {
			text.WriteByte('%')
			continue
		}
		if next++; next >= len(args) {
			vm.argumentError(next, "no value")
		}
		var d directive
		d, i = vm.directive(format, i)
		vm.step(partSteps)
		piece := vm.convert(d, args, next)
		vm.made(len(piece))
		text.WriteString(piece)
	}
	vm.made(len(format))
	return vm.one(text.String())
}

// directive reads a conversion and returns where its letter stands.
func (vm *VM) directive(format string, i int) (directive, int) {
	d := directive{precision: -1}
	start := i
	for i < len(format) && strings.IndexByte("-+ #0", format[i]) >= 0 {
		i++
	}
	if d.flags = format[start:i]; len(d.flags) >= 6 {
		vm.fail("invalid format (repeated flags)")
	}
	digits := func() int {
		n := 0
		for j := 0; j < 2 && i < len(format) && isDigit(format[i]); j++ {
			n = n*10 + int(format[i]-'0')
			i++
		}
		return n
	}
	d.width = digits()
	if i < len(format) && format[i] == '.' {
		i++
		d.precision = digits()
	}
	if i < len(format) && isDigit(format[i]) {
		vm.fail("invalid format (width or precision too long)")
	}
	if i < len(format) {
		d.letter = format[i]
	}
	return d, i
}

func (vm *VM) convert(d directive, args []Value, i int) string {
	switch d.letter {
	case 'c':
		return d.pad("", string([]byte{byte(toInt(vm.number(args, i)))}), false)
	case 'd', 'i':
		return d.integer(toInt(vm.number(args, i)))
	case 'o', 'u', 'x', 'X':
		return d.unsigned(vm.number(args, i))
	case 'e', 'E', 'f', 'g', 'G':
		return d.float(vm.number(args, i))
	case 'q':
		s := vm.text(args, i)
		vm.made(len(s) * 2)
		return quote(s)
	case 's':
		s := vm.text(args, i)
		if d.precision < 0 && len(s) >= 100 {
			return s
		}
		s, _, _ = strings.Cut(s, "\x00") // as sprintf sees it
		if d.precision >= 0 && d.precision < len(s) {
			s = s[:d.precision]
		}
		return d.pad("", s, false)
	}
	letter := string([]byte{d.letter})
	if d.letter == 0 {
		letter = ""
	}
	vm.fail("invalid option '%" + letter + "' to 'format'")
	return ""
}

func (d directive) has(flag byte) bool { return strings.IndexByte(d.flags, flag) >= 0 }

// pad fills up to the width, with zeros behind the sign where these are asked
// for and allowed.
func (d directive) pad(sign, body string, zeros bool) string {
	missing := d.width - len(sign) - len(body)
	switch {
	case missing <= 0:
		return sign + body
	case d.has('-'):
		return sign + body + strings.Repeat(" ", missing)
	case zeros && d.has('0'):
		return sign + strings.Repeat("0", missing) + body
	}
	return strings.Repeat(" ", missing) + sign + body
}

func (d directive) sign(negative bool) string {
	switch {
	case negative:
		return "-"
	case d.has('+'):
		return "+"
	case d.has(' '):
		return " "
	}
	return ""
}

// digits fills up to the precision; 0 with precision 0 is nothing.
func (d directive) digits(s string) string {
	if d.precision == 0 && s == "0" {
		return ""
	}
	return strings.Repeat("0", max(d.precision-len(s), 0)) + s
}

func (d directive) integer(n int64) string {
	magnitude := uint64(n)
	if n < 0 {
		magnitude = -magnitude
	}
	return d.pad(d.sign(n < 0), d.digits(strconv.FormatUint(magnitude, 10)), d.precision < 0)
}

func (d directive) unsigned(f float64) string {
	n := uint64(toInt(f))
	if f >= math.MaxInt64 && f < math.MaxUint64 {
		n = uint64(f)
	}
	prefix, base := "", 10
	switch d.letter {
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
		if d.has('#') && n != 0 {
			prefix = "0x"
		}
	}
	body := d.digits(strconv.FormatUint(n, base))
	if d.letter == 'o' && d.has('#') && !strings.HasPrefix(body, "0") {
		body = "0" + body
	}
	text := d.pad(prefix, body, d.precision < 0)
	if d.letter == 'X' {
		return strings.ToUpper(text)
	}
	return text
}

func (d directive) float(f float64) string {
	precision := d.precision
	if precision < 0 {
		precision = 6
	}
	negative := math.Signbit(f)
	body := special(math.Abs(f))
	finite := body == ""
	switch {
	case !finite:
	case d.letter == 'f':
		body = strconv.FormatFloat(math.Abs(f), 'f', precision, 64)
	case d.letter|0x20 == 'e':
		body = strconv.FormatFloat(math.Abs(f), 'e', precision, 64)
	case d.has('#'):
		body = strconv.FormatFloat(math.Abs(f), 'g', max(precision, 1), 64)
	default:
		body = formatG(math.Abs(f), precision)
	}
	if finite && d.has('#') && d.letter == 'f' && precision == 0 {
		body += "."
	}
	text := d.pad(d.sign(negative), body, finite)
	if d.letter == 'E' || d.letter == 'G' {
		return strings.ToUpper(text)
	}
	return text
}

// quote is %q: a text that Lua reads back.
func quote(s string) string {
	var text strings.Builder
	text.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\', '\n':
			text.WriteByte('\\')
			text.WriteByte(c)
		case '\r':
			text.WriteString("\\r")
		case 0:
			text.WriteString("\\000")
		default:
			text.WriteByte(c)
		}
	}
	text.WriteByte('"')
	return text.String()
}
