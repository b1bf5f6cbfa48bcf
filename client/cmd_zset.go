//go:build !first

// Sorted set commands: members, scores and ranks.

package client

import "resplay/resp"

// Scored is a member of a sorted set and its score, which may be infinite
// ([math.Inf]) but is never NaN.
type Scored struct {
	Member string
	Score  float64
}

// ZAdd adds members, changes the scores of those that are there, and resolves
// with how many are new. The server refuses a score that is NaN.
//
// Redis: https://redis.io/commands/zadd/
func (c Commands) ZAdd(key string, members ...Scored) *Future[int64] {
	return c.ZAddWith(key, ZAddOptions{}, members...)
}

// ZAddOptions say more about a ZADD. The server refuses NX with XX, GT or LT,
// and GT with LT.
type ZAddOptions struct {
	NX bool // only add members
	XX bool // only change members that are there
	GT bool // only change a score that becomes greater; members are added all the same
	LT bool // only change a score that becomes less; members are added all the same
	CH bool // count the members whose score changed, too
}

// args returns the options as words behind args.
func (o ZAddOptions) args(args ...string) []string {
	for _, option := range []struct {
		on   bool
		word string
	}{{o.NX, "NX"}, {o.XX, "XX"}, {o.GT, "GT"}, {o.LT, "LT"}, {o.CH, "CH"}} {
		if option.on {
			args = append(args, option.word)
		}
	}
	return args
}

// ZAddWith adds and changes members as o says, and resolves with how many are
// new; with CH, with how many are new or have another score.
//
// Redis: https://redis.io/commands/zadd/
func (c Commands) ZAddWith(key string, o ZAddOptions, members ...Scored) *Future[int64] {
	args := o.args("ZADD", key)
	for _, m := range members {
		args = append(args, resp.FormatDouble(m.Score), m.Member)
	}
	return run(c, integer, args...)
}

// ZAddIncr adds increment to the score of a member as o says, a missing one
// having 0, and resolves with the sum; ErrNil when o kept it from being done.
//
// Redis: https://redis.io/commands/zadd/
func (c Commands) ZAddIncr(key string, o ZAddOptions, increment float64, member string) *Future[float64] {
	return run(c, float, append(o.args("ZADD", key), "INCR", resp.FormatDouble(increment), member)...)
}

// ZIncrBy adds increment to the score of a member, a missing one having 0,
// and resolves with the sum.
//
// Redis: https://redis.io/commands/zincrby/
func (c Commands) ZIncrBy(key string, increment float64, member string) *Future[float64] {
	return run(c, float, "ZINCRBY", key, resp.FormatDouble(increment), member)
}

// ZRem removes members, and resolves with how many were there.
//
// Redis: https://redis.io/commands/zrem/
func (c Commands) ZRem(key string, members ...string) *Future[int64] {
	return run(c, integer, append([]string{"ZREM", key}, members...)...)
}

// ZCard resolves with the number of members; a missing sorted set has 0.
//
// Redis: https://redis.io/commands/zcard/
func (c Commands) ZCard(key string) *Future[int64] { return run(c, integer, "ZCARD", key) }

// ZScore resolves with the score of a member; none is ErrNil.
//
// Redis: https://redis.io/commands/zscore/
func (c Commands) ZScore(key, member string) *Future[float64] {
	return run(c, float, "ZSCORE", key, member)
}

// OptionalScore is a score, or the absence of one.
type OptionalScore struct {
	Score float64
	OK    bool // there is one
}

// ZMScore resolves with the score of each of members, in order.
//
// Redis: https://redis.io/commands/zmscore/
func (c Commands) ZMScore(key string, members ...string) *Future[[]OptionalScore] {
	return run(c, optionalScores, append([]string{"ZMSCORE", key}, members...)...)
}

// ZRank resolves with the rank of a member, from 0 for the one with the
// lowest score; none is ErrNil.
//
// Redis: https://redis.io/commands/zrank/
func (c Commands) ZRank(key, member string) *Future[int64] {
	return run(c, integer, "ZRANK", key, member)
}

// ZRevRank is ZRank, with rank 0 for the member with the highest score.
//
// Redis: https://redis.io/commands/zrevrank/
func (c Commands) ZRevRank(key, member string) *Future[int64] {
	return run(c, integer, "ZREVRANK", key, member)
}

// Ranked is where a member of a sorted set stands.
type Ranked struct {
	Rank  int64 // from 0
	Score float64
}

// ZRankWithScore is ZRank, and tells the score too. It needs Redis 7.2.
//
// Redis: https://redis.io/commands/zrank/
func (c Commands) ZRankWithScore(key, member string) *Future[Ranked] {
	return run(c, ranked, "ZRANK", key, member, "WITHSCORE")
}

// ZRevRankWithScore is ZRevRank, and tells the score too. It needs Redis 7.2.
//
// Redis: https://redis.io/commands/zrevrank/
func (c Commands) ZRevRankWithScore(key, member string) *Future[Ranked] {
	return run(c, ranked, "ZREVRANK", key, member, "WITHSCORE")
}

// ZRandMember resolves with a member chosen at random; none is ErrNil.
//
// Redis: https://redis.io/commands/zrandmember/
func (c Commands) ZRandMember(key string) *Future[string] { return run(c, text, "ZRANDMEMBER", key) }

// ZRandMemberN resolves with up to n different members chosen at random; a
// negative n asks for -n that may repeat.
//
// Redis: https://redis.io/commands/zrandmember/
func (c Commands) ZRandMemberN(key string, n int64) *Future[[]string] {
	return run(c, texts, "ZRANDMEMBER", key, itoa(n))
}

// ZRandMemberWithScores is ZRandMemberN, and tells the scores too.
//
// Redis: https://redis.io/commands/zrandmember/
func (c Commands) ZRandMemberWithScores(key string, n int64) *Future[[]Scored] {
	return run(c, scoredMembers, "ZRANDMEMBER", key, itoa(n), "WITHSCORES")
}
