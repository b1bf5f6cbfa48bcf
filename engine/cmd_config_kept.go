//go:build !first

// Parameters that are kept for those who ask: what they govern in Redis has
// no counterpart here, or needs none.

package engine

import (
	"slices"
	"strconv"
	"strings"

	"resplay/resp"
)

// keptTable has a line for each: name, kind and default. Kinds:
//
//	yes    yes or no
//	int    a number; the bounds follow
//	mem    a number of bytes; the least follows, if there is one
//	enum   one of the words that follow, the first being the default
//	words  any of the words that follow, the first being the default
//	text   anything
//	is     what cannot be changed
//	safe   what could be changed only with enable-protected-configs
//	alias  another name of the one that follows
const keptTable = `
active-defrag-cycle-max int 25 1 99
active-defrag-cycle-min int 1 1 99
active-defrag-ignore-bytes mem 104857600 1
active-defrag-max-scan-fields int 1000 1 9223372036854775807
active-defrag-threshold-lower int 10 0 1000
active-defrag-threshold-upper int 100 0 1000
active-expire-effort int 1 1 10
activedefrag is no
activerehashing yes yes
always-show-logo is no
aof-disable-auto-gc yes no
aof-load-truncated yes yes
aof-rewrite-incremental-fsync yes yes
aof-timestamp-enabled yes no
aof-use-rdb-preamble yes yes
aof_rewrite_cpulist is
appenddirname is appendonlydir
auto-aof-rewrite-min-size mem 67108864 0
auto-aof-rewrite-percentage int 100 0 2147483647
bgsave_cpulist is
bind text 127.0.0.1
bind-source-addr text
bio_cpulist is
busy-reply-threshold int 5000 0 9223372036854775807
cluster-allow-pubsubshard-when-down yes yes
cluster-allow-reads-when-down yes no
cluster-allow-replica-migration yes yes
cluster-announce-bus-port int 0 0 65535
cluster-announce-hostname text
cluster-announce-human-nodename text
cluster-announce-ip text
cluster-announce-port int 0 0 65535
cluster-announce-tls-port int 0 0 65535
cluster-config-file is nodes.conf
cluster-enabled is no
cluster-link-sendbuf-limit mem 0 0
cluster-migration-barrier int 1 0 2147483647
cluster-node-timeout int 15000 0 9223372036854775807
cluster-port is 0
cluster-preferred-endpoint-type enum ip hostname unknown-endpoint
cluster-replica-no-failover yes no
cluster-replica-validity-factor int 10 0 2147483647
cluster-require-full-coverage yes yes
cluster-slave-no-failover alias cluster-replica-no-failover
cluster-slave-validity-factor alias cluster-replica-validity-factor
crash-log-enabled yes yes
crash-memcheck-enabled yes yes
daemonize is no
dbfilename safe dump.rdb
disable-thp is yes
dynamic-hz yes yes
enable-module-command is no
enable-protected-configs is no
hash-max-ziplist-entries alias hash-max-listpack-entries
hash-max-ziplist-value alias hash-max-listpack-value
hide-user-data-from-log yes no
hz hz 10
ignore-warnings text
io-threads is 1
io-threads-do-reads is no
jemalloc-bg-thread yes yes
lazyfree-lazy-eviction yes no
lazyfree-lazy-expire yes no
lazyfree-lazy-server-del yes no
lazyfree-lazy-user-del yes no
lazyfree-lazy-user-flush yes no
list-compress-depth int 0 0 2147483647
list-max-ziplist-size alias list-max-listpack-size
locale-collate text
logfile is
loglevel enum notice debug verbose warning
lua-time-limit alias busy-reply-threshold
masterauth text
masteruser text
max-new-connections-per-cycle int 10 1 1000
max-new-tls-connections-per-cycle int 1 1 1000
maxmemory-clients percent 0
maxmemory-eviction-tenacity int 10 0 100
min-replicas-max-lag int 10 0 2147483647
min-replicas-to-write int 0 0 2147483647
min-slaves-max-lag alias min-replicas-max-lag
min-slaves-to-write alias min-replicas-to-write
no-appendfsync-on-rewrite yes no
oom-score-adj enum no yes relative absolute
oom-score-adj-values text 0 200 800
pidfile is
proc-title-template text {title} {listen-addr} {server-mode}
propagation-error-behavior enum ignore panic panic-on-replicas
protected-mode yes yes
rdb-del-sync-files yes no
rdb-save-incremental-fsync yes yes
rdbchecksum is yes
rdbcompression yes yes
repl-backlog-size mem 1048576 1
repl-backlog-ttl int 3600 0 9223372036854775807
repl-disable-tcp-nodelay yes no
repl-diskless-load enum disabled on-empty-db swapdb
repl-diskless-sync yes yes
repl-diskless-sync-delay int 5 0 2147483647
repl-diskless-sync-max-replicas int 0 0 2147483647
repl-ping-replica-period int 10 1 2147483647
repl-ping-slave-period alias repl-ping-replica-period
repl-timeout int 60 1 2147483647
replica-announce-ip text
replica-announce-port int 0 0 65535
replica-announced yes yes
replica-ignore-disk-write-errors yes no
replica-ignore-maxmemory yes yes
replica-lazy-flush yes no
replica-priority int 100 0 2147483647
replica-read-only yes yes
replica-serve-stale-data yes yes
replicaof is
req-res-logfile is
sanitize-dump-payload enum no yes clients
save save
server_cpulist is
set-proc-title is yes
shutdown-on-sigint words default save nosave now force
shutdown-on-sigterm words default save nosave now force
shutdown-timeout int 10 0 2147483647
slave-announce-ip alias replica-announce-ip
slave-announce-port alias replica-announce-port
slave-ignore-maxmemory alias replica-ignore-maxmemory
slave-lazy-flush alias replica-lazy-flush
slave-priority alias replica-priority
slave-read-only alias replica-read-only
slave-serve-stale-data alias replica-serve-stale-data
slaveof alias replicaof
socket-mark-id is 0
stop-writes-on-bgsave-error yes yes
supervised is no
syslog-enabled is no
syslog-facility is local0
syslog-ident is redis
tcp-backlog is 511
tcp-keepalive int 300 0 2147483647
tls-port int 0 0 65535
unixsocket is
unixsocketperm is 0
zset-max-ziplist-entries alias zset-max-listpack-entries
zset-max-ziplist-value alias zset-max-listpack-value
`

