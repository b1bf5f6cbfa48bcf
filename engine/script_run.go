//go:build !first && !whole

// Scripts and functions inside the engine: what they may do, whose commands
// they run, and what the log gets of it.

package engine

import (
	"resplay/engine/lua"
	"resplay/resp"
)

// scriptState is an engine's scripts and libraries.
type scriptState struct {
	engine    *Engine
	scripts   scriptCache
	libraries libraries
	eval      *lua.VM // of EVAL; nil: none was run
	functions *lua.VM // of FCALL; nil: none was loaded
}

// scripting returns the engine's scripts, made at their first use.
func (e *Engine) scripting() *scriptState {
	if s, ok := e.scripts.(*scriptState); ok {
		return s
	}
	s := &scriptState{engine: e, scripts: newScriptCache(), libraries: newLibraries()}
	e.scripts = s
	return s
}

const (
	defaultScriptSteps  = 100_000_000
	defaultScriptMemory = 64 << 20
)

func (s *scriptState) limits() lua.Limits {
	return lua.Limits{
		Steps:  orDefault(s.engine.options.ScriptSteps, defaultScriptSteps),
		Memory: orDefault(s.engine.options.ScriptMemory, defaultScriptMemory),
	}
}

func (s *scriptState) evalMachine() *lua.VM {
	if s.eval == nil {
		s.eval = lua.New(s.engine.host(), s.limits())
	}
	return s.eval
}

func (s *scriptState) functionMachine() *lua.VM {
	if s.functions == nil {
		s.functions = lua.NewFunctions(s.engine.host(), s.limits())
	}
	return s.functions
}

// scriptFlags are what a script or function has declared.
type scriptFlags struct {
	declared bool // a script without a shebang line declares nothing
	noWrites bool
	allowOOM bool
}

func newScriptFlags(names []string) scriptFlags {
	flags := scriptFlags{declared: true}
	for _, name := range names {
		flags.noWrites = flags.noWrites || name == "no-writes"
		flags.allowOOM = flags.allowOOM || name == "allow-oom"
	}
	return flags
}

// scriptRun is a script under way: the host that Lua knows.
type scriptRun struct {
	engine      *Engine
	conn        *Conn
	readOnly    bool
	allowOOM    bool
	outOfMemory bool // when the script began
	wrote       bool // a script that has begun to write goes on
	muted       bool // what it does is not logged
	held        heldLog
}

// heldLog keeps back a script's first effect: with a second one they become
// a transaction, alone it is logged as it is.
type heldLog struct {
	db   int
	args []string // nil: none
	open bool     // MULTI was written
}

// host is the run of an engine's scripts; there is one, used again and again.
func (e *Engine) host() *scriptRun {
	if e.scripting().libraries.run == nil {
		e.scripting().libraries.run = &scriptRun{engine: e}
	}
	return e.scripting().libraries.run
}

// runScript runs a script with what it has declared. readOnly: by a command
// that ends in _RO.
func (c *call) runScript(flags scriptFlags, readOnly bool, run func() resp.Value) (resp.Value, error) {
	e := c.engine
	outOfMemory := e.outOfMemory()
	if flags.declared {
		switch {
		case readOnly && !flags.noWrites:
			return none, errScriptWrites
		case outOfMemory && !flags.allowOOM && !flags.noWrites:
			return none, errOOM
		}
	}
	host := e.host()
	*host = scriptRun{
		engine: e, conn: c.conn,
		readOnly: readOnly || flags.noWrites, allowOOM: flags.allowOOM, outOfMemory: outOfMemory,
	}
	reply := host.within(run)
	if reply.Err() != nil {
		return none, reply.Err()
	}
	return reply, nil
}

// within runs a script on its connection, and leaves that as it was. What the
// script does is logged as a whole.
func (r *scriptRun) within(run func() resp.Value) resp.Value {
	e, conn := r.engine, r.conn
	db, log := conn.db, e.options.Log
	if log != nil && !e.replaying {
		e.options.Log = r.log(log)
	}
	conn.scripted = conn.protocol
	reply := run()
	conn.protocol, conn.scripted, conn.db = conn.scripted, 0, db
	if e.options.Log != nil {
		r.endLog(log)
		e.options.Log = log
	}
	return reply
}

// log is what the engine logs to meanwhile.
func (r *scriptRun) log(log func(db int, args []string)) func(db int, args []string) {
	return func(db int, args []string) {
		switch {
		case r.muted:
		case r.engine.inExec || r.held.open:
			log(db, args)
		case r.held.args == nil:
			r.held.db, r.held.args = db, args
		default:
			r.held.open = true
			log(r.held.db, []string{"MULTI"})
			log(r.held.db, r.held.args)
			log(db, args)
		}
	}
}

func (r *scriptRun) endLog(log func(db int, args []string)) {
	switch {
	case log == nil:
	case r.held.open:
		log(r.held.db, []string{"EXEC"})
	case r.held.args != nil:
		log(r.held.db, r.held.args)
	}
}

// Command is redis.call.
func (r *scriptRun) Command(args []string, protocol int) resp.Value {
	cmd, err := r.admit(args)
	if err != nil {
		return r.engine.failed(err)
	}
	if cmd.Flags&Write != 0 {
		r.wrote = true
	}
	r.conn.protocol = protocol
	return r.engine.invoke(r.conn, cmd, args, callMode{queued: true})
}

// admit returns the command that a script may run now.
func (r *scriptRun) admit(args []string) (*Command, error) {
	cmd, err := r.engine.commands.find(args)
	switch {
	case err != nil && r.engine.commands.get(args[0]) != nil && len(args) == 1:
		return nil, errScriptArity // a container without a subcommand
	case err != nil:
		return nil, errScriptUnknown
	case !cmd.takes(len(args)):
		return nil, errScriptArity
	case cmd.Flags&NoScript != 0:
		return nil, errNotInScript
	}
	if err := r.engine.permits(r.conn, cmd, args, inScript); err != nil {
		return nil, err
	}
	switch {
	case cmd.Flags&Write != 0 && r.readOnly:
		return nil, errScriptReadOnly
	case cmd.Flags&DenyOOM != 0 && r.outOfMemory && !r.allowOOM && !r.wrote:
		return nil, errOOM
	}
	return cmd, nil
}

// Allowed is redis.acl_check_cmd.
func (r *scriptRun) Allowed(args []string) (allowed, ok bool) {
	cmd, err := r.engine.commands.find(args)
	if err != nil {
		return false, false
	}
	a, restricted := r.conn.user.guard.(*account)
	return !restricted || judge(a.selectors, cmd, args).verdict == permitted, true
}

// Replicate is redis.set_repl.
func (r *scriptRun) Replicate(logged bool) { r.muted = !logged }

// Log is redis.log; there is no log file.
func (r *scriptRun) Log(int, string) {}

// SHA1 is redis.sha1hex.
func (r *scriptRun) SHA1(text string) string { return scriptName(text) }

// Version is redis.REDIS_VERSION.
func (r *scriptRun) Version() string { return r.engine.options.Version }
