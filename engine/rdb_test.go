// The dump format: known bytes, old forms, and bytes of any kind.

package engine

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

func TestCRC64(t *testing.T) {
	require.Equal(t, uint64(0xe9c6d914c4b8d9ca), crc64("123456789"))
	require.Zero(t, crc64(""))
}

func TestLZFIsUndone(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 3000 {
		b := make([]byte, random.IntN(2000))
		letters := 1 + random.IntN(20)
		for i := range b {
			if b[i] = byte(random.IntN(letters)); i > 300 && random.IntN(50) == 0 {
				copy(b[i:], b[i-300:i-random.IntN(300)])
			}
		}
		block, ok := lzfCompress(string(b))
		if !ok {
			continue
		}
		require.LessOrEqual(t, len(block), len(b)-4)
		text, ok := lzfExpand(string(block), len(b))
		require.True(t, ok)
		require.Equal(t, string(b), text)
	}
}

// dumped is a dump of a body, with version and checksum.
func dumped(body string) string {
	w := rdbWriter{b: []byte(body), version: rdbRedis70}
	return w.footer()
}

// restoredLines restores a dump and returns the commands that make the value.
func restoredLines(t *testing.T, dump string) []string {
	t.Helper()
	w := newWorld(t, Options{Seed: 1})
	reply := w.do(step{client: "a", args: []string{"RESTORE", "k", "0", dump}})[0].value
	if reply.Err() != nil {
		return []string{reply.Str}
	}
	checkInvariants(t, w.engine)
	reader := resp.NewReader(resp.Limits{})
	reader.Feed(w.engine.AppendRewrite(nil))
	lines := []string{w.do(step{client: "a", args: []string{"OBJECT", "ENCODING", "k"}})[0].value.Str}
	for {
		args, ok, err := reader.NextCommand()
		require.NoError(t, err)
		if !ok {
			return lines
		}
		if args[0] != "SELECT" {
			lines = append(lines, resp.JoinLine(args))
		}
	}
}

