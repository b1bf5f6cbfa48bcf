// Coroutines: calls that can be left and gone on with.

package lua

import "iter"

// Coroutine is a stack of calls. The main one is a coroutine, too, but
// cannot yield.
type Coroutine struct {
	vm       *VM
	function Value // to begin with; nil: the main one
	state    string
	stack    []Value
	top      int
	frames   []*frame
	count    int // frames in use
	frame    *frame
	depth    int
	natives  int     // native functions under way that call back
	outside  int     // those of them that do so outside of it
	passed   []Value // what resume and yield give each other
	failed   *Error
	limited  *limitError
	next     func() (struct{}, bool)
	stop     func()
	yield    func(struct{}) bool
	id       uint32
}

const (
	suspended       = "suspended"
	running         = "running"
	normal          = "normal"
	dead            = "dead"
	coroutineBytes  = 8 << 10
	coroutineValues = 64
)

func newCoroutine(vm *VM) *Coroutine {
	return &Coroutine{vm: vm, state: running, stack: make([]Value, stackSize)}
}

// create makes a coroutine of a function.
func (vm *VM) create(fn Value) *Coroutine {
	vm.charge(coroutineBytes)
	return &Coroutine{vm: vm, function: fn, state: suspended, stack: make([]Value, coroutineValues), id: vm.newID()}
}

// ended unwinds a coroutine that will never go on.
type ended struct{}

// resume goes on with a coroutine; the error is what it has thrown.
func (vm *VM) resume(co *Coroutine, args []Value) ([]Value, *Error) {
	if co.state != suspended {
		return nil, &Error{Value: "cannot resume " + co.state + " coroutine"}
	}
	caller := vm.running
	if caller.natives++; caller.natives > mostNatives {
		caller.natives--
		return nil, &Error{Value: "C stack overflow"}
	}
	if co.next == nil {
		vm.started = append(vm.started, co)
		co.next, co.stop = iter.Pull(co.body)
	}
	co.passed = append([]Value(nil), args...)
	co.natives, co.outside = caller.natives, caller.natives
	caller.state, co.state, vm.running = normal, running, co
	_, more := co.next()
	vm.running, caller.state = caller, running
	caller.natives--
	if more {
		co.state = suspended
		return co.passed, nil
	}
	co.state = dead
	if co.limited != nil {
		panic(*co.limited)
	}
	return co.passed, co.failed
}

// body is what runs on the coroutine's own stack.
func (co *Coroutine) body(yield func(struct{}) bool) {
	co.yield = yield
	defer func() {
		switch r := recover().(type) {
		case nil, ended:
		case *Error:
			co.failed, co.passed = r, nil
		case limitError:
			co.limited = &r
		default:
			panic(r)
		}
		co.stack, co.frames, co.frame = nil, nil, nil
	}()
	results := co.vm.invoke(co.function, co.passed, &site{})
	co.passed = append([]Value(nil), results...)
}

// leave is coroutine.yield.
func (vm *VM) leave(values []Value) []Value {
	co := vm.running
	if co.function == nil || co.natives > co.outside {
		vm.throw("attempt to yield across metamethod/C-call boundary")
	}
	co.passed = append([]Value(nil), values...)
	if !co.yield(struct{}{}) {
		panic(ended{})
	}
	return co.passed
}

// endCoroutines ends those that the run has left suspended.
func (vm *VM) endCoroutines() {
	for _, co := range vm.started {
		if co.state != dead {
			co.state = dead
			co.stop()
		}
	}
	clear(vm.started)
	vm.started = vm.started[:0]
}

var coroutineLibrary = []entry{
	{"create", func(vm *VM, args []Value) []Value {
		return vm.one(vm.create(vm.luaFunction(args, 0)))
	}},
	{"resume", func(vm *VM, args []Value) []Value {
		co, ok := argument(args, 0).(*Coroutine)
		if !ok {
			vm.argumentError(0, "coroutine expected")
		}
		results, err := vm.resume(co, args[1:])
		if err != nil {
			return []Value{false, err.Value}
		}
		return append([]Value{true}, results...)
	}},
	{"yield", func(vm *VM, args []Value) []Value { return vm.leave(args) }},
	{"status", func(vm *VM, args []Value) []Value {
		co, ok := argument(args, 0).(*Coroutine)
		if !ok {
			vm.argumentError(0, "coroutine expected")
		}
		return vm.one(co.state)
	}},
	{"running", func(vm *VM, _ []Value) []Value {
		if vm.running == vm.main {
			return vm.one(nil)
		}
		return vm.one(vm.running)
	}},
	{"wrap", func(vm *VM, args []Value) []Value {
		co := vm.create(vm.luaFunction(args, 0))
		return vm.one(&Function{id: vm.newID(), native: func(vm *VM, args []Value) []Value {
			results, err := vm.resume(co, args)
			if err != nil {
				if text, ok := err.Value.(string); ok {
					vm.throw(vm.where(1) + text)
				}
				vm.throw(err.Value)
			}
			return results
		}, cells: []*cell{{co}}})
	}},
}

// luaFunction is an argument that must be a function of a script.
func (vm *VM) luaFunction(args []Value, i int) *Function {
	fn, ok := argument(args, i).(*Function)
	if !ok || fn.native != nil {
		vm.argumentError(i, "Lua function expected")
	}
	return fn
}
