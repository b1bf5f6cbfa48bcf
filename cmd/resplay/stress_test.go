// A hundred clients of every kind at once, for the race detector.

package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
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

const (
	stressTime = 4 * time.Second
	accounts   = 10
	deposit    = 1000 // in each account at the start
)

// stress is a server under load, and what must be true at its end.
type stress struct {
	t    *testing.T
	addr string
	end  time.Time

	mu             sync.Mutex // guards what follows
	pushed, popped int        // elements of the list "jobs"
	scripted       int        // calls of the script
}

func (s *stress) add(counter *int, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*counter += n
}

// guest is a client of one kind; it does one round of what it is for.
type guest struct {
	*plainConn
	s      *stress
	random *rand.Rand
	number int
}

// kinds of guests.
var kinds = []struct {
	name      string
	round     func(*guest)
	breaksOff bool // after each round
	mayLose   bool // its connection: it is killed, or leaves what it asked for
}{
	{"pipelines", (*guest).pipeline, false, false},
	{"transactions", (*guest).transfer, false, false},
	{"scripts", (*guest).script, false, false},
	{"pushes", (*guest).push, false, false},
	{"blocked pops", (*guest).pop, false, false},
	{"subscribers", (*guest).subscribe, false, true},
	{"caches", (*guest).cache, true, false},
	{"slow readers", (*guest).readSlowly, true, true},
	{"abrupt ends", (*guest).breakOff, true, true},
	{"operators", (*guest).operate, false, false},
}

// lost is a connection that has ended, as the value of a panic.
type lost struct{ error }

func (g *guest) send(args ...string) {
	if _, err := g.net.Write(resp.AppendCommand(nil, args...)); err != nil {
		panic(lost{err})
	}
}

func (g *guest) receive() resp.Value {
	buf := make([]byte, 16<<10)
	for {
		value, ok, err := g.reader.Next()
		if ok {
			return value
		}
		n := 0
		if err == nil {
			n, err = g.net.Read(buf)
		}
		if err != nil {
			panic(lost{err})
		}
		g.reader.Feed(buf[:n])
	}
}

// exchange sends commands at once and returns as many replies; messages and
// invalidations in between are dropped.
func (g *guest) exchange(lines ...string) []resp.Value {
	var batch []byte
	for _, line := range lines {
		args, _ := resp.SplitLine(line)
		batch = resp.AppendCommand(batch, args...)
	}
	if _, err := g.net.Write(batch); err != nil {
		panic(lost{err})
	}
	var replies []resp.Value
	for len(replies) < len(lines) {
		if v := g.receive(); v.Kind != resp.KindPush {
			replies = append(replies, v)
		}
	}
	return replies
}

func (g *guest) pipeline() {
	var lines []string
	for range 50 {
		n := g.random.IntN(20)
		lines = append(lines, []string{
			fmt.Sprintf("SET s:%d %d PX %d", n, n, 1+g.random.IntN(20)), fmt.Sprintf("GET s:%d", n), fmt.Sprintf("INCR n:%d", n),
			fmt.Sprintf("HSET h:%d f%d v", n, g.random.IntN(300)), fmt.Sprintf("HPEXPIRE h:%d 5 FIELDS 1 f1", n),
			fmt.Sprintf("ZADD z:%d %d m%d", n, g.random.IntN(100), g.random.IntN(300)), fmt.Sprintf("ZRANGE z:%d 0 5 WITHSCORES", n),
			fmt.Sprintf("SADD set:%d %d", n, g.random.IntN(1000)), fmt.Sprintf("SPOP set:%d 2", n),
			fmt.Sprintf("XADD x:%d MAXLEN ~ 50 * f v", n), fmt.Sprintf("LPUSH l:%d a b c", n), fmt.Sprintf("LTRIM l:%d 0 50", n),
			fmt.Sprintf("PUBLISH news:%d hello", n), fmt.Sprintf("SPUBLISH shard:%d hello", n), fmt.Sprintf("SETBIT bits:%d %d 1", n, g.random.IntN(1000)),
			fmt.Sprintf("PFADD p:%d %d", n, g.random.IntN(1000)), fmt.Sprintf("DEL s:%d l:%d", n, n), "SCAN 0 COUNT 50", "RANDOMKEY", "DBSIZE",
		}[g.random.IntN(20)])
	}
	g.exchange(lines...)
}

