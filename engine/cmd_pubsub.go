// Commands of publish and subscribe.

package engine

import (
	"resplay/resp"
)

var pubsubCommands = []Command{
	{
		Name: "subscribe", Synopsis: "channel [channel ...]",
		Summary: "Subscribes the connection to channels.",
		Since:   "2.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of channels to subscribe to.",
		Arity: -2, Flags: PubSub | NoScript | Loading | Stale | subscribed,
		run: cmdSubscribe,
	},
	{
		Name: "unsubscribe", Synopsis: "[channel [channel ...]]",
		Summary: "Ends subscriptions to channels, to all of them without an argument.",
		Since:   "2.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of clients already subscribed to a channel.",
		Arity: -1, Flags: PubSub | NoScript | Loading | Stale | subscribed,
		run: cmdUnsubscribe,
	},
	{
		Name: "psubscribe", Synopsis: "pattern [pattern ...]",
		Summary: "Subscribes the connection to all channels that match patterns.",
		Since:   "2.0.0", Group: "pubsub", Complexity: "O(N) where N is the number of patterns the client is already subscribed to.",
		Arity: -2, Flags: PubSub | NoScript | Loading | Stale | subscribed,
		run: cmdPsubscribe,
	},
	{
		Name: "punsubscribe", Synopsis: "[pattern [pattern ...]]",
		Summary: "Ends subscriptions to patterns, to all of them without an argument.",
		Since:   "2.0.0", Group: "pubsub", Complexity: "O(N+M) where N is the number of patterns the client is already subscribed and M is the number of total patterns subscribed in the system (by any client).",
		Arity: -1, Flags: PubSub | NoScript | Loading | Stale | subscribed,
		run: cmdPunsubscribe,
	},
	{
		Name: "publish", Synopsis: "channel message",
		Summary: "Sends a message to the subscribers of a channel and answers how many got it.",
		Since:   "2.0.0", Group: "pubsub", Complexity: "O(N+M) where N is the number of clients subscribed to the receiving channel and M is the total number of subscribed patterns (by any client).",
		Arity: 3, Flags: PubSub | Loading | Stale | Fast,
		run: cmdPublish,
	},
	container("pubsub", "2.8.0", "6.2.0", "pubsub", "Tells about channels and subscriptions.", []Command{
		{
			Name: "channels", Synopsis: "[pattern]",
			Summary: "Lists the channels that have subscribers.",
			Since:   "2.8.0", Group: "pubsub", Complexity: "O(N) where N is the number of active channels, and assuming constant time pattern matching (relatively short channels and patterns)",
			Arity: -2, Flags: PubSub | Loading | Stale,
			run: cmdPubsubChannels,
		},
		{
			Name: "numsub", Synopsis: "[channel [channel ...]]",
			Summary: "Counts the subscribers of channels.",
			Since:   "2.8.0", Group: "pubsub", Complexity: "O(N) for the NUMSUB subcommand, where N is the number of requested channels",
			Arity: -2, Flags: PubSub | Loading | Stale,
			run: cmdPubsubNumsub,
		},
		{
			Name:    "numpat",
			Summary: "Counts the patterns that have subscribers.",
			Since:   "2.8.0", Group: "pubsub", Complexity: "O(1)",
			Arity: 2, Flags: PubSub | Loading | Stale,
			run: cmdPubsubNumpat,
		},
	}),
}

func cmdSubscribe(c *call) (resp.Value, error) {
	return c.changeSubscriptions("subscribe", c.args[1:], func(channel string) {
		c.engine.channels.subscribe(c.conn, c.conn.channels, channel)
	}), nil
}

func cmdPsubscribe(c *call) (resp.Value, error) {
	return c.changeSubscriptions("psubscribe", c.args[1:], func(pattern string) {
		c.engine.patterns.subscribe(c.conn, c.conn.patterns, pattern)
	}), nil
}

func cmdUnsubscribe(c *call) (resp.Value, error) {
	return c.endSubscriptions("unsubscribe", &c.engine.channels, c.conn.channels), nil
}

func cmdPunsubscribe(c *call) (resp.Value, error) {
	return c.endSubscriptions("punsubscribe", &c.engine.patterns, c.conn.patterns), nil
}

func (c *call) endSubscriptions(what string, all *subscriptions, own map[string]int64) resp.Value {
	names := c.args[1:]
	if len(names) == 0 {
		names = inOrder(own)
	}
	if len(names) == 0 {
		return several([]resp.Value{c.confirmation(what, resp.Null())})
	}
	return c.changeSubscriptions(what, names, func(name string) { all.unsubscribe(c.conn, own, name) })
}

// changeSubscriptions does something for each name and confirms each.
func (c *call) changeSubscriptions(what string, names []string, change func(name string)) resp.Value {
	confirmations := make([]resp.Value, 0, len(names))
	for _, name := range names {
		change(name)
		confirmations = append(confirmations, c.confirmation(what, resp.Bulk(name)))
	}
	return several(confirmations)
}

func (c *call) confirmation(what string, name resp.Value) resp.Value {
	count := len(c.conn.channels) + len(c.conn.patterns)
	if c.cmd.Name == "ssubscribe" || c.cmd.Name == "sunsubscribe" {
		count = len(c.conn.shardChannels)
	}
	return resp.Push(resp.Bulk(what), name, resp.Integer(int64(count)))
}

func cmdPublish(c *call) (resp.Value, error) {
	receivers := c.engine.publish(c.args[1], c.args[2])
	if c.engine.options.Observer != nil {
		c.engine.options.Observer.Published(c.conn, c.args[1], c.args[2], receivers)
	}
	return resp.Integer(int64(receivers)), nil
}

func cmdPubsubChannels(c *call) (resp.Value, error) { return c.channelsOf(&c.engine.channels) }
func cmdPubsubNumsub(c *call) (resp.Value, error)   { return c.subscribersOf(&c.engine.channels) }

// channelsOf returns the channels that match a pattern, if one is given.
func (c *call) channelsOf(all *subscriptions) (resp.Value, error) {
	if len(c.args) > 3 {
		return none, wrongSubcommand(c)
	}
	pattern := "*"
	if len(c.args) == 3 {
		pattern = c.args[2]
	}
	var channels []string
	for n := range all.all() {
		if match(pattern, n.key, false) {
			channels = append(channels, n.key)
		}
	}
	return resp.Bulks(channels...), nil
}

// subscribersOf counts the subscribers of each channel that is named.
func (c *call) subscribersOf(all *subscriptions) (resp.Value, error) {
	var counts []resp.Value
	for _, channel := range c.args[2:] {
		count := 0
		if n := all.get(channel); n != nil {
			count = len(n.val.conns)
		}
		counts = append(counts, resp.Bulk(channel), resp.Integer(int64(count)))
	}
	return resp.Array(counts...), nil
}

func cmdPubsubNumpat(c *call) (resp.Value, error) {
	return resp.Integer(int64(c.engine.patterns.len())), nil
}
