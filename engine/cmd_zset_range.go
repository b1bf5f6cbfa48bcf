// Commands of sorted sets that take a range of ranks, scores or members.

package engine

import (
	"resplay/resp"
)

const (
	zrangeCosts = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned."
	zlimitCosts = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N))."
	zremCosts   = "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation."
	zcountCosts = "O(log(N)) with N being the number of elements in the sorted set."
)

var zsetRangeCommands = []Command{
	{
		Name: "zrange", Synopsis: "key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
		Summary: "Returns a range of members of a sorted set, by rank, score or name.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: zrangeCosts,
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrange,
	},
	{
		Name: "zrangestore", Synopsis: "dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]",
		Summary: "Stores a range of members of a sorted set as another one.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements stored into the destination key.",
		Arity: -5, Flags: Write | DenyOOM,
		Keys: []KeySpec{{Access: "OW update"}, {Access: "RO access", Begin: 2}},
		run:  cmdZrangestore,
	},
	{
		Name: "zrevrange", Synopsis: "key start stop [WITHSCORES]",
		Summary: "Returns a range of members of a sorted set by rank, highest scores first.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: zrangeCosts,
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrevrange,
	},
	{
		Name: "zrangebyscore", Synopsis: "key min max [WITHSCORES] [LIMIT offset count]",
		Summary: "Returns the members of a sorted set with scores in a range.",
		Since:   "1.0.5", Group: "sorted-set", Complexity: zlimitCosts,
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrangebyscore,
	},
	{
		Name: "zrevrangebyscore", Synopsis: "key max min [WITHSCORES] [LIMIT offset count]",
		Summary: "Returns the members of a sorted set with scores in a range, highest first.",
		Since:   "2.2.0", Group: "sorted-set", Complexity: zlimitCosts,
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrevrangebyscore,
	},
	{
		Name: "zrangebylex", Synopsis: "key min max [LIMIT offset count]",
		Summary: "Returns the members of a sorted set whose names are in a range, where all scores are the same.",
		Since:   "2.8.9", Group: "sorted-set", Complexity: zlimitCosts,
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrangebylex,
	},
	{
		Name: "zrevrangebylex", Synopsis: "key max min [LIMIT offset count]",
		Summary: "Returns the members of a sorted set whose names are in a range, last first, where all scores are the same.",
		Since:   "2.8.9", Group: "sorted-set", Complexity: zlimitCosts,
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrevrangebylex,
	},
	{
		Name: "zcount", Synopsis: "key min max",
		Summary: "Counts the members of a sorted set with scores in a range.",
		Since:   "2.0.0", Group: "sorted-set", Complexity: zcountCosts,
		Arity: 4, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZcount,
	},
	{
		Name: "zlexcount", Synopsis: "key min max",
		Summary: "Counts the members of a sorted set whose names are in a range, where all scores are the same.",
		Since:   "2.8.9", Group: "sorted-set", Complexity: zcountCosts,
		Arity: 4, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZlexcount,
	},
	{
		Name: "zremrangebyrank", Synopsis: "key start stop",
		Summary: "Removes a range of members from a sorted set by rank.",
		Since:   "2.0.0", Group: "sorted-set", Complexity: zremCosts,
		Arity: 4, Flags: Write | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdZremrangebyrank,
	},
	{
		Name: "zremrangebyscore", Synopsis: "key min max",
		Summary: "Removes the members of a sorted set with scores in a range.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: zremCosts,
		Arity: 4, Flags: Write | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdZremrangebyscore,
	},
	{
		Name: "zremrangebylex", Synopsis: "key min max",
		Summary: "Removes the members of a sorted set whose names are in a range, where all scores are the same.",
		Since:   "2.8.9", Group: "sorted-set", Complexity: zremCosts,
		Arity: 4, Flags: Write | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdZremrangebylex,
	},
}

// zrange is what a command wants of a sorted set.
type zrange struct {
	by      string // BYSCORE or BYLEX; "": by rank
	reverse bool
	open    bool // the two above may be given as options
	scores  bool // to be shown
	offset  int64
	count   int64 // below 0: all
}

func cmdZrange(c *call) (resp.Value, error)      { return c.zrange(zrange{open: true}) }
func cmdZrevrange(c *call) (resp.Value, error)   { return c.zrange(zrange{reverse: true}) }
func cmdZrangebylex(c *call) (resp.Value, error) { return c.zrange(zrange{by: "BYLEX"}) }

func cmdZrangebyscore(c *call) (resp.Value, error) { return c.zrange(zrange{by: "BYSCORE"}) }

func cmdZrevrangebyscore(c *call) (resp.Value, error) {
	return c.zrange(zrange{by: "BYSCORE", reverse: true})
}

func cmdZrevrangebylex(c *call) (resp.Value, error) {
	return c.zrange(zrange{by: "BYLEX", reverse: true})
}

func (c *call) zrange(r zrange) (resp.Value, error) {
	z, from, to, err := c.zrangeOf(1, &r)
	if err != nil {
		return none, err
	}
	reply := c.newScored(to-from, r.scores, c.conn.protocol == 3)
	z.visit(from, to, r.reverse, reply.add)
	return resp.Array(reply.elems...), nil
}

