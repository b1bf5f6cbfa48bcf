// Samples of the commands that iterate.

package client

import (
	"resplay/resp"
)

var scanSamples = family{
	setup: `
		HSET u:1 f v
		HSET h f v
		SADD s 1 2 3
		ZADD z 1.5 a
	`,
	samples: []sample{
		row("Scan", func(c Commands) answer { return got(c.Scan("0", ScanOptions{Match: "u:*", Count: 50, Type: "hash"})) }, "SCAN 0 MATCH u:* COUNT 50 TYPE hash", resp.Array(resp.Bulk("7"), resp.Bulks("u:1")), Page[string]{"7", []string{"u:1"}}),
		row("SScan", func(c Commands) answer { return got(c.SScan("s", "0", ScanOptions{})) }, "SSCAN s 0", resp.Array(resp.Bulk("0"), resp.Array()), Page[string]{"0", []string{}}),
		row("SScan", func(c Commands) answer { return got(c.SScan("s", "0", ScanOptions{Match: "[12]", Count: 5})) }, "SSCAN s 0 MATCH [12] COUNT 5", resp.Array(resp.Bulk("0"), resp.Bulks("1")), Page[string]{"0", []string{"1"}}),
		row("HScan", func(c Commands) answer { return got(c.HScan("h", "0", ScanOptions{Match: "*"})) }, "HSCAN h 0 MATCH *", resp.Array(resp.Bulk("0"), resp.Bulks("f", "v")), Page[Pair]{"0", []Pair{{"f", "v"}}}),
		row("HScanNoValues", func(c Commands) answer { return got(c.HScanNoValues("h", "0", ScanOptions{Count: 9})) }, "HSCAN h 0 COUNT 9 NOVALUES", resp.Array(resp.Bulk("0"), resp.Bulks("f")), Page[string]{"0", []string{"f"}}).newer("7.4"),
		row("ZScan", func(c Commands) answer { return got(c.ZScan("z", "0", ScanOptions{})) }, "ZSCAN z 0", resp.Array(resp.Bulk("0"), resp.Bulks("a", "1.5")), Page[Scored]{"0", []Scored{{"a", 1.5}}}),
		row("ZScan", func(c Commands) answer { return got(c.ZScan("z", "0", ScanOptions{Match: "a*", Count: 5})) }, "ZSCAN z 0 MATCH a* COUNT 5", resp.Array(resp.Bulk("0"), resp.Array(resp.Bulk("a"), resp.Double(1.5))), Page[Scored]{"0", []Scored{{"a", 1.5}}}),
	},
}
