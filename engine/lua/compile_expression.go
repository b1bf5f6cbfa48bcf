// From the tree to Go functions: expressions.

package lua

// evaluator computes a value.
type evaluator func(f *frame) Value

// lister appends values to a list.
type lister func(f *frame, list []Value) []Value

func isMulti(e expression) bool {
	switch e.(type) {
	case *call, varargs:
		return true
	}
	return false
}

// compileList evaluates expressions; the last may give several values.
func compileList(expressions []expression) lister {
	if len(expressions) == 0 {
		return func(_ *frame, list []Value) []Value { return list }
	}
	last := expressions[len(expressions)-1]
	multi := isMulti(last)
	if multi {
		expressions = expressions[:len(expressions)-1]
	}
	values := make([]evaluator, len(expressions))
	for i, e := range expressions {
		values[i] = compileExpression(e)
	}
	if !multi {
		return func(f *frame, list []Value) []Value {
			for _, value := range values {
				list = append(list, value(f))
			}
			return list
		}
	}
	rest := compileMulti(last)
	return func(f *frame, list []Value) []Value {
		for _, value := range values {
			list = append(list, value(f))
		}
		results := rest(f)
		f.vm.charge(len(results) * valueBytes)
		f.vm.step(len(results) / 16)
		return append(list, results...)
	}
}

// compileMulti gives all values of a call or "...". They are valid until the
// next call.
func compileMulti(e expression) func(*frame) []Value {
	if c, ok := e.(*call); ok {
		return compileCall(c)
	}
	return func(f *frame) []Value { return f.varargs }
}

func compileExpression(e expression) evaluator {
	switch e := e.(type) {
	case constant:
		value := e.value
		return func(*frame) Value { return value }
	case varargs:
		return func(f *frame) Value { return first(f.varargs) }
	case localName:
		slot := e.variable.slot
		if e.variable.captured {
			return func(f *frame) Value { return f.slots[slot].(*cell).value }
		}
		return func(f *frame) Value { return f.slots[slot] }
	case upvalue:
		i := e.index
		return func(f *frame) Value { return f.function.cells[i].value }
	case globalName:
		return compileGlobal(e)
	case index:
		return compileIndex(e)
	case *call:
		run := compileCall(e)
		return func(f *frame) Value { return first(run(f)) }
	case group:
		return compileExpression(e.inner)
	case *table:
		return compileTable(e)
	case closure:
		return compileClosure(e.proto)
	case unary:
		return compileUnary(e)
	case binary:
		return compileBinary(e)
	}
	panic("lua: not an expression")
}

func compileGlobal(e globalName) evaluator {
	name, where := e.name, &site{line: e.line}
	return func(f *frame) Value {
		env := f.function.env
		if v := env.GetString(name); v != nil {
			return v
		}
		return f.index(env, name, where)
	}
}

func compileIndex(e index) evaluator {
	object, where := compileExpression(e.object), siteOf(e.object, e.line)
	if c, ok := e.key.(constant); ok {
		if name, ok := c.value.(string); ok {
			return func(f *frame) Value {
				o := object(f)
				if t, ok := o.(*Table); ok {
					if v := t.GetString(name); v != nil {
						return v
					}
				}
				return f.index(o, name, where)
			}
		}
	}
	key := compileExpression(e.key)
	return func(f *frame) Value {
		o := object(f)
		return f.index(o, key(f), where)
	}
}

// siteOf describes an expression for messages.
func siteOf(e expression, line int) *site {
	switch e := e.(type) {
	case localName:
		return &site{line: line, kind: "local", name: e.variable.name}
	case upvalue:
		return &site{line: line, kind: "upvalue", name: e.name}
	case globalName:
		return &site{line: line, kind: "global", name: e.name}
	case index:
		name := "?"
		if c, ok := e.key.(constant); ok {
			if text, ok := c.value.(string); ok {
				name = text
			}
		}
		return &site{line: line, kind: "field", name: name}
	}
	return &site{line: line}
}

// calledSite describes a call.
func calledSite(c *call) *site {
	if c.method != "" {
		return &site{line: c.line, kind: "method", name: c.method, method: true}
	}
	return siteOf(c.function, c.line)
}

// compileCallee evaluates what is called. Of a method call it evaluates the
// object, and method finds its method.
func compileCallee(c *call) (function evaluator, method func(*frame, Value) Value) {
	function = compileExpression(c.function)
	if c.method == "" {
		return function, nil
	}
	name, where := c.method, siteOf(c.function, c.line)
	return function, func(f *frame, self Value) Value { return f.index(self, name, where) }
}

func compileCall(c *call) func(*frame) []Value {
	function, method := compileCallee(c)
	where := calledSite(c)
	if method == nil && (len(c.arguments) == 0 || !isMulti(c.arguments[len(c.arguments)-1])) {
		return compilePlainCall(function, c.arguments, where)
	}
	arguments := compileList(c.arguments)
	return func(f *frame) []Value {
		fn := function(f)
		var args []Value
		if method != nil {
			args = append(make([]Value, 0, 4), fn)
			fn = method(f, fn)
		}
		args = arguments(f, args)
		f.site = where
		return f.vm.invoke(fn, args, where)
	}
}

