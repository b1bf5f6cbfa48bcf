//go:build !first

// Commands of publishing, and about who is subscribed. To subscribe see
// [Client.Subscribe].

package client

import "resplay/resp"

// Publish sends a message to a channel, and resolves with how many receive it.
//
// Redis: https://redis.io/commands/publish/
func (c Commands) Publish(channel, message string) *Future[int64] {
	return run(c, integer, "PUBLISH", channel, message)
}

// SPublish sends a message to a sharded channel, and resolves with how many receive it.
//
// Redis: https://redis.io/commands/spublish/
func (c Commands) SPublish(channel, message string) *Future[int64] {
	return run(c, integer, "SPUBLISH", channel, message)
}

// PubSubChannels resolves with the channels that somebody is subscribed to
// and that match a pattern; * matches all.
//
// Redis: https://redis.io/commands/pubsub-channels/
func (c Commands) PubSubChannels(pattern string) *Future[[]string] {
	return run(c, texts, "PUBSUB", "CHANNELS", pattern)
}

// PubSubNumSub resolves with the number of subscribers of each channel.
// Those of patterns do not count.
//
// Redis: https://redis.io/commands/pubsub-numsub/
func (c Commands) PubSubNumSub(channels ...string) *Future[map[string]int64] {
	return run(c, counts, words("PUBSUB NUMSUB", channels)...)
}

func counts(v resp.Value) (map[string]int64, error) { return table(v, integer) }

// PubSubNumPat resolves with the number of patterns that are subscribed to.
//
// Redis: https://redis.io/commands/pubsub-numpat/
func (c Commands) PubSubNumPat() *Future[int64] { return run(c, integer, "PUBSUB", "NUMPAT") }

// PubSubShardChannels is PubSubChannels for sharded channels.
//
// Redis: https://redis.io/commands/pubsub-shardchannels/
func (c Commands) PubSubShardChannels(pattern string) *Future[[]string] {
	return run(c, texts, "PUBSUB", "SHARDCHANNELS", pattern)
}

// PubSubShardNumSub is PubSubNumSub for sharded channels.
//
// Redis: https://redis.io/commands/pubsub-shardnumsub/
func (c Commands) PubSubShardNumSub(channels ...string) *Future[map[string]int64] {
	return run(c, counts, words("PUBSUB SHARDNUMSUB", channels)...)
}
