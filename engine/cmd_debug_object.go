//go:build !first

// DEBUG about how values are stored, and about types of the protocol.

package engine

import (
	"strconv"
	"strings"

	"resplay/resp"
)

// debugEntry returns a key without using it.
func (c *call) debugEntry(key string) (*entry, error) {
	if ent := c.db.keys.get(key); ent != nil {
		return ent, nil
	}
	return nil, errNoSuchKey
}

// debugObject describes a value; its address is made up.
func debugObject(c *call, args []string) (resp.Value, error) {
	if len(args) == 2 && !sameWord(args[1], "fast") {
		return none, wrongSubcommand(c)
	}
	ent, err := c.debugEntry(args[0])
	if err != nil {
		return none, err
	}
	o := ent.val.object
	text := "Value at:0x" + strconv.FormatUint(hashString(args[0], c.engine.options.Seed)&(1<<47-16), 16) +
		" refcount:1 encoding:" + o.encoding()
	if len(args) == 1 {
		text += " serializedlength:" + strconv.Itoa(len(o.appendRewrite(nil, "")))
	}
	text += " lru:" + formatInt(ent.val.used.seconds()&(1<<24-1)) + " lru_seconds_idle:" + formatInt(c.engine.idle(ent))
	if o.encoding() == "quicklist" {
		size := o.size()
		text += " ql_nodes:1 ql_avg_node:" + strconv.FormatFloat(float64(size), 'f', 2, 64) +
			" ql_listpack_max:" + formatInt(c.engine.encodings.listSize) + " ql_compressed:0 ql_uncompressed_size:" + formatInt(o.memory())
	}
	return resp.Simple(text), nil
}

func debugListpack(c *call, args []string) (resp.Value, error) {
	ent, err := c.debugEntry(args[0])
	switch {
	case err != nil:
		return none, err
	case ent.val.object.encoding() != "listpack":
		return none, resp.Error("ERR Not a listpack encoded object.")
	}
	return resp.Simple("Listpack structure printed on stdout"), nil
}

// debugSdslen tells what Redis's own strings would be; none has room left.
func debugSdslen(c *call, args []string) (resp.Value, error) {
	ent, err := c.debugEntry(args[0])
	switch {
	case err != nil:
		return none, err
	case ent.val.object.kind() != "string" || ent.val.object.encoding() == "int":
		return none, resp.Error("ERR Not an sds encoded string.")
	}
	length := func(name string, n int) string {
		return name + "_sds_len:" + strconv.Itoa(n) + ", " + name + "_sds_avail:0, " + name + "_zmalloc: " + strconv.Itoa((n+4+7)&^7)
	}
	return resp.Simple(length("key", len(args[0])) + ", " + length("val", ent.val.object.size())), nil
}

func debugHtstats(c *call, args []string) (resp.Value, error) {
	id, ok := parseInt(args[0])
	switch {
	case !ok:
		return none, errNotInteger
	case id < 0 || id >= int64(len(c.engine.databases)):
		return none, resp.Error("ERR Out of range database")
	}
	db := c.engine.databases[id]
	return resp.Verbatim("txt", "[Dictionary HT]\n"+tableStats(db.keys.len())+"[Expires HT]\n"+tableStats(db.expiries.len())), nil
}

func debugHtstatsKey(c *call, args []string) (resp.Value, error) {
	ent, err := c.debugEntry(args[0])
	if err != nil {
		return none, err
	}
	switch ent.val.object.encoding() {
	case "hashtable", "skiplist":
		return resp.Verbatim("txt", tableStats(ent.val.object.size())), nil
	}
	return none, resp.Error("ERR The value stored at the specified key is not represented using an hash table")
}

// tableStats describes a hash table of so many elements.
func tableStats(count int) string {
	if count == 0 {
		return "Hash table 0 stats (main hash table):\nNo stats available for empty dictionaries\n"
	}
	size := 4
	for size < count {
		size *= 2
	}
	return "Hash table 0 stats (main hash table):\n table size: " + strconv.Itoa(size) +
		"\n number of elements: " + strconv.Itoa(count) + "\n"
}

func debugStructsize(*call, []string) (resp.Value, error) {
	return resp.Bulk("bits:64 robj:16 dictentry:24 sdshdr5:1 sdshdr8:3 sdshdr16:5 sdshdr32:9 sdshdr64:17 "), nil
}

// debugProtocol returns a sample of each type, the one that Redis returns.
func debugProtocol(c *call, args []string) (resp.Value, error) {
	zeroToTwo := []resp.Value{resp.Integer(0), resp.Integer(1), resp.Integer(2)}
	switch lower(args[0]) {
	case "string":
		return resp.Bulk("Hello World"), nil
	case "integer":
		return resp.Integer(12345), nil
	case "double":
		return resp.Double(3.141), nil
	case "bignum":
		return resp.BigNumber("1234567999999999999999999999999999999"), nil
	case "null":
		return resp.Null(), nil
	case "array":
		return resp.Array(zeroToTwo...), nil
	case "set":
		return resp.Set(zeroToTwo...), nil
	case "map":
		return resp.Map(resp.Integer(0), resp.Boolean(false), resp.Integer(1), resp.Boolean(true), resp.Integer(2), resp.Boolean(false)), nil
	case "attrib":
		reply := resp.Bulk("Some real reply following the attribute")
		attribute := resp.Map(resp.Bulk("key-popularity"), resp.Array(resp.Bulk("key:123"), resp.Integer(90)))
		reply.Attr = &attribute
		return reply, nil
	case "push":
		if c.conn.protocol == 2 {
			return none, resp.Error("ERR RESP2 is not supported by this command")
		}
		return several([]resp.Value{
			resp.Push(resp.Bulk("server-cpu-usage"), resp.Integer(42)),
			resp.Bulk("Some real reply following the push reply"),
		}), nil
	case "verbatim":
		return resp.Verbatim("txt", "This is a verbatim\nstring"), nil
	case "true":
		return resp.Boolean(true), nil
	case "false":
		return resp.Boolean(false), nil
	}
	return none, resp.Error("ERR Wrong protocol type name. Please use one of the following: " +
		strings.ReplaceAll("string integer double bignum null array set map attrib push verbatim true false", " ", "|"))
}
