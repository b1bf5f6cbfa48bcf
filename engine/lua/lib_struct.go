// The struct library: values packed as C lays them out.

package lua

import (
	"math"
	"strings"
)

var structLibrary = []entry{{"pack", structPack}, {"unpack", structUnpack}, {"size", structSize}}

// layout reads a format.
type layout struct {
	vm     *VM
	format string
	pos    int
	big    bool // the most significant byte comes first
	align  int
}

const mostIntegerBytes = 32

// number reads digits of the format.
func (l *layout) number(otherwise int) int {
	if l.pos >= len(l.format) || !isDigit(l.format[l.pos]) {
		return otherwise
	}
	n := 0
	for l.pos < len(l.format) && isDigit(l.format[l.pos]) {
		if n > math.MaxInt32/10 || n*10 > math.MaxInt32-int(l.format[l.pos]-'0') {
			l.vm.fail("integral size overflow")
		}
		n = n*10 + int(l.format[l.pos]-'0')
		l.pos++
	}
	return n
}

// option reads one option with its size; ok is false at the end.
func (l *layout) option() (letter byte, size int, ok bool) {
	if l.pos >= len(l.format) || l.format[l.pos] == 0 {
		return 0, 0, false
	}
	l.vm.step(partSteps)
	letter = l.format[l.pos]
	l.pos++
	switch letter {
	case 'B', 'b', 'x':
		size = 1
	case 'H', 'h':
		size = 2
	case 'L', 'l', 'T', 'd':
		size = 8
	case 'f':
		size = 4
	case 'c':
		size = l.number(1)
	case 'i', 'I':
		if size = l.number(4); size > mostIntegerBytes {
			l.vm.fail("integral size " + formatNumber(float64(size)) + " is larger than limit of 32")
		}
	}
	return letter, size, true
}

// padding is how many bytes stand ahead of an option.
func (l *layout) padding(offset int, letter byte, size int) int {
	if size == 0 || letter == 'c' {
		return 0
	}
	size = min(size, l.align)
	return (size - offset&(size-1)) & (size - 1)
}

// control obeys an option that packs nothing.
func (l *layout) control(letter byte) {
	switch letter {
	case ' ':
	case '>':
		l.big = true
	case '<':
		l.big = false
	case '!':
		align := l.number(8)
		if align < 1 || align&(align-1) != 0 {
			l.vm.fail("alignment " + formatNumber(float64(align)) + " is not a power of 2")
		}
		l.align = align
	default:
		l.vm.argumentError(0, "invalid format option '"+string([]byte{letter})+"'")
	}
}

func structPack(vm *VM, args []Value) []Value {
	l := &layout{vm: vm, format: vm.text(args, 0), align: 1}
	args = append(append([]Value(nil), args...), nil) // as the C library has it, see its messages
	var text strings.Builder
	next := 0
	for letter, size, ok := l.option(); ok; letter, size, ok = l.option() {
		padding := l.padding(text.Len(), letter, size)
		vm.made(padding)
		text.WriteString(strings.Repeat("\x00", padding))
		switch letter {
		case 'x':
			vm.made(1)
			text.WriteByte(0)
		case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I':
			next++
			l.putInteger(&text, vm.number(args, next), size)
		case 'f':
			next++
			l.put(&text, uint64(math.Float32bits(float32(vm.number(args, next)))), 4)
		case 'd':
			next++
			l.put(&text, math.Float64bits(vm.number(args, next)), 8)
		case 'c', 's':
			next++
			l.putText(&text, args, next, letter, size)
		default:
			l.control(letter)
		}
	}
	return vm.one(text.String())
}

func (l *layout) putInteger(text *strings.Builder, f float64, size int) {
	n := uint64(toInt(f))
	if f >= math.MaxInt64 && f < math.MaxUint64 {
		n = uint64(f)
	}
	l.put(text, n, size)
}

