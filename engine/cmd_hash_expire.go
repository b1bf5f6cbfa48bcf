// Commands about when fields of a hash expire.

package engine

import (
	"resplay/resp"
)

const (
	fieldsSynopsis = "FIELDS numfields field [field ...]"
	perNamedField  = "O(N) where N is the number of specified fields"
	changesTTL     = "RW and UPDATE because it changes the TTL"
)

// hashExpireCommands is a function, so that builds without it link nothing of
// it: a variable would be set at the start of every build.
func hashExpireCommands() []Command {
	return []Command{
		expiryOfFields("hexpire", "seconds", "Lets fields of a hash expire after seconds.", seconds),
		expiryOfFields("hpexpire", "milliseconds", "Lets fields of a hash expire after milliseconds.", milliseconds),
		expiryOfFields("hexpireat", "unix-time-seconds", "Lets fields of a hash expire at a Unix time.", unixSeconds),
		expiryOfFields("hpexpireat", "unix-time-milliseconds", "Lets fields of a hash expire at a Unix time in milliseconds.", unixMilliseconds),
		lifetimeOfFields("httl", "Returns how many seconds fields of a hash have left.", true,
			func(c *call, at int64) int64 { return (at - c.engine.milliseconds() + 999) / 1000 }),
		lifetimeOfFields("hpttl", "Returns how many milliseconds fields of a hash have left.", true,
			func(c *call, at int64) int64 { return at - c.engine.milliseconds() }),
		lifetimeOfFields("hexpiretime", "Returns the Unix times at which fields of a hash expire.", false,
			func(_ *call, at int64) int64 { return (at + 999) / 1000 }),
		lifetimeOfFields("hpexpiretime", "Returns the Unix times in milliseconds at which fields of a hash expire.", false,
			func(_ *call, at int64) int64 { return at }),
		{
			Name: "hpersist", Synopsis: "key " + fieldsSynopsis,
			Summary: "Lets fields of a hash stay for good.",
			Since:   "7.4.0", Group: "hash", Complexity: perNamedField,
			Arity: -5, Flags: Write | Fast,
			Keys: []KeySpec{{Access: "RW update"}},
			run:  cmdHpersist,
		},
		{
			Name: "hgetex", Synopsis: "key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST] " + fieldsSynopsis,
			Summary: "Returns the values of fields and sets when the fields expire.",
			Since:   "8.0.0", Group: "hash", Complexity: perNamedField,
			Arity: -5, Flags: Write | Fast,
			Keys: []KeySpec{{Access: "RW access update", Notes: changesTTL}},
			run:  cmdHgetex,
		},
		{
			Name: "hsetex", Synopsis: "key [FNX | FXX] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL] " +
				"FIELDS numfields field value [field value ...]",
			Summary: "Sets fields of a hash and when they expire.",
			Since:   "8.0.0", Group: "hash", Complexity: "O(N) where N is the number of fields being set.",
			Arity: -6, Flags: Write | DenyOOM | Fast,
			Keys: []KeySpec{{Access: "RW update"}},
			run:  cmdHsetex,
		},
		{
			Name: "hgetdel", Synopsis: "key " + fieldsSynopsis,
			Summary: "Returns the values of fields and deletes the fields.",
			Since:   "8.0.0", Group: "hash", Complexity: perNamedField,
			Arity: -5, Flags: Write | Fast,
			Keys: []KeySpec{{Access: "RW access delete"}},
			run:  cmdHgetdel,
		},
	}
}

// expiryOfFields declares a command that lets fields expire.
func expiryOfFields(name, time, summary string, unit timeUnit) Command {
	return Command{
		Name: name, Synopsis: "key " + time + expireSynopsis + " " + fieldsSynopsis,
		Summary: summary,
		Since:   "7.4.0", Group: "hash", Complexity: perNamedField,
		Arity: -6, Flags: Write | DenyOOM | Fast,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  func(c *call) (resp.Value, error) { return c.expireFields(unit) },
	}
}

