// Samples of the set commands.

package client

import (
	"resplay/resp"
)

var setSamples = family{
	setup: `
		SADD s 1 2 3
		SADD d 2 3 4
		SADD one 7
	`,
	samples: []sample{
		row("SAdd", func(c Commands) answer { return got(c.SAdd("s", "1", "9")) }, "SADD s 1 9", resp.Integer(1), int64(1)),
		row("SRem", func(c Commands) answer { return got(c.SRem("s", "1")) }, "SREM s 1", resp.Integer(1), int64(1)),
		row("SMembers", func(c Commands) answer { return got(c.SMembers("s")) }, "SMEMBERS s", resp.Set(resp.Bulk("1")), []string{"1"}),
		row("SIsMember", func(c Commands) answer { return got(c.SIsMember("s", "1")) }, "SISMEMBER s 1", resp.Boolean(true), true),
		row("SMIsMember", func(c Commands) answer { return got(c.SMIsMember("s", "1", "9")) }, "SMISMEMBER s 1 9", resp.Array(resp.Integer(1), resp.Integer(0)), []bool{true, false}),
		row("SCard", func(c Commands) answer { return got(c.SCard("s")) }, "SCARD s", resp.Integer(2), int64(2)),
		row("SPop", func(c Commands) answer { return got(c.SPop("one")) }, "SPOP one", resp.Bulk("7"), "7"),
		row("SPopN", func(c Commands) answer { return got(c.SPopN("one", 2)) }, "SPOP one 2", resp.Bulks("7"), []string{"7"}),
		row("SRandMember", func(c Commands) answer { return got(c.SRandMember("one")) }, "SRANDMEMBER one", resp.Bulk("7"), "7"),
		row("SRandMemberN", func(c Commands) answer { return got(c.SRandMemberN("one", -2)) }, "SRANDMEMBER one -2", resp.Bulks("7", "7"), []string{"7", "7"}),
		row("SMove", func(c Commands) answer { return got(c.SMove("s", "d", "1")) }, "SMOVE s d 1", resp.Integer(1), true),
		row("SInter", func(c Commands) answer { return got(c.SInter("s", "d")) }, "SINTER s d", resp.Bulks("2"), []string{"2"}),
		row("SUnion", func(c Commands) answer { return got(c.SUnion("s", "d")) }, "SUNION s d", resp.Bulks("1"), []string{"1"}),
		row("SDiff", func(c Commands) answer { return got(c.SDiff("s", "d")) }, "SDIFF s d", resp.Array(), []string{}),
		row("SInterStore", func(c Commands) answer { return got(c.SInterStore("x", "s", "d")) }, "SINTERSTORE x s d", resp.Integer(1), int64(1)),
		row("SUnionStore", func(c Commands) answer { return got(c.SUnionStore("x", "s", "d")) }, "SUNIONSTORE x s d", resp.Integer(1), int64(1)),
		row("SDiffStore", func(c Commands) answer { return got(c.SDiffStore("x", "s", "d")) }, "SDIFFSTORE x s d", resp.Integer(1), int64(1)),
		row("SInterCard", func(c Commands) answer { return got(c.SInterCard(5, "s", "d")) }, "SINTERCARD 2 s d LIMIT 5", resp.Integer(1), int64(1)),
	},
}
