// Package peer has nothing but benchmarks: the reader of package resp beside
// that of rueidis.
package peer
