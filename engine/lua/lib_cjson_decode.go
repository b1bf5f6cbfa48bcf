// The cjson library: decoding.

package lua

import (
	"strings"
	"unicode/utf8"
)

// jsonDecoder reads one text.
type jsonDecoder struct {
	*jsonConfig
	vm    *VM
	text  string
	pos   int
	depth int
	// the present token
	kind  string
	start int
	value Value // of a string, number or boolean
	wrong string
}

const (
	jsonString  = "T_STRING"
	jsonNumber  = "T_NUMBER"
	jsonBoolean = "T_BOOLEAN"
	jsonNull    = "T_NULL"
	jsonEnd     = "T_END"
	jsonError   = "T_ERROR"
)

var jsonSigns = map[byte]string{
	'{': "T_OBJ_BEGIN", '}': "T_OBJ_END", '[': "T_ARR_BEGIN", ']': "T_ARR_END", ',': "T_COMMA", ':': "T_COLON",
}

func (c *jsonConfig) decode(vm *VM, args []Value) []Value {
	if len(args) != 1 {
		vm.argumentError(0, "expected 1 argument")
	}
	d := &jsonDecoder{jsonConfig: c, vm: vm, text: vm.text(args, 0)}
	vm.made(len(d.text))
	if len(d.text) >= 2 && (d.text[0] == 0 || d.text[1] == 0) {
		vm.fail("JSON parser does not support UTF-16 or UTF-32")
	}
	d.next()
	v := d.read()
	if d.next(); d.kind != jsonEnd {
		d.expected("the end")
	}
	return vm.one(v)
}

func (d *jsonDecoder) expected(what string) {
	found := d.kind
	if d.kind == jsonError {
		found = d.wrong
	}
	d.vm.fail("Expected " + what + " but found " + found + " at character " + formatNumber(float64(d.start+1)))
}

// read reads the value that begins with the present token.
func (d *jsonDecoder) read() Value {
	switch d.kind {
	case jsonString, jsonNumber, jsonBoolean:
		return d.value
	case jsonNull:
		return Null{}
	case "T_OBJ_BEGIN":
		return d.object()
	case "T_ARR_BEGIN":
		return d.array()
	}
	d.expected("value")
	return nil
}

func (d *jsonDecoder) descend() {
	if d.depth++; d.depth > d.decodeDepth || d.depth > mostCoded {
		d.vm.fail("Found too many nested data structures (" + formatNumber(float64(d.depth)) + ") at character " + formatNumber(float64(d.pos)))
	}
}

func (d *jsonDecoder) object() Value {
	d.descend()
	t := d.vm.newTable(0, 0)
	d.next()
	for more := d.kind != "T_OBJ_END"; more; d.next() {
		if d.kind != jsonString {
			d.expected("object key string")
		}
		key := d.value
		if d.next(); d.kind != "T_COLON" {
			d.expected("colon")
		}
		d.next()
		d.vm.set(t, key, d.read())
		d.next()
		if d.kind == "T_OBJ_END" {
			break
		}
		if d.kind != "T_COMMA" {
			d.expected("comma or object end")
		}
	}
	d.depth--
	return t
}

func (d *jsonDecoder) array() Value {
	d.descend()
	t := d.vm.newTable(0, 0)
	d.next()
	if d.kind == "T_ARR_END" {
		d.depth--
		return t
	}
	for i := 1; ; i++ {
		d.vm.set(t, boxed(float64(i)), d.read())
		d.next()
		if d.kind == "T_ARR_END" {
			d.depth--
			return t
		}
		if d.kind != "T_COMMA" {
			d.expected("comma or array end")
		}
		d.next()
	}
}

func (d *jsonDecoder) fail(wrong string) {
	d.kind, d.wrong, d.start = jsonError, wrong, d.pos
}

// next reads a token.
func (d *jsonDecoder) next() {
	d.vm.step(partSteps)
	for d.pos < len(d.text) && strings.IndexByte(" \t\n\r", d.text[d.pos]) >= 0 {
		d.pos++
	}
	d.start = d.pos
	rest := d.text[d.pos:]
	if rest == "" {
		d.kind = jsonEnd
		return
	}
	if sign, ok := jsonSigns[rest[0]]; ok {
		d.kind = sign
		d.pos++
		return
	}
	switch c := rest[0]; {
	case c == '"':
		d.string()
	case c == '-' || isDigit(c):
		if !d.decodeInvalid && invalidNumber(rest) {
			d.fail("invalid number")
			return
		}
		d.number(rest)
	case strings.HasPrefix(rest, "true"):
		d.word(jsonBoolean, true, 4)
	case strings.HasPrefix(rest, "false"):
		d.word(jsonBoolean, false, 5)
	case strings.HasPrefix(rest, "null"):
		d.word(jsonNull, nil, 4)
	case d.decodeInvalid && strings.IndexByte("+iInN", c) >= 0 && invalidNumber(rest):
		d.number(rest)
	default:
		d.fail("invalid token")
	}
}

