//go:build !first

// The sections of INFO, with Redis's names. What an engine does not have, such
// as forks, replicas and its own measure of the machine, is there as Redis
// tells it before it has any.

package engine

import (
	"slices"
	"strconv"
	"strings"
)

// fields reads pairs of name and value that are always the same.
func fields(text string) []string { return strings.Fields(strings.ReplaceAll(text, ":", " ")) }

func infoServer(e *Engine) []string {
	up := e.now.Sub(e.options.Now)
	return slices.Concat([]string{"redis_version", e.options.Version},
		fields("redis_git_sha1:00000000 redis_git_dirty:0 redis_build_id:0 redis_mode:standalone"),
		// Whatever runs it: traces must not depend on that.
		fields("os:resplay arch_bits:64 monotonic_clock:virtual multiplexing_api:none atomicvar_api:none gcc_version:0.0.0"),
		fields("process_id:1 process_supervised:no"),
		[]string{
			"run_id", runID(e.options.Seed),
			"tcp_port", strconv.Itoa(e.options.Port),
			"server_time_usec", formatInt(e.now.UnixMicro()),
			"uptime_in_seconds", formatInt(int64(up.Seconds())),
			"uptime_in_days", formatInt(int64(up.Hours() / 24)),
			"hz", e.parameter("hz").get(e),
			"configured_hz", e.parameter("hz").get(e),
			"lru_clock", formatInt(e.now.Unix() & (1<<24 - 1)),
			"executable", "resplay",
			"config_file", "",
		},
		fields("io_threads_active:0"))
}

func infoClients(e *Engine) []string {
	blocked, subscribers, watching, tracked, watched := 0, 0, 0, 0, 0
	input, output := 0, 0
	blockingKeys := 0
	for _, c := range e.conns {
		blocked += boolToInt(c.wait != nil)
		subscribers += boolToInt(c.subscribed())
		watching += boolToInt(len(c.tx.watched) > 0)
		tracked += boolToInt(c.tracking != nil)
		watched += len(c.tx.watched)
		input, output = max(input, c.reader.Buffered()), max(output, len(c.out))
	}
	for _, db := range e.databases {
		blockingKeys += len(db.waiters)
	}
	return slices.Concat([]string{
		"connected_clients", strconv.Itoa(len(e.conns)),
		"cluster_connections", "0",
		"maxclients", strconv.Itoa(e.options.MaxClients),
		"client_recent_max_input_buffer", strconv.Itoa(input),
		"client_recent_max_output_buffer", strconv.Itoa(output),
		"blocked_clients", strconv.Itoa(blocked),
		"tracking_clients", strconv.Itoa(tracked),
		"pubsub_clients", strconv.Itoa(subscribers),
		"watching_clients", strconv.Itoa(watching),
		"clients_in_timeout_table", strconv.Itoa(e.waits.len()),
		"total_watched_keys", strconv.Itoa(watched),
		"total_blocking_keys", strconv.Itoa(blockingKeys),
	}, fields("total_blocking_keys_on_nokey:0"))
}

func infoMemory(e *Engine) []string {
	clients := int64(0)
	for _, c := range e.conns {
		clients += int64(c.reader.Buffered() + cap(c.out))
	}
	used, peak := formatInt(e.memory), formatInt(e.memory)
	return slices.Concat([]string{
		"used_memory", used, "used_memory_human", human(e.memory),
		"used_memory_rss", used, "used_memory_rss_human", human(e.memory),
		"used_memory_peak", peak, "used_memory_peak_human", human(e.memory), "used_memory_peak_perc", "100.00%",
		"used_memory_overhead", "0", "used_memory_startup", "0",
		"used_memory_dataset", used, "used_memory_dataset_perc", "100.00%",
		"allocator_allocated", used, "allocator_active", used, "allocator_resident", used,
	},
		fields(`allocator_muzzy:0 total_system_memory:0 total_system_memory_human:0B used_memory_lua:0
			used_memory_vm_eval:0 used_memory_lua_human:0B used_memory_scripts_eval:0`),
		infoScripts(e),
		fields(`used_memory_vm_functions:0 used_memory_vm_total:0
			used_memory_vm_total_human:0B used_memory_functions:0 used_memory_scripts:0 used_memory_scripts_human:0B`),
		[]string{
			"maxmemory", formatInt(e.options.MaxMemory),
			"maxmemory_human", human(e.options.MaxMemory),
			"maxmemory_policy", e.parameter("maxmemory-policy").get(e),
		},
		fields(`allocator_frag_ratio:1.00 allocator_frag_bytes:0 allocator_rss_ratio:1.00 allocator_rss_bytes:0
			rss_overhead_ratio:1.00 rss_overhead_bytes:0 mem_fragmentation_ratio:1.00 mem_fragmentation_bytes:0
			mem_not_counted_for_evict:0 mem_replication_backlog:0 mem_total_replication_buffers:0 mem_clients_slaves:0`),
		[]string{"mem_clients_normal", formatInt(clients)},
		fields(`mem_cluster_links:0 mem_aof_buffer:0 mem_allocator:go mem_overhead_db_hashtable_rehashing:0
			active_defrag_running:0 lazyfree_pending_objects:0 lazyfreed_objects:0`))
}

