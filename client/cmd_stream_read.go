//go:build !first

// Stream commands that read what is new, and may wait for it.

package client

import (
	"time"

	"resplay/resp"
)

// Forever is the time to wait of a call that waits until there is something.
const Forever time.Duration = -1

// XReadOptions say how an XREAD or XREADGROUP reads.
type XReadOptions struct {
	Count int64         // up to so many messages of each stream; 0: all
	Block time.Duration // wait so long for a message when there is none, in milliseconds; 0: do not wait; [Forever]: until there is one
	NoAck bool          // for XREADGROUP only: the messages count as acknowledged
}

// args returns the options as words behind args.
func (o XReadOptions) args(args ...string) []string {
	if o.Count != 0 {
		args = append(args, "COUNT", itoa(o.Count))
	}
	switch {
	case o.Block < 0:
		args = append(args, "BLOCK", "0")
	case o.Block > 0:
		args = append(args, "BLOCK", millis(o.Block))
	}
	if o.NoAck {
		args = append(args, "NOACK")
	}
	return args
}

// StreamRead is what was read of one stream.
type StreamRead struct {
	Key      string
	Messages []StreamMessage
}

// XRead reads the messages of streams behind an ID of each: key, ID, key, ID.
// "0" is ahead of all messages, "$" behind those that are there when the call
// is made. It resolves with the streams that have any; none, or none in time,
// is ErrNil.
//
// Redis: https://redis.io/commands/xread/
func (c Commands) XRead(o XReadOptions, streams ...string) *Future[[]StreamRead] {
	return run(c, streamReads, streamArgs(streams, o.args("XREAD"))...)
}

// XReadGroup reads messages of streams as a consumer of a group: key, ID,
// key, ID. The ID ">" stands for what was delivered to no consumer; with
// another, it reads again what this consumer got behind that ID and did not
// acknowledge, and never waits. It resolves with the streams that have any;
// none, or none in time, is ErrNil. A consumer is made when it is new, a
// missing group is an error.
//
// Redis: https://redis.io/commands/xreadgroup/
func (c Commands) XReadGroup(group, consumer string, o XReadOptions, streams ...string) *Future[[]StreamRead] {
	return run(c, streamReads, streamArgs(streams, o.args("XREADGROUP", "GROUP", group, consumer))...)
}

// streamArgs returns keys and IDs, key, ID, key, ID, as words behind args:
// all keys and then all IDs.
func streamArgs(streams, args []string) []string {
	args = append(args, "STREAMS")
	for from := range 2 {
		for i := from; i < len(streams); i += 2 {
			args = append(args, streams[i])
		}
	}
	return args
}

// streamReads reads a map of keys and messages, or an array of pairs.
func streamReads(v resp.Value) ([]StreamRead, error) {
	elems, err := elements(v)
	if err != nil {
		return nil, err
	}
	if v.Kind != resp.KindMap {
		return list(v, streamRead)
	}
	reads := make([]StreamRead, len(elems)/2)
	for i := range reads {
		if reads[i], err = streamRead(resp.Array(elems[2*i : 2*i+2]...)); err != nil {
			return nil, err
		}
	}
	return reads, nil
}

func streamRead(v resp.Value) (r StreamRead, err error) {
	parts, err := tuple(v, 2, "a key and messages")
	if err != nil {
		return r, err
	}
	r.Key, r.Messages = take(&err, parts[0], text), take(&err, parts[1], streamMessages)
	return r, err
}
