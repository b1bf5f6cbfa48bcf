// The redis library: what scripts ask of the server.

package lua

import (
	"math"
	"strconv"
	"strings"

	"resplay/resp"
)

// Host is the server that a script runs in.
type Host interface {
	// Command runs a command and returns its reply, in protocol 2 or 3.
	Command(args []string, protocol int) resp.Value
	// Allowed reports whether the user may run a command; ok is false when
	// there is no such command.
	Allowed(args []string) (allowed, ok bool)
	// Replicate says whether commands are logged from now on.
	Replicate(logged bool)
	// Log takes a message, level 0 being for debugging and 3 a warning.
	Log(level int, message string)
	// SHA1 is the digest of a text, in hexadecimal.
	SHA1(text string) string
	// Version is the server's, as in 7.4.0.
	Version() string
}

var redisLibrary = []entry{
	{"call", redisCall}, {"pcall", redisPcall}, {"log", redisLog}, {"setresp", redisSetresp},
	{"sha1hex", redisSha1hex}, {"error_reply", redisErrorReply}, {"status_reply", redisStatusReply},
	{"set_repl", redisSetRepl}, {"acl_check_cmd", redisACLCheckCmd},
}

// scriptLibrary is what EVAL's scripts have besides.
var scriptLibrary = []entry{
	{"replicate_commands", redisReplicateCommands}, {"breakpoint", redisBreakpoint}, {"debug", redisDebug},
}

// constants are the fields of the redis library that are no functions.
func (vm *VM) addConstants(t *Table, logOnly bool) {
	levels := []string{"LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING"}
	for i, name := range levels {
		t.Set(name, float64(i))
	}
	version := vm.host.Version()
	t.Set("REDIS_VERSION", version)
	number := 0
	for part := range strings.SplitSeq(version, ".") {
		n, _ := strconv.Atoi(part)
		number = number<<8 | n&255
	}
	t.Set("REDIS_VERSION_NUM", float64(number))
	if logOnly {
		return
	}
	t.Set("REPL_NONE", 0.0)
	t.Set("REPL_AOF", float64(replicateLog))
	t.Set("REPL_SLAVE", 2.0)
	t.Set("REPL_REPLICA", 2.0)
	t.Set("REPL_ALL", 3.0)
}

const replicateLog = 1

// refuse throws an error in Redis's form, which names no place.
func (vm *VM) refuse(text string) { vm.throw(vm.errorTable(text)) }

// redisCall is redis.call: an error reply ends the script.
func redisCall(vm *VM, args []Value) []Value {
	reply, failed := vm.command(args)
	if failed {
		vm.throw(reply)
	}
	return vm.one(reply)
}

// redisPcall is redis.pcall, which returns an error reply.
func redisPcall(vm *VM, args []Value) []Value {
	reply, _ := vm.command(args)
	return vm.one(reply)
}

func (vm *VM) command(args []Value) (reply Value, failed bool) {
	words, wrong := vm.words(args)
	if len(args) == 0 {
		wrong = "Please specify at least one argument for this redis lib call"
	}
	if wrong != "" {
		return vm.errorTable(wrong), true
	}
	vm.step(commandSteps)
	answer := vm.host.Command(words, vm.protocol)
	return vm.fromReply(answer), answer.Err() != nil
}

// words are a command line.
func (vm *VM) words(args []Value) (words []string, wrong string) {
	words = make([]string, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			words[i] = arg
		case float64:
			words[i] = commandNumber(arg)
		default:
			return nil, "Lua redis lib command arguments must be strings or integers"
		}
	}
	return words, ""
}

// commandNumber is a number as it goes to the server: as few digits as read
// back as the same number.
func commandNumber(f float64) string {
	if f == 0 && math.Signbit(f) {
		return "0"
	}
	return resp.FormatDouble(f)
}

func redisLog(vm *VM, args []Value) []Value {
	if len(args) < 2 {
		vm.refuse("redis.log() requires two arguments or more.")
	}
	level, ok := toNumber(args[0])
	if !ok {
		vm.refuse("First argument must be a number (log level).")
	}
	if level < 0 || level > 3 {
		vm.refuse("Invalid debug level.")
	}
	var words []string
	for _, arg := range args[1:] {
		if text, ok := toText(arg); ok {
			words = append(words, text)
		}
	}
	vm.host.Log(int(level), strings.Join(words, " "))
	return nil
}

func redisSetresp(vm *VM, args []Value) []Value {
	if len(args) != 1 {
		vm.refuse("redis.setresp() requires one argument.")
	}
	version, _ := toNumber(args[0])
	if version != 2 && version != 3 {
		vm.refuse("RESP version must be 2 or 3.")
	}
	vm.protocol = int(version)
	return nil
}

func redisSha1hex(vm *VM, args []Value) []Value {
	if len(args) != 1 {
		vm.refuse("wrong number of arguments")
	}
	text, _ := toText(args[0])
	vm.step(len(text) / 64)
	return vm.one(vm.host.SHA1(text))
}

func redisErrorReply(vm *VM, args []Value) []Value {
	text, ok := argument(args, 0).(string)
	if !ok || len(args) != 1 {
		return vm.one(vm.errorTable("wrong number or type of arguments"))
	}
	if !strings.HasPrefix(text, "-") {
		text = "-" + text
	}
	return vm.one(vm.errorTable(text))
}

func redisStatusReply(vm *VM, args []Value) []Value {
	text, ok := argument(args, 0).(string)
	if !ok || len(args) != 1 {
		return vm.one(vm.errorTable("wrong number or type of arguments"))
	}
	return vm.one(vm.single("ok", text))
}

func redisSetRepl(vm *VM, args []Value) []Value {
	if len(args) != 1 {
		vm.refuse("redis.set_repl() requires two arguments.")
	}
	flags, _ := toNumber(args[0])
	if flags < 0 || flags > 3 {
		vm.refuse("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.")
	}
	vm.host.Replicate(int(flags)&replicateLog != 0)
	return nil
}

func redisReplicateCommands(vm *VM, _ []Value) []Value { return vm.one(true) }

// redisBreakpoint says that nobody debugs.
func redisBreakpoint(vm *VM, _ []Value) []Value { return vm.one(false) }

func redisDebug(*VM, []Value) []Value { return nil }

func redisACLCheckCmd(vm *VM, args []Value) []Value {
	words, wrong := vm.words(args)
	if len(args) == 0 {
		wrong = "Please specify at least one argument for this redis lib call"
	}
	if wrong != "" {
		vm.refuse(wrong)
	}
	allowed, ok := vm.host.Allowed(words)
	if !ok {
		vm.refuse("Invalid command passed to redis.acl_check_cmd()")
	}
	return vm.one(allowed)
}
