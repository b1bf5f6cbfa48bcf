// Samples of the commands that iterate.

package client

import (
	"resplay/resp"
)

var scanSamples = family{
	setup: "",
	samples: []sample{
		row("Scan", func(c Commands) answer { return got(c.Scan("0", ScanOptions{Match: "u:*", Count: 50, Type: "hash"})) }, "SCAN 0 MATCH u:* COUNT 50 TYPE hash", resp.Array(resp.Bulk("7"), resp.Bulks("u:1")), Page[string]{"7", []string{"u:1"}}),
		row("SScan", func(c Commands) answer { return got(c.SScan("s", "7", ScanOptions{})) }, "SSCAN s 7", resp.Array(resp.Bulk("0"), resp.Array()), Page[string]{"0", []string{}}),
		row("HScan", func(c Commands) answer { return got(c.HScan("h", "0", ScanOptions{})) }, "HSCAN h 0", resp.Array(resp.Bulk("0"), resp.Bulks("f", "v")), Page[Pair]{"0", []Pair{{"f", "v"}}}),
	},
}
