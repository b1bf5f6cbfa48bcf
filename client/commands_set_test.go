// Samples of the set commands.

package client

import (
	"resplay/resp"
)

var setSamples = family{
	setup: "",
	samples: []sample{
		row("SAdd", func(c Commands) answer { return got(c.SAdd("s", "a", "b")) }, "SADD s a b", resp.Integer(2), int64(2)),
		row("SRem", func(c Commands) answer { return got(c.SRem("s", "a")) }, "SREM s a", resp.Integer(1), int64(1)),
		row("SMembers", func(c Commands) answer { return got(c.SMembers("s")) }, "SMEMBERS s", resp.Set(resp.Bulk("a")), []string{"a"}),
		row("SIsMember", func(c Commands) answer { return got(c.SIsMember("s", "a")) }, "SISMEMBER s a", resp.Boolean(true), true),
		row("SMIsMember", func(c Commands) answer { return got(c.SMIsMember("s", "a", "b")) }, "SMISMEMBER s a b", resp.Array(resp.Integer(1), resp.Integer(0)), []int64{1, 0}),
		row("SCard", func(c Commands) answer { return got(c.SCard("s")) }, "SCARD s", resp.Integer(2), int64(2)),
		row("SPop", func(c Commands) answer { return got(c.SPop("s")) }, "SPOP s", resp.Bulk("a"), "a"),
		row("SPopN", func(c Commands) answer { return got(c.SPopN("s", 2)) }, "SPOP s 2", resp.Bulks("a"), []string{"a"}),
		row("SRandMember", func(c Commands) answer { return got(c.SRandMember("s")) }, "SRANDMEMBER s", resp.Bulk("a"), "a"),
		row("SRandMemberN", func(c Commands) answer { return got(c.SRandMemberN("s", -2)) }, "SRANDMEMBER s -2", resp.Bulks("a", "a"), []string{"a", "a"}),
		row("SMove", func(c Commands) answer { return got(c.SMove("s", "d", "a")) }, "SMOVE s d a", resp.Integer(1), true),
		row("SInter", func(c Commands) answer { return got(c.SInter("s", "d")) }, "SINTER s d", resp.Bulks("a"), []string{"a"}),
		row("SUnion", func(c Commands) answer { return got(c.SUnion("s", "d")) }, "SUNION s d", resp.Bulks("a"), []string{"a"}),
		row("SDiff", func(c Commands) answer { return got(c.SDiff("s", "d")) }, "SDIFF s d", resp.Array(), []string{}),
		row("SInterStore", func(c Commands) answer { return got(c.SInterStore("x", "s", "d")) }, "SINTERSTORE x s d", resp.Integer(1), int64(1)),
		row("SUnionStore", func(c Commands) answer { return got(c.SUnionStore("x", "s", "d")) }, "SUNIONSTORE x s d", resp.Integer(1), int64(1)),
		row("SDiffStore", func(c Commands) answer { return got(c.SDiffStore("x", "s", "d")) }, "SDIFFSTORE x s d", resp.Integer(1), int64(1)),
		row("SInterCard", func(c Commands) answer { return got(c.SInterCard(5, "s", "d")) }, "SINTERCARD 2 s d LIMIT 5", resp.Integer(1), int64(1)),
	},
}
