// The append-only file: what it brings back, whom it refuses, what it says.

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/engine"
	"resplay/resp"
)

// kept is an engine whose writes go to a file, without a network.
type kept struct {
	*aof
	said []string // to the user
	lost error    // why nothing can be kept any more
	conn *engine.Conn
}

func open(path string, now time.Time) (*kept, error) {
	k := &kept{}
	say := func(format string, args ...any) { k.said = append(k.said, fmt.Sprintf(format, args...)) }
	l, e, err := openAOF(path, fsyncNo, engine.Options{Now: now}, say, func(err error) { k.lost = err })
	if err != nil {
		return nil, err
	}
	k.aof, k.conn, l.world = l, e.Connect("test"), &sync.Mutex{}
	return k, nil
}

func mustOpen(t *testing.T, path string, now time.Time) *kept {
	t.Helper()
	k, err := open(path, now)
	require.NoError(t, err)
	return k
}

// do runs commands as they are typed, and returns the last reply.
func (k *kept) do(t *testing.T, lines ...string) string {
	t.Helper()
	for _, line := range lines {
		args, err := resp.SplitLine(line)
		require.NoError(t, err)
		k.conn.Feed(resp.AppendCommand(nil, args...))
	}
	require.NoError(t, k.commit(k.mark()))
	replies := strings.Split(strings.TrimSuffix(string(k.conn.Output()), "\r\n"), "\r\n")
	return replies[len(replies)-1]
}

// keys is all that the engine holds.
func (k *kept) keys() string { return string(k.engine.AppendRewrite(nil)) }

func dataFile(t *testing.T) string { return filepath.Join(t.TempDir(), "keys.aof") }

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// TestCutAnywhere: a file cut at any byte brings back all commands that are
// whole, and no byte of it is lost.
func TestCutAnywhere(t *testing.T) {
	path, now := dataFile(t), time.Now().Add(-time.Minute)
	k := mustOpen(t, path, now)
	states := map[int64]string{0: ""} // by size of the file
	for i, lines := range [][]string{
		{"SET a 1"}, {"SET b 2 EX 1000"}, {"SELECT 3", "RPUSH l x y z"}, {"LPOP l"},
		{"MULTI", "SET c 3", "SELECT 0", "INCR a", "EXEC"}, {"SET raw *1\r\n$4\r\nPING\r\n"},
		{"DEL b"}, {"HSET h f v"},
	} {
		k.engine.Advance(now.Add(time.Duration(i) * 400 * time.Millisecond))
		k.do(t, lines...)
		states[k.size] = k.keys()
	}
	require.NoError(t, k.file.Close()) // without the words of a clean end
	whole, want := readFile(t, path), ""
	require.Equal(t, 2, strings.Count(whole, "SELECT")-strings.Count(whole, "MULTI"))
	for cut := range len(whole) + 1 {
		if state, ok := states[int64(cut)]; ok {
			want = state
		}
		path := filepath.Join(t.TempDir(), "keys.aof")
		require.NoError(t, os.WriteFile(path, []byte(whole[:cut]), 0o600))
		again := mustOpen(t, path, now)
		require.Equal(t, want, again.keys(), "cut at %d", cut)
		rest := readFile(t, path)
		if len(again.said) > 0 {
			require.Len(t, again.said, 1)
			require.Contains(t, again.said[0], fmt.Sprintf("%s was torn at byte %d: the log ends ", path, len(rest)))
			require.Contains(t, again.said[0], "are dropped and kept in "+path+".torn")
			rest += readFile(t, path+".torn")
		}
		require.Equal(t, whole[:cut], rest, "cut at %d", cut)

		again.do(t, "SELECT 2", "SET behind 1")
		state := again.keys()
		require.NoError(t, again.close())
		last := mustOpen(t, path, now)
		require.Equal(t, state, last.keys(), "cut at %d", cut)
		require.Empty(t, last.said)
		require.NoError(t, last.close())
	}
}

