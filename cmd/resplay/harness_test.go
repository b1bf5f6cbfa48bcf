// What test suites for Redis need of a server that they did not start
// themselves, as conversations over TCP, on ours and on a real redis-server.

package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// conversation is a file of testdata/harness, whose first line says what it
// shows:
//
//	> COMMAND        the client called "main" sends it and gets the reply
//	a> COMMAND       the client called "a" does
//	a>> COMMAND      the client called "a" sends it and does not wait
//	a<               the client called "a" gets the reply
//	@wait TEXT       until INFO has this line, as suites wait for blocked clients
//	@keys COMMAND    only the names in the reply count, which is a list of pairs
//	@quiet COMMAND   only whether it is an error counts
type conversation struct {
	t     *testing.T
	addr  string
	conns map[string]*plainConn
	text  strings.Builder
}

// plainConn is a connection that sends commands and reads values.
type plainConn struct {
	t      *testing.T
	net    net.Conn
	reader *resp.Reader
}

func plainClient(t *testing.T, addr string) *plainConn {
	t.Helper()
	return &plainConn{t: t, net: dial(t, addr), reader: resp.NewReader(resp.Limits{})}
}

func (c *plainConn) send(args ...string) {
	c.t.Helper()
	_, err := c.net.Write(resp.AppendCommand(nil, args...))
	require.NoError(c.t, err, args)
}

func (c *plainConn) receive() resp.Value {
	c.t.Helper()
	buf := make([]byte, 16<<10)
	for {
		value, ok, err := c.reader.Next()
		require.NoError(c.t, err)
		if ok {
			return value
		}
		n, err := c.net.Read(buf)
		require.NoError(c.t, err)
		c.reader.Feed(buf[:n])
	}
}

func (c *plainConn) do(line string) resp.Value {
	c.t.Helper()
	args, err := resp.SplitLine(line)
	require.NoError(c.t, err, line)
	c.send(args...)
	return c.receive()
}

func (c *conversation) conn(name string) *plainConn {
	if name == "" {
		name = "main"
	}
	if c.conns[name] == nil {
		c.conns[name] = plainClient(c.t, c.addr)
	}
	return c.conns[name]
}

func (c *conversation) line(line string) {
	control := c.conn("control")
	note := func(v resp.Value) { fmt.Fprintf(&c.text, "%s\n", resp.Print(v)) }
	fmt.Fprintln(&c.text, line)
	switch word, rest, _ := strings.Cut(line, " "); {
	case word == "@wait":
		deadline := time.Now().Add(patience)
		for !strings.Contains(control.do("INFO").Str, "\n"+rest+"\r") {
			require.True(c.t, time.Now().Before(deadline), "INFO does not come to have %s", rest)
		}
	case word == "@keys":
		note(names(c.conn("main").do(rest)))
	case word == "@quiet":
		fmt.Fprintln(&c.text, c.conn("main").do(rest).Err() == nil)
	case strings.HasSuffix(word, ">>"):
		args, err := resp.SplitLine(rest)
		require.NoError(c.t, err)
		c.conn(strings.TrimSuffix(word, ">>")).send(args...)
	case strings.HasSuffix(word, ">"):
		note(c.conn(strings.TrimSuffix(word, ">")).do(rest))
	case strings.HasSuffix(word, "<"):
		note(c.conn(strings.TrimSuffix(word, "<")).receive())
	default:
		require.True(c.t, word == "" || word[0] == '#', "what is this? %s", line)
	}
}

// names are the first of each pair of a list, or the kind of an error.
func names(v resp.Value) resp.Value {
	var list []resp.Value
	for i := 0; i < len(v.Elems); i += 2 {
		list = append(list, v.Elems[i])
	}
	return resp.Array(list...)
}

func TestHarness(t *testing.T) {
	paths, err := filepath.Glob("testdata/harness/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			beside(t, func(t *testing.T, addr string) string {
				c := &conversation{t: t, addr: addr, conns: map[string]*plainConn{}}
				for line := range strings.Lines(string(text)) {
					c.line(strings.TrimRight(line, "\n"))
				}
				// Version and ID as HELLO tells.
				return blank(c.text.String(), `"7\.\d+\.\d+"`, `"id" => .*`)
			})
		})
	}
}

// pairs reads "name:value" lines, or "name=value" words.
func pairs(text, between string) map[string]string {
	all := map[string]string{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\r\n ", r) }) {
		if name, value, ok := strings.Cut(part, between); ok {
			all[name] = value
		}
	}
	return all
}

