// The commands that smaller builds lack. Written by
//
//	go test ./engine -run ElsewhereNames -update

package engine

// wholeNames are of the build with the tag "whole" and not in the first.
const wholeNames = " bitcount bitfield bitfield_ro bitop bitpos client|caching client|getredir client|pause " +
	"client|tracking client|trackinginfo client|unpause config debug geoadd geodist geohash " +
	"geopos georadius georadius_ro georadiusbymember georadiusbymember_ro geosearch " +
	"geosearchstore getbit info latency lcs monitor pfadd pfcount pfdebug pfmerge pfselftest " +
	"setbit slowlog xack xadd xautoclaim xclaim xdel xgroup xinfo xlen xpending xrange xread " +
	"xreadgroup xrevrange xsetid xtrim "

// scriptingNames are of the build without a tag alone.
const scriptingNames = " command "
