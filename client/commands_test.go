// Every command method: what it sends, and what it makes of the reply.

package client

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// answering is an executor that answers at once.
type answering struct {
	reply resp.Value
	line  string // of the last command
}

func (a *answering) execute(q *call) {
	a.line = resp.JoinLine(q.args)
	q.reply(0, a.reply)
}

// method is a command method as the table below has it: what is called, the
// command line it sends, a reply, and what becomes of that.
type method struct {
	call  func(c Commands) (any, error)
	line  string
	reply resp.Value
	want  any
}

// got makes a row's call of a future.
func got[T any](f *Future[T]) (any, error) { return f.Result() }

var (
	ok      = resp.OK()
	nothing = struct{}{}
	missing = resp.Null()
	at      = time.UnixMilli(1_700_000_000_123)
)

var methods = map[string]method{
	"Do":             {func(c Commands) (any, error) { return got(c.Do("ANY", "thing")) }, "ANY thing", resp.Bulks("x"), resp.Bulks("x")},
	"Ping":           {func(c Commands) (any, error) { return got(c.Ping()) }, "PING", resp.Simple("PONG"), "PONG"},
	"Echo":           {func(c Commands) (any, error) { return got(c.Echo("a b")) }, `ECHO "a b"`, resp.Bulk("a b"), "a b"},
	"ClientID":       {func(c Commands) (any, error) { return got(c.ClientID()) }, "CLIENT ID", resp.Integer(7), int64(7)},
	"ClientSetName":  {func(c Commands) (any, error) { return got(c.ClientSetName("me")) }, "CLIENT SETNAME me", ok, nothing},
	"ClientGetName":  {func(c Commands) (any, error) { return got(c.ClientGetName()) }, "CLIENT GETNAME", missing, ""},
	"ClientList":     {func(c Commands) (any, error) { return got(c.ClientList()) }, "CLIENT LIST", resp.Verbatim("txt", "id=1\n"), "id=1\n"},
	"ClientKill":     {func(c Commands) (any, error) { return got(c.ClientKill(7)) }, "CLIENT KILL ID 7", resp.Integer(1), int64(1)},
	"Auth":           {func(c Commands) (any, error) { return got(c.Auth("ann", "pw")) }, "AUTH ann pw", ok, nothing},
	"Select":         {func(c Commands) (any, error) { return got(c.Select(3)) }, "SELECT 3", ok, nothing},
	"ClientUnblock":  {func(c Commands) (any, error) { return got(c.ClientUnblock(7)) }, "CLIENT UNBLOCK 7", resp.Integer(1), true},
	"SwapDB":         {func(c Commands) (any, error) { return got(c.SwapDB(0, 1)) }, "SWAPDB 0 1", ok, nothing},
	"Time":           {func(c Commands) (any, error) { return got(c.Time()) }, "TIME", resp.Bulks("1700000000", "123000"), at},
	"Wait":           {func(c Commands) (any, error) { return got(c.Wait(1, 100*ms)) }, "WAIT 1 100", resp.Integer(0), int64(0)},
	"PubSubChannels": {func(c Commands) (any, error) { return got(c.PubSubChannels("n*")) }, "PUBSUB CHANNELS n*", resp.Bulks("news"), []string{"news"}},
	"PubSubNumSub":   {func(c Commands) (any, error) { return got(c.PubSubNumSub("news")) }, "PUBSUB NUMSUB news", resp.Array(resp.Bulk("news"), resp.Integer(2)), map[string]int64{"news": 2}},
	"PubSubNumPat":   {func(c Commands) (any, error) { return got(c.PubSubNumPat()) }, "PUBSUB NUMPAT", resp.Integer(3), int64(3)},
	"Info":           {func(c Commands) (any, error) { return got(c.Info("server")) }, "INFO server", resp.Bulk("# Server"), "# Server"},
	"CommandCount":   {func(c Commands) (any, error) { return got(c.CommandCount()) }, "COMMAND COUNT", resp.Integer(240), int64(240)},
	"CommandDocs":    {func(c Commands) (any, error) { return got(c.CommandDocs("get")) }, "COMMAND DOCS get", resp.Map(), resp.Map()},
	"DBSize":         {func(c Commands) (any, error) { return got(c.DBSize()) }, "DBSIZE", resp.Integer(2), int64(2)},
	"FlushDB":        {func(c Commands) (any, error) { return got(c.FlushDB()) }, "FLUSHDB", ok, nothing},
	"FlushAll":       {func(c Commands) (any, error) { return got(c.FlushAll()) }, "FLUSHALL", ok, nothing},
	"Publish":        {func(c Commands) (any, error) { return got(c.Publish("ch", "m")) }, "PUBLISH ch m", resp.Integer(2), int64(2)},
	"Watch":          {func(c Commands) (any, error) { return got(c.Watch("a", "b")) }, "WATCH a b", ok, nothing},
	"Unwatch":        {func(c Commands) (any, error) { return got(c.Unwatch()) }, "UNWATCH", ok, nothing},

	"Get":         {func(c Commands) (any, error) { return got(c.Get("k")) }, "GET k", resp.Bulk("v"), "v"},
	"Set":         {func(c Commands) (any, error) { return got(c.Set("k", "v")) }, "SET k v", ok, nothing},
	"SetWith":     {func(c Commands) (any, error) { return got(c.SetWith("k", "v", SetOptions{TTL: 1500 * ms, NX: true})) }, "SET k v PX 1500 NX", missing, false},
	"SetGet":      {func(c Commands) (any, error) { return got(c.SetGet("k", "v", SetOptions{ExpireAt: at, XX: true})) }, "SET k v PXAT 1700000000123 XX GET", resp.Bulk("old"), "old"},
	"SetNX":       {func(c Commands) (any, error) { return got(c.SetNX("k", "v")) }, "SETNX k v", resp.Integer(1), true},
	"SetEX":       {func(c Commands) (any, error) { return got(c.SetEX("k", "v", 90*time.Second)) }, "SETEX k 90 v", ok, nothing},
	"PSetEX":      {func(c Commands) (any, error) { return got(c.PSetEX("k", "v", 90*ms)) }, "PSETEX k 90 v", ok, nothing},
	"GetSet":      {func(c Commands) (any, error) { return got(c.GetSet("k", "v")) }, "GETSET k v", resp.Bulk("old"), "old"},
	"GetDel":      {func(c Commands) (any, error) { return got(c.GetDel("k")) }, "GETDEL k", resp.Bulk("v"), "v"},
	"GetEX":       {func(c Commands) (any, error) { return got(c.GetEX("k", time.Second)) }, "GETEX k PX 1000", resp.Bulk("v"), "v"},
	"MGet":        {func(c Commands) (any, error) { return got(c.MGet("a", "b")) }, "MGET a b", resp.Array(resp.Bulk(""), missing), []Optional{{"", true}, {"", false}}},
	"MSet":        {func(c Commands) (any, error) { return got(c.MSet("a", "1", "b", "2")) }, "MSET a 1 b 2", ok, nothing},
	"MSetNX":      {func(c Commands) (any, error) { return got(c.MSetNX("a", "1")) }, "MSETNX a 1", resp.Integer(0), false},
	"Incr":        {func(c Commands) (any, error) { return got(c.Incr("n")) }, "INCR n", resp.Integer(5), int64(5)},
	"IncrBy":      {func(c Commands) (any, error) { return got(c.IncrBy("n", -3)) }, "INCRBY n -3", resp.Integer(2), int64(2)},
	"IncrByFloat": {func(c Commands) (any, error) { return got(c.IncrByFloat("n", 0.5)) }, "INCRBYFLOAT n 0.5", resp.Bulk("2.5"), 2.5},
	"Decr":        {func(c Commands) (any, error) { return got(c.Decr("n")) }, "DECR n", resp.Integer(4), int64(4)},
	"DecrBy":      {func(c Commands) (any, error) { return got(c.DecrBy("n", 3)) }, "DECRBY n 3", resp.Integer(2), int64(2)},
	"Append":      {func(c Commands) (any, error) { return got(c.Append("k", "v")) }, "APPEND k v", resp.Integer(9), int64(9)},
	"StrLen":      {func(c Commands) (any, error) { return got(c.StrLen("k")) }, "STRLEN k", resp.Integer(9), int64(9)},
	"GetRange":    {func(c Commands) (any, error) { return got(c.GetRange("k", 0, -1)) }, "GETRANGE k 0 -1", resp.Bulk("v"), "v"},
	"SetRange":    {func(c Commands) (any, error) { return got(c.SetRange("k", 2, "v")) }, "SETRANGE k 2 v", resp.Integer(3), int64(3)},

	"HSet":         {func(c Commands) (any, error) { return got(c.HSet("h", "f", "v", "g", "w")) }, "HSET h f v g w", resp.Integer(2), int64(2)},
	"HSetNX":       {func(c Commands) (any, error) { return got(c.HSetNX("h", "f", "v")) }, "HSETNX h f v", resp.Integer(1), true},
	"HGet":         {func(c Commands) (any, error) { return got(c.HGet("h", "f")) }, "HGET h f", resp.Bulk("v"), "v"},
	"HMGet":        {func(c Commands) (any, error) { return got(c.HMGet("h", "f", "g")) }, "HMGET h f g", resp.Array(resp.Bulk("v"), missing), []Optional{{"v", true}, {}}},
	"HGetAll":      {func(c Commands) (any, error) { return got(c.HGetAll("h")) }, "HGETALL h", resp.Map(resp.Bulk("f"), resp.Bulk("v")), map[string]string{"f": "v"}},
	"HDel":         {func(c Commands) (any, error) { return got(c.HDel("h", "f", "g")) }, "HDEL h f g", resp.Integer(1), int64(1)},
	"HExists":      {func(c Commands) (any, error) { return got(c.HExists("h", "f")) }, "HEXISTS h f", resp.Integer(1), true},
	"HKeys":        {func(c Commands) (any, error) { return got(c.HKeys("h")) }, "HKEYS h", resp.Bulks("f"), []string{"f"}},
	"HVals":        {func(c Commands) (any, error) { return got(c.HVals("h")) }, "HVALS h", resp.Bulks("v"), []string{"v"}},
	"HLen":         {func(c Commands) (any, error) { return got(c.HLen("h")) }, "HLEN h", resp.Integer(1), int64(1)},
	"HStrLen":      {func(c Commands) (any, error) { return got(c.HStrLen("h", "f")) }, "HSTRLEN h f", resp.Integer(1), int64(1)},
	"HIncrBy":      {func(c Commands) (any, error) { return got(c.HIncrBy("h", "f", 2)) }, "HINCRBY h f 2", resp.Integer(3), int64(3)},
	"HIncrByFloat": {func(c Commands) (any, error) { return got(c.HIncrByFloat("h", "f", 1e21)) }, "HINCRBYFLOAT h f 1e+21", resp.Bulk("1.5"), 1.5},
	"HRandField":   {func(c Commands) (any, error) { return got(c.HRandField("h", 2)) }, "HRANDFIELD h 2", resp.Bulks("f"), []string{"f"}},

	"LPush":         {func(c Commands) (any, error) { return got(c.LPush("l", "a", "b")) }, "LPUSH l a b", resp.Integer(2), int64(2)},
	"RPush":         {func(c Commands) (any, error) { return got(c.RPush("l", "a", "b")) }, "RPUSH l a b", resp.Integer(2), int64(2)},
	"LPushX":        {func(c Commands) (any, error) { return got(c.LPushX("l", "a")) }, "LPUSHX l a", resp.Integer(0), int64(0)},
	"RPushX":        {func(c Commands) (any, error) { return got(c.RPushX("l", "a")) }, "RPUSHX l a", resp.Integer(0), int64(0)},
	"LPop":          {func(c Commands) (any, error) { return got(c.LPop("l")) }, "LPOP l", resp.Bulk("a"), "a"},
	"RPop":          {func(c Commands) (any, error) { return got(c.RPop("l")) }, "RPOP l", resp.Bulk("a"), "a"},
	"LPopN":         {func(c Commands) (any, error) { return got(c.LPopN("l", 2)) }, "LPOP l 2", resp.Bulks("a"), []string{"a"}},
	"RPopN":         {func(c Commands) (any, error) { return got(c.RPopN("l", 2)) }, "RPOP l 2", resp.Bulks("a"), []string{"a"}},
	"LLen":          {func(c Commands) (any, error) { return got(c.LLen("l")) }, "LLEN l", resp.Integer(2), int64(2)},
	"LRange":        {func(c Commands) (any, error) { return got(c.LRange("l", 0, -1)) }, "LRANGE l 0 -1", resp.Bulks("a", "b"), []string{"a", "b"}},
	"LIndex":        {func(c Commands) (any, error) { return got(c.LIndex("l", 1)) }, "LINDEX l 1", resp.Bulk("b"), "b"},
	"LSet":          {func(c Commands) (any, error) { return got(c.LSet("l", 1, "b")) }, "LSET l 1 b", ok, nothing},
	"LInsertBefore": {func(c Commands) (any, error) { return got(c.LInsertBefore("l", "p", "v")) }, "LINSERT l BEFORE p v", resp.Integer(-1), int64(-1)},
	"LInsertAfter":  {func(c Commands) (any, error) { return got(c.LInsertAfter("l", "p", "v")) }, "LINSERT l AFTER p v", resp.Integer(3), int64(3)},
	"LRem":          {func(c Commands) (any, error) { return got(c.LRem("l", -1, "v")) }, "LREM l -1 v", resp.Integer(1), int64(1)},
	"LTrim":         {func(c Commands) (any, error) { return got(c.LTrim("l", 0, 9)) }, "LTRIM l 0 9", ok, nothing},
	"LPos":          {func(c Commands) (any, error) { return got(c.LPos("l", "v")) }, "LPOS l v", resp.Integer(0), int64(0)},
	"LPosAll":       {func(c Commands) (any, error) { return got(c.LPosAll("l", "v")) }, "LPOS l v COUNT 0", resp.Array(resp.Integer(0), resp.Integer(2)), []int64{0, 2}},
	"RPopLPush":     {func(c Commands) (any, error) { return got(c.RPopLPush("a", "b")) }, "RPOPLPUSH a b", resp.Bulk("v"), "v"},
	"BRPopLPush":    {func(c Commands) (any, error) { return got(c.BRPopLPush("a", "b", time.Second)) }, "BRPOPLPUSH a b 1", resp.Bulk("v"), "v"},
	"LMPop":         {func(c Commands) (any, error) { return got(c.LMPop(Left, 2, "a", "b")) }, "LMPOP 2 a b LEFT COUNT 2", resp.Array(resp.Bulk("a"), resp.Bulks("x", "y")), Taken{"a", []string{"x", "y"}}},
	"BLMPop":        {func(c Commands) (any, error) { return got(c.BLMPop(time.Second, Right, 1, "a")) }, "BLMPOP 1 1 a RIGHT COUNT 1", resp.Array(resp.Bulk("a"), resp.Bulks("x")), Taken{"a", []string{"x"}}},
	"LMove":         {func(c Commands) (any, error) { return got(c.LMove("a", "b", Left, Right)) }, "LMOVE a b LEFT RIGHT", resp.Bulk("v"), "v"},
	"BLPop":         {func(c Commands) (any, error) { return got(c.BLPop(250*ms, "a", "b")) }, "BLPOP a b 0.25", resp.Bulks("b", "v"), Popped{"b", "v"}},
	"BRPop":         {func(c Commands) (any, error) { return got(c.BRPop(0, "a")) }, "BRPOP a 0", resp.Bulks("a", "v"), Popped{"a", "v"}},
	"BLMove":        {func(c Commands) (any, error) { return got(c.BLMove("a", "b", Right, Left, 2*time.Second)) }, "BLMOVE a b RIGHT LEFT 2", resp.Bulk("v"), "v"},

	"SAdd":         {func(c Commands) (any, error) { return got(c.SAdd("s", "a", "b")) }, "SADD s a b", resp.Integer(2), int64(2)},
	"SRem":         {func(c Commands) (any, error) { return got(c.SRem("s", "a")) }, "SREM s a", resp.Integer(1), int64(1)},
	"SMembers":     {func(c Commands) (any, error) { return got(c.SMembers("s")) }, "SMEMBERS s", resp.Set(resp.Bulk("a")), []string{"a"}},
	"SIsMember":    {func(c Commands) (any, error) { return got(c.SIsMember("s", "a")) }, "SISMEMBER s a", resp.Boolean(true), true},
	"SMIsMember":   {func(c Commands) (any, error) { return got(c.SMIsMember("s", "a", "b")) }, "SMISMEMBER s a b", resp.Array(resp.Integer(1), resp.Integer(0)), []int64{1, 0}},
	"SCard":        {func(c Commands) (any, error) { return got(c.SCard("s")) }, "SCARD s", resp.Integer(2), int64(2)},
	"SPop":         {func(c Commands) (any, error) { return got(c.SPop("s")) }, "SPOP s", resp.Bulk("a"), "a"},
	"SPopN":        {func(c Commands) (any, error) { return got(c.SPopN("s", 2)) }, "SPOP s 2", resp.Bulks("a"), []string{"a"}},
	"SRandMember":  {func(c Commands) (any, error) { return got(c.SRandMember("s")) }, "SRANDMEMBER s", resp.Bulk("a"), "a"},
	"SRandMemberN": {func(c Commands) (any, error) { return got(c.SRandMemberN("s", -2)) }, "SRANDMEMBER s -2", resp.Bulks("a", "a"), []string{"a", "a"}},
	"SMove":        {func(c Commands) (any, error) { return got(c.SMove("s", "d", "a")) }, "SMOVE s d a", resp.Integer(1), true},
	"SInter":       {func(c Commands) (any, error) { return got(c.SInter("s", "d")) }, "SINTER s d", resp.Bulks("a"), []string{"a"}},
	"SUnion":       {func(c Commands) (any, error) { return got(c.SUnion("s", "d")) }, "SUNION s d", resp.Bulks("a"), []string{"a"}},
	"SDiff":        {func(c Commands) (any, error) { return got(c.SDiff("s", "d")) }, "SDIFF s d", resp.Array(), []string{}},
	"SInterStore":  {func(c Commands) (any, error) { return got(c.SInterStore("x", "s", "d")) }, "SINTERSTORE x s d", resp.Integer(1), int64(1)},
	"SUnionStore":  {func(c Commands) (any, error) { return got(c.SUnionStore("x", "s", "d")) }, "SUNIONSTORE x s d", resp.Integer(1), int64(1)},
	"SDiffStore":   {func(c Commands) (any, error) { return got(c.SDiffStore("x", "s", "d")) }, "SDIFFSTORE x s d", resp.Integer(1), int64(1)},
	"SInterCard":   {func(c Commands) (any, error) { return got(c.SInterCard(5, "s", "d")) }, "SINTERCARD 2 s d LIMIT 5", resp.Integer(1), int64(1)},

	"Del":            {func(c Commands) (any, error) { return got(c.Del("a", "b")) }, "DEL a b", resp.Integer(1), int64(1)},
	"Unlink":         {func(c Commands) (any, error) { return got(c.Unlink("a")) }, "UNLINK a", resp.Integer(1), int64(1)},
	"Exists":         {func(c Commands) (any, error) { return got(c.Exists("a", "a")) }, "EXISTS a a", resp.Integer(2), int64(2)},
	"Touch":          {func(c Commands) (any, error) { return got(c.Touch("a")) }, "TOUCH a", resp.Integer(1), int64(1)},
	"Type":           {func(c Commands) (any, error) { return got(c.Type("a")) }, "TYPE a", resp.Simple("list"), "list"},
	"Keys":           {func(c Commands) (any, error) { return got(c.Keys("u:*")) }, "KEYS u:*", resp.Bulks("u:1"), []string{"u:1"}},
	"RandomKey":      {func(c Commands) (any, error) { return got(c.RandomKey()) }, "RANDOMKEY", resp.Bulk("a"), "a"},
	"Rename":         {func(c Commands) (any, error) { return got(c.Rename("a", "b")) }, "RENAME a b", ok, nothing},
	"RenameNX":       {func(c Commands) (any, error) { return got(c.RenameNX("a", "b")) }, "RENAMENX a b", resp.Integer(0), false},
	"Copy":           {func(c Commands) (any, error) { return got(c.Copy("a", "b")) }, "COPY a b", resp.Integer(1), true},
	"Move":           {func(c Commands) (any, error) { return got(c.Move("a", 2)) }, "MOVE a 2", resp.Integer(1), true},
	"Expire":         {func(c Commands) (any, error) { return got(c.Expire("a", 1500*ms)) }, "PEXPIRE a 1500", resp.Integer(1), true},
	"ExpireAt":       {func(c Commands) (any, error) { return got(c.ExpireAt("a", at)) }, "PEXPIREAT a 1700000000123", resp.Integer(1), true},
	"Persist":        {func(c Commands) (any, error) { return got(c.Persist("a")) }, "PERSIST a", resp.Integer(1), true},
	"TTL":            {func(c Commands) (any, error) { return got(c.TTL("a")) }, "PTTL a", resp.Integer(1500), 1500 * ms},
	"CopyTo":         {func(c Commands) (any, error) { return got(c.CopyTo("a", "b", 2, true)) }, "COPY a b DB 2 REPLACE", resp.Integer(1), true},
	"ExpireTime":     {func(c Commands) (any, error) { return got(c.ExpireTime("a")) }, "PEXPIRETIME a", resp.Integer(1_700_000_000_123), at},
	"ObjectRefCount": {func(c Commands) (any, error) { return got(c.ObjectRefCount("a")) }, "OBJECT REFCOUNT a", resp.Integer(1), int64(1)},
	"ObjectIdleTime": {func(c Commands) (any, error) { return got(c.ObjectIdleTime("a")) }, "OBJECT IDLETIME a", resp.Integer(9), 9 * time.Second},
	"ObjectEncoding": {func(c Commands) (any, error) { return got(c.ObjectEncoding("a")) }, "OBJECT ENCODING a", resp.Bulk("int"), "int"},

	"Scan": {func(c Commands) (any, error) {
		return got(c.Scan("0", ScanOptions{Match: "u:*", Count: 50, Type: "hash"}))
	}, "SCAN 0 MATCH u:* COUNT 50 TYPE hash", resp.Array(resp.Bulk("7"), resp.Bulks("u:1")), Page[string]{"7", []string{"u:1"}}},
	"SScan": {func(c Commands) (any, error) { return got(c.SScan("s", "7", ScanOptions{})) }, "SSCAN s 7", resp.Array(resp.Bulk("0"), resp.Array()), Page[string]{"0", []string{}}},
	"HScan": {func(c Commands) (any, error) { return got(c.HScan("h", "0", ScanOptions{})) }, "HSCAN h 0", resp.Array(resp.Bulk("0"), resp.Bulks("f", "v")), Page[Pair]{"0", []Pair{{"f", "v"}}}},
}

