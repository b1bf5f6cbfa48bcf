//go:build !first && !whole

// Commands of functions: calling them, and managing their libraries.

package engine

import (
	"resplay/resp"
)

var functionCommands = []Command{
	{
		Name: "fcall", Synopsis: "function numkeys [key [key ...]] [arg [arg ...]]",
		Summary: "Calls a function of a library.",
		Since:   "7.0.0", Group: "scripting", Complexity: "Depends on the function that is executed.",
		Arity: -3, Flags: evalFlags,
		Keys: scriptKeys("RW access update", anyKeysRW),
		run:  func(c *call) (resp.Value, error) { return c.callFunction(false) },
	},
	{
		Name: "fcall_ro", Synopsis: "function numkeys [key [key ...]] [arg [arg ...]]",
		Summary: "Calls a function of a library that only reads.",
		Since:   "7.0.0", Group: "scripting", Complexity: "Depends on the function that is executed.",
		Arity: -3, Flags: ReadOnly | evalFlags,
		Keys: scriptKeys("RO access", anyKeysRO),
		run:  func(c *call) (resp.Value, error) { return c.callFunction(true) },
	},
	container("function", "7.0.0", "7.0.0", "scripting", "Manages libraries of functions.", []Command{
		{
			Name: "delete", Synopsis: "library-name",
			Summary: "Removes a library with its functions.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(1)",
			Arity: 3, Flags: Write | NoScript,
			Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
			run:  cmdFunctionDelete,
		},
		{
			Name:    "dump",
			Summary: "Returns all libraries in a form that FUNCTION RESTORE takes.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(N) where N is the number of functions",
			Arity: 2, Flags: NoScript,
			run: cmdFunctionDump,
		},
		{
			Name: "flush", Synopsis: "[ASYNC | SYNC]",
			Summary: "Removes all libraries.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(N) where N is the number of functions deleted",
			Arity: -2, Flags: Write | NoScript,
			Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
			run:  cmdFunctionFlush,
		},
		{
			Name:    "kill",
			Summary: "Ends a function that runs too long; here none does.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | AllowBusy,
			Tips: []string{"request_policy:all_shards", "response_policy:one_succeeded"},
			run:  cmdScriptKill,
		},
		{
			Name: "list", Synopsis: "[LIBRARYNAME library-name-pattern] [WITHCODE]",
			Summary: "Lists libraries and their functions.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(N) where N is the number of functions",
			Arity: -2, Flags: NoScript,
			Tips: []string{"nondeterministic_output_order"},
			run:  cmdFunctionList,
		},
		{
			Name: "load", Synopsis: "[REPLACE] function-code",
			Summary: "Loads a library and returns its name.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(1) (considering compilation time is redundant)",
			Arity: -3, Flags: Write | DenyOOM | NoScript,
			Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
			run:  cmdFunctionLoad,
		},
		{
			Name: "restore", Synopsis: "serialized-value [FLUSH | APPEND | REPLACE]",
			Summary: "Loads the libraries that FUNCTION DUMP has returned.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(N) where N is the number of functions on the payload",
			Arity: -3, Flags: Write | DenyOOM | NoScript,
			Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
			run:  cmdFunctionRestore,
		},
		{
			Name:    "stats",
			Summary: "Tells which function is running and how many there are.",
			Since:   "7.0.0", Group: "scripting", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | AllowBusy,
			Tips: []string{"nondeterministic_output", "request_policy:all_shards", "response_policy:special"},
			run:  cmdFunctionStats,
		},
	}),
}

func (c *call) callFunction(readOnly bool) (resp.Value, error) {
	s := c.engine.scripting()
	f := s.libraries.functions[lower(c.args[1])]
	if f == nil {
		return none, errNoFunction
	}
	keys, args, err := c.scriptArguments()
	if err == errNotInteger {
		err = errBadNumKeys
	}
	if err != nil {
		return none, err
	}
	machine := s.functionMachine()
	return c.runScript(f.flags, readOnly, func() resp.Value { return machine.CallFunction(f.Function, f.Name, keys, args) })
}

