//go:build !first

// List commands.

package client

import "resplay/resp"

// LPush puts values at the head of a list, one by one, so that the last of
// them is the new head, and resolves with its length. A missing list is made.
//
// Redis: https://redis.io/commands/lpush/
func (c Commands) LPush(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"LPUSH", key}, values...)...)
}

// RPush puts values at the tail of a list, and resolves with its length. A
// missing list is made.
//
// Redis: https://redis.io/commands/rpush/
func (c Commands) RPush(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"RPUSH", key}, values...)...)
}

// LPushX is LPush if the list is there; if not, it resolves with 0.
//
// Redis: https://redis.io/commands/lpushx/
func (c Commands) LPushX(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"LPUSHX", key}, values...)...)
}

// RPushX is RPush if the list is there; if not, it resolves with 0.
//
// Redis: https://redis.io/commands/rpushx/
func (c Commands) RPushX(key string, values ...string) *Future[int64] {
	return run(c, integer, append([]string{"RPUSHX", key}, values...)...)
}

// LPop takes the head of a list, and resolves with it; none is ErrNil.
//
// Redis: https://redis.io/commands/lpop/
func (c Commands) LPop(key string) *Future[string] { return run(c, text, "LPOP", key) }

// RPop takes the tail of a list, and resolves with it; none is ErrNil.
//
// Redis: https://redis.io/commands/rpop/
func (c Commands) RPop(key string) *Future[string] { return run(c, text, "RPOP", key) }

// LPopN takes up to n elements from the head, and resolves with them, the
// head first; a missing list is ErrNil.
//
// Redis: https://redis.io/commands/lpop/
func (c Commands) LPopN(key string, n int64) *Future[[]string] {
	return run(c, texts, "LPOP", key, itoa(n))
}

// RPopN takes up to n elements from the tail, and resolves with them, the
// tail first; a missing list is ErrNil.
//
// Redis: https://redis.io/commands/rpop/
func (c Commands) RPopN(key string, n int64) *Future[[]string] {
	return run(c, texts, "RPOP", key, itoa(n))
}

// LLen resolves with the length of a list; that of a missing one is 0.
//
// Redis: https://redis.io/commands/llen/
func (c Commands) LLen(key string) *Future[int64] { return run(c, integer, "LLEN", key) }

// LRange resolves with the elements from start to stop, both included;
// negative numbers count from the tail, which is -1. A missing list has none.
//
// Redis: https://redis.io/commands/lrange/
func (c Commands) LRange(key string, start, stop int64) *Future[[]string] {
	return run(c, texts, "LRANGE", key, itoa(start), itoa(stop))
}

// LIndex resolves with the element at index, from 0; a negative one counts
// from the tail, which is -1. None is ErrNil.
//
// Redis: https://redis.io/commands/lindex/
func (c Commands) LIndex(key string, index int64) *Future[string] {
	return run(c, text, "LINDEX", key, itoa(index))
}

// LSet replaces the element at index, which counts as LIndex's does. The
// server refuses an index that the list does not have.
//
// Redis: https://redis.io/commands/lset/
func (c Commands) LSet(key string, index int64, value string) *Future[struct{}] {
	return run(c, done, "LSET", key, itoa(index), value)
}

// LInsertBefore puts value ahead of the first pivot, and resolves with the
// length: -1 when there is no pivot, 0 when there is no list.
//
// Redis: https://redis.io/commands/linsert/
func (c Commands) LInsertBefore(key, pivot, value string) *Future[int64] {
	return run(c, integer, "LINSERT", key, "BEFORE", pivot, value)
}

// LInsertAfter puts value behind the first pivot, and resolves with the
// length: -1 when there is no pivot, 0 when there is no list.
//
// Redis: https://redis.io/commands/linsert/
func (c Commands) LInsertAfter(key, pivot, value string) *Future[int64] {
	return run(c, integer, "LINSERT", key, "AFTER", pivot, value)
}

