// The cjson library: its settings, and encoding.

package lua

import (
	"math"
	"strings"
)

// jsonConfig is what the functions of cjson have set.
type jsonConfig struct {
	convertSparse  bool
	sparseRatio    int
	sparseSafe     int
	encodeDepth    int
	decodeDepth    int
	invalidNumbers string // encoding NaN and infinities: off, on or null
	decodeInvalid  bool
	precision      int
	keepBuffer     bool
}

func newJSONConfig() *jsonConfig {
	return &jsonConfig{
		sparseRatio: 2, sparseSafe: 10, encodeDepth: 1000, decodeDepth: 1000,
		invalidNumbers: "off", decodeInvalid: true, precision: 14, keepBuffer: true,
	}
}

// newJSON is the cjson library with settings of its own.
func (vm *VM) newJSON() *Table {
	c := newJSONConfig()
	t := vm.newLibrary([]entry{
		{"encode", c.encode}, {"decode", c.decode},
		{"encode_sparse_array", c.encodeSparseArray},
		{"encode_max_depth", c.integerSetting(&c.encodeDepth, 1, math.MaxInt32)},
		{"decode_max_depth", c.integerSetting(&c.decodeDepth, 1, math.MaxInt32)},
		{"encode_number_precision", c.integerSetting(&c.precision, 1, 14)},
		{"encode_keep_buffer", c.boolSetting(&c.keepBuffer)},
		{"encode_invalid_numbers", c.encodeInvalidNumbers},
		{"decode_invalid_numbers", c.boolSetting(&c.decodeInvalid)},
		{"new", func(vm *VM, _ []Value) []Value { return vm.one(vm.newJSON()) }},
	})
	t.Set("null", Null{})
	t.Set("_NAME", "cjson")
	t.Set("_VERSION", "2.1.0")
	return t
}

// most checks that there are at most n arguments.
func (vm *VM) most(args []Value, n int) {
	if len(args) > n {
		vm.argumentError(n, "found too many arguments")
	}
}

// setting changes an integer when an argument is given.
func (vm *VM) setting(args []Value, i int, value *int, least, most int) {
	if argument(args, i) == nil {
		return
	}
	n := vm.int32At(args, i)
	if n < least || n > most {
		vm.argumentError(0, "expected integer between "+formatNumber(float64(least))+" and "+formatNumber(float64(most)))
	}
	*value = n
}

func (c *jsonConfig) integerSetting(value *int, least, most int) native {
	return func(vm *VM, args []Value) []Value {
		vm.most(args, 1)
		vm.setting(args, 0, value, least, most)
		return vm.one(float64(*value))
	}
}

// flag is an argument that is a boolean, or "on" or "off".
func (vm *VM) flag(args []Value, i int, words ...string) string {
	switch v := argument(args, i).(type) {
	case bool:
		if v {
			return "on"
		}
		return "off"
	default:
		word := vm.text(args, i)
		for _, known := range append(words, "off", "on") {
			if word == known {
				return word
			}
		}
		vm.argumentError(i, "invalid option '"+word+"'")
		return ""
	}
}

func (c *jsonConfig) boolSetting(value *bool) native {
	return func(vm *VM, args []Value) []Value {
		vm.most(args, 1)
		if argument(args, 0) != nil {
			*value = vm.flag(args, 0) == "on"
		}
		return vm.one(*value)
	}
}

func (c *jsonConfig) encodeInvalidNumbers(vm *VM, args []Value) []Value {
	vm.most(args, 1)
	if argument(args, 0) != nil {
		c.invalidNumbers = vm.flag(args, 0, "null")
	}
	switch c.invalidNumbers {
	case "null":
		return vm.one("null")
	}
	return vm.one(c.invalidNumbers == "on")
}

func (c *jsonConfig) encodeSparseArray(vm *VM, args []Value) []Value {
	vm.most(args, 3)
	if argument(args, 0) != nil {
		c.convertSparse = vm.flag(args, 0) == "on"
	}
	vm.setting(args, 1, &c.sparseRatio, 0, math.MaxInt32)
	vm.setting(args, 2, &c.sparseSafe, 0, math.MaxInt32)
	return []Value{c.convertSparse, float64(c.sparseRatio), float64(c.sparseSafe)}
}

