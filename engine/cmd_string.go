// Commands of strings: reading, writing, parts.

package engine

import (
	"strings"

	"resplay/resp"
)

const (
	perKeyGet = "O(N) where N is the number of keys to retrieve."
	perKeySet = "O(N) where N is the number of keys to set."
	perByte   = "O(N) where N is the length of the returned string."
)

var stringCommands = []Command{
	{
		Name: "get", Synopsis: "key",
		Summary: "Returns the string at a key.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGet,
	},
	{
		Name: "set", Synopsis: "key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]",
		Summary: "Sets a key to a string, whatever it held.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: -3, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW access update variable_flags", Notes: "RW and ACCESS due to the optional `GET` argument"}},
		run:  cmdSet,
	},
	{
		Name: "setnx", Synopsis: "key value",
		Summary: "Sets a key that does not exist.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "OW insert"}},
		run:  cmdSetnx,
	},
	{
		Name: "setex", Synopsis: "key seconds value",
		Summary: "Sets a key that expires after seconds.",
		Since:   "2.0.0", Group: "string", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "OW update"}},
		run:  cmdSetex,
	},
	{
		Name: "psetex", Synopsis: "key milliseconds value",
		Summary: "Sets a key that expires after milliseconds.",
		Since:   "2.6.0", Group: "string", Complexity: "O(1)",
		Arity: 4, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "OW update"}},
		run:  cmdPsetex,
	},
	{
		Name: "getset", Synopsis: "key value",
		Summary: "Sets a key and returns what it held.",
		Since:   "1.0.0", Group: "string", Complexity: "O(1)",
		Arity: 3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdGetset,
	},
	{
		Name: "getdel", Synopsis: "key",
		Summary: "Returns the string at a key and deletes it.",
		Since:   "6.2.0", Group: "string", Complexity: "O(1)",
		Arity: 2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access delete"}},
		run:  cmdGetdel,
	},
	{
		Name: "getex", Synopsis: "key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST]",
		Summary: "Returns the string at a key and changes when it expires.",
		Since:   "6.2.0", Group: "string", Complexity: "O(1)",
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update", Notes: "RW and UPDATE because it changes the TTL"}},
		run:  cmdGetex,
	},
	{
		Name: "mget", Synopsis: "key [key ...]",
		Summary: "Returns the strings at several keys.",
		Since:   "1.0.0", Group: "string", Complexity: perKeyGet,
		Arity: -2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access", Last: -1}},
		Tips: []string{"request_policy:multi_shard"},
		run:  cmdMget,
	},
	{
		Name: "mset", Synopsis: "key value [key value ...]",
		Summary: "Sets several keys at once.",
		Since:   "1.0.1", Group: "string", Complexity: perKeySet,
		Arity: -3, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "OW update", Last: -1, Step: 2}},
		Tips: []string{"request_policy:multi_shard", "response_policy:all_succeeded"},
		run:  cmdMset,
	},
	{
		Name: "msetnx", Synopsis: "key value [key value ...]",
		Summary: "Sets several keys if none of them exists.",
		Since:   "1.0.1", Group: "string", Complexity: perKeySet,
		Arity: -3, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "OW insert", Last: -1, Step: 2}},
		Tips: []string{"request_policy:multi_shard", "response_policy:agg_min"},
		run:  cmdMsetnx,
	},
	{
		Name: "append", Synopsis: "key value",
		Summary: "Appends to the string at a key.",
		Since:   "2.0.0", Group: "string", Complexity: "O(1), amortized: the string keeps room to grow.",
		Arity: 3, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdAppend,
	},
	{
		Name: "strlen", Synopsis: "key",
		Summary: "Returns the length of the string at a key.",
		Since:   "2.2.0", Group: "string", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdStrlen,
	},
	{
		Name: "getrange", Synopsis: "key start end",
		Summary: "Returns a part of the string at a key.",
		Since:   "2.4.0", Group: "string", Complexity: perByte,
		Arity: 4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGetrange,
	},
	{
		Name: "substr", Synopsis: "key start end",
		Summary: "Returns a part of the string at a key; GETRANGE's old name.",
		Since:   "1.0.0", Group: "string", Complexity: perByte,
		Arity: 4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGetrange,
	},
	{
		Name: "setrange", Synopsis: "key offset value",
		Summary: "Writes over a part of the string at a key.",
		Since:   "2.2.0", Group: "string", Complexity: "O(1), not counting the time taken to copy the new string in place.",
		Arity: 4, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdSetrange,
	},
}

func cmdGet(c *call) (resp.Value, error) {
	ent := c.lookup(c.args[1])
	if ent == nil {
		return resp.Null(), nil
	}
	if number, ok := ent.val.object.(*intString); ok {
		return resp.Bulk(c.digits(number.n)), nil
	}
	s, ok := stringText(ent.val.object)
	if !ok {
		return none, errWrongType
	}
	return resp.Bulk(s), nil
}

func cmdSetnx(c *call) (resp.Value, error) {
	if c.db.keys.get(c.args[1]) != nil {
		return resp.Integer(0), nil
	}
	c.set(c.args[1], c.args[2], 0, false)
	return resp.Integer(1), nil
}