// TestInfoThatClientsRead has every line of INFO, CLIENT LIST and CLIENT INFO
// that clients and suites look at.
func TestInfoThatClientsRead(t *testing.T) {
	_, addr := startServer(t, engineOptions())
	c := plainClient(t, addr)
	c.do("SELECT 9")
	c.do("SET key value EX 1000")
	info := pairs(c.do("INFO").Str, ":")
	for name := range strings.FieldsSeq(`redis_version redis_mode os arch_bits process_id run_id tcp_port uptime_in_seconds hz config_file
		connected_clients blocked_clients maxclients tracking_clients used_memory used_memory_human used_memory_rss used_memory_peak
		used_memory_lua maxmemory maxmemory_human maxmemory_policy mem_fragmentation_ratio mem_allocator
		loading async_loading rdb_changes_since_last_save rdb_bgsave_in_progress rdb_last_save_time rdb_last_bgsave_status
		aof_enabled aof_rewrite_in_progress aof_last_bgrewrite_status total_connections_received total_commands_processed
		instantaneous_ops_per_sec rejected_connections expired_keys evicted_keys keyspace_hits keyspace_misses pubsub_channels pubsub_patterns
		total_error_replies total_net_input_bytes total_net_output_bytes role connected_slaves master_replid master_repl_offset
		used_cpu_sys used_cpu_user cluster_enabled db9`) {
		assert.Contains(t, info, name)
	}
	assert.Equal(t, "standalone", info["redis_mode"])
	assert.Regexp(t, `^keys=1,expires=1,avg_ttl=\d+`, info["db9"])
	_, port := split(t, addr)
	assert.Equal(t, port, info["tcp_port"])
	assert.Contains(t, c.do("INFO commandstats").Str, "cmdstat_set:calls=1,")

	list := pairs(c.do("CLIENT LIST").Str, "=")
	for name := range strings.FieldsSeq("id addr laddr fd name age idle flags db sub psub ssub multi qbuf qbuf-free argv-mem multi-mem obl oll omem tot-mem events cmd user redir resp lib-name lib-ver") {
		assert.Contains(t, list, name)
	}
	assert.Equal(t, c.net.LocalAddr().String(), list["addr"])
	assert.Equal(t, "9", list["db"])
	assert.Equal(t, "client|list", list["cmd"])
}

// TestConfigOfSuites: every parameter that both servers have can be read and
// written back, or is refused alike, and the defaults that suites rely on are
// Redis's.
func TestConfigOfSuites(t *testing.T) {
	theirs := plainClient(t, startRedisServer(t))
	_, addr := startServer(t, engineOptions())
	ours := plainClient(t, addr)
	settings := func(c *plainConn) map[string]string {
		all := map[string]string{}
		for pair := range slices.Chunk(c.do("CONFIG GET *").Elems, 2) {
			all[pair[0].Str] = pair[1].Str
		}
		return all
	}
	known, all := settings(ours), settings(theirs)
	// What depends on the machine or on how the server was started.
	own := strings.Fields("activedefrag port dir bind save appendonly pidfile logfile dbfilename enable-debug-command maxclients client-output-buffer-limit proto-max-bulk-len oom-score-adj-values")
	shared := 0
	for name, value := range all {
		if _, ok := known[name]; !ok || slices.Contains(own, name) {
			continue
		}
		shared++
		assert.Equal(t, value, known[name], name)
		line := "CONFIG SET " + name + " " + resp.Quote(value)
		assert.Equal(t, resp.Print(theirs.do(line)), resp.Print(ours.do(line)), line)
	}
	assert.Greater(t, shared, 30)
	for name := range strings.FieldsSeq(`save appendonly appendfsync maxmemory maxmemory-policy maxmemory-samples maxclients timeout databases
		hash-max-listpack-entries hash-max-listpack-value list-max-listpack-size list-compress-depth set-max-intset-entries
		zset-max-listpack-entries zset-max-listpack-value stream-node-max-entries hll-sparse-max-bytes lua-time-limit
		slowlog-log-slower-than slowlog-max-len latency-monitor-threshold notify-keyspace-events lazyfree-lazy-user-del
		active-expire-effort hz dynamic-hz requirepass proto-max-bulk-len client-output-buffer-limit tracking-table-max-keys port dir bind`) {
		assert.Contains(t, known, name)
	}
}
