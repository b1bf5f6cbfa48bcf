// Which commands only read.

package client

import "strings"

// Reads reports whether a command of Redis only reads, so that it does no harm
// to send it twice. Scripts and functions do so in their forms for reading
// only, such as EVAL_RO. What a module brings is not known; see Options.Reads:
//
//	o.Reads = func(args []string) bool { return args[0] == "JSON.GET" || client.Reads(args) }
//
// XREAD only reads as well, but is not sent again where it blocks.
func Reads(args []string) bool {
	name := commandName(args)
	if name == "" || strings.ContainsAny(name, " |") {
		return false
	}
	if isRead(name) {
		return true
	}
	return len(args) > 1 && isRead(name+"|"+strings.ToUpper(args[1]))
}

func isRead(name string) bool { return strings.Contains(reads, " "+name+" ") }

// reads is their names, between spaces.
const reads = " BITCOUNT BITFIELD_RO BITPOS DBSIZE DUMP EVALSHA_RO EVAL_RO EXISTS EXPIRETIME FCALL_RO" +
	" GEODIST GEOHASH GEOPOS GEORADIUSBYMEMBER_RO GEORADIUS_RO GEOSEARCH GET GETBIT GETRANGE" +
	" HEXISTS HEXPIRETIME HGET HGETALL HKEYS HLEN HMGET HPEXPIRETIME HPTTL HRANDFIELD HSCAN HSTRLEN HTTL HVALS" +
	" KEYS LCS LINDEX LLEN LOLWUT LPOS LRANGE MEMORY|USAGE MGET" +
	" OBJECT|ENCODING OBJECT|FREQ OBJECT|IDLETIME OBJECT|REFCOUNT PEXPIRETIME PFCOUNT PTTL RANDOMKEY" +
	" SCAN SCARD SDIFF SINTER SINTERCARD SISMEMBER SMEMBERS SMISMEMBER SORT_RO SRANDMEMBER SSCAN STRLEN SUBSTR SUNION" +
	" TOUCH TTL TYPE XINFO|CONSUMERS XINFO|GROUPS XINFO|STREAM XLEN XPENDING XRANGE XREAD XREVRANGE" +
	" ZCARD ZCOUNT ZDIFF ZINTER ZINTERCARD ZLEXCOUNT ZMSCORE ZRANDMEMBER ZRANGE ZRANGEBYLEX ZRANGEBYSCORE ZRANK" +
	" ZREVRANGE ZREVRANGEBYLEX ZREVRANGEBYSCORE ZREVRANK ZSCAN ZSCORE ZUNION "
