// Commands of lists that work in the middle of them.

package engine

import (
	"math"

	"resplay/resp"
)

var listEditCommands = []Command{
	{
		Name: "lset", Synopsis: "key index element",
		Summary: "Replaces the element at an index.",
		Since:   "1.0.0", Group: "list", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdLset,
	},
	{
		Name: "linsert", Synopsis: "key <BEFORE | AFTER> pivot element",
		Summary: "Puts an element before or after another.",
		Since:   "2.2.0", Group: "list", Complexity: "O(N) where N is the length of the list.",
		Arity: 5, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdLinsert,
	},
	{
		Name: "lrem", Synopsis: "key count element",
		Summary: "Removes elements that equal one, from the tail if count is below 0, all if it is 0.",
		Since:   "1.0.0", Group: "list", Complexity: "O(N+M) where N is the length of the list and M is the number of elements removed.",
		Arity: 4, Flags: Write | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdLrem,
	},
	{
		Name: "ltrim", Synopsis: "key start stop",
		Summary: "Removes all elements but a range.",
		Since:   "1.0.0", Group: "list", Complexity: "O(N) where N is the number of elements to be removed by the operation.",
		Arity: 4, Flags: Write | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdLtrim,
	},
	{
		Name: "lpos", Synopsis: "key element [RANK rank] [COUNT num-matches] [MAXLEN len]",
		Summary: "Returns the index of elements that equal one.",
		Since:   "6.0.6", Group: "list", Complexity: "O(N) where N is the number of elements in the list, or MAXLEN.",
		Arity: -3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdLpos,
	},
}

func cmdLset(c *call) (resp.Value, error) {
	l, ent, err := write[*list](c, c.args[1])
	switch {
	case err != nil:
		return none, err
	case l == nil:
		return none, errNoSuchKey
	}
	n, err := c.integer(2)
	if err != nil {
		return none, err
	}
	i, ok := l.index(n)
	if !ok {
		return none, errIndex
	}
	l.set(i, c.own(c.args[3]))
	c.changed(ent, "lset")
	return resp.OK(), nil
}

func cmdLinsert(c *call) (resp.Value, error) {
	after := 0
	switch c.keyword(2) {
	case "AFTER":
		after = 1
	case "BEFORE":
	default:
		return none, errSyntax
	}
	l, ent, err := write[*list](c, c.args[1])
	if l == nil {
		return resp.Integer(0), err
	}
	for i, elem := range l.all() {
		if elem == c.args[3] {
			l.insert(i+after, c.own(c.args[4]))
			c.changed(ent, "linsert")
			return resp.Integer(int64(l.len())), nil
		}
	}
	return resp.Integer(-1), nil
}

func cmdLrem(c *call) (resp.Value, error) {
	count, err := c.integer(2)
	if err != nil {
		return none, err
	}
	l, ent, err := write[*list](c, c.args[1])
	if l == nil {
		return resp.Integer(0), err
	}
	fromEnd := count < 0
	if fromEnd {
		count = -max(count, -math.MaxInt64)
	}
	limit := l.len()
	if count > 0 {
		limit = int(min(count, int64(limit)))
	}
	removed := l.removeEqual(c.args[3], limit, fromEnd)
	if removed > 0 {
		c.reduced(ent, "lrem")
	}
	return resp.Integer(int64(removed)), nil
}

func cmdLtrim(c *call) (resp.Value, error) {
	start, stop, err := c.integers(2)
	if err != nil {
		return none, err
	}
	l, ent, err := write[*list](c, c.args[1])
	if l == nil {
		return resp.OK(), err
	}
	l.keep(span(start, stop, l.len()))
	c.reduced(ent, "ltrim")
	return resp.OK(), nil
}

// search is what LPOS looks for.
type search struct {
	rank   int64 // which match, from the tail below 0
	count  int64 // matches to return; 0: all; -1: the first, not as a list
	maxLen int64 // elements to compare; 0: all
}

func cmdLpos(c *call) (resp.Value, error) {
	options, err := c.search(3)
	if err != nil {
		return none, err
	}
	l, err := read[*list](c, c.args[1])
	if err != nil {
		return none, err
	}
	positions := l.find(c.args[2], options)
	switch {
	case options.count >= 0:
		return resp.Array(positions...), nil
	case len(positions) == 0:
		return resp.Null(), nil
	}
	return positions[0], nil
}

func (c *call) search(i int) (search, error) {
	options := search{rank: 1, count: -1}
	for ; i < len(c.args); i += 2 {
		word := c.keyword(i)
		if c.more(i) == 0 {
			return options, errSyntax
		}
		var err error
		switch word {
		case "RANK":
			options.rank, err = c.rank(i + 1)
		case "COUNT":
			options.count, err = c.notNegative(i+1, errCountMinus)
		case "MAXLEN":
			options.maxLen, err = c.notNegative(i+1, errMaxLenMinus)
		default:
			err = errSyntax
		}
		if err != nil {
			return options, err
		}
	}
	return options, nil
}

func (c *call) rank(i int) (int64, error) {
	rank, err := c.integer(i)
	switch {
	case err != nil:
		return 0, err
	case rank == math.MinInt64:
		return 0, errSampleRange
	case rank == 0:
		return 0, errRankZero
	}
	return rank, nil
}

// find returns the indexes of the elements that equal elem.
func (l *list) find(elem string, o search) []resp.Value {
	fromEnd, skip := o.rank < 0, o.rank-1
	if fromEnd {
		skip = -o.rank - 1
	}
	compared := l.len()
	if o.maxLen > 0 {
		compared = int(min(o.maxLen, int64(compared)))
	}
	var found []resp.Value
	for n := range compared {
		i := n
		if fromEnd {
			i = l.len() - 1 - n
		}
		if l.at(i) != elem {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		found = append(found, resp.Integer(int64(i)))
		if int64(len(found)) == max(o.count, -o.count) {
			break
		}
	}
	return found
}
