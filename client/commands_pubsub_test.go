// Samples of the commands of publish and subscribe.

package client

import (
	"resplay/resp"
)

var pubsubSamples = family{
	setup: "",
	samples: []sample{
		row("PubSubChannels", func(c Commands) answer { return got(c.PubSubChannels("n*")) }, "PUBSUB CHANNELS n*", resp.Bulks("news"), []string{"news"}),
		row("PubSubNumSub", func(c Commands) answer { return got(c.PubSubNumSub("news")) }, "PUBSUB NUMSUB news", resp.Array(resp.Bulk("news"), resp.Integer(2)), map[string]int64{"news": 2}),
		row("PubSubNumPat", func(c Commands) answer { return got(c.PubSubNumPat()) }, "PUBSUB NUMPAT", resp.Integer(3), int64(3)),
		row("Publish", func(c Commands) answer { return got(c.Publish("ch", "m")) }, "PUBLISH ch m", resp.Integer(2), int64(2)),
	},
}
