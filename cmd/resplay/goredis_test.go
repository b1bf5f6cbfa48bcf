// go-redis on both servers, in both protocols: the parts of Redis that a client
// has more to do with than sending a line.

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/push"
	"github.com/stretchr/testify/require"
)

// goRedisRun is a program over go-redis under way.
type goRedisRun struct {
	t        *testing.T
	ctx      context.Context
	addr     string
	protocol int
	notes
	*redis.Client
}

// another is a client of its own, with a single connection.
func (g *goRedisRun) another() *redis.Client {
	c := redis.NewClient(&redis.Options{
		Addr: g.addr, Protocol: g.protocol, MaxRetries: -1, DisableIdentity: true, PoolSize: 1, ReadTimeout: patience,
	})
	g.t.Cleanup(func() { c.Close() })
	return c
}

// see notes what commands answered.
func (g *goRedisRun) see(commands ...redis.Cmder) {
	for _, cmd := range commands {
		fmt.Fprintf(g, "%q\n", cmd.String())
	}
}

// later runs a command that blocks, and waits until it does.
func (g *goRedisRun) later(blocked int, run func(c *redis.Client) redis.Cmder) <-chan redis.Cmder {
	answer := make(chan redis.Cmder, 1)
	c := g.another()
	go func() { answer <- run(c) }()
	for {
		info, err := g.Info(g.ctx, "clients").Result()
		require.NoError(g.t, err)
		if strings.Contains(info, fmt.Sprintf("blocked_clients:%d\r", blocked)) {
			return answer
		}
	}
}

func TestGoRedisBesideRedis(t *testing.T) {
	for _, part := range []struct {
		name string
		run  func(*goRedisRun)
	}{
		{"families", (*goRedisRun).families},
		{"scripts", (*goRedisRun).scripts},
		{"transactions", (*goRedisRun).transactions},
		{"blocking", (*goRedisRun).blocking},
		{"messages", (*goRedisRun).messages},
		{"tracking", (*goRedisRun).tracking},
		{"streams", (*goRedisRun).streams},
		{"scans", (*goRedisRun).scans},
		{"binary", (*goRedisRun).binary},
	} {
		for _, protocol := range []int{2, 3} {
			t.Run(fmt.Sprintf("%s/RESP%d", part.name, protocol), func(t *testing.T) {
				t.Parallel()
				beside(t, func(t *testing.T, addr string) string {
					g := &goRedisRun{t: t, ctx: within(t), addr: addr, protocol: protocol}
					g.Client = g.another()
					part.run(g)
					return g.notes.String()
				})
			})
		}
	}
}

