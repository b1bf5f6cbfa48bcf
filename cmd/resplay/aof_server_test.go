// The append-only file under a server: replies wait for it, rewrites go on
// beside writes, and a server that is killed loses nothing.

package main

import (
	"bufio"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/engine"
)

// runsMain makes this test binary the program itself.
const runsMain = "RESPLAY_TEST_RUNS_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(runsMain) != "" {
		main()
	}
	os.Exit(m.Run())
}

// keptServer serves what a file holds. change comes ahead of the start.
func keptServer(t *testing.T, path, fsync string, change func(*aof)) (l *aof, addr string, s *respServer, lost chan error) {
	t.Helper()
	lost = make(chan error, 1)
	l, e, err := openAOF(path, fsync, engine.Options{Now: time.Now()}, t.Logf, func(err error) { lost <- err })
	require.NoError(t, err)
	if change != nil {
		change(l)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s = newRespServer(listener, e)
	s.linger = 50 * time.Millisecond
	s.keep(l)
	go s.serve()
	return l, listener.Addr().String(), s, lost
}

// TestRepliesWait: with always, no reply comes ahead of the sync that covers
// its write.
func TestRepliesWait(t *testing.T) {
	path := dataFile(t)
	var synced atomic.Value
	_, addr, s, _ := keptServer(t, path, fsyncAlways, func(l *aof) {
		l.sync = func(*os.File) error {
			log, err := os.ReadFile(path)
			synced.Store(string(log))
			return err
		}
	})
	ctx, c := within(t), goRedis(t, addr)
	for i := range 100 {
		value := "value:" + strconv.Itoa(i)
		require.NoError(t, c.Set(ctx, "k", value, 0).Err())
		require.Contains(t, synced.Load(), value+"\r\n")
	}
	require.NoError(t, s.close())
}

func TestEverySecond(t *testing.T) {
	path := dataFile(t)
	synced := make(chan string, 1)
	_, addr, s, _ := keptServer(t, path, fsyncEverysec, func(l *aof) {
		l.every = time.Millisecond
		l.sync = func(*os.File) error {
			log, err := os.ReadFile(path)
			select {
			case synced <- string(log):
			default:
			}
			return err
		}
	})
	require.NoError(t, goRedis(t, addr).Set(within(t), "k", "v", 0).Err())
	require.Contains(t, readFile(t, path), "\r\nset\r\n", "written ahead of the reply")
	for log := range synced {
		if strings.Contains(log, "\r\nset\r\n") {
			break
		}
	}
	require.NoError(t, s.close())
}

// TestSyncFails: no reply goes out, and the server is told to end.
func TestSyncFails(t *testing.T) {
	path := dataFile(t)
	_, addr, s, lost := keptServer(t, path, fsyncAlways, func(l *aof) {
		l.sync = func(*os.File) error { return syscall.EIO }
	})
	conn := dial(t, addr)
	_, err := io.WriteString(conn, "SET a 1\r\nGET a\r\n")
	require.NoError(t, err)
	reply, _ := io.ReadAll(conn)
	assert.Empty(t, reply)
	assert.EqualError(t, <-lost, "--data: input/output error: the server has ended, because it must not answer for writes that it cannot keep: see to the disk and start it again")
	assert.NoError(t, s.close(), "it is told once")
}

// TestRewriteUnderWrites: many clients write while the file is rewritten again
// and again, and each of them finds all of its own.
func TestRewriteUnderWrites(t *testing.T) {
	path := dataFile(t)
	l, addr, s, _ := keptServer(t, path, fsyncNo, func(l *aof) { l.rewriteAt = 2000 })
	ctx := within(t)
	const clients, each = 8, 1500
	models := make([]map[string]string, clients)
	var tasks sync.WaitGroup
	for i := range clients {
		models[i] = map[string]string{}
		c := redis.NewClient(&redis.Options{Addr: addr, DB: i, MaxRetries: -1, DisableIdentity: true})
		defer c.Close()
		tasks.Go(func() { writeRandomly(t, c, models[i], each) })
	}
	tasks.Wait()
	require.NoError(t, s.close())
	assert.Less(t, l.size, l.added/2, "it was rewritten")
	assert.NoFileExists(t, path+".rewrite")

	_, addr, s, _ = keptServer(t, path, fsyncNo, nil)
	for i, model := range models {
		c := redis.NewClient(&redis.Options{Addr: addr, DB: i, MaxRetries: -1, DisableIdentity: true})
		got := map[string]string{}
		keys, err := c.Keys(ctx, "*").Result()
		require.NoError(t, err)
		for _, key := range keys {
			got[key], err = c.Get(ctx, key).Result()
			require.NoError(t, err)
		}
		assert.Equal(t, model, got, "database %d", i)
		c.Close()
	}
	require.NoError(t, s.close())
}

// writeRandomly changes few keys often, and notes in model what they become.
func writeRandomly(t *testing.T, c *redis.Client, model map[string]string, times int) {
	ctx := within(t)
	for n := range times {
		key, value := strconv.Itoa(rand.IntN(20)), strconv.Itoa(n)
		var err error
		switch rand.IntN(4) {
		case 0:
			delete(model, key)
			err = c.Del(ctx, key).Err()
		case 1:
			model[key] += value
			err = c.Append(ctx, key, value).Err()
		case 2:
			model[key], model["last"] = value, value
			_, err = c.TxPipelined(ctx, func(p redis.Pipeliner) error {
				p.Set(ctx, key, value, 0)
				p.Set(ctx, "last", value, 0)
				return nil
			})
		default:
			model[key] = value
			err = c.Set(ctx, key, value, 0).Err()
		}
		if !assert.NoError(t, err) {
			return
		}
	}
}

// program is resplay itself, in a process of its own.
type program struct {
	*exec.Cmd
	addr   string // of its RESP port; "": it did not start
	errOut strings.Builder
}

// startProgram returns it once it serves, or has ended. limited is what a
// shell does ahead of it.
func startProgram(t *testing.T, limited string, args ...string) *program {
	t.Helper()
	binary, err := os.Executable()
	require.NoError(t, err)
	line := append([]string{"-c", limited + ` exec "$@"`, "sh", binary, "serve", "--site", builtFolder(t),
		"--http", "127.0.0.1:0", "--resp", "127.0.0.1:0"}, args...)
	p := &program{Cmd: exec.CommandContext(t.Context(), "sh", line...)}
	p.Env = append(os.Environ(), runsMain+"=1")
	p.Stderr = &p.errOut
	out, err := p.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.Start())
	t.Cleanup(func() { p.Process.Kill() })
	for printed := bufio.NewScanner(out); p.addr == "" && printed.Scan(); {
		_, p.addr, _ = strings.Cut(printed.Text(), "redis://")
	}
	return p
}

