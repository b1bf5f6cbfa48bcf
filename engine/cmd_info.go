// INFO: the server's state, section by section.

package engine

import (
	"slices"
	"strconv"
	"strings"

	"resplay/resp"
)

var infoCommands = []Command{
	{
		Name: "info", Synopsis: "[section [section ...]]",
		Summary: "Returns the server's state and counters.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: -1, Flags: Loading | Stale, ACL: "dangerous",
		Tips: []string{"nondeterministic_output", "request_policy:all_shards", "response_policy:special"},
		run:  cmdInfo,
	},
}

// infoSection is a part of INFO's answer: lines of name and value.
type infoSection struct {
	name  string
	lines func(*Engine) []string // name, value, name, value
}

var infoSections = []infoSection{
	{"Server", infoServer},
	{"Clients", infoClients},
	{"Memory", infoMemory},
	{"Persistence", infoPersistence},
	{"Stats", infoStats},
	{"Replication", infoReplication},
	{"CPU", infoCPU},
	{"Modules", func(*Engine) []string { return nil }},
	{"Errorstats", infoErrors},
	{"Cluster", func(*Engine) []string { return []string{"cluster_enabled", "0"} }},
	{"Keyspace", infoKeyspace},
}

func cmdInfo(c *call) (resp.Value, error) {
	var parts []string
	for _, section := range infoSections {
		if c.wantsSection(section.name) {
			parts = append(parts, section.text(c.engine))
		}
	}
	return resp.Verbatim("txt", strings.Join(parts, "\r\n")), nil
}

func (c *call) wantsSection(name string) bool {
	if len(c.args) == 1 {
		return true
	}
	return slices.ContainsFunc(c.args[1:], func(arg string) bool {
		switch lower(arg) {
		case "all", "default", "everything", lower(name):
			return true
		}
		return false
	})
}

func (s infoSection) text(e *Engine) string {
	var text strings.Builder
	text.WriteString("# " + s.name + "\r\n")
	lines := s.lines(e)
	for i := 0; i < len(lines); i += 2 {
		text.WriteString(lines[i] + ":" + lines[i+1] + "\r\n")
	}
	return text.String()
}

func infoServer(e *Engine) []string {
	up := e.now.Sub(e.options.Now)
	return []string{
		"redis_version", e.options.Version,
		"redis_git_sha1", "00000000",
		"redis_mode", "standalone",
		"os", "resplay", // whatever runs it: traces must not depend on that
		"arch_bits", "64",
		"multiplexing_api", "none",
		"process_id", "1",
		"run_id", runID(e.options.Seed),
		"tcp_port", "6379",
		"server_time_usec", formatInt(e.now.UnixMicro()),
		"uptime_in_seconds", formatInt(int64(up.Seconds())),
		"uptime_in_days", formatInt(int64(up.Hours() / 24)),
		"hz", "10",
		"executable", "resplay",
		"config_file", "",
	}
}

// runID is 40 hexadecimal digits that depend on the seed alone.
func runID(seed uint64) string {
	id := ""
	for i := uint64(1); len(id) < 40; i++ {
		part := strconv.FormatUint(hashString("run", seed+i), 16)
		id += strings.Repeat("0", 16-len(part)) + part
	}
	return id[:40]
}

func infoClients(e *Engine) []string {
	blocked, subscribers, watching := int64(0), int64(0), int64(0)
	for _, c := range e.conns {
		if c.wait != nil {
			blocked++
		}
		if c.subscribed() {
			subscribers++
		}
		if len(c.tx.watched) > 0 {
			watching++
		}
	}
	return []string{
		"connected_clients", strconv.Itoa(len(e.conns)),
		"cluster_connections", "0",
		"maxclients", strconv.Itoa(e.options.MaxClients),
		"blocked_clients", formatInt(blocked),
		"tracking_clients", "0",
		"pubsub_clients", formatInt(subscribers),
		"watching_clients", formatInt(watching),
		"clients_in_timeout_table", strconv.Itoa(e.waits.len()),
	}
}

