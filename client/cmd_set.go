//go:build !first

// Set commands.

package client

// SAdd adds members, and resolves with how many are new.
//
// Redis: https://redis.io/commands/sadd/
func (c Commands) SAdd(key string, members ...string) *Future[int64] {
	return run(c, integer, append([]string{"SADD", key}, members...)...)
}

// SRem removes members, and resolves with how many were there.
//
// Redis: https://redis.io/commands/srem/
func (c Commands) SRem(key string, members ...string) *Future[int64] {
	return run(c, integer, append([]string{"SREM", key}, members...)...)
}

// SMembers resolves with all members, in no order. [Iterators.SScanAll] goes
// through a large set step by step.
//
// Redis: https://redis.io/commands/smembers/
func (c Commands) SMembers(key string) *Future[[]string] { return run(c, texts, "SMEMBERS", key) }

// SIsMember resolves with whether member is in the set.
//
// Redis: https://redis.io/commands/sismember/
func (c Commands) SIsMember(key, member string) *Future[bool] {
	return run(c, flag, "SISMEMBER", key, member)
}

// SMIsMember resolves with whether each of members is in the set, in order.
//
// Redis: https://redis.io/commands/smismember/
func (c Commands) SMIsMember(key string, members ...string) *Future[[]bool] {
	return run(c, flags, append([]string{"SMISMEMBER", key}, members...)...)
}

// SCard resolves with the number of members; a missing set has 0.
//
// Redis: https://redis.io/commands/scard/
func (c Commands) SCard(key string) *Future[int64] { return run(c, integer, "SCARD", key) }

// SPop removes a member chosen at random, and resolves with it; none is ErrNil.
//
// Redis: https://redis.io/commands/spop/
func (c Commands) SPop(key string) *Future[string] { return run(c, text, "SPOP", key) }

// SPopN removes up to n members chosen at random, and resolves with them.
//
// Redis: https://redis.io/commands/spop/
func (c Commands) SPopN(key string, n int64) *Future[[]string] {
	return run(c, texts, "SPOP", key, itoa(n))
}

// SRandMember resolves with a member chosen at random; none is ErrNil.
//
// Redis: https://redis.io/commands/srandmember/
func (c Commands) SRandMember(key string) *Future[string] { return run(c, text, "SRANDMEMBER", key) }

// SRandMemberN resolves with up to n different members chosen at random; a
// negative n asks for -n that may repeat.
//
// Redis: https://redis.io/commands/srandmember/
func (c Commands) SRandMemberN(key string, n int64) *Future[[]string] {
	return run(c, texts, "SRANDMEMBER", key, itoa(n))
}

// SMove moves a member to another set, and resolves with whether it was there.
//
// Redis: https://redis.io/commands/smove/
func (c Commands) SMove(source, destination, member string) *Future[bool] {
	return run(c, flag, "SMOVE", source, destination, member)
}