// TestKilled kills the program while clients write. Whatever was answered is
// there when it starts again, and transactions are there as a whole.
func TestKilled(t *testing.T) {
	for _, fsync := range []string{fsyncAlways, fsyncEverysec} {
		t.Run(fsync, func(t *testing.T) { killAgainAndAgain(t, fsync) })
	}
}

func killAgainAndAgain(t *testing.T, fsync string) {
	path, ctx := dataFile(t), within(t)
	const clients, rounds = 6, 6
	var answered [clients]int64 // by client, in all rounds
	for range rounds {
		p := startProgram(t, "", "--data", path, "--fsync", fsync)
		require.NotEmpty(t, p.addr)
		var conns [clients]*redis.Client
		for i := range clients {
			conns[i] = goRedis(t, p.addr)
			n, err := conns[i].Get(ctx, "n:"+strconv.Itoa(i)).Int64()
			if !errors.Is(err, redis.Nil) {
				require.NoError(t, err)
			}
			require.GreaterOrEqual(t, n, answered[i], "client %d", i)
			require.LessOrEqual(t, n, answered[i]+1, "client %d", i)
			length, err := conns[i].LLen(ctx, "l:"+strconv.Itoa(i)).Result()
			require.NoError(t, err)
			require.Equal(t, n, length, "both or none")
			answered[i] = n
		}
		var total atomic.Int64
		last := 1 + rand.Int64N(600)
		var tasks sync.WaitGroup
		for i, c := range conns {
			tasks.Go(func() {
				for countOn(t, c, i, answered[i]+1) {
					answered[i]++
					if total.Add(1) == last {
						p.Process.Kill()
					}
				}
			})
		}
		tasks.Wait()
		p.Wait()
	}
}

// countOn counts to n in two keys at once and reports whether that was
// answered.
func countOn(t *testing.T, c *redis.Client, i int, n int64) bool {
	id := strconv.Itoa(i)
	replies, err := c.TxPipelined(within(t), func(p redis.Pipeliner) error {
		p.Incr(t.Context(), "n:"+id)
		p.RPush(t.Context(), "l:"+id, strings.Repeat("x", int(n%300)))
		return nil
	})
	return err == nil && assert.Equal(t, n, replies[0].(*redis.IntCmd).Val())
}