func (g *goRedisRun) families() {
	ctx := g.ctx
	g.see(
		g.SetArgs(ctx, "s", "v", redis.SetArgs{Mode: "NX", Get: true}),
		g.GetEx(ctx, "s", 0), g.IncrByFloat(ctx, "f", 2.5), g.LCS(ctx, &redis.LCSQuery{Key1: "s", Key2: "s", Idx: true}),
		g.BitField(ctx, "b", "SET", "u8", 0, 255, "OVERFLOW", "FAIL", "INCRBY", "u8", 0, 1),
		g.SetBit(ctx, "b", 20, 1), g.BitCount(ctx, "b", nil), g.BitPos(ctx, "b", 0, 1), g.BitOpNot(ctx, "not", "b"),
		g.HSet(ctx, "h", "f", "v"), g.HMGet(ctx, "h", "f", "nothing"), g.HRandFieldWithValues(ctx, "h", -2), g.HGetAll(ctx, "h"),
		g.RPush(ctx, "l", 1, 2, 3, 2), g.LPosCount(ctx, "l", "2", 0, redis.LPosArgs{}), g.LMPop(ctx, "LEFT", 2, "none", "l"),
		g.LInsertBefore(ctx, "l", "2", "x"), g.LRange(ctx, "l", 0, -1),
		g.SAdd(ctx, "set", 1, 2, 3), g.SMIsMember(ctx, "set", 1, 9), g.SInterCard(ctx, 0, "set", "set"),
		g.ZAddArgs(ctx, "z", redis.ZAddArgs{GT: true, Ch: true, Members: []redis.Z{{Score: 1, Member: "a"}, {Score: 2.5, Member: "b"}}}),
		g.ZRangeArgsWithScores(ctx, redis.ZRangeArgs{Key: "z", Start: "-inf", Stop: "+inf", ByScore: true, Rev: true}),
		g.ZInterWithScores(ctx, &redis.ZStore{Keys: []string{"z", "z"}, Weights: []float64{2, 1}}),
		g.ZMPop(ctx, "MIN", 1, "z"), g.ZScore(ctx, "z", "b"), g.ZRank(ctx, "z", "nobody"), g.ZDiff(ctx, "z", "none"),
		g.GeoAdd(ctx, "g", &redis.GeoLocation{Name: "Palermo", Longitude: 13.361389, Latitude: 38.115556}),
		g.GeoSearchLocation(ctx, "g", &redis.GeoSearchLocationQuery{
			GeoSearchQuery: redis.GeoSearchQuery{Longitude: 15, Latitude: 37, Radius: 200, RadiusUnit: "km"}, WithDist: true, WithHash: true}),
		g.PFAdd(ctx, "p", "a", "b"), g.PFMerge(ctx, "p2", "p"), g.PFCount(ctx, "p", "p2"),
		g.Sort(ctx, "l", &redis.Sort{Alpha: true, Order: "DESC"}), g.Copy(ctx, "l", "copied", 0, true), g.ObjectEncoding(ctx, "set"),
		g.ExpireNX(ctx, "l", 1000e9), g.TTL(ctx, "l"), g.Persist(ctx, "l"), g.Type(ctx, "z"), g.Touch(ctx, "l", "none"),
		g.LPush(ctx, "s", "x"), g.Do(ctx, "NOSUCH", "x"), g.ConfigGet(ctx, "maxmemory-policy"), g.ConfigSet(ctx, "maxmemory", "0"),
		g.ClientGetName(ctx), g.FlushDB(ctx), g.DBSize(ctx),
	)
}

func (g *goRedisRun) scripts() {
	add := redis.NewScript("return redis.call('INCRBY', KEYS[1], ARGV[1])")
	ctx, keys := g.ctx, []string{"sum"}
	// Run tries the hash and sends the script when the server does not know it.
	g.see(add.EvalSha(ctx, g, keys, 1), add.Run(ctx, g, keys, 2), add.EvalSha(ctx, g, keys, 3), add.Exists(ctx, g))
	g.see(g.ScriptFlush(ctx), add.Run(ctx, g, keys, 4), add.RunRO(ctx, g, keys, 4))
	g.see(
		g.Eval(ctx, "return {1, 'two', {3.9, false}, KEYS, ARGV}", []string{"k"}, "a"),
		g.Eval(ctx, "redis.setresp(3); return {redis.call('HGETALL', 'nothing'), true}", nil),
		g.Eval(ctx, "return {double=3.25}", nil), g.Eval(ctx, "return {map={a=1}}", nil),
		g.Eval(ctx, "return redis.error_reply('MY own')", nil), g.Eval(ctx, "return {err='ANOTHER one'}", nil),
		g.Eval(ctx, "local t = cjson.decode(ARGV[1]); return t.list[2] .. cjson.encode(t.object)", nil, `{"list":[1,2],"object":{"a":null}}`),
		g.Eval(ctx, "return {bit.tohex(255), cmsgpack.unpack(cmsgpack.pack('x')), struct.unpack('>h', struct.pack('>h', -2))}", nil),
		g.FunctionLoad(ctx, "#!lua name=lib\nredis.register_function{function_name='peek', callback=function(keys) return redis.call('GET', keys[1]) end, flags={'no-writes'}}"),
		g.FCall(ctx, "peek", keys), g.FCallRO(ctx, "peek", keys), g.FCall(ctx, "nosuch", nil),
		g.FunctionList(ctx, redis.FunctionListQuery{LibraryNamePattern: "l*", WithCode: true}), g.FunctionDelete(ctx, "lib"),
	)
}

