// DUMP and RESTORE: a value as bytes, in Redis's own format.

package engine

import (
	"math"

	"resplay/resp"
)

const restoreCosts = "O(1) to create the new key and additional O(N*M) to reconstruct the serialized value, where N is the number of Redis objects composing the value and M their average size. " +
	"For small string values the time complexity is thus O(1)+O(1*M) where M is small, so simply O(1). " +
	"However for sorted set values the complexity is O(N*M*log(N)) because inserting values into sorted sets is O(log(N))."

func dumpCommands() []Command {
	return []Command{
		{
			Name: "dump", Synopsis: "key",
			Summary: "Returns a value as bytes, for RESTORE.",
			Since:   "2.6.0", Group: "generic",
			Complexity: "O(1) to access the key and additional O(N*M) to serialize it, where N is the number of Redis objects composing the value and M their average size. For small string values the time complexity is thus O(1)+O(1*M) where M is small, so simply O(1).",
			Arity:      2, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO access"}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdDump,
		},
		{
			Name: "restore", Synopsis: "key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
			Summary: "Makes a key of what DUMP returned.",
			Since:   "2.6.0", Group: "generic", Complexity: restoreCosts,
			Arity: -4, Flags: Write | DenyOOM, ACL: "keyspace dangerous",
			Keys: []KeySpec{{Access: "OW update"}},
			run:  cmdRestore,
		},
	}
}

func cmdDump(c *call) (resp.Value, error) {
	ent := c.lookup(c.args[1])
	if ent == nil {
		return resp.Null(), nil
	}
	return resp.Bulk(dumpValue(ent.val.object)), nil
}

// restoreOptions is what RESTORE is asked for beside key and value.
type restoreOptions struct {
	replace, absolute bool
	idle, frequency   int64 // -1: not said
}

func (c *call) restoreOptions(i int) (o restoreOptions, err error) {
	o.idle, o.frequency = -1, -1
	for ; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "REPLACE":
			o.replace = true
		case word == "ABSTTL":
			o.absolute = true
		case word == "IDLETIME" && c.more(i) > 0 && o.frequency < 0:
			i++
			if o.idle, err = c.within(i, 0, math.MaxInt64, errRestoreIdle); err != nil {
				return o, err
			}
		case word == "FREQ" && c.more(i) > 0 && o.idle < 0:
			i++
			if o.frequency, err = c.within(i, 0, mostUses, errRestoreFreq); err != nil {
				return o, err
			}
		default:
			return o, errSyntax
		}
	}
	return o, nil
}

// within is the argument at i as a number from least to most.
func (c *call) within(i int, least, most int64, otherwise error) (int64, error) {
	n, err := c.integer(i)
	if err == nil && (n < least || n > most) {
		err = otherwise
	}
	return n, err
}

func cmdRestore(c *call) (resp.Value, error) {
	o, err := c.restoreOptions(4)
	if err != nil {
		return none, err
	}
	key := c.args[1]
	if !o.replace && c.db.keys.get(key) != nil {
		return none, errBusyKey
	}
	at, err := c.within(2, 0, math.MaxInt64, errRestoreTTL)
	if err != nil {
		return none, err
	}
	value, err := c.restored(c.args[3])
	if err != nil {
		return none, err
	}
	if at > 0 && !o.absolute {
		at = min(at, math.MaxInt64-c.engine.milliseconds()) + c.engine.milliseconds()
	}
	c.restore(key, value, at, o)
	return resp.OK(), nil
}

// restored returns the value of a dump.
func (c *call) restored(dump string) (object, error) {
	body, ok := openDump(dump)
	if !ok {
		return nil, errDumpVersion
	}
	r := rdbReader{rest: body, sound: true, limits: &c.engine.encodings, room: c.engine.roomToUnfold()}
	value := r.loadValue()
	switch {
	case r.full:
		return nil, errOOM
	case value == nil:
		return nil, errDumpFormat
	}
	return value, nil
}

// roomToUnfold is how many bytes compressed strings may take altogether.
func (e *Engine) roomToUnfold() int {
	room := int64(e.longestString())
	if e.options.MaxMemory > 0 && !e.replaying {
		room = min(room, e.options.MaxMemory)
	}
	return int(room)
}

// restore puts a value under a key; one whose time has come only takes away
// what was there.
func (c *call) restore(key string, value object, at int64, o restoreOptions) {
	old := c.db.keys.get(key)
	if at > 0 && at <= c.engine.milliseconds() && !c.engine.replaying {
		if old != nil {
			c.remove(old, "del")
			c.logAs("DEL", key)
		}
		return
	}
	if old != nil {
		c.engine.removed(c.db, old) // the key is a new one, also to LRU and LFU
	}
	ent := c.put(key, value)
	c.db.setExpiry(ent, at)
	c.setUsage(ent, o)
	if expiryOf(value) != nil {
		c.engine.expiringFields = true
	}
	c.changed(ent, "restore")
	c.logAs("RESTORE", key, formatInt(at), c.args[3], "REPLACE", "ABSTTL")
}

// setUsage notes when and how often a key was used, as far as the policy of
// eviction asks for it.
func (c *call) setUsage(ent *entry, o restoreOptions) {
	e := c.engine
	frequent := e.options.eviction.policy.frequent()
	switch {
	case o.frequency >= 0 && frequent:
		ent.val.used = ent.val.used.counted(uint8(o.frequency), e.now.Unix()/60)
	case o.idle >= 0 && !frequent:
		ent.val.used = ent.val.used.at(max(e.now.Unix()-o.idle, 1))
	}
}
