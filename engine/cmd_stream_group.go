// XGROUP: groups of consumers and who is in them.

package engine

import (
	"resplay/resp"
)

func streamGroupCommands() []Command {
	return []Command{
		container("xgroup", "5.0.0", "5.0.0", "stream", "Manages the consumer groups of a stream.", []Command{
			{
				Name: "create", Synopsis: "key group <id | $> [MKSTREAM] [ENTRIESREAD entries-read]",
				Summary: "Makes a consumer group that reads a stream from an ID on.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
				Arity: -5, Flags: Write | DenyOOM,
				Keys: []KeySpec{{Access: "RW insert", Begin: 2}},
				run:  cmdXgroupCreate,
			},
			{
				Name: "createconsumer", Synopsis: "key group consumer",
				Summary: "Makes a consumer of a group, unless it has it.",
				Since:   "6.2.0", Group: "stream", Complexity: "O(1)",
				Arity: 5, Flags: Write | DenyOOM,
				Keys: []KeySpec{{Access: "RW insert", Begin: 2}},
				run:  cmdXgroupCreateconsumer,
			},
			{
				Name: "delconsumer", Synopsis: "key group consumer",
				Summary: "Removes a consumer from a group and returns how many entries were pending for it.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
				Arity: 5, Flags: Write,
				Keys: []KeySpec{{Access: "RW delete", Begin: 2}},
				run:  cmdXgroupDelconsumer,
			},
			{
				Name: "destroy", Synopsis: "key group",
				Summary: "Removes a consumer group.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(N) where N is the number of entries in the group's pending entries list (PEL).",
				Arity: 4, Flags: Write,
				Keys: []KeySpec{{Access: "RW delete", Begin: 2}},
				run:  cmdXgroupDestroy,
			},
			{
				Name: "setid", Synopsis: "key group <id | $> [ENTRIESREAD entries-read]",
				Summary: "Sets from which ID on a consumer group reads.",
				Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
				Arity: -5, Flags: Write,
				Keys: []KeySpec{{Access: "RW update", Begin: 2}},
				run:  cmdXgroupSetid,
			},
		}),
	}
}

// groupOptions are what XGROUP CREATE and SETID are given behind the ID.
type groupOptions struct {
	makeStream  bool
	entriesRead int64
}

func (c *call) groupOptions(mayMake bool) (groupOptions, error) {
	options := groupOptions{entriesRead: unknownRead}
	for i := 5; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "MKSTREAM" && mayMake:
			options.makeStream = true
		case word == "ENTRIESREAD" && c.more(i) > 0:
			i++
			n, err := c.integer(i)
			if err != nil {
				return options, err
			}
			if n < 0 && n != unknownRead {
				return options, errEntriesRead
			}
			options.entriesRead = n
		default:
			return options, wrongSubcommand(c)
		}
	}
	return options, nil
}

// groupID is the argument at i as the ID from which a group reads s, which
// may be nil.
func (c *call) groupID(i int, s *stream) (streamID, error) {
	if c.args[i] != "$" {
		return c.streamID(i)
	}
	if s == nil {
		return zeroID, nil
	}
	return s.lastID, nil
}

func cmdXgroupCreate(c *call) (resp.Value, error) {
	options, err := c.groupOptions(true)
	if err != nil {
		return none, err
	}
	s, ent, err := write[*stream](c, c.args[2])
	if err != nil {
		return none, err
	}
	if s == nil && !options.makeStream {
		return none, errGroupNeedsKey
	}
	if len(c.args) > 8 { // options, given twice
		return none, wrongSubcommand(c)
	}
	id, err := c.groupID(4, s)
	if err != nil {
		return none, err
	}
	if s.group(c.args[3]) != nil {
		return none, errGroupExists
	}
	if s == nil {
		s, ent, _ = create(c, c.args[2], newStream)
		c.engine.touched(c.db, ent)
	}
	s.addGroup(c.args[3], id, options.entriesRead)
	c.reshaped(ent, "xgroup-create")
	return resp.OK(), nil
}

// groupToChange returns the stream and the group that an XGROUP subcommand
// names; the group is nil when there is none.
func (c *call) groupToChange() (*stream, *entry, *consumerGroup, error) {
	s, ent, err := write[*stream](c, c.args[2])
	if err == nil && s == nil {
		err = errGroupNeedsKey
	}
	if err != nil {
		return nil, nil, nil, err
	}
	return s, ent, s.group(c.args[3]), nil
}

func cmdXgroupSetid(c *call) (resp.Value, error) {
	options, err := c.groupOptions(false)
	if err != nil {
		return none, err
	}
	s, ent, g, err := c.groupToChange()
	if err != nil {
		return none, err
	}
	if g == nil {
		return none, noSuchGroup(c.args[2], c.args[3])
	}
	if len(c.args) > 7 {
		return none, wrongSubcommand(c)
	}
	id, err := c.groupID(4, s)
	switch c.args[4] { // which XGROUP CREATE does not take
	case "-":
		id, err = zeroID, nil
	case "+":
		id, err = maxID, nil
	}
	if err != nil {
		return none, err
	}
	g.lastID, g.entriesRead = id, options.entriesRead
	c.reshaped(ent, "xgroup-setid")
	return resp.OK(), nil
}

func cmdXgroupDestroy(c *call) (resp.Value, error) {
	s, ent, g, err := c.groupToChange()
	if err != nil || g == nil {
		return resp.Integer(0), err
	}
	s.removeGroup(g)
	c.reshaped(ent, "xgroup-destroy")
	c.engine.signal(c.db, ent.key) // who waits for the group waits in vain
	return resp.Integer(1), nil
}

func cmdXgroupCreateconsumer(c *call) (resp.Value, error) {
	s, ent, g, err := c.groupToChange()
	switch {
	case err != nil:
		return none, err
	case g == nil:
		return none, noSuchGroup(c.args[2], c.args[3])
	case g.consumer(c.args[4]) != nil:
		return resp.Integer(0), nil
	}
	s.addConsumer(g, c.args[4], c.engine.milliseconds())
	c.reshaped(ent, "xgroup-createconsumer")
	return resp.Integer(1), nil
}

func cmdXgroupDelconsumer(c *call) (resp.Value, error) {
	s, ent, g, err := c.groupToChange()
	if err != nil {
		return none, err
	}
	if g == nil {
		return none, noSuchGroup(c.args[2], c.args[3])
	}
	gone := g.consumer(c.args[4])
	if gone == nil {
		return resp.Integer(0), nil
	}
	count := int64(gone.pending.length)
	s.removeConsumer(g, gone)
	c.reshaped(ent, "xgroup-delconsumer")
	return resp.Integer(count), nil
}
