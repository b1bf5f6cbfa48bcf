// Commands about the server's data as a whole, and its clock.

package engine

import (
	"slices"

	"resplay/resp"
)

var serverCommands = []Command{
	{
		Name:    "dbsize",
		Summary: "Returns how many keys the database has.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: 1, Flags: ReadOnly | Fast, ACL: "keyspace",
		Tips: []string{"request_policy:all_shards", "response_policy:agg_sum"},
		run:  cmdDbsize,
	},
	{
		Name: "flushdb", Synopsis: "[ASYNC | SYNC]",
		Summary: "Removes all keys of the database.",
		Since:   "1.0.0", Group: "server", Complexity: "O(N) where N is the number of keys in the selected database",
		Arity: -1, Flags: Write, ACL: "keyspace dangerous",
		Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
		run:  cmdFlushdb,
	},
	{
		Name: "flushall", Synopsis: "[ASYNC | SYNC]",
		Summary: "Removes all keys of all databases.",
		Since:   "1.0.0", Group: "server", Complexity: "O(N) where N is the total number of keys in all databases",
		Arity: -1, Flags: Write, ACL: "keyspace dangerous",
		Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
		run:  cmdFlushall,
	},
	{
		Name: "swapdb", Synopsis: "index1 index2",
		Summary: "Exchanges two databases.",
		Since:   "4.0.0", Group: "server", Complexity: "O(N) where N is the count of clients watching or blocking on keys from both databases.",
		Arity: 3, Flags: Write | Fast, ACL: "keyspace dangerous",
		run: cmdSwapdb,
	},
	{
		Name:    "time",
		Summary: "Returns the server's time in seconds and microseconds.",
		Since:   "2.6.0", Group: "server", Complexity: "O(1)",
		Arity: 1, Flags: Loading | Stale | Fast,
		Tips: []string{"nondeterministic_output"},
		run:  cmdTime,
	},
}

func cmdDbsize(c *call) (resp.Value, error) {
	return resp.Integer(int64(c.db.keys.len())), nil
}

func cmdFlushdb(c *call) (resp.Value, error) {
	return c.flush("flushdb", c.db)
}

func cmdFlushall(c *call) (resp.Value, error) {
	return c.flush("flushall", c.engine.databases...)
}

// flush empties databases. The observer gets one event without a key for
// each that had any.
func (c *call) flush(event string, databases ...*database) (resp.Value, error) {
	if len(c.args) > 2 || len(c.args) == 2 && c.keyword(1) != "ASYNC" && c.keyword(1) != "SYNC" {
		return none, errSyntax
	}
	for _, db := range databases {
		if c.engine.clear(db) > 0 {
			c.changes++
			c.notify(db, "", event)
		}
	}
	return resp.OK(), nil
}

func cmdSwapdb(c *call) (resp.Value, error) {
	first, ok := parseInt(c.args[1])
	if !ok || first != int64(int32(first)) {
		return none, errFirstDB
	}
	second, ok := parseInt(c.args[2])
	if !ok || second != int64(int32(second)) {
		return none, errSecondDB
	}
	count := int64(len(c.engine.databases))
	if min(first, second) < 0 || max(first, second) >= count {
		return none, errDBIndex
	}
	if first != second {
		c.engine.swap(c.engine.databases[first], c.engine.databases[second])
		c.changes++
	}
	return resp.OK(), nil
}

// swap exchanges the keys of two databases. Who watches or waits for a key
// stays with the number, and finds the other's keys there.
func (e *Engine) swap(a, b *database) {
	watched := append(a.watchedKeys(), b.watchedKeys()...)
	for _, key := range watched {
		if a.keys.get(key) != nil || b.keys.get(key) != nil {
			e.dirty(a, key)
			e.dirty(b, key)
		}
	}
	a.keys, b.keys = b.keys, a.keys
	a.expiries, b.expiries = b.expiries, a.expiries
	a.hashes, b.hashes = b.hashes, a.hashes
	for _, db := range []*database{a, b} {
		for _, key := range db.awaitedKeys() {
			e.signal(db, key)
		}
	}
}

// awaitedKeys returns, in order, the keys that somebody is blocked on.
func (db *database) awaitedKeys() []string {
	keys := make([]string, 0, len(db.waiters))
	for key := range db.waiters {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func cmdTime(c *call) (resp.Value, error) {
	now := c.engine.now
	return resp.Bulks(formatInt(now.Unix()), formatInt(int64(now.Nanosecond()/1000))), nil
}