func infoScripts(e *Engine) []string {
	scripts, libraries, functions := 0, 0, 0
	if e.scripts != nil {
		scripts, libraries, functions = e.scripts.counts()
	}
	return []string{
		"number_of_cached_scripts", strconv.Itoa(scripts),
		"number_of_functions", strconv.Itoa(functions),
		"number_of_libraries", strconv.Itoa(libraries),
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
	return slices.Concat(
		fields(`loading:0 async_loading:0 current_cow_peak:0 current_cow_size:0 current_cow_size_age:0
			current_fork_perc:0.00 current_save_keys_processed:0 current_save_keys_total:0
			rdb_changes_since_last_save:0 rdb_bgsave_in_progress:0`),
		[]string{"rdb_last_save_time", formatInt(e.lastSave.Unix())},
		fields(`rdb_last_bgsave_status:ok rdb_last_bgsave_time_sec:-1 rdb_current_bgsave_time_sec:-1 rdb_saves:0
			rdb_last_cow_size:0 rdb_last_load_keys_expired:0 rdb_last_load_keys_loaded:0`),
		[]string{"aof_enabled", strconv.Itoa(boolToInt(e.options.AppendOnly))},
		infoLog(e))
}

// infoLog tells of the append-only log.
func infoLog(e *Engine) []string {
	var log LogState
	if e.options.LogState != nil {
		log = e.options.LogState()
	}
	status := "ok"
	if log.Failed {
		status = "err"
	}
	lines := slices.Concat(
		[]string{"aof_rewrite_in_progress", strconv.Itoa(boolToInt(log.Rewriting))},
		fields("aof_rewrite_scheduled:0 aof_last_rewrite_time_sec:-1 aof_current_rewrite_time_sec:-1"),
		[]string{"aof_last_bgrewrite_status", status, "aof_rewrites", formatInt(log.Rewrites)},
		fields(`aof_rewrites_consecutive_failures:0 aof_last_write_status:ok aof_last_cow_size:0
			module_fork_in_progress:0 module_fork_last_cow_size:0`))
	if e.options.LogState == nil {
		return lines
	}
	return append(lines,
		"aof_current_size", formatInt(log.Size), "aof_base_size", formatInt(log.Base),
		"aof_pending_rewrite", "0", "aof_buffer_length", "0", "aof_pending_bio_fsync", "0", "aof_delayed_fsync", "0")
}

func infoStats(e *Engine) []string {
	return slices.Concat([]string{
		"total_connections_received", formatInt(e.stats.connections),
		"total_commands_processed", formatInt(e.stats.commands),
	},
		fields(`instantaneous_ops_per_sec:0 total_net_input_bytes:0 total_net_output_bytes:0 total_net_repl_input_bytes:0
			total_net_repl_output_bytes:0 instantaneous_input_kbps:0.00 instantaneous_output_kbps:0.00
			instantaneous_input_repl_kbps:0.00 instantaneous_output_repl_kbps:0.00`),
		[]string{"rejected_connections", formatInt(e.stats.rejected)},
		fields("sync_full:0 sync_partial_ok:0 sync_partial_err:0"),
		[]string{
			"expired_subkeys", formatInt(e.stats.expiredFields),
			"expired_keys", formatInt(e.stats.expired),
		},
		fields("expired_stale_perc:0.00 expired_time_cap_reached_count:0 expire_cycle_cpu_milliseconds:0"),
		[]string{"evicted_keys", formatInt(e.stats.evicted)},
		fields(`evicted_clients:0 evicted_scripts:0 total_eviction_exceeded_time:0 current_eviction_exceeded_time:0`),
		[]string{
			"keyspace_hits", formatInt(e.stats.hits),
			"keyspace_misses", formatInt(e.stats.misses),
			"pubsub_channels", strconv.Itoa(e.channels.len()),
			"pubsub_patterns", strconv.Itoa(e.patterns.len()),
			"pubsubshard_channels", strconv.Itoa(e.shards.len()),
		},
		fields(`latest_fork_usec:0 total_forks:0 migrate_cached_sockets:0 slave_expires_tracked_keys:0
			active_defrag_hits:0 active_defrag_misses:0 active_defrag_key_hits:0 active_defrag_key_misses:0
			total_active_defrag_time:0 current_active_defrag_time:0`),
		e.infoTracking(),
		[]string{"unexpected_error_replies", "0", "total_error_replies", formatInt(e.stats.fails)},
		fields("dump_payload_sanitizations:0"),
		[]string{
			"total_reads_processed", formatInt(e.stats.commands),
			"total_writes_processed", formatInt(e.stats.commands),
		},
		fields(`io_threaded_reads_processed:0 io_threaded_writes_processed:0 client_query_buffer_limit_disconnections:0
			client_output_buffer_limit_disconnections:0 reply_buffer_shrinks:0 reply_buffer_expands:0
			eventloop_cycles:0 eventloop_duration_sum:0 eventloop_duration_cmd_sum:0 instantaneous_eventloop_cycles_per_sec:0
			instantaneous_eventloop_duration_usec:0`),
		[]string{
			"acl_access_denied_auth", formatInt(e.stats.denied[permitted]),
			"acl_access_denied_cmd", formatInt(e.stats.denied[commandDenied]),
			"acl_access_denied_key", formatInt(e.stats.denied[keyDenied]),
			"acl_access_denied_channel", formatInt(e.stats.denied[channelDenied]),
		})
}

func (e *Engine) infoTracking() []string {
	keys, items, prefixes := 0, 0, 0
	if t := e.supervisor().caches; t != nil {
		keys, items, prefixes = t.readers.len(), t.items, len(t.prefixes)
	}
	return []string{
		"tracking_total_keys", strconv.Itoa(keys),
		"tracking_total_items", strconv.Itoa(items),
		"tracking_total_prefixes", strconv.Itoa(prefixes),
	}
}

func infoReplication(e *Engine) []string {
	return slices.Concat(fields("role:master connected_slaves:0 master_failover_state:no-failover"),
		[]string{"master_replid", e.replicationID(), "master_replid2", strings.Repeat("0", 40)},
		fields("master_repl_offset:0 second_repl_offset:-1 repl_backlog_active:0"),
		[]string{"repl_backlog_size", e.parameter("repl-backlog-size").get(e)},
		fields("repl_backlog_first_byte_offset:0 repl_backlog_histlen:0"))
}

// replicationID is another after each DEBUG CHANGE-REPL-ID.
func (e *Engine) replicationID() string {
	return runID(e.options.Seed + 1000*uint64(1+e.supervisor().replicationIDs))
}

func infoCPU(*Engine) []string {
	return fields(`used_cpu_sys:0.000000 used_cpu_user:0.000000 used_cpu_sys_children:0.000000 used_cpu_user_children:0.000000
		used_cpu_sys_main_thread:0.000000 used_cpu_user_main_thread:0.000000`)
}

func infoCommandStats(e *Engine) []string {
	var lines []string
	e.commands.each(func(cmd *Command) {
		u := cmd.stats
		if u == nil {
			return
		}
		each := float64(0)
		if u.calls > 0 {
			each = float64(u.took.Microseconds()) / float64(u.calls)
		}
		lines = append(lines, "cmdstat_"+cmd.FullName(), "calls="+formatInt(u.calls)+",usec="+formatInt(u.took.Microseconds())+
			",usec_per_call="+strconv.FormatFloat(each, 'f', 2, 64)+
			",rejected_calls="+formatInt(u.rejected)+",failed_calls="+formatInt(u.failed))
	})
	return lines
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

func infoLatencies(e *Engine) []string {
	var lines []string
	e.commands.each(func(cmd *Command) {
		if cmd.stats == nil || cmd.stats.times.total == 0 || !e.supervisor().timing {
			return
		}
		var shares []string
		for _, share := range e.supervisor().shares {
			microseconds := float64(cmd.stats.times.percentile(share)) / 1000
			shares = append(shares, "p"+strconv.FormatFloat(share, 'f', -1, 64)+"="+strconv.FormatFloat(microseconds, 'f', 3, 64))
		}
		lines = append(lines, "latency_percentiles_usec_"+cmd.FullName(), strings.Join(shares, ","))
	})
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
