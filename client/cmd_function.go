//go:build !first

// Functions: libraries of Lua that the server keeps with the data.

package client

import (
	"time"

	"resplay/resp"
)

// FCall calls a function with keys and args, and resolves with what it
// returns. What the function raises is an error of the server.
//
// Redis: https://redis.io/commands/fcall/
func (c Commands) FCall(function string, keys []string, args ...string) *Future[resp.Value] {
	return run(c, asIs, scriptCall("FCALL", function, keys, args)...)
}

// FCallRO is FCall of a function that writes nothing, on a replica as well.
//
// Redis: https://redis.io/commands/fcall_ro/
func (c Commands) FCallRO(function string, keys []string, args ...string) *Future[resp.Value] {
	return run(c, asIs, scriptCall("FCALL_RO", function, keys, args)...)
}

// FunctionLoad makes a library of code, which begins with a line such as
// "#!lua name=mylib", and resolves with its name. One that is there is an
// error of the server.
//
// Redis: https://redis.io/commands/function-load/
func (c Commands) FunctionLoad(code string) *Future[string] {
	return run(c, text, "FUNCTION", "LOAD", code)
}

// FunctionReplace is FunctionLoad over a library that is there.
//
// Redis: https://redis.io/commands/function-load/
func (c Commands) FunctionReplace(code string) *Future[string] {
	return run(c, text, "FUNCTION", "LOAD", "REPLACE", code)
}

// FunctionDelete deletes a library. A missing one is an error of the server.
//
// Redis: https://redis.io/commands/function-delete/
func (c Commands) FunctionDelete(library string) *Future[struct{}] {
	return run(c, done, "FUNCTION", "DELETE", library)
}

// FunctionFlush deletes all libraries.
//
// Redis: https://redis.io/commands/function-flush/
func (c Commands) FunctionFlush(mode ...FlushMode) *Future[struct{}] {
	return run(c, done, flush(mode, "FUNCTION", "FLUSH")...)
}

// FunctionKill ends the function that runs, unless it has written. When none
// runs it is an error of the server, NOTBUSY.
//
// Redis: https://redis.io/commands/function-kill/
func (c Commands) FunctionKill() *Future[struct{}] { return run(c, done, "FUNCTION", "KILL") }

// FunctionDump resolves with all libraries as FunctionRestore takes them,
// bytes that mean nothing else.
//
// Redis: https://redis.io/commands/function-dump/
func (c Commands) FunctionDump() *Future[string] { return run(c, text, "FUNCTION", "DUMP") }

// RestorePolicy is what becomes of the libraries that are there when others are restored.
type RestorePolicy string

// The policies of FunctionRestore. "" is RestoreAppend.
const (
	RestoreAppend  RestorePolicy = "APPEND"  // they stay; one of the same name is an error, and nothing is restored
	RestoreReplace RestorePolicy = "REPLACE" // they stay, but for those of the same names
	RestoreFlush   RestorePolicy = "FLUSH"   // they are deleted
)

// FunctionRestore adds the libraries that FunctionDump resolved with.
//
// Redis: https://redis.io/commands/function-restore/
func (c Commands) FunctionRestore(dump string, policy RestorePolicy) *Future[struct{}] {
	args := []string{"FUNCTION", "RESTORE", dump}
	if policy != "" {
		args = append(args, string(policy))
	}
	return run(c, done, args...)
}

// FunctionListOptions say which libraries to list, and how.
type FunctionListOptions struct {
	Library  string // those whose names match this pattern; "": all
	WithCode bool   // with their code
}

// Library is a library of functions.
type Library struct {
	Name      string
	Engine    string // its language: LUA
	Functions []Function
	Code      string // "": it was not asked for
}

// Function is a function of a library.
type Function struct {
	Name        string
	Description string   // "": there is none
	Flags       []string // such as no-writes
}

// FunctionList resolves with the libraries.
//
// Redis: https://redis.io/commands/function-list/
func (c Commands) FunctionList(o FunctionListOptions) *Future[[]Library] {
	args := []string{"FUNCTION", "LIST"}
	if o.Library != "" {
		args = append(args, "LIBRARYNAME", o.Library)
	}
	if o.WithCode {
		args = append(args, "WITHCODE")
	}
	return run(c, listOf(library), args...)
}

func library(v resp.Value) (l Library, err error) {
	r := newRecord(v)
	l.Name = field(r, "library_name", text)
	l.Engine = field(r, "engine", text)
	l.Functions = field(r, "functions", listOf(function))
	l.Code = fieldOr(r, "library_code", text, "")
	return l, r.err
}

func function(v resp.Value) (f Function, err error) {
	r := newRecord(v)
	f.Name = field(r, "name", text)
	f.Description = fieldOr(r, "description", text, "")
	f.Flags = field(r, "flags", texts)
	return f, r.err
}

// FunctionStats is what the server tells of its functions.
type FunctionStats struct {
	Running *RunningFunction       // nil: none
	Engines map[string]EngineStats // by language, such as LUA
}

// RunningFunction is a function, or script, that runs.
type RunningFunction struct {
	Name    string
	Command []string      // the call
	Since   time.Duration // for how long it has been running
}

// EngineStats is how much code the server has in a language.
type EngineStats struct{ Libraries, Functions int64 }

// FunctionStats resolves with the function that runs, if one does, and the
// figures of the libraries.
//
// Redis: https://redis.io/commands/function-stats/
func (c Commands) FunctionStats() *Future[FunctionStats] {
	return run(c, functionStats, "FUNCTION", "STATS")
}

func functionStats(v resp.Value) (s FunctionStats, err error) {
	r := newRecord(v)
	s.Running = fieldOr(r, "running_script", runningFunction, nil)
	s.Engines = field(r, "engines", func(v resp.Value) (map[string]EngineStats, error) { return table(v, engineStats) })
	return s, r.err
}

func runningFunction(v resp.Value) (*RunningFunction, error) {
	r := newRecord(v)
	running := &RunningFunction{
		Name:    field(r, "name", text),
		Command: field(r, "command", texts),
		Since:   field(r, "duration_ms", milliseconds),
	}
	return running, r.err
}

func engineStats(v resp.Value) (EngineStats, error) {
	r := newRecord(v)
	stats := EngineStats{field(r, "libraries_count", integer), field(r, "functions_count", integer)}
	return stats, r.err
}
