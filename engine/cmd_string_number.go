// Commands of strings that are numbers.

package engine

import (
	"math"

	"resplay/resp"
)

var numberCommands = []Command{
	{
		Name: "incr", Synopsis: "key",
		Summary: "Adds one to the integer at a key.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 2, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdIncr,
	},
	{
		Name: "decr", Synopsis: "key",
		Summary: "Takes one from the integer at a key.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 2, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdDecr,
	},
	{
		Name: "incrby", Synopsis: "key increment",
		Summary: "Adds a number to the integer at a key.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdIncrby,
	},
	{
		Name: "decrby", Synopsis: "key decrement",
		Summary: "Takes a number from the integer at a key.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdDecrby,
	},
	{
		Name: "incrbyfloat", Synopsis: "key increment",
		Summary: "Adds a number with a fraction to the number at a key.",
		Since:   "2.6.0", Group: "string", Complexity: "O(1)",
		Arity: 3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdIncrbyfloat,
	},
}

func cmdIncr(c *call) (resp.Value, error) { return c.increment(1) }
func cmdDecr(c *call) (resp.Value, error) { return c.increment(-1) }

func cmdIncrby(c *call) (resp.Value, error) {
	by, err := c.integer(2)
	if err != nil {
		return none, err
	}
	return c.increment(by)
}

func cmdDecrby(c *call) (resp.Value, error) {
	by, err := c.integer(2)
	if err != nil {
		return none, err
	}
	if by == math.MinInt64 {
		return none, errDecrOverflow
	}
	return c.increment(-by)
}

func (c *call) increment(by int64) (resp.Value, error) {
	key := c.args[1]
	ent := c.db.keys.get(key)
	n, err := integerAt(ent)
	if err != nil {
		return none, err
	}
	if overflows(n, by) {
		return none, errOverflow
	}
	n += by
	if ent == nil {
		ent = c.store(key, &intString{n})
	} else if number, ok := ent.val.object.(*intString); ok {
		number.n = n
	} else {
		ent.val.object = &intString{n}
	}
	c.use(ent)
	c.changed(ent, "incrby")
	return resp.Integer(n), nil
}

// integerAt is the number that a key holds; a missing one counts as 0.
func integerAt(ent *entry) (int64, error) {
	if ent == nil {
		return 0, nil
	}
	if number, ok := ent.val.object.(*intString); ok {
		return number.n, nil
	}
	s, ok := stringText(ent.val.object)
	if !ok {
		return 0, errWrongType
	}
	n, ok := parseInt(s)
	if !ok {
		return 0, errNotInteger
	}
	return n, nil
}

// overflows reports whether a sum does not fit 64 bits.
func overflows(a, b int64) bool {
	sum := a + b
	return (sum > a) != (b > 0) && b != 0
}

func cmdIncrbyfloat(c *call) (resp.Value, error) {
	key := c.args[1]
	s, ent, err := writeString(c, key)
	if err != nil {
		return none, err
	}
	if ent == nil {
		s = "0"
	}
	number, ok := parseExtended(s)
	if !ok {
		return none, errNotFloat
	}
	by, ok := parseExtended(c.args[2])
	if !ok {
		return none, errNotFloat
	}
	sum, ok := number.add(by)
	if !ok {
		return none, errNaN
	}
	text := sum.String()
	ent = c.store(key, &textString{text})
	c.changed(ent, "incrbyfloat")
	// Another machine may compute otherwise: the result is logged, not the sum.
	c.logAs("SET", key, text, "KEEPTTL")
	return resp.Bulk(text), nil
}