// compilePlainCall is a call with a fixed number of arguments. They lie on
// the stack, at once in the slots of the function that is called.
func compilePlainCall(function evaluator, arguments []expression, where *site) func(*frame) []Value {
	values := make([]evaluator, len(arguments))
	for i, e := range arguments {
		values[i] = compileExpression(e)
	}
	return func(f *frame) []Value {
		fn := function(f)
		co := f.vm.running
		base := co.top
		target, ok := fn.(*Function)
		if !ok || target.native != nil || target.proto.vararg {
			args := co.take(len(values))
			for i, value := range values {
				args[i] = value(f)
			}
			f.site = where
			results := f.vm.invoke(fn, args, where)
			co.top = base
			return results
		}
		slots := co.take(max(target.proto.slots, 1))
		wanted := len(target.proto.parameters)
		for i, value := range values {
			if v := value(f); i < wanted {
				slots[i] = v
			}
		}
		f.site = where
		return f.vm.begin(target, slots, nil, base)
	}
}

func compileTable(e *table) evaluator {
	var keys, values []evaluator
	for i := range e.keys {
		keys, values = append(keys, compileExpression(e.keys[i])), append(values, compileExpression(e.values[i]))
	}
	positional, rest := e.positional, lister(nil)
	if n := len(positional); n > 0 && isMulti(positional[n-1]) && e.order[len(e.order)-1] {
		rest = compileList(positional[n-1:])
		positional = positional[:n-1]
	}
	elements := make([]evaluator, len(positional))
	for i, p := range positional {
		elements[i] = compileExpression(p)
	}
	order := e.order
	if rest != nil {
		order = order[:len(order)-1]
	}
	where := &site{line: e.line}
	return func(f *frame) Value {
		t := f.vm.newTable(len(elements), len(keys))
		element, field := 0, 0
		for _, isElement := range order {
			if isElement {
				t.array[element] = elements[element](f)
				element++
			} else {
				k, v := keys[field](f), values[field](f)
				f.setIndex(t, k, v, where)
				field++
			}
		}
		if rest != nil {
			f.extend(t, element, rest(f, nil))
		}
		return t
	}
}

// extend puts values behind the first n elements of a new table.
func (f *frame) extend(t *Table, n int, values []Value) {
	if n+len(values) > len(t.array) {
		f.vm.charge(len(values) * valueBytes)
		t.resizeArray(n + len(values))
	}
	copy(t.array[n:], values)
}

func compileClosure(p *proto) evaluator {
	p.compile()
	return func(f *frame) Value {
		f.vm.charge(functionBytes + len(p.captures)*valueBytes)
		fn := &Function{proto: p, env: f.function.env, id: f.vm.newID()}
		if len(p.captures) > 0 {
			fn.cells = make([]*cell, len(p.captures))
			for i, c := range p.captures {
				if c.local != nil {
					fn.cells[i] = f.slots[c.local.slot].(*cell)
				} else {
					fn.cells[i] = f.function.cells[c.index]
				}
			}
		}
		return fn
	}
}

// compileCondition is an expression of which only the truth counts.
func compileCondition(e expression) func(*frame) bool {
	if b, ok := e.(binary); ok {
		if compare := compileComparison(b); compare != nil {
			return compare
		}
	}
	if u, ok := e.(unary); ok && u.operator == "not" {
		holds := compileCondition(u.operand)
		return func(f *frame) bool { return !holds(f) }
	}
	value := compileExpression(e)
	return func(f *frame) bool { return truthy(value(f)) }
}

func compileUnary(e unary) evaluator {
	where := siteOf(e.operand, e.line)
	if e.operator == "not" {
		holds := compileCondition(e.operand)
		return func(f *frame) Value { return !holds(f) }
	}
	operand := compileExpression(e.operand)
	if e.operator == "#" {
		return func(f *frame) Value { return f.length(operand(f), where) }
	}
	return func(f *frame) Value {
		v := operand(f)
		if n, ok := v.(float64); ok {
			return -n
		}
		return f.arithmetic("-", "__unm", v, v, where, where)
	}
}

func compileBinary(e binary) evaluator {
	switch e.operator {
	case "and":
		left, right := compileExpression(e.left), compileExpression(e.right)
		return func(f *frame) Value {
			if v := left(f); !truthy(v) {
				return v
			}
			return right(f)
		}
	case "or":
		left, right := compileExpression(e.left), compileExpression(e.right)
		return func(f *frame) Value {
			if v := left(f); truthy(v) {
				return v
			}
			return right(f)
		}
	case "..":
		return compileConcat(e)
	}
	if compare := compileComparison(e); compare != nil {
		return func(f *frame) Value { return compare(f) }
	}
	return compileArithmetic(e)
}

func compileComparison(e binary) func(*frame) bool {
	where := &site{line: e.line}
	switch e.operator {
	case "==", "~=", "<", ">", "<=", ">=":
	default:
		return nil
	}
	a, b := compileExpression(e.left), compileExpression(e.right)
	swapped := e.operator[0] == '>'
	var compare func(f *frame, a, b Value) bool
	switch e.operator {
	case "==":
		return func(f *frame) bool { x := a(f); return f.equal(x, b(f), where) }
	case "~=":
		return func(f *frame) bool { x := a(f); return !f.equal(x, b(f), where) }
	case "<", ">":
		compare = func(f *frame, a, b Value) bool { return f.less(a, b, where) }
	default:
		compare = func(f *frame, a, b Value) bool { return f.lessOrEqual(a, b, where) }
	}
	return func(f *frame) bool {
		x := a(f)
		y := b(f)
		if swapped {
			x, y = y, x
		}
		return compare(f, x, y)
	}
}
