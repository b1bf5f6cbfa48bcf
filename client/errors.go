// What can go wrong. What the server said is a [resp.Error]; all else is here.

package client

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

var (
	// ErrNil is the error of a typed call whose answer is null: no such key,
	// field or element.
	ErrNil = errors.New("nil: there is no such value")
	// ErrClosed: the connection is gone, or the client was closed. The error
	// that wraps it says which, and why.
	ErrClosed = errors.New("closed")
	// ErrTimeout: connecting, the reply or the call took longer than the
	// options allow. A [*TimeoutError] that wraps it says which.
	ErrTimeout = errors.New("timeout")
	// ErrPoolExhausted: all connections the pool may open are in use.
	ErrPoolExhausted = errors.New("pool exhausted")
	// ErrWatch: EXEC did nothing, because a watched key had changed.
	ErrWatch = errors.New("a watched key changed before EXEC")
	// ErrCancelled: somebody called Cancel.
	ErrCancelled = errors.New("cancelled")
	// ErrUsage: the call could not be made as it was written.
	ErrUsage = errors.New("usage")
)

// ConnError is the failure of one connection. It is ErrClosed, and its cause.
type ConnError struct {
	Op    string // what failed: "connect to", "handshake with", "connection to"
	Addr  string
	Cause error
}

func (e *ConnError) Error() string {
	return e.Op + " " + e.Addr + ": " + e.Cause.Error()
}

// Unwrap makes the error both [ErrClosed] and its cause.
func (e *ConnError) Unwrap() []error { return []error{ErrClosed, e.Cause} }

// TimeoutError says which limit of [Options] was reached. It is ErrTimeout.
type TimeoutError struct {
	Limit string        // the option: ConnectTimeout, CommandTimeout, CallTimeout or KeepAlive
	After time.Duration // what it allowed, with a blocking command's own time
	Where string        // where the call stood
}

func (e *TimeoutError) Error() string {
	return "timeout: after " + e.After.String() + " (" + e.Limit + ") " + e.Where
}

// Unwrap makes the error [ErrTimeout].
func (e *TimeoutError) Unwrap() error { return ErrTimeout }

// PoolError says how a call failed to get a connection. It is ErrPoolExhausted.
type PoolError struct {
	Max    int
	Waited time.Duration // 0: the pool is set to fail at once
}

func (e *PoolError) Error() string {
	text := "pool exhausted: all " + strconv.Itoa(e.Max) + " connections are in use"
	if e.Waited > 0 {
		return text + ", and none came free within " + e.Waited.String()
	}
	return text + " (allow more with Pool.Max, or let calls wait with Pool.Wait)"
}

// Unwrap makes the error [ErrPoolExhausted].
func (e *PoolError) Unwrap() error { return ErrPoolExhausted }

// AbortError is a transaction that the server refused to run, because it had
// refused one of the commands. It is what the server said to that command.
type AbortError struct {
	Index   int      // which command, from 0
	Args    []string // that command
	Cause   error    // what the server said to it
	Message string   // what the server said to EXEC: EXECABORT ...
}

func (e *AbortError) Error() string {
	return e.Message + " Command " + strconv.Itoa(e.Index+1) + " (" + commandLine(e.Args) + "): " + e.Cause.Error()
}

// Unwrap returns what the server said to the refused command.
func (e *AbortError) Unwrap() error { return e.Cause }

// CommandError is what the server said to one command of a pipeline.
type CommandError struct {
	Index int      // which command, from 0
	Args  []string // that command
	Cause error    // what the server said to it
}

func (e *CommandError) Error() string {
	return "command " + strconv.Itoa(e.Index+1) + " of the pipeline (" + commandLine(e.Args) + "): " + e.Cause.Error()
}

// Unwrap returns what the server said.
func (e *CommandError) Unwrap() error { return e.Cause }

// DecodeError is a reply of a shape that the typed method does not know.
type DecodeError struct {
	Want  string // what the method reads
	Reply resp.Value
}

func (e *DecodeError) Error() string {
	return "want " + e.Want + ", the reply is " + resp.Print(e.Reply)
}

var errClientClosed = &closedError{"the client was closed"}

// closedError is ErrClosed where no connection is concerned.
type closedError struct{ text string }

func (e *closedError) Error() string { return e.text }
func (*closedError) Unwrap() error   { return ErrClosed }

// SlowConsumerError is the end of a subscription whose consumer was too slow.
// It is ErrClosed.
type SlowConsumerError struct {
	Buffer int // how many messages waited
}

func (e *SlowConsumerError) Error() string {
	return "the subscription was closed: " + strconv.Itoa(e.Buffer) +
		" messages waited for a consumer that is slower than they come (allow more with Buffer, or choose another Policy)"
}

// Unwrap makes the error [ErrClosed].
func (e *SlowConsumerError) Unwrap() error { return ErrClosed }

// ErrLocked: somebody else holds the lock, and has not given it back in time.
// It is ErrTimeout.
var ErrLocked error = lockedError{}

type lockedError struct{}

func (lockedError) Error() string { return "locked" }
func (lockedError) Unwrap() error { return ErrTimeout }

// ErrLockLost: the lock is not held any more, although it was not released.
// It is ErrClosed.
var ErrLockLost error = &closedError{"lock lost"}

// LockError says what became of a lock. It is ErrLocked or ErrLockLost.
type LockError struct {
	Key   string
	Text  string
	State error // ErrLocked or ErrLockLost
	Cause error // what else had gone wrong; nil: nothing
}

func (e *LockError) Error() string {
	text := "lock " + resp.Quote(e.Key) + ": " + e.Text
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap makes the error its state and its cause.
func (e *LockError) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.State}
	}
	return []error{e.State, e.Cause}
}

// usageError is a call that could not be made. It is ErrUsage.
type usageError string

func (e usageError) Error() string { return string(e) }
func (usageError) Unwrap() error   { return ErrUsage }

// commandLine is a command as it may be shown: these have passwords in them.
func commandLine(args []string) string {
	if strings.Contains(" AUTH HELLO ACL CONFIG MIGRATE ", " "+commandName(args)+" ") {
		args = []string{args[0], "..."}
	}
	return resp.JoinLine(args)
}

// ErrorKind sorts an error into server (a refusal, and [ErrNil]), closed,
// timeout, pool, watch, protocol (a reply that is none, or none of the method's
// kind), cancelled or usage. The ends of contexts are cancelled and timeout.
func ErrorKind(err error) string {
	switch {
	case errors.Is(err, ErrWatch):
		return "watch"
	case errors.Is(err, ErrPoolExhausted):
		return "pool"
	case errors.Is(err, ErrCancelled), errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.Is(err, ErrTimeout), errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case is[*resp.ProtocolError](err), is[*DecodeError](err):
		return "protocol"
	case is[resp.Error](err), errors.Is(err, ErrNil):
		return "server"
	case errors.Is(err, ErrClosed):
		return "closed"
	}
	return "usage"
}

// is reports whether err is, or wraps, an error of type E.
func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