// lifetimeOfFields declares a command that answers what of tells about the
// time at which a field expires.
func lifetimeOfFields(name, summary string, changing bool, of func(c *call, at int64) int64) Command {
	cmd := Command{
		Name: name, Synopsis: "key " + fieldsSynopsis,
		Summary: summary,
		Since:   "7.4.0", Group: "hash", Complexity: perNamedField,
		Arity: -5, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  func(c *call) (resp.Value, error) { return c.fieldLifetimes(of) },
	}
	if changing {
		cmd.Tips = []string{"nondeterministic_output"}
	}
	return cmd
}

// What happened to a field, as HEXPIRE and HPERSIST answer.
const (
	fieldMissing = -2
	fieldStays   = -1
	fieldRefused = 0
	fieldDone    = 1
	fieldDeleted = 2
)

// fieldList is the fields that a command names from the argument at i on,
// which must be FIELDS.
func (c *call) fieldList(i int, badCount error) ([]string, error) {
	if i >= len(c.args) || c.keyword(i) != "FIELDS" {
		return nil, errFieldsMissing
	}
	if i+1 >= len(c.args) {
		return nil, badCount
	}
	count, ok := parseInt(c.args[i+1])
	switch {
	case !ok || count < 1:
		return nil, badCount
	case count != int64(c.more(i+1)):
		return nil, errFieldsCount
	}
	return c.args[i+2:], nil
}

// hashOrMissing returns the hash at the first key; a missing one is nil.
// Unlike most commands, these look at its type before they read anything.
func (c *call) hashOrMissing() (*hash, *entry, error) {
	return write[*hash](c, c.args[1])
}

// latestFieldTime is when a field may expire at the latest, in milliseconds:
// Redis keeps the other bits for itself.
const latestFieldTime = 1<<46 - 1

// fieldTime is the argument at i as the time at which fields expire.
func (c *call) fieldTime(i int, unit timeUnit) (int64, error) {
	n, err := c.integer(i)
	base := c.engine.milliseconds()
	if unit.absolute {
		base = 0
	}
	switch {
	case err != nil:
		return 0, err
	case n < 0:
		return 0, errFieldTime
	case n > latestFieldTime/unit.scale || n*unit.scale > latestFieldTime-base:
		return 0, invalidExpire(c.cmd)
	}
	return n*unit.scale + base, nil
}

func (c *call) expireFields(unit timeUnit) (resp.Value, error) {
	h, ent, err := c.hashOrMissing()
	if err != nil {
		return none, err
	}
	at, err := c.fieldTime(2, unit)
	if err != nil {
		return none, err
	}
	condition, list := expireCondition{}, 3
	if condition.take(c.keyword(3)) {
		list = 4
	}
	fields, err := c.fieldList(list, errFieldsZero)
	if err != nil {
		return none, err
	}
	result := c.setFieldTimes(h, ent, fields, at, condition)
	return result.reply(), nil
}

// fieldResults is what came of setting the time at which fields expire.
type fieldResults struct {
	each             []int64
	updated, deleted []string
}

func (r fieldResults) reply() resp.Value {
	answers := make([]resp.Value, 0, len(r.each))
	for _, n := range r.each {
		answers = append(answers, resp.Integer(n))
	}
	return resp.Array(answers...)
}

// setFieldTimes lets fields expire, with all that follows: a time that has
// come deletes them.
func (c *call) setFieldTimes(h *hash, ent *entry, fields []string, at int64, condition expireCondition) fieldResults {
	var r fieldResults
	for _, field := range fields {
		_, found := h.get(field)
		switch {
		case !found:
			r.each = append(r.each, fieldMissing)
		case !condition.holds(h.expireTime(field), at):
			r.each = append(r.each, fieldRefused)
		case at <= c.engine.milliseconds() && !c.engine.replaying:
			h.remove(field)
			r.each, r.deleted = append(r.each, fieldDeleted), append(r.deleted, field)
		default:
			c.engine.expiringFields = true
			h.expireField(field, at)
			r.each, r.updated = append(r.each, fieldDone), append(r.updated, field)
		}
	}
	c.logFieldTimes(r, at)
	switch {
	case len(r.deleted) > 0:
		c.reduced(ent, "hdel")
	case len(r.updated) > 0:
		c.changed(ent, "hexpire")
	}
	return r
}

