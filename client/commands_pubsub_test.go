// Samples of the commands of publish and subscribe.

package client

import (
	"resplay/resp"
)

var pubsubSamples = family{
	setup: "",
	samples: []sample{
		row("Publish", func(c Commands) answer { return got(c.Publish("ch", "m")) }, "PUBLISH ch m", resp.Integer(2), int64(2)),
		row("SPublish", func(c Commands) answer { return got(c.SPublish("ch", "m")) }, "SPUBLISH ch m", resp.Integer(2), int64(2)),
		row("PubSubChannels", func(c Commands) answer { return got(c.PubSubChannels("n*")) }, "PUBSUB CHANNELS n*", resp.Bulks("news"), []string{"news"}),
		row("PubSubNumSub", func(c Commands) answer { return got(c.PubSubNumSub("news")) }, "PUBSUB NUMSUB news", resp.Array(resp.Bulk("news"), resp.Integer(2)), map[string]int64{"news": 2}),
		row("PubSubNumPat", func(c Commands) answer { return got(c.PubSubNumPat()) }, "PUBSUB NUMPAT", resp.Integer(3), int64(3)),
		row("PubSubShardChannels", func(c Commands) answer { return got(c.PubSubShardChannels("n*")) }, "PUBSUB SHARDCHANNELS n*", resp.Bulks("news"), []string{"news"}),
		row("PubSubShardNumSub", func(c Commands) answer {
			return got(c.PubSubShardNumSub("news", "n2"))
		}, "PUBSUB SHARDNUMSUB news n2", resp.Array(resp.Bulk("news"), resp.Integer(2), resp.Bulk("n2"), resp.Integer(0)), map[string]int64{"news": 2, "n2": 0}),
	},
}
