//go:build !first

// The commands that ZRANGE has replaced since Redis 6.2, which servers still have.

package client

// ZRevRange is ZRange, with rank 0 for the highest score. Since Redis 6.2,
// ZRangeBy with [ByRank] and Rev does the same.
//
// Redis: https://redis.io/commands/zrevrange/
func (c Commands) ZRevRange(key string, start, stop int64) *Future[[]string] {
	return run(c, texts, "ZREVRANGE", key, itoa(start), itoa(stop))
}

// ZRevRangeWithScores is ZRevRange, and tells the scores too.
//
// Redis: https://redis.io/commands/zrevrange/
func (c Commands) ZRevRangeWithScores(key string, start, stop int64) *Future[[]Scored] {
	return run(c, scoredMembers, "ZREVRANGE", key, itoa(start), itoa(stop), "WITHSCORES")
}

// ZRangeByScore resolves with the members with scores from min to max, the
// lowest score first, and of these the part that limit says. Since Redis 6.2,
// ZRangeBy with [ByScore] does the same.
//
// Redis: https://redis.io/commands/zrangebyscore/
func (c Commands) ZRangeByScore(key string, min, max ScoreBound, limit Limit) *Future[[]string] {
	return run(c, texts, limit.args("ZRANGEBYSCORE", key, string(min), string(max))...)
}

// ZRangeByScoreWithScores is ZRangeByScore, and tells the scores too.
//
// Redis: https://redis.io/commands/zrangebyscore/
func (c Commands) ZRangeByScoreWithScores(key string, min, max ScoreBound, limit Limit) *Future[[]Scored] {
	return run(c, scoredMembers, limit.args("ZRANGEBYSCORE", key, string(min), string(max), "WITHSCORES")...)
}

// ZRevRangeByScore is ZRangeByScore, with the highest score first. Since
// Redis 6.2, ZRangeBy with [ByScore] and Rev does the same.
//
// Redis: https://redis.io/commands/zrevrangebyscore/
func (c Commands) ZRevRangeByScore(key string, max, min ScoreBound, limit Limit) *Future[[]string] {
	return run(c, texts, limit.args("ZREVRANGEBYSCORE", key, string(max), string(min))...)
}

// ZRevRangeByScoreWithScores is ZRevRangeByScore, and tells the scores too.
//
// Redis: https://redis.io/commands/zrevrangebyscore/
func (c Commands) ZRevRangeByScoreWithScores(key string, max, min ScoreBound, limit Limit) *Future[[]Scored] {
	return run(c, scoredMembers, limit.args("ZREVRANGEBYSCORE", key, string(max), string(min), "WITHSCORES")...)
}

// ZRangeByLex resolves with the members from min to max in the order of their
// bytes, and of these the part that limit says. Since Redis 6.2, ZRangeBy
// with [ByLex] does the same.
//
// Redis: https://redis.io/commands/zrangebylex/
func (c Commands) ZRangeByLex(key string, min, max LexBound, limit Limit) *Future[[]string] {
	return run(c, texts, limit.args("ZRANGEBYLEX", key, string(min), string(max))...)
}

// ZRevRangeByLex is ZRangeByLex from the end to the beginning. Since Redis
// 6.2, ZRangeBy with [ByLex] and Rev does the same.
//
// Redis: https://redis.io/commands/zrevrangebylex/
func (c Commands) ZRevRangeByLex(key string, max, min LexBound, limit Limit) *Future[[]string] {
	return run(c, texts, limit.args("ZREVRANGEBYLEX", key, string(max), string(min))...)
}