// TestDiskFull: the program ends, says why, and has kept what it answered.
func TestDiskFull(t *testing.T) {
	path, ctx := dataFile(t), within(t)
	p := startProgram(t, "ulimit -f 16;", "--data", path)
	require.NotEmpty(t, p.addr)
	c, answered := goRedis(t, p.addr), int64(0)
	for c.RPush(ctx, "l", strings.Repeat("x", 100)).Err() == nil {
		answered++
	}
	var ended *exec.ExitError
	require.ErrorAs(t, p.Wait(), &ended)
	assert.Equal(t, 1, ended.ExitCode(), p.errOut.String())
	assert.Contains(t, p.errOut.String(), "resplay: serve: --data: write "+path+": file too large: the server has ended, because it must not answer for writes that it cannot keep")
	require.Positive(t, answered)

	k := mustOpen(t, path, time.Now())
	assert.Empty(t, k.said, "half a command was taken back")
	assert.Equal(t, ":"+strconv.FormatInt(answered, 10), k.do(t, "LLEN l"))
	require.NoError(t, k.close())
}

// TestCleanEnd: told to end, the program writes all, and tells no lies to the
// next one.
func TestCleanEnd(t *testing.T) {
	path := dataFile(t)
	p := startProgram(t, "", "--data", path, "--fsync", "no")
	require.NotEmpty(t, p.addr)
	second := startProgram(t, "", "--data", path)
	require.Error(t, second.Wait())
	assert.Contains(t, second.errOut.String(), path+" is in use by another server")

	require.NoError(t, goRedis(t, p.addr).Set(within(t), "k", "v", time.Hour).Err())
	require.NoError(t, p.Process.Signal(syscall.SIGTERM))
	require.NoError(t, p.Wait(), p.errOut.String())
	assert.Empty(t, p.errOut.String())
	assert.Regexp(t, `\r\n#TS:\d+\r\n$`, readFile(t, path))
	k := mustOpen(t, path, time.Now())
	assert.Equal(t, "v", k.do(t, "GET k"))
	require.NoError(t, k.close())
}

// TestNoRight: a file or a folder that this user may not write.
func TestNoRight(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "keys.aof")
	require.NoError(t, os.WriteFile(path, nil, 0o400))
	require.NoError(t, os.Chmod(folder, 0o500))
	t.Cleanup(func() { os.Chmod(folder, 0o700) })
	if os.Getuid() == 0 {
		t.Skip("root may write everything")
	}
	_, err := open(path, time.Now())
	assert.ErrorContains(t, err, "--data: open "+path+": permission denied: it takes a file that this user can read and write")
	require.NoError(t, os.Chmod(path, 0o600))
	_, err = open(path, time.Now())
	assert.ErrorContains(t, err, "cannot write beside "+path)
}

// TestPersistenceCommands: what the commands say about the file is so.
func TestPersistenceCommands(t *testing.T) {
	path := dataFile(t)
	p := startProgram(t, "", "--data", path, "--fsync", "no")
	require.NotEmpty(t, p.addr)
	ctx, c := within(t), goRedis(t, p.addr)
	for range 200 {
		require.NoError(t, c.Incr(ctx, "n").Err())
	}
	require.NoError(t, c.Save(ctx).Err())
	require.NoError(t, c.BgSave(ctx).Err())
	assert.InDelta(t, time.Now().Unix(), c.LastSave(ctx).Val(), 2)
	before := len(readFile(t, path))
	require.Equal(t, "Background append only file rewriting started", c.BgRewriteAOF(ctx).Val())
	require.Eventually(t, func() bool {
		return strings.Contains(c.Info(ctx, "persistence").Val(), "aof_rewrites:1\r\n")
	}, 5*time.Second, 10*time.Millisecond)
	assert.Less(t, len(readFile(t, path)), before/10)
	info := c.Info(ctx, "persistence").Val()
	for _, line := range []string{"aof_enabled:1", "aof_rewrite_in_progress:0", "aof_last_bgrewrite_status:ok"} {
		assert.Contains(t, info, line+"\r\n")
	}
	config := c.ConfigGet(ctx, "*").Val()
	assert.Equal(t, "yes", config["appendonly"])
	assert.Equal(t, "no", config["appendfsync"])
	assert.Equal(t, filepath.Dir(path), config["dir"])
	assert.Equal(t, filepath.Base(path), config["appendfilename"])
	_, port, err := net.SplitHostPort(p.addr)
	require.NoError(t, err)
	assert.Equal(t, port, config["port"])

	conn := dial(t, p.addr)
	_, err = io.WriteString(conn, "SET last 1\r\nSHUTDOWN ABORT\r\nSHUTDOWN SAVE NOSAVE\r\nSHUTDOWN NOSAVE NOW FORCE\r\n")
	require.NoError(t, err)
	replies, _ := io.ReadAll(conn)
	assert.Equal(t, "+OK\r\n-ERR No shutdown in progress.\r\n-ERR syntax error\r\n", string(replies))
	require.NoError(t, p.Wait(), p.errOut.String())
	k := mustOpen(t, path, time.Now())
	assert.Equal(t, "1", k.do(t, "GET last"))
	assert.Equal(t, "200", k.do(t, "GET n"))
	require.NoError(t, k.close())
}

