// From the tree to Go functions: statements.

package lua

import "math"

// executor runs a statement and says how to go on.
type executor func(f *frame) signal

type signal int

const (
	proceed signal = iota
	leaveLoop
	leaveFunction
)

// compile makes a function of a chunk, to be called with its environment.
func (p *proto) compile() {
	p.code = compileBlock(p.body)
	p.body = nil
}

func compileBlock(body []statement) executor {
	list := make([]executor, len(body))
	for i, s := range body {
		list[i] = compileStatement(s)
	}
	switch len(list) {
	case 0:
		return func(*frame) signal { return proceed }
	case 1:
		return list[0]
	}
	return func(f *frame) signal {
		for _, run := range list {
			if s := run(f); s != proceed {
				return s
			}
		}
		return proceed
	}
}

func compileStatement(s statement) executor {
	switch s := s.(type) {
	case localStatement:
		return compileLocal(s)
	case localFunction:
		return compileLocalFunction(s)
	case assignment:
		return compileAssignment(s)
	case callStatement:
		run := compileCall(s.call)
		return func(f *frame) signal {
			run(f)
			return proceed
		}
	case doStatement:
		return compileBlock(s.body)
	case whileStatement:
		return compileWhile(s)
	case repeatStatement:
		return compileRepeat(s)
	case ifStatement:
		return compileIf(s)
	case numericFor:
		return compileNumericFor(s)
	case genericFor:
		return compileGenericFor(s)
	case returnStatement:
		return compileReturn(s)
	}
	return func(*frame) signal { return leaveLoop }
}

// bind gives a new local variable its value.
func (f *frame) bind(v *variable, value Value) {
	if v.captured {
		value = &cell{value}
	}
	f.slots[v.slot] = value
}

func compileLocal(s localStatement) executor {
	if len(s.variables) == 1 && len(s.values) == 1 {
		v, value := s.variables[0], compileExpression(s.values[0])
		return func(f *frame) signal {
			f.bind(v, value(f))
			return proceed
		}
	}
	values := compileList(s.values)
	return func(f *frame) signal {
		list := values(f, nil)
		for i, v := range s.variables {
			f.bind(v, argument(list, i))
		}
		return proceed
	}
}

func compileLocalFunction(s localFunction) executor {
	v, value := s.variable, compileExpression(s.closure)
	return func(f *frame) signal {
		f.bind(v, nil)
		function := value(f) // may capture the variable
		if c, ok := f.slots[v.slot].(*cell); ok && v.captured {
			c.value = function
		} else {
			f.slots[v.slot] = function
		}
		return proceed
	}
}

func compileAssignment(s assignment) executor {
	if len(s.targets) == 1 && len(s.values) == 1 {
		return compileSingle(s.targets[0], s.values[0])
	}
	// Objects and keys are evaluated ahead of the values, as in Lua.
	stores := make([]func(*frame) func(Value), len(s.targets))
	for i, target := range s.targets {
		stores[i] = compileTarget(target)
	}
	values := compileList(s.values)
	return func(f *frame) signal {
		set := make([]func(Value), len(stores))
		for i := range stores {
			set[i] = stores[i](f)
		}
		list := values(f, nil)
		for i := len(set) - 1; i >= 0; i-- {
			set[i](argument(list, i))
		}
		return proceed
	}
}

func compileSingle(target, value expression) executor {
	switch t := target.(type) {
	case localName:
		v, compute := t.variable, compileExpression(value)
		return func(f *frame) signal {
			result := compute(f)
			if v.captured {
				f.slots[v.slot].(*cell).value = result
			} else {
				f.slots[v.slot] = result
			}
			return proceed
		}
	case index:
		object, key := compileExpression(t.object), compileExpression(t.key)
		compute, where := compileExpression(value), siteOf(t.object, t.line)
		return func(f *frame) signal {
			o, k := object(f), key(f)
			f.setIndex(o, k, compute(f), where)
			return proceed
		}
	}
	store, compute := compileTarget(target), compileExpression(value)
	return func(f *frame) signal {
		store(f)(compute(f))
		return proceed
	}
}

// compileTarget returns what evaluates a target and gives what sets it.
func compileTarget(target expression) func(*frame) func(Value) {
	switch t := target.(type) {
	case localName:
		v := t.variable
		return func(f *frame) func(Value) {
			return func(value Value) {
				if v.captured {
					f.slots[v.slot].(*cell).value = value
				} else {
					f.slots[v.slot] = value
				}
			}
		}
	case upvalue:
		return func(f *frame) func(Value) {
			return func(value Value) { f.function.cells[t.index].value = value }
		}
	case globalName:
		where := siteOf(t, t.line)
		return func(f *frame) func(Value) {
			return func(value Value) { f.setIndex(f.function.env, t.name, value, where) }
		}
	case index:
		object, key, where := compileExpression(t.object), compileExpression(t.key), siteOf(t.object, t.line)
		return func(f *frame) func(Value) {
			o, k := object(f), key(f)
			return func(value Value) { f.setIndex(o, k, value, where) }
		}
	}
	panic("lua: not a target")
}

