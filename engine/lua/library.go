// Libraries of functions: FUNCTION LOAD runs their code, which registers
// functions.

package lua

import (
	"strings"

	"resplay/resp"
)

// Registered is a function of a library.
type Registered struct {
	Name        string
	Description string // "": none
	Flags       []string
	Function    *Function
}

// NewFunctions returns a machine for libraries of functions. Their code sees
// the globals through an environment, which while it is loaded shows nothing
// but the means to register functions.
func NewFunctions(host Host, limits Limits) *VM {
	vm := newVM(limits)
	vm.host = host
	vm.fillGlobals()
	redis := vm.newLibrary(redisLibrary)
	vm.addConstants(redis, false)
	vm.globals.Set("redis", redis)
	register := vm.newLibrary([]entry{{"register_function", redisRegisterFunction}, {"log", redisLog}})
	vm.addConstants(register, true)
	register.meta = vm.globals.meta
	vm.loading = vm.newTable(0, 1)
	vm.loading.Set("redis", register)
	vm.loading.meta = vm.globals.meta
	vm.environment = vm.newTable(0, 0)
	vm.environment.meta = vm.newTable(0, 1)
	vm.see(vm.globals)
	for _, t := range []*Table{vm.loading, vm.globals, vm.environment} {
		vm.protectTable(t)
	}
	vm.Keep()
	return vm
}

// see chooses what the environment shows.
func (vm *VM) see(globals *Table) { vm.environment.meta.Set("__index", globals) }

// Load runs the code of a library and returns what it has registered. The
// error is what FUNCTION LOAD says.
func (vm *VM) Load(code string) ([]Registered, error) {
	fn, err := vm.compile(code, functionChunk)
	if err != nil {
		return nil, scriptError("Error compiling function: " + err.Error())
	}
	vm.see(vm.loading)
	vm.registering, vm.registered = true, nil
	_, failed := vm.attempt(func() resp.Value {
		vm.invoke(fn, nil, nil)
		return resp.Value{}
	})
	registered := vm.registered
	vm.registering, vm.registered = false, nil
	vm.see(vm.globals)
	if failed != nil {
		return nil, scriptError("Error registering functions: " + failed.text())
	}
	return registered, nil
}

// Keep has the values of functions counted as memory in use; without any
// argument, none.
func (vm *VM) Keep(functions ...*Function) {
	vm.roots = append(vm.roots[:0], vm.loading, vm.environment)
	for _, fn := range functions {
		vm.roots = append(vm.roots, fn)
	}
}

// functionFlags are what a function may be registered with.
var functionFlags = []string{"no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys"}

// KnownFlag reports whether a script or function may have a flag.
func KnownFlag(name string) bool {
	for _, known := range functionFlags {
		if known == name {
			return true
		}
	}
	return false
}

func redisRegisterFunction(vm *VM, args []Value) []Value {
	const me = "redis.register_function"
	if len(args) < 1 || len(args) > 2 {
		vm.refuse("wrong number of arguments to " + me)
	}
	if !vm.registering {
		vm.refuse(me + " can only be called on FUNCTION LOAD command")
	}
	var r Registered
	if len(args) == 1 {
		t, ok := args[0].(*Table)
		if !ok {
			vm.refuse("calling " + me + " with a single argument is only applicable to Lua table (representing named arguments).")
		}
		r = vm.namedArguments(t)
	} else {
		name, ok := toText(args[0])
		if !ok {
			vm.refuse("first argument to " + me + " must be a string")
		}
		fn, ok := args[1].(*Function)
		if !ok {
			vm.refuse("second argument to " + me + " must be a function")
		}
		r = Registered{Name: name, Function: fn}
	}
	vm.register(r)
	return nil
}

func (vm *VM) namedArguments(t *Table) Registered {
	const me = " given to redis.register_function"
	var r Registered
	named := false
	vm.eachField(t, func(k, v Value) {
		key, ok := toText(k)
		if !ok {
			vm.refuse("named argument key" + me + " is not a string")
		}
		text, isText := toText(v)
		switch strings.ToLower(key) {
		case "function_name":
			if !isText {
				vm.refuse("function_name argument" + me + " must be a string")
			}
			r.Name, named = text, true
		case "description":
			if !isText {
				vm.refuse("description argument" + me + " must be a string")
			}
			r.Description = text
		case "callback":
			if r.Function, ok = v.(*Function); !ok {
				vm.refuse("callback argument" + me + " must be a function")
			}
		case "flags":
			r.Flags = vm.flags(v)
		default:
			vm.refuse("unknown argument" + me)
		}
	})
	if !named {
		vm.refuse("redis.register_function must get a function name argument")
	}
	if r.Function == nil {
		vm.refuse("redis.register_function must get a callback argument")
	}
	return r
}

func (vm *VM) flags(v Value) []string {
	list, ok := v.(*Table)
	if !ok {
		vm.refuse("flags argument to redis.register_function must be a table representing function flags")
	}
	given := map[string]bool{}
	for i := 1; list.GetInt(i) != nil; i++ {
		vm.step(1)
		flag, ok := list.GetInt(i).(string)
		if !ok || !KnownFlag(flag) {
			vm.refuse("unknown flag given")
		}
		given[flag] = true
	}
	var flags []string
	for _, flag := range functionFlags {
		if given[flag] {
			flags = append(flags, flag)
		}
	}
	return flags
}

func (vm *VM) register(r Registered) {
	if !ValidName(r.Name) {
		vm.refuse(NameRule)
	}
	for _, other := range vm.registered {
		if other.Name == r.Name {
			vm.refuse("Function already exists in the library")
		}
	}
	vm.registered = append(vm.registered, r)
}

// NameRule says what names may be.
const NameRule = "Library names can only contain letters, numbers, or underscores(_) and must be at least one character long"

// ValidName reports whether a library or function may be called so.
func ValidName(name string) bool {
	for i := range len(name) {
		if !isLetter(name[i]) && !isDigit(name[i]) {
			return false
		}
	}
	return name != ""
}
