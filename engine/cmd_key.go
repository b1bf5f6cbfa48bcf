// Commands of keys whatever they hold.

package engine

import (
	"time"

	"resplay/resp"
)

var keyCommands = []Command{
	{
		Name: "del", Synopsis: "key [key ...]",
		Summary: "Deletes keys and returns how many there were.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(N) where N is the number of keys that will be removed.",
		Arity: -2, Flags: Write | borrows,
		Keys: []KeySpec{{Access: "RM delete", Last: -1}},
		Tips: []string{"request_policy:multi_shard", "response_policy:agg_sum"},
		run:  cmdDel,
	},
	{
		Name: "unlink", Synopsis: "key [key ...]",
		Summary: "Deletes keys and returns how many there were; their memory may be freed later.",
		Since:   "4.0.0", Group: "generic", Complexity: "O(1) for each key removed regardless of its size.",
		Arity: -2, Flags: Write | Fast | borrows,
		Keys: []KeySpec{{Access: "RM delete", Last: -1}},
		Tips: []string{"request_policy:multi_shard", "response_policy:agg_sum"},
		run:  cmdDel,
	},
	{
		Name: "exists", Synopsis: "key [key ...]",
		Summary: "Counts the keys that exist, one named twice twice.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(N) where N is the number of keys to check.",
		Arity: -2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO", Last: -1}},
		Tips: []string{"request_policy:multi_shard", "response_policy:agg_sum"},
		run:  cmdExists,
	},
	{
		Name: "touch", Synopsis: "key [key ...]",
		Summary: "Counts the keys that exist and marks them as used.",
		Since:   "3.2.1", Group: "generic", Complexity: "O(N) where N is the number of keys that will be touched.",
		Arity: -2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO", Last: -1}},
		Tips: []string{"request_policy:multi_shard", "response_policy:agg_sum"},
		run:  cmdTouch,
	},
	{
		Name: "type", Synopsis: "key",
		Summary: "Returns the type of the value at a key.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO"}},
		run:  cmdType,
	},
	{
		Name:    "randomkey",
		Summary: "Returns a random key.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 1, Flags: ReadOnly,
		Tips: []string{"request_policy:all_shards", "nondeterministic_output"},
		run:  cmdRandomkey,
	},
	{
		Name: "rename", Synopsis: "key newkey",
		Summary: "Renames a key, over any other of the new name.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 3, Flags: Write,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "OW update", Begin: 2}},
		run:  cmdRename,
	},
	{
		Name: "renamenx", Synopsis: "key newkey",
		Summary: "Renames a key unless there is one of the new name.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 3, Flags: Write | Fast,
		Keys: []KeySpec{{Access: "RW access delete"}, {Access: "OW insert", Begin: 2}},
		run:  cmdRenamenx,
	},
	{
		Name: "copy", Synopsis: "source destination [DB destination-db] [REPLACE]",
		Summary: "Copies a key with its value and expiry.",
		Since:   "6.2.0", Group: "generic", Complexity: "O(N) worst case for collections, where N is the number of nested items. O(1) for string values.",
		Arity: -3, Flags: Write | DenyOOM,
		Keys: []KeySpec{{Access: "RO access"}, {Access: "OW update", Begin: 2}},
		run:  cmdCopy,
	},
	{
		Name: "move", Synopsis: "key db",
		Summary: "Moves a key to another database.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 3, Flags: Write | Fast,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdMove,
	},
	{
		Name: "wait", Synopsis: "numreplicas timeout",
		Summary: "Waits for replicas, of which there are none.",
		Since:   "3.0.0", Group: "generic", Complexity: "O(1)",
		Arity: 3, Flags: NoScript, ACL: "connection",
		Tips: []string{"request_policy:all_shards", "response_policy:agg_min"},
		run:  cmdWait,
	},
}

func cmdDel(c *call) (resp.Value, error) {
	removed := int64(0)
	for _, key := range c.args[1:] {
		if ent := c.db.keys.get(key); ent != nil {
			c.remove(ent, "del")
			removed++
		}
	}
	return resp.Integer(removed), nil
}

// cmdExists counts keys, which does not use them.
func cmdExists(c *call) (resp.Value, error) {
	count := int64(0)
	for _, key := range c.args[1:] {
		if c.glance(key) != nil {
			count++
		}
	}
	return resp.Integer(count), nil
}

func cmdTouch(c *call) (resp.Value, error) {
	count := int64(0)
	for _, key := range c.args[1:] {
		if c.lookup(key) != nil {
			count++
		}
	}
	return resp.Integer(count), nil
}