func cmdSetex(c *call) (resp.Value, error)  { return c.setExpiring(seconds) }
func cmdPsetex(c *call) (resp.Value, error) { return c.setExpiring(milliseconds) }

func (c *call) setExpiring(unit timeUnit) (resp.Value, error) {
	at, err := c.expireTime(2, unit)
	if err != nil {
		return none, err
	}
	c.set(c.args[1], c.args[3], at, false)
	return resp.OK(), nil
}

func cmdGetset(c *call) (resp.Value, error) {
	old, found, err := readString(c, c.args[1])
	if err != nil {
		return none, err
	}
	reply := bulkOrNull(strings.Clone(old), found) // it may be written over
	c.set(c.args[1], c.args[2], 0, false)
	c.logAs("SET", c.args[1], c.args[2])
	return reply, nil
}

func cmdGetdel(c *call) (resp.Value, error) {
	s, found, err := readString(c, c.args[1])
	if !found || err != nil {
		return resp.Null(), err
	}
	c.remove(c.db.keys.get(c.args[1]), "del")
	c.logAs("DEL", c.args[1])
	return resp.Bulk(s), nil
}

func cmdMget(c *call) (resp.Value, error) {
	values := c.elems(len(c.args) - 1)
	for i, key := range c.args[1:] {
		// A key of another type reads as missing, so that one cannot spoil all.
		s, found, err := readString(c, key)
		values[i] = bulkOrNull(s, found && err == nil)
	}
	return resp.Array(values...), nil
}

func cmdMset(c *call) (resp.Value, error) {
	if len(c.args)%2 == 0 {
		return none, wrongArity(c.cmd)
	}
	for i := 1; i < len(c.args); i += 2 {
		c.set(c.args[i], c.args[i+1], 0, false)
	}
	return resp.OK(), nil
}

func cmdMsetnx(c *call) (resp.Value, error) {
	if len(c.args)%2 == 0 {
		return none, wrongArity(c.cmd)
	}
	for i := 1; i < len(c.args); i += 2 {
		if c.db.keys.get(c.args[i]) != nil {
			return resp.Integer(0), nil
		}
	}
	_, err := cmdMset(c)
	return resp.Integer(1), err
}

func cmdStrlen(c *call) (resp.Value, error) {
	ent := c.lookup(c.args[1])
	if ent == nil {
		return resp.Integer(0), nil
	}
	if ent.val.object.kind() != "string" {
		return none, errWrongType
	}
	return resp.Integer(int64(ent.val.object.size())), nil
}

func cmdAppend(c *call) (resp.Value, error) {
	key, suffix := c.args[1], c.args[2]
	ent, err := stringEntry(c, key)
	switch {
	case err != nil:
		return none, err
	case ent == nil:
		ent = c.putString(key, suffix)
	default:
		if err := c.mayWrite(ent, ent.val.object.size(), len(suffix)); err != nil {
			return none, err
		}
		raw := rawBytes(ent)
		raw.write(len(raw.b), suffix)
	}
	c.changed(ent, "append")
	return resp.Integer(int64(ent.val.object.size())), nil
}

// mayWrite returns why length bytes must not be written at an offset of a
// string, which is nil when there is none yet; nil: they may.
func (c *call) mayWrite(ent *entry, offset, length int) error {
	end, size := int64(offset)+int64(length), int64(0)
	if end > int64(c.engine.longestString()) {
		return errTooLong
	}
	if ent != nil {
		size = int64(ent.val.object.size())
	}
	return c.engine.mayAllocate(end - size)
}

func cmdGetrange(c *call) (resp.Value, error) {
	start, end, err := c.integers(2)
	if err != nil {
		return none, err
	}
	s, _, err := readString(c, c.args[1])
	from, to := substring(start, end, len(s))
	return resp.Bulk(s[from:to]), err
}

// substring is [span] with GETRANGE's own idea of an end that lies before
// the string: it is the first byte.
func substring(start, end int64, length int) (from, to int) {
	if start < 0 && end < 0 && start > end {
		return 0, 0
	}
	if end < 0 {
		end = max(end+int64(length), 0)
	}
	return span(start, end, length)
}

func cmdSetrange(c *call) (resp.Value, error) {
	offset, err := c.integer(2)
	if err != nil {
		return none, err
	}
	if offset < 0 {
		return none, errOffset
	}
	key, part := c.args[1], c.args[3]
	ent, err := stringEntry(c, key)
	switch {
	case err != nil:
		return none, err
	case part == "" && ent == nil:
		return resp.Integer(0), nil
	case part == "":
		return resp.Integer(int64(ent.val.object.size())), nil
	case offset > int64(c.engine.longestString()):
		return none, errTooLong
	}
	if err := c.mayWrite(ent, int(offset), len(part)); err != nil {
		return none, err
	}
	if ent == nil {
		ent = c.store(key, &rawString{})
	}
	raw := rawBytes(ent)
	raw.write(int(offset), part)
	c.changed(ent, "setrange")
	return resp.Integer(int64(len(raw.b))), nil
}
