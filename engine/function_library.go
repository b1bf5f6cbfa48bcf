//go:build !first && !whole

// Libraries of functions.

package engine

import (
	"maps"
	"sort"
	"strings"

	"resplay/engine/lua"
	"resplay/resp"
)

// library is what FUNCTION LOAD has loaded.
type library struct {
	name      string
	code      string
	functions []*function
}

// function is a function of a library.
type function struct {
	lua.Registered
	flags   scriptFlags
	library *library
}

// libraries finds libraries and functions by name.
type libraries struct {
	byName    map[string]*library
	functions map[string]*function // in lower case: theirs does not matter
	bytes     int64                // of the code
	run       *scriptRun
}

func newLibraries() libraries {
	return libraries{byName: map[string]*library{}, functions: map[string]*function{}}
}

func (l *libraries) sorted() []*library {
	list := make([]*library, 0, len(l.byName))
	for _, lib := range l.byName {
		list = append(list, lib)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	return list
}

// add puts in a library, in place of another of its name.
func (l *libraries) add(lib *library) {
	if old := l.byName[lib.name]; old != nil {
		l.remove(old)
	}
	l.byName[lib.name] = lib
	l.bytes += int64(len(lib.code))
	for _, f := range lib.functions {
		l.functions[lower(f.Name)] = f
	}
}

func (l *libraries) remove(lib *library) {
	delete(l.byName, lib.name)
	l.bytes -= int64(len(lib.code))
	for _, f := range lib.functions {
		delete(l.functions, lower(f.Name))
	}
}

// keep has Lua count the values of the functions as memory in use.
func (s *scriptState) keep() {
	var list []*lua.Function
	for _, lib := range s.libraries.sorted() {
		for _, f := range lib.functions {
			list = append(list, f.Function)
		}
	}
	s.functionMachine().Keep(list...)
}

func (s *scriptState) clearLibraries() {
	run := s.libraries.run
	s.libraries, s.functions = newLibraries(), nil
	s.libraries.run = run
}

// libraryHeader reads the line that a library begins with.
func libraryHeader(code string) (name, body string, err error) {
	if !strings.HasPrefix(code, "#!") {
		return "", "", resp.Error("ERR Missing library metadata")
	}
	line, _, found := strings.Cut(code, "\n")
	words, err := resp.SplitLine(line)
	if !found || err != nil || len(words) == 0 {
		return "", "", resp.Error("ERR Invalid library metadata")
	}
	named := false
	for _, word := range words[1:] {
		if len(word) < 5 || !sameWord(word[:5], "NAME=") {
			return "", "", resp.Error("ERR Invalid metadata value given: " + word)
		}
		if named {
			return "", "", resp.Error("ERR Invalid metadata value, name argument was given multiple times")
		}
		name, named = word[5:], true
	}
	switch {
	case !named:
		return "", "", resp.Error("ERR Library name was not given")
	case !lua.ValidName(name):
		return "", "", resp.Error("ERR " + lua.NameRule)
	case !sameWord(words[0][2:], "LUA"):
		return "", "", resp.Error("ERR Engine '" + words[0][2:] + "' not found")
	}
	return name, code[len(line):], nil
}

// loadLibrary runs the code of a library; it is not among the libraries yet.
func (s *scriptState) loadLibrary(code string, replace bool) (*library, error) {
	name, _, err := libraryHeader(code)
	if err != nil {
		return nil, err
	}
	old := s.libraries.byName[name]
	if old != nil && !replace {
		return nil, libraryExists(name)
	}
	if err := s.mayCache(int64(len(code))); err != nil {
		return nil, err
	}
	lib, err := s.compileLibrary(code)
	if err != nil {
		return nil, err
	}
	for _, f := range lib.functions {
		if other := s.libraries.functions[lower(f.Name)]; other != nil && other.library != old {
			return nil, functionExists(f.Name)
		}
	}
	return lib, nil
}

func (s *scriptState) compileLibrary(code string) (*library, error) {
	name, body, err := libraryHeader(code)
	if err != nil {
		return nil, err
	}
	registered, err := s.functionMachine().Load(body)
	if err != nil {
		return nil, resp.Error("ERR " + err.Error())
	}
	if len(registered) == 0 {
		return nil, resp.Error("ERR No functions registered")
	}
	lib := &library{name: name, code: code}
	for _, r := range registered {
		lib.functions = append(lib.functions, &function{Registered: r, flags: newScriptFlags(r.Flags), library: lib})
	}
	return lib, nil
}

func libraryExists(name string) error { return resp.Error("ERR Library '" + name + "' already exists") }

func functionExists(name string) error { return resp.Error("ERR Function " + name + " already exists") }

// restore loads libraries of a dump: all of them or, when one cannot be
// loaded, none.
func (s *scriptState) restore(codes []string, policy string) error {
	dumped := newLibraries()
	for _, code := range codes {
		if err := s.mayCache(int64(len(code))); err != nil {
			return err
		}
		lib, err := s.compileLibrary(code)
		if err != nil {
			return err
		}
		if dumped.byName[lib.name] != nil {
			return libraryExists(lib.name)
		}
		for _, f := range lib.functions {
			if dumped.functions[lower(f.Name)] != nil {
				return functionExists(f.Name)
			}
		}
		dumped.add(lib)
	}
	joined := newLibraries()
	joined.run = s.libraries.run
	if policy != "FLUSH" {
		joined.byName, joined.functions = maps.Clone(s.libraries.byName), maps.Clone(s.libraries.functions)
		joined.bytes = s.libraries.bytes
	}
	if err := joined.join(dumped, policy == "REPLACE"); err != nil {
		return err
	}
	s.libraries = joined
	s.keep()
	return nil
}

// join adds the libraries of another.
func (l *libraries) join(other libraries, replace bool) error {
	for _, lib := range other.sorted() {
		if old := l.byName[lib.name]; old != nil {
			if !replace {
				return resp.Error("ERR Library " + lib.name + " already exists")
			}
			l.remove(old)
		}
	}
	for _, lib := range other.sorted() {
		for _, f := range lib.functions {
			if l.functions[lower(f.Name)] != nil {
				return functionExists(f.Name)
			}
		}
		l.add(lib)
	}
	return nil
}

// appendRewrite appends the commands that load all libraries.
func (s *scriptState) appendRewrite(dst []byte) []byte {
	for _, lib := range s.libraries.sorted() {
		dst = resp.AppendCommand(dst, "FUNCTION", "LOAD", lib.code)
	}
	return dst
}
