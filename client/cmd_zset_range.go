//go:build !first

// Sorted set commands about a range of members, and such ranges: by rank,
// score or name.

package client

import "resplay/resp"

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

// ScoreBound is an end of a range of scores, as Redis writes it: "5" is a
// part of the range, "(5" is not, "-inf" and "+inf" are beyond all finite
// scores. [Score] and [ExclusiveScore] make one of a number.
type ScoreBound string

// The bounds of a range that has no end.
const (
	MinScore ScoreBound = "-inf"
	MaxScore ScoreBound = "+inf"
)

// Score is a bound that is a part of its range. It may be infinite, but not NaN.
func Score(n float64) ScoreBound { return ScoreBound(resp.FormatDouble(n)) }

// ExclusiveScore is a bound that is no part of its range.
func ExclusiveScore(n float64) ScoreBound { return "(" + Score(n) }

// LexBound is an end of a range of members in the order of their bytes, as
// Redis writes it: "[a" is a part of the range, "(a" is not, "-" is ahead of
// all members and "+" behind. [Lex] and [ExclusiveLex] make one of a member.
type LexBound string

// The bounds of a range that has no end.
const (
	MinLex LexBound = "-"
	MaxLex LexBound = "+"
)

// Lex is a bound that is a part of its range.
func Lex(member string) LexBound { return LexBound("[" + member) }

// ExclusiveLex is a bound that is no part of its range.
func ExclusiveLex(member string) LexBound { return LexBound("(" + member) }

// ZRange is a part of a sorted set, in order: what [Commands.ZRangeBy] reads.
// [ByRank], [ByScore] and [ByLex] make one.
type ZRange struct {
	min, max string
	by       string // BYSCORE or BYLEX; "": by rank
	rev      bool
	limit    Limit
	limited  bool
}

// ByRank is the members from start to stop, both included, by their rank from
// 0; negative numbers count from the last, which is -1.
func ByRank(start, stop int64) ZRange { return ZRange{min: itoa(start), max: itoa(stop)} }

// ByScore is the members with scores from min to max.
func ByScore(min, max ScoreBound) ZRange {
	return ZRange{min: string(min), max: string(max), by: "BYSCORE"}
}

// ByLex is the members from min to max in the order of their bytes. The
// scores must all be equal, or else it is unspecified what is found.
func ByLex(min, max LexBound) ZRange {
	return ZRange{min: string(min), max: string(max), by: "BYLEX"}
}

// Rev is the range from its end to its beginning; ranks count from the highest
// score. The bounds of scores and members are still given lower one first.
func (r ZRange) Rev() ZRange {
	r.rev = true
	return r
}

// Limit leaves out the first offset members of the range and what follows
// count more; a negative count leaves out none of these. The server refuses
// it for a range by rank.
func (r ZRange) Limit(offset, count int64) ZRange {
	r.limit, r.limited = Limit{offset, count}, true
	return r
}

// args returns the range as words behind args.
func (r ZRange) args(args ...string) []string {
	if r.rev && r.by != "" {
		r.min, r.max = r.max, r.min
	}
	args = append(args, r.min, r.max)
	if r.by != "" {
		args = append(args, r.by)
	}
	if r.rev {
		args = append(args, "REV")
	}
	if r.limited {
		args = r.limit.append(args)
	}
	return args
}

// Limit is a part of what was found. The zero Limit is all of it.
type Limit struct {
	Offset int64 // so many are left out
	Count  int64 // so many at most are behind them; below 0: all
}

// args returns the limit, unless it is zero, as words behind args.
func (l Limit) args(args ...string) []string {
	if l == (Limit{}) {
		return args
	}
	return l.append(args)
}

func (l Limit) append(args []string) []string {
	return append(args, "LIMIT", itoa(l.Offset), itoa(l.Count))
}
