// The commands that smaller builds lack. Written by
//
//	go test ./engine -run ElsewhereNames -update

package engine

// wholeNames are of the build with the tag "whole" and not in the first.
const wholeNames = " bitcount bitfield bitfield_ro bitop bitpos config geoadd geodist geohash geopos georadius " +
	"georadius_ro georadiusbymember georadiusbymember_ro geosearch geosearchstore getbit info " +
	"lcs pfadd pfcount pfdebug pfmerge pfselftest setbit "

// scriptingNames are of the build without a tag alone.
const scriptingNames = " command "
