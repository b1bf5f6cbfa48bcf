// The server under the clients of other languages: programs of testdata/clients
// that print all that they get.

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// clientProgram runs a program on both servers; the port comes ahead of args.
func clientProgram(t *testing.T, interpreter, file string, args ...string) {
	t.Helper()
	t.Parallel()
	printed := beside(t, func(t *testing.T, addr string) string {
		_, port := split(t, addr)
		args := append([]string{filepath.Join("testdata", "clients", file), port}, args...)
		cmd := exec.CommandContext(within(t), interpreter, args...)
		var errOut strings.Builder
		cmd.Stderr = &errOut
		out, err := cmd.Output()
		assert.NoError(t, err, "%s\n%s", out, &errOut)
		return string(out)
	})
	assert.Greater(t, strings.Count(printed, "\n"), 50, "the program ended early")
}

// python is the interpreter that Debian's python3-redis is for.
func python(t *testing.T) string {
	t.Helper()
	for _, path := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(path, "-c", "import redis.asyncio").Run() == nil {
			return path
		}
	}
	t.Skip("redis-py is not installed: scripts/install.sh test tells where it is from")
	return ""
}

func TestRedisPy(t *testing.T)        { clientProgram(t, python(t), "redis_py.py") }
func TestRedisPyAsyncio(t *testing.T) { clientProgram(t, python(t), "redis_asyncio.py") }

func TestIORedis(t *testing.T) {
	node := installed(t, "node")
	if _, err := os.Stat("../../web/node_modules/ioredis"); err != nil {
		t.Skip("ioredis is not installed: `make check` fetches it")
	}
	for _, protocol := range []string{"2", "3"} {
		t.Run("RESP"+protocol, func(t *testing.T) { clientProgram(t, node, "ioredis.mjs", protocol) })
	}
}

// benchmarks are what redis-benchmark runs unless told otherwise, in the order
// and in the names of its own.
const benchmarks = `PING_INLINE
PING_MBULK
SET
GET
INCR
LPUSH
RPUSH
LPOP
RPOP
SADD
HSET
SPOP
ZADD
ZPOPMIN
LPUSH (needed to benchmark LRANGE)
LRANGE_100 (first 100 elements)
LRANGE_300 (first 300 elements)
LRANGE_500 (first 500 elements)
LRANGE_600 (first 600 elements)
MSET (10 keys)`

// TestRedisBenchmark runs each of its tests, in several ways of asking: every
// one must report, and none get an error.
func TestRedisBenchmark(t *testing.T) {
	t.Parallel()
	benchmark := installed(t, "redis-benchmark")
	_, addr := startServer(t, engineOptions())
	_, port := split(t, addr)
	script := "EVAL redis.call('SET',KEYS[1],ARGV[1]) 1 key:__rand_int__ __data__"
	const lists = "LPUSH (needed to benchmark LRANGE)\nLRANGE_100 (first 100 elements)"
	for _, run := range []struct{ args, tests string }{
		{"-n 1000", benchmarks},
		{"-n 1000 -P 16", benchmarks},
		{"-n 1000 -P 16 -3 -r 100 -d 100", benchmarks},
		{"-n 1000 --threads 2 -c 10", benchmarks},
		{"-n 300 -k 0 -t ping,set,mset", "PING_INLINE\nPING_MBULK\nSET\nMSET (10 keys)"},
		{"-n 1000 -t lrange_100 --dbnum 9", lists},
		{"-n 1000 -3 --enable-tracking -r 10 -t set,get", "SET\nGET"},
		{"-n 1000 -r 10 -P 4 " + script, script},
		{"-n 1000 -r 10 XADD stream MAXLEN 10 * f __rand_int__", "XADD stream MAXLEN 10 * f __rand_int__"},
	} {
		args := append([]string{"-p", port, "--csv"}, strings.Fields(run.args)...)
		out := output(t, "", benchmark, args...)
		warnings, table, _ := strings.Cut(out, `"max_latency_ms"`)
		assert.NotContains(t, warnings, "CONFIG", run.args)
		var names []string
		for line := range strings.Lines(strings.TrimSpace(table)) {
			name, figures, ok := strings.Cut(strings.TrimPrefix(line, `"`), `",`)
			require.True(t, ok, line)
			require.NotContains(t, figures, `"0.00"`, line)
			names = append(names, name)
		}
		assert.Equal(t, strings.Split(run.tests, "\n"), names, run.args)
	}
	// It does not tell of every error by itself.
	assert.NotContains(t, plainClient(t, addr).do("INFO errorstats").Str, "errorstat_")
}