func infoMemory(e *Engine) []string {
	return []string{
		"used_memory", formatInt(e.memory),
		"used_memory_human", human(e.memory),
		"used_memory_dataset", formatInt(e.memory),
		"maxmemory", formatInt(e.options.MaxMemory),
		"maxmemory_human", human(e.options.MaxMemory),
		"maxmemory_policy", string(e.options.eviction.policy),
		"mem_allocator", "go",
	}
}

// human is a number of bytes in the largest unit that it fills.
func human(bytes int64) string {
	for _, unit := range []struct {
		letter string
		size   int64
	}{{"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}} {
		if bytes >= unit.size {
			return strconv.FormatFloat(float64(bytes)/float64(unit.size), 'f', 2, 64) + unit.letter
		}
	}
	return formatInt(bytes) + "B"
}

func infoPersistence(e *Engine) []string {
	return []string{
		"loading", "0",
		"async_loading", "0",
		"rdb_changes_since_last_save", "0",
		"rdb_bgsave_in_progress", "0",
		"rdb_last_save_time", formatInt(e.options.Now.Unix()),
		"rdb_last_bgsave_status", "ok",
		"aof_enabled", "0",
		"aof_rewrite_in_progress", "0",
		"aof_last_bgrewrite_status", "ok",
		"aof_last_write_status", "ok",
	}
}

func infoStats(e *Engine) []string {
	return []string{
		"total_connections_received", formatInt(e.stats.connections),
		"total_commands_processed", formatInt(e.stats.commands),
		"instantaneous_ops_per_sec", "0",
		"rejected_connections", formatInt(e.stats.rejected),
		"expired_subkeys", formatInt(e.stats.expiredFields),
		"expired_keys", formatInt(e.stats.expired),
		"evicted_keys", formatInt(e.stats.evicted),
		"keyspace_hits", formatInt(e.stats.hits),
		"keyspace_misses", formatInt(e.stats.misses),
		"pubsub_channels", strconv.Itoa(e.channels.len()),
		"pubsub_patterns", strconv.Itoa(e.patterns.len()),
		"pubsubshard_channels", "0",
		"total_error_replies", formatInt(e.stats.fails),
	}
}

func infoReplication(e *Engine) []string {
	return []string{
		"role", "master",
		"connected_slaves", "0",
		"master_failover_state", "no-failover",
		"master_replid", runID(e.options.Seed + 1),
		"master_repl_offset", "0",
		"repl_backlog_active", "0",
	}
}

func infoCPU(*Engine) []string {
	return []string{"used_cpu_sys", "0.000000", "used_cpu_user", "0.000000"}
}

func infoErrors(e *Engine) []string {
	var codes []string
	for code := range e.stats.errors {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var lines []string
	for _, code := range codes {
		lines = append(lines, "errorstat_"+code, "count="+formatInt(e.stats.errors[code]))
	}
	return lines
}

func infoKeyspace(e *Engine) []string {
	var lines []string
	for _, db := range e.databases {
		if db.keys.len() == 0 {
			continue
		}
		state := "keys=" + strconv.Itoa(db.keys.len()) + ",expires=" + strconv.Itoa(db.expiries.len()) +
			",avg_ttl=" + formatInt(e.averageTTL(db)) + ",subexpiry=" + strconv.Itoa(db.hashes.len())
		lines = append(lines, "db"+strconv.Itoa(db.id), state)
	}
	return lines
}

// averageTTL is the mean time in milliseconds that the keys which expire
// have left.
func (e *Engine) averageTTL(db *database) int64 {
	if db.expiries.len() == 0 {
		return 0
	}
	sum := float64(0)
	for _, ent := range db.expiries.items {
		sum += float64(ent.val.expireAt - e.milliseconds())
	}
	return int64(sum / float64(db.expiries.len()))
}
