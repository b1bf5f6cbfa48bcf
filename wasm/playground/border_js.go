// What JavaScript sees of the page's engine.

package main

import (
	"time"
	"unsafe"
)

// The functions below are what JavaScript sees. Bytes pass through linear
// memory: JavaScript writes into the inbox and reads from the outbox, at the
// addresses it is told, before its next call. Memory may grow during any
// call, so it looks at memory anew after each.

var (
	here          *place // the one world of this module
	inbox, outbox []byte
)

// resplay_create makes the world anew. Its wall clock starts at a Unix time
// in milliseconds; 0 is the world's own choice, the same every time.
//
//go:wasmexport resplay_create
func create(start float64) {
	var at time.Time
	if start > 0 {
		at = time.UnixMilli(int64(start)).UTC()
	}
	here = newPlace(at)
}

// resplay_inbox makes room for a number of bytes, and returns its address.
//
//go:wasmexport resplay_inbox
func makeInbox(size int32) unsafe.Pointer {
	if int(size) >= cap(inbox) {
		inbox = make([]byte, size+1) // never empty, so that it has an address
	}
	return unsafe.Pointer(&inbox[0])
}

// resplay_outbox returns the address of what the last call put there.
//
//go:wasmexport resplay_outbox
func outboxAddress() unsafe.Pointer {
	if len(outbox) == 0 {
		return nil
	}
	return unsafe.Pointer(&outbox[0])
}

// put fills the outbox and returns its size.
func put(b []byte) int32 {
	outbox = b
	return int32(len(b))
}

// resplay_turn hands a batch of messages, in the inbox, from a session to the
// world, see package session.
//
//go:wasmexport resplay_turn
func turn(session, size int32) {
	here.host.Turn(int(session), inbox[:size:size])
	here.tidy(int(size))
}

// resplay_take puts into the outbox what the world has to say to a session.
//
//go:wasmexport resplay_take
func take(session int32) int32 { return put(here.host.Take(int(session))) }

// resplay_trace puts into the outbox the sequence number of the first event
// that follows, then the events of the trace from seq on.
//
//go:wasmexport resplay_trace
func trace(seq int32) int32 { return put(here.trace(int(seq))) }

// resplay_log puts into the outbox the commands that changed keys since the
// last call, to be kept.
//
//go:wasmexport resplay_log
func takeLog() int32 { return put(here.takeLog()) }

// resplay_rewrite puts into the outbox the shortest log that makes the keys
// as they are.
//
//go:wasmexport resplay_rewrite
func rewrite() int32 { return put(here.rewrite()) }

// resplay_load replays a log, in the inbox. It returns 0, or the size of an
// error text in the outbox; what stood ahead of the error has been applied.
//
//go:wasmexport resplay_load
func load(size int32) int32 {
	err := here.load(inbox[:size:size])
	here.tidy(int(size))
	if err != nil {
		return put([]byte(err.Error()))
	}
	return put(nil)
}

// resplay_wants returns which module has a command that was met and is not in
// this one: 1 is all but scripting, 2 is everything; 0: none was met. The
// world is good for nothing more then, but the same calls make the same world
// in another module.
//
//go:wasmexport resplay_wants
func wants() int32 { return int32(here.wants) }

// resplay_refuse makes commands that are not in this module fail with a text,
// in the inbox, from now on; none: they are met again.
//
//go:wasmexport resplay_refuse
func refuse(size int32) { here.refusal = string(inbox[:size]) }

// resplay_needs returns which module has all commands that some words, in the
// inbox and separated by spaces, are the names of.
//
//go:wasmexport resplay_needs
func needsOf(size int32) int32 { return int32(needs(string(inbox[:size]))) }

// resplay_rest may be called when nobody waits for the world: what has to be
// done at some time is done now.
//
//go:wasmexport resplay_rest
func rest() { here.rest() }

// main keeps the module alive, for JavaScript to call.
func main() { select {} }
