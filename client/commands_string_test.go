// Samples of the string commands.

package client

import (
	"time"

	"resplay/resp"
)

var stringSamples = family{
	setup: `
		SET k hello
		SET n 10
		SET f 2
		SET a ohmytext
		SET b mynewtext
	`,
	samples: []sample{
		row("Get", func(c Commands) answer { return got(c.Get("k")) }, "GET k", resp.Bulk("v"), "v"),
		row("Set", func(c Commands) answer { return got(c.Set("k", "v")) }, "SET k v", ok, nothing),
		row("SetWith", func(c Commands) answer { return got(c.SetWith("k", "v", SetOptions{TTL: 1500 * ms, NX: true})) }, "SET k v PX 1500 NX", missing, false),
		row("SetWith", func(c Commands) answer { return got(c.SetWith("k", "v", SetOptions{TTL: time.Hour, KeepTTL: true})) }, "SET k v PX 3600000", ok, true),
		row("SetWith", func(c Commands) answer { return got(c.SetWith("k", "v", SetOptions{KeepTTL: true})) }, "SET k v KEEPTTL", ok, true),
		row("SetWith", func(c Commands) answer { return got(c.SetWith("k", "v", SetOptions{XX: true})) }, "SET k v XX", ok, true),
		row("SetGet", func(c Commands) answer { return got(c.SetGet("k", "v", SetOptions{ExpireAt: future, XX: true})) }, "SET k v PXAT 4000000000123 XX GET", resp.Bulk("old"), "old"),
		row("SetNX", func(c Commands) answer { return got(c.SetNX("k", "v")) }, "SETNX k v", resp.Integer(1), true),
		row("SetEX", func(c Commands) answer { return got(c.SetEX("k", "v", 90*time.Second)) }, "SETEX k 90 v", ok, nothing),
		row("SetEX", func(c Commands) answer { return got(c.SetEX("k", "v", ms)) }, "SETEX k 1 v", ok, nothing),
		row("PSetEX", func(c Commands) answer { return got(c.PSetEX("k", "v", 90*ms)) }, "PSETEX k 90 v", ok, nothing),
		row("GetSet", func(c Commands) answer { return got(c.GetSet("k", "v")) }, "GETSET k v", resp.Bulk("old"), "old"),
		row("GetDel", func(c Commands) answer { return got(c.GetDel("k")) }, "GETDEL k", resp.Bulk("v"), "v"),
		row("GetEX", func(c Commands) answer { return got(c.GetEX("k", time.Second)) }, "GETEX k PX 1000", resp.Bulk("v"), "v"),
		row("GetEX", func(c Commands) answer { return got(c.GetEX("k", 0)) }, "GETEX k PERSIST", resp.Bulk("v"), "v"),
		row("GetEXWith", func(c Commands) answer { return got(c.GetEXWith("k", GetEXOptions{ExpireAt: future, Persist: true})) }, "GETEX k PXAT 4000000000123", resp.Bulk("v"), "v"),
		row("GetEXWith", func(c Commands) answer { return got(c.GetEXWith("k", GetEXOptions{})) }, "GETEX k", resp.Bulk("v"), "v"),
		row("MGet", func(c Commands) answer { return got(c.MGet("k", "x")) }, "MGET k x", resp.Array(resp.Bulk(""), missing), []Optional{{"", true}, {"", false}}),
		row("MSet", func(c Commands) answer { return got(c.MSet("a", "1", "b", "2")) }, "MSET a 1 b 2", ok, nothing),
		row("MSetNX", func(c Commands) answer { return got(c.MSetNX("a", "1")) }, "MSETNX a 1", resp.Integer(0), false),

		row("Incr", func(c Commands) answer { return got(c.Incr("n")) }, "INCR n", resp.Integer(5), int64(5)),
		row("IncrBy", func(c Commands) answer { return got(c.IncrBy("n", -3)) }, "INCRBY n -3", resp.Integer(2), int64(2)),
		row("IncrByFloat", func(c Commands) answer { return got(c.IncrByFloat("f", 0.5)) }, "INCRBYFLOAT f 0.5", resp.Bulk("2.5"), 2.5),
		row("Decr", func(c Commands) answer { return got(c.Decr("n")) }, "DECR n", resp.Integer(4), int64(4)),
		row("DecrBy", func(c Commands) answer { return got(c.DecrBy("n", 3)) }, "DECRBY n 3", resp.Integer(2), int64(2)),
		row("Append", func(c Commands) answer { return got(c.Append("k", "v")) }, "APPEND k v", resp.Integer(9), int64(9)),
		row("StrLen", func(c Commands) answer { return got(c.StrLen("k")) }, "STRLEN k", resp.Integer(9), int64(9)),
		row("GetRange", func(c Commands) answer { return got(c.GetRange("k", 0, -1)) }, "GETRANGE k 0 -1", resp.Bulk("v"), "v"),
		row("SubStr", func(c Commands) answer { return got(c.SubStr("k", 1, 3)) }, "SUBSTR k 1 3", resp.Bulk("ell"), "ell"),
		row("SetRange", func(c Commands) answer { return got(c.SetRange("k", 2, "v")) }, "SETRANGE k 2 v", resp.Integer(3), int64(3)),
		row("LCS", func(c Commands) answer { return got(c.LCS("a", "b")) }, "LCS a b", resp.Bulk("mytext"), "mytext"),
		row("LCSLen", func(c Commands) answer { return got(c.LCSLen("a", "b")) }, "LCS a b LEN", resp.Integer(6), int64(6)),
		row("LCSIdx", func(c Commands) answer {
			return got(c.LCSIdx("a", "b", LCSOptions{}))
		}, "LCS a b IDX", resp.Map(resp.Bulk("matches"), resp.Array(resp.Array(resp.Array(resp.Integer(4), resp.Integer(7)), resp.Array(resp.Integer(5), resp.Integer(8)))), resp.Bulk("len"), resp.Integer(6)), LCSMatches{[]LCSMatch{{Span{4, 7}, Span{5, 8}, 0}}, 6}),
		row("LCSIdx", func(c Commands) answer {
			return got(c.LCSIdx("a", "b", LCSOptions{MinMatchLen: 4, WithMatchLen: true}))
		}, "LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN", resp.Array(resp.Bulk("matches"), resp.Array(resp.Array(resp.Array(resp.Integer(4), resp.Integer(7)), resp.Array(resp.Integer(5), resp.Integer(8)), resp.Integer(4))), resp.Bulk("len"), resp.Integer(6)), LCSMatches{[]LCSMatch{{Span{4, 7}, Span{5, 8}, 4}}, 6}),
	},
}
