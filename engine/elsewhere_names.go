// The commands that smaller builds lack. Written by
//
//	go test ./engine -run ElsewhereNames -update

package engine

// wholeNames are of the build with the tag "whole" and not in the first.
const wholeNames = " acl asking bgrewriteaof bgsave bitcount bitfield bitfield_ro bitop bitpos client|caching " +
	"client|getredir client|pause client|tracking client|trackinginfo client|unpause cluster " +
	"config debug dump failover geoadd geodist geohash geopos georadius georadius_ro " +
	"georadiusbymember georadiusbymember_ro geosearch geosearchstore getbit hexpire hexpireat " +
	"hexpiretime hgetdel hgetex hpersist hpexpire hpexpireat hpexpiretime hpttl hsetex httl " +
	"info lastsave latency lcs lolwut memory migrate module monitor pfadd pfcount pfdebug " +
	"pfmerge pfselftest psync pubsub|shardchannels pubsub|shardnumsub readonly readwrite " +
	"replconf replicaof restore restore-asking role save setbit shutdown slaveof slowlog sort " +
	"sort_ro spublish ssubscribe sunsubscribe sync waitaof xack xadd xautoclaim xclaim xdel " +
	"xgroup xinfo xlen xpending xrange xread xreadgroup xrevrange xsetid xtrim zdiff zdiffstore " +
	"zinter zintercard zinterstore zunion zunionstore "

// scriptingNames are of the build without a tag alone.
const scriptingNames = " command eval eval_ro evalsha evalsha_ro fcall fcall_ro function script "
