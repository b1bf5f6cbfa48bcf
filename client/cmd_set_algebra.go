//go:build !first

// Set commands that combine sets. A missing set counts as an empty one.

package client

// SInter resolves with the members that all sets have, in no order.
//
// Redis: https://redis.io/commands/sinter/
func (c Commands) SInter(keys ...string) *Future[[]string] {
	return run(c, texts, words("SINTER", keys)...)
}

// SUnion resolves with the members that any of the sets has, in no order.
//
// Redis: https://redis.io/commands/sunion/
func (c Commands) SUnion(keys ...string) *Future[[]string] {
	return run(c, texts, words("SUNION", keys)...)
}

// SDiff resolves with the members of the first set that no other has, in no order.
//
// Redis: https://redis.io/commands/sdiff/
func (c Commands) SDiff(keys ...string) *Future[[]string] {
	return run(c, texts, words("SDIFF", keys)...)
}

// SInterStore stores what SInter finds, and resolves with the number of
// members. What destination held before is lost.
//
// Redis: https://redis.io/commands/sinterstore/
func (c Commands) SInterStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"SINTERSTORE", destination}, keys...)...)
}

// SUnionStore stores what SUnion finds, and resolves with the number of
// members. What destination held before is lost.
//
// Redis: https://redis.io/commands/sunionstore/
func (c Commands) SUnionStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"SUNIONSTORE", destination}, keys...)...)
}

// SDiffStore stores what SDiff finds, and resolves with the number of
// members. What destination held before is lost.
//
// Redis: https://redis.io/commands/sdiffstore/
func (c Commands) SDiffStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"SDIFFSTORE", destination}, keys...)...)
}

// SInterCard resolves with how many members SInter finds, counting up to limit; 0: all.
//
// Redis: https://redis.io/commands/sintercard/
func (c Commands) SInterCard(limit int64, keys ...string) *Future[int64] {
	args := append([]string{"SINTERCARD", itoa(len(keys))}, keys...)
	return run(c, integer, append(args, "LIMIT", itoa(limit))...)
}
