// The commands that smaller builds lack. Written by
//
//	go test ./engine -run ElsewhereNames -update

package engine

// wholeNames are of the build with the tag "whole" and not in the first.
const wholeNames = " client|caching client|getredir client|pause client|tracking client|trackinginfo " +
	"client|unpause config debug info latency monitor slowlog "

// scriptingNames are of the build without a tag alone.
const scriptingNames = " command "
