// XCLAIM and XAUTOCLAIM: pending entries change their consumer.

package engine

import (
	"math"

	"resplay/resp"
)

// claim is how entries are claimed.
type claim struct {
	idle       int64 // how long an entry must be pending
	delivered  int64 // when it counts as delivered
	retryCount int64 // how often; below 0: once more
	force      bool  // an entry that is not pending becomes so
	justID     bool
	lastID     streamID // how far the group has come at least
}

// groupToClaim is the delivery that a claim begins with.
func (c *call) groupToClaim() (*delivery, error) {
	s, ent, err := c.pendingStream()
	if err != nil {
		return nil, err
	}
	g := s.group(c.args[2])
	if g == nil {
		return nil, noGroupOfKey(c.args[1], c.args[2], "")
	}
	return &delivery{call: c, key: c.args[1], ent: ent, stream: s, group: g}, nil
}

// minIdle is the argument at 4.
func (c *call) minIdle() (int64, error) {
	n, ok := parseInt(c.args[4])
	if !ok {
		return 0, resp.Error("ERR Invalid min-idle-time argument for " + upper(c.cmd.Name))
	}
	return max(n, 0), nil
}

func cmdXclaim(c *call) (resp.Value, error) {
	d, err := c.groupToClaim()
	if err != nil {
		return none, err
	}
	how := claim{delivered: c.engine.milliseconds(), retryCount: -1}
	if how.idle, err = c.minIdle(); err != nil {
		return none, err
	}
	var ids []streamID
	i := 5
	for ; i < len(c.args); i++ {
		id, ok := parseStreamID(c.args[i], 0)
		if !ok {
			break
		}
		ids = append(ids, id)
	}
	if err = c.claimOptions(i, &how); err != nil {
		return none, err
	}
	c.logAs() // what comes of it is logged
	moved := d.group.lastID.less(how.lastID)
	if moved {
		d.group.lastID = how.lastID
	}
	d.consumer = d.attend(c.args[3])
	replies := []resp.Value{}
	for _, id := range ids {
		if reply, claimed := d.claim(id, how); claimed {
			replies = append(replies, reply)
			moved = false // the log of the claim says it
		}
	}
	if moved {
		d.logGroup()
	}
	d.engine.recount(d.ent)
	return resp.Array(replies...), nil
}

// claimOptions reads XCLAIM's options from i on.
func (c *call) claimOptions(i int, how *claim) error {
	now := c.engine.milliseconds()
	for ; i < len(c.args); i++ {
		var err error
		switch word := c.keyword(i); {
		case word == "FORCE":
			how.force = true
		case word == "JUSTID":
			how.justID = true
		case word == "LASTID" && c.more(i) > 0:
			i++
			how.lastID, err = c.streamID(i)
		case word == "IDLE" && c.more(i) > 0:
			i++
			how.delivered, err = c.claimNumber(i)
			how.delivered = now - how.delivered
		case word == "TIME" && c.more(i) > 0:
			i++
			how.delivered, err = c.claimNumber(i)
		case word == "RETRYCOUNT" && c.more(i) > 0:
			i++
			how.retryCount, err = c.claimNumber(i)
		default:
			err = resp.Error("ERR Unrecognized XCLAIM option '" + cString(c.args[i]) + "'")
		}
		if err != nil {
			return err
		}
	}
	// Clocks differ, so a time that cannot be is not refused. A log is right.
	if !c.engine.replaying && (how.delivered < 0 || how.delivered > now) {
		how.delivered = now
	}
	return nil
}

// claimNumber is the argument at i as the number of the option ahead of it.
func (c *call) claimNumber(i int) (int64, error) {
	n, ok := parseInt(c.args[i])
	if !ok {
		return 0, resp.Error("ERR Invalid " + c.keyword(i-1) + " option argument for XCLAIM")
	}
	return n, nil
}

