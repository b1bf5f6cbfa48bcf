// SCAN, KEYS, and what HSCAN and SSCAN share with them.

package engine

import (
	"math"
	"strconv"

	"resplay/resp"
)

var scanCommands = []Command{
	{
		Name: "keys", Synopsis: "pattern",
		Summary: "Returns all keys that match a pattern.",
		Since:   "1.0.0", Group: "generic", Complexity: "O(N) with N being the number of keys in the database, under the assumption that the key names in the database and the given pattern have limited length.",
		Arity: 2, Flags: ReadOnly, ACL: "keyspace dangerous",
		Tips: []string{"request_policy:all_shards", "nondeterministic_output_order"},
		run:  cmdKeys,
	},
	{
		Name: "scan", Synopsis: "cursor [MATCH pattern] [COUNT count] [TYPE type]",
		Summary: "Goes through the keys step by step.",
		Since:   "2.8.0", Group: "generic", Complexity: scanCosts,
		Arity: -2, Flags: ReadOnly,
		Tips: []string{"nondeterministic_output", "request_policy:special"},
		run:  cmdScan,
	},
}

func cmdKeys(c *call) (resp.Value, error) {
	var keys []string
	for ent := range c.db.keys.all() {
		if match(c.args[1], ent.key, false) {
			keys = append(keys, ent.key)
		}
	}
	return resp.Bulks(keys...), nil
}

func cmdScan(c *call) (resp.Value, error) {
	cursor, err := c.cursor(1)
	if err != nil {
		return none, err
	}
	options, err := c.scanOptions(2, "")
	if err != nil {
		return none, err
	}
	keys := c.scanRoom(options.count)
	next := scanTable(&c.db.keys, cursor, options.count, func(ent *entry) {
		isType := options.kind == "" || sameWord(options.kind, ent.val.object.kind())
		if isType && options.matches(ent.key) {
			keys = append(keys, resp.Bulk(ent.key))
		}
	})
	return c.scanReply(next, keys), nil
}

// cursor is the argument at i as a cursor; nothing at all counts as 0.
func (c *call) cursor(i int) (uint64, error) {
	if c.args[i] == "" {
		return 0, nil
	}
	cursor, err := strconv.ParseUint(c.args[i], 10, 64)
	if err != nil {
		return 0, errCursor
	}
	return cursor, nil
}

// scanOptions is what a scan is asked for beside the cursor.
type scanOptions struct {
	count    int64
	pattern  string
	filtered bool   // by pattern
	kind     string // of key; "": any
	noValues bool
}

func (o scanOptions) matches(s string) bool {
	return !o.filtered || match(o.pattern, s, false)
}

// scanOptions reads the options from the argument at i on, for a scan of
// what kind says; "" are the keys themselves.
func (c *call) scanOptions(i int, kind string) (scanOptions, error) {
	options := scanOptions{count: 10}
	for ; i < len(c.args); i++ {
		word, hasValue := c.keyword(i), c.more(i) > 0
		switch {
		case word == "COUNT" && hasValue:
			i++
			n, err := c.integer(i)
			if err != nil {
				return options, err
			}
			if n < 1 {
				return options, errSyntax
			}
			options.count = n
		case word == "MATCH" && hasValue:
			i++
			options.pattern, options.filtered = c.args[i], true
		case word == "TYPE" && hasValue && kind == "":
			i++
			options.kind = c.args[i]
		case word == "NOVALUES" && kind == "hash":
			options.noValues = true
		case word == "NOVALUES" && kind != "":
			return options, errNoValues
		default:
			return options, errSyntax
		}
	}
	return options, nil
}

// scanTable visits buckets from a cursor on until it has visited count nodes
// and returns the next cursor. Empty buckets are passed over, but not
// without end.
func scanTable[V any](d *dict[V], cursor uint64, count int64, visit func(*node[V])) uint64 {
	visited := int64(0)
	for range 10 * min(count, math.MaxInt64/10) {
		cursor = d.scan(cursor, func(n *node[V]) {
			visited++
			visit(n)
		})
		if cursor == 0 || visited >= count {
			break
		}
	}
	return cursor
}

// scanRoom has room for what most scans find that are to find about count.
func (c *call) scanRoom(count int64) []resp.Value { return c.elems(int(min(2*min(count, 64), 64)))[:0] }

func (c *call) scanReply(cursor uint64, elems []resp.Value) resp.Value {
	var room [20]byte
	reply := c.elems(2)
	reply[0] = resp.Bulk(c.told(strconv.AppendUint(room[:0], cursor, 10)))
	reply[1] = resp.Array(elems...)
	return resp.Array(reply...)
}
