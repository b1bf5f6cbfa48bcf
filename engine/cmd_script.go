//go:build !first && !whole

// Commands of scripts: EVAL and the cache that EVALSHA runs from.

package engine

import (
	"resplay/resp"
)

const (
	evalFlags   = NoScript | Stale | SkipMonitor | NoMandatoryKeys | MovableKeys
	scriptCosts = "Depends on the script that is executed."
	anyKeysRW   = "We cannot tell how the keys will be used so we assume the worst, RW and UPDATE"
	anyKeysRO   = "We cannot tell how the keys will be used so we assume the worst, RO and ACCESS"
)

// scriptKeys are keys that a script names ahead of its arguments.
func scriptKeys(access, notes string) []KeySpec {
	return []KeySpec{{Access: access, Notes: notes, Begin: 2, Count: true}}
}

var scriptCommands = []Command{
	{
		Name: "eval", Synopsis: "script numkeys [key [key ...]] [arg [arg ...]]",
		Summary: "Runs a Lua script.",
		Since:   "2.6.0", Group: "scripting", Complexity: scriptCosts,
		Arity: -3, Flags: evalFlags,
		Keys: scriptKeys("RW access update", anyKeysRW),
		run:  func(c *call) (resp.Value, error) { return c.eval(false) },
	},
	{
		Name: "evalsha", Synopsis: "sha1 numkeys [key [key ...]] [arg [arg ...]]",
		Summary: "Runs a script that the server has met before, by its SHA1.",
		Since:   "2.6.0", Group: "scripting", Complexity: scriptCosts,
		Arity: -3, Flags: evalFlags,
		Keys: scriptKeys("RW access update", ""),
		run:  func(c *call) (resp.Value, error) { return c.evalSHA(false) },
	},
	{
		Name: "eval_ro", Synopsis: "script numkeys [key [key ...]] [arg [arg ...]]",
		Summary: "Runs a Lua script that only reads.",
		Since:   "7.0.0", Group: "scripting", Complexity: scriptCosts,
		Arity: -3, Flags: ReadOnly | evalFlags,
		Keys: scriptKeys("RO access", anyKeysRO),
		run:  func(c *call) (resp.Value, error) { return c.eval(true) },
	},
	{
		Name: "evalsha_ro", Synopsis: "sha1 numkeys [key [key ...]] [arg [arg ...]]",
		Summary: "Runs a script that only reads and that the server has met before, by its SHA1.",
		Since:   "7.0.0", Group: "scripting", Complexity: scriptCosts,
		Arity: -3, Flags: ReadOnly | evalFlags,
		Keys: scriptKeys("RO access", ""),
		run:  func(c *call) (resp.Value, error) { return c.evalSHA(true) },
	},
	container("script", "2.6.0", "5.0.0", "scripting", "Manages the cache of scripts.", []Command{
		{
			Name: "debug", Synopsis: "<YES | SYNC | NO>",
			Summary: "Says whether scripts are debugged, which they cannot be here.",
			Since:   "3.2.0", Group: "scripting", Complexity: "O(1)",
			Arity: 3, Flags: NoScript,
			run: cmdScriptDebug,
		},
		{
			Name: "exists", Synopsis: "sha1 [sha1 ...]",
			Summary: "Tells which scripts are in the cache.",
			Since:   "2.6.0", Group: "scripting", Complexity: "O(N) with N being the number of scripts to check (so checking a single script is an O(1) operation).",
			Arity: -3, Flags: NoScript,
			Tips: []string{"request_policy:all_shards", "response_policy:agg_logical_and"},
			run:  cmdScriptExists,
		},
		{
			Name: "flush", Synopsis: "[ASYNC | SYNC]",
			Summary: "Empties the cache of scripts.",
			Since:   "2.6.0", Group: "scripting", Complexity: "O(N) with N being the number of scripts in cache",
			Arity: -2, Flags: NoScript,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdScriptFlush,
		},
		{
			Name:    "kill",
			Summary: "Ends a script that runs too long; here none does.",
			Since:   "2.6.0", Group: "scripting", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | AllowBusy,
			Tips: []string{"request_policy:all_shards", "response_policy:one_succeeded"},
			run:  cmdScriptKill,
		},
		{
			Name: "load", Synopsis: "script",
			Summary: "Puts a script into the cache without running it and returns its SHA1.",
			Since:   "2.6.0", Group: "scripting", Complexity: "O(N) with N being the length in bytes of the script body.",
			Arity: 3, Flags: NoScript | Stale,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdScriptLoad,
		},
	}),
}