// LRem deletes value count times, from the head, from the tail if count is
// negative, everywhere if it is 0; it resolves with how many were deleted.
//
// Redis: https://redis.io/commands/lrem/
func (c Commands) LRem(key string, count int64, value string) *Future[int64] {
	return run(c, integer, "LREM", key, itoa(count), value)
}

// LTrim keeps the elements from start to stop only, which count as LRange's do.
//
// Redis: https://redis.io/commands/ltrim/
func (c Commands) LTrim(key string, start, stop int64) *Future[struct{}] {
	return run(c, done, "LTRIM", key, itoa(start), itoa(stop))
}

// LPos resolves with the index of the first value, from 0; none is ErrNil.
//
// Redis: https://redis.io/commands/lpos/
func (c Commands) LPos(key, value string) *Future[int64] { return run(c, integer, "LPOS", key, value) }

// LPosAll resolves with the index of each value, in order.
//
// Redis: https://redis.io/commands/lpos/
func (c Commands) LPosAll(key, value string) *Future[[]int64] {
	return c.LPosN(key, value, 0, LPosOptions{})
}

// LPosOptions say where an LPOS looks.
type LPosOptions struct {
	Rank   int64 // the match to begin with: 2 is the second, -1 the last, going to the head from there; 0: the first
	MaxLen int64 // how many elements are looked at; 0: all
}

// args returns the options as words behind args.
func (o LPosOptions) args(args ...string) []string {
	if o.Rank != 0 {
		args = append(args, "RANK", itoa(o.Rank))
	}
	if o.MaxLen != 0 {
		args = append(args, "MAXLEN", itoa(o.MaxLen))
	}
	return args
}

// LPosWith resolves with the index of the first value that is found as o
// says, from 0 at the head; none is ErrNil.
//
// Redis: https://redis.io/commands/lpos/
func (c Commands) LPosWith(key, value string, o LPosOptions) *Future[int64] {
	return run(c, integer, o.args("LPOS", key, value)...)
}

// LPosN resolves with the indexes of up to n values, all when n is 0, in the
// order in which they are found as o says.
//
// Redis: https://redis.io/commands/lpos/
func (c Commands) LPosN(key, value string, n int64, o LPosOptions) *Future[[]int64] {
	return run(c, integers, o.args("LPOS", key, value, "COUNT", itoa(n))...)
}

// End is an end of a list.
type End string

// The ends of a list.
const (
	Left  End = "LEFT"
	Right End = "RIGHT"
)

// LMove takes an element from one end of a list, puts it at an end of
// another, which may be the same, and resolves with it; none is ErrNil.
//
// Redis: https://redis.io/commands/lmove/
func (c Commands) LMove(source, destination string, from, to End) *Future[string] {
	return run(c, text, "LMOVE", source, destination, string(from), string(to))
}

// RPopLPush is LMove from the tail to the head.
//
// Redis: https://redis.io/commands/rpoplpush/
func (c Commands) RPopLPush(source, destination string) *Future[string] {
	return run(c, text, "RPOPLPUSH", source, destination)
}

// Taken are elements and the list they were taken from.
type Taken struct {
	Key    string
	Values []string
}

// LMPop takes up to n elements from an end of the first list that has any;
// none is ErrNil.
//
// Redis: https://redis.io/commands/lmpop/
func (c Commands) LMPop(from End, n int64, keys ...string) *Future[Taken] {
	args := append([]string{"LMPOP", itoa(len(keys))}, keys...)
	return run(c, taken, append(args, string(from), "COUNT", itoa(n))...)
}

func taken(v resp.Value) (t Taken, err error) {
	switch {
	case v.IsNull():
		return t, ErrNil
	case len(v.Elems) != 2:
		return t, &DecodeError{Want: "a key and elements", Reply: v}
	}
	t.Key, t.Values = take(&err, v.Elems[0], text), take(&err, v.Elems[1], texts)
	return t, err
}
