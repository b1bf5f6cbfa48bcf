// Commands of sets: members.

package engine

import (
	"slices"

	"resplay/resp"
)

var setCommands = []Command{
	{
		Name: "sadd", Synopsis: "key member [member ...]",
		Summary: "Adds members to a set and returns how many are new.",
		Since:   "1.0.0", Group: "set", Complexity: "O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.",
		Arity: -3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdSadd,
	},
	{
		Name: "srem", Synopsis: "key member [member ...]",
		Summary: "Removes members from a set and returns how many there were.",
		Since:   "1.0.0", Group: "set", Complexity: "O(N) where N is the number of members to be removed.",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdSrem,
	},
	{
		Name: "smove", Synopsis: "source destination member",
		Summary: "Moves a member from one set to another.",
		Since:   "1.0.0", Group: "set", Complexity: "O(1)",
		Arity: 4, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "RW insert", Begin: 2}},
		run:  cmdSmove,
	},
	{
		Name: "sismember", Synopsis: "key member",
		Summary: "Tells whether a set has a member.",
		Since:   "1.0.0", Group: "set", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdSismember,
	},
	{
		Name: "smismember", Synopsis: "key member [member ...]",
		Summary: "Tells of several members whether a set has them.",
		Since:   "6.2.0", Group: "set", Complexity: "O(N) where N is the number of elements being checked for membership",
		Arity: -3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdSmismember,
	},
	{
		Name: "scard", Synopsis: "key",
		Summary: "Returns how many members a set has.",
		Since:   "1.0.0", Group: "set", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdScard,
	},
	{
		Name: "smembers", Synopsis: "key",
		Summary: "Returns all members of a set.",
		Since:   "1.0.0", Group: "set", Complexity: "O(N) where N is the set cardinality.",
		Arity: 2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdSmembers,
	},
	{
		Name: "spop", Synopsis: "key [count]",
		Summary: "Removes random members from a set and returns them.",
		Since:   "1.0.0", Group: "set", Complexity: "Without the count argument O(1), otherwise O(N) where N is the value of the passed count.",
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdSpop,
	},
	{
		Name: "srandmember", Synopsis: "key [count]",
		Summary: "Returns random members of a set.",
		Since:   "1.0.0", Group: "set", Complexity: "Without the count argument O(1), otherwise O(N) where N is the absolute value of the passed count.",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdSrandmember,
	},
	{
		Name: "sscan", Synopsis: "key cursor [MATCH pattern] [COUNT count]",
		Summary: "Goes through the members of a set step by step.",
		Since:   "2.8.0", Group: "set", Complexity: scanCosts,
		Arity: -3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdSscan,
	},
}

func cmdSadd(c *call) (resp.Value, error) {
	s, ent, err := create(c, c.args[1], newSet)
	if err != nil {
		return none, err
	}
	added := int64(0)
	for _, member := range c.args[2:] {
		if s.put(member, c.lent) {
			added++
		}
	}
	if added > 0 {
		c.changed(ent, "sadd")
	}
	return resp.Integer(added), nil
}

func cmdSrem(c *call) (resp.Value, error) {
	s, ent, err := write[*set](c, c.args[1])
	if err != nil {
		return none, err
	}
	removed := int64(0)
	for _, member := range c.args[2:] {
		if s.remove(member) {
			removed++
		}
	}
	if removed > 0 {
		c.reduced(ent, "srem")
	}
	return resp.Integer(removed), nil
}

func cmdSmove(c *call) (resp.Value, error) {
	member := c.args[3]
	from, fromEntry, err := write[*set](c, c.args[1])
	if from == nil {
		return resp.Integer(0), err
	}
	if _, _, err := write[*set](c, c.args[2]); err != nil {
		return none, err
	}
	if c.args[1] == c.args[2] {
		return oneIf(from.has(member)), nil
	}
	if !from.remove(member) {
		return resp.Integer(0), nil
	}
	c.reduced(fromEntry, "srem")
	to, toEntry, _ := create(c, c.args[2], newSet)
	if to.put(member, c.lent) {
		c.changed(toEntry, "sadd")
	}
	return resp.Integer(1), nil
}

