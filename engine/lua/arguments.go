// The arguments of native functions, checked with the C library's words.

package lua

import "math"

// argument is the one at i, nil when there is none.
func argument(args []Value, i int) Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// argumentError says what is wrong with the argument at i.
func (vm *VM) argumentError(i int, message string) {
	s := vm.callSite()
	n, name := i+1, "?"
	if s != nil && s.name != "" {
		name = s.name
		if s.method {
			if n--; n == 0 {
				vm.fail("calling '" + name + "' on bad self (" + message + ")")
			}
		}
	}
	vm.fail("bad argument #" + formatNumber(float64(n)) + " to '" + name + "' (" + message + ")")
}

// callSite is where the native function under way was called; nil: not in a script.
func (vm *VM) callSite() *site {
	if f := vm.running.frame; f != nil && f.function != nil {
		return f.site
	}
	return nil
}

func (vm *VM) typeMismatch(args []Value, i int, wanted string) {
	got := "no value"
	if i < len(args) {
		got = typeName(args[i])
	}
	vm.argumentError(i, wanted+" expected, got "+got)
}

func (vm *VM) text(args []Value, i int) string {
	s, ok := toText(argument(args, i))
	if !ok {
		vm.typeMismatch(args, i, "string")
	}
	return s
}

func (vm *VM) number(args []Value, i int) float64 {
	f, ok := toNumber(argument(args, i))
	if !ok {
		vm.typeMismatch(args, i, "number")
	}
	return f
}

func (vm *VM) integer(args []Value, i int) int { return int(toInt(vm.number(args, i))) }

// int32At is a number cut to an int of C.
func (vm *VM) int32At(args []Value, i int) int { return int(int32(toInt(vm.number(args, i)))) }

func (vm *VM) optionalInteger(args []Value, i, otherwise int) int {
	if argument(args, i) == nil {
		return otherwise
	}
	return vm.integer(args, i)
}

func (vm *VM) tableAt(args []Value, i int) *Table {
	t, ok := argument(args, i).(*Table)
	if !ok {
		vm.typeMismatch(args, i, "table")
	}
	return t
}

func (vm *VM) functionAt(args []Value, i int) *Function {
	fn, ok := argument(args, i).(*Function)
	if !ok {
		vm.typeMismatch(args, i, "function")
	}
	return fn
}

// any is an argument that may be nil, but must be there.
func (vm *VM) any(args []Value, i int) Value {
	if i >= len(args) {
		vm.argumentError(i, "value expected")
	}
	return args[i]
}

// made counts a text that a function is about to make.
func (vm *VM) made(bytes int) {
	if bytes < 0 || bytes > math.MaxInt32 {
		vm.fail("not enough memory")
	}
	vm.charge(bytes)
	vm.step(bytes / 64)
}

// identity tells objects apart, in order of their making.
func identity(v Value) uint32 {
	switch v := v.(type) {
	case *Table:
		return v.id
	case *Function:
		return v.id
	case *Coroutine:
		return v.id
	}
	return 0
}

// newID numbers an object as an address would, 32 bytes apart.
func (vm *VM) newID() uint32 {
	vm.ids += 32
	return vm.ids
}

// newTable returns a table with room for so many elements and fields.
func (vm *VM) newTable(elements, fields int) *Table {
	t := &Table{id: vm.newID()}
	if elements > 0 {
		t.array = make([]Value, elements)
	}
	t.setNodes(fields)
	vm.charge(t.bytes())
	return t
}

// newList returns a table with these elements, which it keeps.
func (vm *VM) newList(values []Value) *Table {
	t := &Table{id: vm.newID(), array: values}
	vm.charge(t.bytes())
	return t
}

type native = func(vm *VM, args []Value) []Value

func (vm *VM) newNative(fn native) *Function { return &Function{native: fn, id: vm.newID()} }

// entry is a function of a library. Libraries are lists, so that they are
// made the same way each time.
type entry struct {
	name string
	fn   native
}

func (vm *VM) newLibrary(entries []entry) *Table {
	t := &Table{id: vm.newID()}
	for _, e := range entries {
		t.Set(e.name, vm.newNative(e.fn))
	}
	return t
}
