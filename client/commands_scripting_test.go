// Samples of scripts and functions.

package client

import (
	"resplay/resp"
)

// A library as it is loaded, and another as a server has dumped it.
const (
	code      = "#!lua name=other\nredis.register_function('g', function() return 1 end)"
	libraries = "\xf5\xc3@\x8b@\x97\x1f#!lua name=lib\nredis.register_fu\x06nction{\xc0\b\x00_`)\r\"f\", callback=\xc0\x1b\x12(keys, args) return`\x0c\x1f[1] end, flags={\"no-writes\"}, de\x04scrip@e\n=\"says it\"}\n\x00\xde\x17\xd8\x0e\x88\xce\x05\xe5"
)

var scriptingSamples = family{
	setup: `
		SCRIPT LOAD "return {KEYS[1], ARGV[1]}"
		FUNCTION LOAD "#!lua name=lib\nredis.register_function{function_name='f', callback=function(keys, args) return {keys[1], args[1]} end, flags={'no-writes'}, description='says it'}"
	`,
	samples: []sample{
		row("Eval", func(c Commands) answer { return got(c.Eval("return {KEYS[1], ARGV[1]}", []string{"k"}, "a")) }, `EVAL "return {KEYS[1], ARGV[1]}" 1 k a`, resp.Bulks("k", "a"), resp.Bulks("k", "a")),
		row("EvalRO", func(c Commands) answer { return got(c.EvalRO("return {KEYS[1], ARGV[1]}", []string{"k"}, "a")) }, `EVAL_RO "return {KEYS[1], ARGV[1]}" 1 k a`, resp.Bulks("k", "a"), resp.Bulks("k", "a")),
		row("EvalSha", func(c Commands) answer {
			return got(c.EvalSha("d006f1a90249474274c76f5be725b8f5804a346b", []string{"k"}, "a"))
		}, "EVALSHA d006f1a90249474274c76f5be725b8f5804a346b 1 k a", resp.Bulks("k", "a"), resp.Bulks("k", "a")),
		row("EvalShaRO", func(c Commands) answer {
			return got(c.EvalShaRO("d006f1a90249474274c76f5be725b8f5804a346b", []string{"k"}, "a"))
		}, "EVALSHA_RO d006f1a90249474274c76f5be725b8f5804a346b 1 k a", resp.Bulks("k", "a"), resp.Bulks("k", "a")),
		row("ScriptLoad", func(c Commands) answer {
			return got(c.ScriptLoad("return {KEYS[1], ARGV[1]}"))
		}, `SCRIPT LOAD "return {KEYS[1], ARGV[1]}"`, resp.Bulk("d006f1a90249474274c76f5be725b8f5804a346b"), "d006f1a90249474274c76f5be725b8f5804a346b"),
		row("ScriptExists", func(c Commands) answer {
			return got(c.ScriptExists("d006f1a90249474274c76f5be725b8f5804a346b", "ff"))
		}, "SCRIPT EXISTS d006f1a90249474274c76f5be725b8f5804a346b ff", resp.Array(resp.Integer(1), resp.Integer(0)), []bool{true, false}),
		row("ScriptFlush", func(c Commands) answer { return got(c.ScriptFlush()) }, "SCRIPT FLUSH", ok, nothing),
		row("ScriptFlush", func(c Commands) answer { return got(c.ScriptFlush(Async)) }, "SCRIPT FLUSH ASYNC", ok, nothing),
		row("ScriptFlush", func(c Commands) answer { return got(c.ScriptFlush(Sync)) }, "SCRIPT FLUSH SYNC", ok, nothing),
		row("ScriptKill", func(c Commands) answer { return got(c.ScriptKill()) }, "SCRIPT KILL", ok, nothing).notRun("no script runs"),

		row("FCall", func(c Commands) answer { return got(c.FCall("f", []string{"k"}, "a")) }, "FCALL f 1 k a", resp.Bulks("k", "a"), resp.Bulks("k", "a")),
		row("FCallRO", func(c Commands) answer { return got(c.FCallRO("f", []string{"k"}, "a")) }, "FCALL_RO f 1 k a", resp.Bulks("k", "a"), resp.Bulks("k", "a")),
		row("FunctionLoad", func(c Commands) answer { return got(c.FunctionLoad(code)) }, "FUNCTION LOAD "+resp.Quote(code), resp.Bulk("other"), "other"),
		row("FunctionReplace", func(c Commands) answer { return got(c.FunctionReplace(code)) }, "FUNCTION LOAD REPLACE "+resp.Quote(code), resp.Bulk("other"), "other"),
		row("FunctionDelete", func(c Commands) answer { return got(c.FunctionDelete("lib")) }, "FUNCTION DELETE lib", ok, nothing),
		row("FunctionFlush", func(c Commands) answer { return got(c.FunctionFlush()) }, "FUNCTION FLUSH", ok, nothing),
		row("FunctionFlush", func(c Commands) answer { return got(c.FunctionFlush(Async)) }, "FUNCTION FLUSH ASYNC", ok, nothing),
		row("FunctionFlush", func(c Commands) answer { return got(c.FunctionFlush(Sync)) }, "FUNCTION FLUSH SYNC", ok, nothing),
		row("FunctionKill", func(c Commands) answer { return got(c.FunctionKill()) }, "FUNCTION KILL", ok, nothing).notRun("no function runs"),
		row("FunctionDump", func(c Commands) answer { return got(c.FunctionDump()) }, "FUNCTION DUMP", resp.Bulk("\xf5\xff"), "\xf5\xff"),
		row("FunctionRestore", func(c Commands) answer { return got(c.FunctionRestore(libraries, "")) }, "FUNCTION RESTORE "+resp.Quote(libraries), ok, nothing).after("FUNCTION FLUSH"),
		row("FunctionRestore", func(c Commands) answer { return got(c.FunctionRestore(libraries, RestoreAppend)) }, "FUNCTION RESTORE "+resp.Quote(libraries)+" APPEND", ok, nothing).after("FUNCTION FLUSH"),
		row("FunctionRestore", func(c Commands) answer { return got(c.FunctionRestore(libraries, RestoreReplace)) }, "FUNCTION RESTORE "+resp.Quote(libraries)+" REPLACE", ok, nothing),
		row("FunctionRestore", func(c Commands) answer { return got(c.FunctionRestore(libraries, RestoreFlush)) }, "FUNCTION RESTORE "+resp.Quote(libraries)+" FLUSH", ok, nothing),
		row("FunctionList", func(c Commands) answer {
			return got(c.FunctionList(FunctionListOptions{}))
		}, "FUNCTION LIST", resp.Array(resp.Map(resp.Bulk("library_name"), resp.Bulk("lib"), resp.Bulk("engine"), resp.Bulk("LUA"), resp.Bulk("functions"), resp.Array(resp.Map(resp.Bulk("name"), resp.Bulk("f"), resp.Bulk("description"), missing, resp.Bulk("flags"), resp.Set(resp.Simple("no-writes")))))), []Library{{"lib", "LUA", []Function{{"f", "", []string{"no-writes"}}}, ""}}),
		row("FunctionList", func(c Commands) answer {
			return got(c.FunctionList(FunctionListOptions{Library: "l*", WithCode: true}))
		}, "FUNCTION LIST LIBRARYNAME l* WITHCODE", resp.Array(resp.Map(resp.Bulk("library_name"), resp.Bulk("lib"), resp.Bulk("engine"), resp.Bulk("LUA"), resp.Bulk("functions"), resp.Array(resp.Map(resp.Bulk("name"), resp.Bulk("f"), resp.Bulk("description"), resp.Bulk("says it"), resp.Bulk("flags"), resp.Set(resp.Simple("no-writes")))), resp.Bulk("library_code"), resp.Bulk("code"))), []Library{{"lib", "LUA", []Function{{"f", "says it", []string{"no-writes"}}}, "code"}}),
		row("FunctionStats", func(c Commands) answer {
			return got(c.FunctionStats())
		}, "FUNCTION STATS", resp.Map(resp.Bulk("running_script"), missing, resp.Bulk("engines"), resp.Map(resp.Bulk("LUA"), resp.Map(resp.Bulk("libraries_count"), resp.Integer(1), resp.Bulk("functions_count"), resp.Integer(2)))), FunctionStats{nil, map[string]EngineStats{"LUA": {1, 2}}}),
		row("FunctionStats", func(c Commands) answer {
			return got(c.FunctionStats())
		}, "FUNCTION STATS", resp.Map(resp.Bulk("running_script"), resp.Map(resp.Bulk("name"), resp.Bulk("f"), resp.Bulk("command"), resp.Bulks("fcall", "f", "0"), resp.Bulk("duration_ms"), resp.Integer(5)), resp.Bulk("engines"), resp.Map(resp.Bulk("LUA"), resp.Map(resp.Bulk("libraries_count"), resp.Integer(1), resp.Bulk("functions_count"), resp.Integer(2)))), FunctionStats{&RunningFunction{"f", []string{"fcall", "f", "0"}, 5 * ms}, map[string]EngineStats{"LUA": {1, 2}}}),
	},
}
