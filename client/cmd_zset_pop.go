//go:build !first

// Sorted set commands that take members out, some of which wait for one.

package client

import "time"

// ZPopMin takes the member with the lowest score; none is ErrNil.
//
// Redis: https://redis.io/commands/zpopmin/
func (c Commands) ZPopMin(key string) *Future[Scored] { return run(c, firstScored, "ZPOPMIN", key) }

// ZPopMax takes the member with the highest score; none is ErrNil.
//
// Redis: https://redis.io/commands/zpopmax/
func (c Commands) ZPopMax(key string) *Future[Scored] { return run(c, firstScored, "ZPOPMAX", key) }

// ZPopMinN takes up to n members, the lowest score first.
//
// Redis: https://redis.io/commands/zpopmin/
func (c Commands) ZPopMinN(key string, n int64) *Future[[]Scored] {
	return run(c, scoredMembers, "ZPOPMIN", key, itoa(n))
}

// ZPopMaxN takes up to n members, the highest score first.
//
// Redis: https://redis.io/commands/zpopmax/
func (c Commands) ZPopMaxN(key string, n int64) *Future[[]Scored] {
	return run(c, scoredMembers, "ZPOPMAX", key, itoa(n))
}

// PoppedScored is a member and the sorted set it was taken from.
type PoppedScored struct {
	Key string
	Scored
}

// BZPopMin takes the member with the lowest score from the first sorted set
// that has any, and waits for one up to timeout, for ever when it is 0; none
// in time is ErrNil.
//
// Redis: https://redis.io/commands/bzpopmin/
func (c Commands) BZPopMin(timeout time.Duration, keys ...string) *Future[PoppedScored] {
	return run(c, poppedScored, append(words("BZPOPMIN", keys), seconds(timeout))...)
}

// BZPopMax is BZPopMin with the highest score.
//
// Redis: https://redis.io/commands/bzpopmax/
func (c Commands) BZPopMax(timeout time.Duration, keys ...string) *Future[PoppedScored] {
	return run(c, poppedScored, append(words("BZPOPMAX", keys), seconds(timeout))...)
}

// Extreme is an end of a sorted set.
type Extreme string

// The ends of a sorted set.
const (
	Lowest  Extreme = "MIN" // the lowest score
	Highest Extreme = "MAX" // the highest score
)

// TakenScored are members and the sorted set they were taken from.
type TakenScored struct {
	Key     string
	Members []Scored
}

// ZMPop takes up to n members from an end of the first sorted set that has
// any; none is ErrNil.
//
// Redis: https://redis.io/commands/zmpop/
func (c Commands) ZMPop(from Extreme, n int64, keys ...string) *Future[TakenScored] {
	args := append([]string{"ZMPOP", itoa(len(keys))}, keys...)
	return run(c, takenScored, append(args, string(from), "COUNT", itoa(n))...)
}

// BZMPop is ZMPop, and waits for a member as BZPopMin does.
//
// Redis: https://redis.io/commands/bzmpop/
func (c Commands) BZMPop(timeout time.Duration, from Extreme, n int64, keys ...string) *Future[TakenScored] {
	args := append([]string{"BZMPOP", seconds(timeout), itoa(len(keys))}, keys...)
	return run(c, takenScored, append(args, string(from), "COUNT", itoa(n))...)
}
