// Commands of sorted sets: members and their scores.

package engine

import (
	"math"
	"strconv"

	"resplay/resp"
)

var zsetCommands = []Command{
	{
		Name: "zrem", Synopsis: "key member [member ...]",
		Summary: "Removes members from a sorted set and returns how many there were.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: "O(M*log(N)) with N being the number of elements in the sorted set and M the number of elements to be removed.",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdZrem,
	},
	{
		Name: "zcard", Synopsis: "key",
		Summary: "Returns how many members a sorted set has.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdZcard,
	},
	{
		Name: "zscore", Synopsis: "key member",
		Summary: "Returns the score of a member of a sorted set.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZscore,
	},
	{
		Name: "zmscore", Synopsis: "key member [member ...]",
		Summary: "Returns the scores of several members of a sorted set.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: "O(N) where N is the number of members being requested.",
		Arity: -3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZmscore,
	},
	{
		Name: "zrank", Synopsis: "key member [WITHSCORE]",
		Summary: "Returns how many members of a sorted set come ahead of one, from the lowest score on.",
		Since:   "2.0.0", Group: "sorted-set", Complexity: "O(log(N))",
		Arity: -3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrank,
	},
	{
		Name: "zrevrank", Synopsis: "key member [WITHSCORE]",
		Summary: "Returns how many members of a sorted set come ahead of one, from the highest score down.",
		Since:   "2.0.0", Group: "sorted-set", Complexity: "O(log(N))",
		Arity: -3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdZrevrank,
	},
	{
		Name: "zrandmember", Synopsis: "key [count [WITHSCORES]]",
		Summary: "Returns random members of a sorted set.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: "O(N) where N is the number of elements returned",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdZrandmember,
	},
	{
		Name: "zscan", Synopsis: "key cursor [MATCH pattern] [COUNT count]",
		Summary: "Goes through members and scores of a sorted set step by step.",
		Since:   "2.8.0", Group: "sorted-set", Complexity: scanCosts,
		Arity: -3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdZscan,
	},
}

func cmdZrem(c *call) (resp.Value, error) {
	z, ent, err := write[*zset](c, c.args[1])
	if err != nil {
		return none, err
	}
	removed := int64(0)
	for _, member := range c.args[2:] {
		if z.remove(member) {
			removed++
		}
	}
	if removed > 0 {
		c.reduced(ent, "zrem")
	}
	return resp.Integer(removed), nil
}

func cmdZcard(c *call) (resp.Value, error) {
	z, err := read[*zset](c, c.args[1])
	return resp.Integer(int64(z.len())), err
}

func cmdZscore(c *call) (resp.Value, error) {
	z, err := read[*zset](c, c.args[1])
	return scoreReply(z, c.args[2]), err
}

func scoreReply(z *zset, member string) resp.Value {
	score, found := z.score(member)
	if !found {
		return resp.Null()
	}
	return resp.Double(score)
}

func cmdZmscore(c *call) (resp.Value, error) {
	z, err := read[*zset](c, c.args[1])
	if err != nil {
		return none, err
	}
	scores := c.elems(len(c.args) - 2)
	for i, member := range c.args[2:] {
		scores[i] = scoreReply(z, member)
	}
	return resp.Array(scores...), nil
}

func cmdZrank(c *call) (resp.Value, error)    { return c.zrank(false) }
func cmdZrevrank(c *call) (resp.Value, error) { return c.zrank(true) }

func (c *call) zrank(reverse bool) (resp.Value, error) {
	withScore := len(c.args) > 3
	switch {
	case len(c.args) > 4:
		return none, wrongArity(c.cmd)
	case withScore && c.keyword(3) != "WITHSCORE":
		return none, errSyntax
	}
	z, err := read[*zset](c, c.args[1])
	rank, found := z.rank(c.args[2])
	switch {
	case !found && withScore:
		return resp.NullArray(), err
	case !found:
		return resp.Null(), err
	case reverse:
		rank = z.len() - 1 - rank
	}
	if withScore {
		return resp.Array(resp.Integer(int64(rank)), scoreReply(z, c.args[2])), nil
	}
	return resp.Integer(int64(rank)), nil
}

func cmdZrandmember(c *call) (resp.Value, error) {
	if len(c.args) == 2 {
		z, err := read[*zset](c, c.args[1])
		if z == nil {
			return resp.Null(), err
		}
		return resp.Bulk(z.random(c.engine.random)), nil
	}
	count, err := c.sampleSize(2)
	if err != nil {
		return none, err
	}
	withScores := len(c.args) > 3
	switch {
	case len(c.args) > 4 || withScores && c.keyword(3) != "WITHSCORES":
		return none, errSyntax
	case withScores && (count > maxSample || count < -maxSample):
		return none, errOutOfRange
	}
	z, err := read[*zset](c, c.args[1])
	if z == nil {
		return resp.Array(), err
	}
	members, err := c.sample(count, z.len(), func() string { return z.random(c.engine.random) }, z.members)
	if err != nil {
		return none, err
	}
	items := make([]scored, len(members))
	for i, member := range members {
		score, _ := z.score(member)
		items[i] = scored{member, score}
	}
	return c.scoredReply(items, withScores, c.conn.protocol == 3), nil
}

// scoredReply lists members, with their scores if so, and then in pairs or
// one after the other.
func (c *call) scoredReply(items []scored, withScores, pairs bool) resp.Value {
	reply := c.newScored(len(items), withScores, pairs)
	for i := range items {
		reply.add(items[i].member, items[i].score)
	}
	return resp.Array(reply.elems...)
}

// scoredReply is such a list in the making.
type scoredReply struct {
	call       *call
	elems      []resp.Value
	withScores bool
	pairs      bool
}

func (c *call) newScored(count int, withScores, pairs bool) scoredReply {
	if withScores && !pairs {
		count *= 2
	}
	return scoredReply{c, c.elems(count)[:0], withScores, pairs}
}

func (r *scoredReply) add(member string, score float64) {
	switch {
	case !r.withScores:
		r.elems = append(r.elems, resp.Bulk(member))
	case r.pairs:
		pair := r.call.elems(2)
		pair[0], pair[1] = resp.Bulk(member), resp.Double(score)
		r.elems = append(r.elems, resp.Array(pair...))
	default:
		r.elems = append(r.elems, resp.Bulk(member), resp.Double(score))
	}
}

func cmdZscan(c *call) (resp.Value, error) {
	cursor, err := c.cursor(2)
	if err != nil {
		return none, err
	}
	z, err := read[*zset](c, c.args[1])
	if z == nil {
		return c.scanReply(0, nil), err
	}
	options, err := c.scanOptions(3, "zset")
	if err != nil {
		return none, err
	}
	elems := c.scanRoom(options.count)
	next := z.scan(cursor, options.count, func(member, score string) {
		if options.matches(member) {
			elems = append(elems, resp.Bulk(member), resp.Bulk(score))
		}
	})
	return c.scanReply(next, elems), nil
}

// scan visits some members from a cursor on, about count, and returns the
// next cursor. A small set is visited at once. Of a large one Redis prints
// the scores with 17 digits here, and only here.
func (z *zset) scan(cursor uint64, count int64, visit func(member, score string)) uint64 {
	if z.table == nil {
		for member, score := range z.from(0) {
			visit(member, resp.FormatDouble(score))
		}
		return 0
	}
	return scanTable(z.table, cursor, count, func(n *node[float64]) {
		text := resp.FormatDouble(n.val)
		if !math.IsInf(n.val, 0) {
			text = strconv.FormatFloat(n.val, 'g', 17, 64)
		}
		visit(n.key, text)
	})
}
