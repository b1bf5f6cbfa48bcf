// Commands about when keys expire.

package engine

import (
	"math"

	"resplay/resp"
)

const expireSynopsis = " [NX | XX | GT | LT]"

var expireCommands = []Command{
	{
		Name: "expire", Synopsis: "key seconds" + expireSynopsis,
		Summary: "Lets a key expire after seconds.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdExpire,
	},
	{
		Name: "pexpire", Synopsis: "key milliseconds" + expireSynopsis,
		Summary: "Lets a key expire after milliseconds.",
		Since:   "2.6.0", Group: "generic", Complexity: "O(1)",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdPexpire,
	},
	{
		Name: "expireat", Synopsis: "key unix-time-seconds" + expireSynopsis,
		Summary: "Lets a key expire at a Unix time.",
		Since:   "1.2.0", Group: "generic", Complexity: "O(1)",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdExpireat,
	},
	{
		Name: "pexpireat", Synopsis: "key unix-time-milliseconds" + expireSynopsis,
		Summary: "Lets a key expire at a Unix time in milliseconds.",
		Since:   "2.6.0", Group: "generic", Complexity: "O(1)",
		Arity: -3, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdPexpireat,
	},
	{
		Name: "persist", Synopsis: "key",
		Summary: "Lets a key stay for good.",
		Since:   "2.2.0", Group: "generic", Complexity: "O(1)",
		Arity: 2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdPersist,
	},
	{
		Name: "ttl", Synopsis: "key",
		Summary: "Returns how many seconds a key has left.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdTTL,
	},
	{
		Name: "pttl", Synopsis: "key",
		Summary: "Returns how many milliseconds a key has left.",
		Since:   "2.6.0", Group: "generic", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		Tips: []string{"nondeterministic_output"},
		run:  cmdPTTL,
	},
	{
		Name: "expiretime", Synopsis: "key",
		Summary: "Returns the Unix time at which a key expires.",
		Since:   "7.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdExpiretime,
	},
	{
		Name: "pexpiretime", Synopsis: "key",
		Summary: "Returns the Unix time at which a key expires, in milliseconds.",
		Since:   "7.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdPexpiretime,
	},
}

func cmdExpire(c *call) (resp.Value, error)    { return c.expire(seconds) }
func cmdPexpire(c *call) (resp.Value, error)   { return c.expire(milliseconds) }
func cmdExpireat(c *call) (resp.Value, error)  { return c.expire(unixSeconds) }
func cmdPexpireat(c *call) (resp.Value, error) { return c.expire(unixMilliseconds) }

func (c *call) expire(unit timeUnit) (resp.Value, error) {
	condition, err := c.expireConditions(3)
	if err != nil {
		return none, err
	}
	at, err := c.anyTime(2, unit)
	if err != nil {
		return none, err
	}
	ent := c.db.keys.get(c.args[1])
	if ent == nil || !condition.holds(ent.val.expireAt, at) {
		return resp.Integer(0), nil
	}
	c.expireAt(ent, at)
	return resp.Integer(1), nil
}

// anyTime is the argument at i as a Unix time in milliseconds, which may be
// in the past.
func (c *call) anyTime(i int, unit timeUnit) (int64, error) {
	n, err := c.integer(i)
	if err != nil {
		return 0, err
	}
	return c.unixTime(n, unit)
}

// unixTime is a time of some unit as a Unix time in milliseconds.
func (c *call) unixTime(n int64, unit timeUnit) (int64, error) {
	if n > math.MaxInt64/unit.scale || n < math.MinInt64/unit.scale {
		return 0, invalidExpire(c.cmd)
	}
	n *= unit.scale
	if unit.absolute {
		return n, nil
	}
	if n > math.MaxInt64-c.engine.milliseconds() {
		return 0, invalidExpire(c.cmd)
	}
	return n + c.engine.milliseconds(), nil
}

// expireAt sets when a key expires; a time that has come deletes it.
func (c *call) expireAt(ent *entry, at int64) {
	if at <= c.engine.milliseconds() && !c.engine.replaying {
		c.remove(ent, "del")
		c.logAs("DEL", ent.key)
		return
	}
	c.db.setExpiry(ent, at)
	c.changed(ent, "expire")
	c.logAs("PEXPIREAT", ent.key, formatInt(at))
}

// expireCondition is what the options of EXPIRE ask for.
type expireCondition struct{ ifNone, ifSome, ifLater, ifSooner bool }

func (c *call) expireConditions(i int) (o expireCondition, err error) {
	for ; i < len(c.args); i++ {
		if !o.take(c.keyword(i)) {
			return o, resp.Error("ERR Unsupported option " + clip(c.args[i]))
		}
	}
	switch {
	case o.ifNone && (o.ifSome || o.ifLater || o.ifSooner):
		return o, errExpireNX
	case o.ifLater && o.ifSooner:
		return o, errExpireGT
	}
	return o, nil
}

// take takes one of the options; false: it is none.
func (o *expireCondition) take(word string) bool {
	switch word {
	case "NX":
		o.ifNone = true
	case "XX":
		o.ifSome = true
	case "GT":
		o.ifLater = true
	case "LT":
		o.ifSooner = true
	default:
		return false
	}
	return true
}

// holds compares a key's expiry, 0 for never, with the one to be set.
func (o expireCondition) holds(old, at int64) bool {
	switch {
	case o.ifNone && old != 0, o.ifSome && old == 0:
		return false
	case o.ifLater:
		return old != 0 && at > old
	case o.ifSooner:
		return old == 0 || at < old
	}
	return true
}

func cmdPersist(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[1])
	return oneIf(ent != nil && c.persist(ent)), nil
}

// persist takes an expiry away and reports whether there was one.
func (c *call) persist(ent *entry) bool {
	if ent.val.expireAt == 0 {
		return false
	}
	c.db.setExpiry(ent, 0)
	c.changed(ent, "persist")
	c.logAs("PERSIST", ent.key)
	return true
}

func cmdTTL(c *call) (resp.Value, error) {
	// Rounded, so that a key of 10 seconds does not show 9 at once.
	return c.lifetime(func(at int64) int64 { return (at - c.engine.milliseconds() + 500) / 1000 }), nil
}

func cmdPTTL(c *call) (resp.Value, error) {
	return c.lifetime(func(at int64) int64 { return at - c.engine.milliseconds() }), nil
}

func cmdExpiretime(c *call) (resp.Value, error) {
	return c.lifetime(func(at int64) int64 { return (at + 500) / 1000 }), nil
}

func cmdPexpiretime(c *call) (resp.Value, error) {
	return c.lifetime(func(at int64) int64 { return at }), nil
}

// lifetime answers what of tells about a key's expiry: -1 when it has none,
// -2 when there is no such key.
func (c *call) lifetime(of func(at int64) int64) resp.Value {
	ent := c.db.keys.get(c.args[1])
	switch {
	case ent == nil:
		c.engine.missed(c.db, c.args[1])
		return resp.Integer(-2)
	case ent.val.expireAt == 0:
		return resp.Integer(-1)
	}
	return resp.Integer(max(of(ent.val.expireAt), 0))
}