func (g *goRedisRun) transactions() {
	ctx := g.ctx
	note := func(commands []redis.Cmder, err error) {
		g.see(commands...)
		fmt.Fprintln(g, "error:", err)
	}
	note(g.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Set(ctx, "n", 1, 0)
		p.Incr(ctx, "n")
		p.LPush(ctx, "n", "x")
		p.HGetAll(ctx, "nothing")
		return nil
	}))
	note(g.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Do(ctx, "SET", "n")
		p.Set(ctx, "n", 100, 0)
		return nil
	}))
	other := g.another()
	for _, meddle := range []bool{true, false} {
		err := g.Watch(ctx, func(tx *redis.Tx) error {
			if meddle {
				g.see(other.Set(ctx, "n", 7, 0))
			}
			commands, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.Incr(ctx, "n").Err() })
			g.see(commands...)
			return err
		}, "n")
		fmt.Fprintln(g, "watched:", err)
	}
	// What EXPIRE, FLUSHALL and SWAPDB do to watched keys.
	for _, command := range []string{"PEXPIRE n 0", "FLUSHALL", "SWAPDB 0 1", "EXPIRE nothing 100", "SELECT 0"} {
		g.see(g.Set(ctx, "n", 1, 0))
		err := g.Watch(ctx, func(tx *redis.Tx) error {
			g.see(other.Do(ctx, anys(command)...))
			_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.Get(ctx, "n").Err() })
			return err
		}, "n")
		fmt.Fprintln(g, command, "under watch:", err)
	}
}

// anys are the words of a line.
func anys(line string) (words []any) {
	for word := range strings.FieldsSeq(line) {
		words = append(words, word)
	}
	return words
}

func (g *goRedisRun) blocking() {
	ctx := g.ctx
	first := g.later(1, func(c *redis.Client) redis.Cmder { return c.BLPop(ctx, 0, "queue", "spare") })
	second := g.later(2, func(c *redis.Client) redis.Cmder { return c.BLMove(ctx, "queue", "done", "LEFT", "RIGHT", 0) })
	third := g.later(3, func(c *redis.Client) redis.Cmder { return c.BLMPop(ctx, 0, "RIGHT", 5, "queue") })
	fourth := g.later(4, func(c *redis.Client) redis.Cmder { return c.BZMPop(ctx, 0, "MAX", 2, "ranks") })
	fifth := g.later(5, func(c *redis.Client) redis.Cmder { return c.Do(ctx, "BRPOPLPUSH", "done", "archive", "0") })
	g.see(g.RPush(ctx, "queue", "a", "b", "c", "d"), g.ZAdd(ctx, "ranks", redis.Z{Score: 1, Member: "m"}))
	g.see(<-first, <-second, <-third, <-fourth, <-fifth)
	g.see(g.LRange(ctx, "archive", 0, -1), g.Exists(ctx, "queue", "done", "ranks"))
	g.see(g.Do(ctx, "BLPOP", "nothing", "0.01"))
	ended := g.later(1, func(c *redis.Client) redis.Cmder { return c.Do(ctx, "BLPOP", "nothing", "0") })
	list, err := g.ClientList(ctx).Result()
	require.NoError(g.t, err)
	for line := range strings.Lines(list) {
		if strings.Contains(line, " flags=b") {
			id, _ := strconv.ParseInt(strings.TrimPrefix(strings.Fields(line)[0], "id="), 10, 64)
			g.see(blankArgs(g.ClientUnblockWithError(ctx, id)))
		}
	}
	g.see(<-ended)
}

// blankArgs is a reply without its command, which has an ID of one server in it.
func blankArgs(cmd *redis.IntCmd) redis.Cmder {
	blank := redis.NewIntCmd(context.Background(), "~")
	blank.SetVal(cmd.Val())
	blank.SetErr(cmd.Err())
	return blank
}

