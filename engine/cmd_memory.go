// MEMORY: what keys and the server take.

package engine

import (
	"math"
	"strconv"

	"resplay/resp"
)

func memoryCommands() []Command {
	return []Command{
		container("memory", "4.0.0", "4.0.0", "server", "Tells how memory is used.", []Command{
			{
				Name:    "doctor",
				Summary: "Looks for problems with memory.",
				Since:   "4.0.0", Group: "server", Complexity: "O(1)",
				Arity: 2,
				Tips:  []string{"nondeterministic_output", "request_policy:all_shards", "response_policy:special"},
				run:   cmdMemoryDoctor,
			},
			{
				Name:    "malloc-stats",
				Summary: "Returns what the allocator of memory tells, which is nothing here.",
				Since:   "4.0.0", Group: "server", Complexity: "Depends on how much memory is allocated, could be slow",
				Arity: 2,
				Tips:  []string{"nondeterministic_output", "request_policy:all_shards", "response_policy:special"},
				run:   cmdMemoryMallocStats,
			},
			{
				Name:    "purge",
				Summary: "Gives memory back that is not used, which happens by itself here.",
				Since:   "4.0.0", Group: "server", Complexity: "Depends on how much memory is allocated, could be slow",
				Arity: 2,
				Tips:  []string{"request_policy:all_shards", "response_policy:all_succeeded"},
				run:   func(*call) (resp.Value, error) { return resp.OK(), nil },
			},
			{
				Name:    "stats",
				Summary: "Tells what memory is used for.",
				Since:   "4.0.0", Group: "server", Complexity: "O(1)",
				Arity: 2,
				Tips:  []string{"nondeterministic_output", "request_policy:all_shards", "response_policy:special"},
				run:   cmdMemoryStats,
			},
			{
				Name: "usage", Synopsis: "key [SAMPLES count]",
				Summary: "Returns about how many bytes a key and its value take.",
				Since:   "4.0.0", Group: "server", Complexity: "O(N) where N is the number of samples.",
				Arity: -3, Flags: ReadOnly,
				Keys: []KeySpec{{Access: "RO", Begin: 2}},
				run:  cmdMemoryUsage,
			},
		}),
	}
}

// cmdMemoryUsage needs no samples: what a value takes is always counted.
func cmdMemoryUsage(c *call) (resp.Value, error) {
	for i := 3; i < len(c.args); i++ {
		if c.keyword(i) != "SAMPLES" || c.more(i) == 0 {
			return none, errSyntax
		}
		i++
		n, err := c.integer(i)
		switch {
		case err != nil:
			return none, err
		case n < 0:
			return none, errSyntax
		}
	}
	ent := c.db.keys.get(c.args[2])
	if ent == nil {
		return resp.Null(), nil
	}
	return resp.Integer(ent.val.memory), nil
}

func cmdMemoryDoctor(c *call) (resp.Value, error) {
	const little = 5 << 20
	if c.engine.memory < little {
		return resp.Verbatim("txt", "Hi Sam, this instance is empty or is using very little memory, my issues detector can't be used in these conditions. "+
			"Please, leave for your mission on Earth and fill it with some data. The new Sam and I will be back to our programming as soon as I finished rebooting.\n"), nil
	}
	return resp.Verbatim("txt", "Hi Sam, I can't find any memory issue in your instance. I can only account for what occurs on this base.\n"), nil
}

func cmdMemoryMallocStats(*call) (resp.Value, error) {
	return resp.Verbatim("txt", "Stats not supported for the current allocator"), nil
}

func cmdMemoryStats(c *call) (resp.Value, error) {
	e := c.engine
	var stats []resp.Value
	add := func(name string, value resp.Value) { stats = append(stats, resp.Bulk(name), value) }
	add("peak.allocated", resp.Integer(e.memory))
	add("total.allocated", resp.Integer(e.memory))
	for _, name := range []string{
		"startup.allocated", "replication.backlog", "clients.slaves", "clients.normal", "cluster.links",
		"aof.buffer", "lua.caches", "functions.caches",
	} {
		add(name, resp.Integer(0))
	}
	keys, overhead := int64(0), int64(0)
	for _, db := range e.databases {
		count := int64(db.keys.len())
		if count == 0 {
			continue
		}
		table, expires := count*keyOverhead, int64(db.expiries.len())*8
		add("db."+strconv.Itoa(db.id), resp.Map(
			resp.Bulk("overhead.hashtable.main"), resp.Integer(table),
			resp.Bulk("overhead.hashtable.expires"), resp.Integer(expires),
			resp.Bulk("overhead.hashtable.slot-to-keys"), resp.Integer(0),
		))
		keys, overhead = keys+count, overhead+table
	}
	add("overhead.total", resp.Integer(overhead))
	add("keys.count", resp.Integer(keys))
	add("keys.bytes-per-key", resp.Integer(e.memory/max(keys, 1)))
	add("dataset.bytes", resp.Integer(e.memory-overhead))
	add("dataset.percentage", resp.Double(percentage(e.memory-overhead, e.memory)))
	add("peak.percentage", resp.Double(100))
	return resp.Map(stats...), nil
}

// percentage is how many per cent of a whole a part is.
func percentage(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return math.Round(float64(part)/float64(whole)*1e4) / 100
}
