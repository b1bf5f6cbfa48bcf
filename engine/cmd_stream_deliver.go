// XREADGROUP: what a group has not had yet is delivered to a consumer, and
// what a consumer has got and not acknowledged is told again.

package engine

import (
	"resplay/resp"
)

func cmdXreadgroup(c *call) (resp.Value, error) {
	r, err := c.readOptions(true)
	if err != nil {
		return none, err
	}
	after, err := c.groupPositions(r)
	if err != nil {
		return none, err
	}
	c.logAs() // what comes of it is logged
	var replies []resp.Value
	for i, key := range r.keys {
		if entries, found := c.readForGroup(r, key, after[i]); found {
			replies = append(replies, resp.Bulk(key), entries)
		}
	}
	if len(replies) > 0 {
		return c.readReply(replies), nil
	}
	return c.awaitEntries(r, nil, true)
}

// groupPositions checks the groups that XREADGROUP names and returns the IDs
// behind which it reads; maxID stands for what the group has not had yet.
func (c *call) groupPositions(r streamRead) ([]streamID, error) {
	after := make([]streamID, len(r.ids))
	for i, text := range r.ids {
		s, err := peekStream(c, r.keys[i])
		if err != nil {
			return nil, err
		}
		if s.group(r.group) == nil {
			return nil, noGroupOfKey(r.keys[i], r.group, " in XREADGROUP with GROUP option")
		}
		switch text {
		case "$", "+":
			return nil, meaninglessID(text)
		case ">":
			after[i] = maxID
		default:
			if after[i], err = strictID(text, 0); err != nil {
				return nil, err
			}
		}
	}
	return after, nil
}

// readForGroup reads one stream for XREADGROUP; false: there is nothing new.
func (c *call) readForGroup(r streamRead, key string, after streamID) (resp.Value, bool) {
	ent := c.lookup(key)
	d := &delivery{call: c, key: key, ent: ent, stream: ent.val.object.(*stream), noAck: r.noAck}
	d.group = d.stream.group(r.group)
	d.consumer = d.attend(r.consumer)
	if after != maxID {
		return d.history(after, r.count), true
	}
	if d.stream.length == 0 || !d.group.lastID.less(d.stream.last()) {
		return none, false
	}
	return d.news(r.count), true
}

// delivery is a stream being read for a group.
type delivery struct {
	*call
	key      string
	ent      *entry
	stream   *stream
	group    *consumerGroup
	consumer *consumer
	noAck    bool
}

// attend returns the consumer of a name, who is there from now on.
func (d *delivery) attend(name string) *consumer {
	now := d.engine.milliseconds()
	reader := d.group.consumer(name)
	if reader == nil {
		reader = d.stream.addConsumer(d.group, name, now)
		d.logAs("XGROUP", "CREATECONSUMER", d.key, d.group.name, name)
		d.reshaped(d.ent, "xgroup-createconsumer")
	}
	reader.seen = now
	return reader
}

// news delivers entries behind the last that was delivered.
func (d *delivery) news(count int64) resp.Value {
	from, _ := d.group.lastID.next()
	list, writer := []resp.Value{}, entryWriter{call: d.call}
	for entry := range d.stream.ascend(from, maxID) {
		d.stream.advance(d.group, entry.id)
		if !d.noAck {
			d.deliver(entry.id)
		}
		list = append(list, writer.reply(entry))
		if count--; count == 0 {
			break
		}
	}
	d.logGroup()
	d.engine.recount(d.ent)
	return resp.Array(list...)
}

// deliver notes that an entry is pending for the consumer.
func (d *delivery) deliver(id streamID) {
	now := d.engine.milliseconds()
	p := d.group.pending.get(id)
	if p == nil {
		p = &pending{id: id}
		d.stream.addPending(d.group, d.consumer, p)
	} else {
		p.give(d.consumer)
	}
	p.delivered, p.count = now, 1
	d.consumer.active = now
	d.logClaim(p)
}

// logClaim logs that an entry is pending as it is.
func (d *delivery) logClaim(p *pending) {
	d.changes++
	d.logAs(p.claim(d.key, d.group, "FORCE", "JUSTID", "LASTID", d.group.lastID.String())...)
}

// logGroup logs how far the group has come.
func (d *delivery) logGroup() {
	d.changes++
	d.logAs("XGROUP", "SETID", d.key, d.group.name, d.group.lastID.String(), "ENTRIESREAD", formatInt(d.group.entriesRead))
}

// history tells again what is pending for the consumer behind an ID. An
// entry that is not in the stream any more is told without its fields.
func (d *delivery) history(after streamID, count int64) resp.Value {
	from, _ := after.next()
	list := []resp.Value{}
	for p := range d.consumer.pending.from(from) {
		entry, found := d.stream.get(p.id)
		if found {
			p.delivered = d.engine.milliseconds()
			p.count++
			d.logClaim(p)
			list = append(list, d.entryReply(entry))
		} else {
			list = append(list, resp.Array(resp.Bulk(p.id.String()), resp.NullArray()))
		}
		if count--; count == 0 {
			break
		}
	}
	return resp.Array(list...)
}
