// The mathematical library, with Redis's own random numbers.

package lua

import "math"

func function1(compute func(float64) float64) native {
	return func(vm *VM, args []Value) []Value { return vm.one(compute(vm.number(args, 0))) }
}

func function2(compute func(a, b float64) float64) native {
	return func(vm *VM, args []Value) []Value { return vm.one(compute(vm.number(args, 0), vm.number(args, 1))) }
}

var mathLibrary = []entry{
	{"abs", function1(math.Abs)}, {"acos", function1(math.Acos)}, {"asin", function1(math.Asin)},
	{"atan2", function2(math.Atan2)}, {"atan", function1(math.Atan)}, {"ceil", function1(math.Ceil)},
	{"cosh", function1(math.Cosh)}, {"cos", function1(math.Cos)},
	{"deg", function1(func(x float64) float64 { return x / (math.Pi / 180) })},
	{"exp", function1(math.Exp)}, {"floor", function1(math.Floor)}, {"fmod", function2(math.Mod)}, {"mod", function2(math.Mod)},
	{"frexp", mathFrexp}, {"ldexp", mathLdexp}, {"log10", function1(math.Log10)}, {"log", function1(math.Log)},
	{"max", mathMax}, {"min", mathMin}, {"modf", mathModf}, {"pow", function2(math.Pow)},
	{"rad", function1(func(x float64) float64 { return x * (math.Pi / 180) })},
	{"random", mathRandom}, {"randomseed", mathRandomseed},
	{"sinh", function1(math.Sinh)}, {"sin", function1(math.Sin)}, {"sqrt", function1(math.Sqrt)},
	{"tanh", function1(math.Tanh)}, {"tan", function1(math.Tan)},
}

func mathFrexp(vm *VM, args []Value) []Value {
	fraction, exponent := math.Frexp(vm.number(args, 0))
	return []Value{fraction, float64(exponent)}
}

func mathLdexp(vm *VM, args []Value) []Value {
	return vm.one(math.Ldexp(vm.number(args, 0), vm.int32At(args, 1)))
}

func mathModf(vm *VM, args []Value) []Value {
	f := vm.number(args, 0)
	if math.IsInf(f, 0) {
		return []Value{f, math.Copysign(0, f)}
	}
	whole, fraction := math.Modf(f)
	return []Value{whole, fraction}
}

func mathMax(vm *VM, args []Value) []Value {
	most := vm.number(args, 0)
	for i := range args {
		if f := vm.number(args, i); f > most {
			most = f
		}
	}
	return vm.one(most)
}

func mathMin(vm *VM, args []Value) []Value {
	least := vm.number(args, 0)
	for i := range args {
		if f := vm.number(args, i); f < least {
			least = f
		}
	}
	return vm.one(least)
}

// seedRandom is what srand48 does.
func (vm *VM) seedRandom(seed int32) { vm.random = uint64(uint32(seed))<<16 | 0x330E }

// firstRandom is the state that the generator begins with when nobody has
// seeded it.
const firstRandom = 0x1234ABCD330E

// nextRandom is drand48's family, 31 bits of it.
func (vm *VM) nextRandom() int32 {
	vm.random = (vm.random*0x5DEECE66D + 0xB) & (1<<48 - 1)
	return int32(vm.random >> 17)
}

func mathRandom(vm *VM, args []Value) []Value {
	r := float64(vm.nextRandom()%math.MaxInt32) / math.MaxInt32
	low, high := 1, 0
	switch len(args) {
	case 0:
		return vm.one(r)
	case 1:
		high = vm.int32At(args, 0)
		if high < 1 {
			vm.argumentError(0, "interval is empty")
		}
	case 2:
		low, high = vm.int32At(args, 0), vm.int32At(args, 1)
		if low > high {
			vm.argumentError(1, "interval is empty")
		}
	default:
		vm.fail("wrong number of arguments")
	}
	return vm.one(math.Floor(r*float64(int32(high-low+1))) + float64(low))
}

func mathRandomseed(vm *VM, args []Value) []Value {
	vm.seedRandom(int32(vm.int32At(args, 0)))
	return nil
}