func TestEveryCommandMethod(t *testing.T) {
	for name, m := range methods {
		a := &answering{reply: m.reply}
		result, err := m.call(Commands{core: newCore(Options{Scheduler: newWorld(nil)}), via: a})
		assert.NoError(t, err, name)
		assert.Equal(t, []any{m.line, m.want}, []any{a.line, result}, name)
	}
}

func TestNoCommandMethodIsMissingFromTheTable(t *testing.T) {
	var have, want []string
	commands := reflect.TypeFor[Commands]()
	for i := range commands.NumMethod() {
		if m := commands.Method(i); m.Type.Out(0) != commands { // In is no command
			have = append(have, m.Name)
		}
	}
	for name := range methods {
		want = append(want, name)
	}
	slices.Sort(want)
	assert.Equal(t, have, want)
}

// A reply of a shape that no method expects must be an error, never a zero value.
func TestEveryCommandMethodRefusesOddReplies(t *testing.T) {
	odd := resp.Push(resp.Array(resp.Bulk("x")), resp.Bulk("y"), resp.Bulk("z"))
	for name, m := range methods {
		if name == "Do" || name == "CommandDocs" {
			continue // these return the reply as it is
		}
		_, err := m.call(Commands{core: newCore(Options{Scheduler: newWorld(nil)}), via: &answering{reply: odd}})
		var wrong *DecodeError
		assert.ErrorAs(t, err, &wrong, name)
	}
}

