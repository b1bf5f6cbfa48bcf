//go:build !first

// Functions: a library of them, which is loaded where a server lacks it.

package client

import (
	"errors"
	"strings"

	"resplay/resp"
)

// FunctionLibrary is the source of a library of functions: Lua that begins
// with #!lua name=... and registers what it has. Unlike scripts, a server
// keeps libraries with its data.
type FunctionLibrary struct {
	source string
}

// NewFunctionLibrary returns a library. It is loaded by Load, or by the first
// call of one of its functions on a server that lacks it.
func NewFunctionLibrary(source string) *FunctionLibrary { return &FunctionLibrary{source} }

// Load puts the library on the server, in place of an older version, and
// resolves with its name.
//
// Redis: https://redis.io/commands/function-load/
func (l *FunctionLibrary) Load(c Caller) *Future[string] {
	return run(c.commands(), text, l.command()...)
}

func (l *FunctionLibrary) command() []string {
	return []string{"FUNCTION", "LOAD", "REPLACE", l.source}
}

// LibraryFunction is a function of a library, whose reply is read as a T.
type LibraryFunction[T any] struct {
	library  *FunctionLibrary
	name     string
	decode   func(resp.Value) (T, error)
	readOnly bool
}

// Function returns a function of the library by its name. Its reply is taken
// as it is.
func (l *FunctionLibrary) Function(name string) *LibraryFunction[resp.Value] {
	return FunctionOf(l, name, AsIs)
}

// FunctionOf returns a function of a library whose reply decode reads:
// [Int], [Text] and so on, or a function of one's own.
func FunctionOf[T any](l *FunctionLibrary, name string, decode func(resp.Value) (T, error)) *LibraryFunction[T] {
	return &LibraryFunction[T]{library: l, name: name, decode: decode}
}

// ReadOnly returns the function as one that writes nothing, as its flag
// no-writes has declared: it runs by FCALL_RO, on replicas too.
func (f *LibraryFunction[T]) ReadOnly() *LibraryFunction[T] {
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
func (f *LibraryFunction[T]) Call(c Caller, keys []string, args ...string) *Future[T] {
	on := c.commands()
	on.core.Lock()
	defer on.core.Unlock()
	call := func() *Future[T] { return issue(on, f.decode, f.command(keys, args)...) }
	if !answersAtOnce(on.via) {
		return call()
	}
	return orElse(call(), isNoFunction, func() *Future[T] { return f.loaded(on, call) })
}

// loaded calls once the library is loaded.
func (f *LibraryFunction[T]) loaded(on Commands, call func() *Future[T]) *Future[T] {
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

func (f *LibraryFunction[T]) command(keys, args []string) []string {
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
