//go:build !first

// Sorted set commands that combine sorted sets, and sets, whose members all
// have the score 1. A missing one counts as empty.

package client

import "resplay/resp"

// Aggregate says which score a member gets that several sorted sets have.
type Aggregate string

// The ways to make one score of several.
const (
	AggregateSum Aggregate = "SUM" // what the server does unless told
	AggregateMin Aggregate = "MIN"
	AggregateMax Aggregate = "MAX"
)

// AggregateOptions say what becomes of the scores in a union or intersection.
type AggregateOptions struct {
	Weights   []float64 // by which the scores of each sorted set are multiplied, one for each; nil: 1
	Aggregate Aggregate // "": AggregateSum
}

// args returns the keys and options as words behind args.
func (o AggregateOptions) args(keys []string, args ...string) []string {
	args = numbered(keys, args...)
	if len(o.Weights) > 0 {
		args = append(args, "WEIGHTS")
		for _, weight := range o.Weights {
			args = append(args, resp.FormatDouble(weight))
		}
	}
	if o.Aggregate != "" {
		args = append(args, "AGGREGATE", string(o.Aggregate))
	}
	return args
}

// numbered returns keys behind their number behind args.
func numbered(keys []string, args ...string) []string {
	return append(append(args, itoa(len(keys))), keys...)
}

// ZUnion resolves with the members that any of the sorted sets has, the
// lowest sum of scores first.
//
// Redis: https://redis.io/commands/zunion/
func (c Commands) ZUnion(keys ...string) *Future[[]string] {
	return run(c, texts, numbered(keys, "ZUNION")...)
}

// ZUnionWithScores is ZUnion, and tells the scores, made as o says.
//
// Redis: https://redis.io/commands/zunion/
func (c Commands) ZUnionWithScores(o AggregateOptions, keys ...string) *Future[[]Scored] {
	return run(c, scoredMembers, append(o.args(keys, "ZUNION"), "WITHSCORES")...)
}

// ZUnionStore stores what ZUnionWithScores finds, and resolves with the number
// of members. What destination held before is lost.
//
// Redis: https://redis.io/commands/zunionstore/
func (c Commands) ZUnionStore(destination string, o AggregateOptions, keys ...string) *Future[int64] {
	return run(c, integer, o.args(keys, "ZUNIONSTORE", destination)...)
}

// ZInter resolves with the members that all sorted sets have, the lowest sum
// of scores first.
//
// Redis: https://redis.io/commands/zinter/
func (c Commands) ZInter(keys ...string) *Future[[]string] {
	return run(c, texts, numbered(keys, "ZINTER")...)
}

// ZInterWithScores is ZInter, and tells the scores, made as o says.
//
// Redis: https://redis.io/commands/zinter/
func (c Commands) ZInterWithScores(o AggregateOptions, keys ...string) *Future[[]Scored] {
	return run(c, scoredMembers, append(o.args(keys, "ZINTER"), "WITHSCORES")...)
}

// ZInterStore stores what ZInterWithScores finds, and resolves with the number
// of members. What destination held before is lost.
//
// Redis: https://redis.io/commands/zinterstore/
func (c Commands) ZInterStore(destination string, o AggregateOptions, keys ...string) *Future[int64] {
	return run(c, integer, o.args(keys, "ZINTERSTORE", destination)...)
}

// ZInterCard resolves with how many members ZInter finds, counting up to limit; 0: all.
//
// Redis: https://redis.io/commands/zintercard/
func (c Commands) ZInterCard(limit int64, keys ...string) *Future[int64] {
	return run(c, integer, append(numbered(keys, "ZINTERCARD"), "LIMIT", itoa(limit))...)
}

// ZDiff resolves with the members of the first sorted set that no other has,
// the lowest score first.
//
// Redis: https://redis.io/commands/zdiff/
func (c Commands) ZDiff(keys ...string) *Future[[]string] {
	return run(c, texts, numbered(keys, "ZDIFF")...)
}

// ZDiffWithScores is ZDiff, and tells the scores too.
//
// Redis: https://redis.io/commands/zdiff/
func (c Commands) ZDiffWithScores(keys ...string) *Future[[]Scored] {
	return run(c, scoredMembers, append(numbered(keys, "ZDIFF"), "WITHSCORES")...)
}

// ZDiffStore stores what ZDiffWithScores finds, and resolves with the number
// of members. What destination held before is lost.
//
// Redis: https://redis.io/commands/zdiffstore/
func (c Commands) ZDiffStore(destination string, keys ...string) *Future[int64] {
	return run(c, integer, numbered(keys, "ZDIFFSTORE", destination)...)
}
