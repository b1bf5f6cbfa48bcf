//go:build !first

// Sorted set commands about a range of members.

package client

// ZRange resolves with the members from start to stop, both included, by
// their rank from 0, the lowest score first; negative numbers count from the
// last, which is -1. [Commands.ZRangeBy] has the other ranges.
//
// Redis: https://redis.io/commands/zrange/
func (c Commands) ZRange(key string, start, stop int64) *Future[[]string] {
	return c.ZRangeBy(key, ByRank(start, stop))
}

// ZRangeWithScores is ZRange, and tells the scores too.
//
// Redis: https://redis.io/commands/zrange/
func (c Commands) ZRangeWithScores(key string, start, stop int64) *Future[[]Scored] {
	return c.ZRangeByWithScores(key, ByRank(start, stop))
}

// ZRangeBy resolves with the members of a range, in its order:
//
//	c.ZRangeBy("board", client.ByRank(0, 9).Rev())
//	c.ZRangeBy("board", client.ByScore(client.ExclusiveScore(10), client.MaxScore).Limit(0, 5))
//	c.ZRangeBy("words", client.ByLex("[a", "(c"))
//
// Redis: https://redis.io/commands/zrange/
func (c Commands) ZRangeBy(key string, r ZRange) *Future[[]string] {
	return run(c, texts, r.args("ZRANGE", key)...)
}

// ZRangeByWithScores is ZRangeBy, and tells the scores too. The server
// refuses it for a range ByLex.
//
// Redis: https://redis.io/commands/zrange/
func (c Commands) ZRangeByWithScores(key string, r ZRange) *Future[[]Scored] {
	return run(c, scoredMembers, append(r.args("ZRANGE", key), "WITHSCORES")...)
}

// ZRangeStore stores the members of a range of source with their scores, and
// resolves with how many there are. What destination held before is lost.
//
// Redis: https://redis.io/commands/zrangestore/
func (c Commands) ZRangeStore(destination, source string, r ZRange) *Future[int64] {
	return run(c, integer, r.args("ZRANGESTORE", destination, source)...)
}

// ZCount resolves with how many members have scores from min to max.
//
// Redis: https://redis.io/commands/zcount/
func (c Commands) ZCount(key string, min, max ScoreBound) *Future[int64] {
	return run(c, integer, "ZCOUNT", key, string(min), string(max))
}

// ZLexCount resolves with how many members are from min to max in the order
// of their bytes; see [ByLex].
//
// Redis: https://redis.io/commands/zlexcount/
func (c Commands) ZLexCount(key string, min, max LexBound) *Future[int64] {
	return run(c, integer, "ZLEXCOUNT", key, string(min), string(max))
}

// ZRemRangeByRank removes the members that ZRange finds, and resolves with
// how many there were.
//
// Redis: https://redis.io/commands/zremrangebyrank/
func (c Commands) ZRemRangeByRank(key string, start, stop int64) *Future[int64] {
	return run(c, integer, "ZREMRANGEBYRANK", key, itoa(start), itoa(stop))
}

// ZRemRangeByScore removes the members with scores from min to max, and
// resolves with how many there were.
//
// Redis: https://redis.io/commands/zremrangebyscore/
func (c Commands) ZRemRangeByScore(key string, min, max ScoreBound) *Future[int64] {
	return run(c, integer, "ZREMRANGEBYSCORE", key, string(min), string(max))
}

// ZRemRangeByLex removes the members from min to max in the order of their
// bytes, and resolves with how many there were; see [ByLex].
//
// Redis: https://redis.io/commands/zremrangebylex/
func (c Commands) ZRemRangeByLex(key string, min, max LexBound) *Future[int64] {
	return run(c, integer, "ZREMRANGEBYLEX", key, string(min), string(max))
}
