//go:build !first

// Publish and subscribe on sharded channels, which in a cluster belong to the
// node that their name tells.

package engine

import (
	"resplay/resp"
)

// shardKeys are names of channels where other commands have keys.
func shardKeys(last int) []KeySpec {
	return []KeySpec{{Access: notKey, Last: last}}
}

var shardCommands = []Command{
	{
		Name: "ssubscribe", Synopsis: "shardchannel [shardchannel ...]",
		Summary: "Subscribes the connection to sharded channels.",
		Since:   "7.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of shard channels to subscribe to.",
		Arity: -2, Flags: PubSub | NoScript | Loading | Stale | subscribed,
		Keys: shardKeys(-1),
		run:  cmdSsubscribe,
	},
	{
		Name: "sunsubscribe", Synopsis: "[shardchannel [shardchannel ...]]",
		Summary: "Ends subscriptions to sharded channels, to all of them without an argument.",
		Since:   "7.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of shard channels to unsubscribe.",
		Arity: -1, Flags: PubSub | NoScript | Loading | Stale | subscribed,
		Keys: shardKeys(-1),
		run:  cmdSunsubscribe,
	},
	{
		Name: "spublish", Synopsis: "shardchannel message",
		Summary: "Sends a message to the subscribers of a sharded channel and answers how many got it.",
		Since:   "7.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of clients subscribed to the receiving shard channel.",
		Arity: 3, Flags: PubSub | Loading | Stale | Fast,
		Keys: shardKeys(0),
		run:  cmdSpublish,
	},
}

var shardSubcommands = []Command{
	{
		Name: "shardchannels", Synopsis: "[pattern]",
		Summary: "Lists the sharded channels that have subscribers.",
		Since:   "7.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of active shard channels, and assuming constant time pattern matching (relatively short shard channels).",
		Arity: -2, Flags: PubSub | Loading | Stale,
		run: cmdPubsubShardchannels,
	},
	{
		Name: "shardnumsub", Synopsis: "[shardchannel [shardchannel ...]]",
		Summary: "Counts the subscribers of sharded channels.",
		Since:   "7.0.0", Group: "pubsub", Complexity: "O(N) for the SHARDNUMSUB subcommand, where N is the number of requested shard channels",
		Arity: -2, Flags: PubSub | Loading | Stale,
		run: cmdPubsubShardnumsub,
	},
}

func cmdSsubscribe(c *call) (resp.Value, error) {
	if c.queued {
		return none, errNoShardSubscription
	}
	return c.changeSubscriptions("ssubscribe", c.args[1:], func(channel string) {
		c.engine.shards.subscribe(c.conn, c.conn.shardChannels, channel)
	}), nil
}

func cmdSunsubscribe(c *call) (resp.Value, error) {
	return c.endSubscriptions("sunsubscribe", &c.engine.shards, c.conn.shardChannels), nil
}

func cmdSpublish(c *call) (resp.Value, error) {
	channel, message := c.args[1], c.args[2]
	receivers := 0
	if n := c.engine.shards.get(channel); n != nil {
		receivers = deliver(n.val.conns, resp.Push(resp.Bulk("smessage"), resp.Bulk(channel), resp.Bulk(message)))
	}
	if c.engine.options.Observer != nil {
		c.engine.options.Observer.Published(c.conn, channel, message, receivers)
	}
	return resp.Integer(int64(receivers)), nil
}

func cmdPubsubShardchannels(c *call) (resp.Value, error) { return c.channelsOf(&c.engine.shards) }
func cmdPubsubShardnumsub(c *call) (resp.Value, error)   { return c.subscribersOf(&c.engine.shards) }