// claim makes an entry pending for the consumer and returns it; false: it
// was not claimed. One that has left the stream is not pending any more.
func (d *delivery) claim(id streamID, how claim) (resp.Value, bool) {
	p := d.group.pending.get(id)
	entry, found := d.stream.get(id)
	if !found && !d.engine.replaying { // a log's claims are as they were
		if p != nil {
			d.forget(p)
		}
		return none, false
	}
	now := d.engine.milliseconds()
	switch {
	case p == nil && !how.force:
		return none, false
	case p == nil:
		p = &pending{id: id, delivered: now, count: 1}
		d.stream.addPending(d.group, d.consumer, p)
	case how.idle > 0 && now-p.delivered < how.idle:
		return none, false
	}
	p.give(d.consumer)
	p.delivered = how.delivered
	if how.retryCount >= 0 {
		p.count = how.retryCount
	} else if !how.justID {
		p.count++
	}
	d.consumer.active = now
	d.logClaim(p)
	if how.justID || !found {
		return resp.Bulk(id.String()), true
	}
	return d.entryReply(entry), true
}

// forget ends that an entry is pending which has left the stream.
func (d *delivery) forget(p *pending) {
	d.stream.removePending(d.group, p)
	d.logAs("XACK", d.key, d.group.name, p.id.String())
	d.changes++
}

// autoClaim is what XAUTOCLAIM asks for.
type autoClaim struct {
	claim
	from  streamID
	count int64
}

func (c *call) autoClaimOptions() (autoClaim, error) {
	a := autoClaim{count: 100}
	a.delivered, a.retryCount = c.engine.milliseconds(), -1
	var err error
	if a.idle, err = c.minIdle(); err != nil {
		return a, err
	}
	if a.from, err = c.intervalStart(5); err != nil {
		return a, err
	}
	for i := 6; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "COUNT" && c.more(i) > 0:
			i++
			if a.count, err = c.autoClaimCount(i); err != nil {
				return a, err
			}
		case word == "JUSTID":
			a.justID = true
		default:
			return a, errSyntax
		}
	}
	return a, nil
}

// autoClaimCount is the argument at i as XAUTOCLAIM's COUNT, for which Redis
// takes memory at once.
func (c *call) autoClaimCount(i int) (int64, error) {
	const each, most = 16, 1 << 40
	n, ok := parseInt(c.args[i])
	if !ok || n < 1 || n > math.MaxInt64/each {
		return 0, errCountOption
	}
	if n > most/each {
		return 0, errClaimMemory
	}
	return n, nil
}

func cmdXautoclaim(c *call) (resp.Value, error) {
	options, err := c.autoClaimOptions()
	if err != nil {
		c.lookup(c.args[1]) // Redis has looked before it reads the options
		return none, err
	}
	d, err := c.groupToClaim()
	if err != nil {
		return none, err
	}
	c.logAs() // what comes of it is logged
	d.consumer = d.attend(c.args[3])
	claimed, deleted, cursor := d.autoClaim(options)
	d.engine.recount(d.ent)
	return resp.Array(resp.Bulk(cursor.String()), resp.Array(claimed...), resp.Bulks(deleted...)), nil
}

// autoClaim claims entries as it comes across them and returns them, those
// that have left the stream, and where to go on.
func (d *delivery) autoClaim(a autoClaim) (claimed []resp.Value, deleted []string, cursor streamID) {
	const attempts = 10 // for each entry that may be returned
	visited, budget := []*pending{}, a.count*attempts
	for p := range d.group.pending.from(a.from) {
		if budget == 0 || a.count == 0 {
			cursor = p.id
			break
		}
		budget--
		if _, found := d.stream.get(p.id); found && a.idle > 0 && d.engine.milliseconds()-p.delivered < a.idle {
			continue
		}
		a.count--
		visited = append(visited, p)
	}
	for _, p := range visited {
		if reply, ok := d.claim(p.id, a.claim); ok {
			claimed = append(claimed, reply)
		} else {
			deleted = append(deleted, p.id.String())
		}
	}
	return claimed, deleted, cursor
}