// transfer moves money between accounts, as long as nobody else does.
func (g *guest) transfer() {
	from, to := "account:"+strconv.Itoa(g.random.IntN(accounts)), "account:"+strconv.Itoa(g.random.IntN(accounts))
	if from == to {
		return
	}
	before := g.exchange("WATCH "+from+" "+to, "GET "+from, "GET "+to)
	a, _ := strconv.Atoi(before[1].Str)
	b, _ := strconv.Atoi(before[2].Str)
	g.exchange("MULTI", "SET "+from+" "+strconv.Itoa(a-1), "SET "+to+" "+strconv.Itoa(b+1), "EXEC")
}

func (g *guest) script() {
	reply := g.exchange(`EVAL "for i = 1, 10 do redis.call('INCR', KEYS[1]) end return redis.call('LLEN', 'jobs')" 1 scripted`)
	if assert.NoError(g.t, reply[0].Err()) {
		g.s.add(&g.s.scripted, 1)
	}
}

func (g *guest) push() {
	g.exchange("RPUSH jobs a b c", "ZADD ranks 1 "+strconv.Itoa(g.number))
	g.s.add(&g.s.pushed, 3)
}

func (g *guest) pop() {
	replies := g.exchange("BLPOP jobs 0.01", "LPOP jobs", "BZPOPMIN ranks 0.01", "BLMOVE jobs jobs LEFT RIGHT 0.01", "XREAD BLOCK 5 STREAMS x:1 $")
	for _, v := range replies[:2] {
		if !v.IsNull() {
			g.s.add(&g.s.popped, 1)
		}
	}
}

func (g *guest) subscribe() {
	if g.random.IntN(2) == 0 {
		g.exchange("HELLO 3")
	}
	g.send("PSUBSCRIBE", "news:*", "n*")
	g.send("SSUBSCRIBE", "shard:1")
	for range 50 {
		g.receive()
	}
	g.send("RESET")
	for {
		if v := g.receive(); v.Kind == resp.KindSimple && v.Str == "RESET" {
			return
		}
	}
}

func (g *guest) cache() {
	g.exchange("HELLO 3", []string{"CLIENT TRACKING ON", "CLIENT TRACKING ON BCAST PREFIX s: PREFIX n:", "CLIENT TRACKING ON OPTIN NOLOOP"}[g.random.IntN(3)])
	for range 20 {
		n := g.random.IntN(20)
		g.exchange("CLIENT CACHING YES", fmt.Sprintf("MGET s:%d n:%d", n, n), fmt.Sprintf("HGETALL h:%d", n), fmt.Sprintf("INCR n:%d", n))
	}
}

// readSlowly asks for more than it reads, and leaves.
func (g *guest) readSlowly() {
	g.send("SUBSCRIBE", "news:1")
	g.send("PSUBSCRIBE", "*")
	for range 200 {
		g.send("PING", strings.Repeat("x", 4000))
	}
	time.Sleep(time.Duration(g.random.IntN(20)) * time.Millisecond)
	io.CopyN(io.Discard, g.net, 1000)
}

// breakOff leaves in the middle of something.
func (g *guest) breakOff() {
	for _, line := range []string{"WATCH s:1 s:2", "MULTI", "SET s:1 x", "BLPOP none 0", "MONITOR", "SUBSCRIBE news:2", "CLIENT TRACKING ON"}[g.random.IntN(7):] {
		args, _ := resp.SplitLine(line)
		g.send(args...)
	}
	half := resp.AppendCommand(nil, "SET", "half", strings.Repeat("y", 100))
	g.net.Write(half[:g.random.IntN(len(half))])
	g.net.(*net.TCPConn).SetLinger(0)
}

