// What operators do, metamethods included.

package lua

import (
	"math"
	"strings"
)

// mostLoops is how many __index tables one after the other are looked at.
const mostLoops = 100

// meta returns a metamethod of a value, nil when it has none.
func (vm *VM) meta(v Value, event string) Value {
	switch v := v.(type) {
	case *Table:
		if v.meta != nil {
			return v.meta.GetString(event)
		}
	case string:
		return vm.strings.GetString(event)
	}
	return nil
}

// typeError says what cannot be done with a value.
func (vm *VM) typeError(v Value, action string, s *site) {
	what := ""
	if s != nil && s.kind != "" {
		what = s.kind + " '" + s.name + "' "
		if f := vm.running.frame; f != nil && f.function != nil {
			f.site = s
		}
		vm.fail("attempt to " + action + " " + what + "(a " + typeName(v) + " value)")
	}
	vm.fail("attempt to " + action + " a " + typeName(v) + " value")
}

// place is a site without its name.
func (s *site) place() *site {
	if s == nil || s.kind == "" {
		return s
	}
	return &site{line: s.line}
}

func (f *frame) index(object, key Value, where *site) Value {
	for range mostLoops {
		var handler Value
		if t, ok := object.(*Table); ok {
			if v := t.Get(key); v != nil || t.meta == nil {
				return v
			}
			if handler = t.meta.GetString("__index"); handler == nil {
				return nil
			}
		} else if handler = f.vm.meta(object, "__index"); handler == nil {
			f.site = where
			f.vm.typeError(object, "index", where)
		}
		if _, ok := handler.(*Function); ok {
			f.site = where
			return f.vm.metaCall(handler, object, key)
		}
		object, where = handler, where.place()
	}
	f.site = where
	f.vm.fail("loop in gettable")
	return nil
}

func (f *frame) setIndex(object, key, value Value, where *site) {
	for range mostLoops {
		var handler Value
		if t, ok := object.(*Table); ok {
			if t.meta == nil || t.Get(key) != nil {
				f.store(t, key, value, where)
				return
			}
			if handler = t.meta.GetString("__newindex"); handler == nil {
				f.store(t, key, value, where)
				return
			}
			if t.readonly {
				f.store(t, key, value, where)
			}
		} else if handler = f.vm.meta(object, "__newindex"); handler == nil {
			f.site = where
			f.vm.typeError(object, "index", where)
		}
		if _, ok := handler.(*Function); ok {
			f.site = where
			f.vm.metaCall(handler, object, key, value)
			return
		}
		object, where = handler, where.place()
	}
	f.site = where
	f.vm.fail("loop in settable")
}

// store is a plain assignment to a field.
func (f *frame) store(t *Table, key, value Value, where *site) {
	if i, ok := key.(float64); ok && !t.readonly {
		if j := int(i); float64(j) == i && uint(j-1) < uint(len(t.array)) {
			t.array[j-1] = value
			return
		}
	}
	f.site = where
	if wrong := refusal(t, key); wrong != "" {
		f.vm.fail(wrong)
	}
	f.vm.set(t, key, value)
}

// refusal says why nothing may be stored under a key; "": it may.
func refusal(t *Table, key Value) string {
	switch {
	case t.readonly:
		return "Attempt to modify a readonly table"
	case key == nil:
		return "table index is nil"
	case key != key:
		return "table index is NaN"
	}
	return ""
}

// set stores into a table what may be stored there. Its messages name no
// place, as those of native functions do.
func (vm *VM) set(t *Table, key, value Value) {
	if wrong := refusal(t, key); wrong != "" {
		vm.throw(wrong)
	}
	if grown := t.Set(key, value); grown > 0 {
		vm.charge(grown)
		vm.step(grown / 64)
	}
}

func (f *frame) length(v Value, where *site) Value {
	switch v := v.(type) {
	case string:
		return boxed(float64(len(v)))
	case *Table:
		return boxed(float64(v.Len()))
	}
	f.site = where
	f.vm.typeError(v, "get length of", where)
	return nil
}

func compileArithmetic(e binary) evaluator {
	left, right := compileExpression(e.left), compileExpression(e.right)
	a, b := siteOf(e.left, e.line), siteOf(e.right, e.line)
	operator := e.operator
	event := map[string]string{"+": "__add", "-": "__sub", "*": "__mul", "/": "__div", "%": "__mod", "^": "__pow"}[operator]
	slow := func(f *frame, x, y Value) Value { return f.arithmetic(operator, event, x, y, a, b) }
	switch operator {
	case "+":
		return func(f *frame) Value {
			x, y := left(f), right(f)
			if m, ok := x.(float64); ok {
				if n, ok := y.(float64); ok {
					return boxed(m + n)
				}
			}
			return slow(f, x, y)
		}
	case "-":
		return func(f *frame) Value {
			x, y := left(f), right(f)
			if m, ok := x.(float64); ok {
				if n, ok := y.(float64); ok {
					return boxed(m - n)
				}
			}
			return slow(f, x, y)
		}
	}
	return func(f *frame) Value {
		x, y := left(f), right(f)
		if m, ok := x.(float64); ok {
			if n, ok := y.(float64); ok {
				return compute(operator, m, n)
			}
		}
		return slow(f, x, y)
	}
}

func compute(operator string, a, b float64) Value {
	var r float64
	switch operator {
	case "+":
		r = a + b
	case "-":
		r = a - b
	case "*":
		r = a * b
	case "/":
		r = a / b
	case "%":
		r = a - math.Floor(a/b)*b
	case "^":
		r = math.Pow(a, b)
	}
	if r != r && a == a && b == b {
		return negativeNaN // as the processor of most servers has it
	}
	return boxed(r)
}

