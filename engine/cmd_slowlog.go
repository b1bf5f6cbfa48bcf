//go:build !first

// SLOWLOG: the commands that took long.

package engine

import (
	"strings"
	"time"

	"resplay/resp"
)

var slowlogCommands = []Command{
	container("slowlog", "2.2.12", "6.2.0", "server", "Tells which commands took long.", []Command{
		{
			Name: "get", Synopsis: "[count]",
			Summary: "Returns the newest entries of the slow log.",
			Since:   "2.2.12", Group: "server", Complexity: "O(N) where N is the number of entries returned",
			Arity: -2, Flags: Admin | Loading | Stale,
			Tips: []string{"request_policy:all_nodes", "nondeterministic_output"},
			run:  cmdSlowlogGet,
		},
		{
			Name:    "len",
			Summary: "Counts the entries of the slow log.",
			Since:   "2.2.12", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: Admin | Loading | Stale,
			Tips: []string{"request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output"},
			run:  cmdSlowlogLen,
		},
		{
			Name:    "reset",
			Summary: "Empties the slow log.",
			Since:   "2.2.12", Group: "server", Complexity: "O(N) where N is the number of entries in the slowlog",
			Arity: 2, Flags: Admin | Loading | Stale,
			Tips: []string{"request_policy:all_nodes", "response_policy:all_succeeded"},
			run:  cmdSlowlogReset,
		},
	}),
}

// slowlog is the commands that took long, the oldest first.
type slowlog struct {
	threshold int64 // microseconds; below 0: none is slow
	most      int64 // entries
	entries   []slowEntry
	last      int64 // number of the next entry
}

type slowEntry struct {
	number int64
	at     time.Time
	took   time.Duration
	args   []string
	addr   string
	name   string
}

// What an entry keeps of a command.
const (
	slowArgs  = 32
	slowBytes = 128
)

func (l *slowlog) takes(cmd *Command, took time.Duration) bool {
	return l.threshold >= 0 && took.Microseconds() >= l.threshold && cmd.Flags&SkipSlowlog == 0
}

func (l *slowlog) add(c *call, took time.Duration) {
	entry := slowEntry{
		number: l.last, at: c.engine.now, took: took,
		args: slowLine(discreet(c.cmd, c.args)), addr: c.conn.addr, name: c.conn.name,
	}
	if c.byScript() {
		entry.addr, entry.name = "?:0", ""
	}
	l.last++
	l.entries = append(l.entries, entry)
	l.trim()
}

func (l *slowlog) trim() {
	if over := int64(len(l.entries)) - l.most; over > 0 {
		l.entries = append([]slowEntry(nil), l.entries[over:]...)
	}
}

// slowLine is what an entry shows of a command line.
func slowLine(args []string) []string {
	var line []string
	for i, arg := range args {
		if i == slowArgs-1 && len(args) > slowArgs {
			return append(line, "... ("+formatInt(int64(len(args)-i))+" more arguments)")
		}
		if over := len(arg) - slowBytes; over > 0 {
			arg = arg[:slowBytes] + "... (" + formatInt(int64(over)) + " more bytes)"
		}
		line = append(line, strings.Clone(arg))
	}
	return line
}

func cmdSlowlogGet(c *call) (resp.Value, error) {
	entries := c.engine.supervisor().slow.entries
	count := int64(10)
	switch {
	case len(c.args) > 3:
		return none, wrongSubcommand(c)
	case len(c.args) == 3:
		n, ok := parseInt(c.args[2])
		if !ok || n < -1 {
			return none, errSlowCount
		}
		if count = n; n == -1 {
			count = int64(len(entries))
		}
	}
	var list []resp.Value
	for i := len(entries) - 1; i >= 0 && int64(len(list)) < count; i-- {
		entry := entries[i]
		list = append(list, resp.Array(
			resp.Integer(entry.number), resp.Integer(entry.at.Unix()), resp.Integer(entry.took.Microseconds()),
			resp.Bulks(entry.args...), resp.Bulk(entry.addr), resp.Bulk(entry.name),
		))
	}
	return resp.Array(list...), nil
}

func cmdSlowlogLen(c *call) (resp.Value, error) {
	return resp.Integer(int64(len(c.engine.supervisor().slow.entries))), nil
}

func cmdSlowlogReset(c *call) (resp.Value, error) {
	c.engine.supervisor().slow.entries = nil
	return resp.OK(), nil
}
