// The basic functions.

package lua

import (
	"strings"
)

var baseLibrary = []entry{
	{"assert", baseAssert}, {"collectgarbage", baseCollectgarbage}, {"error", baseError},
	{"gcinfo", baseGcinfo}, {"getmetatable", baseGetmetatable}, {"ipairs", baseIpairs},
	{"load", baseLoad}, {"loadstring", baseLoadstring}, {"next", baseNext}, {"pairs", basePairs},
	{"pcall", basePcall}, {"rawequal", baseRawequal}, {"rawget", baseRawget}, {"rawset", baseRawset},
	{"select", baseSelect}, {"setmetatable", baseSetmetatable}, {"tonumber", baseTonumber},
	{"tostring", baseTostring}, {"type", baseType}, {"unpack", baseUnpack}, {"xpcall", baseXpcall},
}

func baseAssert(vm *VM, args []Value) []Value {
	if truthy(vm.any(args, 0)) {
		return args
	}
	message := "assertion failed!"
	if argument(args, 1) != nil {
		message = vm.text(args, 1)
	}
	vm.fail(message)
	return nil
}

func baseCollectgarbage(vm *VM, args []Value) []Value {
	option := "collect"
	if argument(args, 0) != nil {
		option = vm.text(args, 0)
	}
	switch option {
	case "count":
		return vm.one(float64(vm.inUse()) / 1024)
	case "stop", "restart", "collect", "setpause", "setstepmul":
		return vm.one(0.0)
	case "step":
		return vm.one(true)
	}
	vm.argumentError(0, "invalid option '"+option+"'")
	return nil
}

func baseGcinfo(vm *VM, _ []Value) []Value { return vm.one(float64(vm.inUse() / 1024)) }

// inUse is about what Lua has taken: the libraries, and what the run has
// allocated since it was last measured.
func (vm *VM) inUse() int64 {
	const libraries = 30 << 10
	return libraries + max(vm.allocated, 0)
}

func baseError(vm *VM, args []Value) []Value {
	level := vm.optionalInteger(args, 1, 1)
	message := argument(args, 0)
	if text, ok := toText(message); ok && level > 0 {
		vm.throw(vm.where(level) + text)
	}
	vm.throw(message)
	return nil
}

func baseGetmetatable(vm *VM, args []Value) []Value {
	switch v := vm.any(args, 0).(type) {
	case *Table:
		if v.meta == nil {
			return vm.one(nil)
		}
		if protected := v.meta.GetString("__metatable"); protected != nil {
			return vm.one(protected)
		}
		return vm.one(v.meta)
	case string:
		return vm.one(vm.strings)
	}
	return vm.one(nil)
}

func baseSetmetatable(vm *VM, args []Value) []Value {
	t := vm.tableAt(args, 0)
	meta, ok := argument(args, 1).(*Table)
	if len(args) < 2 || !ok && args[1] != nil {
		vm.argumentError(1, "nil or table expected")
	}
	if t.meta != nil && t.meta.GetString("__metatable") != nil {
		vm.fail("cannot change a protected metatable")
	}
	if t.readonly {
		vm.throw("Attempt to modify a readonly table")
	}
	t.meta = meta
	return vm.one(t)
}

// eachElement is what ipairs iterates with.
var eachElement native = func(vm *VM, args []Value) []Value {
	i := vm.integer(args, 1) + 1
	v := vm.tableAt(args, 0).GetInt(i)
	if v == nil {
		return nil
	}
	return []Value{boxed(float64(i)), v}
}

func baseIpairs(vm *VM, args []Value) []Value {
	t := vm.tableAt(args, 0)
	return []Value{vm.iterators[0], t, 0.0}
}

func basePairs(vm *VM, args []Value) []Value {
	t := vm.tableAt(args, 0)
	return []Value{vm.iterators[1], t, nil}
}

func baseNext(vm *VM, args []Value) []Value {
	k, v, passed, ok := vm.tableAt(args, 0).Next(argument(args, 1))
	if !ok {
		vm.throw("invalid key to 'next'")
	}
	vm.step(passed / 8)
	if k == nil {
		return vm.one(nil)
	}
	return []Value{k, v}
}

func baseLoadstring(vm *VM, args []Value) []Value {
	source := vm.text(args, 0)
	name := source
	if argument(args, 1) != nil {
		name = vm.text(args, 1)
	}
	return vm.load(source, name)
}

func baseLoad(vm *VM, args []Value) []Value {
	reader := vm.functionAt(args, 0)
	name := "=(load)"
	if argument(args, 1) != nil {
		name = vm.text(args, 1)
	}
	var source strings.Builder
	_, failed := vm.protect(func() []Value {
		for {
			piece := first(vm.Call(reader))
			text, ok := toText(piece)
			if piece != nil && !ok {
				vm.throw("reader function must return a string")
			}
			if text == "" {
				return nil
			}
			vm.made(len(text))
			source.WriteString(text)
		}
	})
	if failed != nil {
		return []Value{nil, failed.Value}
	}
	return vm.load(source.String(), name)
}

// load compiles a script's own source.
func (vm *VM) load(source, name string) []Value {
	vm.made(len(source) * 16)
	if strings.HasPrefix(source, "\x1b") {
		return []Value{nil, chunkName(name) + ": bad code: precompiled chunks are not allowed"}
	}
	p, err := parse(source, chunkName(name))
	if err != nil {
		return []Value{nil, err.Error()}
	}
	p.compile()
	return vm.one(&Function{proto: p, env: vm.environment, id: vm.newID()})
}

