//go:build !first

// Scripts: Lua that runs on the server, by its text or by the hash of that.

package client

import "resplay/resp"

// Eval runs a script, and resolves with what it returns. KEYS in it are keys,
// ARGV are args. What the script raises is an error of the server.
//
// Redis: https://redis.io/commands/eval/
func (c Commands) Eval(script string, keys []string, args ...string) *Future[resp.Value] {
	return run(c, asIs, scriptCall("EVAL", script, keys, args)...)
}

// EvalRO is Eval of a script that writes nothing, on a replica as well.
//
// Redis: https://redis.io/commands/eval_ro/
func (c Commands) EvalRO(script string, keys []string, args ...string) *Future[resp.Value] {
	return run(c, asIs, scriptCall("EVAL_RO", script, keys, args)...)
}

// EvalSha is Eval of the script with a hash, as ScriptLoad tells it. A script
// that the server does not know is an error of its, NOSCRIPT.
//
// Redis: https://redis.io/commands/evalsha/
func (c Commands) EvalSha(sha string, keys []string, args ...string) *Future[resp.Value] {
	return run(c, asIs, scriptCall("EVALSHA", sha, keys, args)...)
}

// EvalShaRO is EvalSha of a script that writes nothing, on a replica as well.
//
// Redis: https://redis.io/commands/evalsha_ro/
func (c Commands) EvalShaRO(sha string, keys []string, args ...string) *Future[resp.Value] {
	return run(c, asIs, scriptCall("EVALSHA_RO", sha, keys, args)...)
}

func scriptCall(command, script string, keys, args []string) []string {
	line := append([]string{command, script, itoa(len(keys))}, keys...)
	return append(line, args...)
}

// ScriptLoad makes a script known to the server, and resolves with its hash,
// the SHA-1 of the text in hexadecimal.
//
// Redis: https://redis.io/commands/script-load/
func (c Commands) ScriptLoad(script string) *Future[string] {
	return run(c, text, "SCRIPT", "LOAD", script)
}

// ScriptExists resolves with whether the server knows the scripts with hashes, in order.
//
// Redis: https://redis.io/commands/script-exists/
func (c Commands) ScriptExists(shas ...string) *Future[[]bool] {
	return run(c, listOf(flag), words("SCRIPT EXISTS", shas)...)
}

// ScriptFlush makes the server forget all scripts.
//
// Redis: https://redis.io/commands/script-flush/
func (c Commands) ScriptFlush(mode ...FlushMode) *Future[struct{}] {
	return run(c, done, flush(mode, "SCRIPT", "FLUSH")...)
}

// ScriptKill ends the script that runs, unless it has written. When none runs
// it is an error of the server, NOTBUSY.
//
// Redis: https://redis.io/commands/script-kill/
func (c Commands) ScriptKill() *Future[struct{}] { return run(c, done, "SCRIPT", "KILL") }
