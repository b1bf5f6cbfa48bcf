// Functions: a library of them, which is loaded where a server lacks it.

package client

import (
	"errors"
	"strings"

	"resplay/resp"
)

// Library is the source of a library of functions: Lua that begins with
// #!lua name=... and registers what it has. Unlike scripts, a server keeps
// libraries with its data.
type Library struct {
	source string
}

// NewLibrary returns a library. It is loaded by Load, or by the first call of
// one of its functions on a server that lacks it.
func NewLibrary(source string) *Library { return &Library{source} }

// Load puts the library on the server, in place of an older version, and
// resolves with its name.
//
// Redis: https://redis.io/commands/function-load/
func (l *Library) Load(c Caller) *Future[string] {
	return run(c.commands(), text, l.command()...)
}

func (l *Library) command() []string { return []string{"FUNCTION", "LOAD", "REPLACE", l.source} }

// Function is a function of a library, whose reply is read as a T.
type Function[T any] struct {
	library  *Library
	name     string
	decode   func(resp.Value) (T, error)
	readOnly bool
}

// Function returns a function of the library by its name. Its reply is taken
// as it is.
func (l *Library) Function(name string) *Function[resp.Value] { return FunctionAs(l, name, AsIs) }

// FunctionAs returns a function of a library whose reply decode reads:
// [Int], [Text] and so on, or a function of one's own.
func FunctionAs[T any](l *Library, name string, decode func(resp.Value) (T, error)) *Function[T] {
	return &Function[T]{library: l, name: name, decode: decode}
}

// ReadOnly returns the function as one that writes nothing, as its flag
// no-writes has declared: it runs by FCALL_RO, on replicas too.
func (f *Function[T]) ReadOnly() *Function[T] {
	reader := *f
	reader.readOnly = true
	return &reader
}

// Call calls the function with keys and args. When the server does not know
// it, Call loads the library and calls again; but not in a [Pipeline], a [Tx],
// or behind MULTI, where the answer comes too late: there, Load ahead.
//
// The future is rejected with what the server or the function said, as a
// [resp.Error], or with what decode did not understand.
//
// Redis: https://redis.io/commands/fcall/
func (f *Function[T]) Call(c Caller, keys []string, args ...string) *Future[T] {
	on := c.commands()
	on.core.Lock()
	defer on.core.Unlock()
	call := func() *Future[T] { return issue(on, f.decode, f.command(keys, args)...) }
	if !on.answersAtOnce() {
		return call()
	}
	return orElse(call(), isNoFunction, func() *Future[T] { return f.loaded(on, call) })
}

// loaded calls once the library is loaded.
func (f *Function[T]) loaded(on Commands, call func() *Future[T]) *Future[T] {
	called := derived[T](on.core)
	loading := issue(on, text, f.library.command()...)
	called.place = abandonFunc(loading.cancel)
	loading.after(func(_ string, err error) {
		if err != nil {
			called.fail(err)
			return
		}
		if !called.done {
			called.follow(call())
		}
	})
	return called
}

func (f *Function[T]) command(keys, args []string) []string {
	name := "FCALL"
	if f.readOnly {
		name = "FCALL_RO"
	}
	return withKeys(keys, args, name, f.name)
}

func isNoFunction(err error) bool {
	said, ok := errors.AsType[resp.Error](err)
	return ok && strings.EqualFold(said.Error(), "ERR Function not found")
}
