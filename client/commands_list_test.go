// Samples of the list commands.

package client

import (
	"time"

	"resplay/resp"
)

var listSamples = family{
	setup: `
		RPUSH l v a p v b v
		RPUSH a 1 2 3
	`,
	samples: []sample{
		row("LPush", func(c Commands) answer { return got(c.LPush("l", "a", "b")) }, "LPUSH l a b", resp.Integer(2), int64(2)),
		row("RPush", func(c Commands) answer { return got(c.RPush("l", "a", "b")) }, "RPUSH l a b", resp.Integer(2), int64(2)),
		row("LPushX", func(c Commands) answer { return got(c.LPushX("l", "a")) }, "LPUSHX l a", resp.Integer(0), int64(0)),
		row("RPushX", func(c Commands) answer { return got(c.RPushX("l", "a")) }, "RPUSHX l a", resp.Integer(0), int64(0)),
		row("LPop", func(c Commands) answer { return got(c.LPop("l")) }, "LPOP l", resp.Bulk("a"), "a"),
		row("RPop", func(c Commands) answer { return got(c.RPop("l")) }, "RPOP l", resp.Bulk("a"), "a"),
		row("LPopN", func(c Commands) answer { return got(c.LPopN("l", 2)) }, "LPOP l 2", resp.Bulks("a"), []string{"a"}),
		row("RPopN", func(c Commands) answer { return got(c.RPopN("l", 2)) }, "RPOP l 2", resp.Bulks("a"), []string{"a"}),
		row("LLen", func(c Commands) answer { return got(c.LLen("l")) }, "LLEN l", resp.Integer(2), int64(2)),
		row("LRange", func(c Commands) answer { return got(c.LRange("l", 0, -1)) }, "LRANGE l 0 -1", resp.Bulks("a", "b"), []string{"a", "b"}),
		row("LIndex", func(c Commands) answer { return got(c.LIndex("l", 1)) }, "LINDEX l 1", resp.Bulk("b"), "b"),
		row("LSet", func(c Commands) answer { return got(c.LSet("l", 1, "b")) }, "LSET l 1 b", ok, nothing),
		row("LInsertBefore", func(c Commands) answer { return got(c.LInsertBefore("l", "p", "v")) }, "LINSERT l BEFORE p v", resp.Integer(-1), int64(-1)),
		row("LInsertAfter", func(c Commands) answer { return got(c.LInsertAfter("l", "p", "v")) }, "LINSERT l AFTER p v", resp.Integer(3), int64(3)),
		row("LRem", func(c Commands) answer { return got(c.LRem("l", -1, "v")) }, "LREM l -1 v", resp.Integer(1), int64(1)),
		row("LTrim", func(c Commands) answer { return got(c.LTrim("l", 0, 9)) }, "LTRIM l 0 9", ok, nothing),
		row("LPos", func(c Commands) answer { return got(c.LPos("l", "v")) }, "LPOS l v", resp.Integer(0), int64(0)),
		row("LPosAll", func(c Commands) answer { return got(c.LPosAll("l", "v")) }, "LPOS l v COUNT 0", resp.Array(resp.Integer(0), resp.Integer(2)), []int64{0, 2}),
		row("LPosWith", func(c Commands) answer { return got(c.LPosWith("l", "v", LPosOptions{Rank: -2, MaxLen: 4})) }, "LPOS l v RANK -2 MAXLEN 4", resp.Integer(1), int64(1)),
		row("LPosWith", func(c Commands) answer { return got(c.LPosWith("l", "v", LPosOptions{})) }, "LPOS l v", resp.Integer(1), int64(1)),
		row("LPosN", func(c Commands) answer { return got(c.LPosN("l", "v", 2, LPosOptions{Rank: 2})) }, "LPOS l v COUNT 2 RANK 2", resp.Array(resp.Integer(3)), []int64{3}),
		row("RPopLPush", func(c Commands) answer { return got(c.RPopLPush("a", "b")) }, "RPOPLPUSH a b", resp.Bulk("v"), "v"),
		row("BRPopLPush", func(c Commands) answer { return got(c.BRPopLPush("a", "b", time.Second)) }, "BRPOPLPUSH a b 1", resp.Bulk("v"), "v"),
		row("LMPop", func(c Commands) answer { return got(c.LMPop(Left, 2, "a", "b")) }, "LMPOP 2 a b LEFT COUNT 2", resp.Array(resp.Bulk("a"), resp.Bulks("x", "y")), Taken{"a", []string{"x", "y"}}),
		row("LMPop", func(c Commands) answer { return got(c.LMPop(Right, 1, "l")) }, "LMPOP 1 l RIGHT COUNT 1", resp.Array(resp.Bulk("l"), resp.Bulks("x")), Taken{"l", []string{"x"}}),
		row("BLMPop", func(c Commands) answer { return got(c.BLMPop(time.Second, Right, 1, "a")) }, "BLMPOP 1 1 a RIGHT COUNT 1", resp.Array(resp.Bulk("a"), resp.Bulks("x")), Taken{"a", []string{"x"}}),
		row("BLMPop", func(c Commands) answer { return got(c.BLMPop(0, Left, 3, "none", "a")) }, "BLMPOP 0 2 none a LEFT COUNT 3", resp.Array(resp.Bulk("a"), resp.Bulks("x", "y")), Taken{"a", []string{"x", "y"}}),
		row("LMove", func(c Commands) answer { return got(c.LMove("a", "b", Left, Right)) }, "LMOVE a b LEFT RIGHT", resp.Bulk("v"), "v"),
		row("BLPop", func(c Commands) answer { return got(c.BLPop(250*ms, "a", "b")) }, "BLPOP a b 0.25", resp.Bulks("b", "v"), Popped{"b", "v"}),
		row("BRPop", func(c Commands) answer { return got(c.BRPop(0, "a")) }, "BRPOP a 0", resp.Bulks("a", "v"), Popped{"a", "v"}),
		row("BLMove", func(c Commands) answer { return got(c.BLMove("a", "b", Right, Left, 2*time.Second)) }, "BLMOVE a b RIGHT LEFT 2", resp.Bulk("v"), "v"),
	},
}
