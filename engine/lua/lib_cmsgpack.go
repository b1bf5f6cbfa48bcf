// The cmsgpack library: MessagePack.

package lua

import (
	"math"
	"strings"
)

var msgpackLibrary = []entry{
	{"pack", msgpackPack}, {"unpack", msgpackUnpack}, {"unpack_one", msgpackUnpackOne}, {"unpack_limit", msgpackUnpackLimit},
}

// mostPacked is how many tables inside each other are packed; what is deeper
// is nil.
const mostPacked = 16

// packer writes one text.
type packer struct {
	vm   *VM
	text strings.Builder
}

func msgpackPack(vm *VM, args []Value) []Value {
	if len(args) == 0 {
		vm.argumentError(-1, "MessagePack pack needs input.")
	}
	p := &packer{vm: vm}
	for _, v := range args {
		p.value(v, 0)
	}
	return vm.one(p.text.String())
}

func (p *packer) value(v Value, level int) {
	p.vm.step(partSteps)
	p.vm.made(9)
	switch v := v.(type) {
	case bool:
		if v {
			p.text.WriteByte(0xc3)
		} else {
			p.text.WriteByte(0xc2)
		}
	case float64:
		p.number(v)
	case string:
		p.vm.made(len(v))
		p.length(len(v), 0xa0, 32, 0xd9, 0xda, 0xdb)
		p.text.WriteString(v)
	case *Table:
		if level == mostPacked {
			p.text.WriteByte(0xc0)
			return
		}
		p.table(v, level+1)
	default:
		p.text.WriteByte(0xc0)
	}
}

// put writes a byte and a number behind it.
func (p *packer) put(mark byte, n uint64, size int) {
	p.text.WriteByte(mark)
	for i := size - 1; i >= 0; i-- {
		p.text.WriteByte(byte(n >> (8 * i)))
	}
}

// length writes the shortest of the marks that a length fits; small ones are
// part of the mark. A mark of 0 does not exist.
func (p *packer) length(n int, mark byte, below int, mark1, mark2, mark4 byte) {
	switch {
	case n < below:
		p.text.WriteByte(mark | byte(n))
	case n <= math.MaxUint8 && mark1 != 0:
		p.put(mark1, uint64(n), 1)
	case n <= math.MaxUint16:
		p.put(mark2, uint64(n), 2)
	default:
		p.put(mark4, uint64(n), 4)
	}
}

func (p *packer) number(f float64) {
	if n := toInt(f); float64(n) == f && f < math.MaxInt64 {
		p.integer(n)
		return
	}
	if f32 := float32(f); float64(f32) == f {
		p.put(0xca, uint64(math.Float32bits(f32)), 4)
		return
	}
	p.put(0xcb, math.Float64bits(f), 8)
}

func (p *packer) integer(n int64) {
	switch {
	case n >= -32 && n <= 127:
		p.text.WriteByte(byte(n))
	case n >= 0 && n <= math.MaxUint8:
		p.put(0xcc, uint64(n), 1)
	case n >= 0 && n <= math.MaxUint16:
		p.put(0xcd, uint64(n), 2)
	case n >= 0 && n <= math.MaxUint32:
		p.put(0xce, uint64(n), 4)
	case n >= 0:
		p.put(0xcf, uint64(n), 8)
	case n >= math.MinInt8:
		p.put(0xd0, uint64(n), 1)
	case n >= math.MinInt16:
		p.put(0xd1, uint64(n), 2)
	case n >= math.MinInt32:
		p.put(0xd2, uint64(n), 4)
	default:
		p.put(0xd3, uint64(n), 8)
	}
}

func (p *packer) table(t *Table, level int) {
	p.vm.step((len(t.array) + len(t.nodes)) / 4)
	count, isArray := 0, true
	most := 0.0
	for k, _, _, _ := t.Next(nil); k != nil; k, _, _, _ = t.Next(k) {
		f, ok := k.(float64)
		isArray = isArray && ok && f > 0 && f == math.Floor(f)
		most = max(most, f)
		count++
	}
	if isArray && most == float64(count) {
		p.length(count, 0x90, 16, 0, 0xdc, 0xdd)
		for i := 1; i <= count; i++ {
			p.value(t.GetInt(i), level)
		}
		return
	}
	p.length(count, 0x80, 16, 0, 0xde, 0xdf)
	for k, v, _, _ := t.Next(nil); k != nil; k, v, _, _ = t.Next(k) {
		p.value(k, level)
		p.value(v, level)
	}
}

