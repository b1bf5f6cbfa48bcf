// Samples of the commands about the server.

package client

import (
	"time"

	"resplay/resp"
)

var serverSamples = family{
	setup: `
		SET k v
		LPUSH l a b c
	`,
	samples: []sample{
		row("Do", func(c Commands) answer { return got(c.Do("ECHO", "thing")) }, "ECHO thing", resp.Bulks("x"), resp.Bulks("x")),
		row("DoArgs", func(c Commands) answer { return got(c.DoArgs("MSET", []byte("a"), 1, "b", -2.5)) }, "MSET a 1 b -2.5", ok, ok),
		row("Info", func(c Commands) answer { return got(c.Info("server")) }, "INFO server", resp.Bulk("# Server"), "# Server").varying("time passes"),
		row("InfoMap", func(c Commands) answer {
			return got(c.InfoMap("server", "clients"))
		}, "INFO server clients", resp.Verbatim("txt", "# Server\r\nredis_version:7.4.0\r\n\r\n# Clients\r\nblocked_clients:0\r\n"), map[string]string{"redis_version": "7.4.0", "blocked_clients": "0"}).varying("time passes"),
		row("DBSize", func(c Commands) answer { return got(c.DBSize()) }, "DBSIZE", resp.Integer(2), int64(2)),
		row("FlushDB", func(c Commands) answer { return got(c.FlushDB()) }, "FLUSHDB", ok, nothing),
		row("FlushDB", func(c Commands) answer { return got(c.FlushDB(Async)) }, "FLUSHDB ASYNC", ok, nothing),
		row("FlushDB", func(c Commands) answer { return got(c.FlushDB(Sync)) }, "FLUSHDB SYNC", ok, nothing),
		row("FlushAll", func(c Commands) answer { return got(c.FlushAll()) }, "FLUSHALL", ok, nothing),
		row("FlushAll", func(c Commands) answer { return got(c.FlushAll(Async)) }, "FLUSHALL ASYNC", ok, nothing),
		row("FlushAll", func(c Commands) answer { return got(c.FlushAll(Sync)) }, "FLUSHALL SYNC", ok, nothing),
		row("SwapDB", func(c Commands) answer { return got(c.SwapDB(0, 1)) }, "SWAPDB 0 1", ok, nothing),
		row("Time", func(c Commands) answer { return got(c.Time()) }, "TIME", resp.Bulks("1700000000", "123000"), at).varying("time passes"),
		row("LastSave", func(c Commands) answer { return got(c.LastSave()) }, "LASTSAVE", resp.Integer(1700000000), time.Unix(1_700_000_000, 0)).varying("servers start at different times"),
		row("Lolwut", func(c Commands) answer { return got(c.Lolwut()) }, "LOLWUT", resp.Verbatim("txt", "Redis ver. 7.4.0"), "Redis ver. 7.4.0").varying("it is made by chance"),
		row("Lolwut", func(c Commands) answer { return got(c.Lolwut(5, 6, 1)) }, "LOLWUT VERSION 5 6 1", resp.Bulk("Redis ver. 7.4.0"), "Redis ver. 7.4.0").varying("it is made by chance"),
		row("ACLWhoAmI", func(c Commands) answer { return got(c.ACLWhoAmI()) }, "ACL WHOAMI", resp.Bulk("default"), "default"),
		row("ACLCat", func(c Commands) answer { return got(c.ACLCat("")) }, "ACL CAT", resp.Bulks("keyspace", "read"), []string{"keyspace", "read"}),
		row("ACLCat", func(c Commands) answer { return got(c.ACLCat("hash")) }, "ACL CAT hash", resp.Bulks("hget"), []string{"hget"}),
		row("ACLGenPass", func(c Commands) answer { return got(c.ACLGenPass(0)) }, "ACL GENPASS", resp.Bulk("ff"), "ff").varying("it is made by chance"),
		row("ACLGenPass", func(c Commands) answer { return got(c.ACLGenPass(5)) }, "ACL GENPASS 5", resp.Bulk("ff"), "ff").varying("it is made by chance"),

		row("Wait", func(c Commands) answer { return got(c.Wait(1, 100*ms)) }, "WAIT 1 100", resp.Integer(0), int64(0)),
		row("WaitAOF", func(c Commands) answer { return got(c.WaitAOF(false, 1, 100*ms)) }, "WAITAOF 0 1 100", resp.Array(resp.Integer(0), resp.Integer(2)), Synced{false, 2}),
		row("WaitAOF", func(c Commands) answer { return got(c.WaitAOF(true, 0, 0)) }, "WAITAOF 1 0 0", resp.Array(resp.Integer(1), resp.Integer(0)), Synced{true, 0}).notRun("servers without a log refuse it"),
		row("Role", func(c Commands) answer {
			return got(c.Role())
		}, "ROLE", resp.Array(resp.Bulk("master"), resp.Integer(9), resp.Array(resp.Bulks("10.0.0.1", "6380", "7"))), Role{Name: "master", Offset: 9, Replicas: []Replica{{"10.0.0.1:6380", 7}}}),
		row("Role", func(c Commands) answer {
			return got(c.Role())
		}, "ROLE", resp.Array(resp.Bulk("slave"), resp.Bulk("10.0.0.1"), resp.Integer(6379), resp.Bulk("connected"), resp.Integer(7)), Role{Name: "slave", Master: "10.0.0.1:6379", State: "connected", Offset: 7}),
		row("Role", func(c Commands) answer { return got(c.Role()) }, "ROLE", resp.Array(resp.Bulk("sentinel"), resp.Bulks("mymaster")), Role{Name: "sentinel", Masters: []string{"mymaster"}}),

		row("MemoryUsage", func(c Commands) answer { return got(c.MemoryUsage("k")) }, "MEMORY USAGE k", resp.Integer(56), int64(56)),
		row("MemoryUsageSamples", func(c Commands) answer { return got(c.MemoryUsageSamples("l", 0)) }, "MEMORY USAGE l SAMPLES 0", resp.Integer(56), int64(56)),
		row("MemoryStats", func(c Commands) answer {
			return got(c.MemoryStats())
		}, "MEMORY STATS", resp.Map(resp.Bulk("peak.allocated"), resp.Integer(9), resp.Bulk("db.0"), resp.Array(resp.Bulk("overhead.hashtable.main"), resp.Integer(7)), resp.Bulk("fragmentation"), resp.Bulk("1.5")), map[string]float64{"peak.allocated": 9, "db.0.overhead.hashtable.main": 7, "fragmentation": 1.5}).varying("memory is used"),
		row("MemoryDoctor", func(c Commands) answer { return got(c.MemoryDoctor()) }, "MEMORY DOCTOR", resp.Verbatim("txt", "Hi Sam"), "Hi Sam"),
		row("MemoryMallocStats", func(c Commands) answer { return got(c.MemoryMallocStats()) }, "MEMORY MALLOC-STATS", resp.Bulk("Stats"), "Stats").varying("memory is used"),
		row("MemoryPurge", func(c Commands) answer { return got(c.MemoryPurge()) }, "MEMORY PURGE", ok, nothing),

		row("Command", func(c Commands) answer {
			return got(c.Command())
		}, "COMMAND", resp.Array(resp.Array(resp.Bulk("get"), resp.Integer(2), resp.Set(resp.Simple("readonly"), resp.Simple("fast")), resp.Integer(1), resp.Integer(1), resp.Integer(1), resp.Set(resp.Simple("@read")), resp.Array(), resp.Array(resp.Map(resp.Bulk("flags"), resp.Set(resp.Simple("RO")), resp.Bulk("begin_search"), resp.Map(resp.Bulk("type"), resp.Bulk("index"), resp.Bulk("spec"), resp.Map(resp.Bulk("index"), resp.Integer(1))), resp.Bulk("find_keys"), resp.Map(resp.Bulk("type"), resp.Bulk("unknown"), resp.Bulk("spec"), resp.Map()))), resp.Array())), []CommandInfo{CommandInfo{Name: "get", Arity: 2, Flags: []string{"readonly", "fast"}, FirstKey: 1, LastKey: 1, Step: 1, Categories: []string{"@read"}, Tips: []string{}, KeySpecs: []KeySpec{{Flags: []string{"RO"}, Begin: KeySearch{"index", map[string]string{"index": "1"}}, Find: KeySearch{"unknown", map[string]string{}}}}, Sub: []CommandInfo{}}}),
		row("CommandInfo", func(c Commands) answer {
			return got(c.CommandInfo("get", "client", "nope"))
		}, "COMMAND INFO get client nope", resp.Array(resp.Array(resp.Bulk("get"), resp.Integer(2), resp.Set(resp.Simple("readonly"), resp.Simple("fast")), resp.Integer(1), resp.Integer(1), resp.Integer(1), resp.Set(resp.Simple("@read")), resp.Array(), resp.Array(resp.Map(resp.Bulk("flags"), resp.Set(resp.Simple("RO")), resp.Bulk("begin_search"), resp.Map(resp.Bulk("type"), resp.Bulk("index"), resp.Bulk("spec"), resp.Map(resp.Bulk("index"), resp.Integer(1))), resp.Bulk("find_keys"), resp.Map(resp.Bulk("type"), resp.Bulk("unknown"), resp.Bulk("spec"), resp.Map()))), resp.Array(resp.Array(resp.Bulk("get|x"), resp.Integer(-2), resp.Array(), resp.Integer(0), resp.Integer(0), resp.Integer(0)))), missing), []CommandInfo{CommandInfo{Name: "get", Arity: 2, Flags: []string{"readonly", "fast"}, FirstKey: 1, LastKey: 1, Step: 1, Categories: []string{"@read"}, Tips: []string{}, KeySpecs: []KeySpec{{Flags: []string{"RO"}, Begin: KeySearch{"index", map[string]string{"index": "1"}}, Find: KeySearch{"unknown", map[string]string{}}}}, Sub: []CommandInfo{{Name: "get|x", Arity: -2, Flags: []string{}}}}, {}}),
		row("CommandCount", func(c Commands) answer { return got(c.CommandCount()) }, "COMMAND COUNT", resp.Integer(240), int64(240)),
		row("CommandDocs", func(c Commands) answer {
			return got(c.CommandDocs("get", "set", "client", "nope"))
		}, "COMMAND DOCS get set client nope", resp.Map(resp.Bulk("x"), resp.Map(resp.Bulk("summary"), resp.Bulk("S"), resp.Bulk("since"), resp.Bulk("1.0.0"), resp.Bulk("arguments"), resp.Array(resp.Array(resp.Bulk("name"), resp.Bulk("c"), resp.Bulk("type"), resp.Bulk("oneof"), resp.Bulk("arguments"), resp.Array(resp.Map(resp.Bulk("name"), resp.Bulk("ex"), resp.Bulk("token"), resp.Bulk("EX"))))), resp.Bulk("subcommands"), resp.Array(resp.Bulk("x|y"), resp.Array(resp.Bulk("group"), resp.Bulk("G"))))), map[string]CommandDoc{"x": {Summary: "S", Since: "1.0.0", Arguments: []CommandArgument{{Name: "c", Type: "oneof", Arguments: []CommandArgument{{Name: "ex", Token: "EX"}}}}, Sub: map[string]CommandDoc{"x|y": {Group: "G"}}}}),
		row("CommandDocs", func(c Commands) answer { return got(c.CommandDocs()) }, "COMMAND DOCS", resp.Map(), map[string]CommandDoc{}),
		row("CommandList", func(c Commands) answer { return got(c.CommandList(CommandFilter{})) }, "COMMAND LIST", resp.Bulks("get", "set"), []string{"get", "set"}),
		row("CommandList", func(c Commands) answer { return got(c.CommandList(CommandFilter{Module: "json"})) }, "COMMAND LIST FILTERBY MODULE json", resp.Bulks("json.get"), []string{"json.get"}),
		row("CommandList", func(c Commands) answer { return got(c.CommandList(CommandFilter{Category: "hash"})) }, "COMMAND LIST FILTERBY ACLCAT hash", resp.Bulks("hget"), []string{"hget"}),
		row("CommandList", func(c Commands) answer { return got(c.CommandList(CommandFilter{Pattern: "hget*"})) }, "COMMAND LIST FILTERBY PATTERN hget*", resp.Bulks("hget"), []string{"hget"}),
		row("CommandGetKeys", func(c Commands) answer { return got(c.CommandGetKeys("MSET", "a", "1", "b", "2")) }, "COMMAND GETKEYS MSET a 1 b 2", resp.Bulks("a", "b"), []string{"a", "b"}),
		row("CommandGetKeysAndFlags", func(c Commands) answer {
			return got(c.CommandGetKeysAndFlags("LMOVE", "a", "b", "LEFT", "RIGHT"))
		}, "COMMAND GETKEYSANDFLAGS LMOVE a b LEFT RIGHT", resp.Array(resp.Array(resp.Bulk("a"), resp.Set(resp.Simple("RW"), resp.Simple("access")))), []KeyUse{{"a", []string{"RW", "access"}}}),
	},
}
