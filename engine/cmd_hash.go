// Commands of hashes.

package engine

import (
	"resplay/resp"
)

const (
	perField  = "O(N) where N is the size of the hash."
	perPair   = "O(1) for each field/value pair added, so O(N) to add N field/value pairs when the command is called with multiple field/value pairs."
	scanCosts = "O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection."
)

var hashCommands = []Command{
	{
		Name: "hset", Synopsis: "key field value [field value ...]",
		Summary: "Sets fields of a hash and returns how many are new.",
		Since:   "2.0.0", Group: "hash", Complexity: perPair,
		Arity: -4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdHset,
	},
	{
		Name: "hmset", Synopsis: "key field value [field value ...]",
		Summary: "Sets fields of a hash; HSET's old form.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(N) where N is the number of fields being set.",
		Arity: -4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdHmset,
	},
	{
		Name: "hsetnx", Synopsis: "key field value",
		Summary: "Sets a field that does not exist.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdHsetnx,
	},
	{
		Name: "hget", Synopsis: "key field",
		Summary: "Returns the value of a field.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdHget,
	},
	{
		Name: "hmget", Synopsis: "key field [field ...]",
		Summary: "Returns the values of several fields.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(N) where N is the number of fields being requested.",
		Arity: -3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdHmget,
	},
	{
		Name: "hgetall", Synopsis: "key",
		Summary: "Returns all fields and values.",
		Since:   "2.0.0", Group: "hash", Complexity: perField,
		Arity: 2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdHgetall,
	},
	{
		Name: "hkeys", Synopsis: "key",
		Summary: "Returns all fields.",
		Since:   "2.0.0", Group: "hash", Complexity: perField,
		Arity: 2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdHkeys,
	},
	{
		Name: "hvals", Synopsis: "key",
		Summary: "Returns all values.",
		Since:   "2.0.0", Group: "hash", Complexity: perField,
		Arity: 2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output_order"},
		run:  cmdHvals,
	},
	{
		Name: "hlen", Synopsis: "key",
		Summary: "Returns how many fields a hash has.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdHlen,
	},
	{
		Name: "hstrlen", Synopsis: "key field",
		Summary: "Returns the length of a field's value.",
		Since:   "3.2.0", Group: "hash", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdHstrlen,
	},
	{
		Name: "hexists", Synopsis: "key field",
		Summary: "Tells whether a field exists.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(1)",
		Arity: 3, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdHexists,
	},
	{
		Name: "hdel", Synopsis: "key field [field ...]",
		Summary: "Deletes fields and returns how many there were.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(N) where N is the number of fields to be removed.",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW delete"}},
		run:  cmdHdel,
	},
	{
		Name: "hincrby", Synopsis: "key field increment",
		Summary: "Adds a number to the integer in a field.",
		Since:   "2.0.0", Group: "hash", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdHincrby,
	},
	{
		Name: "hincrbyfloat", Synopsis: "key field increment",
		Summary: "Adds a number with a fraction to the number in a field.",
		Since:   "2.6.0", Group: "hash", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdHincrbyfloat,
	},
	{
		Name: "hrandfield", Synopsis: "key [count [WITHVALUES]]",
		Summary: "Returns random fields.",
		Since:   "6.2.0", Group: "hash", Complexity: "O(N) where N is the number of fields returned",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdHrandfield,
	},
	{
		Name: "hscan", Synopsis: "key cursor [MATCH pattern] [COUNT count] [NOVALUES]",
		Summary: "Goes through the fields and values of a hash step by step.",
		Since:   "2.8.0", Group: "hash", Complexity: scanCosts,
		Arity: -3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdHscan,
	},
}

func cmdHset(c *call) (resp.Value, error) {
	added, err := c.setFields()
	return resp.Integer(added), err
}

func cmdHmset(c *call) (resp.Value, error) {
	_, err := c.setFields()
	return resp.OK(), err
}

func (c *call) setFields() (added int64, err error) {
	if len(c.args)%2 != 0 {
		return 0, wrongArity(c.cmd)
	}
	h, ent, err := create(c, c.args[1], newHash)
	if err != nil {
		return 0, err
	}
	for i := 2; i < len(c.args); i += 2 {
		field, value := c.args[i], c.args[i+1]
		old, found := h.get(field)
		if !found {
			field = c.own(field)
			added++
		}
		if value != old {
			old = c.own(value)
		}
		h.set(field, old)
	}
	c.changed(ent, "hset")
	return added, nil
}

func cmdHsetnx(c *call) (resp.Value, error) {
	h, ent, err := create(c, c.args[1], newHash)
	if err != nil {
		return none, err
	}
	if _, found := h.get(c.args[2]); found {
		return resp.Integer(0), nil
	}
	h.set(c.own(c.args[2]), c.own(c.args[3]))
	c.changed(ent, "hset")
	return resp.Integer(1), nil
}

func cmdHget(c *call) (resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	return bulkOrNull(h.get(c.args[2])), err
}

func cmdHmget(c *call) (resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	if err != nil {
		return none, err
	}
	values := c.elems(len(c.args) - 2)
	for i, field := range c.args[2:] {
		values[i] = bulkOrNull(h.get(field))
	}
	return resp.Array(values...), nil
}

func cmdHgetall(c *call) (resp.Value, error) {
	elems, err := c.hashElems(true, true)
	return resp.Map(elems...), err
}

func cmdHkeys(c *call) (resp.Value, error) {
	elems, err := c.hashElems(true, false)
	return resp.Array(elems...), err
}