// unpacker reads one text.
type unpacker struct {
	vm    *VM
	text  string
	depth int
}

func msgpackUnpack(vm *VM, args []Value) []Value { return vm.unpack(vm.text(args, 0), 0, 0) }

func msgpackUnpackOne(vm *VM, args []Value) []Value {
	return vm.unpack(vm.text(args, 0), 1, int(int32(vm.optionalInteger(args, 1, 0))))
}

func msgpackUnpackLimit(vm *VM, args []Value) []Value {
	return vm.unpack(vm.text(args, 0), vm.int32At(args, 1), int(int32(vm.optionalInteger(args, 2, 0))))
}

// unpack reads values from an offset on, at most limit; all of them when
// both are 0. Otherwise the offset to go on at comes first.
func (vm *VM) unpack(text string, limit, offset int) []Value {
	length := formatNumber(float64(len(text)))
	switch {
	case limit < 0 || offset < 0:
		vm.fail("Invalid request to unpack with offset of " + formatNumber(float64(offset)) + " and limit of " + length + ".")
	case offset > len(text):
		vm.fail("Start offset " + formatNumber(float64(offset)) + " greater than input length " + length + ".")
	}
	all := limit == 0 && offset == 0
	u := &unpacker{vm: vm, text: text[offset:]}
	var values []Value
	for u.text != "" && (all || len(values) < limit) {
		if len(values) >= mostResults {
			vm.fail("stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)")
		}
		values = append(values, u.value())
	}
	if all {
		return values
	}
	next := float64(len(text) - len(u.text))
	if u.text == "" {
		next = -1
	}
	return append([]Value{next}, values...)
}

// take takes n bytes.
func (u *unpacker) take(n uint64) string {
	if n > uint64(len(u.text)) {
		u.vm.fail("Missing bytes in input.")
	}
	bytes := u.text[:n]
	u.text = u.text[n:]
	return bytes
}

func (u *unpacker) uint(size int) uint64 {
	n := uint64(0)
	for _, c := range []byte(u.take(uint64(size))) {
		n = n<<8 | uint64(c)
	}
	return n
}

func (u *unpacker) value() Value {
	u.vm.step(partSteps)
	mark := u.take(1)[0]
	switch {
	case mark <= 0x7f:
		return boxed(float64(mark))
	case mark <= 0x8f:
		return u.fields(uint64(mark & 15))
	case mark <= 0x9f:
		return u.elements(uint64(mark & 15))
	case mark <= 0xbf:
		return u.take(uint64(mark & 31))
	case mark >= 0xe0:
		return float64(int8(mark))
	}
	switch mark {
	case 0xc0:
		return nil
	case 0xc2, 0xc3:
		return mark == 0xc3
	case 0xca:
		return float64(math.Float32frombits(uint32(u.uint(4))))
	case 0xcb:
		return math.Float64frombits(u.uint(8))
	case 0xcc, 0xcd, 0xce, 0xcf:
		return boxed(float64(u.uint(1 << (mark - 0xcc))))
	case 0xd0:
		return float64(int8(u.uint(1)))
	case 0xd1:
		return float64(int16(u.uint(2)))
	case 0xd2:
		return float64(int32(u.uint(4)))
	case 0xd3:
		return float64(int64(u.uint(8)))
	case 0xd9, 0xda, 0xdb:
		return u.take(u.uint(1 << (mark - 0xd9)))
	case 0xdc, 0xdd:
		return u.elements(u.uint(2 << (mark - 0xdc)))
	case 0xde, 0xdf:
		return u.fields(u.uint(2 << (mark - 0xde)))
	}
	u.vm.fail("Bad data format in input.")
	return nil
}

func (u *unpacker) descend(what string) {
	if u.depth++; u.depth > mostCoded {
		u.vm.fail("stack overflow (in function mp_decode_to_lua_" + what + ")")
	}
}

func (u *unpacker) elements(n uint64) Value {
	u.descend("array")
	t := u.vm.newTable(0, 0)
	for i := uint64(1); i <= n; i++ {
		u.vm.set(t, boxed(float64(i)), u.value())
	}
	u.depth--
	return t
}

func (u *unpacker) fields(n uint64) Value {
	u.descend("hash")
	t := u.vm.newTable(0, 0)
	for range n {
		key := u.value()
		u.vm.set(t, key, u.value())
	}
	u.depth--
	return t
}
