// Commands of lists that take, put and show elements.

package engine

import (
	"resplay/resp"
)

const (
	perElement = "O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments."
	perPopped  = "O(N) where N is the number of elements returned"
)

var listCommands = []Command{
	{
		Name: "lpush", Synopsis: "key element [element ...]",
		Summary: "Puts elements at the head of a list.",
		Since:   "1.0.0", Group: "list", Complexity: perElement,
		Arity: -3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdLpush,
	},
	{
		Name: "rpush", Synopsis: "key element [element ...]",
		Summary: "Puts elements at the tail of a list.",
		Since:   "1.0.0", Group: "list", Complexity: perElement,
		Arity: -3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdRpush,
	},
	{
		Name: "lpushx", Synopsis: "key element [element ...]",
		Summary: "Puts elements at the head of a list that exists.",
		Since:   "2.2.0", Group: "list", Complexity: perElement,
		Arity: -3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdLpushx,
	},
	{
		Name: "rpushx", Synopsis: "key element [element ...]",
		Summary: "Puts elements at the tail of a list that exists.",
		Since:   "2.2.0", Group: "list", Complexity: perElement,
		Arity: -3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdRpushx,
	},
	{
		Name: "lpop", Synopsis: "key [count]",
		Summary: "Takes elements from the head of a list.",
		Since:   "1.0.0", Group: "list", Complexity: perPopped,
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}},
		run:  cmdLpop,
	},
	{
		Name: "rpop", Synopsis: "key [count]",
		Summary: "Takes elements from the tail of a list.",
		Since:   "1.0.0", Group: "list", Complexity: perPopped,
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}},
		run:  cmdRpop,
	},
	{
		Name: "lmpop", Synopsis: "numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
		Summary: "Takes elements from the first list that has any.",
		Since:   "7.0.0", Group: "list", Complexity: "O(N+M) where N is the number of provided keys and M is the number of elements returned.",
		Arity: -4, Flags: Write | MovableKeys | borrows,
		Keys: []KeySpec{{Access: "RW access delete", Begin: 1, Count: true}},
		run:  cmdLmpop,
	},
	{
		Name: "lmove", Synopsis: "source destination <LEFT | RIGHT> <LEFT | RIGHT>",
		Summary: "Takes an element from one list and puts it into another.",
		Since:   "6.2.0", Group: "list", Complexity: "O(1)",
		Arity: 5, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "RW insert", Begin: 2}},
		run:  cmdLmove,
	},
	{
		Name: "rpoplpush", Synopsis: "source destination",
		Summary: "Moves an element from the tail of a list to the head of another.",
		Since:   "1.2.0", Group: "list", Complexity: "O(1)",
		Arity: 3, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "RW insert", Begin: 2}},
		run:  cmdRpoplpush,
	},
	{
		Name: "llen", Synopsis: "key",
		Summary: "Returns the length of a list.",
		Since:   "1.0.0", Group: "list", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdLlen,
	},
	{
		Name: "lrange", Synopsis: "key start stop",
		Summary: "Returns a range of elements.",
		Since:   "1.0.0", Group: "list", Complexity: "O(N) where N is the number of elements in the specified range.",
		Arity: 4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdLrange,
	},
	{
		Name: "lindex", Synopsis: "key index",
		Summary: "Returns the element at an index.",
		Since:   "1.0.0", Group: "list", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdLindex,
	},
}

func cmdLpush(c *call) (resp.Value, error) { return c.push(true) }
func cmdRpush(c *call) (resp.Value, error) { return c.push(false) }

func cmdLpushx(c *call) (resp.Value, error) { return c.pushIfList(true) }
func cmdRpushx(c *call) (resp.Value, error) { return c.pushIfList(false) }

func (c *call) pushIfList(front bool) (resp.Value, error) {
	if _, ent, err := write[*list](c, c.args[1]); ent == nil {
		return resp.Integer(0), err
	}
	return c.push(front)
}

func (c *call) push(front bool) (resp.Value, error) {
	l, ent, err := create(c, c.args[1], newList)
	if err != nil {
		return none, err
	}
	for _, elem := range c.args[2:] {
		l.push(c.own(elem), front)
	}
	c.changed(ent, pushEvent(front))
	return resp.Integer(int64(l.len())), nil
}

func pushEvent(front bool) string {
	if front {
		return "lpush"
	}
	return "rpush"
}

func popEvent(front bool) string {
	if front {
		return "lpop"
	}
	return "rpop"
}

func cmdLpop(c *call) (resp.Value, error) { return c.pop(true) }
func cmdRpop(c *call) (resp.Value, error) { return c.pop(false) }

func (c *call) pop(front bool) (resp.Value, error) {
	if len(c.args) > 3 {
		return none, wrongArity(c.cmd)
	}
	count, missing := int64(1), resp.Null()
	if len(c.args) == 3 {
		var err error
		if count, err = c.positive(2); err != nil {
			return none, err
		}
		missing = resp.NullArray()
	}
	l, ent, err := write[*list](c, c.args[1])
	if l == nil {
		return missing, err
	}
	if len(c.args) == 2 {
		return resp.Bulk(c.take(l, ent, front)), nil
	}
	return resp.Bulks(c.takeMany(l, ent, front, count)...), nil
}

