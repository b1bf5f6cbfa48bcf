// How much memory a script's values take: everything that can be reached is
// counted, about as a garbage collector would mark it.

package lua

import "unsafe"

// meter counts values once.
type meter struct {
	seen  map[any]bool
	texts map[*byte]bool // long strings
	queue []Value
	bytes int64
}

const (
	longString    = 64 // bytes from which on a string is counted once only
	functionBytes = 96
)

// measure returns the bytes that are in use.
func (vm *VM) measure() int64 {
	m := &meter{seen: map[any]bool{}, texts: map[*byte]bool{}}
	m.add(vm.globals)
	m.add(vm.strings)
	for _, v := range vm.roots {
		m.add(v)
	}
	m.add(vm.main)
	m.add(vm.running)
	for _, co := range vm.started {
		m.add(co)
	}
	for len(m.queue) > 0 {
		v := m.queue[len(m.queue)-1]
		m.queue = m.queue[:len(m.queue)-1]
		m.open(v)
	}
	return m.bytes
}

// add counts a value, and puts it into the queue when it holds others.
func (m *meter) add(v Value) {
	switch v := v.(type) {
	case string:
		m.text(v)
	case *Table, *Function, *Coroutine, *cell:
		if !m.seen[v] {
			m.seen[v] = true
			m.queue = append(m.queue, v)
		}
	}
}

func (m *meter) text(s string) {
	if len(s) < longString {
		m.bytes += int64(len(s))
		return
	}
	if start := unsafe.StringData(s); !m.texts[start] {
		m.texts[start] = true
		m.bytes += int64(len(s))
	}
}

func (m *meter) open(v Value) {
	switch v := v.(type) {
	case *Table:
		m.bytes += int64(v.bytes())
		m.addAll(v.array)
		for i := range v.nodes {
			m.add(v.nodes[i].key)
			m.add(v.nodes[i].value)
		}
		if v.meta != nil {
			m.add(v.meta)
		}
	case *Function:
		m.bytes += functionBytes
		for _, c := range v.cells {
			m.add(c)
		}
		if v.env != nil {
			m.add(v.env)
		}
	case *cell:
		m.bytes += valueBytes
		m.add(v.value)
	case *Coroutine:
		m.openStack(v)
	}
}

// openStack counts what the calls of a coroutine hold.
func (m *meter) openStack(co *Coroutine) {
	if co == nil {
		return
	}
	m.bytes += int64(len(co.stack)) * valueBytes
	for _, v := range co.stack[:min(co.top, len(co.stack))] {
		m.add(v)
	}
	m.addAll(co.passed)
	for f := co.frame; f != nil; f = f.caller {
		m.addAll(f.slots)
		m.addAll(f.varargs)
		m.addAll(f.results)
		if f.function != nil {
			m.add(f.function)
		}
	}
	if co.function != nil {
		m.add(co.function)
	}
}

func (m *meter) addAll(values []Value) {
	for _, v := range values {
		m.add(v)
	}
}
