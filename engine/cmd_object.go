// OBJECT: how a value is stored and used.

package engine

import (
	"math"

	"resplay/resp"
)

var objectCommands = []Command{
	container("object", "2.2.3", "6.2.0", "generic", "Tells how values are stored and used.", []Command{
		{
			Name: "encoding", Synopsis: "key",
			Summary: "Returns the form in which a value is stored.",
			Since:   "2.2.3", Group: "generic", Complexity: "O(1)",
			Arity: 3, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO", Begin: 2}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdObjectEncoding,
		},
		{
			Name: "freq", Synopsis: "key",
			Summary: "Returns how often a value is used, where an LFU policy counts it.",
			Since:   "4.0.0", Group: "generic", Complexity: "O(1)",
			Arity: 3, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO", Begin: 2}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdObjectFreq,
		},
		{
			Name: "idletime", Synopsis: "key",
			Summary: "Returns the seconds since a value was last used.",
			Since:   "2.2.3", Group: "generic", Complexity: "O(1)",
			Arity: 3, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO", Begin: 2}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdObjectIdletime,
		},
		{
			Name: "refcount", Synopsis: "key",
			Summary: "Returns how many references a value has.",
			Since:   "2.2.3", Group: "generic", Complexity: "O(1)",
			Arity: 3, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO", Begin: 2}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdObjectRefcount,
		},
	}),
}

// cmdObjectEncoding looks at the key past [call.lookup], as all of OBJECT
// does: being looked at is no use of a key.
func cmdObjectEncoding(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[2])
	if ent == nil {
		return resp.Null(), nil
	}
	return resp.Bulk(ent.val.object.encoding()), nil
}

func cmdObjectFreq(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[2])
	switch {
	case ent == nil:
		return resp.Null(), nil
	case !c.engine.options.eviction.policy.frequent():
		return none, errNotFrequent
	}
	return resp.Integer(int64(c.engine.frequency(ent))), nil
}

func cmdObjectIdletime(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[2])
	switch {
	case ent == nil:
		return resp.Null(), nil
	case c.engine.options.eviction.policy.frequent():
		return none, errNotIdle
	}
	return resp.Integer(c.engine.idle(ent)), nil
}

// Redis shares one object among all keys that hold a number below this, and
// counts no references to it.
const sharedIntegers = 10_000

func cmdObjectRefcount(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[2])
	if ent == nil {
		return resp.Null(), nil
	}
	if number, ok := ent.val.object.(*intString); ok && 0 <= number.n && number.n < sharedIntegers {
		return resp.Integer(math.MaxInt32), nil
	}
	return resp.Integer(1), nil
}
