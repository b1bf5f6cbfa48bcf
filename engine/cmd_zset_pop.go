// Commands of sorted sets that take members from an end, and wait for some.

package engine

import (
	"resplay/resp"
)

const (
	zpopCosts  = "O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped."
	zmpopCosts = "O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped."
)

var zsetPopCommands = []Command{
	{
		Name: "zpopmin", Synopsis: "key [count]",
		Summary: "Removes the members with the lowest scores from a sorted set and returns them.",
		Since:   "5.0.0", Group: "sorted-set", Complexity: zpopCosts,
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}},
		run:  cmdZpopmin,
	},
	{
		Name: "zpopmax", Synopsis: "key [count]",
		Summary: "Removes the members with the highest scores from a sorted set and returns them.",
		Since:   "5.0.0", Group: "sorted-set", Complexity: zpopCosts,
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}},
		run:  cmdZpopmax,
	},
	{
		Name: "zmpop", Synopsis: "numkeys key [key ...] <MIN | MAX> [COUNT count]",
		Summary: "Takes members from the first sorted set that has any.",
		Since:   "7.0.0", Group: "sorted-set", Complexity: zmpopCosts,
		Arity: -4, Flags: Write | MovableKeys | borrows,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 1, Count: true}},
		run:  cmdZmpop,
	},
	{
		Name: "bzpopmin", Synopsis: "key [key ...] timeout",
		Summary: "Takes the member with the lowest score from the first sorted set that has any, and waits for one.",
		Since:   "5.0.0", Group: "sorted-set", Complexity: zcountCosts,
		Arity: -3, Flags: Write | NoScript | Blocking | Fast,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 1, Last: -2}},
		run:  cmdBzpopmin,
	},
	{
		Name: "bzpopmax", Synopsis: "key [key ...] timeout",
		Summary: "Takes the member with the highest score from the first sorted set that has any, and waits for one.",
		Since:   "5.0.0", Group: "sorted-set", Complexity: zcountCosts,
		Arity: -3, Flags: Write | NoScript | Blocking | Fast,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 1, Last: -2}},
		run:  cmdBzpopmax,
	},
	{
		Name: "bzmpop", Synopsis: "timeout numkeys key [key ...] <MIN | MAX> [COUNT count]",
		Summary: "Takes members from the first sorted set that has any, and waits for some.",
		Since:   "7.0.0", Group: "sorted-set", Complexity: zmpopCosts,
		Arity: -5, Flags: Write | Blocking | MovableKeys,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 2, Count: true}},
		run:  cmdBzmpop,
	},
}

func cmdZpopmin(c *call) (resp.Value, error) { return c.zpop(false) }
func cmdZpopmax(c *call) (resp.Value, error) { return c.zpop(true) }

func (c *call) zpop(highest bool) (resp.Value, error) {
	count, many := int64(1), len(c.args) > 2
	if len(c.args) > 3 {
		return none, errSyntax
	}
	if many {
		var err error
		if count, err = c.positive(2); err != nil {
			return none, err
		}
	}
	z, ent, err := write[*zset](c, c.args[1])
	if z == nil {
		return resp.Array(), err
	}
	items := c.takeEnd(z, ent, highest, count)
	return c.scoredReply(items, true, many && c.conn.protocol == 3), nil
}

// takeEnd takes up to count members from one end of a sorted set.
func (c *call) takeEnd(z *zset, ent *entry, highest bool, count int64) []scored {
	from, to := 0, int(min(count, int64(z.len())))
	if highest {
		from, to = z.len()-to, z.len()
	}
	return c.takeBetween(z, ent, from, to, highest, zpopEvent(highest))
}

func zpopEvent(highest bool) string {
	if highest {
		return "zpopmax"
	}
	return "zpopmin"
}

// takeFirst takes members from the first sorted set that has any and returns
// its key; "" and none when none has.
func (c *call) takeFirst(keys []string, highest bool, count int64) (key string, items []scored, err error) {
	for _, key := range c.candidates(keys) {
		z, ent, err := write[*zset](c, key)
		if err != nil {
			return "", nil, err
		}
		if z == nil {
			continue
		}
		items := c.takeEnd(z, ent, highest, count)
		c.logAs(upper(zpopEvent(highest)), key, formatInt(int64(len(items))))
		return key, items, nil
	}
	return "", nil, nil
}

func cmdZmpop(c *call) (resp.Value, error) {
	o, err := c.multiPop(1, "MIN", "MAX")
	if err != nil {
		return none, err
	}
	key, items, err := c.takeFirst(o.keys, !o.front, o.count)
	return c.zmpopReply(key, items), err
}

func (c *call) zmpopReply(key string, items []scored) resp.Value {
	if items == nil {
		return resp.NullArray()
	}
	return resp.Array(resp.Bulk(key), c.scoredReply(items, true, true))
}

func cmdBzmpop(c *call) (resp.Value, error) {
	o, err := c.multiPop(2, "MIN", "MAX")
	if err != nil {
		return none, err
	}
	timeout, err := c.timeout(1)
	if err != nil {
		return none, err
	}
	key, items, err := c.takeFirst(o.keys, !o.front, o.count)
	if items != nil || err != nil {
		return c.zmpopReply(key, items), err
	}
	return c.block("zset", o.keys, timeout, resp.NullArray())
}

func cmdBzpopmin(c *call) (resp.Value, error) { return c.bzpop(false) }
func cmdBzpopmax(c *call) (resp.Value, error) { return c.bzpop(true) }

func (c *call) bzpop(highest bool) (resp.Value, error) {
	last := len(c.args) - 1
	timeout, err := c.timeout(last)
	if err != nil {
		return none, err
	}
	keys := c.args[1:last]
	key, items, err := c.takeFirst(keys, highest, 1)
	switch {
	case err != nil:
		return none, err
	case items == nil:
		return c.block("zset", keys, timeout, resp.NullArray())
	}
	return resp.Array(resp.Bulk(key), resp.Bulk(items[0].member), resp.Double(items[0].score)), nil
}
