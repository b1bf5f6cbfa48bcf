// The server under redis-cli, in each of its modes that need no replica.

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cli runs redis-cli to its end.
func cli(t *testing.T, addr, input string, args ...string) string {
	t.Helper()
	_, port := split(t, addr)
	return output(t, input, installed(t, "redis-cli"), append([]string{"-p", port}, args...)...)
}

// newWords are texts that Redis has changed since Debian's.
const newWords = `NOPERM .*|(This user|User \w+) has no permissions to run the.*`

// TestRedisCLI types the scripts of testdata/cli. Their first line holds the
// flags, and the second says what for.
func TestRedisCLI(t *testing.T) {
	paths, err := filepath.Glob("testdata/cli/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		flags, script, _ := strings.Cut(string(text), "\n")
		flags, ok := strings.CutPrefix(flags, "# redis-cli")
		require.True(t, ok, path)
		_, script, _ = strings.Cut(script, "\n")
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			beside(t, func(t *testing.T, addr string) string {
				return blank(cli(t, addr, script, strings.Fields(flags)...), newWords)
			})
		})
	}
}

// TestRedisCLIArguments gives the command on the command line.
func TestRedisCLIArguments(t *testing.T) {
	t.Parallel()
	script := filepath.Join(t.TempDir(), "script.lua")
	require.NoError(t, os.WriteFile(script, []byte(`redis.call('SET', KEYS[1], ARGV[1]); return {KEYS, ARGV, 1.5, false}`), 0o644))
	beside(t, func(t *testing.T, addr string) string {
		var text strings.Builder
		for _, run := range []struct{ args, input string }{
			{"--no-raw SET greeting hello", ""},
			{"--no-raw -r 3 INCR n", ""},
			{"--no-raw -x SET from-input", "a b\x00\xff"},
			{"--no-raw GET from-input", ""},
			{"--csv LRANGE nothing 0 -1", ""},
			{"--csv GET from-input", ""},
			{"-3 --json CONFIG GET maxmemory", ""},
			{"--no-raw -n 9 SET elsewhere 1", ""},
			{"--no-raw -n 9 DBSIZE", ""},
			{"--no-raw --eval " + script + " key , value", ""},
			{"-3 --no-raw --eval " + script + " key , value", ""},
			{"--no-raw BLPOP nothing 0.01", ""},
			{"--no-raw NOSUCH", ""},
			{"--no-raw HELP", ""},
			{"--no-raw --user default --pass wrong PING", ""},
			{"--no-raw -2 HELLO 4", ""},
			{"--no-raw -i 0.001 -r 2 PING", ""},
		} {
			fmt.Fprintf(&text, "$ redis-cli %s\n%s\n", run.args, cli(t, addr, run.input, strings.Fields(run.args)...))
		}
		return text.String()
	})
}

// insertion is a mass insertion in the protocol's own form.
func insertion() string {
	var text strings.Builder
	for i := range 5000 {
		key, value := "key:"+strconv.Itoa(i), strings.Repeat("v\r\n", i%50)
		fmt.Fprintf(&text, "*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n", len(key), key, len(value), value)
	}
	text.WriteString("*2\r\n$5\r\nLPUSH\r\n$1\r\nx\r\n")
	return text.String()
}

func TestRedisCLIPipe(t *testing.T) {
	t.Parallel()
	printed := beside(t, func(t *testing.T, addr string) string {
		out := cli(t, addr, insertion()[:len(insertion())-len("*2\r\n$5\r\nLPUSH\r\n$1\r\nx\r\n")], "--pipe")
		return out + cli(t, addr, "", "--no-raw", "GET", "key:4987") + cli(t, addr, "", "DBSIZE")
	})
	assert.Contains(t, printed, "errors: 0, replies: 5000")
}

// TestRedisCLIPipeErrors has one error among the replies, which the client
// answers with its exit status.
func TestRedisCLIPipeErrors(t *testing.T) {
	t.Parallel()
	beside(t, func(t *testing.T, addr string) string {
		_, port := split(t, addr)
		cli := start(t, nil, installed(t, "redis-cli"), "-p", port, "--pipe")
		_, err := cli.in.Write([]byte(insertion()))
		require.NoError(t, err)
		require.NoError(t, cli.in.Close())
		return cli.await("errors: 1, replies: 5001")
	})
}

