// The bit library: operations on 32-bit integers.

package lua

import (
	"math"
	"math/bits"
)

var bitLibrary = []entry{
	{"tobit", func(vm *VM, args []Value) []Value { return signed(vm, vm.bits(args, 0)) }},
	{"bnot", func(vm *VM, args []Value) []Value { return signed(vm, ^vm.bits(args, 0)) }},
	{"band", fold(func(a, b uint32) uint32 { return a & b })},
	{"bor", fold(func(a, b uint32) uint32 { return a | b })},
	{"bxor", fold(func(a, b uint32) uint32 { return a ^ b })},
	{"lshift", shift(func(x uint32, n int) uint32 { return x << n })},
	{"rshift", shift(func(x uint32, n int) uint32 { return x >> n })},
	{"arshift", shift(func(x uint32, n int) uint32 { return uint32(int32(x) >> n) })},
	{"rol", shift(bits.RotateLeft32)},
	{"ror", shift(func(x uint32, n int) uint32 { return bits.RotateLeft32(x, -n) })},
	{"bswap", func(vm *VM, args []Value) []Value { return signed(vm, bits.ReverseBytes32(vm.bits(args, 0))) }},
	{"tohex", bitTohex},
}

// bits is an argument as 32 bits: rounded, and what is above them cut off.
func (vm *VM) bits(args []Value, i int) uint32 {
	const magic = 6755399441055744 // puts the integer into the low bits of the double
	return uint32(math.Float64bits(vm.number(args, i) + magic))
}

func signed(vm *VM, x uint32) []Value { return vm.one(float64(int32(x))) }

func fold(combine func(a, b uint32) uint32) native {
	return func(vm *VM, args []Value) []Value {
		x := vm.bits(args, 0)
		for i := 1; i < len(args); i++ {
			x = combine(x, vm.bits(args, i))
		}
		return signed(vm, x)
	}
}

func shift(by func(x uint32, n int) uint32) native {
	return func(vm *VM, args []Value) []Value {
		return signed(vm, by(vm.bits(args, 0), int(vm.bits(args, 1)&31)))
	}
}

func bitTohex(vm *VM, args []Value) []Value {
	x, n := vm.bits(args, 0), 8
	digits := "0123456789abcdef"
	if argument(args, 1) != nil {
		if n = int(int32(vm.bits(args, 1))); n < 0 {
			n, digits = -n, "0123456789ABCDEF"
		}
	}
	if n < 0 || n > 8 {
		n = 8
	}
	text := make([]byte, n)
	for i := n - 1; i >= 0; i-- {
		text[i] = digits[x&15]
		x >>= 4
	}
	return vm.one(string(text))
}
