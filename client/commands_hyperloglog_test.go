// Samples of the HyperLogLog commands.

package client

import (
	"resplay/resp"
)

var hyperloglogSamples = family{
	setup: `
		PFADD h a b c
		PFADD i c d
	`,
	samples: []sample{
		row("PFAdd", func(c Commands) answer { return got(c.PFAdd("h", "x", "y")) }, "PFADD h x y", resp.Integer(1), true),
		row("PFCount", func(c Commands) answer { return got(c.PFCount("h", "i")) }, "PFCOUNT h i", resp.Integer(4), int64(4)),
		row("PFMerge", func(c Commands) answer { return got(c.PFMerge("to", "h", "i")) }, "PFMERGE to h i", ok, nothing),
	},
}
