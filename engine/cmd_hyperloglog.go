//go:build !first

// Commands of HyperLogLogs, which count different elements in little space.

package engine

import (
	"strings"

	"resplay/resp"
)

var hyperloglogCommands = []Command{
	{
		Name: "pfadd", Synopsis: "key [element [element ...]]",
		Summary: "Adds elements to a HyperLogLog and tells whether its estimate may have changed.",
		Since:   "2.8.9", Group: "hyperloglog", Complexity: "O(1) to add every element.",
		Arity: -2, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW insert"}},
		run:  cmdPfadd,
	},
	{
		Name: "pfcount", Synopsis: "key [key ...]",
		Summary: "Estimates how many different elements HyperLogLogs have seen.",
		Since:   "2.8.9", Group: "hyperloglog", Complexity: "O(1) with a very small average constant time when called with a single key. " +
			"O(N) with N being the number of keys, and much bigger constant times, when called with multiple keys.",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{
			Access: "RW access", Begin: 1, Last: -1, Step: 1,
			Notes: "RW because it may change the internal representation of the key, and propagate to replicas",
		}},
		run: cmdPfcount,
	},
	{
		Name: "pfmerge", Synopsis: "destkey [sourcekey [sourcekey ...]]",
		Summary: "Merges HyperLogLogs into one.",
		Since:   "2.8.9", Group: "hyperloglog", Complexity: "O(N) to merge N HyperLogLogs, but with high constant times.",
		Arity: -2, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW access insert"}, {Access: "RO access", Begin: 2, Last: -1}},
		run:  cmdPfmerge,
	},
	{
		Name: "pfdebug", Synopsis: "subcommand key",
		Summary: "Shows how a HyperLogLog is stored.",
		Since:   "2.8.9", Group: "hyperloglog", Complexity: "N/A",
		Arity: 3, Flags: Write | DenyOOM | Admin,
		Keys: []KeySpec{{Access: "RW access", Begin: 2}},
		run:  cmdPfdebug,
	},
	{
		Name:    "pfselftest",
		Summary: "Tests how HyperLogLogs are stored and how well they estimate.",
		Since:   "2.8.9", Group: "hyperloglog", Complexity: "N/A",
		Arity: 1, Flags: Admin,
		run: cmdPfselftest,
	},
}

// hyperloglogOf returns the HyperLogLog that an entry holds. It is the
// value's own bytes if the value has them, else a copy.
func (c *call) hyperloglogOf(ent *entry) (*hyperloglog, error) {
	if ent.val.object.kind() != "string" {
		return nil, errWrongType
	}
	h := &hyperloglog{sparseLimit: c.engine.encodings.hllSparse}
	if raw, ok := ent.val.object.(*rawString); ok {
		h.b = raw.b
	} else {
		s, _ := stringText(ent.val.object)
		h.b = []byte(s)
	}
	if !isHyperloglog(h.b) {
		return nil, errNotHyperloglog
	}
	return h, nil
}

// readHyperloglog returns the HyperLogLog at a key; nil: there is no such key.
func (c *call) readHyperloglog(key string) (*hyperloglog, *entry, error) {
	ent := c.lookup(key)
	if ent == nil {
		return nil, nil, nil
	}
	h, err := c.hyperloglogOf(ent)
	return h, ent, err
}

// writeHyperloglog is readHyperloglog for a command that may change it.
func (c *call) writeHyperloglog(key string) (*hyperloglog, *entry, error) {
	ent := c.db.keys.get(key)
	if ent == nil {
		return nil, nil, nil
	}
	c.use(ent)
	h, err := c.hyperloglogOf(ent)
	return h, ent, err
}

// createHyperloglog is writeHyperloglog that makes an empty one if need be.
func (c *call) createHyperloglog(key string) (h *hyperloglog, ent *entry, added bool, err error) {
	h, ent, err = c.writeHyperloglog(key)
	if ent == nil && err == nil {
		ent = c.store(key, newHyperloglog())
		h, err = c.hyperloglogOf(ent)
		added = true
	}
	return h, ent, added, err
}

// keep stores the bytes that a HyperLogLog has now.
func (c *call) keep(ent *entry, h *hyperloglog) {
	raw := rawBytes(ent)
	raw.b, raw.text = h.b, ""
	c.engine.recount(ent)
}

func cmdPfadd(c *call) (resp.Value, error) {
	h, ent, updated, err := c.createHyperloglog(c.args[1])
	if err != nil {
		return none, err
	}
	for _, element := range c.args[2:] {
		changed, ok := h.add(element)
		if !ok {
			return none, c.corruptedHalfway(ent, h, updated)
		}
		updated = updated || changed
	}
	if updated {
		h.forgetCount()
	}
	c.keep(ent, h)
	if updated {
		c.changed(ent, "pfadd")
	}
	return oneIf(updated), nil
}

// corruptedHalfway ends a PFADD that has found corruption. What it has
// changed until then stays, as in Redis, and is logged for what it is: the
// command would fail again.
func (c *call) corruptedHalfway(ent *entry, h *hyperloglog, updated bool) error {
	c.keep(ent, h)
	if updated {
		c.changes++
		c.logAs("SET", ent.key, string(h.b), "KEEPTTL")
	}
	return errCorruptedHyperloglog
}