func (g *goRedisRun) messages() {
	ctx := g.ctx
	receive := func(s *redis.PubSub, count int) {
		for range count {
			message, err := s.Receive(ctx)
			g.add("got", message, err)
		}
	}
	plain, patterns, shards := g.another().Subscribe(ctx, "news", "sport"), g.another().PSubscribe(ctx, "n*", "[ab]c"), g.another().SSubscribe(ctx, "shard")
	defer plain.Close()
	defer patterns.Close()
	defer shards.Close()
	receive(plain, 2)
	receive(patterns, 2)
	receive(shards, 1)
	g.see(g.Publish(ctx, "news", "hello"), g.Publish(ctx, "bc", "b\x00c"), g.SPublish(ctx, "shard", "s"), g.Publish(ctx, "shard", "nobody"))
	receive(plain, 1)
	receive(patterns, 2)
	receive(shards, 1)
	g.see(g.PubSubNumSub(ctx, "news", "sport"), g.PubSubNumPat(ctx), g.PubSubShardChannels(ctx, "*"), g.PubSubShardNumSub(ctx, "shard"))
	require.NoError(g.t, plain.Unsubscribe(ctx, "news"))
	require.NoError(g.t, plain.Ping(ctx, "still there"))
	receive(plain, 2)
	g.see(g.Publish(ctx, "news", "nobody"), g.PubSubChannels(ctx, "*"))
}

// invalidations notes the pushes of a RESP3 connection.
type invalidations chan any

func (i invalidations) HandlePushNotification(_ context.Context, _ push.NotificationHandlerContext, notification []any) error {
	i <- notification
	return nil
}

func (g *goRedisRun) tracking() {
	ctx := g.ctx
	if g.protocol == 2 {
		g.trackingByMessages()
		return
	}
	caching, got := g.another(), make(invalidations, 10)
	require.NoError(g.t, caching.RegisterPushNotificationHandler("invalidate", got, true))
	g.see(caching.Do(ctx, "CLIENT", "TRACKING", "ON"), caching.Get(ctx, "a"), caching.Get(ctx, "b"))
	g.see(g.Set(ctx, "a", 1, 0), g.Set(ctx, "a", 2, 0), g.Set(ctx, "c", 1, 0), caching.Get(ctx, "a"))
	fmt.Fprintln(g, <-got)
	g.see(g.MSet(ctx, "a", 3, "b", 3), caching.Get(ctx, "a"))
	fmt.Fprintln(g, <-got, <-got)
	g.see(g.FlushAll(ctx), caching.Get(ctx, "a"))
	fmt.Fprintln(g, <-got)
	g.see(caching.Do(ctx, "CLIENT", "TRACKING", "ON", "BCAST"), caching.Do(ctx, "CLIENT", "TRACKING", "OFF"))
	g.see(caching.Do(ctx, "CLIENT", "TRACKING", "ON", "OPTIN", "NOLOOP"), caching.Do(ctx, "CLIENT", "CACHING", "YES"), caching.Get(ctx, "d"))
	g.see(caching.Get(ctx, "e"), caching.Set(ctx, "d", "own", 0), caching.Do(ctx, "CLIENT", "CACHING", "YES"), caching.Get(ctx, "d"))
	g.see(g.Set(ctx, "e", 1, 0), g.Set(ctx, "d", 1, 0), caching.Ping(ctx), caching.Do(ctx, "CLIENT", "TRACKINGINFO"))
	fmt.Fprintln(g, <-got, len(got))
}

// trackingByMessages has another connection told, which is all that RESP2 can do.
func (g *goRedisRun) trackingByMessages() {
	ctx, caching := g.ctx, g.another()
	listener := g.another().Subscribe(ctx, "__redis__:invalidate")
	defer listener.Close()
	_, err := listener.Receive(ctx)
	require.NoError(g.t, err)
	list, err := g.ClientList(ctx).Result()
	require.NoError(g.t, err)
	id := ""
	for line := range strings.Lines(list) {
		if strings.Contains(line, " sub=1 ") {
			id = strings.TrimPrefix(strings.Fields(line)[0], "id=")
		}
	}
	require.NoError(g.t, caching.Do(ctx, "CLIENT", "TRACKING", "ON", "REDIRECT", id).Err())
	g.see(caching.Get(ctx, "a"), g.Set(ctx, "a", 1, 0))
	message, err := listener.ReceiveMessage(ctx)
	g.add("invalidated", message, err)
}

