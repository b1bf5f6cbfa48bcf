//go:build !first

// Stream commands: adding messages, reading and deleting them by ID, and
// trimming the oldest.

package client

// XAdd adds a message, field, value, field, value, under an ID that the
// server makes of its clock, and resolves with that. A missing stream is made.
//
// Redis: https://redis.io/commands/xadd/
func (c Commands) XAdd(key string, fields ...string) *Future[string] {
	return c.XAddWith(key, XAddOptions{}, fields...)
}

// XAddOptions say more about an XADD.
type XAddOptions struct {
	ID         string // of the message, greater than all before, as "5-1", or "5-*" for the next one of 5; "": the server makes one
	NoMkStream bool   // only if the stream is there
	Trim       XTrim  // what is deleted once the message is added
}

// XAddWith adds a message as o says, and resolves with its ID; ErrNil when
// there is no stream and o forbids to make one. The server refuses an ID that
// is not greater than that of the last message.
//
// Redis: https://redis.io/commands/xadd/
func (c Commands) XAddWith(key string, o XAddOptions, fields ...string) *Future[string] {
	args := []string{"XADD", key}
	if o.NoMkStream {
		args = append(args, "NOMKSTREAM")
	}
	id := o.ID
	if id == "" {
		id = "*"
	}
	return run(c, text, append(append(o.Trim.args(args...), id), fields...)...)
}

// XLen resolves with the number of messages; a missing stream has 0.
//
// Redis: https://redis.io/commands/xlen/
func (c Commands) XLen(key string) *Future[int64] { return run(c, integer, "XLEN", key) }

// XRange resolves with the messages from ID start to ID end, oldest first.
// "-" is the first ID and "+" the last; "5" is all of 5-0, 5-1 and so on;
// "(5-1" is not part of the range. [Iterators.XRangeAll] goes through a long
// range step by step.
//
// Redis: https://redis.io/commands/xrange/
func (c Commands) XRange(key, start, end string) *Future[[]StreamMessage] {
	return run(c, streamMessages, "XRANGE", key, start, end)
}

// XRangeN is XRange, up to n messages of it.
//
// Redis: https://redis.io/commands/xrange/
func (c Commands) XRangeN(key, start, end string, n int64) *Future[[]StreamMessage] {
	return run(c, streamMessages, "XRANGE", key, start, end, "COUNT", itoa(n))
}

// XRevRange is XRange, newest first: from the higher ID end to the lower start.
//
// Redis: https://redis.io/commands/xrevrange/
func (c Commands) XRevRange(key, end, start string) *Future[[]StreamMessage] {
	return run(c, streamMessages, "XREVRANGE", key, end, start)
}

// XRevRangeN is XRevRange, up to n messages of it.
//
// Redis: https://redis.io/commands/xrevrange/
func (c Commands) XRevRangeN(key, end, start string, n int64) *Future[[]StreamMessage] {
	return run(c, streamMessages, "XREVRANGE", key, end, start, "COUNT", itoa(n))
}

// XDel deletes messages by ID, and resolves with how many were there.
//
// Redis: https://redis.io/commands/xdel/
func (c Commands) XDel(key string, ids ...string) *Future[int64] {
	return run(c, integer, append([]string{"XDEL", key}, ids...)...)
}

// XTrim deletes the oldest messages as t says, and resolves with how many
// were deleted; the server refuses the zero XTrim:
//
//	c.XTrim("s", client.MaxLen(1000).Approx())
//
// Redis: https://redis.io/commands/xtrim/
func (c Commands) XTrim(key string, t XTrim) *Future[int64] {
	return run(c, integer, t.args("XTRIM", key)...)
}

// XSetIDOptions say what else a stream remembers.
type XSetIDOptions struct {
	EntriesAdded *int64 // how many messages it ever had; nil: as it was
	MaxDeletedID string // the greatest ID of a message that was deleted; "": as it was
}

// XSetID makes id the last ID that a stream gave, so that the next is greater,
// and sets what o says. The server refuses it for a missing stream, and for an
// ID less than that of a message.
//
// Redis: https://redis.io/commands/xsetid/
func (c Commands) XSetID(key, id string, o XSetIDOptions) *Future[struct{}] {
	args := []string{"XSETID", key, id}
	if o.EntriesAdded != nil {
		args = append(args, "ENTRIESADDED", itoa(*o.EntriesAdded))
	}
	if o.MaxDeletedID != "" {
		args = append(args, "MAXDELETEDID", o.MaxDeletedID)
	}
	return run(c, done, args...)
}

// XTrim says which of a stream's oldest messages are deleted. [MaxLen] and
// [MinID] make one; the zero XTrim deletes none.
type XTrim struct {
	by, threshold string
	approx        bool
	limit         int64
	limited       bool
}

// MaxLen keeps the newest n messages.
func MaxLen(n int64) XTrim { return XTrim{by: "MAXLEN", threshold: itoa(n)} }

// MinID keeps the messages from id on.
func MinID(id string) XTrim { return XTrim{by: "MINID", threshold: id} }

// Approx lets the server keep some more messages, which is less work for it.
func (t XTrim) Approx() XTrim {
	t.approx = true
	return t
}

// Limit lets the server look at n messages at most, or at as many as it takes
// if n is 0. The server refuses it without Approx.
func (t XTrim) Limit(n int64) XTrim {
	t.limit, t.limited = n, true
	return t
}

// args returns the trimming as words behind args.
func (t XTrim) args(args ...string) []string {
	if t.by == "" {
		return args
	}
	precision := "="
	if t.approx {
		precision = "~"
	}
	args = append(args, t.by, precision, t.threshold)
	if t.limited {
		args = append(args, "LIMIT", itoa(t.limit))
	}
	return args
}
