// The string library.

package lua

import "strings"

var stringLibrary = []entry{
	{"byte", stringByte}, {"char", stringChar}, {"dump", stringDump}, {"find", stringFind},
	{"format", stringFormat}, {"gfind", stringGmatch}, {"gmatch", stringGmatch}, {"gsub", stringGsub},
	{"len", stringLen}, {"lower", stringLower}, {"match", stringMatch}, {"rep", stringRep},
	{"reverse", stringReverse}, {"sub", stringSub}, {"upper", stringUpper},
}

// position counts from the end below 0.
func position(i, length int) int {
	if i < 0 {
		i += length + 1
	}
	return max(i, 0)
}

func stringByte(vm *VM, args []Value) []Value {
	s := vm.text(args, 0)
	i := position(vm.optionalInteger(args, 1, 1), len(s))
	end := position(vm.optionalInteger(args, 2, i), len(s))
	i, end = max(i, 1), min(end, len(s))
	if i > end {
		return nil
	}
	if end-i+1+len(args) > mostResults {
		vm.fail("stack overflow (string slice too long)")
	}
	vm.made((end - i + 1) * valueBytes)
	bytes := make([]Value, 0, end-i+1)
	for _, c := range []byte(s[i-1 : end]) {
		bytes = append(bytes, smallest[c])
	}
	return bytes
}

func stringChar(vm *VM, args []Value) []Value {
	text := make([]byte, len(args))
	for i := range args {
		c := vm.int32At(args, i)
		if c != int(byte(c)) {
			vm.argumentError(i, "invalid value")
		}
		text[i] = byte(c)
	}
	vm.made(len(text))
	return vm.one(string(text))
}

func stringDump(vm *VM, args []Value) []Value {
	vm.functionAt(args, 0)
	vm.fail("unable to dump given function")
	return nil
}

func stringLen(vm *VM, args []Value) []Value { return vm.one(float64(len(vm.text(args, 0)))) }

// mapBytes changes each byte of a text; only ASCII has upper and lower case.
func (vm *VM) mapBytes(s string, change func(byte) byte) []Value {
	vm.made(len(s))
	text := []byte(s)
	for i, c := range text {
		text[i] = change(c)
	}
	return vm.one(string(text))
}

func stringLower(vm *VM, args []Value) []Value {
	return vm.mapBytes(vm.text(args, 0), func(c byte) byte {
		if 'A' <= c && c <= 'Z' {
			return c | 0x20
		}
		return c
	})
}

func stringUpper(vm *VM, args []Value) []Value {
	return vm.mapBytes(vm.text(args, 0), func(c byte) byte {
		if 'a' <= c && c <= 'z' {
			return c &^ 0x20
		}
		return c
	})
}

func stringRep(vm *VM, args []Value) []Value {
	s, n := vm.text(args, 0), vm.int32At(args, 1)
	if n <= 0 || s == "" {
		return vm.one("")
	}
	vm.made(len(s) * n)
	return vm.one(strings.Repeat(s, n))
}

func stringReverse(vm *VM, args []Value) []Value {
	s := vm.text(args, 0)
	vm.made(len(s))
	text := make([]byte, len(s))
	for i := range len(s) {
		text[len(s)-1-i] = s[i]
	}
	return vm.one(string(text))
}

func stringSub(vm *VM, args []Value) []Value {
	s := vm.text(args, 0)
	i := max(position(vm.integer(args, 1), len(s)), 1)
	end := min(position(vm.optionalInteger(args, 2, -1), len(s)), len(s))
	if i > end {
		return vm.one("")
	}
	return vm.one(s[i-1 : end])
}

const specials = "^$*+?.([%-"

func stringFind(vm *VM, args []Value) []Value  { return vm.find(args, true) }
func stringMatch(vm *VM, args []Value) []Value { return vm.find(args, false) }