func TestTornTwice(t *testing.T) {
	path := dataFile(t)
	for _, tail := range []string{"*1\r\n$4\r\nPI", "*2\r\n$3\r\nSET\r\n*1\r\n"[:13]} {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		_, err = file.WriteString(tail)
		require.NoError(t, err)
		require.NoError(t, file.Close())
		require.NoError(t, mustOpen(t, path, time.Now()).close())
	}
	assert.Equal(t, "*1\r\n$4\r\nPI", readFile(t, path+".torn"))
	// The line of time that the first clean end has left is dropped as well.
	assert.Regexp(t, `^#TS:\d+\r\n\*2\r\n\$3\r\nSET\r\n$`, readFile(t, path+".torn.2"))
}

// TestHiddenCommands: a damaged length near the end looks like a torn command.
func TestHiddenCommands(t *testing.T) {
	path := dataFile(t)
	require.NoError(t, os.WriteFile(path, []byte("*2\r\n$3\r\nDEL\r\n$999\r\na\r\n*1\r\n$8\r\nFLUSHALL\r\n"), 0o600))
	k := mustOpen(t, path, time.Now())
	assert.Equal(t, []string{path + " was torn at byte 0: the log ends inside this command: all before it is loaded, the last 40 bytes are dropped and kept in " +
		path + ".torn; look into it: a damaged length can hide further commands"}, k.said)
	require.NoError(t, k.close())
}

// TestDamage: what is no torn tail is refused and left as it was.
func TestDamage(t *testing.T) {
	good := "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n"
	tests := []struct{ log, at, what string }{
		{good + "*1\r\n!1\r\n" + good, "27", "protocol error at byte 31: expected '$', got '!'"},
		{good + "*1\r\n$4\r\nNOPE\r\n" + good, "27", "the command NOPE was refused: ERR unknown command 'NOPE'"},
		{"dear diary", "0", "the log ends inside this command"},
		{"dear diary\n", "0", "the command dear was refused"},
		{good + "\x00\x00\x00", "27", "the log ends inside this command"},
	}
	for _, test := range tests {
		path := dataFile(t)
		require.NoError(t, os.WriteFile(path, []byte(test.log), 0o600))
		got := runLine(t.Context(), "serve", "--site", builtFolder(t), "--http", "127.0.0.1:0", "--resp", "127.0.0.1:0", "--data", path)
		assert.Equal(t, 1, got.status, test.log)
		assert.Contains(t, got.errOut, "resplay: serve: --data: "+path+" is damaged, or no log, from byte "+test.at+" on: "+test.what)
		assert.Contains(t, got.errOut, "cp "+path+" "+path+".damaged && truncate -s "+test.at+" "+path)
		assert.Equal(t, test.log, readFile(t, path))
		names, err := os.ReadDir(filepath.Dir(path))
		require.NoError(t, err)
		assert.Len(t, names, 1, "nothing else is left behind")
	}
}

func TestDataRefuses(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "keys.aof")
	k := mustOpen(t, file, time.Now())
	defer k.close()
	link := filepath.Join(folder, "link")
	require.NoError(t, os.Symlink(file, link))
	blocked := filepath.Join(t.TempDir(), "keys.aof")
	require.NoError(t, os.MkdirAll(filepath.Join(blocked+".rewrite", "x"), 0o700))
	tests := []struct {
		args   []string
		status int
		errOut string
	}{
		{[]string{"--data", folder}, 1, "--data: " + folder + " is a folder: it takes a file, such as " + folder + "/resplay.aof"},
		{[]string{"--data", "/dev/null"}, 1, "--data: /dev/null is no regular file: it takes one, which may be new"},
		{[]string{"--data", folder + "/a/b"}, 1, "--data: lstat " + folder + "/a: no such file or directory: create the folder of " + folder + "/a/b first, or choose another"},
		{[]string{"--data", file + "/b"}, 1, "--data: stat " + file + "/b: not a directory"},
		{[]string{"--data", file}, 1, "--data: " + file + " is in use by another server: stop that one, or choose another file"},
		{[]string{"--data", link}, 1, "--data: " + file + " is in use by another server: stop that one, or choose another file"},
		{[]string{"--data", blocked}, 1, "--data: cannot write beside " + blocked + ": open " + blocked + ".rewrite: is a directory: a log is kept short by a new one in the same folder, so let this user write there"},
		{[]string{"--fsync", "weekly", "--data", file}, 2, "--fsync weekly is no policy: it takes always, everysec or no"},
		{[]string{"--fsync", "always"}, 2, "--fsync is about the file of --data: name one"},
	}
	for _, test := range tests {
		args := append([]string{"serve", "--site", builtFolder(t), "--http", "127.0.0.1:0", "--resp", "127.0.0.1:0"}, test.args...)
		assert.Equal(t, outcome{test.status, "", "resplay: serve: " + test.errOut + "\n"}, runLine(t.Context(), args...), test.args)
	}
}

