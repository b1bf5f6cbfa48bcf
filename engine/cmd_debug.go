//go:build !first

// DEBUG: what test suites need to look into a server and to slow it down.

package engine

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

var debugCommands = []Command{
	{
		Name: "debug", Synopsis: "subcommand [argument [argument ...]]",
		Summary: "Looks into the server, for tests.",
		Since:   "1.0.0", Group: "server", Complexity: "Depends on subcommand.",
		Arity: -2, Flags: Admin | NoScript | Loading | Stale,
		run: cmdDebug, protected: debugDenied,
	},
}

// debugDenied reports whether a connection may not use DEBUG.
func debugDenied(conn *Conn) bool {
	switch conn.engine.options.Debug {
	case "yes":
		return false
	case "local":
		return !conn.local()
	}
	return true
}

// local reports whether a connection comes from the machine itself, or from
// no machine at all.
func (c *Conn) local() bool {
	host := c.addr[:max(0, strings.LastIndexByte(c.addr, ':'))]
	return host == "" || host == "[::1]" || strings.HasPrefix(host, "127.")
}

// debugCommand is a subcommand of DEBUG. They are none of COMMAND's.
type debugCommand struct {
	name        string
	least, most int // arguments behind the name; most below 0: any number
	synopsis    string
	summary     string
	run         func(c *call, args []string) (resp.Value, error)
}

// debugTable returns the subcommands in order of their names.
func debugTable() []debugCommand {
	return []debugCommand{
		{"CHANGE-REPL-ID", 0, 0, "", "Gives the server another replication ID.", debugChangeReplID},
		{"DIGEST", 0, 0, "", "Returns a digest of all keys.", debugDigest},
		{"DIGEST-VALUE", 0, -1, "[key ...]", "Returns digests of values.", debugDigestValue},
		{"ERROR", 1, 1, "message", "Returns an error.", debugError},
		{"HTSTATS", 1, 2, "dbid [FULL]", "Describes the table of a database's keys.", debugHtstats},
		{"HTSTATS-KEY", 1, 2, "key [FULL]", "Describes the table of a value.", debugHtstatsKey},
		{"LISTPACK", 1, 1, "key", "Reports whether a value is stored as a listpack.", debugListpack},
		{"LOADAOF", 0, 0, "", "Writes all keys as a log and reads it back.", debugReload},
		{"LOG", 1, 1, "message", "Does nothing: there is no server log.", debugOK},
		{"OBJECT", 1, 2, "key [FAST]", "Describes how a value is stored.", debugObject},
		{"PAUSE-CRON", 1, 1, "<0 | 1>", "Does nothing: there are no periodic tasks.", debugOK},
		{"POPULATE", 1, 3, "count [prefix] [size]", "Makes many string keys.", debugPopulate},
		{"PROTOCOL", 1, 1, "type", "Returns a value of a type of the protocol.", debugProtocol},
		{"QUICKLIST-PACKED-THRESHOLD", 1, 1, "size", "Does nothing but check the size.", debugPackedThreshold},
		{"RELOAD", 0, -1, "[MERGE] [NOFLUSH] [NOSAVE]", "Writes all keys as a log and reads it back.", debugReload},
		{"REPLICATE", 2, -1, "argument ...", "Does nothing: there are no replicas.", debugOK},
		{"SDSLEN", 1, 1, "key", "Tells the length of a key and its string.", debugSdslen},
		{"SET-ACTIVE-EXPIRE", 1, 1, "<0 | 1>", "Chooses whether keys expire by the clock, or when they are looked at.", debugSetActiveExpire},
		{"SET-DISABLE-DENY-SCRIPTS", 1, 1, "<0 | 1>", "Does nothing.", debugOK},
		{"SET-SKIP-CHECKSUM-VALIDATION", 1, 1, "<0 | 1>", "Does nothing.", debugOK},
		{"SLEEP", 1, 1, "seconds", "Makes the whole server stand still.", debugSleep},
		{"STRINGMATCH-LEN", 2, 2, "length pattern", "Matches a pattern against a long string.", debugStringmatchLen},
		{"STRUCTSIZE", 0, 0, "", "Tells the sizes of some structures.", debugStructsize},
	}
}

func cmdDebug(c *call) (resp.Value, error) {
	name, args := c.keyword(1), c.args[2:]
	if name == "HELP" && len(args) == 0 {
		return debugHelp(), nil
	}
	for _, sub := range debugTable() {
		if sub.name == name && len(args) >= sub.least && (sub.most < 0 || len(args) <= sub.most) {
			return sub.run(c, args)
		}
	}
	return none, wrongSubcommand(c)
}

