// Package lua runs Lua 5.1 for Redis: its words for errors, its order of
// pairs, its sandbox and libraries.
//
// It knows the engine only as a [Host]. Nothing in it depends on time,
// chance or the machine: what a script does is counted, and it ends when it
// has taken more steps or memory than [Limits] allow. That, and messages
// that name the variable at fault, is why it has a machine of its own: a
// script is compiled to Go functions, one for each node of its syntax tree.
package lua

import (
	"math"
)

// Limits bound what one run of a script may take.
type Limits struct {
	Steps  int64 // calls, turns of loops, and what libraries do in between
	Memory int64 // bytes that a script's values may take, about
}

// VM is a Lua machine. Its globals stay from run to run; Redis makes them
// read-only.
type VM struct {
	limits      Limits
	steps       int64 // left
	allocated   int64 // bytes since the last measure, and what that found
	carried     int64 // allocated, from run to run
	globals     *Table
	environment *Table // what scripts see as globals
	strings     *Table // metatable of strings
	main        *Coroutine
	running     *Coroutine
	started     []*Coroutine // that are to be ended with the run
	roots       []Value      // what lives beside the globals
	out         [1]Value     // results of natives, see one
	random      uint64       // state of math.random
	ids         uint32       // of the newest object
	iterators   [2]*Function // of ipairs and pairs
	host        Host
	protocol    int // 2 or 3: how the script under way sees replies
	// of a machine for libraries:
	loading     *Table // the globals while one is loaded
	registering bool
	registered  []Registered
}

// Function is a function of a script or a library.
type Function struct {
	proto  *proto // nil: native
	cells  []*cell
	env    *Table
	native func(vm *VM, args []Value) []Value
	id     uint32
}

// cell is a variable that functions share.
type cell struct{ value Value }

// frame is a call under way.
type frame struct {
	vm       *VM
	function *Function // nil: a native function that calls back
	slots    []Value
	varargs  []Value
	caller   *frame
	site     *site // what it is doing; nil: nothing yet
	results  []Value
	next     *Function // takes this one's place; nil: none
	nextArgs []Value
	tails    int // calls whose place this one has taken
}

// site is a place in a script that can fail.
type site struct {
	line   int
	name   string // of what is called or used, such as 'x'
	kind   string // local, global, field, method, upvalue; "": it has no name
	method bool
}

const (
	mostNatives = 200  // native functions that call back, inside each other
	stackSize   = 4096 // values; calls beyond take memory of their own
)

// scriptError is a plain error that is shown as it is.
type scriptError string

func (e scriptError) Error() string { return string(e) }

// Error is what a script has thrown.
type Error struct {
	Value  Value
	Source string // of the function that threw it, such as @user_script; "": unknown
	Line   int
}

// limitError ends a run for good: a script cannot catch it.
type limitError struct{ err *Error }

func newVM(limits Limits) *VM {
	vm := &VM{limits: limits, globals: &Table{}, strings: &Table{}, steps: math.MaxInt64, random: firstRandom}
	vm.main = newCoroutine(vm)
	vm.running = vm.main
	return vm
}

// What takes longer than a turn of a loop counts as several steps, so that all
// scripts without end are ended in about the same time. Measured in a page.
const (
	nativeSteps  = 4   // of a call of a native function
	callSteps    = 5   // of a call of a function
	throwSteps   = 40  // of an error that is thrown, and caught
	partSteps    = 8   // of a value that a library formats, reads or writes
	commandSteps = 200 // of a command
	bytesAStep   = 16  // of memory that is taken, up to mostTaken at a time
	mostTaken    = 512
)

// step counts steps and ends the run when there are too many.
func (vm *VM) step(n int) {
	if vm.steps -= int64(n); vm.steps < 0 {
		vm.exceeded("more than " + formatNumber(float64(vm.limits.Steps)) + " steps (script-steps)")
	}
}

// charge counts memory that is taken, ahead of taking it.
func (vm *VM) charge(bytes int) {
	vm.step(min(bytes, mostTaken) / bytesAStep)
	if vm.allocated += int64(bytes); vm.allocated <= vm.limits.Memory {
		return
	}
	live := vm.measure()
	vm.step(int(live / 64))
	if live+int64(bytes) > vm.limits.Memory {
		vm.exceeded("more than " + formatNumber(float64(vm.limits.Memory)) + " bytes of memory (script-memory)")
	}
	vm.allocated = live + int64(bytes)
}

// exceeded ends the run.
func (vm *VM) exceeded(what string) {
	vm.steps = 1 << 20 // enough to say so
	vm.allocated = math.MinInt64 / 2
	text := vm.where(1) + "Script killed: it takes " + what
	panic(limitError{vm.thrown(text)})
}

// thrown notes where a value is thrown.
func (vm *VM) thrown(v Value) *Error {
	err := &Error{Value: v}
	f := vm.running.frame
	for f != nil && f.function == nil {
		f = f.caller
	}
	if f != nil && f.site != nil {
		err.Source, err.Line = "@"+f.function.proto.name, f.site.line
	}
	return err
}

// throw is Lua's error for any value.
func (vm *VM) throw(v Value) {
	vm.step(throwSteps)
	panic(vm.thrown(v))
}

// fail throws a message that begins with the place.
func (vm *VM) fail(message string) {
	text := vm.where(1) + message
	vm.charge(len(text))
	vm.throw(text)
}