// TestOldDumps: what former versions wrote is read, up to the examples of
// Redis's documentation.
func TestOldDumps(t *testing.T) {
	ziplist := func(elems ...string) string { // each element from its encoding on
		body, before := "", 0
		last := 10
		for _, elem := range elems {
			last = 10 + len(body)
			body += string([]byte{byte(before)}) + elem
			before = len(elem) + 1
		}
		b := appendLittleEndian(nil, uint64(10+len(body)+1), 4)
		b = appendLittleEndian(b, uint64(last), 4)
		b = appendLittleEndian(b, uint64(len(elems)), 2)
		b = append(append(b, body...), 0xff)
		return string([]byte{byte(len(b))}) + string(b)
	}
	for dump, want := range map[string]string{
		"\x00\xc0\n\n\x00n\x9fWE\x0e\xaec\xbb": "int SET k 10",
		"\n\x17\x17\x00\x00\x00\x12\x00\x00\x00\x03\x00\x00\xc0\x01\x00\x04\xc0\x02\x00\x04\xc0\x03\x00\xff\x04\x00u#<\xc0;.\xe9\xdd": "listpack RPUSH k 1 2 3",

		dumped("\x01\x02\x01a\xc0\x05"):                                                                                  "listpack RPUSH k a 5",
		dumped("\x0a" + ziplist("\x01a", "\xf2", "\xfe\xff", "\xf0\x01\x00\x80")):                                        "listpack RPUSH k a 1 -1 -8388607",
		dumped("\x0a" + ziplist("\xc0\x00\x80", "\xd0\x00\x00\x00\x80", "\xe0\x01\x00\x00\x00\x00\x00\x00\x80", "\xfd")): "listpack RPUSH k -32768 -2147483648 -9223372036854775807 12",
		dumped("\x0e\x02" + ziplist("\x01a") + ziplist("\x01b")):                                                         "listpack RPUSH k a b",
		dumped("\x0d" + ziplist("\x01f", "\xf5")):                                                                        "listpack HSET k f 4",
		dumped("\x0c" + ziplist("\x01b", "\xf5", "\x01a", "\x031.5")):                                                    "listpack ZADD k 1.5 a 4 b",
		dumped("\x09\x0e\x02\x01a\x01\x00v\x01b\x02\x01ww.\xff"):                                                         "listpack HSET k a v b ww",
		dumped("\x03\x03\x01a\x031.5\x01b\xfe\x01c\xff"):                                                                 "listpack ZADD k -inf c 1.5 a inf b",
		dumped("\x02\x02\x01a\xc0\x05"):                                                                                  "listpack SADD k a 5",
		dumped("\x02\x02\xc0\x06\xc0\x05"):                                                                               "intset SADD k 5 6",
		dumped("\x14\x0b\x0b\x00\x00\x00\x02\x00\x01\x01\x02\x01\xff"):                                                   "listpack SADD k 1 2",
		dumped("\x0b\x0c\x02\x00\x00\x00\x02\x00\x00\x00\x01\x00\x02\x00"):                                               "intset SADD k 1 2",
		dumped("\x12\x01\x01\x05plain"):                                                                                  "listpack RPUSH k plain",
		dumped("\x19\x10\x27\x00\x00\x00\x00\x00\x00\x10\x10\x00\x00\x00\x03\x00\x81f\x02\x81v\x02\xc7\x10\x02\xff"):     "listpackex HSET k f v HPEXPIREAT k 1808 FIELDS 1 f",
		dumped("\x17\x10\x10\x00\x00\x00\x03\x00\x81f\x02\x81v\x02\xc7\x10\x02\xff"):                                     "listpackex HSET k f v HPEXPIREAT k 1808 FIELDS 1 f",
		dumped("\x18\x10\x27\x00\x00\x00\x00\x00\x00\x02\x05\x01f\x01v\x00\x01g\x01w"):                                   "listpackex HSET k f v g w HPEXPIREAT k 10004 FIELDS 1 f",
		dumped("\x16\x01\x4e\x20\x01f\x01v"):                                                                             "listpackex HSET k f v HPEXPIREAT k 3616 FIELDS 1 f",
	} {
		w := newWorld(t, Options{Seed: 1, Now: time.UnixMilli(1000)})
		reply := w.do(step{client: "a", args: []string{"RESTORE", "k", "0", dump}})[0].value
		require.Equal(t, "OK", reply.Str, "%q", dump)
		checkInvariants(t, w.engine)
		require.Equal(t, want, w.rewritten(), "%q", dump)
	}
}

// rewritten is the encoding of k and the commands that make it.
func (w *world) rewritten() string {
	reader := resp.NewReader(resp.Limits{})
	reader.Feed(w.engine.AppendRewrite(nil))
	lines := []string{w.do(step{client: "a", args: []string{"OBJECT", "ENCODING", "k"}})[0].value.Str}
	for {
		args, ok, err := reader.NextCommand()
		require.NoError(w.t, err)
		if !ok {
			return strings.Join(lines, " ")
		}
		if args[0] != "SELECT" {
			lines = append(lines, resp.JoinLine(args))
		}
	}
}