// fill makes keys of every type, some of them large.
func fill(t *testing.T, addr string) {
	t.Helper()
	var script strings.Builder
	for i := range 300 {
		fmt.Fprintf(&script, "SET key:%d %s\nRPUSH list %d\nHSET hash f%d %d\nSADD set m%d\nZADD zset %d m%d\nXADD stream %d-1 f v\n",
			i, strings.Repeat("x", i%30), i, i, i, i, i, i, i+1)
	}
	script.WriteString("SET big " + strings.Repeat("y", 5000) + "\nSET \"not\\x00text\\xff\" 1\n")
	cli(t, addr, script.String())
}

// TestRedisCLIScans are the modes that go through all keys. The order of the
// keys and the bytes that they take are each server's own.
func TestRedisCLIScans(t *testing.T) {
	t.Parallel()
	summary := func(out string) string {
		_, summary, ok := strings.Cut(out, "-------- summary -------")
		require.True(t, ok, out)
		return summary
	}
	beside(t, func(t *testing.T, addr string) string {
		cli(t, addr, "", "CONFIG", "SET", "maxmemory-policy", "allkeys-lfu")
		fill(t, addr)
		keys := strings.Split(cli(t, addr, "", "--scan"), "\n")
		slices.Sort(keys)
		some := strings.Split(cli(t, addr, "", "--scan", "--pattern", "key:1?"), "\n")
		slices.Sort(some)
		sizes := cli(t, addr, "", "--memkeys", "--memkeys-samples", "0")
		sizes = blank(summary(sizes), `has \d+ bytes`, `with \d+ bytes.*`, `\(avg len.*`)
		hot := cli(t, addr, "", "--hotkeys")
		require.Contains(t, hot, "hot key found with counter:", hot)
		return strings.Join(keys, "\n") + strings.Join(some, "\n") + summary(cli(t, addr, "", "--bigkeys")) + sizes
	})
}

func TestRedisCLIMeasures(t *testing.T) {
	t.Parallel()
	beside(t, func(t *testing.T, addr string) string {
		latency := cli(t, addr, "", "--latency", "-i", "0.05")
		_, port := split(t, addr)
		stat := start(t, nil, installed(t, "redis-cli"), "-p", port, "--stat", "-i", "0.01")
		stat.await("keys")
		first, second := stat.await("\n"), stat.await("\n")
		return blank(latency, `[\d.]+`) + blank(first+second, `[\d.]+[BKMG]?`, ` +`)
	})
}

// TestRedisCLISubscribes reads messages in the modes that stay on.
func TestRedisCLISubscribes(t *testing.T) {
	t.Parallel()
	for _, protocol := range []string{"-2", "-3"} {
		beside(t, func(t *testing.T, addr string) string {
			_, port := split(t, addr)
			subscribe := func(args ...string) *process {
				return start(t, nil, installed(t, "redis-cli"), append([]string{"-p", port, "--no-raw", protocol}, args...)...)
			}
			plain := subscribe("SUBSCRIBE", "news", "sport")
			text := plain.await("(integer) 1") + plain.await("(integer) 2")
			pattern := subscribe("PSUBSCRIBE", "n*", "[ab]c")
			text += pattern.await("(integer) 1") + pattern.await("(integer) 2")
			shard := subscribe("SSUBSCRIBE", "shard")
			text += shard.await("(integer) 1")

			text += cli(t, addr, "PUBLISH news hello\nPUBLISH bc \"a\\x00b\"\nSPUBLISH shard s\nPUBLISH nobody x\n"+
				"PUBSUB CHANNELS new*\nPUBSUB NUMSUB news sport bc\nPUBSUB NUMPAT\nPUBSUB SHARDCHANNELS\nPUBSUB SHARDNUMSUB shard\n", "--no-raw")
			return text + plain.await("hello") + pattern.await("hello") + pattern.await(`a\x00b`) + shard.await(`"s"`)
		})
	}
}

func TestRedisCLIMonitors(t *testing.T) {
	t.Parallel()
	beside(t, func(t *testing.T, addr string) string {
		_, port := split(t, addr)
		monitor := start(t, nil, installed(t, "redis-cli"), "-p", port, "MONITOR")
		text := monitor.await("OK")
		cli(t, addr, "SET a \"x\\x00 \\\"y\\\"\"\nSELECT 9\nMULTI\nINCR n\nGET n\nEXEC\n"+
			"EVAL \"redis.call('SET', KEYS[1], 'by script'); return redis.call('GET', KEYS[1])\" 1 k\nNOSUCH\nGET\nECHO end\n")
		return text + blank(monitor.await("end"), `127\.0\.0\.1:\d+`, `\d+\.\d+`)
	})
}
