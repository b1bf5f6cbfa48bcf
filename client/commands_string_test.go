// Samples of the string commands.

package client

import (
	"time"

	"resplay/resp"
)

var stringSamples = family{
	setup: "",
	samples: []sample{
		row("Get", func(c Commands) answer { return got(c.Get("k")) }, "GET k", resp.Bulk("v"), "v"),
		row("Set", func(c Commands) answer { return got(c.Set("k", "v")) }, "SET k v", ok, nothing),
		row("SetWith", func(c Commands) answer { return got(c.SetWith("k", "v", SetOptions{TTL: 1500 * ms, NX: true})) }, "SET k v PX 1500 NX", missing, false),
		row("SetGet", func(c Commands) answer { return got(c.SetGet("k", "v", SetOptions{ExpireAt: at, XX: true})) }, "SET k v PXAT 1700000000123 XX GET", resp.Bulk("old"), "old"),
		row("SetNX", func(c Commands) answer { return got(c.SetNX("k", "v")) }, "SETNX k v", resp.Integer(1), true),
		row("SetEX", func(c Commands) answer { return got(c.SetEX("k", "v", 90*time.Second)) }, "SETEX k 90 v", ok, nothing),
		row("PSetEX", func(c Commands) answer { return got(c.PSetEX("k", "v", 90*ms)) }, "PSETEX k 90 v", ok, nothing),
		row("GetSet", func(c Commands) answer { return got(c.GetSet("k", "v")) }, "GETSET k v", resp.Bulk("old"), "old"),
		row("GetDel", func(c Commands) answer { return got(c.GetDel("k")) }, "GETDEL k", resp.Bulk("v"), "v"),
		row("GetEX", func(c Commands) answer { return got(c.GetEX("k", time.Second)) }, "GETEX k PX 1000", resp.Bulk("v"), "v"),
		row("MGet", func(c Commands) answer { return got(c.MGet("a", "b")) }, "MGET a b", resp.Array(resp.Bulk(""), missing), []Optional{{"", true}, {"", false}}),
		row("MSet", func(c Commands) answer { return got(c.MSet("a", "1", "b", "2")) }, "MSET a 1 b 2", ok, nothing),
		row("MSetNX", func(c Commands) answer { return got(c.MSetNX("a", "1")) }, "MSETNX a 1", resp.Integer(0), false),
		row("Incr", func(c Commands) answer { return got(c.Incr("n")) }, "INCR n", resp.Integer(5), int64(5)),
		row("IncrBy", func(c Commands) answer { return got(c.IncrBy("n", -3)) }, "INCRBY n -3", resp.Integer(2), int64(2)),
		row("IncrByFloat", func(c Commands) answer { return got(c.IncrByFloat("n", 0.5)) }, "INCRBYFLOAT n 0.5", resp.Bulk("2.5"), 2.5),
		row("Decr", func(c Commands) answer { return got(c.Decr("n")) }, "DECR n", resp.Integer(4), int64(4)),
		row("DecrBy", func(c Commands) answer { return got(c.DecrBy("n", 3)) }, "DECRBY n 3", resp.Integer(2), int64(2)),
		row("Append", func(c Commands) answer { return got(c.Append("k", "v")) }, "APPEND k v", resp.Integer(9), int64(9)),
		row("StrLen", func(c Commands) answer { return got(c.StrLen("k")) }, "STRLEN k", resp.Integer(9), int64(9)),
		row("GetRange", func(c Commands) answer { return got(c.GetRange("k", 0, -1)) }, "GETRANGE k 0 -1", resp.Bulk("v"), "v"),
		row("SetRange", func(c Commands) answer { return got(c.SetRange("k", 2, "v")) }, "SETRANGE k 2 v", resp.Integer(3), int64(3)),
	},
}