func TestDecoding(t *testing.T) {
	type row struct {
		got  any
		err  error
		what string
	}
	result := func(what string, got any, err error) row { return row{got, err, what} }
	decode := func(d func(resp.Value) (any, error), v resp.Value) row {
		got, err := d(v)
		return result(resp.Print(v), got, err)
	}
	asText := func(v resp.Value) (any, error) { return text(v) }
	asFloat := func(v resp.Value) (any, error) { return float(v) }
	asPairs := func(v resp.Value) (any, error) { return pairs(v) }
	asLifetime := func(v resp.Value) (any, error) { return lifetime(v) }
	asStored := func(v resp.Value) (any, error) { return stored(v) }
	both := []Pair{{"a", "1"}, {"b", "2"}}

	assert.Equal(t, []row{
		{"", ErrNil, "(nil)"},
		{"7", nil, "(integer) 7"},
		{"1.5", nil, "(double) 1.5"},
		{1.5, nil, "(double) 1.5"},
		{1.5, nil, `"1.5"`},
		{both, nil, "1# \"a\" => \"1\"\n2# \"b\" => \"2\""},
		{both, nil, "1) \"a\"\n2) \"1\"\n3) \"b\"\n4) \"2\""},
		{both, nil, "1) 1) \"a\"\n   2) \"1\"\n2) 1) \"b\"\n   2) \"2\""},
		{NoExpiry, nil, "(integer) -1"},
		{NoKey, nil, "(integer) -2"},
		{true, nil, "OK"},
		{false, nil, "(nil)"},
	}, []row{
		decode(asText, resp.Null()),
		decode(asText, resp.Integer(7)),
		decode(asText, resp.Double(1.5)),
		decode(asFloat, resp.Double(1.5)),
		decode(asFloat, resp.Bulk("1.5")),
		decode(asPairs, resp.Map(resp.Bulk("a"), resp.Bulk("1"), resp.Bulk("b"), resp.Bulk("2"))),
		decode(asPairs, resp.Bulks("a", "1", "b", "2")),
		decode(asPairs, resp.Array(resp.Bulks("a", "1"), resp.Bulks("b", "2"))),
		decode(asLifetime, resp.Integer(-1)),
		decode(asLifetime, resp.Integer(-2)),
		decode(asStored, resp.OK()),
		decode(asStored, resp.NullArray()),
	})
}