// arithmetic is what is left when an operand is not a number.
func (f *frame) arithmetic(operator, event string, a, b Value, whereA, whereB *site) Value {
	x, okA := toNumber(a)
	y, okB := toNumber(b)
	if okA && okB {
		if event == "__unm" {
			return -x
		}
		return compute(operator, x, y)
	}
	f.site = whereA
	handler := f.vm.meta(a, event)
	if handler == nil {
		handler = f.vm.meta(b, event)
	}
	if handler != nil {
		return f.vm.metaCall(handler, a, b)
	}
	if _, ok := toNumber(a); ok { // PUC: the second operand is at fault
		f.vm.typeError(b, "perform arithmetic on", whereB)
	}
	f.vm.typeError(a, "perform arithmetic on", whereA)
	return nil
}

// compileConcat joins all operands of a row of .. at once.
func compileConcat(e binary) evaluator {
	var operands []evaluator
	var sites []*site
	var last expression = e
	for {
		b, ok := last.(binary)
		if !ok || b.operator != ".." {
			break
		}
		operands, sites = append(operands, compileExpression(b.left)), append(sites, siteOf(b.left, e.line))
		last = b.right
	}
	operands, sites = append(operands, compileExpression(last)), append(sites, siteOf(last, e.line))
	return func(f *frame) Value {
		co := f.vm.running
		base := co.top
		values := co.take(len(operands))
		for i, operand := range operands {
			values[i] = operand(f)
		}
		v := f.concat(values, sites)
		co.top = base
		return v
	}
}

// concat joins from right to left; what is no text needs a metamethod.
func (f *frame) concat(values []Value, sites []*site) Value {
	result := values[len(values)-1]
	for i := len(values) - 2; i >= 0; {
		start, length := f.textual(values, i, result)
		if start > i {
			result = f.concatMeta(values[i], result, sites[i], sites[i+1])
			i--
			continue
		}
		f.vm.charge(length)
		f.vm.step(length / 64)
		var text strings.Builder
		text.Grow(length)
		for _, v := range values[start : i+1] {
			s, _ := toText(v)
			text.WriteString(s)
		}
		s, _ := toText(result)
		text.WriteString(s)
		result = text.String()
		i = start - 1
	}
	return result
}

// textual returns where the texts begin that end at i and are followed by
// one more, and how long they are; above i: these cannot be joined.
func (f *frame) textual(values []Value, i int, tail Value) (start, length int) {
	s, ok := toText(tail)
	if !ok {
		return i + 1, 0
	}
	length = len(s)
	for start = i + 1; start > 0; start-- {
		s, ok := toText(values[start-1])
		if !ok {
			break
		}
		length += len(s)
	}
	return start, length
}

func (f *frame) concatMeta(a, b Value, whereA, whereB *site) Value {
	f.site = whereA
	handler := f.vm.meta(a, "__concat")
	if handler == nil {
		handler = f.vm.meta(b, "__concat")
	}
	if handler != nil {
		return f.vm.metaCall(handler, a, b)
	}
	if _, ok := toText(a); ok {
		f.vm.typeError(b, "concatenate", whereB)
	}
	f.vm.typeError(a, "concatenate", whereA)
	return nil
}

func (f *frame) equal(a, b Value, where *site) bool {
	if a == b {
		return true
	}
	x, ok := a.(*Table)
	y, ok2 := b.(*Table)
	if !ok || !ok2 || x.meta == nil || y.meta == nil {
		return false
	}
	handler := x.meta.GetString("__eq")
	if handler == nil || handler != y.meta.GetString("__eq") {
		return false
	}
	f.site = where
	return truthy(f.vm.metaCall(handler, a, b))
}

func (f *frame) less(a, b Value, where *site) bool {
	switch x := a.(type) {
	case float64:
		if y, ok := b.(float64); ok {
			return x < y
		}
	case string:
		if y, ok := b.(string); ok {
			return x < y
		}
	}
	f.site = where
	if handler := f.vm.comparison(a, b, "__lt"); handler != nil {
		return truthy(f.vm.metaCall(handler, a, b))
	}
	f.compareError(a, b, where)
	return false
}

func (f *frame) lessOrEqual(a, b Value, where *site) bool {
	switch x := a.(type) {
	case float64:
		if y, ok := b.(float64); ok {
			return x <= y
		}
	case string:
		if y, ok := b.(string); ok {
			return x <= y
		}
	}
	f.site = where
	if handler := f.vm.comparison(a, b, "__le"); handler != nil {
		return truthy(f.vm.metaCall(handler, a, b))
	}
	if handler := f.vm.comparison(b, a, "__lt"); handler != nil {
		return !truthy(f.vm.metaCall(handler, b, a))
	}
	f.compareError(a, b, where)
	return false
}

// comparison is the metamethod that both values share.
func (vm *VM) comparison(a, b Value, event string) Value {
	if typeName(a) != typeName(b) {
		return nil
	}
	handler := vm.meta(a, event)
	if handler == nil || handler != vm.meta(b, event) {
		return nil
	}
	return handler
}

func (f *frame) compareError(a, b Value, where *site) {
	x, y := typeName(a), typeName(b)
	message := "attempt to compare " + x + " with " + y
	if x == y {
		message = "attempt to compare two " + x + " values"
	}
	if where == nil { // a native function compares
		f.vm.throw(message)
	}
	f.vm.fail(message)
}