// chunkName is how messages name a chunk: a file or other name as it is, a
// source by its first line.
func chunkName(name string) string {
	const longest = 60
	if name != "" && (name[0] == '=' || name[0] == '@') {
		return name[1:min(len(name), longest)]
	}
	line, _, cut := strings.Cut(name, "\n")
	if room := longest - len(`[string "..."]`) - 1; len(line) > room {
		line, cut = line[:room], true
	}
	if cut {
		line += "..."
	}
	return `[string "` + line + `"]`
}

func basePcall(vm *VM, args []Value) []Value {
	fn := vm.any(args, 0)
	results, err := vm.protect(func() []Value { return vm.Call(fn, args[1:]...) })
	if err == nil {
		return append([]Value{true}, results...)
	}
	// Redis's own: of an error reply, scripts that catch it get the text.
	if t, ok := err.Value.(*Table); ok {
		if text, ok := toText(t.GetString("err")); ok {
			return []Value{false, text}
		}
	}
	return []Value{false, err.Value}
}

func baseXpcall(vm *VM, args []Value) []Value {
	handler := vm.any(args, 1)
	fn := args[0]
	results, err := vm.protect(func() []Value { return vm.Call(fn) })
	if err == nil {
		return append([]Value{true}, results...)
	}
	results, failed := vm.protect(func() []Value { return vm.Call(handler, err.Value) })
	if failed != nil {
		return []Value{false, "error in error handling"}
	}
	return append([]Value{false}, first(results))
}

func baseRawequal(vm *VM, args []Value) []Value {
	return vm.one(vm.any(args, 0) == vm.any(args, 1))
}

func baseRawget(vm *VM, args []Value) []Value {
	return vm.one(vm.tableAt(args, 0).Get(vm.any(args, 1)))
}

func baseRawset(vm *VM, args []Value) []Value {
	t, key, value := vm.tableAt(args, 0), vm.any(args, 1), vm.any(args, 2)
	if t.readonly {
		vm.throw("Attempt to modify a readonly table")
	}
	vm.set(t, key, value)
	return vm.one(t)
}

func baseSelect(vm *VM, args []Value) []Value {
	if argument(args, 0) == "#" {
		return vm.one(float64(len(args) - 1))
	}
	i := vm.int32At(args, 0)
	if i < 0 {
		i += len(args)
	}
	if i < 1 {
		vm.argumentError(0, "index out of range")
	}
	return args[min(i, len(args)):]
}

func baseTonumber(vm *VM, args []Value) []Value {
	base := vm.optionalInteger(args, 1, 10)
	if base == 10 {
		if f, ok := toNumber(vm.any(args, 0)); ok {
			return vm.one(f)
		}
		return vm.one(nil)
	}
	s := vm.text(args, 0)
	if base < 2 || base > 36 {
		vm.argumentError(1, "base out of range")
	}
	return vm.one(parseBase(s, base))
}

// parseBase is C's strtoul of a whole text: nil when it is not a number.
func parseBase(s string, base int) Value {
	s, _, _ = strings.Cut(s, "\x00")
	s = strings.ToLower(strings.Trim(s, spaces))
	negative := strings.HasPrefix(s, "-")
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	if base == 16 {
		s = strings.TrimPrefix(s, "0x")
	}
	n, high := uint64(0), false
	for i := range len(s) {
		digit := int(s[i] - '0')
		if s[i] >= 'a' && s[i] <= 'z' {
			digit = int(s[i]-'a') + 10
		} else if s[i] > '9' {
			digit = 99
		}
		if digit < 0 || digit >= base {
			return nil
		}
		if n > (1<<64-1-uint64(digit))/uint64(base) {
			high = true
		}
		n = n*uint64(base) + uint64(digit)
	}
	switch {
	case s == "":
		return nil
	case high:
		n = 1<<64 - 1
	case negative:
		n = -n
	}
	return float64(n)
}

func baseTostring(vm *VM, args []Value) []Value { return vm.one(vm.tostring(vm.any(args, 0))) }

// tostring is a value as text, __tostring considered. Its result may be any
// value when a metamethod gave it.
func (vm *VM) tostring(v Value) Value {
	if handler := vm.meta(v, "__tostring"); handler != nil {
		return first(vm.Call(handler, v))
	}
	vm.step(partSteps)
	return plainText(v)
}

// plainText is a value as text.
func plainText(v Value) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case bool:
		if v {
			return "true"
		}
		return "false"
	case float64:
		return formatNumber(v)
	case string:
		return v
	case *Function:
		if v.native != nil {
			return "function: builtin: " + address(v.id)
		}
	case Null:
		return "userdata: (nil)"
	}
	return typeName(v) + ": " + address(identity(v))
}

// address is an object's number as an address would look.
func address(id uint32) string {
	const digits = "0123456789abcdef"
	text := []byte("0x7f5a00000000")
	for i := len(text) - 1; id > 0; i-- {
		text[i] = digits[id&15]
		id >>= 4
	}
	return string(text)
}

func baseType(vm *VM, args []Value) []Value { return vm.one(typeName(vm.any(args, 0))) }

// mostResults is how many values a native function may return, as Lua's
// stack for C functions has room for.
const mostResults = 8000

func baseUnpack(vm *VM, args []Value) []Value {
	t := vm.tableAt(args, 0)
	i := vm.optionalInteger(args, 1, 1)
	end := 0
	if argument(args, 2) == nil {
		end = t.Len()
	} else {
		end = vm.int32At(args, 2)
	}
	i = int(int32(i))
	if i > end {
		return nil
	}
	n := end - i + 1
	if n+len(args) > mostResults {
		vm.fail("too many results to unpack")
	}
	vm.made(n * valueBytes)
	results := make([]Value, n)
	for j := range results {
		results[j] = t.GetInt(i + j)
	}
	return results
}
