//go:build !first

// Scripts: EVALSHA, and EVAL where the server does not know them.

package client

import (
	"errors"

	"resplay/resp"
	"resplay/sha"
)

// Script is a Lua script, which the server runs as one step, and whose reply
// is read as a T. Make it once, and run it on any client: it holds the source
// and its SHA-1, by which the server knows it.
type Script[T any] struct {
	source   string
	name     string // the SHA-1, in hexadecimal digits
	decode   func(resp.Value) (T, error)
	readOnly bool
}

// NewScript returns a script whose reply is taken as it is.
func NewScript(source string) *Script[resp.Value] { return NewScriptOf(source, AsIs) }

// NewScriptOf returns a script whose reply decode reads: [Int], [Text] and
// so on, or a function of one's own.
func NewScriptOf[T any](source string, decode func(resp.Value) (T, error)) *Script[T] {
	sum := sha.Sum1([]byte(source))
	return &Script[T]{source: source, name: sha.Hex(sum[:]), decode: decode}
}

// ReadOnly returns the script as one that writes nothing: it runs by
// EVALSHA_RO, on replicas too, and fails when it tries to write.
func (s *Script[T]) ReadOnly() *Script[T] {
	reader := *s
	reader.readOnly = true
	return &reader
}

// LuaBool reads what a script returns for true and false: 1 and null.
func LuaBool(v resp.Value) (bool, error) {
	if v.IsNull() {
		return false, nil
	}
	return flag(v)
}

// SHA1 is the name by which the server knows the script: 40 hexadecimal digits.
func (s *Script[T]) SHA1() string { return s.name }

// Run runs the script with keys and args, its KEYS and ARGV. It sends the
// name only, by EVALSHA; when the server says NOSCRIPT, because it was
// restarted or has forgotten its scripts, it sends the source, by EVAL.
//
// In a [Pipeline], a [Tx], or behind MULTI, where that answer comes too late
// to do something about it, Run sends the source at once. Where that is too
// long to be sent every time, call Load ahead, and Do EVALSHA.
//
// The future is rejected with what the server or the script said, as a
// [resp.Error], or with what decode did not understand.
//
// Redis: https://redis.io/commands/evalsha/
func (s *Script[T]) Run(c Caller, keys []string, args ...string) *Future[T] {
	on := c.commands()
	on.core.Lock()
	defer on.core.Unlock()
	return s.run(on, keys, args)
}

func (s *Script[T]) run(on Commands, keys, args []string) *Future[T] {
	eval := func() *Future[T] { return issue(on, s.decode, s.command("EVAL", s.source, keys, args)...) }
	if !answersAtOnce(on.via) {
		return eval()
	}
	evalsha := issue(on, s.decode, s.command("EVALSHA", s.name, keys, args)...)
	return orElse(evalsha, isNoScript, eval)
}

func (s *Script[T]) command(name, script string, keys, args []string) []string {
	if s.readOnly {
		name += "_RO"
	}
	return withKeys(keys, args, name, script)
}

// withKeys is a command line that says how many of its arguments are keys.
func withKeys(keys, args []string, command ...string) []string {
	return append(append(append(command, itoa(len(keys))), keys...), args...)
}

// Load makes the server know the script, until it is restarted or told to
// forget, and resolves with its name.
//
// Redis: https://redis.io/commands/script-load/
func (s *Script[T]) Load(c Caller) *Future[string] {
	return run(c.commands(), text, "SCRIPT", "LOAD", s.source)
}

// answersAtOnce reports whether a command is answered before another is due:
// elsewhere it is collected, by this client or by the server.
func answersAtOnce(via executor) bool {
	switch via := via.(type) {
	case *Client, within:
		return true
	case *Lease:
		return !via.session.conn.state.multi
	case *viewed:
		return answersAtOnce(via.via)
	}
	return false
}

// orElse is settled as first is, or, when first fails in the way that lacks
// knows, as what mend calls instead.
func orElse[T any](first *Future[T], lacks func(error) bool, mend func() *Future[T]) *Future[T] {
	f := derived[T](first.core)
	f.place = abandonFunc(first.cancel)
	first.after(func(v T, err error) {
		if !f.done && lacks(err) {
			f.follow(mend())
			return
		}
		f.settle(v, err)
	})
	return f
}

func isNoScript(err error) bool {
	said, ok := errors.AsType[resp.Error](err)
	return ok && said.Code() == "NOSCRIPT"
}