func (l *layout) put(text *strings.Builder, n uint64, size int) {
	l.vm.made(size)
	bytes := make([]byte, size)
	for i := range bytes {
		at := i
		if l.big {
			at = size - 1 - i
		}
		bytes[at] = byte(n)
		n >>= 8
	}
	text.Write(bytes)
}

func (l *layout) putText(text *strings.Builder, args []Value, i int, letter byte, size int) {
	s := l.vm.text(args, i)
	if size == 0 {
		size = len(s)
	}
	if len(s) < size {
		l.vm.argumentError(i+1, "string too short")
	}
	l.vm.made(size + 1)
	text.WriteString(s[:size])
	if letter == 's' {
		text.WriteByte(0)
	}
}

func structUnpack(vm *VM, args []Value) []Value {
	l := &layout{vm: vm, format: vm.text(args, 0), align: 1}
	data := vm.text(args, 1)
	pos := vm.optionalInteger(args, 2, 1)
	if pos < 1 {
		vm.argumentError(2, "offset must be 1 or greater")
	}
	pos--
	var values []Value
	for letter, size, ok := l.option(); ok; letter, size, ok = l.option() {
		pos += l.padding(pos, letter, size)
		l.need(data, pos, size)
		vm.made(valueBytes)
		if len(values)+3 >= mostResults {
			vm.fail("stack overflow (too many results)")
		}
		switch letter {
		case 'x':
		case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I':
			values = append(values, l.getInteger(data[pos:pos+size], letter >= 'a'))
		case 'f':
			values = append(values, float64(math.Float32frombits(uint32(l.get(data[pos:pos+4])))))
		case 'd':
			values = append(values, math.Float64frombits(l.get(data[pos:pos+8])))
		case 'c':
			if size == 0 {
				values, size = l.takeSize(values)
				l.need(data, pos, size)
			}
			values = append(values, data[pos:pos+size])
		case 's':
			end := strings.IndexByte(data[pos:], 0)
			if end < 0 {
				vm.fail("unfinished string in data")
			}
			values = append(values, data[pos:pos+end])
			size = end + 1
		default:
			l.control(letter)
		}
		pos += size
	}
	return append(values, float64(pos+1))
}

func (l *layout) need(data string, pos, size int) {
	if size < 0 || size > len(data) || pos > len(data)-size {
		l.vm.argumentError(1, "data string too short")
	}
}

// takeSize takes the size of a c0 from the values unpacked so far.
func (l *layout) takeSize(values []Value) ([]Value, int) {
	if len(values) > 0 {
		if f, ok := toNumber(values[len(values)-1]); ok {
			return values[:len(values)-1], int(toInt(f))
		}
	}
	l.vm.fail("format 'c0' needs a previous size")
	return nil, 0
}

func (l *layout) get(bytes string) uint64 {
	n := uint64(0)
	for i := range len(bytes) {
		at := len(bytes) - 1 - i
		if l.big {
			at = i
		}
		n = n<<8 | uint64(bytes[at])
	}
	return n
}

func (l *layout) getInteger(bytes string, isSigned bool) Value {
	n := l.get(bytes)
	if !isSigned {
		return float64(n)
	}
	if bits := len(bytes) * 8; bits < 64 && bits > 0 {
		n = uint64(int64(n<<(64-bits)) >> (64 - bits))
	}
	return float64(int64(n))
}

func structSize(vm *VM, args []Value) []Value {
	l := &layout{vm: vm, format: vm.text(args, 0), align: 1}
	pos := 0
	for letter, size, ok := l.option(); ok; letter, size, ok = l.option() {
		pos += l.padding(pos, letter, size)
		switch {
		case letter == 's':
			vm.argumentError(0, "option 's' has no fixed size")
		case letter == 'c' && size == 0:
			vm.argumentError(0, "option 'c0' has no fixed size")
		case !isAlpha(letter) && !isDigit(letter):
			l.control(letter)
		}
		pos += size
	}
	return vm.one(float64(pos))
}