// everyFamily are lines that leave something of each family in the log.
var everyFamily = []string{
	"SETRANGE text:%d 3 abc", "SETBIT bits 7%d 1", "BITOP NOT bits2 bits", "BITFIELD bits SET u8 %d 200", "INCRBYFLOAT float 0.1",
	"PFADD hll %d", "PFMERGE hll2 hll", "GEOADD geo 13.3 38.1 place:%d", "GEOSEARCHSTORE geo2 geo FROMLONLAT 13 38 BYRADIUS 100 KM",
	"HSET hash f%d v g w", "HEXPIRE hash 1000 FIELDS 1 f%d", "HSETEX hash EX 500 FIELDS 1 g %d", "HGETDEL hash FIELDS 1 f1", "HPERSIST hash FIELDS 1 g",
	"RPUSH list a%d", "LMOVE list other LEFT RIGHT", "LMPOP 1 other LEFT", "SADD set %d x", "SPOP set 2", "SORT list ALPHA STORE sorted",
	"ZADD zset %d m%d", "ZPOPMIN zset", "ZUNIONSTORE zset2 2 zset geo", "ZADD zset -0 zero",
	"XADD stream * f v%d", "XADD stream NOMKSTREAM MAXLEN ~ 50 * f v", "XGROUP CREATE stream group 0 MKSTREAM", "XREADGROUP GROUP group c%d COUNT 2 STREAMS stream >",
	"XAUTOCLAIM stream group d 0 0 COUNT 1", "XTRIM stream MAXLEN 20", "XGROUP CREATECONSUMER stream group e%d", "XSETID stream 9999999999999-%d",
	"EXPIRE set 1000", "COPY hash hash2 REPLACE", "RENAME sorted sorted2", "SWAPDB 0 1", "MOVE list 2", "SET k%d v EX 10000", "PERSIST set",
	"EVAL \"for i=1,3 do redis.call('INCR','script') end return redis.call('SPOP','set')\" 0",
	"FUNCTION LOAD REPLACE \"#!lua name=lib%d\\nredis.register_function('f%d',function() redis.call('RPUSH','list','f') return redis.call('INCR','fn') end)\"",
	"FCALL f%d 0", "MULTI", "EXEC", "DISCARD",
}

// TestEveryFamilySurvives: a log of all families, cut at random bytes, brings
// back all commands that are whole.
func TestEveryFamilySurvives(t *testing.T) {
	for seed := range uint64(4) {
		path, now := dataFile(t), time.Unix(1_700_000_000, 0)
		random := rand.New(rand.NewPCG(seed, 1))
		k := mustOpen(t, path, now)
		states, sizes := map[int64]string{}, []int64{}
		for i := range 400 {
			line := everyFamily[random.IntN(len(everyFamily))]
			for strings.Contains(line, "%d") {
				line = strings.Replace(line, "%d", strconv.Itoa(random.IntN(10)), 1)
			}
			k.engine.Advance(now.Add(time.Duration(i) * time.Second))
			k.do(t, line)
			if _, known := states[k.size]; !known {
				sizes = append(sizes, k.size)
			}
			states[k.size] = k.keys()
			if i == 200 {
				k.base = 0
				require.NoError(t, k.rewrite())
				clear(states)
				states[k.size], sizes = k.keys(), []int64{k.size}
			}
		}
		require.NoError(t, k.file.Close())
		whole := readFile(t, path)
		for range 40 {
			at := sizes[0] + random.Int64N(int64(len(whole))-sizes[0]+1)
			want := ""
			for _, size := range sizes {
				if size <= at {
					want = states[size]
				}
			}
			path := dataFile(t)
			require.NoError(t, os.WriteFile(path, []byte(whole[:at]), 0o600))
			again := mustOpen(t, path, now)
			require.Equal(t, want, again.keys(), "seed %d cut at %d", seed, at)
			require.NoError(t, again.close())
		}
	}
}
