// Samples of the hash commands.

package client

import (
	"time"

	"resplay/resp"
)

var hashSamples = family{
	setup: `
		HSET h f 1 g w
	`,
	samples: []sample{
		row("HSet", func(c Commands) answer { return got(c.HSet("h", "f", "v", "x", "w")) }, "HSET h f v x w", resp.Integer(2), int64(2)),
		row("HMSet", func(c Commands) answer { return got(c.HMSet("h", "f", "v", "x", "w")) }, "HMSET h f v x w", ok, nothing),
		row("HSetNX", func(c Commands) answer { return got(c.HSetNX("h", "x", "v")) }, "HSETNX h x v", resp.Integer(1), true),
		row("HGet", func(c Commands) answer { return got(c.HGet("h", "f")) }, "HGET h f", resp.Bulk("v"), "v"),
		row("HMGet", func(c Commands) answer { return got(c.HMGet("h", "f", "x")) }, "HMGET h f x", resp.Array(resp.Bulk("v"), missing), []Optional{{"v", true}, {}}),
		row("HGetAll", func(c Commands) answer { return got(c.HGetAll("h")) }, "HGETALL h", resp.Map(resp.Bulk("f"), resp.Bulk("v")), map[string]string{"f": "v"}),
		row("HDel", func(c Commands) answer { return got(c.HDel("h", "f", "g")) }, "HDEL h f g", resp.Integer(1), int64(1)),
		row("HExists", func(c Commands) answer { return got(c.HExists("h", "f")) }, "HEXISTS h f", resp.Integer(1), true),
		row("HKeys", func(c Commands) answer { return got(c.HKeys("h")) }, "HKEYS h", resp.Bulks("f"), []string{"f"}),
		row("HVals", func(c Commands) answer { return got(c.HVals("h")) }, "HVALS h", resp.Bulks("v"), []string{"v"}),
		row("HLen", func(c Commands) answer { return got(c.HLen("h")) }, "HLEN h", resp.Integer(1), int64(1)),
		row("HStrLen", func(c Commands) answer { return got(c.HStrLen("h", "f")) }, "HSTRLEN h f", resp.Integer(1), int64(1)),
		row("HIncrBy", func(c Commands) answer { return got(c.HIncrBy("h", "f", 2)) }, "HINCRBY h f 2", resp.Integer(3), int64(3)),
		row("HIncrByFloat", func(c Commands) answer { return got(c.HIncrByFloat("h", "f", 1e21)) }, "HINCRBYFLOAT h f 1e+21", resp.Bulk("1.5"), 1.5),
		row("HRandField", func(c Commands) answer { return got(c.HRandField("h")) }, "HRANDFIELD h", resp.Bulk("f"), "f").varying("it is chosen at random"),
		row("HRandFieldN", func(c Commands) answer { return got(c.HRandFieldN("h", 2)) }, "HRANDFIELD h 2", resp.Bulks("f", "g"), []string{"f", "g"}).unordered(),
		row("HRandFieldPairs", func(c Commands) answer { return got(c.HRandFieldPairs("h", 2)) }, "HRANDFIELD h 2 WITHVALUES", resp.Array(resp.Bulks("f", "1"), resp.Bulks("g", "w")), []Pair{{"f", "1"}, {"g", "w"}}).unordered(),

		row("HExpire", func(c Commands) answer { return got(c.HExpire("h", time.Minute, "f", "x")) }, "HEXPIRE h 60 FIELDS 2 f x", resp.Array(resp.Integer(1), resp.Integer(-2)), []FieldExpiry{FieldSet, FieldMissing}),
		row("HExpireWith", func(c Commands) answer {
			return got(c.HExpireWith("h", time.Minute, ExpireOptions{NX: true}, "f"))
		}, "HEXPIRE h 60 NX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireWith", func(c Commands) answer {
			return got(c.HExpireWith("h", time.Minute, ExpireOptions{XX: true}, "f"))
		}, "HEXPIRE h 60 XX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireWith", func(c Commands) answer {
			return got(c.HExpireWith("h", time.Minute, ExpireOptions{GT: true}, "f"))
		}, "HEXPIRE h 60 GT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireWith", func(c Commands) answer {
			return got(c.HExpireWith("h", time.Minute, ExpireOptions{LT: true}, "f"))
		}, "HEXPIRE h 60 LT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpire", func(c Commands) answer { return got(c.HPExpire("h", 1500*ms, "f", "x")) }, "HPEXPIRE h 1500 FIELDS 2 f x", resp.Array(resp.Integer(1), resp.Integer(-2)), []FieldExpiry{FieldSet, FieldMissing}),
		row("HPExpireWith", func(c Commands) answer {
			return got(c.HPExpireWith("h", 1500*ms, ExpireOptions{NX: true}, "f"))
		}, "HPEXPIRE h 1500 NX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireWith", func(c Commands) answer {
			return got(c.HPExpireWith("h", 1500*ms, ExpireOptions{XX: true}, "f"))
		}, "HPEXPIRE h 1500 XX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireWith", func(c Commands) answer {
			return got(c.HPExpireWith("h", 1500*ms, ExpireOptions{GT: true}, "f"))
		}, "HPEXPIRE h 1500 GT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireWith", func(c Commands) answer {
			return got(c.HPExpireWith("h", 1500*ms, ExpireOptions{LT: true}, "f"))
		}, "HPEXPIRE h 1500 LT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireAt", func(c Commands) answer {
			return got(c.HExpireAt("h", future, "f", "x"))
		}, "HEXPIREAT h 4000000000 FIELDS 2 f x", resp.Array(resp.Integer(1), resp.Integer(-2)), []FieldExpiry{FieldSet, FieldMissing}),
		row("HExpireAtWith", func(c Commands) answer {
			return got(c.HExpireAtWith("h", future, ExpireOptions{NX: true}, "f"))
		}, "HEXPIREAT h 4000000000 NX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireAtWith", func(c Commands) answer {
			return got(c.HExpireAtWith("h", future, ExpireOptions{XX: true}, "f"))
		}, "HEXPIREAT h 4000000000 XX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireAtWith", func(c Commands) answer {
			return got(c.HExpireAtWith("h", future, ExpireOptions{GT: true}, "f"))
		}, "HEXPIREAT h 4000000000 GT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HExpireAtWith", func(c Commands) answer {
			return got(c.HExpireAtWith("h", future, ExpireOptions{LT: true}, "f"))
		}, "HEXPIREAT h 4000000000 LT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireAt", func(c Commands) answer {
			return got(c.HPExpireAt("h", future, "f", "x"))
		}, "HPEXPIREAT h 4000000000123 FIELDS 2 f x", resp.Array(resp.Integer(1), resp.Integer(-2)), []FieldExpiry{FieldSet, FieldMissing}),
		row("HPExpireAtWith", func(c Commands) answer {
			return got(c.HPExpireAtWith("h", future, ExpireOptions{NX: true}, "f"))
		}, "HPEXPIREAT h 4000000000123 NX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireAtWith", func(c Commands) answer {
			return got(c.HPExpireAtWith("h", future, ExpireOptions{XX: true}, "f"))
		}, "HPEXPIREAT h 4000000000123 XX FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireAtWith", func(c Commands) answer {
			return got(c.HPExpireAtWith("h", future, ExpireOptions{GT: true}, "f"))
		}, "HPEXPIREAT h 4000000000123 GT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPExpireAtWith", func(c Commands) answer {
			return got(c.HPExpireAtWith("h", future, ExpireOptions{LT: true}, "f"))
		}, "HPEXPIREAT h 4000000000123 LT FIELDS 1 f", resp.Array(resp.Integer(0)), []FieldExpiry{FieldUntouched}),
		row("HPersist", func(c Commands) answer {
			return got(c.HPersist("h", "f", "g", "x"))
		}, "HPERSIST h FIELDS 3 f g x", resp.Array(resp.Integer(1), resp.Integer(-1), resp.Integer(-2)), []FieldExpiry{FieldSet, FieldLasts, FieldMissing}).after("HEXPIRE h 60 FIELDS 1 f"),
		row("HTTL", func(c Commands) answer {
			return got(c.HTTL("h", "f", "g", "x"))
		}, "HTTL h FIELDS 3 f g x", resp.Array(resp.Integer(60), resp.Integer(-1), resp.Integer(-2)), []time.Duration{time.Minute, NoExpiry, NoKey}).after("HEXPIRE h 60 FIELDS 1 f"),
		row("HPTTL", func(c Commands) answer {
			return got(c.HPTTL("h", "f", "g", "x"))
		}, "HPTTL h FIELDS 3 f g x", resp.Array(resp.Integer(1500), resp.Integer(-1), resp.Integer(-2)), []time.Duration{1500 * ms, NoExpiry, NoKey}).after("HEXPIRE h 60 FIELDS 1 f"),
		row("HExpireTime", func(c Commands) answer {
			return got(c.HExpireTime("h", "f", "g", "x"))
		}, "HEXPIRETIME h FIELDS 3 f g x", resp.Array(resp.Integer(4000000000), resp.Integer(-1), resp.Integer(-2)), []FieldDeadline{{time.Unix(4_000_000_000, 0), true}, {Exists: true}, {}}).after("HEXPIREAT h 4000000000 FIELDS 1 f"),
		row("HPExpireTime", func(c Commands) answer {
			return got(c.HPExpireTime("h", "f", "g", "x"))
		}, "HPEXPIRETIME h FIELDS 3 f g x", resp.Array(resp.Integer(4000000000123), resp.Integer(-1), resp.Integer(-2)), []FieldDeadline{{future, true}, {Exists: true}, {}}).after("HPEXPIREAT h 4000000000123 FIELDS 1 f"),
		row("HGetEX", func(c Commands) answer { return got(c.HGetEX("h", GetEXOptions{TTL: time.Second}, "f", "x")) }, "HGETEX h PX 1000 FIELDS 2 f x", resp.Array(resp.Bulk("v"), missing), []Optional{{"v", true}, {}}),
		row("HGetEX", func(c Commands) answer { return got(c.HGetEX("h", GetEXOptions{ExpireAt: future}, "f")) }, "HGETEX h PXAT 4000000000123 FIELDS 1 f", resp.Bulks("v"), []Optional{{"v", true}}),
		row("HGetEX", func(c Commands) answer { return got(c.HGetEX("h", GetEXOptions{Persist: true}, "f")) }, "HGETEX h PERSIST FIELDS 1 f", resp.Bulks("v"), []Optional{{"v", true}}),
		row("HGetDel", func(c Commands) answer { return got(c.HGetDel("h", "f", "x")) }, "HGETDEL h FIELDS 2 f x", resp.Array(resp.Bulk("v"), missing), []Optional{{"v", true}, {}}),
		row("HSetEX", func(c Commands) answer {
			return got(c.HSetEX("h", HSetEXOptions{TTL: time.Second, FNX: true}, "f", "v", "g", "w"))
		}, "HSETEX h FNX PX 1000 FIELDS 2 f v g w", resp.Integer(0), false),
		row("HSetEX", func(c Commands) answer {
			return got(c.HSetEX("h", HSetEXOptions{ExpireAt: future, FXX: true}, "f", "v"))
		}, "HSETEX h FXX PXAT 4000000000123 FIELDS 1 f v", resp.Integer(1), true),
		row("HSetEX", func(c Commands) answer { return got(c.HSetEX("h", HSetEXOptions{KeepTTL: true}, "f", "v")) }, "HSETEX h KEEPTTL FIELDS 1 f v", resp.Integer(1), true),
	},
}