func cmdZrangestore(c *call) (resp.Value, error) {
	r := zrange{open: true}
	source, from, to, err := c.zrangeOf(2, &r)
	if err != nil {
		return none, err
	}
	z := newZset(&c.engine.encodings)
	source.visit(from, to, r.reverse, func(member string, score float64) { z.add(member, score) })
	return c.storeZset(z), nil
}

// storeZset makes a new sorted set the value of the first key, which is
// removed when the set is empty, and replies with its size.
func (c *call) storeZset(z *zset) resp.Value {
	if z.len() > 0 {
		c.changed(c.put(c.args[1], z), c.cmd.Name)
	} else if ent := c.db.keys.get(c.args[1]); ent != nil {
		c.remove(ent, "del")
	}
	return resp.Integer(int64(z.len()))
}

// zrangeOf is the range of the sorted set at argument i that the rest of the
// arguments describe: from one rank up to another.
func (c *call) zrangeOf(i int, r *zrange) (z *zset, from, to int, err error) {
	if err := c.zrangeOptions(i+3, i == 2, r); err != nil {
		return nil, 0, 0, err
	}
	least, most := i+1, i+2
	if r.reverse && r.by != "" {
		least, most = most, least
	}
	bounds, err := c.interval(r.by, least, most, r.reverse)
	if err != nil {
		return nil, 0, 0, err
	}
	if z, err = read[*zset](c, c.args[i]); z == nil {
		return nil, 0, 0, err
	}
	from, to = r.limit(bounds.in(z))
	return z, from, max(from, to), nil
}

// zrangeOptions reads the options from the argument at i on.
func (c *call) zrangeOptions(i int, stores bool, r *zrange) error {
	r.count = -1
	open := r.open // to REV
	for ; i < len(c.args); i++ {
		word := c.keyword(i)
		switch {
		case word == "WITHSCORES" && !stores:
			r.scores = true
		case word == "LIMIT" && c.more(i) >= 2:
			var err error
			if r.offset, r.count, err = c.integers(i + 1); err != nil {
				return err
			}
			i += 2
		case word == "REV" && open:
			open, r.reverse = false, true
		case (word == "BYSCORE" || word == "BYLEX") && r.open:
			r.open, r.by = false, word
		default:
			return errSyntax
		}
	}
	switch {
	case r.count != -1 && r.by == "":
		return errLimitByRank
	case r.scores && r.by == "BYLEX":
		return errScoresByLex
	}
	return nil
}

// limit applies LIMIT to a range of ranks.
func (r *zrange) limit(from, to int) (int, int) {
	if r.by == "" {
		return from, to
	}
	length := int64(to - from)
	if r.offset < 0 || r.offset >= length {
		return 0, 0
	}
	count := length - r.offset
	if r.count >= 0 {
		count = min(count, r.count)
	}
	if r.reverse {
		to -= int(r.offset)
		return to - int(count), to
	}
	from += int(r.offset)
	return from, from + int(count)
}

// visit goes from one rank up to another, or back if so.
func (z *zset) visit(from, to int, reverse bool, visit func(member string, score float64)) {
	if from >= to {
		return
	}
	next := func(member string, score float64) bool {
		visit(member, score)
		from++
		return from < to
	}
	if reverse {
		z.root.descend(z.count-to, next)
		return
	}
	z.root.ascend(from, next)
}

// slice returns the members from one rank up to another, last first if so.
func (z *zset) slice(from, to int, reverse bool) []scored {
	if from >= to {
		return nil
	}
	items := make([]scored, 0, to-from)
	z.visit(from, to, reverse, func(member string, score float64) { items = append(items, scored{member, score}) })
	return items
}

func cmdZcount(c *call) (resp.Value, error)    { return c.countBetween("BYSCORE") }
func cmdZlexcount(c *call) (resp.Value, error) { return c.countBetween("BYLEX") }

func (c *call) countBetween(by string) (resp.Value, error) {
	bounds, err := c.interval(by, 2, 3, false)
	if err != nil {
		return none, err
	}
	z, err := read[*zset](c, c.args[1])
	from, to := bounds.in(z)
	return resp.Integer(int64(to - from)), err
}

func cmdZremrangebyrank(c *call) (resp.Value, error)  { return c.removeBetween("") }
func cmdZremrangebyscore(c *call) (resp.Value, error) { return c.removeBetween("BYSCORE") }
func cmdZremrangebylex(c *call) (resp.Value, error)   { return c.removeBetween("BYLEX") }

func (c *call) removeBetween(by string) (resp.Value, error) {
	bounds, err := c.interval(by, 2, 3, false)
	if err != nil {
		return none, err
	}
	z, ent, err := write[*zset](c, c.args[1])
	if z == nil {
		return resp.Integer(0), err
	}
	from, to := bounds.in(z)
	return resp.Integer(int64(len(c.takeBetween(z, ent, from, to, false, c.cmd.Name)))), nil
}

// takeBetween removes the members from one rank up to another and returns them.
func (c *call) takeBetween(z *zset, ent *entry, from, to int, reverse bool, event string) []scored {
	items := z.slice(from, to, reverse)
	for i := range items {
		z.remove(items[i].member)
	}
	if len(items) > 0 {
		c.reduced(ent, event)
	}
	return items
}
