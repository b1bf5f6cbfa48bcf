// Set commands.

package client

// SAdd adds members, and resolves with how many are new.
func (c Commands) SAdd(key string, members ...string) *Future[int64] {
	return run(c, integer, append([]string{"SADD", key}, members...)...)
}

// SRem removes members, and resolves with how many were there.
func (c Commands) SRem(key string, members ...string) *Future[int64] {
	return run(c, integer, append([]string{"SREM", key}, members...)...)
}

// SMembers resolves with all members, in no order.
func (c Commands) SMembers(key string) *Future[[]string] { return run(c, texts, "SMEMBERS", key) }

// SIsMember resolves with whether member is in the set.
func (c Commands) SIsMember(key, member string) *Future[bool] {
	return run(c, flag, "SISMEMBER", key, member)
}

// SMIsMember resolves with 1 or 0 for each of members.
func (c Commands) SMIsMember(key string, members ...string) *Future[[]int64] {
	return run(c, integers, append([]string{"SMISMEMBER", key}, members...)...)
}

// SCard resolves with the number of members.
func (c Commands) SCard(key string) *Future[int64] { return run(c, integer, "SCARD", key) }

// SPop removes a member chosen at random; none is ErrNil.
func (c Commands) SPop(key string) *Future[string] { return run(c, text, "SPOP", key) }

// SPopN removes up to n members chosen at random.
func (c Commands) SPopN(key string, n int64) *Future[[]string] {
	return run(c, texts, "SPOP", key, itoa(n))
}

// SRandMember resolves with a member chosen at random; none is ErrNil.
func (c Commands) SRandMember(key string) *Future[string] { return run(c, text, "SRANDMEMBER", key) }

// SRandMemberN resolves with up to n different members chosen at random; a
// negative n allows for repetitions.
func (c Commands) SRandMemberN(key string, n int64) *Future[[]string] {
	return run(c, texts, "SRANDMEMBER", key, itoa(n))
}

// SMove moves a member to another set, and resolves with whether it was there.
func (c Commands) SMove(source, destination, member string) *Future[bool] {
	return run(c, flag, "SMOVE", source, destination, member)
}

// SInter resolves with the members that all sets have.
func (c Commands) SInter(keys ...string) *Future[[]string] {
	return run(c, texts, words("SINTER", keys)...)
}

// SUnion resolves with the members that any of the sets has.
func (c Commands) SUnion(keys ...string) *Future[[]string] {
	return run(c, texts, words("SUNION", keys)...)
}

// SDiff resolves with the members of the first set that no other has.
func (c Commands) SDiff(keys ...string) *Future[[]string] {
	return run(c, texts, words("SDIFF", keys)...)
}

// SInterStore stores what SInter finds, and resolves with the number of members.
func (c Commands) SInterStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"SINTERSTORE", destination}, keys...)...)
}

// SUnionStore stores what SUnion finds, and resolves with the number of members.
func (c Commands) SUnionStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"SUNIONSTORE", destination}, keys...)...)
}

// SDiffStore stores what SDiff finds, and resolves with the number of members.
func (c Commands) SDiffStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, append([]string{"SDIFFSTORE", destination}, keys...)...)
}

// SInterCard resolves with how many members SInter finds, counting up to limit; 0: all.
func (c Commands) SInterCard(limit int64, keys ...string) *Future[int64] {
	args := append([]string{"SINTERCARD", itoa(len(keys))}, keys...)
	return run(c, integer, append(args, "LIMIT", itoa(limit))...)
}
