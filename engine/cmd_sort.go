// SORT and SORT_RO: the elements of a list, a set or a sorted set in order,
// by themselves or by what other keys hold.

package engine

import (
	"iter"
	"slices"

	"resplay/resp"
)

const (
	sortCosts    = "O(N+M*log(M)) where N is the number of elements in the list or set to sort, and M the number of returned elements. When the elements are not sorted, complexity is O(N)."
	sortSynopsis = "key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA]"
	sortReads    = "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive from the content of the key we sort"
	sortStores   = "For the optional STORE keyword. It is marked 'unknown' because the keyword can appear anywhere in the argument array"
	sortACL      = "set sortedset list dangerous"
)

func sortCommands() []Command {
	return []Command{
		{
			Name: "sort", Synopsis: sortSynopsis + " [STORE destination]",
			Summary: "Returns or stores the elements of a list, a set or a sorted set in order.",
			Since:   "1.0.0", Group: "generic", Complexity: sortCosts,
			Arity: -2, Flags: Write | DenyOOM | MovableKeys, ACL: sortACL,
			Keys: []KeySpec{
				{Access: "RO access"},
				{Access: "RO access", Notes: sortReads, Unknown: true},
				{Access: "OW update", Notes: sortStores, Unknown: true, find: sortDestination},
			},
			run: func(c *call) (resp.Value, error) { return c.sort(false) },
		},
		{
			Name: "sort_ro", Synopsis: sortSynopsis,
			Summary: "Returns the elements of a list, a set or a sorted set in order.",
			Since:   "7.0.0", Group: "generic", Complexity: sortCosts,
			Arity: -2, Flags: ReadOnly | MovableKeys, ACL: sortACL,
			Keys: []KeySpec{
				{Access: "RO access"},
				{Access: "RO access", Notes: sortReads, Unknown: true},
			},
			run: func(c *call) (resp.Value, error) { return c.sort(true) },
		},
	}
}

// sortDestination is where SORT's destination is, 0 when there is none.
func sortDestination(args []string) (at int) {
	for i := 2; i < len(args); i++ {
		switch upper(args[i]) {
		case "LIMIT":
			i += 2
		case "GET", "BY":
			i++
		case "STORE":
			if i++; i < len(args) {
				at = i
			}
		}
	}
	return at
}

// sortOptions is what SORT is asked for.
type sortOptions struct {
	by         string // pattern of the keys that hold what to sort by
	byPattern  bool   // by is one
	unsorted   bool   // the elements stay in the order that they have
	descending bool
	alpha      bool
	limited    bool
	offset     int64
	count      int64 // below 0: all
	get        []string
	store      bool
	to         string
}

func (c *call) sortOptions(readOnly bool) (o sortOptions, err error) {
	for i := 2; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "ASC":
			o.descending = false
		case word == "DESC":
			o.descending = true
		case word == "ALPHA":
			o.alpha = true
		case word == "LIMIT" && c.more(i) > 1:
			o.limited = true
			if o.offset, o.count, err = c.integers(i + 1); err != nil {
				return o, err
			}
			i += 2
		case word == "STORE" && c.more(i) > 0 && !readOnly:
			i++
			o.store, o.to = true, c.args[i]
		case word == "BY" && c.more(i) > 0:
			i++
			o.by, o.byPattern = c.args[i], true
			o.unsorted = !isSortPattern(o.by)
		case word == "GET" && c.more(i) > 0:
			i++
			o.get = append(o.get, c.args[i])
		default:
			return o, errSyntax
		}
	}
	return o, nil
}

func (c *call) sort(readOnly bool) (resp.Value, error) {
	o, err := c.sortOptions(readOnly)
	if err != nil {
		return none, err
	}
	elems, err := c.sortable(&o)
	if err != nil {
		return none, err
	}
	if !o.unsorted {
		if elems, err = c.sorted(elems, o); err != nil {
			return none, err
		}
		from, to := o.window(len(elems))
		elems = elems[from:to]
	}
	if err := c.engine.mayReply(int64(len(elems)) * int64(max(len(o.get), 1))); err != nil {
		return none, err
	}
	values := c.sortValues(elems, o)
	if o.store {
		return c.storeSorted(o.to, values), nil
	}
	return resp.Array(values...), nil
}

// window is the part of so many elements that LIMIT asks for.
func (o sortOptions) window(length int) (from, to int) {
	if !o.limited {
		return 0, length
	}
	n := int64(length)
	start := min(max(o.offset, 0), n)
	end := n
	if o.count >= 0 {
		end = start + min(o.count, n-start)
	}
	return int(start), int(end)
}

// sortable returns the elements of the key to sort; of one that stays in its
// order, those that LIMIT asks for. A set has no order that could be stored.
func (c *call) sortable(o *sortOptions) ([]string, error) {
	ent := c.lookup(c.args[1])
	if ent == nil {
		return nil, nil
	}
	switch value := ent.val.object.(type) {
	case *list:
		return listElems(value, o), nil
	case *set:
		if o.unsorted && o.store {
			o.unsorted, o.alpha, o.byPattern = false, true, false
		}
		elems := value.list()
		if o.store {
			slices.Sort(elems) // a tie must not depend on the order of a hash table
		}
		if o.unsorted {
			from, to := o.window(len(elems))
			elems = elems[from:to]
		}
		return elems, nil
	case *zset:
		return zsetElems(value, o), nil
	}
	return nil, errWrongType
}

// listElems returns the elements of a list, in its order or the reverse.
func listElems(l *list, o *sortOptions) []string {
	if !o.unsorted {
		return l.slice(0, l.len())
	}
	from, to := o.window(l.len())
	if !o.descending {
		return l.slice(from, to)
	}
	elems := l.slice(l.len()-to, l.len()-from)
	slices.Reverse(elems)
	return elems
}

// zsetElems returns the members of a sorted set, in its order.
func zsetElems(z *zset, o *sortOptions) []string {
	from, to := 0, z.len()
	members := z.from
	if o.unsorted {
		from, to = o.window(to)
		if o.descending {
			members = func(index int) iter.Seq2[string, float64] { return z.back(z.len() - 1 - index) }
		}
	}
	elems := make([]string, 0, to-from)
	if from == to {
		return elems
	}
	for member := range members(from) {
		elems = append(elems, member)
		if len(elems) == to-from {
			break
		}
	}
	return elems
}

// sortValues is what SORT answers for elements in order: they themselves, or
// what the patterns of GET lead to.
func (c *call) sortValues(elems []string, o sortOptions) []resp.Value {
	values := make([]resp.Value, 0, len(elems)*max(len(o.get), 1))
	for _, elem := range elems {
		if len(o.get) == 0 {
			values = append(values, resp.Bulk(elem))
		}
		for _, pattern := range o.get {
			values = append(values, bulkOrNull(c.referred(pattern, elem)))
		}
	}
	return values
}

// storeSorted makes a list of values, in place of what a key holds. A value
// that is missing becomes an empty one.
func (c *call) storeSorted(key string, values []resp.Value) resp.Value {
	if len(values) == 0 {
		if ent := c.db.keys.get(key); ent != nil {
			c.remove(ent, "del")
		}
		return resp.Integer(0)
	}
	stored := newList(&c.engine.encodings)
	for _, value := range values {
		stored.push(value.Str, false)
	}
	c.changed(c.put(key, stored), "sortstore")
	return resp.Integer(int64(len(values)))
}