func compileWhile(s whileStatement) executor {
	condition, body, cost := compileCondition(s.condition), compileBlock(s.body), 1+s.size/16
	return func(f *frame) signal {
		for condition(f) {
			f.vm.step(cost)
			if s := body(f); s != proceed {
				return s & leaveFunction
			}
		}
		return proceed
	}
}

func compileRepeat(s repeatStatement) executor {
	condition, body, cost := compileCondition(s.condition), compileBlock(s.body), 1+s.size/16
	return func(f *frame) signal {
		for {
			f.vm.step(cost)
			if s := body(f); s != proceed {
				return s & leaveFunction
			}
			if condition(f) {
				return proceed
			}
		}
	}
}

func compileIf(s ifStatement) executor {
	var conditions []func(*frame) bool
	var branches []executor
	for _, c := range s.conditions {
		conditions = append(conditions, compileCondition(c))
	}
	for _, b := range s.branches {
		branches = append(branches, compileBlock(b))
	}
	return func(f *frame) signal {
		for i, holds := range conditions {
			if holds(f) {
				return branches[i](f)
			}
		}
		if len(branches) > len(conditions) {
			return branches[len(conditions)](f)
		}
		return proceed
	}
}

func compileNumericFor(s numericFor) executor {
	start, stop := compileExpression(s.start), compileExpression(s.stop)
	step := func(*frame) Value { return 1.0 }
	if s.step != nil {
		step = compileExpression(s.step)
	}
	body, cost, where := compileBlock(s.body), 1+s.size/16, &site{line: s.line}
	return func(f *frame) signal {
		from, to, by := start(f), stop(f), step(f)
		i := f.bound(from, "initial value", where)
		limit := f.bound(to, "limit", where)
		increment := f.bound(by, "step", where)
		for ; increment > 0 && i <= limit || increment <= 0 && limit <= i; i += increment {
			f.vm.step(cost)
			f.bind(s.variable, boxed(i))
			if s := body(f); s != proceed {
				return s & leaveFunction
			}
		}
		return proceed
	}
}

func (f *frame) bound(v Value, what string, where *site) float64 {
	n, ok := toNumber(v)
	if !ok {
		f.site = where
		f.vm.fail("'for' " + what + " must be a number")
	}
	return n
}

func compileGenericFor(s genericFor) executor {
	values, body, cost := compileList(s.values), compileBlock(s.body), 1+s.size/16
	where := &site{line: s.line}
	return func(f *frame) signal {
		list := values(f, nil)
		iterate, state, control := argument(list, 0), argument(list, 1), argument(list, 2)
		var args [2]Value
		for {
			f.vm.step(cost)
			f.site = where
			args[0], args[1] = state, control
			results := f.vm.invoke(iterate, args[:], where)
			if control = first(results); control == nil {
				return proceed
			}
			for i, v := range s.variables {
				f.bind(v, argument(results, i))
			}
			if s := body(f); s != proceed {
				return s & leaveFunction
			}
		}
	}
}

func compileReturn(s returnStatement) executor {
	if len(s.values) == 1 {
		if c, ok := s.values[0].(*call); ok {
			return compileTail(c)
		}
		if !isMulti(s.values[0]) {
			value := compileExpression(s.values[0])
			return func(f *frame) signal {
				f.results = append(f.results[:0], value(f))
				return leaveFunction
			}
		}
	}
	values := compileList(s.values)
	return func(f *frame) signal {
		f.results = values(f, f.results[:0])
		return leaveFunction
	}
}

// compileTail is a call whose results are those of the function: a function
// of a script then takes its place, so that it takes no stack.
func compileTail(c *call) executor {
	function, object := compileCallee(c)
	arguments, where := compileList(c.arguments), calledSite(c)
	return func(f *frame) signal {
		fn, self := function(f), Value(nil)
		var args []Value
		if object != nil {
			self = fn
			f.site = where
			fn = object(f, self)
			args = append(args, self)
		}
		args = arguments(f, args)
		f.site = where
		if next, ok := fn.(*Function); ok && next.native == nil {
			f.next, f.nextArgs = next, args
			return leaveFunction
		}
		f.results = append(f.results[:0], f.vm.invoke(fn, args, where)...)
		return leaveFunction
	}
}

// smallest are numbers that are boxed already.
var smallest = func() (list [1024]Value) {
	for i := range list {
		list[i] = float64(i)
	}
	return list
}()

// boxed makes a value of a number; small integers take no memory.
func boxed(f float64) Value {
	if f >= 0 && f < float64(len(smallest)) {
		if i := int(f); float64(i) == f && !(i == 0 && math.Signbit(f)) {
			return smallest[i]
		}
	}
	return f
}