// scriptArguments parts keys from the other arguments behind their number.
func (c *call) scriptArguments() (keys, args []string, err error) {
	n, ok := parseInt(c.args[2])
	switch {
	case !ok:
		return nil, nil, errNotInteger
	case n > int64(len(c.args)-3):
		return nil, nil, errNumKeysRange
	case n < 0:
		return nil, nil, errKeysNegative
	}
	// Those of commands that only read can be the reader's, and scripts keep them.
	return resp.OwnArgs(c.args[3 : 3+n]), resp.OwnArgs(c.args[3+n:]), nil
}

func (c *call) eval(readOnly bool) (resp.Value, error) {
	keys, args, err := c.scriptArguments()
	if err != nil {
		return none, err
	}
	s, err := c.engine.scripting().prepare(c.args[1], true)
	if err != nil {
		return none, err
	}
	return c.runCached(s, readOnly, keys, args)
}

func (c *call) evalSHA(readOnly bool) (resp.Value, error) {
	if len(c.args[1]) != shaLength {
		return none, errNoScript
	}
	keys, args, err := c.scriptArguments()
	if err != nil {
		return none, err
	}
	s := c.engine.scripting().scripts.find(c.args[1])
	if s == nil {
		return none, errNoScript
	}
	return c.runCached(s, readOnly, keys, args)
}

func (c *call) runCached(s *cachedScript, readOnly bool, keys, args []string) (resp.Value, error) {
	machine := c.engine.scripting().evalMachine()
	return c.runScript(s.flags, readOnly, func() resp.Value { return machine.Eval(s.function, s.sha, keys, args) })
}

func cmdScriptDebug(c *call) (resp.Value, error) {
	switch c.keyword(2) {
	case "NO":
		return resp.OK(), nil
	case "YES", "SYNC":
		return none, errNoDebugger
	}
	return none, errScriptDebug
}

func cmdScriptExists(c *call) (resp.Value, error) {
	var answers []resp.Value
	for _, sha := range c.args[2:] {
		answers = append(answers, oneIf(c.engine.scripting().scripts.find(sha) != nil))
	}
	return resp.Array(answers...), nil
}

func cmdScriptFlush(c *call) (resp.Value, error) {
	if len(c.args) > 3 || len(c.args) == 3 && c.keyword(2) != "ASYNC" && c.keyword(2) != "SYNC" {
		return none, errScriptFlush
	}
	s := c.engine.scripting()
	s.scripts, s.eval = newScriptCache(), nil
	return resp.OK(), nil
}

func cmdScriptKill(*call) (resp.Value, error) { return none, errNotBusy }

func cmdScriptLoad(c *call) (resp.Value, error) {
	s, err := c.engine.scripting().prepare(c.args[2], false)
	if err != nil {
		return none, err
	}
	return resp.Bulk(s.sha), nil
}

// compile makes a script ready to run.
func (s *scriptState) compile(source string) (*cachedScript, error) {
	body, flags, err := scriptShebang(source)
	if err != nil {
		return nil, err
	}
	function, err := s.evalMachine().Compile(body)
	if err != nil {
		return nil, resp.Error("ERR Error compiling script (new function): " + err.Error())
	}
	return &cachedScript{sha: scriptName(source), source: source, function: function, flags: flags}, nil
}
