// Commands of lists that wait for an element.

package engine

import (
	"resplay/resp"
)

var blockingListCommands = []Command{
	{
		Name: "blpop", Synopsis: "key [key ...] timeout",
		Summary: "Takes an element from the head of the first list that has any, and waits for it.",
		Since:   "2.0.0", Group: "list", Complexity: "O(N) where N is the number of provided keys.",
		Arity: -3, Flags: Write | NoScript | Blocking,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 1, Last: -2}},
		run:  cmdBlpop,
	},
	{
		Name: "brpop", Synopsis: "key [key ...] timeout",
		Summary: "Takes an element from the tail of the first list that has any, and waits for it.",
		Since:   "2.0.0", Group: "list", Complexity: "O(N) where N is the number of provided keys.",
		Arity: -3, Flags: Write | NoScript | Blocking,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 1, Last: -2}},
		run:  cmdBrpop,
	},
	{
		Name: "blmpop", Synopsis: "timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
		Summary: "Takes elements from the first list that has any, and waits for them.",
		Since:   "7.0.0", Group: "list", Complexity: "O(N+M) where N is the number of provided keys and M is the number of elements returned.",
		Arity: -5, Flags: Write | Blocking | MovableKeys,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 2, Count: true}},
		run:  cmdBlmpop,
	},
	{
		Name: "blmove", Synopsis: "source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout",
		Summary: "Takes an element from one list, waiting for it, and puts it into another.",
		Since:   "6.2.0", Group: "list", Complexity: "O(1)",
		Arity: 6, Flags: Write | DenyOOM | NoScript | Blocking,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "RW insert", Begin: 2}},
		run:  cmdBlmove,
	},
	{
		Name: "brpoplpush", Synopsis: "source destination timeout",
		Summary: "Moves an element from the tail of a list to the head of another, and waits for it.",
		Since:   "2.2.0", Group: "list", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | NoScript | Blocking,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "RW insert", Begin: 2}},
		run:  cmdBrpoplpush,
	},
}

func cmdBlpop(c *call) (resp.Value, error) { return c.blockingPop(true) }
func cmdBrpop(c *call) (resp.Value, error) { return c.blockingPop(false) }

func (c *call) blockingPop(front bool) (resp.Value, error) {
	last := len(c.args) - 1
	timeout, err := c.timeout(last)
	if err != nil {
		return none, err
	}
	keys := c.args[1:last]
	for _, key := range c.candidates(keys) {
		l, ent, err := write[*list](c, key)
		if err != nil {
			return none, err
		}
		if l == nil {
			continue
		}
		elem := c.take(l, ent, front)
		c.logAs(upper(popEvent(front)), key)
		return resp.Bulks(key, elem), nil
	}
	return c.block("list", keys, timeout, resp.NullArray())
}

func cmdBlmpop(c *call) (resp.Value, error) {
	options, err := c.multiPop(2, "LEFT", "RIGHT")
	if err != nil {
		return none, err
	}
	timeout, err := c.timeout(1)
	if err != nil {
		return none, err
	}
	reply, found, err := c.popFirst(options)
	if found || err != nil {
		return reply, err
	}
	return c.block("list", options.keys, timeout, resp.NullArray())
}

func cmdBlmove(c *call) (resp.Value, error) {
	fromFront, toFront, err := c.sides()
	if err != nil {
		return none, err
	}
	return c.blockingMove(5, fromFront, toFront, []string{"LMOVE", c.args[1], c.args[2], c.args[3], c.args[4]})
}

func cmdBrpoplpush(c *call) (resp.Value, error) {
	return c.blockingMove(3, false, true, []string{"RPOPLPUSH", c.args[1], c.args[2]})
}

// blockingMove is [call.move] with the timeout at argument i; the log gets
// the command that does the same at once.
func (c *call) blockingMove(i int, fromFront, toFront bool, logged []string) (resp.Value, error) {
	timeout, err := c.timeout(i)
	if err != nil {
		return none, err
	}
	elem, found, err := c.move(fromFront, toFront)
	switch {
	case err != nil:
		return none, err
	case found:
		c.logAs(logged...)
		return resp.Bulk(elem), nil
	case c.queued:
		return resp.Null(), nil
	}
	return c.block("list", c.args[1:2], timeout, resp.NullArray())
}
