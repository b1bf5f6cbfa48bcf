//go:build !first

// Which commands a cache answers, and what their keys are.

package client

import "strconv"

// keysAt says where a command that may be cached has its keys.
type keysAt uint8

const (
	notCached  keysAt = iota
	firstArg          // the first argument
	firstTwo          // the first two
	allArgs           // all of them
	countFirst        // the first argument says how many follow
)

// cacheable are the commands whose reply depends on nothing but their
// arguments and what their keys hold: not on time, chance or other keys.
var cacheable = map[string]keysAt{
	"GET": firstArg, "MGET": allArgs, "STRLEN": firstArg, "GETRANGE": firstArg, "SUBSTR": firstArg, "LCS": firstTwo,
	"GETBIT": firstArg, "BITCOUNT": firstArg, "BITPOS": firstArg, "BITFIELD_RO": firstArg,
	"EXISTS": allArgs, "TYPE": firstArg,
	"HGET": firstArg, "HMGET": firstArg, "HGETALL": firstArg, "HEXISTS": firstArg,
	"HKEYS": firstArg, "HVALS": firstArg, "HLEN": firstArg, "HSTRLEN": firstArg,
	"LINDEX": firstArg, "LLEN": firstArg, "LRANGE": firstArg, "LPOS": firstArg,
	"SCARD": firstArg, "SISMEMBER": firstArg, "SMISMEMBER": firstArg, "SMEMBERS": firstArg,
	"SINTER": allArgs, "SUNION": allArgs, "SDIFF": allArgs, "SINTERCARD": countFirst,
	"ZCARD": firstArg, "ZCOUNT": firstArg, "ZLEXCOUNT": firstArg, "ZMSCORE": firstArg, "ZSCORE": firstArg,
	"ZRANGE": firstArg, "ZRANGEBYSCORE": firstArg, "ZRANGEBYLEX": firstArg,
	"ZREVRANGE": firstArg, "ZREVRANGEBYSCORE": firstArg, "ZREVRANGEBYLEX": firstArg,
	"ZRANK": firstArg, "ZREVRANK": firstArg,
	"ZINTER": countFirst, "ZUNION": countFirst, "ZDIFF": countFirst, "ZINTERCARD": countFirst,
	"XLEN": firstArg, "XRANGE": firstArg, "XREVRANGE": firstArg,
	"GEODIST": firstArg, "GEOHASH": firstArg, "GEOPOS": firstArg, "GEOSEARCH": firstArg,
	"GEORADIUS_RO": firstArg, "GEORADIUSBYMEMBER_RO": firstArg,
}

// mayChange reports whether a command that is not cached may change keys among
// its arguments.
func mayChange(args []string) bool {
	switch commandName(args) {
	case "PUBLISH", "SPUBLISH", "ECHO", "PING":
		return false
	}
	return !Reads(args)
}

// changesAll reports whether a command changes keys that it does not name.
func changesAll(name string) bool { return name == "FLUSHALL" || name == "FLUSHDB" || name == "SWAPDB" }

// cacheableKeys returns the keys of a command that may be cached, and none for
// any other. They are part of args.
func cacheableKeys(args []string) []string {
	if len(args) < 2 {
		return nil
	}
	switch cacheable[commandName(args)] {
	case firstArg:
		return args[1:2]
	case firstTwo:
		return args[1:min(3, len(args))]
	case allArgs:
		return args[1:]
	case countFirst:
		if n, err := strconv.Atoi(args[1]); err == nil && n > 0 && n <= len(args)-2 {
			return args[2 : 2+n]
		}
	}
	return nil
}

// appendLine appends a command line so that different ones differ, the name in
// upper case.
func appendLine(dst []byte, args []string) []byte {
	dst = append(dst, commandName(args)...)
	for _, arg := range args[1:] {
		dst = strconv.AppendInt(append(dst, ' '), int64(len(arg)), 36)
		dst = append(append(dst, ' '), arg...)
	}
	return dst
}
