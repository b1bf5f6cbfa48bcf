// Commands about entries that were delivered and not acknowledged: what is
// pending, acknowledging it, and taking it over.

package engine

import (
	"resplay/resp"
)

func streamPendingCommands() []Command {
	return []Command{
		{
			Name: "xack", Synopsis: "key group id [id ...]",
			Summary: "Acknowledges entries and returns how many were pending in the group.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(1) for each message ID processed.",
			Arity: -4, Flags: Write | Fast | borrows,
			Keys: []KeySpec{{Access: "RW update"}},
			run:  cmdXack,
		},
		{
			Name: "xpending", Synopsis: "key group [[IDLE min-idle-time] start end count [consumer]]",
			Summary: "Tells what is pending in a group: how much for whom, or entry by entry.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(N) with N being the number of elements returned, so asking for a small fixed number of entries per call is O(1). O(M), where M is the total number of entries scanned when used with the IDLE filter. When the command returns just the summary and the list of consumers is small, it runs in O(1) time; otherwise, an additional O(N) time for iterating every consumer.",
			Arity: -3, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO access"}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdXpending,
		},
		{
			Name: "xclaim", Synopsis: "key group consumer min-idle-time id [id ...] [IDLE ms] [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID lastid]",
			Summary: "Makes pending entries another consumer's.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(log N) with N being the number of messages in the PEL of the consumer group.",
			Arity: -6, Flags: Write | Fast,
			Keys: []KeySpec{{Access: "RW update"}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdXclaim,
		},
		{
			Name: "xautoclaim", Synopsis: "key group consumer min-idle-time start [COUNT count] [JUSTID]",
			Summary: "Makes entries that have been pending for long another consumer's, step by step.",
			Since:   "6.2.0", Group: "stream", Complexity: "O(1) if COUNT is small.",
			Arity: -6, Flags: Write | Fast,
			Keys: []KeySpec{{Access: "RW delete"}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdXautoclaim,
		},
	}
}

// pendingStream is the stream at the first key, for commands that count as
// reading the key.
func (c *call) pendingStream() (*stream, *entry, error) {
	ent := c.lookup(c.args[1])
	if ent == nil {
		return nil, nil, nil
	}
	s, ok := ent.val.object.(*stream)
	if !ok {
		return nil, nil, errWrongType
	}
	return s, ent, nil
}

func cmdXack(c *call) (resp.Value, error) {
	s, ent, err := c.pendingStream()
	if err != nil {
		return none, err
	}
	g := s.group(c.args[2])
	if g == nil {
		return resp.Integer(0), nil
	}
	ids, err := c.streamIDs(3)
	if err != nil {
		return none, err
	}
	count := int64(0)
	for _, id := range ids {
		if p := g.pending.get(id); p != nil {
			s.removePending(g, p)
			count++
		}
	}
	if count > 0 {
		c.reshaped(ent, "")
	}
	return resp.Integer(count), nil
}

// pendingQuery is what XPENDING asks for beside the summary.
type pendingQuery struct {
	idle        int64
	from, to    streamID
	count       int64
	consumer    string
	hasConsumer bool
}

func cmdXpending(c *call) (resp.Value, error) {
	summary := len(c.args) == 3
	if !summary && (len(c.args) < 6 || len(c.args) > 9) {
		return none, errSyntax
	}
	query := pendingQuery{}
	if !summary {
		var err error
		if query, err = c.pendingQuery(); err != nil {
			return none, err
		}
	}
	s, err := read[*stream](c, c.args[1])
	if err != nil {
		return none, err
	}
	g := s.group(c.args[2])
	switch {
	case g == nil:
		return none, noGroupOfKey(c.args[1], c.args[2], "")
	case summary:
		return g.summary(), nil
	}
	return g.pendingReply(query, c.engine.milliseconds()), nil
}

func (c *call) pendingQuery() (query pendingQuery, err error) {
	i := 3
	if c.keyword(3) == "IDLE" {
		if query.idle, err = c.integer(4); err != nil {
			return query, err
		}
		if len(c.args) < 8 {
			return query, errSyntax
		}
		i = 5
	}
	if query.count, err = c.integer(i + 2); err != nil {
		return query, err
	}
	if query.from, query.to, err = c.streamInterval(i, i+1); err != nil {
		return query, err
	}
	if i+3 < len(c.args) {
		query.consumer, query.hasConsumer = c.args[i+3], true
	}
	return query, nil
}

// summary is how much is pending for whom.
func (g *consumerGroup) summary() resp.Value {
	if g.pending.length == 0 {
		return resp.Array(resp.Integer(0), resp.Null(), resp.Null(), resp.NullArray())
	}
	var readers []resp.Value
	for _, reader := range g.consumers {
		if reader.pending.length > 0 {
			readers = append(readers, resp.Bulks(reader.name, formatInt(int64(reader.pending.length))))
		}
	}
	return resp.Array(
		resp.Integer(int64(g.pending.length)),
		resp.Bulk(g.pending.first().id.String()), resp.Bulk(g.pending.last().id.String()),
		resp.Array(readers...),
	)
}

// pendingReply lists entries that are pending; now is the time.
func (g *consumerGroup) pendingReply(query pendingQuery, now int64) resp.Value {
	list := &g.pending
	if query.hasConsumer {
		reader := g.consumer(query.consumer)
		if reader == nil {
			return resp.Array()
		}
		list = &reader.pending
	}
	replies := []resp.Value{}
	for p := range list.from(query.from) {
		if int64(len(replies)) >= query.count || query.to.less(p.id) {
			break
		}
		idle := now - p.delivered
		if query.idle != 0 && idle < query.idle {
			continue
		}
		replies = append(replies, resp.Array(
			resp.Bulk(p.id.String()), resp.Bulk(p.consumer.name), resp.Integer(max(idle, 0)), resp.Integer(p.count),
		))
	}
	return resp.Array(replies...)
}
