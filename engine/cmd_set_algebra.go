// Commands of sets: what several have in common, together, or alone.

package engine

import (
	"slices"

	"resplay/resp"
)

const (
	interCosts = "O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets."
	unionCosts = "O(N) where N is the total number of elements in all given sets."
)

var setAlgebraCommands = []Command{
	{
		Name: "sinter", Synopsis: "key [key ...]",
		Summary: "Returns the members that all sets have.",
		Since:   "1.0.0", Group: "set", Complexity: interCosts,
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access", Last: -1}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdSinter,
	},
	{
		Name: "sintercard", Synopsis: "numkeys key [key ...] [LIMIT limit]",
		Summary: "Counts the members that all sets have.",
		Since:   "7.0.0", Group: "set", Complexity: interCosts,
		Arity: -3, Flags: ReadOnly | MovableKeys,
		Keys: []KeySpec{{Access: "RO access", Begin: 1, Count: true}},
		run:  cmdSintercard,
	},
	{
		Name: "sinterstore", Synopsis: "destination key [key ...]",
		Summary: "Stores the members that all sets have and returns how many.",
		Since:   "1.0.0", Group: "set", Complexity: interCosts,
		Arity: -3, Flags: Write | DenyOOM,
		Keys: []KeySpec{{Access: "RW update"}, {Access: "RO access", Begin: 2, Last: -1}},
		run:  cmdSinterstore,
	},
	{
		Name: "sunion", Synopsis: "key [key ...]",
		Summary: "Returns the members that any set has.",
		Since:   "1.0.0", Group: "set", Complexity: unionCosts,
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access", Last: -1}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdSunion,
	},
	{
		Name: "sunionstore", Synopsis: "destination key [key ...]",
		Summary: "Stores the members that any set has and returns how many.",
		Since:   "1.0.0", Group: "set", Complexity: unionCosts,
		Arity: -3, Flags: Write | DenyOOM,
		Keys: []KeySpec{{Access: "OW update"}, {Access: "RO access", Begin: 2, Last: -1}},
		run:  cmdSunionstore,
	},
	{
		Name: "sdiff", Synopsis: "key [key ...]",
		Summary: "Returns the members that only the first set has.",
		Since:   "1.0.0", Group: "set", Complexity: unionCosts,
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access", Last: -1}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdSdiff,
	},
	{
		Name: "sdiffstore", Synopsis: "destination key [key ...]",
		Summary: "Stores the members that only the first set has and returns how many.",
		Since:   "1.0.0", Group: "set", Complexity: unionCosts,
		Arity: -3, Flags: Write | DenyOOM,
		Keys: []KeySpec{{Access: "OW update"}, {Access: "RO access", Begin: 2, Last: -1}},
		run:  cmdSdiffstore,
	},
}

// combine makes one set of several, nil standing for an empty one.
type combine func(sets []*set, limits *encodings) *set

func cmdSinter(c *call) (resp.Value, error) { return c.combined(intersection) }
func cmdSunion(c *call) (resp.Value, error) { return c.combined(union) }
func cmdSdiff(c *call) (resp.Value, error)  { return c.combined(difference) }

func cmdSinterstore(c *call) (resp.Value, error) { return c.storeCombined(intersection) }
func cmdSunionstore(c *call) (resp.Value, error) { return c.storeCombined(union) }
func cmdSdiffstore(c *call) (resp.Value, error)  { return c.storeCombined(difference) }

func (c *call) combined(combine combine) (resp.Value, error) {
	sets, err := c.readSets(c.args[1:])
	if err != nil {
		return none, err
	}
	return c.setReply(combine(sets, &c.engine.encodings)), nil
}

func (c *call) readSets(keys []string) ([]*set, error) {
	sets := make([]*set, 0, len(keys))
	for _, key := range keys {
		s, err := read[*set](c, key)
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

func (c *call) storeCombined(combine combine) (resp.Value, error) {
	sets, err := c.readSets(c.args[2:])
	if err != nil {
		return none, err
	}
	destination, result := c.args[1], combine(sets, &c.engine.encodings)
	if result.len() > 0 {
		c.changed(c.put(destination, result), c.cmd.Name)
	} else if ent := c.db.keys.get(destination); ent != nil {
		c.remove(ent, "del")
	}
	return resp.Integer(int64(result.len())), nil
}

func intersection(sets []*set, limits *encodings) *set {
	result := newSet(limits)
	eachCommon(sets, func(member string) bool {
		result.add(member)
		return true
	})
	return result
}

// eachCommon visits the members that all sets have until visit says no. It
// goes through the smallest set and asks the others.
func eachCommon(sets []*set, visit func(member string) bool) {
	smallest := sets[0]
	for _, s := range sets {
		if s.len() < smallest.len() {
			smallest = s
		}
	}
	for member := range smallest.all() {
		common := !slices.ContainsFunc(sets, func(s *set) bool { return !s.has(member) })
		if common && !visit(member) {
			return
		}
	}
}

func union(sets []*set, limits *encodings) *set {
	result := newSet(limits)
	for _, s := range sets {
		for member := range s.all() {
			result.add(member)
		}
	}
	return result
}

func difference(sets []*set, limits *encodings) *set {
	result := newSet(limits)
	for member := range sets[0].all() {
		if !slices.ContainsFunc(sets[1:], func(s *set) bool { return s.has(member) }) {
			result.add(member)
		}
	}
	return result
}

func cmdSintercard(c *call) (resp.Value, error) {
	count, err := c.numKeys(1)
	if err != nil {
		return none, err
	}
	limit := int64(0)
	for i := 2 + count; i < len(c.args); i++ {
		if c.keyword(i) != "LIMIT" || c.more(i) == 0 {
			return none, errSyntax
		}
		i++
		if limit, err = c.notNegative(i, errLimit); err != nil {
			return none, err
		}
	}
	sets, err := c.readSets(c.args[2 : 2+count])
	if err != nil {
		return none, err
	}
	common := int64(0)
	eachCommon(sets, func(string) bool {
		common++
		return common != limit
	})
	return resp.Integer(common), nil
}

// numKeys is the argument at i as the number of keys that follow it.
func (c *call) numKeys(i int) (int, error) {
	n, err := c.integer(i)
	switch {
	case err != nil || n < 1:
		return 0, errNumKeys
	case n > int64(c.more(i)):
		return 0, errNumKeysRange
	}
	return int(n), nil
}