func cmdHvals(c *call) (resp.Value, error) {
	elems, err := c.hashElems(false, true)
	return resp.Array(elems...), err
}

func (c *call) hashElems(fields, values bool) ([]resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	if err != nil {
		return nil, err
	}
	count := h.len()
	if fields && values {
		count *= 2
	}
	elems := c.elems(count)[:0]
	for field, value := range h.all() {
		if fields {
			elems = append(elems, resp.Bulk(field))
		}
		if values {
			elems = append(elems, resp.Bulk(value))
		}
	}
	return elems, nil
}

func cmdHlen(c *call) (resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	return resp.Integer(int64(h.len())), err
}

func cmdHstrlen(c *call) (resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	value, _ := h.get(c.args[2])
	return resp.Integer(int64(len(value))), err
}

func cmdHexists(c *call) (resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	_, found := h.get(c.args[2])
	return oneIf(found), err
}

func cmdHdel(c *call) (resp.Value, error) {
	h, ent, err := write[*hash](c, c.args[1])
	if err != nil {
		return none, err
	}
	removed := int64(0)
	for _, field := range c.args[2:] {
		if h.remove(field) {
			removed++
		}
	}
	if removed > 0 {
		c.reduced(ent, "hdel")
	}
	return resp.Integer(removed), nil
}

func cmdHincrby(c *call) (resp.Value, error) {
	by, err := c.integer(3)
	if err != nil {
		return none, err
	}
	h, err := c.hashToWrite()
	if err != nil {
		return none, err
	}
	n := int64(0)
	if old, found := h.get(c.args[2]); found {
		var ok bool
		if n, ok = parseInt(old); !ok {
			return none, errHashNotInteger
		}
	}
	if overflows(n, by) {
		return none, errOverflow
	}
	c.setField(formatInt(n+by), "hincrby")
	return resp.Integer(n + by), nil
}

// hashToWrite returns the hash at the first key, nil if there is none, for
// a command that may still refuse to write.
func (c *call) hashToWrite() (*hash, error) {
	h, _, err := write[*hash](c, c.args[1])
	return h, err
}

// setField sets the field that the command names; its expiry stays.
func (c *call) setField(value, event string) {
	h, ent, _ := create(c, c.args[1], newHash)
	field := c.args[2]
	if _, found := h.get(field); !found {
		field = c.own(field)
	}
	h.replace(field, value)
	c.changed(ent, event)
}

func cmdHincrbyfloat(c *call) (resp.Value, error) {
	by, ok := parseExtended(c.args[3])
	switch {
	case !ok:
		return none, errNotFloat
	case by.infinite:
		return none, errInfinite
	}
	h, err := c.hashToWrite()
	if err != nil {
		return none, err
	}
	number := extended{}
	if old, found := h.get(c.args[2]); found {
		if number, ok = parseExtended(old); !ok {
			return none, errHashNotFloat
		}
	}
	sum, ok := number.add(by)
	if !ok {
		return none, errNaN
	}
	c.setField(sum.String(), "hincrbyfloat")
	c.logAs("HSET", c.args[1], c.args[2], sum.String())
	if at := h.expireTime(c.args[2]); at > 0 {
		c.logAs("HPEXPIREAT", c.args[1], formatInt(at), "FIELDS", "1", c.args[2]) // which HSET takes away
	}
	return resp.Bulk(sum.String()), nil
}

func cmdHrandfield(c *call) (resp.Value, error) {
	if len(c.args) == 2 {
		h, err := read[*hash](c, c.args[1])
		if h == nil {
			return resp.Null(), err
		}
		return resp.Bulk(h.random(c.engine.random).field), nil
	}
	count, err := c.sampleSize(2)
	if err != nil {
		return none, err
	}
	withValues := len(c.args) > 3
	switch {
	case len(c.args) > 4 || withValues && c.keyword(3) != "WITHVALUES":
		return none, errSyntax
	case withValues && (count > maxSample || count < -maxSample):
		return none, errOutOfRange
	}
	h, err := read[*hash](c, c.args[1])
	if h == nil {
		return resp.Array(), err
	}
	sample, err := c.sample(count, h.len(), func() string { return h.random(c.engine.random).field }, h.fields)
	if err != nil {
		return none, err
	}
	return c.fieldsReply(h, sample, withValues), nil
}

// fieldsReply lists fields, in RESP3 as pairs when values are asked for.
func (c *call) fieldsReply(h *hash, fields []string, withValues bool) resp.Value {
	var elems []resp.Value
	for _, field := range fields {
		value, _ := h.get(field)
		switch {
		case !withValues:
			elems = append(elems, resp.Bulk(field))
		case c.conn.protocol == 3:
			elems = append(elems, resp.Bulks(field, value))
		default:
			elems = append(elems, resp.Bulk(field), resp.Bulk(value))
		}
	}
	return resp.Array(elems...)
}

func cmdHscan(c *call) (resp.Value, error) {
	cursor, err := c.cursor(2)
	if err != nil {
		return none, err
	}
	h, err := read[*hash](c, c.args[1])
	if h == nil {
		return c.scanReply(0, nil), err
	}
	options, err := c.scanOptions(3, "hash")
	if err != nil {
		return none, err
	}
	elems := c.scanRoom(options.count)
	visit := func(field, value string) {
		if !options.matches(field) {
			return
		}
		elems = append(elems, resp.Bulk(field))
		if !options.noValues {
			elems = append(elems, resp.Bulk(value))
		}
	}
	return c.scanReply(h.scan(cursor, options.count, visit), elems), nil
}