func cmdSismember(c *call) (resp.Value, error) {
	s, err := read[*set](c, c.args[1])
	return oneIf(s.has(c.args[2])), err
}

func cmdSmismember(c *call) (resp.Value, error) {
	s, err := read[*set](c, c.args[1])
	if err != nil {
		return none, err
	}
	answers := c.elems(len(c.args) - 2)
	for i, member := range c.args[2:] {
		answers[i] = oneIf(s.has(member))
	}
	return resp.Array(answers...), nil
}

func cmdScard(c *call) (resp.Value, error) {
	s, err := read[*set](c, c.args[1])
	return resp.Integer(int64(s.len())), err
}

func cmdSmembers(c *call) (resp.Value, error) {
	s, err := read[*set](c, c.args[1])
	return c.setReply(s), err
}

// setReply lists the members of a set.
func (c *call) setReply(s *set) resp.Value {
	members := c.elems(s.len())[:0]
	for member := range s.all() {
		members = append(members, resp.Bulk(member))
	}
	return resp.Set(members...)
}

func cmdSpop(c *call) (resp.Value, error) {
	if len(c.args) > 3 {
		return none, errSyntax
	}
	if len(c.args) == 3 {
		return c.popMembers()
	}
	s, ent, err := write[*set](c, c.args[1])
	if s == nil {
		return resp.Null(), err
	}
	member := s.random(c.engine.random)
	s.remove(member)
	c.reduced(ent, "spop")
	c.logAs("SREM", c.args[1], member)
	return resp.Bulk(member), nil
}

// popMembers is SPOP with a count.
func (c *call) popMembers() (resp.Value, error) {
	count, err := c.positive(2)
	if err != nil {
		return none, err
	}
	s, ent, err := write[*set](c, c.args[1])
	if s == nil || count == 0 {
		return resp.Set(), err
	}
	members, err := c.sample(count, s.len(), func() string { return s.random(c.engine.random) }, s.list)
	if err != nil {
		return none, err
	}
	popped := make([]resp.Value, 0, len(members))
	for _, member := range members {
		s.remove(member)
		popped = append(popped, resp.Bulk(member))
	}
	c.reduced(ent, "spop")
	for part := range slices.Chunk(members, mostLogged) {
		c.logAs(append([]string{"SREM", c.args[1]}, part...)...)
	}
	return resp.Set(popped...), nil
}

func cmdSrandmember(c *call) (resp.Value, error) {
	if len(c.args) > 3 {
		return none, errSyntax
	}
	if len(c.args) == 2 {
		s, err := read[*set](c, c.args[1])
		if s == nil {
			return resp.Null(), err
		}
		return resp.Bulk(s.random(c.engine.random)), nil
	}
	count, err := c.sampleSize(2)
	if err != nil {
		return none, err
	}
	s, err := read[*set](c, c.args[1])
	if s == nil {
		return resp.Array(), err
	}
	members, err := c.sample(count, s.len(), func() string { return s.random(c.engine.random) }, s.list)
	return resp.Bulks(members...), err
}

func cmdSscan(c *call) (resp.Value, error) {
	cursor, err := c.cursor(2)
	if err != nil {
		return none, err
	}
	s, err := read[*set](c, c.args[1])
	if s == nil {
		return c.scanReply(0, nil), err
	}
	options, err := c.scanOptions(3, "set")
	if err != nil {
		return none, err
	}
	members := c.scanRoom(options.count)
	next := s.scan(cursor, options.count, func(member string) {
		if options.matches(member) {
			members = append(members, resp.Bulk(member))
		}
	})
	return c.scanReply(next, members), nil
}
