// Stream commands that tell of streams, groups and consumers.

package client

import (
	"time"

	"resplay/resp"
)

// XInfoStream resolves with what there is to say of a stream. The server
// refuses it for a missing one.
//
// Redis: https://redis.io/commands/xinfo-stream/
func (c Commands) XInfoStream(key string) *Future[StreamInfo] {
	return run(c, streamInfo, "XINFO", "STREAM", key)
}

// XInfoStreamFull resolves with all there is to say of a stream, up to count
// messages, groups' pending messages and consumers' pending messages each; 0:
// all of them, below 0: the server's default, 10.
//
// Redis: https://redis.io/commands/xinfo-stream/
func (c Commands) XInfoStreamFull(key string, count int64) *Future[StreamFullInfo] {
	if count < 0 {
		return run(c, streamFullInfo, "XINFO", "STREAM", key, "FULL")
	}
	return run(c, streamFullInfo, "XINFO", "STREAM", key, "FULL", "COUNT", itoa(count))
}

// XInfoGroups resolves with what there is to say of a stream's groups, in the
// order of their names. The server refuses it for a missing stream.
//
// Redis: https://redis.io/commands/xinfo-groups/
func (c Commands) XInfoGroups(key string) *Future[[]GroupInfo] {
	return run(c, listOf(groupInfo), "XINFO", "GROUPS", key)
}

// XInfoConsumers resolves with what there is to say of a group's consumers, in
// the order of their names. The server refuses it for a missing stream or group.
//
// Redis: https://redis.io/commands/xinfo-consumers/
func (c Commands) XInfoConsumers(key, group string) *Future[[]ConsumerInfo] {
	return run(c, listOf(consumerInfo), "XINFO", "CONSUMERS", key, group)
}

func streamState(err *error, parts map[string]resp.Value) StreamState {
	return StreamState{
		Length:          take(err, parts["length"], integer),
		RadixTreeKeys:   take(err, parts["radix-tree-keys"], integer),
		RadixTreeNodes:  take(err, parts["radix-tree-nodes"], integer),
		LastGeneratedID: take(err, parts["last-generated-id"], text),
		MaxDeletedID:    part(err, parts, "max-deleted-entry-id", text),
		EntriesAdded:    part(err, parts, "entries-added", integer),
		FirstID:         part(err, parts, "recorded-first-entry-id", text),
	}
}

func streamInfo(v resp.Value) (i StreamInfo, err error) {
	parts, err := named(v)
	i.StreamState = streamState(&err, parts)
	i.Groups = take(&err, parts["groups"], integer)
	i.First = take(&err, parts["first-entry"], endMessage)
	i.Last = take(&err, parts["last-entry"], endMessage)
	return i, err
}

// endMessage reads the first or last message of a stream, which may have none.
func endMessage(v resp.Value) (*StreamMessage, error) {
	if v.IsNull() {
		return nil, nil
	}
	m, err := streamMessage(v)
	return &m, err
}

func streamFullInfo(v resp.Value) (i StreamFullInfo, err error) {
	parts, err := named(v)
	i.StreamState = streamState(&err, parts)
	i.Messages = take(&err, parts["entries"], streamMessages)
	i.Groups = take(&err, parts["groups"], listOf(groupFullInfo))
	return i, err
}

func groupInfo(v resp.Value) (g GroupInfo, err error) {
	parts, err := named(v)
	g.Name = take(&err, parts["name"], text)
	g.Consumers = take(&err, parts["consumers"], integer)
	g.Pending = take(&err, parts["pending"], integer)
	g.LastDeliveredID = take(&err, parts["last-delivered-id"], text)
	g.EntriesRead, g.Lag = known(&err, parts["entries-read"], integer), known(&err, parts["lag"], integer)
	return g, err
}

func groupFullInfo(v resp.Value) (g GroupFullInfo, err error) {
	parts, err := named(v)
	g.Name = take(&err, parts["name"], text)
	g.LastDeliveredID = take(&err, parts["last-delivered-id"], text)
	g.EntriesRead, g.Lag = known(&err, parts["entries-read"], integer), known(&err, parts["lag"], integer)
	g.PendingCount = take(&err, parts["pel-count"], integer)
	g.Pending = take(&err, parts["pending"], listOf(groupDelivery))
	g.Consumers = take(&err, parts["consumers"], listOf(consumerFullInfo))
	return g, err
}

func consumerInfo(v resp.Value) (c ConsumerInfo, err error) {
	parts, err := named(v)
	c.Name = take(&err, parts["name"], text)
	c.Pending = take(&err, parts["pending"], integer)
	c.Idle = take(&err, parts["idle"], milliseconds)
	c.Inactive = known(&err, parts["inactive"], lifetime)
	return c, err
}

// known takes a number that may be null, or missing on older servers, and
// then is Unknown.
func known[N int64 | time.Duration](err *error, v resp.Value, decode func(resp.Value) (N, error)) N {
	if v.Kind == 0 || v.IsNull() {
		return Unknown
	}
	return take(err, v, decode)
}

// consumerFullInfo reads a consumer, and puts its name to what is pending for
// it, where the server leaves it out.
func consumerFullInfo(v resp.Value) (c ConsumerFullInfo, err error) {
	parts, err := named(v)
	c.Name = take(&err, parts["name"], text)
	c.SeenTime = take(&err, parts["seen-time"], unixMillis)
	c.ActiveTime = part(&err, parts, "active-time", unixMillis)
	c.PendingCount = take(&err, parts["pel-count"], integer)
	c.Pending = take(&err, parts["pending"], listOf(consumerDelivery))
	for i := range c.Pending {
		c.Pending[i].Consumer = c.Name
	}
	return c, err
}

// unixMillis reads a time in milliseconds since 1970; a negative one is no time.
func unixMillis(v resp.Value) (time.Time, error) {
	n, err := integer(v)
	if err != nil || n < 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(n), nil
}

// groupDelivery reads an ID, a consumer, a time and deliveries.
func groupDelivery(v resp.Value) (d Delivery, err error) {
	parts, err := tuple(v, 4, "an ID, a consumer, a time and deliveries")
	if err != nil {
		return d, err
	}
	d.ID, d.Consumer = take(&err, parts[0], text), take(&err, parts[1], text)
	d.Time, d.Deliveries = take(&err, parts[2], unixMillis), take(&err, parts[3], integer)
	return d, err
}

// consumerDelivery reads an ID, a time and deliveries.
func consumerDelivery(v resp.Value) (d Delivery, err error) {
	parts, err := tuple(v, 3, "an ID, a time and deliveries")
	if err != nil {
		return d, err
	}
	d.ID = take(&err, parts[0], text)
	d.Time, d.Deliveries = take(&err, parts[1], unixMillis), take(&err, parts[2], integer)
	return d, err
}