func cmdPfcount(c *call) (resp.Value, error) {
	if len(c.args) > 2 {
		return c.countUnion()
	}
	h, ent, err := c.readHyperloglog(c.args[1])
	if h == nil {
		return resp.Integer(0), err
	}
	count, known := h.cachedCount()
	if known {
		c.keep(ent, h)
		return resp.Integer(int64(count)), nil
	}
	count, ok := h.count()
	if !ok {
		return none, errCorruptedHyperloglog
	}
	h.cacheCount(count)
	c.keep(ent, h)
	c.changes++ // of the value, but not one that observers are told of
	c.engine.touched(c.db, ent)
	return resp.Integer(int64(count)), nil
}

// countUnion is PFCOUNT of several keys.
func (c *call) countUnion() (resp.Value, error) {
	var highest [registers]byte
	if _, err := c.mergeHyperloglogs(c.args[1:], &highest); err != nil {
		return none, err
	}
	var counts registerCounts
	counts.addAll(&highest)
	return resp.Integer(int64(counts.estimate())), nil
}

// mergeHyperloglogs raises registers to the highest of several keys; dense
// says that one of them is in the dense form.
func (c *call) mergeHyperloglogs(keys []string, highest *[registers]byte) (dense bool, err error) {
	for _, key := range keys {
		h, _, err := c.readHyperloglog(key)
		switch {
		case err != nil:
			return false, err
		case h == nil:
			continue
		case !h.mergeInto(highest):
			return false, errCorruptedHyperloglog
		}
		dense = dense || !h.sparse()
	}
	return dense, nil
}

func cmdPfmerge(c *call) (resp.Value, error) {
	var highest [registers]byte
	dense, err := c.mergeHyperloglogs(c.args[1:], &highest)
	if err != nil {
		return none, err
	}
	h, ent, _, err := c.createHyperloglog(c.args[1])
	if err != nil {
		return none, err
	}
	if dense && h.sparse() {
		h.becomeDense() // which merging has found possible
	}
	for i, value := range highest {
		if value > 0 {
			h.raise(i, value)
		}
	}
	h.forgetCount()
	c.keep(ent, h)
	c.changed(ent, "pfadd")
	return resp.OK(), nil
}

func cmdPfdebug(c *call) (resp.Value, error) {
	h, ent, err := c.writeHyperloglog(c.args[2])
	if err != nil {
		return none, err
	}
	if ent == nil {
		return none, errNoSpecifiedKey
	}
	defer c.keep(ent, h)
	switch c.keyword(1) {
	case "GETREG":
		return c.registersReply(h)
	case "DECODE":
		if !h.sparse() {
			return none, errNotSparse
		}
		return resp.Bulk(h.decode()), nil
	case "ENCODING":
		if h.sparse() {
			return resp.Simple("sparse"), nil
		}
		return resp.Simple("dense"), nil
	case "TODENSE":
		if !h.sparse() {
			return resp.Integer(0), nil
		}
		return resp.Integer(1), c.makeDense(h)
	}
	name, _, _ := strings.Cut(c.args[1], "\x00")
	return none, resp.Error("ERR Unknown PFDEBUG subcommand '" + name + "'")
}

// makeDense changes the form of a HyperLogLog, which is logged.
func (c *call) makeDense(h *hyperloglog) error {
	if !h.becomeDense() {
		return errCorruptedHyperloglog
	}
	c.changes++
	return nil
}

// registersReply lists the registers, for which Redis makes them dense.
func (c *call) registersReply(h *hyperloglog) (resp.Value, error) {
	if err := c.engine.mayReply(registers); err != nil {
		return none, err
	}
	if h.sparse() {
		if err := c.makeDense(h); err != nil {
			return none, err
		}
	}
	list := make([]resp.Value, 0, registers)
	values, _ := h.values()
	for _, value := range values {
		list = append(list, resp.Integer(int64(value)))
	}
	return resp.Array(list...), nil
}

// decode shows the runs of the sparse form: z and Z are zeros, v:3,2 is two
// registers of 3.
func (h *hyperloglog) decode() string {
	var words []string
	for at := hyperloglogHead; at < len(h.b); {
		r := h.run(at)
		length := formatInt(int64(r.length))
		switch {
		case r.value > 0:
			words = append(words, "v:"+formatInt(int64(r.value))+","+length)
		case r.size == 1:
			words = append(words, "z:"+length)
		default:
			words = append(words, "Z:"+length)
		}
		at += r.size
	}
	return strings.Join(words, " ")
}

// cmdPfselftest counts to a number in both forms, which must agree, and not
// be far from it.
func cmdPfselftest(*call) (resp.Value, error) {
	const elements, tolerance = 20_000, 1_000
	sparse := hyperloglog{b: newHyperloglog().b, sparseLimit: defaultEncodings.hllSparse}
	dense := hyperloglog{b: newHyperloglog().b}
	for i := range int64(elements) {
		sparse.add(formatInt(i))
		dense.add(formatInt(i))
		if i&(i-1) != 0 && i != elements-1 {
			continue
		}
		one, _ := sparse.count()
		other, _ := dense.count()
		if one != other {
			return none, resp.Error("TESTFAILED dense/sparse disagree")
		}
	}
	if count, _ := dense.count(); count < elements-tolerance || count > elements+tolerance {
		return none, resp.Error("TESTFAILED Too big error. card:" + formatInt(int64(count)))
	}
	return resp.OK(), nil
}