// keptParameters reads the table.
func keptParameters() []parameter {
	var list []parameter
	for _, line := range strings.Split(strings.TrimSpace(keptTable), "\n") {
		words := strings.Fields(line)
		list = append(list, keptParameter(words[0], words[1], words[2:]))
	}
	return list
}

func keptParameter(name, kind string, words []string) parameter {
	text := strings.Join(words, " ")
	first, _, _ := strings.Cut(text, " ")
	switch kind {
	case "is":
		return fixed(name, text)
	case "safe":
		p := fixed(name, text)
		p.protected = true
		return p
	case "alias":
		return parameter{
			name: name,
			get:  func(e *Engine) string { return e.parameter(text).get(e) },
			set:  aliasedSet(text),
		}
	case "yes", "enum", "int", "mem", "words":
		return keptValue(name, first, keptCheck(kind, words))
	case "percent":
		return keptValue(name, first, checkPercent)
	case "hz":
		return keptValue(name, first, checkHz)
	case "save":
		return keptValue(name, "", checkSave)
	}
	return keptValue(name, text, func(value string) (string, error) { return value, nil })
}

// aliasedSet sets a parameter by its other name; nil when that cannot be set.
func aliasedSet(name string) func(*Engine, string) error {
	if name == "replicaof" {
		return nil
	}
	return func(e *Engine, value string) error { return e.parameter(name).set(e, value) }
}

// keptValue is a parameter whose value is kept as text, once check has
// approved of it and written it as Redis does.
func keptValue(name, otherwise string, check func(string) (string, error)) parameter {
	return parameter{
		name: name,
		get: func(e *Engine) string {
			if value, ok := e.supervisor().kept[name]; ok {
				return value
			}
			return otherwise
		},
		set: func(e *Engine, value string) error {
			value, err := check(value)
			if err == nil {
				e.supervisor().kept[name] = value
			}
			return err
		},
	}
}

// keptCheck approves of values of a kind; words are what the table says of it.
func keptCheck(kind string, words []string) func(string) (string, error) {
	bound := func(i int, otherwise int64) int64 {
		if i >= len(words) {
			return otherwise
		}
		n, _ := parseInt(words[i])
		return n
	}
	return func(value string) (string, error) {
		switch kind {
		case "yes":
			_, err := parseYesOrNo(value)
			return lower(value), err
		case "enum":
			if !slices.Contains(words, lower(value)) {
				return "", resp.Error("argument(s) must be one of the following: " + strings.Join(inRedisOrder(words), ", "))
			}
			return lower(value), nil
		case "words":
			given := strings.Fields(lower(value))
			for _, word := range given {
				if !slices.Contains(words, word) {
					return "", resp.Error("argument(s) must be one of the following: " + strings.Join(words, ", "))
				}
			}
			return strings.Join(given, " "), nil
		case "int":
			n, err := numberWithin(value, bound(1, 0), bound(2, 1<<63-1))
			return formatInt(n), err
		}
		n, ok := parseMemory(value)
		if !ok {
			return "", errNotMemory
		}
		return formatInt(n), between(n, bound(1, 0), 1<<63-1)
	}
}

// inRedisOrder is the order in which Redis names the values of a parameter:
// of one the default is not the first.
func inRedisOrder(words []string) []string {
	if words[0] == "notice" {
		return []string{"debug", "verbose", "notice", "warning"}
	}
	return words
}

// checkPercent approves of bytes, or a percentage of maxmemory.
func checkPercent(value string) (string, error) {
	digits, isPercent := strings.CutSuffix(value, "%")
	if !isPercent {
		n, ok := parseMemory(value)
		if !ok {
			return "", resp.Error("argument must be a memory or percent value")
		}
		return formatInt(n), nil
	}
	n, ok := parseInt(digits)
	switch {
	case !ok || n < 0:
		return "", resp.Error("argument must be a memory or percent value")
	case n > 100:
		return "", resp.Error("percentage argument must be less or equal to 100")
	}
	return value, nil
}

// checkHz bounds what is no error.
func checkHz(value string) (string, error) {
	n, err := numberWithin(value, 0, 1<<31-1)
	return strconv.Itoa(min(max(int(n), 1), 500)), err
}

// checkSave approves of pairs of seconds and changes.
func checkSave(value string) (string, error) {
	words := strings.Fields(value)
	for i, word := range words {
		n, ok := parseInt(word)
		if !ok || len(words)%2 != 0 || n < 0 || n < 1 && i%2 == 0 {
			return "", resp.Error("Invalid save parameters")
		}
	}
	return strings.Join(words, " "), nil
}
