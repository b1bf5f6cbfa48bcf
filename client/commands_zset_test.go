// Samples of the sorted set commands.

package client

import (
	"math"
	"time"

	"resplay/resp"
)

var zsetSamples = family{
	setup: `
		ZADD z 1.5 a 2 b 3 c +inf top
		ZADD y 5 b 1e+21 big
		ZADD lex 0 a 0 b 0 c 0 d
		ZADD one 1 m
	`,
	samples: []sample{
		row("ZAdd", func(c Commands) answer { return got(c.ZAdd("z", Scored{"a", 1.5}, Scored{"new", math.Inf(-1)})) }, "ZADD z 1.5 a -inf new", resp.Integer(1), int64(1)),
		row("ZAddWith", func(c Commands) answer {
			return got(c.ZAddWith("z", ZAddOptions{NX: true}, Scored{"a", 9}, Scored{"new", 9}))
		}, "ZADD z NX 9 a 9 new", resp.Integer(1), int64(1)),
		row("ZAddWith", func(c Commands) answer {
			return got(c.ZAddWith("z", ZAddOptions{XX: true, GT: true, CH: true}, Scored{"a", 9}, Scored{"new", 9}))
		}, "ZADD z XX GT CH 9 a 9 new", resp.Integer(1), int64(1)),
		row("ZAddWith", func(c Commands) answer {
			return got(c.ZAddWith("z", ZAddOptions{LT: true}, Scored{"a", 9}, Scored{"new", 9}))
		}, "ZADD z LT 9 a 9 new", resp.Integer(1), int64(1)),
		row("ZAddIncr", func(c Commands) answer { return got(c.ZAddIncr("z", ZAddOptions{XX: true}, 0.5, "a")) }, "ZADD z XX INCR 0.5 a", resp.Double(2), 2.0),
		row("ZIncrBy", func(c Commands) answer { return got(c.ZIncrBy("z", -0.25, "a")) }, "ZINCRBY z -0.25 a", resp.Bulk("1.25"), 1.25),
		row("ZRem", func(c Commands) answer { return got(c.ZRem("z", "a", "none")) }, "ZREM z a none", resp.Integer(1), int64(1)),
		row("ZCard", func(c Commands) answer { return got(c.ZCard("z")) }, "ZCARD z", resp.Integer(3), int64(3)),
		row("ZScore", func(c Commands) answer { return got(c.ZScore("z", "top")) }, "ZSCORE z top", resp.Bulk("inf"), math.Inf(1)),
		row("ZMScore", func(c Commands) answer { return got(c.ZMScore("z", "a", "none")) }, "ZMSCORE z a none", resp.Array(resp.Double(1.5), missing), []OptionalScore{{1.5, true}, {}}),
		row("ZRank", func(c Commands) answer { return got(c.ZRank("z", "a")) }, "ZRANK z a", resp.Integer(0), int64(0)),
		row("ZRevRank", func(c Commands) answer { return got(c.ZRevRank("z", "a")) }, "ZREVRANK z a", resp.Integer(3), int64(3)),
		row("ZRankWithScore", func(c Commands) answer { return got(c.ZRankWithScore("z", "b")) }, "ZRANK z b WITHSCORE", resp.Array(resp.Integer(1), resp.Bulk("2")), Ranked{1, 2}).newer("7.2"),
		row("ZRevRankWithScore", func(c Commands) answer { return got(c.ZRevRankWithScore("z", "b")) }, "ZREVRANK z b WITHSCORE", resp.Array(resp.Integer(2), resp.Double(2)), Ranked{2, 2}).newer("7.2"),
		row("ZRandMember", func(c Commands) answer { return got(c.ZRandMember("one")) }, "ZRANDMEMBER one", resp.Bulk("m"), "m"),
		row("ZRandMemberN", func(c Commands) answer { return got(c.ZRandMemberN("one", -2)) }, "ZRANDMEMBER one -2", resp.Bulks("m", "m"), []string{"m", "m"}),
		row("ZRandMemberWithScores", func(c Commands) answer { return got(c.ZRandMemberWithScores("one", 2)) }, "ZRANDMEMBER one 2 WITHSCORES", resp.Bulks("m", "1"), []Scored{{"m", 1}}),
		row("ZRange", func(c Commands) answer { return got(c.ZRange("z", 0, -1)) }, "ZRANGE z 0 -1", resp.Bulks("a", "b"), []string{"a", "b"}),
		row("ZRangeWithScores", func(c Commands) answer { return got(c.ZRangeWithScores("z", 0, -1)) }, "ZRANGE z 0 -1 WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZRangeBy", func(c Commands) answer { return got(c.ZRangeBy("z", ByRank(0, 1).Rev())) }, "ZRANGE z 0 1 REV", resp.Bulks("b", "a"), []string{"b", "a"}),
		row("ZRangeBy", func(c Commands) answer {
			return got(c.ZRangeBy("z", ByScore(ExclusiveScore(1.5), MaxScore).Limit(0, 2)))
		}, "ZRANGE z (1.5 +inf BYSCORE LIMIT 0 2", resp.Bulks("b"), []string{"b"}),
		row("ZRangeBy", func(c Commands) answer {
			return got(c.ZRangeBy("lex", ByLex(ExclusiveLex("a"), Lex("d")).Rev().Limit(1, -1)))
		}, "ZRANGE lex [d (a BYLEX REV LIMIT 1 -1", resp.Bulks("c", "b"), []string{"c", "b"}),
		row("ZRangeByWithScores", func(c Commands) answer { return got(c.ZRangeByWithScores("z", ByScore(MinScore, Score(3)).Rev())) }, "ZRANGE z 3 -inf BYSCORE REV WITHSCORES", resp.Array(resp.Array(resp.Bulk("a"), resp.Double(1.5)), resp.Array(resp.Bulk("b"), resp.Double(math.Inf(1)))), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZRangeStore", func(c Commands) answer { return got(c.ZRangeStore("to", "z", ByScore(Score(2), MaxScore).Limit(0, 1))) }, "ZRANGESTORE to z 2 +inf BYSCORE LIMIT 0 1", resp.Integer(1), int64(1)),
		row("ZRangeStore", func(c Commands) answer { return got(c.ZRangeStore("to", "lex", ByLex(MinLex, MaxLex))) }, "ZRANGESTORE to lex - + BYLEX", resp.Integer(4), int64(4)),
		row("ZRangeStore", func(c Commands) answer { return got(c.ZRangeStore("to", "z", ByRank(0, 1).Rev())) }, "ZRANGESTORE to z 0 1 REV", resp.Integer(2), int64(2)),
		row("ZCount", func(c Commands) answer { return got(c.ZCount("z", MinScore, ExclusiveScore(2))) }, "ZCOUNT z -inf (2", resp.Integer(1), int64(1)),
		row("ZLexCount", func(c Commands) answer { return got(c.ZLexCount("lex", Lex("b"), MaxLex)) }, "ZLEXCOUNT lex [b +", resp.Integer(3), int64(3)),
		row("ZRemRangeByRank", func(c Commands) answer { return got(c.ZRemRangeByRank("z", 0, -2)) }, "ZREMRANGEBYRANK z 0 -2", resp.Integer(3), int64(3)),
		row("ZRemRangeByScore", func(c Commands) answer { return got(c.ZRemRangeByScore("z", Score(1.5), "(3")) }, "ZREMRANGEBYSCORE z 1.5 (3", resp.Integer(2), int64(2)),
		row("ZRemRangeByLex", func(c Commands) answer { return got(c.ZRemRangeByLex("lex", MinLex, ExclusiveLex("c"))) }, "ZREMRANGEBYLEX lex - (c", resp.Integer(2), int64(2)),
		row("ZRevRange", func(c Commands) answer { return got(c.ZRevRange("z", 0, 1)) }, "ZREVRANGE z 0 1", resp.Bulks("b", "a"), []string{"b", "a"}),
		row("ZRevRangeWithScores", func(c Commands) answer { return got(c.ZRevRangeWithScores("z", 0, 1)) }, "ZREVRANGE z 0 1 WITHSCORES", resp.Array(resp.Array(resp.Bulk("a"), resp.Double(1.5)), resp.Array(resp.Bulk("b"), resp.Double(math.Inf(1)))), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZRangeByScore", func(c Commands) answer { return got(c.ZRangeByScore("z", Score(1.5), MaxScore, Limit{})) }, "ZRANGEBYSCORE z 1.5 +inf", resp.Bulks("a", "b"), []string{"a", "b"}),
		row("ZRangeByScore", func(c Commands) answer { return got(c.ZRangeByScore("z", MinScore, MaxScore, Limit{1, 2})) }, "ZRANGEBYSCORE z -inf +inf LIMIT 1 2", resp.Bulks("a", "b"), []string{"a", "b"}),
		row("ZRangeByScoreWithScores", func(c Commands) answer { return got(c.ZRangeByScoreWithScores("z", MinScore, MaxScore, Limit{1, -1})) }, "ZRANGEBYSCORE z -inf +inf WITHSCORES LIMIT 1 -1", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZRevRangeByScore", func(c Commands) answer { return got(c.ZRevRangeByScore("z", MaxScore, MinScore, Limit{0, 1})) }, "ZREVRANGEBYSCORE z +inf -inf LIMIT 0 1", resp.Bulks("b"), []string{"b"}),
		row("ZRevRangeByScoreWithScores", func(c Commands) answer { return got(c.ZRevRangeByScoreWithScores("z", MaxScore, MinScore, Limit{})) }, "ZREVRANGEBYSCORE z +inf -inf WITHSCORES", resp.Array(resp.Array(resp.Bulk("a"), resp.Double(1.5)), resp.Array(resp.Bulk("b"), resp.Double(math.Inf(1)))), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZRangeByLex", func(c Commands) answer { return got(c.ZRangeByLex("lex", "[b", "(d", Limit{0, 9})) }, "ZRANGEBYLEX lex [b (d LIMIT 0 9", resp.Bulks("b", "c"), []string{"b", "c"}),
		row("ZRevRangeByLex", func(c Commands) answer { return got(c.ZRevRangeByLex("lex", MaxLex, "(b", Limit{0, 2})) }, "ZREVRANGEBYLEX lex + (b LIMIT 0 2", resp.Bulks("d", "c"), []string{"d", "c"}),
		row("ZPopMin", func(c Commands) answer { return got(c.ZPopMin("z")) }, "ZPOPMIN z", resp.Array(resp.Bulk("a"), resp.Double(1.5)), Scored{"a", 1.5}),
		row("ZPopMax", func(c Commands) answer { return got(c.ZPopMax("z")) }, "ZPOPMAX z", resp.Bulks("a", "1.5"), Scored{"a", 1.5}),
		row("ZPopMinN", func(c Commands) answer { return got(c.ZPopMinN("z", 2)) }, "ZPOPMIN z 2", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZPopMaxN", func(c Commands) answer { return got(c.ZPopMaxN("z", 2)) }, "ZPOPMAX z 2", resp.Array(resp.Array(resp.Bulk("a"), resp.Double(1.5)), resp.Array(resp.Bulk("b"), resp.Double(math.Inf(1)))), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("BZPopMin", func(c Commands) answer { return got(c.BZPopMin(time.Second, "none", "z")) }, "BZPOPMIN none z 1", resp.Bulks("z", "a", "1.5"), PoppedScored{"z", Scored{"a", 1.5}}),
		row("BZPopMax", func(c Commands) answer { return got(c.BZPopMax(0, "z")) }, "BZPOPMAX z 0", resp.Array(resp.Bulk("z"), resp.Bulk("a"), resp.Double(1.5)), PoppedScored{"z", Scored{"a", 1.5}}),
		row("ZMPop", func(c Commands) answer { return got(c.ZMPop(Lowest, 2, "none", "z")) }, "ZMPOP 2 none z MIN COUNT 2", resp.Array(resp.Bulk("z"), resp.Array(resp.Array(resp.Bulk("a"), resp.Double(1.5)), resp.Array(resp.Bulk("b"), resp.Double(math.Inf(1))))), TakenScored{"z", []Scored{{"a", 1.5}, {"b", math.Inf(1)}}}),
		row("ZMPop", func(c Commands) answer { return got(c.ZMPop(Highest, 1, "z")) }, "ZMPOP 1 z MAX COUNT 1", resp.Array(resp.Bulk("z"), resp.Array(resp.Bulks("a", "1.5"))), TakenScored{"z", []Scored{{"a", 1.5}}}),
		row("BZMPop", func(c Commands) answer { return got(c.BZMPop(time.Second, Highest, 1, "z")) }, "BZMPOP 1 1 z MAX COUNT 1", resp.Array(resp.Bulk("z"), resp.Array(resp.Bulks("a", "1.5"))), TakenScored{"z", []Scored{{"a", 1.5}}}),
		row("BZMPop", func(c Commands) answer { return got(c.BZMPop(0, Lowest, 2, "none", "z")) }, "BZMPOP 0 2 none z MIN COUNT 2", resp.Array(resp.Bulk("z"), resp.Array(resp.Bulks("a", "1.5"))), TakenScored{"z", []Scored{{"a", 1.5}}}),
		row("ZUnion", func(c Commands) answer { return got(c.ZUnion("z", "y")) }, "ZUNION 2 z y", resp.Bulks("a", "b"), []string{"a", "b"}),
		row("ZUnionWithScores", func(c Commands) answer {
			return got(c.ZUnionWithScores(AggregateOptions{Weights: []float64{2, 0.5}, Aggregate: AggregateMax}, "z", "y"))
		}, "ZUNION 2 z y WEIGHTS 2 0.5 AGGREGATE MAX WITHSCORES", resp.Array(resp.Array(resp.Bulk("a"), resp.Double(1.5)), resp.Array(resp.Bulk("b"), resp.Double(math.Inf(1)))), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZUnionWithScores", func(c Commands) answer { return got(c.ZUnionWithScores(AggregateOptions{}, "z", "y")) }, "ZUNION 2 z y WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZUnionWithScores", func(c Commands) answer {
			return got(c.ZUnionWithScores(AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateSum}, "z", "y"))
		}, "ZUNION 2 z y WEIGHTS 1 2 AGGREGATE SUM WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZUnionWithScores", func(c Commands) answer {
			return got(c.ZUnionWithScores(AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateMin}, "z", "y"))
		}, "ZUNION 2 z y WEIGHTS 1 2 AGGREGATE MIN WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZUnionStore", func(c Commands) answer {
			return got(c.ZUnionStore("to", AggregateOptions{Aggregate: AggregateMin}, "z", "y"))
		}, "ZUNIONSTORE to 2 z y AGGREGATE MIN", resp.Integer(4), int64(4)),
		row("ZUnionStore", func(c Commands) answer {
			return got(c.ZUnionStore("to", AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateSum}, "z", "y"))
		}, "ZUNIONSTORE to 2 z y WEIGHTS 1 2 AGGREGATE SUM", resp.Integer(2), int64(2)),
		row("ZUnionStore", func(c Commands) answer {
			return got(c.ZUnionStore("to", AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateMax}, "z", "y"))
		}, "ZUNIONSTORE to 2 z y WEIGHTS 1 2 AGGREGATE MAX", resp.Integer(2), int64(2)),
		row("ZInter", func(c Commands) answer { return got(c.ZInter("z", "y")) }, "ZINTER 2 z y", resp.Bulks("b"), []string{"b"}),
		row("ZInterWithScores", func(c Commands) answer {
			return got(c.ZInterWithScores(AggregateOptions{Aggregate: AggregateSum}, "z", "y"))
		}, "ZINTER 2 z y AGGREGATE SUM WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZInterWithScores", func(c Commands) answer {
			return got(c.ZInterWithScores(AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateMin}, "z", "y"))
		}, "ZINTER 2 z y WEIGHTS 1 2 AGGREGATE MIN WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZInterWithScores", func(c Commands) answer {
			return got(c.ZInterWithScores(AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateMax}, "z", "y"))
		}, "ZINTER 2 z y WEIGHTS 1 2 AGGREGATE MAX WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZInterStore", func(c Commands) answer {
			return got(c.ZInterStore("to", AggregateOptions{Weights: []float64{1, -1}}, "z", "y"))
		}, "ZINTERSTORE to 2 z y WEIGHTS 1 -1", resp.Integer(1), int64(1)),
		row("ZInterStore", func(c Commands) answer {
			return got(c.ZInterStore("to", AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateSum}, "z", "y"))
		}, "ZINTERSTORE to 2 z y WEIGHTS 1 2 AGGREGATE SUM", resp.Integer(2), int64(2)),
		row("ZInterStore", func(c Commands) answer {
			return got(c.ZInterStore("to", AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateMin}, "z", "y"))
		}, "ZINTERSTORE to 2 z y WEIGHTS 1 2 AGGREGATE MIN", resp.Integer(2), int64(2)),
		row("ZInterStore", func(c Commands) answer {
			return got(c.ZInterStore("to", AggregateOptions{Weights: []float64{1, 2}, Aggregate: AggregateMax}, "z", "y"))
		}, "ZINTERSTORE to 2 z y WEIGHTS 1 2 AGGREGATE MAX", resp.Integer(2), int64(2)),
		row("ZInterCard", func(c Commands) answer { return got(c.ZInterCard(5, "z", "y")) }, "ZINTERCARD 2 z y LIMIT 5", resp.Integer(1), int64(1)),
		row("ZDiff", func(c Commands) answer { return got(c.ZDiff("z", "y")) }, "ZDIFF 2 z y", resp.Bulks("a"), []string{"a"}),
		row("ZDiffWithScores", func(c Commands) answer { return got(c.ZDiffWithScores("z", "y")) }, "ZDIFF 2 z y WITHSCORES", resp.Bulks("a", "1.5", "b", "inf"), []Scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		row("ZDiffStore", func(c Commands) answer { return got(c.ZDiffStore("to", "z", "y")) }, "ZDIFFSTORE to 2 z y", resp.Integer(2), int64(2)),
	},
}