func TestBadDumps(t *testing.T) {
	for _, body := range []string{
		"", "\x00", "\x00\x05abc", "\x00\x01ab", "\x00\xc4\x01", "\x00\x80\xff\xff\xff\xff", "\x00\x81\xff\xff\xff\xff\xff\xff\xff\xff", "\x00\x82",
		"\x00\xc3\x02\x81\x00\x00\x00\xff\x00\x00\x00\x00ab", "\x00\xc3\x03\x04\x20\x05\x00", "\x00\xc3\x02\x05\x01ab",
		"\x01\x00", "\x01\x81\xff\xff\xff\xff\xff\xff\xff\xff\x01a", "\x02\x02\x01a\x01a", "\x02\x00", "\x04\x01\x01a", "\x04\x02\x01a\x01b\x01a\x01c",
		"\x05\x01\x01a\x00\x00\x00\x00\x00\x00\xf8\x7f", "\x03\x01\x01a\xfd", "\x03\x01\x01a\x01x", "\x05\x02\x01a\x00\x00\x00\x00\x00\x00\x00\x00\x01a\x00\x00\x00\x00\x00\x00\x00\x00",
		"\x06", "\x07\x00", "\x08", "\x1a", "\xff", "\x09\x01\xff", "\x09\x02\x00\xff", "\x0a\x01\xff", "\x0b\x08\x03\x00\x00\x00\x00\x00\x00\x00",
		"\x0b\x0c\x02\x00\x00\x00\x02\x00\x00\x00\x02\x00\x01\x00", "\x0b\x08\x02\x00\x00\x00\x00\x00\x00\x00", "\x0b\x0a\x02\x00\x00\x00\x02\x00\x00\x00\x02\x00",
		"\x10\x07\x07\x00\x00\x00\x00\x00\xff", "\x10\x09\x09\x00\x00\x00\x01\x00\x01\x01\xff", "\x12\x01\x03\x01a", "\x12\x01\x01\x00", "\x12\x01\x02\x07\x07\x00\x00\x00\x00\x00\xff",
		"\x13\x01", "\x0f\x00\x00\x00\x00\x00", "\x0f\x00\x0f", "\x15\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00",
		"\x18\xff\xff\xff\xff\xff\xff\xff\xff\x01\x05\x01f\x01v",
	} {
		if body == "\x0f\x00\x00\x00\x00\x00" {
			require.Equal(t, []string{"stream"}, restoredLines(t, dumped(body))[:1], "an empty stream is a value")
			continue
		}
		require.Equal(t, []string{errDumpFormat.Error()}, restoredLines(t, dumped(body)), "%q", body)
	}
	good := dumped("\x00\x01a")
	for i := range good {
		broken := []byte(good)
		broken[i] ^= 1
		require.Equal(t, []string{errDumpVersion.Error()}, restoredLines(t, string(broken)), i)
	}
	require.Equal(t, []string{errDumpVersion.Error()}, restoredLines(t, good[:9]))
	w := rdbWriter{b: []byte("\x00\x01a"), version: rdbRedis74 + 1}
	require.Equal(t, []string{errDumpVersion.Error()}, restoredLines(t, w.footer()))
}

// TestBombs: a few bytes that claim to be many are refused before they are.
func TestBombs(t *testing.T) {
	block, _ := lzfCompress(strings.Repeat("a", 10<<20))
	w := rdbWriter{version: rdbRedis70}
	w.begin(rdbString)
	w.b = append(w.b, rdbEncoded|rdbLZF)
	w.length(uint64(len(block)))
	w.length(10 << 20)
	w.b = append(w.b, block...)
	dump := w.footer()
	world := newWorld(t, Options{MaxMemory: 1 << 20})
	require.Equal(t, errOOM.Error(), world.do(step{client: "a", args: []string{"RESTORE", "k", "0", dump}})[0].value.Str)
	world = newWorld(t, Options{})
	require.Equal(t, "OK", world.do(step{client: "a", args: []string{"RESTORE", "k", "0", dump}})[0].value.Str)
}

// FuzzRestore: any body is a value or is refused; a value dumps and restores
// to itself.
func FuzzRestore(f *testing.F) {
	for _, value := range dumpValues(f) {
		body, _ := openDump(value)
		f.Add([]byte(body))
	}
	f.Add([]byte("\x09\x0e\x02\x01a\x01\x00v\x01b\x02\x01ww.\xff"))
	f.Add([]byte("\n\x17\x17\x00\x00\x00\x12\x00\x00\x00\x03\x00\x00\xc0\x01\x00\x04\xc0\x02\x00\x04\xc0\x03\x00\xff"))
	f.Fuzz(func(t *testing.T, body []byte) {
		e := New(smallOptions())
		c := e.Connect("fuzz")
		c.Feed(resp.AppendCommand(nil, "RESTORE", "k", "0", dumped(string(body))))
		checkInvariants(t, e)
		ent := e.databases[0].keys.get("k")
		c.Output()
		if ent == nil {
			return
		}
		want := string(e.AppendRewrite(nil))
		c.Feed(resp.AppendCommand(nil, "RESTORE", "k", "0", dumpValue(ent.val.object), "REPLACE"))
		require.Equal(t, "+OK\r\n", string(c.Output()))
		require.Equal(t, want, string(e.AppendRewrite(nil)))
		for _, args := range [][]string{
			{"LRANGE", "k", "0", "-1"}, {"SMEMBERS", "k"}, {"HGETALL", "k"}, {"ZRANGE", "k", "0", "-1"}, {"XRANGE", "k", "-", "+"},
			{"XINFO", "STREAM", "k", "FULL"}, {"XTRIM", "k", "MAXLEN", "1"}, {"XADD", "k", "*", "f", "v"}, {"COPY", "k", "l"}, {"DEL", "k"},
		} {
			c.Feed(resp.AppendCommand(nil, args...))
			c.Output()
		}
		checkInvariants(t, e)
	})
}

