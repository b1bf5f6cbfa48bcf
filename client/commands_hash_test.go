// Samples of the hash commands.

package client

import (
	"resplay/resp"
)

var hashSamples = family{
	setup: "",
	samples: []sample{
		row("HSet", func(c Commands) answer { return got(c.HSet("h", "f", "v", "g", "w")) }, "HSET h f v g w", resp.Integer(2), int64(2)),
		row("HSetNX", func(c Commands) answer { return got(c.HSetNX("h", "f", "v")) }, "HSETNX h f v", resp.Integer(1), true),
		row("HGet", func(c Commands) answer { return got(c.HGet("h", "f")) }, "HGET h f", resp.Bulk("v"), "v"),
		row("HMGet", func(c Commands) answer { return got(c.HMGet("h", "f", "g")) }, "HMGET h f g", resp.Array(resp.Bulk("v"), missing), []Optional{{"v", true}, {}}),
		row("HGetAll", func(c Commands) answer { return got(c.HGetAll("h")) }, "HGETALL h", resp.Map(resp.Bulk("f"), resp.Bulk("v")), map[string]string{"f": "v"}),
		row("HDel", func(c Commands) answer { return got(c.HDel("h", "f", "g")) }, "HDEL h f g", resp.Integer(1), int64(1)),
		row("HExists", func(c Commands) answer { return got(c.HExists("h", "f")) }, "HEXISTS h f", resp.Integer(1), true),
		row("HKeys", func(c Commands) answer { return got(c.HKeys("h")) }, "HKEYS h", resp.Bulks("f"), []string{"f"}),
		row("HVals", func(c Commands) answer { return got(c.HVals("h")) }, "HVALS h", resp.Bulks("v"), []string{"v"}),
		row("HLen", func(c Commands) answer { return got(c.HLen("h")) }, "HLEN h", resp.Integer(1), int64(1)),
		row("HStrLen", func(c Commands) answer { return got(c.HStrLen("h", "f")) }, "HSTRLEN h f", resp.Integer(1), int64(1)),
		row("HIncrBy", func(c Commands) answer { return got(c.HIncrBy("h", "f", 2)) }, "HINCRBY h f 2", resp.Integer(3), int64(3)),
		row("HIncrByFloat", func(c Commands) answer { return got(c.HIncrByFloat("h", "f", 1e21)) }, "HINCRBYFLOAT h f 1e+21", resp.Bulk("1.5"), 1.5),
		row("HRandField", func(c Commands) answer { return got(c.HRandField("h", 2)) }, "HRANDFIELD h 2", resp.Bulks("f"), []string{"f"}),
	},
}