func cmdFunctionLoad(c *call) (resp.Value, error) {
	replace := false
	for _, option := range c.args[2 : len(c.args)-1] {
		if !sameWord(option, "REPLACE") {
			return none, resp.Error("ERR Unknown option given: " + cString(option))
		}
		replace = true
	}
	s := c.engine.scripting()
	lib, err := s.loadLibrary(c.args[len(c.args)-1], replace)
	if err != nil {
		return none, err
	}
	s.libraries.add(lib)
	s.keep()
	c.changes++
	return resp.Bulk(lib.name), nil
}

func cmdFunctionDelete(c *call) (resp.Value, error) {
	s := c.engine.scripting()
	lib := s.libraries.byName[c.args[2]]
	if lib == nil {
		return none, errNoLibrary
	}
	s.libraries.remove(lib)
	s.keep()
	c.changes++
	return resp.OK(), nil
}

func cmdFunctionFlush(c *call) (resp.Value, error) {
	if len(c.args) > 3 {
		return none, wrongSubcommand(c)
	}
	if len(c.args) == 3 && c.keyword(2) != "ASYNC" && c.keyword(2) != "SYNC" {
		return none, errFunctionFlush
	}
	c.engine.scripting().clearLibraries()
	c.changes++
	return resp.OK(), nil
}

func cmdFunctionList(c *call) (resp.Value, error) {
	pattern, withCode := "", false
	filtered := false
	for i := 2; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "WITHCODE" && !withCode:
			withCode = true
		case word == "LIBRARYNAME" && !filtered:
			if c.more(i) == 0 {
				return none, errNoLibraryName
			}
			i++
			pattern, filtered = c.args[i], true
		default:
			return none, resp.Error("ERR Unknown argument " + cString(c.args[i]))
		}
	}
	var list []resp.Value
	for _, lib := range c.engine.scripting().libraries.sorted() {
		if !filtered || match(pattern, lib.name, true) {
			list = append(list, lib.info(withCode))
		}
	}
	return resp.Array(list...), nil
}

// info is a library as FUNCTION LIST shows it.
func (lib *library) info(withCode bool) resp.Value {
	var functions []resp.Value
	for _, f := range lib.functions {
		description, flags := resp.Null(), resp.Set()
		if f.Description != "" {
			description = resp.Bulk(f.Description)
		}
		flags.Elems = simpleSet(f.Flags).Elems
		functions = append(functions, resp.Map(
			resp.Bulk("name"), resp.Bulk(f.Name),
			resp.Bulk("description"), description,
			resp.Bulk("flags"), flags,
		))
	}
	info := resp.Map(
		resp.Bulk("library_name"), resp.Bulk(lib.name),
		resp.Bulk("engine"), resp.Bulk("LUA"),
		resp.Bulk("functions"), resp.Array(functions...),
	)
	if withCode {
		info.Elems = append(info.Elems, resp.Bulk("library_code"), resp.Bulk(lib.code))
	}
	return info
}

func cmdFunctionStats(c *call) (resp.Value, error) {
	l := &c.engine.scripting().libraries
	return resp.Map(
		resp.Bulk("running_script"), resp.Null(),
		resp.Bulk("engines"), resp.Map(
			resp.Bulk("LUA"), resp.Map(
				resp.Bulk("libraries_count"), resp.Integer(int64(len(l.byName))),
				resp.Bulk("functions_count"), resp.Integer(int64(len(l.functions))),
			),
		),
	), nil
}

func cmdFunctionDump(c *call) (resp.Value, error) {
	return resp.Bulk(dumpLibraries(c.engine.scripting().libraries.sorted())), nil
}

func cmdFunctionRestore(c *call) (resp.Value, error) {
	policy := "APPEND"
	if len(c.args) > 4 {
		return none, wrongSubcommand(c)
	}
	if len(c.args) == 4 {
		policy = c.keyword(3)
	}
	if policy != "APPEND" && policy != "REPLACE" && policy != "FLUSH" {
		return none, errRestorePolicy
	}
	codes, err := loadLibraries(c.args[2], c.engine.roomToUnfold())
	if err != nil {
		return none, err
	}
	if err := c.engine.scripting().restore(codes, policy); err != nil {
		return none, err
	}
	c.changes++
	return resp.OK(), nil
}
