//go:build !first

// List commands that wait for an element.

package client

import (
	"time"

	"resplay/resp"
)

// Popped is an element and the list it was taken from.
type Popped struct{ Key, Value string }

// BLPop takes the head of the first list that has one, and waits for one up
// to timeout, for ever when it is 0; none in time is ErrNil. Calls of others
// go on meanwhile: a call that waits has a connection of its own.
//
// Redis: https://redis.io/commands/blpop/
func (c Commands) BLPop(timeout time.Duration, keys ...string) *Future[Popped] {
	return run(c, popped, append(words("BLPOP", keys), seconds(timeout))...)
}

// BRPop is BLPop at the tail.
//
// Redis: https://redis.io/commands/brpop/
func (c Commands) BRPop(timeout time.Duration, keys ...string) *Future[Popped] {
	return run(c, popped, append(words("BRPOP", keys), seconds(timeout))...)
}

func popped(v resp.Value) (Popped, error) {
	both, err := texts(v)
	switch {
	case err != nil:
		return Popped{}, err
	case len(both) != 2:
		return Popped{}, &DecodeError{Want: "a key and an element", Reply: v}
	}
	return Popped{Key: both[0], Value: both[1]}, nil
}

// BLMove is LMove, and waits for an element as BLPop does.
//
// Redis: https://redis.io/commands/blmove/
func (c Commands) BLMove(source, destination string, from, to End, timeout time.Duration) *Future[string] {
	return run(c, text, "BLMOVE", source, destination, string(from), string(to), seconds(timeout))
}

// BRPopLPush is RPopLPush, and waits for an element as BLPop does.
//
// Redis: https://redis.io/commands/brpoplpush/
func (c Commands) BRPopLPush(source, destination string, timeout time.Duration) *Future[string] {
	return run(c, text, "BRPOPLPUSH", source, destination, seconds(timeout))
}

// BLMPop is LMPop, and waits for an element as BLPop does.
//
// Redis: https://redis.io/commands/blmpop/
func (c Commands) BLMPop(timeout time.Duration, from End, n int64, keys ...string) *Future[Taken] {
	args := append([]string{"BLMPOP", seconds(timeout), itoa(len(keys))}, keys...)
	return run(c, taken, append(args, string(from), "COUNT", itoa(n))...)
}
