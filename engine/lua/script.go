// Machines for scripts and for libraries of functions: their globals, and
// how a run begins and ends.

package lua

import (
	"math"
	"slices"

	"resplay/resp"
)

const (
	scriptChunk   = "user_script"
	functionChunk = "user_function"
)

// New returns a machine for EVAL's scripts.
func New(host Host, limits Limits) *VM {
	vm := newVM(limits)
	vm.host = host
	vm.fillGlobals()
	redis := vm.newLibrary(slices.Concat(redisLibrary, scriptLibrary))
	vm.addConstants(redis, false)
	vm.globals.Set("redis", redis)
	vm.protectTable(vm.globals)
	vm.environment = vm.globals
	return vm
}

// fillGlobals opens the libraries that are safe.
func (vm *VM) fillGlobals() {
	g := vm.globals
	for _, e := range baseLibrary {
		g.Set(e.name, vm.newNative(e.fn))
	}
	vm.iterators = [2]*Function{vm.newNative(eachElement), g.GetString("next").(*Function)}
	g.Set("_VERSION", "Lua 5.1")
	g.Set("_G", g)
	text := vm.newLibrary(stringLibrary)
	vm.strings.Set("__index", text)
	vm.strings.readonly = true
	g.Set("string", text)
	g.Set("table", vm.newLibrary(tableLibrary))
	numbers := vm.newLibrary(mathLibrary)
	numbers.Set("pi", math.Pi)
	numbers.Set("huge", math.Inf(1))
	g.Set("math", numbers)
	g.Set("coroutine", vm.newLibrary(coroutineLibrary))
	g.Set("os", vm.newLibrary([]entry{{"clock", osClock}}))
	g.Set("cjson", vm.newJSON())
	packer := vm.newLibrary(msgpackLibrary)
	packer.Set("_NAME", "cmsgpack")
	packer.Set("_VERSION", "lua-cmsgpack 0.4.0")
	packer.Set("_COPYRIGHT", "Copyright (C) 2012, Salvatore Sanfilippo")
	packer.Set("_DESCRIPTION", "MessagePack C implementation for Lua")
	g.Set("cmsgpack", packer)
	g.Set("bit", vm.newLibrary(bitLibrary))
	g.Set("struct", vm.newLibrary(structLibrary))
	g.meta = &Table{id: vm.newID()}
	g.meta.Set("__index", vm.newNative(missingGlobal))
}

// missingGlobal is what reading a name does that nobody has defined.
func missingGlobal(vm *VM, args []Value) []Value {
	name, _ := toText(argument(args, 1))
	vm.fail("Script attempted to access nonexistent global variable '" + name + "'")
	return nil
}

// osClock counts a hundred million steps as a second.
func osClock(vm *VM, _ []Value) []Value {
	return vm.one(float64(vm.limits.Steps-vm.steps) / 1e8)
}

// protectTable makes a table read-only, and those in it.
func (vm *VM) protectTable(t *Table) {
	if t.readonly {
		return
	}
	t.readonly = true
	if t.meta != nil {
		vm.protectTable(t.meta)
	}
	vm.eachField(t, func(_, v Value) {
		if inner, ok := v.(*Table); ok {
			vm.protectTable(inner)
		}
	})
}

// Compile makes a function of a script's source.
func (vm *VM) Compile(source string) (*Function, error) { return vm.compile(source, scriptChunk) }

func (vm *VM) compile(source, chunk string) (*Function, error) {
	p, err := parse(source, chunk)
	if err != nil {
		return nil, err
	}
	p.compile()
	return &Function{proto: p, env: vm.environment, id: vm.newID()}, nil
}

// Eval runs a script of EVAL. name is its SHA1, which errors mention.
func (vm *VM) Eval(script *Function, name string, keys, args []string) resp.Value {
	return vm.top(name, func() []Value {
		vm.globals.Set("KEYS", vm.textList(keys))
		vm.globals.Set("ARGV", vm.textList(args))
		return vm.invoke(script, nil, nil)
	})
}

// CallFunction runs a registered function.
func (vm *VM) CallFunction(fn *Function, name string, keys, args []string) resp.Value {
	return vm.top(name, func() []Value {
		return vm.invoke(fn, []Value{vm.textList(keys), vm.textList(args)}, nil)
	})
}

func (vm *VM) textList(texts []string) *Table {
	values := make([]Value, len(texts))
	for i, text := range texts {
		values[i] = text
	}
	return vm.newList(values)
}

// top is a run: it begins with all that it may take.
func (vm *VM) top(name string, run func() []Value) resp.Value {
	reply, err := vm.attempt(func() resp.Value { return vm.toReply(first(run()), 0) })
	if err == nil {
		return reply
	}
	text := err.text()
	if err.Line > 0 && err.Source != "" {
		text += " script: " + name + ", on " + err.Source + ":" + formatNumber(float64(err.Line)) + "."
	}
	return resp.Fail(oneLine(text))
}

// attempt runs something from the beginning and cleans up behind it.
func (vm *VM) attempt(run func() resp.Value) (reply resp.Value, err *Error) {
	vm.steps, vm.allocated, vm.protocol = vm.limits.Steps, vm.carried, 2
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *Error:
			err = r
		case limitError:
			err = r.err
		default:
			panic(r)
		}
		vm.reset()
	}()
	return run(), nil
}

// reset makes the machine ready for another run.
func (vm *VM) reset() {
	vm.carried = vm.allocated
	if vm.carried < 0 { // the run was ended
		vm.carried = vm.limits.Memory
	}
	vm.steps, vm.allocated = math.MaxInt64, math.MinInt64/2
	vm.endCoroutines()
	co := vm.main
	clear(co.stack)
	for _, f := range co.frames {
		*f = frame{vm: vm, results: f.results[:0]}
		clear(f.results[:cap(f.results)])
	}
	const kept = 64
	if len(co.frames) > kept {
		co.frames = co.frames[:kept:kept]
	}
	co.top, co.count, co.frame, co.depth, co.natives, co.state = 0, 0, nil, 0, 0, running
	vm.running = co
	vm.out[0] = nil
}

// text is an error as a client gets it, without its place.
func (e *Error) text() string {
	t, ok := e.Value.(*Table)
	if !ok {
		return "ERR " + plainText(e.Value)
	}
	if text, ok := toText(t.GetString("err")); ok {
		return text
	}
	return "ERR unknown error"
}