// take takes one element from a list that is not empty.
func (c *call) take(l *list, ent *entry, front bool) string {
	elem := l.pop(front)
	c.reduced(ent, popEvent(front))
	return elem
}

// takeMany takes up to count elements from a list.
func (c *call) takeMany(l *list, ent *entry, front bool, count int64) []string {
	taken := make([]string, 0, min(count, int64(l.len())))
	for len(taken) < cap(taken) {
		taken = append(taken, l.pop(front))
	}
	if len(taken) > 0 {
		c.reduced(ent, popEvent(front))
	}
	return taken
}

// multiPop is what LMPOP and its like are asked for.
type multiPop struct {
	keys  []string
	front bool
	count int64
}

// multiPop reads the arguments from the number of keys at i on; front and
// back name the ends.
func (c *call) multiPop(i int, front, back string) (o multiPop, err error) {
	n, err := c.integer(i)
	if err != nil || n < 1 {
		return o, errNumKeys
	}
	if n >= int64(c.more(i)) {
		return o, errSyntax
	}
	o.keys, o.count = c.args[i+1:i+1+int(n)], 1
	i += 1 + int(n)
	if o.front = c.keyword(i) == front; !o.front && c.keyword(i) != back {
		return o, errSyntax
	}
	if i++; i == len(c.args) {
		return o, nil
	}
	if c.keyword(i) != "COUNT" || c.more(i) == 0 {
		return o, errSyntax
	}
	o.count, err = c.integer(i + 1)
	switch {
	case err != nil || o.count < 1:
		return o, errCount
	case c.more(i) > 1:
		return o, errSyntax
	}
	return o, nil
}

// side is the argument at i, LEFT or RIGHT, as whether it is the head.
func (c *call) side(i int) (front bool, err error) {
	switch c.keyword(i) {
	case "LEFT":
		return true, nil
	case "RIGHT":
		return false, nil
	}
	return false, errSyntax
}

func cmdLmpop(c *call) (resp.Value, error) {
	options, err := c.multiPop(1, "LEFT", "RIGHT")
	if err != nil {
		return none, err
	}
	reply, _, err := c.popFirst(options)
	return reply, err
}

// popFirst takes elements from the first list that has any; found is false
// when none has.
func (c *call) popFirst(o multiPop) (reply resp.Value, found bool, err error) {
	for _, key := range c.candidates(o.keys) {
		l, ent, err := write[*list](c, key)
		if err != nil {
			return none, false, err
		}
		if l == nil {
			continue
		}
		taken := c.takeMany(l, ent, o.front, o.count)
		c.logAs(upper(popEvent(o.front)), key, formatInt(int64(len(taken))))
		return resp.Array(resp.Bulk(key), resp.Bulks(taken...)), true, nil
	}
	return resp.NullArray(), false, nil
}

// sides are the arguments at 3 and 4 as the ends to take from and to put to.
func (c *call) sides() (fromFront, toFront bool, err error) {
	if fromFront, err = c.side(3); err == nil {
		toFront, err = c.side(4)
	}
	return fromFront, toFront, err
}

func cmdLmove(c *call) (resp.Value, error) {
	fromFront, toFront, err := c.sides()
	if err != nil {
		return none, err
	}
	elem, found, err := c.move(fromFront, toFront)
	return bulkOrNull(elem, found), err
}

func cmdRpoplpush(c *call) (resp.Value, error) {
	elem, found, err := c.move(false, true)
	return bulkOrNull(elem, found), err
}

// move takes an element from the list at the first key and puts it into the
// one at the second; found is false when there is nothing to take.
func (c *call) move(fromFront, toFront bool) (elem string, found bool, err error) {
	from, fromEntry, err := write[*list](c, c.args[1])
	if from == nil {
		return "", false, err
	}
	to, toEntry, err := create(c, c.args[2], newList)
	if err != nil {
		return "", false, err
	}
	elem = from.pop(fromFront)
	to.push(elem, toFront)
	c.changed(toEntry, pushEvent(toFront))
	c.reduced(fromEntry, popEvent(fromFront))
	return elem, true, nil
}

func cmdLlen(c *call) (resp.Value, error) {
	l, err := read[*list](c, c.args[1])
	return resp.Integer(int64(l.len())), err
}

func cmdLrange(c *call) (resp.Value, error) {
	start, stop, err := c.integers(2)
	if err != nil {
		return none, err
	}
	l, err := read[*list](c, c.args[1])
	if err != nil {
		return none, err
	}
	from, to := span(start, stop, l.len())
	elems := c.elems(to - from)
	for i := range elems {
		elems[i] = resp.Bulk(l.at(from + i))
	}
	return resp.Array(elems...), nil
}

func cmdLindex(c *call) (resp.Value, error) {
	l, err := read[*list](c, c.args[1])
	if l == nil {
		return resp.Null(), err
	}
	n, err := c.integer(2)
	if err != nil {
		return none, err
	}
	i, ok := l.index(n)
	if !ok {
		return resp.Null(), nil
	}
	return resp.Bulk(l.at(i)), nil
}