// logFieldTimes logs what has the same effect whenever it is run.
func (c *call) logFieldTimes(r fieldResults, at int64) {
	if len(r.deleted) > 0 {
		c.logAs(append([]string{"HDEL", c.args[1]}, r.deleted...)...)
	}
	if len(r.updated) > 0 {
		c.logAs(hpexpireat(c.args[1], at, r.updated)...)
	}
}

func (c *call) fieldLifetimes(of func(c *call, at int64) int64) (resp.Value, error) {
	h, err := read[*hash](c, c.args[1])
	if err != nil {
		return none, err
	}
	fields, err := c.fieldList(2, errFieldsPositive)
	if err != nil {
		return none, err
	}
	var r fieldResults
	for _, field := range fields {
		_, found := h.get(field)
		answer := int64(fieldMissing)
		if found {
			answer = fieldStays
			if at := h.expireTime(field); at > 0 {
				answer = max(of(c, at), 0)
			}
		}
		r.each = append(r.each, answer)
	}
	return r.reply(), nil
}

func cmdHpersist(c *call) (resp.Value, error) {
	h, ent, err := c.hashOrMissing()
	if err != nil {
		return none, err
	}
	fields, err := c.fieldList(2, errFieldsPositive)
	if err != nil {
		return none, err
	}
	var r fieldResults
	for _, field := range fields {
		answer := int64(fieldMissing)
		if _, found := h.get(field); found {
			answer = fieldStays
			if h.persist(field) {
				answer, r.updated = fieldDone, append(r.updated, field)
			}
		}
		r.each = append(r.each, answer)
	}
	if len(r.updated) > 0 {
		c.changed(ent, "hpersist")
	}
	return r.reply(), nil
}

// cmdHgetex takes one option, and that ahead of FIELDS.
func cmdHgetex(c *call) (resp.Value, error) {
	h, ent, err := c.hashOrMissing()
	if err != nil {
		return none, err
	}
	at, list := int64(0), 2
	unit, isTime := timeOptions[c.keyword(2)]
	persist := c.keyword(2) == "PERSIST"
	switch {
	case isTime:
		if at, err = c.fieldTime(3, unit); err != nil {
			return none, err
		}
		list = 4
	case persist:
		list = 3
	}
	fields, err := c.fieldList(list, errFieldsPositive)
	if err != nil {
		return none, err
	}
	values := fieldValues(h, fields)
	switch {
	case h == nil:
	case isTime:
		c.setFieldTimes(h, ent, fields, at, expireCondition{})
	case persist:
		c.persistFields(h, ent, fields)
	}
	return values, nil
}

func fieldValues(h *hash, fields []string) resp.Value {
	values := make([]resp.Value, 0, len(fields))
	for _, field := range fields {
		values = append(values, bulkOrNull(h.get(field)))
	}
	return resp.Array(values...)
}

func (c *call) persistFields(h *hash, ent *entry, fields []string) {
	persisted := false
	for _, field := range fields {
		persisted = h.persist(field) || persisted
	}
	if !persisted {
		return
	}
	c.changed(ent, "hpersist")
	c.logAs(append([]string{"HPERSIST", c.args[1], "FIELDS", formatInt(int64(len(fields)))}, fields...)...)
}

func cmdHgetdel(c *call) (resp.Value, error) {
	h, ent, err := c.hashOrMissing()
	if err != nil {
		return none, err
	}
	fields, err := c.fieldList(2, errFieldsPositive)
	if err != nil {
		return none, err
	}
	values, removed := make([]resp.Value, 0, len(fields)), false
	for _, field := range fields { // one named twice is gone the second time
		values = append(values, bulkOrNull(h.get(field)))
		removed = h.remove(field) || removed
	}
	if removed {
		c.reduced(ent, "hdel")
		c.logAs(append([]string{"HDEL", c.args[1]}, fields...)...)
	}
	return resp.Array(values...), nil
}