// jsonEncoder writes one text.
type jsonEncoder struct {
	*jsonConfig
	vm   *VM
	text strings.Builder
}

func (c *jsonConfig) encode(vm *VM, args []Value) []Value {
	if len(args) != 1 {
		vm.argumentError(0, "expected 1 argument")
	}
	e := &jsonEncoder{jsonConfig: c, vm: vm}
	e.value(args[0], 0)
	return vm.one(e.text.String())
}

func (e *jsonEncoder) write(s string) {
	e.vm.made(len(s))
	e.text.WriteString(s)
}

func (e *jsonEncoder) refuse(v Value, reason string) {
	e.vm.fail("Cannot serialise " + typeName(v) + ": " + reason)
}

func (e *jsonEncoder) value(v Value, depth int) {
	e.vm.step(partSteps)
	switch v := v.(type) {
	case nil, Null:
		e.write("null")
	case bool:
		e.write(plainText(v))
	case string:
		e.string(v)
	case float64:
		e.number(v)
	case *Table:
		e.table(v, depth+1)
	default:
		e.refuse(v, "type not supported")
	}
}

func (e *jsonEncoder) number(f float64) {
	if text := special(f); text != "" {
		switch {
		case e.invalidNumbers == "off":
			e.refuse(f, "must not be NaN or Inf")
		case e.invalidNumbers == "null":
			text = "null"
		case math.IsNaN(f):
			text = "nan"
		case f < 0:
			text = "-inf"
		default:
			text = "inf"
		}
		e.write(text)
		return
	}
	e.write(formatG(f, e.precision))
}

func (e *jsonEncoder) table(t *Table, depth int) {
	if depth > e.encodeDepth {
		e.vm.fail("Cannot serialise, excessive nesting (" + formatNumber(float64(depth)) + ")")
	}
	if n := e.arrayLength(t); n > 0 {
		e.write("[")
		for i := 1; i <= n; i++ {
			if i > 1 {
				e.write(",")
			}
			e.value(t.GetInt(i), depth)
		}
		e.write("]")
		return
	}
	e.object(t, depth)
}

// arrayLength is the length of what is an array; 0: it is empty or an object.
func (e *jsonEncoder) arrayLength(t *Table) int {
	most, items := 0, 0
	e.vm.step((len(t.array) + len(t.nodes)) / 8)
	for k, _, _, _ := t.Next(nil); k != nil; k, _, _, _ = t.Next(k) {
		f, ok := k.(float64)
		if !ok || f < 1 || f != math.Floor(f) {
			return 0
		}
		most = max(most, int(toInt(min(f, math.MaxInt32))))
		items++
	}
	if e.sparseRatio > 0 && most > items*e.sparseRatio && most > e.sparseSafe {
		if !e.convertSparse {
			e.refuse(t, "excessively sparse array")
		}
		return 0
	}
	return most
}

func (e *jsonEncoder) object(t *Table, depth int) {
	e.write("{")
	comma := false
	for k, v, passed, _ := t.Next(nil); k != nil; k, v, passed, _ = t.Next(k) {
		e.vm.step(passed / 8)
		if comma {
			e.write(",")
		}
		comma = true
		switch k := k.(type) {
		case float64:
			e.write(`"`)
			e.number(k)
			e.write(`":`)
		case string:
			e.string(k)
			e.write(":")
		default:
			e.refuse(k, "table key must be a number or string")
		}
		e.value(v, depth)
	}
	e.write("}")
}

func (e *jsonEncoder) string(s string) {
	const hex = "0123456789abcdef"
	e.vm.made(len(s) + 2)
	e.text.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\' || c == '/':
			e.text.WriteString(`\` + s[i:i+1])
		case c == '\b':
			e.text.WriteString(`\b`)
		case c == '\t':
			e.text.WriteString(`\t`)
		case c == '\n':
			e.text.WriteString(`\n`)
		case c == '\f':
			e.text.WriteString(`\f`)
		case c == '\r':
			e.text.WriteString(`\r`)
		case c < 0x20 || c == 0x7f:
			e.vm.made(5)
			e.text.WriteString(`\u00` + hex[c>>4:c>>4+1] + hex[c&15:c&15+1])
		default:
			e.text.WriteByte(c)
		}
	}
	e.text.WriteByte('"')
}