func debugHelp() resp.Value {
	lines := []resp.Value{resp.Simple("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:")}
	for _, sub := range debugTable() {
		lines = append(lines, resp.Simple(strings.TrimSpace(sub.name+" "+sub.synopsis)), resp.Simple("    "+sub.summary))
	}
	return resp.Array(append(lines, resp.Simple("HELP"), resp.Simple("    Prints this help."))...)
}

func debugOK(*call, []string) (resp.Value, error) { return resp.OK(), nil }

func debugError(_ *call, args []string) (resp.Value, error) {
	return none, resp.Error(strings.ReplaceAll(strings.ReplaceAll(args[0], "\r", " "), "\n", " "))
}

func debugChangeReplID(c *call, _ []string) (resp.Value, error) {
	c.engine.supervisor().replicationIDs++
	return resp.OK(), nil
}

// debugSleep reads seconds as C does: what is no number is zero.
func debugSleep(c *call, args []string) (resp.Value, error) {
	const longest = 1e9 // seconds
	seconds, err := strconv.ParseFloat(args[0], 64)
	if err == nil && seconds > 0 {
		c.engine.paused().sleep(c.conn, time.Duration(min(seconds, longest)*1e9))
	}
	return resp.OK(), nil
}

func debugSetActiveExpire(c *call, args []string) (resp.Value, error) {
	n, _ := parseInt(args[0])
	c.engine.supervisor().keepsExpired = n == 0
	c.engine.chooseExpiry()
	return resp.OK(), nil
}

// debugStringmatchLen has no effect but the time that it takes.
func debugStringmatchLen(c *call, args []string) (resp.Value, error) {
	const longest = 1 << 20
	n, err := parseInt(args[0])
	if !err || n < 0 {
		return none, errNotPositive
	}
	match(args[1], strings.Repeat("a", int(min(n, longest))), false)
	return resp.OK(), nil
}

func debugPackedThreshold(_ *call, args []string) (resp.Value, error) {
	if n, ok := parseMemory(args[0]); !ok || n > 4<<30 {
		return none, errPackedThreshold
	}
	return resp.OK(), nil
}

// debugReload makes all keys anew from what a log of them says.
func debugReload(c *call, args []string) (resp.Value, error) {
	for _, word := range args {
		switch upper(word) {
		case "MERGE", "NOFLUSH", "NOSAVE":
		default:
			return none, errReloadOption
		}
	}
	return resp.OK(), c.engine.reload()
}

func (e *Engine) reload() error {
	log := e.AppendRewrite(nil)
	for _, db := range e.databases {
		e.clear(db)
	}
	reader := e.newConn("")
	reader.authenticated = true
	limits, tracker, expiry := e.options.Limits, e.tracker, e.lazily
	e.options.Limits, e.tracker, e.lazily, e.replaying = resp.Limits{Bulk: 1 << 30, Elems: 1 << 30}, nil, nil, true
	err := e.replay(reader, log)
	e.options.Limits, e.tracker, e.lazily, e.replaying = limits, tracker, expiry, false
	return err
}

// debugPopulate makes keys that are not there yet.
func debugPopulate(c *call, args []string) (resp.Value, error) {
	count, ok := parseInt(args[0])
	if !ok || count < 0 {
		return none, errNotPositive
	}
	prefix, size := "key", int64(0)
	if len(args) > 1 {
		prefix = args[1]
	}
	if len(args) > 2 {
		if size, ok = parseInt(args[2]); !ok || size < 0 {
			return none, errNotPositive
		}
	}
	const mostKeys = 1 << 28
	if count > mostKeys || size > int64(c.engine.longestString()) {
		return none, errOutOfRange
	}
	if err := c.engine.mayAllocate(count * (keyOverhead + int64(len(prefix)) + max(size, 16))); err != nil {
		return none, err
	}
	for i := range count {
		c.populate(prefix+":"+formatInt(i), "value:"+formatInt(i), int(size))
	}
	c.logAs() // as in Redis: the keys are for a test of this server alone
	return resp.OK(), nil
}

// populate makes a key, with its value cut or filled up to a size; 0: as it is.
func (c *call) populate(key, value string, size int) {
	if c.db.keys.get(key) != nil {
		return
	}
	if size > 0 {
		value = (value + strings.Repeat("\x00", max(0, size-len(value))))[:size]
	}
	c.changed(c.put(key, newString(value)), "set")
}