// where is the place of a level of calls, as it begins a message.
func (vm *VM) where(level int) string {
	f := vm.running.frame
	for ; f != nil && level > 1; level-- {
		if level -= f.tails; level > 1 {
			f = f.caller
		} else if f.tails > 0 {
			return ""
		}
	}
	if f == nil || f.function == nil || f.site == nil {
		return ""
	}
	return f.function.proto.name + ":" + formatNumber(float64(f.site.line)) + ": "
}

// one is the result list of a native function with one result. It is valid
// until the next call of anything.
func (vm *VM) one(v Value) []Value {
	vm.out[0] = v
	return vm.out[:]
}

func first(values []Value) Value {
	if len(values) > 0 {
		return values[0]
	}
	return nil
}

// take returns room for n values, all nil. The caller gives it back by
// setting top to what it was.
func (co *Coroutine) take(n int) []Value {
	if co.top+n > len(co.stack) {
		co.vm.charge(n * valueBytes)
		co.top += n
		return make([]Value, n)
	}
	room := co.stack[co.top : co.top+n : co.top+n]
	co.top += n
	clear(room)
	return room
}

// push begins a call.
func (co *Coroutine) push(fn *Function) *frame {
	co.count++
	if co.count > len(co.frames) {
		co.frames = append(co.frames, &frame{vm: co.vm})
	}
	f := co.frames[co.count-1]
	f.function, f.caller, f.site, f.next, f.tails = fn, co.frame, nil, nil, 0
	co.frame = f
	return f
}

func (co *Coroutine) pop(f *frame) {
	co.count--
	co.frame = f.caller
	f.varargs = nil
}

// Call calls a value from a native function.
func (vm *VM) Call(fn Value, args ...Value) []Value {
	co := vm.running
	if co.natives++; co.natives > mostNatives {
		vm.fail("C stack overflow")
	}
	f := co.push(nil)
	results := vm.invoke(fn, args, &site{})
	co.pop(f)
	co.natives--
	return results
}

// metaCall calls a metamethod and returns its first result.
func (vm *VM) metaCall(fn Value, args ...Value) Value {
	co := vm.running
	if co.natives++; co.natives > mostNatives {
		vm.fail("C stack overflow")
	}
	v := first(vm.invoke(fn, args, nil))
	co.natives--
	return v
}

// invoke calls a value; s says what it is called in the script.
func (vm *VM) invoke(fn Value, args []Value, s *site) []Value {
	for {
		function, ok := fn.(*Function)
		switch {
		case !ok:
			handler := vm.meta(fn, "__call")
			if _, ok := handler.(*Function); !ok {
				vm.typeError(fn, "call", s)
			}
			args = append([]Value{fn}, args...)
			fn = handler
		case function.native != nil:
			vm.step(nativeSteps)
			return function.native(vm, args)
		default:
			return vm.run(function, args)
		}
	}
}

// run calls a function of a script, and those that take its place.
func (vm *VM) run(fn *Function, args []Value) []Value {
	co := vm.running
	base := co.top
	slots := co.take(fn.proto.slots)
	copy(slots[:min(len(slots), len(fn.proto.parameters))], args)
	var extra []Value
	if n := len(fn.proto.parameters); fn.proto.vararg && len(args) > n {
		vm.charge((len(args) - n) * valueBytes)
		extra = append(extra, args[n:]...)
	}
	return vm.begin(fn, slots, extra, base)
}

// begin runs a function whose parameters lie in its slots, and the functions
// that take its place.
func (vm *VM) begin(fn *Function, slots, extra []Value, base int) []Value {
	f := vm.turn(fn, slots, extra, base, 0)
	for f.next != nil {
		next, args, tails := f.next, f.nextArgs, f.tails+1
		f.next, f.nextArgs = nil, nil
		slots = vm.running.take(next.proto.slots)
		n := len(next.proto.parameters)
		copy(slots[:n], args)
		extra = nil
		if next.proto.vararg && len(args) > n {
			extra = args[n:]
		}
		f = vm.turn(next, slots, extra, base, tails)
	}
	return f.results
}

// turn runs one function; its frame holds the results, or what is to be
// called in its place.
func (vm *VM) turn(fn *Function, slots, extra []Value, base, tails int) *frame {
	co, p := vm.running, fn.proto
	if co.depth+p.weight > mostDepth {
		vm.fail("stack overflow")
	}
	co.depth += p.weight
	vm.step(callSteps + p.size/16)
	f := co.push(fn)
	f.slots, f.varargs, f.results, f.tails = slots, extra, f.results[:0], tails
	for _, v := range p.parameters {
		if v.captured {
			slots[v.slot] = &cell{slots[v.slot]}
		}
	}
	if p.argTable != nil {
		f.setArgTable(p.argTable)
	}
	p.code(f)
	co.pop(f)
	co.depth -= p.weight
	co.top = base
	return f
}

// protect runs what may throw, and undoes the calls that it was in.
func (vm *VM) protect(do func() []Value) (results []Value, err *Error) {
	co := vm.running
	frame, count, depth, natives, top := co.frame, co.count, co.depth, co.natives, co.top
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Error:
			co.frame, co.count, co.depth, co.natives, co.top = frame, count, depth, natives, top
			err = r
		default:
			panic(r)
		}
	}()
	return do(), nil
}

// setArgTable makes the table arg of a function with "..." that does not use it.
func (f *frame) setArgTable(v *variable) {
	t := f.vm.newList(append([]Value(nil), f.varargs...))
	t.Set("n", float64(len(f.varargs)))
	f.slots[v.slot] = t
	if v.captured {
		f.slots[v.slot] = &cell{t}
	}
}