func (g *goRedisRun) streams() {
	ctx := g.ctx
	add := func(id string, values ...any) redis.Cmder {
		return g.XAdd(ctx, &redis.XAddArgs{Stream: "events", ID: id, Values: values})
	}
	read := func(consumer, id string, count int64) redis.Cmder {
		return g.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "group", Consumer: consumer, Streams: []string{"events", id}, Count: count, Block: -1})
	}
	g.see(g.XGroupCreateMkStream(ctx, "events", "group", "$"), add("1-1", "kind", "a"), add("1-*", "kind", "b"), add("2-1", "kind", "c", "more", "d"), add("1-1", "late", "x"))
	g.see(read("alice", ">", 2), read("bob", ">", 0), read("bob", ">", 0), read("alice", "0", 0))
	g.see(
		g.XAck(ctx, "events", "group", "1-1", "9-9"), g.XPending(ctx, "events", "group"),
		g.XClaimJustID(ctx, &redis.XClaimArgs{Stream: "events", Group: "group", Consumer: "bob", Messages: []string{"1-2"}}),
		g.XAutoClaim(ctx, &redis.XAutoClaimArgs{Stream: "events", Group: "group", Consumer: "eve", Start: "0", Count: 1}),
		g.XInfoGroups(ctx, "events"), g.XLen(ctx, "events"), g.XRevRangeN(ctx, "events", "+", "-", 2),
		g.XGroupSetID(ctx, "events", "group", "0"), g.XGroupDelConsumer(ctx, "events", "group", "bob"), g.XInfoStream(ctx, "events"),
	)
	late := g.later(1, func(c *redis.Client) redis.Cmder {
		return c.XRead(ctx, &redis.XReadArgs{Streams: []string{"events", "$"}, Block: 0})
	})
	g.see(add("3-1", "kind", "late"))
	g.see(<-late, g.XTrimMaxLen(ctx, "events", 1), g.XDel(ctx, "events", "3-1"), g.XGroupDestroy(ctx, "events", "group"))
}

func (g *goRedisRun) scans() {
	ctx := g.ctx
	var pairs []any
	for i := range 500 {
		pairs = append(pairs, "scan:"+strconv.Itoa(i), i)
	}
	g.see(g.HSet(ctx, "fields", pairs...), g.SAdd(ctx, "members", pairs...))
	require.NoError(g.t, g.MSet(ctx, pairs...).Err())
	for _, iterator := range []*redis.ScanIterator{
		g.Scan(ctx, 0, "scan:*", 7).Iterator(), g.ScanType(ctx, 0, "*", 100, "hash").Iterator(),
		g.HScan(ctx, "fields", 0, "*1", 50).Iterator(), g.SScan(ctx, "members", 0, "*9*", 50).Iterator(),
	} {
		found := map[string]bool{}
		for iterator.Next(ctx) {
			found[iterator.Val()] = true
		}
		g.add("found", slices.Sorted(maps.Keys(found)), iterator.Err())
	}
}

func (g *goRedisRun) binary() {
	ctx := g.ctx
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	text := string(every)
	g.see(
		g.Set(ctx, text, every, 0), g.Get(ctx, text), g.Append(ctx, text, "\r\n$-1\r\n"), g.GetRange(ctx, text, 250, -1),
		g.HSet(ctx, "h\x00", text, every), g.HGetAll(ctx, "h\x00"), g.LPush(ctx, "l", every, ""), g.LRange(ctx, "l", 0, -1),
		g.Publish(ctx, text, text), g.Eval(ctx, "return {ARGV[1], #ARGV[1]}", nil, every),
	)
}