func (g *guest) operate() {
	g.exchange([]string{
		"INFO everything", "CLIENT LIST", "CONFIG SET maxmemory-samples 5", "CLIENT KILL TYPE pubsub SKIPME yes", "SLOWLOG GET", "PUBSUB CHANNELS",
		"CLIENT PAUSE 2 WRITE", "MEMORY STATS", "LATENCY LATEST", "ACL LIST", "COMMAND COUNT", "SCRIPT FLUSH", "OBJECT ENCODING h:1", "DUMP z:1",
		"SWAPDB 8 9", "COPY z:1 z:2 DB 9 REPLACE", "UNLINK h:2", "SORT jobs LIMIT 0 5 ALPHA", "DEBUG SLEEP 0.001", "BGREWRITEAOF", "KEYS s:*",
	}[g.random.IntN(21)])
	time.Sleep(time.Millisecond)
}

// loses does a round and reports whether the connection was lost.
func (g *guest) loses(kind int) (gone bool) {
	defer func() {
		if cause, ok := recover().(lost); ok {
			gone = true
			assert.True(g.t, kinds[kind].mayLose, "%s: %v", kinds[kind].name, cause)
		}
	}()
	kinds[kind].round(g)
	return false
}

// run does rounds until the time is over.
func (s *stress) run(kind, number int) {
	random := rand.New(rand.NewPCG(uint64(kind), uint64(number)))
	var g *guest
	for time.Now().Before(s.end) {
		if g == nil {
			conn, err := net.Dial("tcp", s.addr)
			if !assert.NoError(s.t, err) {
				return
			}
			patience := patience
			if kinds[kind].mayLose {
				patience = 100 * time.Millisecond // for messages that nobody sends any more
			}
			conn.SetDeadline(s.end.Add(patience))
			g = &guest{&plainConn{t: s.t, net: conn, reader: resp.NewReader(resp.Limits{})}, s, random, number}
		}
		if g.loses(kind) || kinds[kind].breaksOff || random.IntN(100) == 0 {
			g.net.Close()
			g = nil
		}
	}
	if g != nil {
		g.net.Close()
	}
}

func TestHundredClients(t *testing.T) {
	options := engineOptions()
	options.OutputLimit = 4 << 20
	server, addr := startServer(t, options)
	s := &stress{t: t, addr: addr, end: time.Now().Add(stressTime)}
	control := plainClient(t, addr)
	for i := range accounts {
		control.do(fmt.Sprintf("SET account:%d %d", i, deposit))
	}
	var guests sync.WaitGroup
	for number := range 100 {
		guests.Go(func() { s.run(number%len(kinds), number) })
	}
	guests.Wait()

	total := 0
	for i := range accounts {
		n, err := strconv.Atoi(control.do(fmt.Sprintf("GET account:%d", i)).Str)
		require.NoError(t, err)
		total += n
	}
	assert.Equal(t, accounts*deposit, total, "money was lost or made")
	assert.Equal(t, strconv.Itoa(10*s.scripted), control.do("GET scripted").Str)
	left := control.do("LLEN jobs").Int
	assert.Equal(t, s.pushed, s.popped+int(left), "elements were lost or made")
	s.checkEnd(server, control)
}

// checkEnd: nothing is left of those who went, and the keys survive a rewrite.
func (s *stress) checkEnd(server *respServer, control *plainConn) {
	require.Eventually(s.t, func() bool {
		info := pairs(control.do("INFO").Str, ":")
		return info["connected_clients"] == "1" && info["blocked_clients"] == "0" && info["pubsub_channels"] == "0" &&
			info["pubsub_patterns"] == "0" && info["tracking_clients"] == "0" && info["total_watched_keys"] == "0" && info["total_blocking_keys"] == "0"
	}, patience, 10*time.Millisecond, control.do("INFO clients").Str)

	server.mu.Lock()
	rewritten := server.engine.AppendRewrite(nil)
	again := engine.New(engine.Options{Now: server.engine.Now(), MaxMemory: -1})
	server.mu.Unlock()
	require.NoError(s.t, again.Replay(rewritten))
	control.do("FLUSHALL")
	empty := engine.New(engineOptions()).Connect("")
	empty.Feed([]byte("INFO memory\r\n"))
	used := pairs(control.do("INFO memory").Str, ":")["used_memory_dataset"]
	assert.Equal(s.t, pairs(string(empty.Output()), ":")["used_memory_dataset"], used, "memory is counted that nothing has")
}