// dumpValues are dumps of values of every type.
func dumpValues(t testing.TB) (dumps []string) {
	e := New(Options{Seed: 1, Now: time.UnixMilli(1000)})
	c := e.Connect("")
	for _, line := range []string{
		"SET a hello", "SET b 12345", "RPUSH c a b 1", "SADD d 1 2 3", "SADD e a b", "HSET f a 1 b 2", "ZADD g 1 a 2.5 b",
		"HSET h a 1 b 2", "HEXPIRE h 100 FIELDS 1 a", "XADD i 1-1 a b", "XADD i 2-1 a c", "XADD i 3-1 d e", "XDEL i 2-1",
		"XGROUP CREATE i g 0", "XREADGROUP GROUP g c COUNT 1 STREAMS i >",
	} {
		c.Feed([]byte(line + "\r\n"))
	}
	for _, key := range e.Keys(0) {
		dumps = append(dumps, dumpValue(e.databases[0].keys.get(key).val.object))
	}
	return dumps
}

// TestMutatedDumps is a small FuzzRestore that always runs: dumps with bytes
// changed, cut out and put in.
func TestMutatedDumps(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	refused, taken := 0, 0
	for _, dump := range dumpValues(t) {
		for range 1000 {
			body, _ := openDump(dump)
			b := []byte(body)
			for range 1 + random.IntN(3) {
				if at := random.IntN(len(b)); random.IntN(4) > 0 {
					b[at] = byte(random.Uint32())
				} else {
					b = append(b[:at], b[min(at+1+random.IntN(3), len(b)):]...)
				}
				if len(b) == 0 {
					break
				}
			}
			e := New(smallOptions())
			c := e.Connect("")
			c.Feed(resp.AppendCommand(nil, "RESTORE", "k", "0", dumped(string(b))))
			if reply := string(c.Output()); reply == "+OK\r\n" {
				taken++
			} else {
				require.Equal(t, "-"+errDumpFormat.Error()+"\r\n", reply)
				refused++
			}
			checkInvariants(t, e)
			c.Feed(resp.AppendCommand(nil, "XINFO", "STREAM", "k", "FULL"))
			c.Feed(resp.AppendCommand(nil, "DUMP", "k"))
		}
	}
	require.Greater(t, taken, 100)
	require.Greater(t, refused, 1000)
}

func TestLogOfRestore(t *testing.T) {
	var r recorder
	w := newWorld(t, Options{Seed: 1, Log: r.record})
	dump := dumped("\x00\x01a")
	for _, args := range [][]string{
		{"RESTORE", "k", "0", dump}, {"RESTORE", "k", "5000", dump, "REPLACE"}, {"RESTORE", "k", "1", dump, "ABSTTL", "REPLACE"},
		{"RESTORE", "k", "1", dump, "ABSTTL", "REPLACE"}, {"RESTORE", "k", "1700000009000", dump, "ABSTTL", "IDLETIME", "10"},
	} {
		require.Equal(t, "OK", w.do(step{client: "a", args: args})[0].value.Str)
	}
	quoted := resp.Quote(dump)
	require.Equal(t, []string{
		"RESTORE k 0 " + quoted + " REPLACE ABSTTL", "RESTORE k 1700000005000 " + quoted + " REPLACE ABSTTL", "DEL k",
		"RESTORE k 1700000009000 " + quoted + " REPLACE ABSTTL",
	}, r.lines)
	require.Equal(t, int64(10), w.do(step{client: "a", args: []string{"OBJECT", "IDLETIME", "k"}})[0].value.Int)
}