// TestTimesSurvive: what has so long to live has no longer after a restart,
// whatever the machine's clock says then.
func TestTimesSurvive(t *testing.T) {
	now := time.UnixMilli(1_700_000_000_000)
	for _, test := range []struct {
		later time.Duration
		ttl   string
	}{
		{0, ":10000"}, {4 * time.Second, ":6000"}, {10 * time.Second, ":-2"}, {time.Hour, ":-2"},
		{-time.Hour, ":10000"},
	} {
		path := dataFile(t)
		k := mustOpen(t, path, now)
		k.do(t, "SET brief x EX 10", "SET lasting x")
		require.NoError(t, k.close())
		again := mustOpen(t, path, now.Add(test.later))
		assert.Equal(t, test.ttl, again.do(t, "PTTL brief"), test.later)
		assert.Equal(t, ":-1", again.do(t, "PTTL lasting"))
		require.NoError(t, again.close())
	}
}

// TestClockBehind: the server goes on from the time of the file.
func TestClockBehind(t *testing.T) {
	path, ahead := dataFile(t), time.Now().Add(time.Hour)
	k := mustOpen(t, path, ahead)
	k.do(t, "SET k x EX 10")
	require.NoError(t, k.close())
	again := mustOpen(t, path, time.Now())
	require.Len(t, again.said, 1)
	assert.Contains(t, again.said[0], path+" was written until ")
	assert.Contains(t, again.said[0], "its keys expire by the file's time")
	s := newRespServer(nil, again.engine)
	assert.InDelta(t, time.Hour, s.ahead, float64(10*time.Second))
	require.NoError(t, again.close())
}

// TestLongPop: what one SPOP takes is more than one command may name.
func TestLongPop(t *testing.T) {
	path := dataFile(t)
	k := mustOpen(t, path, time.Now())
	for range 11 {
		args := []string{"SADD", "s"}
		for len(args) < 100_000 {
			args = append(args, strconv.Itoa(len(args)+int(k.added)))
		}
		k.conn.Feed(resp.AppendCommand(nil, args...))
	}
	require.NotEqual(t, ":0", k.do(t, "SADD s x"))
	k.do(t, "SPOP s 1050000")
	require.NoError(t, k.commit(k.mark()))
	state := k.keys()
	require.NoError(t, k.close())
	again := mustOpen(t, path, time.Now())
	assert.Empty(t, again.said)
	assert.True(t, state == again.keys())
	require.NoError(t, again.close())
}

// TestRewriteFails: the file goes on as it was, and is whole.
func TestRewriteFails(t *testing.T) {
	path := dataFile(t)
	k := mustOpen(t, path, time.Now())
	k.do(t, "SET a 1", "SET a 2")
	k.sync = func(*os.File) error {
		k.do(t, "SELECT 2", "SET b 3") // while it is under way
		return os.ErrDeadlineExceeded
	}
	require.ErrorIs(t, k.rewrite(), os.ErrDeadlineExceeded)
	require.NoFileExists(t, path+".rewrite")
	k.sync = (*os.File).Sync
	k.do(t, "SET c 4")
	state := k.keys()
	require.NoError(t, k.close())
	again := mustOpen(t, path, time.Now())
	assert.Equal(t, state, again.keys())

	// And one that works leaves the shortest log, under the same lock.
	require.NoError(t, again.rewrite(), "not due")
	again.base = 0
	require.NoError(t, again.rewrite())
	assert.Equal(t, state, strings.SplitAfter(readFile(t, path), "#TS")[0][:len(state)])
	_, err := open(path, time.Now())
	assert.ErrorContains(t, err, "is in use by another server")
	again.do(t, "SET d 5")
	state = again.keys()
	require.NoError(t, again.close())
	last := mustOpen(t, path, time.Now())
	assert.Equal(t, state, last.keys())
	require.NoError(t, last.close())
}
