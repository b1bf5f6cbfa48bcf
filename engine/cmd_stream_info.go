// XINFO: what a stream, its groups and their consumers are like.

package engine

import (
	"resplay/resp"
)

func streamInfoCommands() []Command {
	return []Command{
		container("xinfo", "5.0.0", "5.0.0", "stream", "Describes streams and their consumer groups.", []Command{
			{
				Name: "consumers", Synopsis: "key group",
				Summary: "Lists the consumers of a group.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
				Arity: 4, Flags: ReadOnly,
				Keys: []KeySpec{{Access: "RO access", Begin: 2}},
				Tips: []string{"nondeterministic_output"},
				run:  cmdXinfoConsumers,
			},
			{
				Name: "groups", Synopsis: "key",
				Summary: "Lists the consumer groups of a stream.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
				Arity: 3, Flags: ReadOnly,
				Keys: []KeySpec{{Access: "RO access", Begin: 2}},
				run:  cmdXinfoGroups,
			},
			{
				Name: "stream", Synopsis: "key [FULL [COUNT count]]",
				Summary: "Describes a stream.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
				Arity: -3, Flags: ReadOnly,
				Keys: []KeySpec{{Access: "RO access", Begin: 2}},
				run:  cmdXinfoStream,
			},
		}),
	}
}

// described is the stream that an XINFO subcommand names.
func (c *call) described() (*stream, error) {
	s, err := read[*stream](c, c.args[2])
	if err == nil && s == nil {
		err = errNoSuchKey
	}
	return s, err
}

// knownOrNull is a number, unless nobody can tell it.
func knownOrNull(n int64, known bool) resp.Value {
	if !known {
		return resp.Null()
	}
	return resp.Integer(n)
}

func cmdXinfoConsumers(c *call) (resp.Value, error) {
	s, err := c.described()
	if err != nil {
		return none, err
	}
	g := s.group(c.args[3])
	if g == nil {
		return none, noSuchGroup(c.args[2], c.args[3])
	}
	now := c.engine.milliseconds()
	list := []resp.Value{}
	for _, reader := range g.consumers {
		inactive := int64(-1)
		if reader.active >= 0 {
			inactive = max(now-reader.active, 0)
		}
		list = append(list, resp.Map(
			resp.Bulk("name"), resp.Bulk(reader.name),
			resp.Bulk("pending"), resp.Integer(int64(reader.pending.length)),
			resp.Bulk("idle"), resp.Integer(max(now-reader.seen, 0)),
			resp.Bulk("inactive"), resp.Integer(inactive),
		))
	}
	return resp.Array(list...), nil
}

func cmdXinfoGroups(c *call) (resp.Value, error) {
	s, err := c.described()
	if err != nil {
		return none, err
	}
	list := []resp.Value{}
	for _, g := range s.groups {
		lag, known := s.lag(g)
		list = append(list, resp.Map(
			resp.Bulk("name"), resp.Bulk(g.name),
			resp.Bulk("consumers"), resp.Integer(int64(len(g.consumers))),
			resp.Bulk("pending"), resp.Integer(int64(g.pending.length)),
			resp.Bulk("last-delivered-id"), resp.Bulk(g.lastID.String()),
			resp.Bulk("entries-read"), knownOrNull(g.entriesRead, g.entriesRead != unknownRead),
			resp.Bulk("lag"), knownOrNull(lag, known),
		))
	}
	return resp.Array(list...), nil
}

func cmdXinfoStream(c *call) (resp.Value, error) {
	s, err := c.described()
	if err != nil {
		return none, err
	}
	full, count, err := c.fullOptions()
	if err != nil {
		return none, err
	}
	fields := []resp.Value{
		resp.Bulk("length"), resp.Integer(s.length),
		resp.Bulk("radix-tree-keys"), resp.Integer(int64(len(s.nodes))),
		resp.Bulk("radix-tree-nodes"), resp.Integer(s.treeNodes()),
		resp.Bulk("last-generated-id"), resp.Bulk(s.lastID.String()),
		resp.Bulk("max-deleted-entry-id"), resp.Bulk(s.maxDeleted.String()),
		resp.Bulk("entries-added"), resp.Integer(s.added),
		resp.Bulk("recorded-first-entry-id"), resp.Bulk(s.firstID.String()),
	}
	if full {
		return resp.Map(append(fields,
			resp.Bulk("entries"), c.entryReplies(s.ascend(zeroID, maxID), count),
			resp.Bulk("groups"), s.fullGroups(count),
		)...), nil
	}
	first, last := resp.Null(), resp.Null()
	for entry := range s.ascend(zeroID, maxID) {
		first = c.entryReply(entry)
		break
	}
	for entry := range s.descend(maxID, zeroID) {
		last = c.entryReply(entry)
		break
	}
	return resp.Map(append(fields,
		resp.Bulk("groups"), resp.Integer(int64(len(s.groups))),
		resp.Bulk("first-entry"), first, resp.Bulk("last-entry"), last,
	)...), nil
}

// fullOptions are XINFO STREAM's: whether everything is to be told, and of
// each list how much; 0: all.
func (c *call) fullOptions() (full bool, count int64, err error) {
	const usual = 10
	switch {
	case len(c.args) == 3:
		return false, 0, nil
	case c.keyword(3) != "FULL" || len(c.args) != 4 && len(c.args) != 6:
		return false, 0, wrongSubcommand(c)
	case len(c.args) == 4:
		return true, usual, nil
	case c.keyword(4) != "COUNT":
		return false, 0, wrongSubcommand(c)
	}
	count, err = c.integer(5)
	if count < 0 {
		count = usual
	}
	return true, count, err
}

// fullGroups describes the groups with what is pending in them.
func (s *stream) fullGroups(count int64) resp.Value {
	list := []resp.Value{}
	for _, g := range s.groups {
		lag, known := s.lag(g)
		var readers []resp.Value
		for _, reader := range g.consumers {
			readers = append(readers, reader.full(count))
		}
		list = append(list, resp.Map(
			resp.Bulk("name"), resp.Bulk(g.name),
			resp.Bulk("last-delivered-id"), resp.Bulk(g.lastID.String()),
			resp.Bulk("entries-read"), knownOrNull(g.entriesRead, g.entriesRead != unknownRead),
			resp.Bulk("lag"), knownOrNull(lag, known),
			resp.Bulk("pel-count"), resp.Integer(int64(g.pending.length)),
			resp.Bulk("pending"), g.pending.full(count, true),
			resp.Bulk("consumers"), resp.Array(readers...),
		))
	}
	return resp.Array(list...)
}

func (reader *consumer) full(count int64) resp.Value {
	return resp.Map(
		resp.Bulk("name"), resp.Bulk(reader.name),
		resp.Bulk("seen-time"), resp.Integer(reader.seen),
		resp.Bulk("active-time"), resp.Integer(reader.active),
		resp.Bulk("pel-count"), resp.Integer(int64(reader.pending.length)),
		resp.Bulk("pending"), reader.pending.full(count, false),
	)
}

// full lists pending entries, at most count, 0 meaning all.
func (l *pendingList) full(count int64, withConsumer bool) resp.Value {
	list := []resp.Value{}
	for p := range l.from(zeroID) {
		reply := []resp.Value{resp.Bulk(p.id.String())}
		if withConsumer {
			reply = append(reply, resp.Bulk(p.consumer.name))
		}
		list = append(list, resp.Array(append(reply, resp.Integer(p.delivered), resp.Integer(p.count))...))
		if count--; count == 0 {
			break
		}
	}
	return resp.Array(list...)
}