func TestUnusualOptionsOfSet(t *testing.T) {
	a := &answering{reply: resp.OK()}
	c := Commands{core: newCore(Options{Scheduler: newWorld(nil)}), via: a}
	var lines []string
	for _, o := range []SetOptions{{}, {KeepTTL: true}, {XX: true}, {TTL: time.Hour, KeepTTL: true}} {
		c.SetWith("k", "v", o)
		lines = append(lines, a.line)
	}
	c.GetEX("k", 0)
	assert.Equal(t, []string{"SET k v", "SET k v KEEPTTL", "SET k v XX", "SET k v PX 3600000", "GETEX k PERSIST"}, append(lines, a.line))
}

func TestBlockTimes(t *testing.T) {
	tests := map[string]struct {
		time   time.Duration
		blocks bool
	}{
		"GET a":                               {0, false},
		"blpop a b 1.5":                       {1500 * ms, true},
		"BLPOP a 0":                           {0, true},
		"BLPOP":                               {0, true},
		"BLPOP a soon":                        {0, true},
		"BLPOP a -1":                          {0, true},
		"BLPOP a 1e300":                       {0, true},
		"BLMOVE a b LEFT RIGHT 2":             {2 * time.Second, true},
		"BLMPOP 3 1 a LEFT":                   {3 * time.Second, true},
		"XREAD COUNT 1 BLOCK 250 STREAMS s $": {250 * ms, true},
		"XREAD STREAMS block 0":               {0, false},
		"WAIT 1 100":                          {100 * ms, true},
		"WAITAOF 1 1 100":                     {100 * ms, true},
	}
	for line, want := range tests {
		args := strings.Fields(line)
		d, blocks := traitOf(args).blockTime(args)
		assert.Equal(t, []any{want.time, want.blocks}, []any{d, blocks}, line)
	}
}
