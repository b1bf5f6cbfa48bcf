// Samples of the command methods: what the tests of all of them are made of.

package client

import (
	"context"
	"time"

	"resplay/resp"
)

// family is the samples of one family of commands.
type family struct {
	setup   string // command lines, one a line, that run on the fresh engine ahead of each sample
	cluster bool   // the samples are for a server that is part of a cluster, which the engine is not
	samples []sample
}

// sample is one use of a command method.
type sample struct {
	method string
	call   func(c Commands) answer
	line   string     // the command line that it sends
	reply  resp.Value // a reply to it, made up
	want   any        // what becomes of that
	before []string   // command lines that run after the family's setup
	apart  string     // why it is not run on a server; "": it is
	varies string     // why two runs of it differ; "": they do not
	loose  bool       // the elements of what it becomes have no order
	since  string     // the version of Redis that brought an option of it; "": as old as the command
}

// row makes a sample.
func row(method string, call func(c Commands) answer, line string, reply resp.Value, want any) sample {
	return sample{method: method, call: call, line: line, reply: reply, want: want}
}

// after is the sample with command lines to run ahead of it on an engine.
func (s sample) after(lines ...string) sample {
	s.before = lines
	return s
}

// notRun is the sample kept from servers, and why.
func (s sample) notRun(why string) sample {
	s.apart = why
	return s
}

// varying is the sample of which two runs differ, and why.
func (s sample) varying(why string) sample {
	s.varies = why
	return s
}

// unordered is the sample of which the elements may come in any order.
func (s sample) unordered() sample {
	s.loose = true
	return s
}

// newer is the sample that servers older than a version refuse.
func (s sample) newer(version string) sample {
	s.since = version
	return s
}

// answer is a future of some type: what becomes of the sample's call.
type answer func(ctx context.Context) (any, error)

// got makes an answer of a future.
func got[T any](f *Future[T]) answer {
	return func(ctx context.Context) (any, error) { return f.Await(ctx) }
}

// What many samples have in common.
var (
	ok      = resp.OK()
	nothing = struct{}{}
	missing = resp.Null()
	at      = time.UnixMilli(1_700_000_000_123)
	future  = time.UnixMilli(4_000_000_000_123)
)

// families are the samples of all command methods.
var families = []family{
	stringSamples,
	bitmapSamples,
	hyperloglogSamples,
	hashSamples,
	listSamples,
	setSamples,
	zsetSamples,
	streamSamples,
	geoSamples,
	keySamples,
	scanSamples,
	connectionSamples,
	serverSamples,
	clusterSamples,
	pubsubSamples,
	transactionSamples,
	scriptingSamples,
}
