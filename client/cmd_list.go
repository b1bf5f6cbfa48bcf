// List commands.

package client

import "resplay/resp"

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

// LPosAll resolves with the index of each value.
func (c Commands) LPosAll(key, value string) *Future[[]int64] {
	return run(c, integers, "LPOS", key, value, "COUNT", "0")
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

// RPopLPush is LMove from the tail to the head.
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
	if t.Key, err = text(v.Elems[0]); err == nil {
		t.Values, err = texts(v.Elems[1])
	}
	return t, err
}