func (d *jsonDecoder) word(kind string, value Value, length int) {
	d.kind, d.value = kind, value
	d.pos += length
}

// invalidNumber reports whether what begins like a number is none of JSON's.
func invalidNumber(s string) bool {
	if s[0] == '+' {
		return true
	}
	s = strings.TrimPrefix(s, "-")
	switch {
	case s == "":
		return false
	case s[0] == '0':
		return len(s) > 1 && (s[1]|0x20 == 'x' || isDigit(s[1]))
	case s[0] <= '9':
		return false
	}
	word := strings.ToLower(s[:min(3, len(s))])
	return word == "inf" || word == "nan"
}

// number reads as much as the C library's strtod would.
func (d *jsonDecoder) number(s string) {
	length := numberLength(s)
	f, ok := parseNumber(s[:length])
	if !ok {
		d.fail("invalid number")
		return
	}
	d.kind, d.value = jsonNumber, boxed(f)
	d.pos += length
}

// numberLength is how long the number is that a text begins with.
func numberLength(s string) int {
	i := 0
	if s[0] == '-' || s[0] == '+' {
		i = 1
	}
	rest := strings.ToLower(s[i:min(len(s), i+8)])
	for _, word := range []string{"infinity", "inf", "nan"} {
		if strings.HasPrefix(rest, word) {
			return i + len(word)
		}
	}
	hexadecimal := len(rest) > 2 && strings.HasPrefix(rest, "0x") && isHex(rest[2])
	digit, mark := isDigit, byte('e')
	if hexadecimal {
		i += 2
		digit, mark = isHex, 'p'
	}
	point, seen := false, false
	for ; i < len(s) && (digit(s[i]) || s[i] == '.' && !point); i++ {
		point = point || s[i] == '.'
		seen = seen || s[i] != '.'
	}
	if seen && i < len(s) && s[i]|0x20 == mark {
		j := i + 1
		if j < len(s) && (s[j] == '-' || s[j] == '+') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			for i = j; i < len(s) && isDigit(s[i]); i++ {
			}
		}
	}
	return i
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

const jsonEscapes = "\"\"\\\\//b\bt\tn\nf\fr\r"

func (d *jsonDecoder) string() {
	var text strings.Builder
	for d.pos++; ; {
		if d.pos >= len(d.text) || d.text[d.pos] == 0 {
			d.fail("unexpected end of string")
			return
		}
		c := d.text[d.pos]
		if c == '"' {
			break
		}
		if c != '\\' {
			text.WriteByte(c)
			d.pos++
			continue
		}
		if wrong := d.escape(&text); wrong != "" {
			d.fail(wrong)
			return
		}
	}
	d.pos++
	d.kind, d.value = jsonString, text.String()
}

// escape reads an escape sequence; it returns what is wrong with it.
func (d *jsonDecoder) escape(text *strings.Builder) (wrong string) {
	rest := d.text[d.pos:]
	if len(rest) > 1 && rest[1] == 'u' {
		return d.unicode(text, rest)
	}
	for i := 0; i < len(jsonEscapes) && len(rest) > 1; i += 2 {
		if jsonEscapes[i] == rest[1] {
			text.WriteByte(jsonEscapes[i+1])
			d.pos += 2
			return ""
		}
	}
	return "invalid escape code"
}

func (d *jsonDecoder) unicode(text *strings.Builder, rest string) (wrong string) {
	const invalid = "invalid unicode escape code"
	code, ok := hexCode(rest)
	if !ok {
		return invalid
	}
	length := 6
	if code&0xF800 == 0xD800 {
		if code&0x400 != 0 || len(rest) < 7 {
			return invalid
		}
		low, ok := hexCode(rest[6:])
		if !ok || low&0xFC00 != 0xDC00 {
			return invalid
		}
		code = 0x10000 + (code&0x3FF)<<10 + low&0x3FF
		length = 12
	}
	text.Write(utf8.AppendRune(nil, rune(code)))
	d.pos += length
	return ""
}

// hexCode reads \uXXXX.
func hexCode(s string) (code int, ok bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	for _, c := range []byte(s[2:6]) {
		switch {
		case isDigit(c):
			code = code<<4 | int(c-'0')
		case isHex(c):
			code = code<<4 | int(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return code, true
}