// find is string.find, or string.match, which gives what was found instead
// of where.
func (vm *VM) find(args []Value, where bool) []Value {
	s, pattern := vm.text(args, 0), vm.text(args, 1)
	init := min(max(position(vm.optionalInteger(args, 2, 1), len(s)), 1), len(s)+1) - 1
	if where && (truthy(argument(args, 3)) || !strings.ContainsAny(pattern, specials)) {
		vm.step(len(s) / 64)
		at := strings.Index(s[init:], pattern)
		if at < 0 {
			return vm.one(nil)
		}
		return []Value{float64(init + at + 1), float64(init + at + len(pattern))}
	}
	m := matcher{vm: vm, source: s, pattern: pattern}
	start, end, found := m.search(init)
	switch {
	case !found:
		return vm.one(nil)
	case where:
		return append([]Value{float64(start + 1), float64(end)}, m.captured(-1, -1)...)
	}
	return m.captured(start, end)
}

func stringGmatch(vm *VM, args []Value) []Value {
	s, pattern := vm.text(args, 0), vm.text(args, 1)
	next := 0
	iterate := func(vm *VM, _ []Value) []Value {
		for ; next <= len(s); next++ {
			m := matcher{vm: vm, source: s, pattern: pattern}
			vm.step(1)
			if end := m.match(next, 0); end >= 0 {
				start := next
				if next = end; end == start {
					next++
				}
				return m.captured(start, end)
			}
		}
		return nil
	}
	return vm.one(&Function{native: iterate, id: vm.newID(), cells: []*cell{{s}, {pattern}}})
}

func stringGsub(vm *VM, args []Value) []Value {
	s, pattern := vm.text(args, 0), vm.text(args, 1)
	most := vm.int32At([]Value{float64(vm.optionalInteger(args, 3, len(s)+1))}, 0)
	anchored := strings.HasPrefix(pattern, "^")
	if anchored {
		pattern = pattern[1:]
	}
	switch argument(args, 2).(type) {
	case string, float64, *Table, *Function:
	default:
		vm.argumentError(2, "string/function/table expected")
	}
	var text strings.Builder
	at, count := 0, 0
	for count < most {
		m := matcher{vm: vm, source: s, pattern: pattern}
		vm.step(1)
		end := m.match(at, 0)
		if end >= 0 {
			count++
			m.replace(&text, at, end, args[2])
		}
		switch {
		case end > at:
			at = end
		case at < len(s):
			text.WriteByte(s[at])
			at++
		default:
			at++
		}
		if at > len(s) || anchored {
			break
		}
	}
	if at < len(s) {
		text.WriteString(s[at:])
	}
	vm.made(len(s))
	return []Value{text.String(), float64(count)}
}

// replace appends what takes the place of a match.
func (m *matcher) replace(text *strings.Builder, start, end int, by Value) {
	var value Value
	switch by := by.(type) {
	case *Table:
		f := m.vm.running.frame
		if f.function == nil {
			f = &frame{vm: m.vm}
		}
		value = f.index(by, m.capture(0, start, end), f.site)
	case *Function:
		value = first(m.vm.Call(by, m.captured(start, end)...))
	default:
		s, _ := toText(by)
		m.expand(text, start, end, s)
		return
	}
	if !truthy(value) {
		text.WriteString(m.source[start:end])
		return
	}
	s, ok := toText(value)
	if !ok {
		m.vm.fail("invalid replacement value (a " + typeName(value) + ")")
	}
	m.vm.made(len(s))
	text.WriteString(s)
}

// expand appends a replacement text, in which %1 stands for a capture.
func (m *matcher) expand(text *strings.Builder, start, end int, by string) {
	m.vm.made(len(by))
	for i := 0; i < len(by); i++ {
		if by[i] != '%' {
			text.WriteByte(by[i])
			continue
		}
		i++
		switch {
		case i >= len(by):
			text.WriteByte(0)
		case !isDigit(by[i]):
			text.WriteByte(by[i])
		case by[i] == '0':
			m.vm.made(end - start)
			text.WriteString(m.source[start:end])
		default:
			s, _ := toText(m.capture(int(by[i]-'1'), start, end))
			m.vm.made(len(s))
			text.WriteString(s)
		}
	}
}