func cmdType(c *call) (resp.Value, error) {
	if ent := c.db.keys.get(c.args[1]); ent != nil {
		return resp.Simple(ent.val.object.kind()), nil
	}
	c.engine.missed(c.db, c.args[1])
	return resp.Simple("none"), nil
}

func cmdRandomkey(c *call) (resp.Value, error) {
	if c.db.keys.len() == 0 {
		return resp.Null(), nil
	}
	return resp.Bulk(c.db.keys.random(c.engine.random).key), nil
}

func cmdRename(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[1])
	if ent == nil {
		return none, errNoSuchKey
	}
	if c.args[1] != c.args[2] {
		c.rename(ent, c.args[2])
	}
	return resp.OK(), nil
}

func cmdRenamenx(c *call) (resp.Value, error) {
	ent := c.db.keys.get(c.args[1])
	if ent == nil {
		return none, errNoSuchKey
	}
	if c.db.keys.get(c.args[2]) != nil {
		return resp.Integer(0), nil
	}
	c.rename(ent, c.args[2])
	return resp.Integer(1), nil
}

func (c *call) rename(ent *entry, name string) {
	c.use(ent)
	expireAt, used := ent.val.expireAt, ent.val.used
	c.engine.happened(c.db, name, "new")
	c.remove(ent, "rename_from")
	c.transfer(c.db, name, ent.val.object, expireAt, "rename_to").val.used = used
}

// transfer puts a value that another key had under a key, in place of any.
func (c *call) transfer(db *database, key string, value object, expireAt int64, event string) *entry {
	ent := db.put(key, value)
	db.setExpiry(ent, expireAt)
	ent.val.used = c.engine.used(0)
	c.changes++
	c.engine.touched(db, ent)
	c.notify(db, key, event)
	return ent
}

// copyOptions is where COPY copies to.
type copyOptions struct {
	db      *database
	replace bool
}

func (c *call) copyOptions(i int) (copyOptions, error) {
	options := copyOptions{db: c.db}
	for ; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "REPLACE":
			options.replace = true
		case word == "DB" && c.more(i) > 0:
			i++
			db, err := c.database(i)
			if err != nil {
				return options, err
			}
			options.db = db
		default:
			return options, errSyntax
		}
	}
	return options, nil
}

// database is the argument at i as a database's number.
func (c *call) database(i int) (*database, error) {
	n, err := c.integer(i)
	switch {
	case err != nil:
		return nil, err
	case n != int64(int32(n)):
		return nil, errInt32
	case n < 0 || n >= int64(len(c.engine.databases)):
		return nil, errDBIndex
	}
	return c.engine.databases[n], nil
}

func cmdCopy(c *call) (resp.Value, error) {
	options, err := c.copyOptions(3)
	if err != nil {
		return none, err
	}
	source, destination := c.args[1], c.args[2]
	if options.db == c.db && source == destination {
		return none, errSameObject
	}
	ent := c.lookup(source)
	if ent == nil || options.db.keys.get(destination) != nil && !options.replace {
		return resp.Integer(0), nil
	}
	c.engine.happened(options.db, destination, "new")
	c.transfer(options.db, destination, ent.val.object.clone(), ent.val.expireAt, "copy_to")
	return resp.Integer(1), nil
}

func cmdMove(c *call) (resp.Value, error) {
	to, err := c.database(2)
	switch {
	case err != nil:
		return none, err
	case to == c.db:
		return none, errSameObject
	}
	key := c.args[1]
	ent := c.db.keys.get(key)
	if ent == nil || to.keys.get(key) != nil {
		return resp.Integer(0), nil
	}
	c.use(ent)
	expireAt, used := ent.val.expireAt, ent.val.used
	c.engine.happened(to, key, "new")
	c.remove(ent, "move_from")
	c.transfer(to, key, ent.val.object, expireAt, "move_to").val.used = used
	return resp.Integer(1), nil
}

func cmdWait(c *call) (resp.Value, error) {
	replicas, err := c.integer(1)
	if err != nil {
		return none, err
	}
	timeout, err := c.integer(2)
	switch {
	case err != nil:
		return none, errTimeoutInteger
	case timeout < 0:
		return none, errTimeoutNegative
	case replicas <= 0:
		return resp.Integer(0), nil
	}
	limited := min(timeout, int64(1<<53/time.Millisecond))
	return c.block("", nil, time.Duration(limited)*time.Millisecond, resp.Integer(0))
}
