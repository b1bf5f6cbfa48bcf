// List commands, with those that wait.

package client

import (
	"time"

	"resplay/resp"
)

// LPush puts values at the head of a list, one by one, and resolves with its length.
func (c Commands) LPush(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"LPUSH", key}, values...)...)
}

// RPush puts values at the tail of a list, and resolves with its length.
func (c Commands) RPush(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"RPUSH", key}, values...)...)
}

// LPushX is LPush, if the list is there.
func (c Commands) LPushX(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"LPUSHX", key}, values...)...)
}

// RPushX is RPush, if the list is there.
func (c Commands) RPushX(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"RPUSHX", key}, values...)...)
}

// LPop takes the head of a list; none is ErrNil.
func (c Commands) LPop(key string) *Future[string] { return run(c, text, "LPOP", key) }

// RPop takes the tail of a list; none is ErrNil.
func (c Commands) RPop(key string) *Future[string] { return run(c, text, "RPOP", key) }

// LPopN takes up to n elements from the head; a missing list is ErrNil.
func (c Commands) LPopN(key string, n int64) *Future[[]string] {
	return run(c, texts, "LPOP", key, itoa(n))
}

// RPopN takes up to n elements from the tail; a missing list is ErrNil.
func (c Commands) RPopN(key string, n int64) *Future[[]string] {
	return run(c, texts, "RPOP", key, itoa(n))
}

// LLen resolves with the length of a list.
func (c Commands) LLen(key string) *Future[int64] { return run(c, integer, "LLEN", key) }

// LRange resolves with the elements from start to stop, both included;
// negative numbers count from the tail.
func (c Commands) LRange(key string, start, stop int64) *Future[[]string] {
	return run(c, texts, "LRANGE", key, itoa(start), itoa(stop))
}

// LIndex resolves with the element at index; none is ErrNil.
func (c Commands) LIndex(key string, index int64) *Future[string] {
	return run(c, text, "LINDEX", key, itoa(index))
}

// LSet replaces the element at index.
func (c Commands) LSet(key string, index int64, value string) *Future[struct{}] {
	return run(c, done, "LSET", key, itoa(index), value)
}

// LInsertBefore puts value ahead of the first pivot, and resolves with the
// length; -1 when there is no pivot.
func (c Commands) LInsertBefore(key, pivot, value string) *Future[int64] {
	return run(c, integer, "LINSERT", key, "BEFORE", pivot, value)
}

// LInsertAfter puts value behind the first pivot, and resolves with the
// length; -1 when there is no pivot.
func (c Commands) LInsertAfter(key, pivot, value string) *Future[int64] {
	return run(c, integer, "LINSERT", key, "AFTER", pivot, value)
}

// LRem deletes value count times, from the head, from the tail if count is
// negative, everywhere if it is 0; it resolves with how many were deleted.
func (c Commands) LRem(key string, count int64, value string) *Future[int64] {
	return run(c, integer, "LREM", key, itoa(count), value)
}

// LTrim keeps the elements from start to stop only, both included.
func (c Commands) LTrim(key string, start, stop int64) *Future[struct{}] {
	return run(c, done, "LTRIM", key, itoa(start), itoa(stop))
}

// LPos resolves with the index of the first value; none is ErrNil.
func (c Commands) LPos(key, value string) *Future[int64] { return run(c, integer, "LPOS", key, value) }

// End is an end of a list.
type End string

// The ends of a list.
const (
	Left  End = "LEFT"
	Right End = "RIGHT"
)

// LMove takes an element from one list and puts it into another; none is ErrNil.
func (c Commands) LMove(source, destination string, from, to End) *Future[string] {
	return run(c, text, "LMOVE", source, destination, string(from), string(to))
}

// Popped is an element and the list it was taken from.
type Popped struct{ Key, Value string }

// BLPop takes the head of the first list that has one, and waits for one up
// to timeout, for ever when it is 0; none in time is ErrNil.
func (c Commands) BLPop(timeout time.Duration, keys ...string) *Future[Popped] {
	return run(c, popped, append(words("BLPOP", keys), seconds(timeout))...)
}

// BRPop is BLPop at the tail.
func (c Commands) BRPop(timeout time.Duration, keys ...string) *Future[Popped] {
	return run(c, popped, append(words("BRPOP", keys), seconds(timeout))...)
}

// BLMove is LMove, and waits for an element as BLPop does.
func (c Commands) BLMove(source, destination string, from, to End, timeout time.Duration) *Future[string] {
	return run(c, text, "BLMOVE", source, destination, string(from), string(to), seconds(timeout))
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
