// Commands that read streams on from where a client or a group has come to,
// and wait for what comes.

package engine

import (
	"math"
	"slices"
	"time"

	"resplay/resp"
)

func streamReadCommands() []Command {
	return []Command{
		{
			Name: "xread", Synopsis: "[COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]",
			Summary: "Returns entries of streams behind the IDs given, and may wait for them.",
			Since:   "5.0.0", Group: "stream", Complexity: "For each stream mentioned: O(N) with N being the number of elements being returned, it means that XREAD-ing with a fixed COUNT is O(1). Note that when the BLOCK option is used, XADD will pay O(M) time in order to serve the M clients blocked on the stream getting new data.",
			Arity: -4, Flags: ReadOnly | Blocking | MovableKeys,
			Keys: []KeySpec{{Access: "RO access", Begin: 1, Last: -1, Step: 1, Keyword: "STREAMS"}},
			run:  cmdXread,
		},
		{
			Name: "xreadgroup", Synopsis: "GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] id [id ...]",
			Summary: "Gives a consumer of a group entries that nobody in it has got, or its own again, and may wait for them.",
			Since:   "5.0.0", Group: "stream", Complexity: "For each stream mentioned: O(M) with M being the number of elements returned. If M is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1). On the other side when XREADGROUP blocks, XADD will pay the O(N) time in order to serve the N clients blocked on the stream getting new data.",
			Arity: -7, Flags: Write | Blocking | MovableKeys,
			Keys: []KeySpec{{Access: "RO access", Begin: 4, Last: -1, Step: 1, Keyword: "STREAMS"}},
			run:  cmdXreadgroup,
		},
	}
}

// streamRead is what XREAD or XREADGROUP asks for.
type streamRead struct {
	count    int64 // 0: all
	blocks   bool
	timeout  time.Duration
	noAck    bool
	hasGroup bool
	group    string // of XREADGROUP
	consumer string
	keys     []string
	ids      []string
}

func (c *call) readOptions(grouped bool) (streamRead, error) {
	r := streamRead{}
	for i := 1; i < len(c.args); i++ {
		var err error
		switch word := c.keyword(i); {
		case word == "BLOCK" && c.more(i) > 0:
			i++
			r.blocks = true
			r.timeout, err = c.blockTime(i)
		case word == "COUNT" && c.more(i) > 0:
			i++
			r.count, err = c.integer(i)
			r.count = max(r.count, 0)
		case word == "STREAMS" && c.more(i) > 0:
			return c.readStreams(r, c.args[i+1:], grouped)
		case word == "GROUP" && c.more(i) > 1:
			if !grouped {
				return r, errXreadGroupOption
			}
			r.group, r.consumer, r.hasGroup = c.args[i+1], c.args[i+2], true
			i += 2
		case word == "NOACK":
			if !grouped {
				return r, errXreadNoack
			}
			r.noAck = true
		default:
			err = errSyntax
		}
		if err != nil {
			return r, err
		}
	}
	return r, errSyntax
}

// readStreams completes r with the keys and IDs behind STREAMS.
func (c *call) readStreams(r streamRead, args []string, grouped bool) (streamRead, error) {
	n := len(args) / 2
	switch {
	case len(args)%2 != 0 && grouped:
		return r, unbalancedStreams(c.cmd, ">")
	case len(args)%2 != 0:
		return r, unbalancedStreams(c.cmd, "$")
	case grouped && !r.hasGroup:
		return r, errMissingGroup
	}
	r.keys, r.ids = args[:n], args[n:]
	return r, nil
}

// blockTime is the argument at i as the milliseconds that a command may
// block; 0 means for ever.
func (c *call) blockTime(i int) (time.Duration, error) {
	n, ok := parseInt(c.args[i])
	switch {
	case !ok:
		return 0, errTimeoutInteger
	case n < 0:
		return 0, errTimeoutNegative
	case n > math.MaxInt64-c.engine.milliseconds():
		return 0, errTimeoutRange
	case n > math.MaxInt64/int64(time.Millisecond):
		return math.MaxInt64, nil // 292 years are as good as more
	}
	return time.Duration(n) * time.Millisecond, nil
}

func cmdXread(c *call) (resp.Value, error) {
	r, err := c.readOptions(false)
	if err != nil {
		return none, err
	}
	after, err := c.readPositions(r)
	if err != nil {
		return none, err
	}
	var replies []resp.Value
	for i, key := range r.keys {
		s, _ := read[*stream](c, key)
		if s == nil || s.length == 0 || !after[i].less(s.last()) {
			continue
		}
		from, _ := after[i].next()
		replies = append(replies, resp.Bulk(key), c.entryReplies(s.ascend(from, maxID), r.count))
	}
	if len(replies) > 0 {
		return c.readReply(replies), nil
	}
	return c.awaitEntries(r, after, false)
}

// readReply is keys and what was read from them, in pairs, as the client's
// protocol has it.
func (c *call) readReply(pairs []resp.Value) resp.Value {
	if c.conn.protocol == 3 {
		return resp.Map(pairs...)
	}
	var list []resp.Value
	for pair := range slices.Chunk(pairs, 2) {
		list = append(list, resp.Array(pair...))
	}
	return resp.Array(list...)
}

// readPositions are the IDs behind which XREAD reads on.
func (c *call) readPositions(r streamRead) ([]streamID, error) {
	after := make([]streamID, len(r.ids))
	for i, text := range r.ids {
		s, err := peekStream(c, r.keys[i])
		if err != nil {
			return nil, err
		}
		switch text {
		case "$":
			if s != nil {
				after[i] = s.lastID
			}
			if c.waited != nil {
				after[i] = c.waited.memo.([]streamID)[i] // what was the end when the wait began
			}
		case "+":
			if s != nil && s.length > 0 {
				after[i], _ = s.last().previous()
			}
		case ">":
			return nil, errXreadNew
		default:
			if after[i], err = strictID(text, 0); err != nil {
				return nil, err
			}
		}
	}
	return after, nil
}

// peekStream is the stream at a key that is looked at ahead of reading it,
// which counts as another read, but not again when the command has blocked.
func peekStream(c *call, key string) (*stream, error) {
	ent := c.db.keys.get(key)
	if c.waited == nil {
		c.lookup(key)
	}
	if ent == nil {
		return nil, nil
	}
	s, ok := ent.val.object.(*stream)
	if !ok {
		return nil, errWrongType
	}
	return s, nil
}

// awaitEntries blocks if the command says so. One that reads for a group is
// told as well when its key goes or becomes something else.
func (c *call) awaitEntries(r streamRead, after []streamID, alert bool) (resp.Value, error) {
	if !r.blocks {
		return resp.NullArray(), nil
	}
	reply, err := c.block("stream", r.keys, r.timeout, resp.NullArray())
	if w := c.conn.wait; w != nil && c.waited == nil {
		w.memo, w.alert = after, alert
	}
	return reply, err
}
