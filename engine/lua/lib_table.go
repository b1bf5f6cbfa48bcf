// The table library.

package lua

import "strings"

var tableLibrary = []entry{
	{"concat", tableConcat}, {"foreach", tableForeach}, {"foreachi", tableForeachi}, {"getn", tableGetn},
	{"maxn", tableMaxn}, {"insert", tableInsert}, {"remove", tableRemove}, {"setn", tableSetn}, {"sort", tableSort},
}

func tableConcat(vm *VM, args []Value) []Value {
	t, separator := vm.tableAt(args, 0), ""
	if argument(args, 1) != nil {
		separator = vm.text(args, 1)
	}
	i := int(int32(vm.optionalInteger(args, 2, 1)))
	end := t.Len()
	if argument(args, 3) != nil {
		end = vm.int32At(args, 3)
	}
	var text strings.Builder
	for j := i; j <= end; j++ {
		s, ok := toText(t.GetInt(j))
		if !ok {
			vm.fail("invalid value (" + typeName(t.GetInt(j)) + ") at index " + formatNumber(float64(j)) + " in table for 'concat'")
		}
		vm.step(1)
		vm.made(len(s) + len(separator))
		text.WriteString(s)
		if j < end {
			text.WriteString(separator)
		}
	}
	return vm.one(text.String())
}

func tableForeach(vm *VM, args []Value) []Value {
	t, fn := vm.tableAt(args, 0), vm.functionAt(args, 1)
	for k, v, passed, ok := t.Next(nil); k != nil; k, v, passed, ok = t.Next(k) {
		vm.step(1 + passed/8)
		if !ok {
			vm.throw("invalid key to 'next'")
		}
		if results := vm.Call(fn, k, v); first(results) != nil {
			return vm.one(results[0])
		}
	}
	return nil
}

func tableForeachi(vm *VM, args []Value) []Value {
	t, fn := vm.tableAt(args, 0), vm.functionAt(args, 1)
	for i, n := 1, t.Len(); i <= n; i++ {
		vm.step(1)
		if results := vm.Call(fn, float64(i), t.GetInt(i)); first(results) != nil {
			return vm.one(results[0])
		}
	}
	return nil
}

func tableGetn(vm *VM, args []Value) []Value { return vm.one(float64(vm.tableAt(args, 0).Len())) }

func tableMaxn(vm *VM, args []Value) []Value {
	most := 0.0
	t := vm.tableAt(args, 0)
	vm.step((len(t.array) + len(t.nodes)) / 8)
	for k, _, _, _ := t.Next(nil); k != nil; k, _, _, _ = t.Next(k) {
		if f, ok := k.(float64); ok {
			most = max(most, f)
		}
	}
	return vm.one(most)
}

func tableInsert(vm *VM, args []Value) []Value {
	t := vm.tableAt(args, 0)
	end := t.Len() + 1
	switch len(args) {
	case 2:
		vm.set(t, boxed(float64(end)), args[1])
	case 3:
		at := vm.int32At(args, 1)
		end = max(end, at)
		vm.step((end - at) / 8)
		for i := end; i > at; i-- {
			vm.set(t, boxed(float64(i)), t.GetInt(i-1))
		}
		vm.set(t, boxed(float64(at)), args[2])
	default:
		vm.fail("wrong number of arguments to 'insert'")
	}
	return nil
}

func tableRemove(vm *VM, args []Value) []Value {
	t := vm.tableAt(args, 0)
	end := t.Len()
	at := int(int32(vm.optionalInteger(args, 1, end)))
	if at < 1 || at > end {
		return nil
	}
	v := t.GetInt(at)
	vm.step((end - at) / 8)
	for ; at < end; at++ {
		vm.set(t, boxed(float64(at)), t.GetInt(at+1))
	}
	vm.set(t, boxed(float64(end)), nil)
	return vm.one(v)
}

func tableSetn(vm *VM, args []Value) []Value {
	vm.tableAt(args, 0)
	vm.fail("'setn' is obsolete")
	return nil
}

// sorter is Lua's quicksort: whoever counts the calls of an order function
// finds the same number.
type sorter struct {
	vm   *VM
	t    *Table
	less *Function // nil: <
}

func tableSort(vm *VM, args []Value) []Value {
	s := sorter{vm: vm, t: vm.tableAt(args, 0)}
	if argument(args, 1) != nil {
		s.less = vm.functionAt(args, 1)
	}
	s.sort(1, s.t.Len())
	return nil
}

func (s *sorter) before(a, b Value) bool {
	s.vm.step(1)
	if s.less != nil {
		return truthy(first(s.vm.Call(s.less, a, b)))
	}
	f := frame{vm: s.vm} // no place in a script
	return f.less(a, b, nil)
}

func (s *sorter) get(i int) Value { return s.t.GetInt(i) }

func (s *sorter) put(i int, v Value) { s.vm.set(s.t, boxed(float64(i)), v) }

// order swaps the elements at i and j when they are the wrong way round.
func (s *sorter) order(i, j int) {
	if a, b := s.get(i), s.get(j); s.before(b, a) {
		s.put(i, b)
		s.put(j, a)
	}
}

func (s *sorter) sort(low, high int) {
	for low < high {
		s.order(low, high)
		if high-low == 1 {
			return
		}
		middle := (low + high) / 2
		if a, b := s.get(middle), s.get(low); s.before(a, b) {
			s.put(middle, b)
			s.put(low, a)
		} else {
			s.order(middle, high)
		}
		if high-low == 2 {
			return
		}
		i := s.partition(low, high, middle)
		if i-low < high-i {
			s.sort(low, i-1)
			low = i + 1
		} else {
			s.sort(i+1, high)
			high = i - 1
		}
	}
}

// partition parts the elements by the one in the middle and returns where it
// comes to lie.
func (s *sorter) partition(low, high, middle int) int {
	pivot := s.get(middle)
	s.put(middle, s.get(high-1))
	s.put(high-1, pivot)
	i, j := low, high-1
	for {
		for i++; s.before(s.get(i), pivot); i++ {
			if i > high {
				s.vm.fail("invalid order function for sorting")
			}
		}
		for j--; s.before(pivot, s.get(j)); j-- {
			if j < low {
				s.vm.fail("invalid order function for sorting")
			}
		}
		if j < i {
			break
		}
		a, b := s.get(i), s.get(j)
		s.put(i, b)
		s.put(j, a)
	}
	a, b := s.get(high-1), s.get(i)
	s.put(high-1, b)
	s.put(i, a)
	return i
}
