// Commands of streams: entries.

package engine

import (
	"resplay/resp"
)

const trimSynopsis = "<MAXLEN | MINID> [= | ~] threshold [LIMIT count]"

func streamCommands() []Command {
	return []Command{
		{
			Name: "xadd", Synopsis: "key [NOMKSTREAM] [" + trimSynopsis + "] <* | id> field value [field value ...]",
			Summary: "Adds an entry to a stream and returns its ID; may trim the stream.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(1) when adding a new entry, O(N) when trimming where N being the number of entries evicted.",
			Arity: -5, Flags: Write | DenyOOM | Fast | borrows,
			Keys: []KeySpec{{Access: "RW update", Notes: "UPDATE instead of INSERT because of the optional trimming feature"}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdXadd,
		},
		{
			Name: "xlen", Synopsis: "key",
			Summary: "Returns how many entries a stream has.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
			Arity: 2, Flags: ReadOnly | Fast,
			Keys: []KeySpec{{Access: "RO"}},
			run:  cmdXlen,
		},
		{
			Name: "xrange", Synopsis: "key start end [COUNT count]",
			Summary: "Returns the entries of a stream between two IDs.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(N) with N being the number of elements being returned. If N is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1).",
			Arity: -4, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO access"}},
			run:  cmdXrange,
		},
		{
			Name: "xrevrange", Synopsis: "key end start [COUNT count]",
			Summary: "Returns the entries of a stream between two IDs, the last one first.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(N) with N being the number of elements returned. If N is constant (e.g. always asking for the first 10 elements with COUNT), you can consider it O(1).",
			Arity: -4, Flags: ReadOnly,
			Keys: []KeySpec{{Access: "RO access"}},
			run:  cmdXrevrange,
		},
		{
			Name: "xdel", Synopsis: "key id [id ...]",
			Summary: "Removes entries from a stream and returns how many there were.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(1) for each single item to delete in the stream, regardless of the stream size.",
			Arity: -3, Flags: Write | Fast | borrows,
			Keys: []KeySpec{{Access: "RW delete"}},
			run:  cmdXdel,
		},
		{
			Name: "xtrim", Synopsis: "key " + trimSynopsis,
			Summary: "Removes the oldest entries of a stream and returns how many.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(N), with N being the number of evicted entries. Constant times are very small however, since entries are organized in macro nodes containing multiple entries that can be released with a single deallocation.",
			Arity: -4, Flags: Write | borrows,
			Keys: []KeySpec{{Access: "RW delete"}},
			Tips: []string{"nondeterministic_output"},
			run:  cmdXtrim,
		},
		{
			Name: "xsetid", Synopsis: "key last-id [ENTRIESADDED entries-added] [MAXDELETEDID max-deleted-id]",
			Summary: "Sets the last ID of a stream; a log uses it.",
			Since:   "5.0.0", Group: "stream", Complexity: "O(1)",
			Arity: -3, Flags: Write | DenyOOM | Fast,
			Keys: []KeySpec{{Access: "RW update"}},
			run:  cmdXsetid,
		},
	}
}

func cmdXadd(c *call) (resp.Value, error) {
	options, err := c.streamAddOptions()
	if err != nil {
		return none, err
	}
	pairs := c.args[options.end:]
	if len(pairs) < 2 || len(pairs)%2 != 0 {
		return none, wrongArity(c.cmd)
	}
	if options.id == zeroID && options.form == wholeID {
		return none, errXaddZero
	}
	s, ent, err := write[*stream](c, c.args[1])
	if err != nil {
		return none, err
	}
	if s == nil && options.noMake {
		return resp.Null(), nil
	}
	id, err := options.newID(s, uint64(c.engine.milliseconds()))
	if err != nil {
		return none, err
	}
	if tooLongForStream(pairs) {
		return none, errXaddTooLong
	}
	if ent == nil {
		s, ent, _ = create(c, c.args[1], newStream)
	}
	s.append(id, pairs)
	c.changed(ent, "xadd")
	trimmed := options.trim.by != noTrim && s.trim(options.trim) > 0
	if trimmed {
		c.changed(ent, "xtrim")
	}
	text := id.String()
	c.logXadd(s, text, pairs, trimmed)
	return resp.Bulk(text), nil
}

// logXadd logs an entry with the ID that it got, and how long its stream was
// left if that was trimmed.
func (c *call) logXadd(s *stream, id string, pairs []string, trimmed bool) {
	if !c.engine.logging() {
		return
	}
	logged := append(make([]string, 0, 6+len(pairs)), "XADD", c.args[1])
	if trimmed {
		logged = append(logged, "MAXLEN", "=", formatInt(s.length))
	}
	c.logAs(append(append(logged, id), pairs...)...)
}

func tooLongForStream(pairs []string) bool {
	size := 0
	for _, text := range pairs {
		size += len(text)
	}
	return size > maxStreamNode
}

// newID is the ID that XADD gives an entry of s, which may be nil; now is the
// time.
func (o streamAddOptions) newID(s *stream, now uint64) (streamID, error) {
	last := zeroID
	if s != nil {
		last = s.lastID
	}
	id := o.id
	next, ok := last.next()
	switch {
	case !ok:
		return id, errStreamExhausted
	case o.form == autoID && now > last.ms:
		return streamID{now, 0}, nil
	case o.form == autoID:
		return next, nil
	case o.form == autoSeq && id.ms == last.ms:
		if next.ms != last.ms {
			return id, errXaddSmaller
		}
		return next, nil
	case !last.less(id) && !(o.form == autoSeq && last == zeroID):
		return id, errXaddSmaller
	}
	return id, nil
}

func cmdXlen(c *call) (resp.Value, error) {
	s, err := read[*stream](c, c.args[1])
	if s == nil {
		return resp.Integer(0), err
	}
	return resp.Integer(s.length), nil
}

func cmdXrange(c *call) (resp.Value, error)    { return c.streamRange(2, 3) }
func cmdXrevrange(c *call) (resp.Value, error) { return c.streamRange(3, 2) }

// streamRange is XRANGE and, when end is ahead of start, XREVRANGE.
func (c *call) streamRange(start, end int) (resp.Value, error) {
	from, to, err := c.streamInterval(start, end)
	if err != nil {
		return none, err
	}
	count, err := c.streamRangeCount()
	if err != nil {
		return none, err
	}
	s, err := read[*stream](c, c.args[1])
	switch {
	case s == nil:
		return resp.Array(), err
	case count == 0:
		return resp.NullArray(), nil
	}
	entries := s.ascend(from, to)
	if end < start {
		entries = s.descend(to, from)
	}
	return c.entryReplies(entries, max(count, 0)), nil
}

// streamRangeCount is the COUNT of XRANGE; below 0: there is none.
func (c *call) streamRangeCount() (int64, error) {
	count := int64(-1)
	for i := 4; i < len(c.args); i += 2 {
		if c.keyword(i) != "COUNT" || c.more(i) < 1 {
			return 0, errSyntax
		}
		n, err := c.integer(i + 1)
		if err != nil {
			return 0, err
		}
		count = max(n, 0)
	}
	return count, nil
}

func cmdXdel(c *call) (resp.Value, error) {
	s, ent, err := write[*stream](c, c.args[1])
	if s == nil {
		return resp.Integer(0), err
	}
	ids, err := c.streamIDs(2)
	if err != nil {
		return none, err
	}
	deleted := int64(0)
	for _, id := range ids {
		if s.delete(id) {
			deleted++
		}
	}
	if deleted > 0 {
		c.changed(ent, "xdel")
	}
	return resp.Integer(deleted), nil
}

func cmdXtrim(c *call) (resp.Value, error) {
	options, err := c.streamTrimOptions()
	if err != nil {
		return none, err
	}
	s, ent, err := write[*stream](c, c.args[1])
	if s == nil {
		return resp.Integer(0), err
	}
	removed := s.trim(options)
	if removed > 0 {
		c.changed(ent, "xtrim")
		c.logAs("XTRIM", c.args[1], "MAXLEN", "=", formatInt(s.length))
	}
	return resp.Integer(removed), nil
}

// reshaped is [call.changed] for what changes about a stream beside its
// entries: it fails no transaction and wakes nobody.
func (c *call) reshaped(ent *entry, event string) {
	c.changes++
	c.engine.recount(ent)
	if event != "" {
		c.notify(c.db, ent.key, event)
	}
}

func cmdXsetid(c *call) (resp.Value, error) {
	id, err := c.streamID(2)
	if err != nil {
		return none, err
	}
	added, maxDeleted, err := c.setIDOptions(id)
	if err != nil {
		return none, err
	}
	s, ent, err := write[*stream](c, c.args[1])
	switch {
	case err != nil:
		return none, err
	case s == nil:
		return none, errNoSuchKey
	case id.less(s.maxDeleted):
		return none, errXsetidMaxDeleted
	case s.length > 0 && id.less(s.last()):
		return none, errXsetidSmaller
	case s.length > 0 && added >= 0 && added < s.length:
		return none, errXsetidAdded
	}
	s.lastID = id
	if added >= 0 {
		s.added = added
	}
	if maxDeleted != zeroID {
		s.maxDeleted = maxDeleted
	}
	c.reshaped(ent, "xsetid")
	return resp.OK(), nil
}

// setIDOptions are XSETID's numbers for an ID; added is below 0 when it is
// not given.
func (c *call) setIDOptions(id streamID) (added int64, maxDeleted streamID, err error) {
	added = -1
	for i := 3; i < len(c.args); i += 2 {
		switch word := c.keyword(i); {
		case word == "ENTRIESADDED" && c.more(i) > 0:
			if added, err = c.integer(i + 1); err == nil && added < 0 {
				err = errXsetidNegative
			}
		case word == "MAXDELETEDID" && c.more(i) > 0:
			if maxDeleted, err = c.streamID(i + 1); err == nil && id.less(maxDeleted) {
				err = errXsetidProvided
			}
		default:
			err = errSyntax
		}
		if err != nil {
			return 0, zeroID, err
		}
	}
	return added, maxDeleted, nil
}
