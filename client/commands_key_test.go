// Samples of the commands for keys of any type.

package client

import (
	"time"

	"resplay/resp"
)

var keySamples = family{
	setup: "",
	samples: []sample{
		row("Del", func(c Commands) answer { return got(c.Del("a", "b")) }, "DEL a b", resp.Integer(1), int64(1)),
		row("Unlink", func(c Commands) answer { return got(c.Unlink("a")) }, "UNLINK a", resp.Integer(1), int64(1)),
		row("Exists", func(c Commands) answer { return got(c.Exists("a", "a")) }, "EXISTS a a", resp.Integer(2), int64(2)),
		row("Touch", func(c Commands) answer { return got(c.Touch("a")) }, "TOUCH a", resp.Integer(1), int64(1)),
		row("Type", func(c Commands) answer { return got(c.Type("a")) }, "TYPE a", resp.Simple("list"), "list"),
		row("Keys", func(c Commands) answer { return got(c.Keys("u:*")) }, "KEYS u:*", resp.Bulks("u:1"), []string{"u:1"}),
		row("RandomKey", func(c Commands) answer { return got(c.RandomKey()) }, "RANDOMKEY", resp.Bulk("a"), "a"),
		row("Rename", func(c Commands) answer { return got(c.Rename("a", "b")) }, "RENAME a b", ok, nothing),
		row("RenameNX", func(c Commands) answer { return got(c.RenameNX("a", "b")) }, "RENAMENX a b", resp.Integer(0), false),
		row("Copy", func(c Commands) answer { return got(c.Copy("a", "b")) }, "COPY a b", resp.Integer(1), true),
		row("Move", func(c Commands) answer { return got(c.Move("a", 2)) }, "MOVE a 2", resp.Integer(1), true),
		row("Expire", func(c Commands) answer { return got(c.Expire("a", 1500*ms)) }, "PEXPIRE a 1500", resp.Integer(1), true),
		row("ExpireAt", func(c Commands) answer { return got(c.ExpireAt("a", at)) }, "PEXPIREAT a 1700000000123", resp.Integer(1), true),
		row("Persist", func(c Commands) answer { return got(c.Persist("a")) }, "PERSIST a", resp.Integer(1), true),
		row("TTL", func(c Commands) answer { return got(c.TTL("a")) }, "PTTL a", resp.Integer(1500), 1500*ms),
		row("CopyTo", func(c Commands) answer { return got(c.CopyTo("a", "b", 2, true)) }, "COPY a b DB 2 REPLACE", resp.Integer(1), true),
		row("ExpireTime", func(c Commands) answer { return got(c.ExpireTime("a")) }, "PEXPIRETIME a", resp.Integer(1_700_000_000_123), at),
		row("ObjectRefCount", func(c Commands) answer { return got(c.ObjectRefCount("a")) }, "OBJECT REFCOUNT a", resp.Integer(1), int64(1)),
		row("ObjectIdleTime", func(c Commands) answer { return got(c.ObjectIdleTime("a")) }, "OBJECT IDLETIME a", resp.Integer(9), 9*time.Second),
		row("ObjectEncoding", func(c Commands) answer { return got(c.ObjectEncoding("a")) }, "OBJECT ENCODING a", resp.Bulk("int"), "int"),
	},
}
