// The commands that smaller builds lack. Written by
//
//	go test ./engine -run ElsewhereNames -update

package engine

// wholeNames are of the build with the tag "whole" and not in the first.
const wholeNames = " bzmpop bzpopmax bzpopmin config info zadd zcard zcount zdiff zdiffstore zincrby zinter " +
	"zintercard zinterstore zlexcount zmpop zmscore zpopmax zpopmin zrandmember zrange " +
	"zrangebylex zrangebyscore zrangestore zrank zrem zremrangebylex zremrangebyrank " +
	"zremrangebyscore zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion " +
	"zunionstore "

// scriptingNames are of the build without a tag alone.
const scriptingNames = " command "
