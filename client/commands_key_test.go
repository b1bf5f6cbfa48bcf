// Samples of the commands for keys of any type.

package client

import (
	"time"

	"resplay/resp"
)

// serialized is the number 1 as a server has dumped it.
const serialized = "\x00\xc0\x01\n\x00&x\xe7\xb6\xd1\x01\x11\xfc"

var keySamples = family{
	setup: `
		SET a 1
		RPUSH l 3 1 2
		MSET w_1 10 w_2 30 w_3 20
	`,
	samples: []sample{
		row("Del", func(c Commands) answer { return got(c.Del("a", "b")) }, "DEL a b", resp.Integer(1), int64(1)),
		row("Unlink", func(c Commands) answer { return got(c.Unlink("a")) }, "UNLINK a", resp.Integer(1), int64(1)),
		row("Exists", func(c Commands) answer { return got(c.Exists("a", "a")) }, "EXISTS a a", resp.Integer(2), int64(2)),
		row("Touch", func(c Commands) answer { return got(c.Touch("a")) }, "TOUCH a", resp.Integer(1), int64(1)),
		row("Type", func(c Commands) answer { return got(c.Type("l")) }, "TYPE l", resp.Simple("list"), "list"),
		row("Keys", func(c Commands) answer { return got(c.Keys("w_*")) }, "KEYS w_*", resp.Bulks("w_1"), []string{"w_1"}).unordered(),
		row("RandomKey", func(c Commands) answer { return got(c.RandomKey()) }, "RANDOMKEY", resp.Bulk("a"), "a").varying("it is chosen at random"),
		row("Rename", func(c Commands) answer { return got(c.Rename("a", "b")) }, "RENAME a b", ok, nothing),
		row("RenameNX", func(c Commands) answer { return got(c.RenameNX("a", "b")) }, "RENAMENX a b", resp.Integer(0), false),
		row("Copy", func(c Commands) answer { return got(c.Copy("a", "b")) }, "COPY a b", resp.Integer(1), true),
		row("CopyOver", func(c Commands) answer { return got(c.CopyOver("a", "l")) }, "COPY a l REPLACE", resp.Integer(1), true),
		row("CopyTo", func(c Commands) answer { return got(c.CopyTo("a", "b", 2, true)) }, "COPY a b DB 2 REPLACE", resp.Integer(1), true),
		row("Move", func(c Commands) answer { return got(c.Move("a", 2)) }, "MOVE a 2", resp.Integer(1), true),

		row("Expire", func(c Commands) answer { return got(c.Expire("a", time.Minute+ms)) }, "EXPIRE a 61", resp.Integer(1), true),
		row("ExpireWith", func(c Commands) answer { return got(c.ExpireWith("a", time.Minute+ms, ExpireOptions{NX: true})) }, "EXPIRE a 61 NX", resp.Integer(0), false),
		row("ExpireWith", func(c Commands) answer { return got(c.ExpireWith("a", time.Minute+ms, ExpireOptions{XX: true})) }, "EXPIRE a 61 XX", resp.Integer(0), false),
		row("ExpireWith", func(c Commands) answer { return got(c.ExpireWith("a", time.Minute+ms, ExpireOptions{GT: true})) }, "EXPIRE a 61 GT", resp.Integer(0), false),
		row("ExpireWith", func(c Commands) answer { return got(c.ExpireWith("a", time.Minute+ms, ExpireOptions{LT: true})) }, "EXPIRE a 61 LT", resp.Integer(0), false),
		row("PExpire", func(c Commands) answer { return got(c.PExpire("a", 1500*ms)) }, "PEXPIRE a 1500", resp.Integer(1), true),
		row("PExpireWith", func(c Commands) answer { return got(c.PExpireWith("a", 1500*ms, ExpireOptions{NX: true})) }, "PEXPIRE a 1500 NX", resp.Integer(0), false),
		row("PExpireWith", func(c Commands) answer { return got(c.PExpireWith("a", 1500*ms, ExpireOptions{XX: true})) }, "PEXPIRE a 1500 XX", resp.Integer(0), false),
		row("PExpireWith", func(c Commands) answer { return got(c.PExpireWith("a", 1500*ms, ExpireOptions{GT: true})) }, "PEXPIRE a 1500 GT", resp.Integer(0), false),
		row("PExpireWith", func(c Commands) answer { return got(c.PExpireWith("a", 1500*ms, ExpireOptions{LT: true})) }, "PEXPIRE a 1500 LT", resp.Integer(0), false),
		row("ExpireAt", func(c Commands) answer { return got(c.ExpireAt("a", future)) }, "EXPIREAT a 4000000000", resp.Integer(1), true),
		row("ExpireAtWith", func(c Commands) answer { return got(c.ExpireAtWith("a", future, ExpireOptions{NX: true})) }, "EXPIREAT a 4000000000 NX", resp.Integer(0), false),
		row("ExpireAtWith", func(c Commands) answer { return got(c.ExpireAtWith("a", future, ExpireOptions{XX: true})) }, "EXPIREAT a 4000000000 XX", resp.Integer(0), false),
		row("ExpireAtWith", func(c Commands) answer { return got(c.ExpireAtWith("a", future, ExpireOptions{GT: true})) }, "EXPIREAT a 4000000000 GT", resp.Integer(0), false),
		row("ExpireAtWith", func(c Commands) answer { return got(c.ExpireAtWith("a", future, ExpireOptions{LT: true})) }, "EXPIREAT a 4000000000 LT", resp.Integer(0), false),
		row("PExpireAt", func(c Commands) answer { return got(c.PExpireAt("a", future)) }, "PEXPIREAT a 4000000000123", resp.Integer(1), true),
		row("PExpireAtWith", func(c Commands) answer { return got(c.PExpireAtWith("a", future, ExpireOptions{NX: true})) }, "PEXPIREAT a 4000000000123 NX", resp.Integer(0), false),
		row("PExpireAtWith", func(c Commands) answer { return got(c.PExpireAtWith("a", future, ExpireOptions{XX: true})) }, "PEXPIREAT a 4000000000123 XX", resp.Integer(0), false),
		row("PExpireAtWith", func(c Commands) answer { return got(c.PExpireAtWith("a", future, ExpireOptions{GT: true})) }, "PEXPIREAT a 4000000000123 GT", resp.Integer(0), false),
		row("PExpireAtWith", func(c Commands) answer { return got(c.PExpireAtWith("a", future, ExpireOptions{LT: true})) }, "PEXPIREAT a 4000000000123 LT", resp.Integer(0), false),
		row("Persist", func(c Commands) answer { return got(c.Persist("a")) }, "PERSIST a", resp.Integer(1), true),
		row("TTL", func(c Commands) answer { return got(c.TTL("a")) }, "TTL a", resp.Integer(60), time.Minute).after("EXPIRE a 60"),
		row("TTL", func(c Commands) answer { return got(c.TTL("missing")) }, "TTL missing", resp.Integer(-2), NoKey),
		row("PTTL", func(c Commands) answer { return got(c.PTTL("a")) }, "PTTL a", resp.Integer(1500), 1500*ms).after("PEXPIRE a 60000").varying("time passes"),
		row("PTTL", func(c Commands) answer { return got(c.PTTL("a")) }, "PTTL a", resp.Integer(-1), NoExpiry),
		row("ExpireTime", func(c Commands) answer { return got(c.ExpireTime("a")) }, "EXPIRETIME a", resp.Integer(4000000000), time.Unix(4_000_000_000, 0)).after("EXPIREAT a 4000000000"),
		row("PExpireTime", func(c Commands) answer { return got(c.PExpireTime("a")) }, "PEXPIRETIME a", resp.Integer(4000000000123), future).after("PEXPIREAT a 4000000000123"),
		row("PExpireTime", func(c Commands) answer { return got(c.PExpireTime("a")) }, "PEXPIRETIME a", resp.Integer(-1), time.Time{}),

		row("ObjectEncoding", func(c Commands) answer { return got(c.ObjectEncoding("a")) }, "OBJECT ENCODING a", resp.Bulk("int"), "int"),
		row("ObjectFreq", func(c Commands) answer { return got(c.ObjectFreq("a")) }, "OBJECT FREQ a", resp.Integer(5), int64(5)).after("CONFIG SET maxmemory-policy allkeys-lfu"),
		row("ObjectIdleTime", func(c Commands) answer { return got(c.ObjectIdleTime("a")) }, "OBJECT IDLETIME a", resp.Integer(9), 9*time.Second).varying("time passes"),
		row("ObjectRefCount", func(c Commands) answer { return got(c.ObjectRefCount("a")) }, "OBJECT REFCOUNT a", resp.Integer(1), int64(1)),
		row("Dump", func(c Commands) answer { return got(c.Dump("a")) }, "DUMP a", resp.Bulk("\x00\xc0\x01"), "\x00\xc0\x01"),
		row("Restore", func(c Commands) answer { return got(c.Restore("b", time.Second, serialized)) }, "RESTORE b 1000 "+resp.Quote(serialized), ok, nothing),
		row("RestoreWith", func(c Commands) answer {
			return got(c.RestoreWith("a", serialized, RestoreOptions{ExpireAt: future, Replace: true, IdleTime: time.Minute}))
		}, "RESTORE a 4000000000123 "+resp.Quote(serialized)+" REPLACE ABSTTL IDLETIME 60", ok, nothing),
		row("RestoreWith", func(c Commands) answer {
			return got(c.RestoreWith("b", serialized, RestoreOptions{TTL: time.Second, Freq: 9}))
		}, "RESTORE b 1000 "+resp.Quote(serialized)+" FREQ 9", ok, nothing),

		row("Sort", func(c Commands) answer { return got(c.Sort("l", SortOptions{})) }, "SORT l", resp.Bulks("1", "2"), []Optional{{"1", true}, {"2", true}}),
		row("Sort", func(c Commands) answer {
			return got(c.Sort("l", SortOptions{By: "w_*", Get: []string{"#", "x_*"}, Offset: 1, Count: 2, Order: Descending, Alpha: true}))
		}, "SORT l BY w_* LIMIT 1 2 GET # GET x_* DESC ALPHA", resp.Array(resp.Bulk("3"), missing), []Optional{{"3", true}, {}}),
		row("SortRO", func(c Commands) answer { return got(c.SortRO("l", SortOptions{Order: Ascending})) }, "SORT_RO l ASC", resp.Bulks("1", "2"), []Optional{{"1", true}, {"2", true}}),
		row("SortRO", func(c Commands) answer {
			return got(c.SortRO("l", SortOptions{By: "w_*", Get: []string{"w_*"}, Offset: 1, Count: 2, Order: Descending, Alpha: true}))
		}, "SORT_RO l BY w_* LIMIT 1 2 GET w_* DESC ALPHA", resp.Bulks("20", "10"), []Optional{{"20", true}, {"10", true}}),
		row("SortStore", func(c Commands) answer { return got(c.SortStore("to", "l", SortOptions{Order: Ascending})) }, "SORT l ASC STORE to", resp.Integer(3), int64(3)),
	},
}
