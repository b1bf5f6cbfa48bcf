// SET and GETEX: their options, and the times they set.

package engine

import (
	"strings"

	"resplay/resp"
)

// timeUnit is how a command counts an expiry.
type timeUnit struct {
	scale    int64 // milliseconds
	absolute bool  // Unix time rather than from now on
}

var (
	seconds          = timeUnit{scale: 1000}
	milliseconds     = timeUnit{scale: 1}
	unixSeconds      = timeUnit{scale: 1000, absolute: true}
	unixMilliseconds = timeUnit{scale: 1, absolute: true}
)

// timeOptions are the options that set an expiry.
var timeOptions = map[string]timeUnit{
	"EX": seconds, "PX": milliseconds, "EXAT": unixSeconds, "PXAT": unixMilliseconds,
}

// expireTime is the argument at i as a Unix time in milliseconds, for a
// command that sets a value: the past is no time for it to expire.
func (c *call) expireTime(i int, unit timeUnit) (int64, error) {
	n, err := c.integer(i)
	if err != nil {
		return 0, err
	}
	if n <= 0 {
		return 0, invalidExpire(c.cmd)
	}
	return c.unixTime(n, unit)
}

// setOptions are what SET and GETEX are asked for beside the key.
type setOptions struct {
	onlyNew, onlyOld bool
	get              bool
	keepTTL, persist bool
	timeAt           int // index of the time argument; 0: none
	unit             timeUnit
}

// timing reports whether an option about the expiry was given.
func (o setOptions) timing() bool { return o.keepTTL || o.persist || o.timeAt > 0 }

// setOptions reads the options from the argument at i on.
func (c *call) setOptions(i int, getex bool) (o setOptions, err error) {
	for ; i < len(c.args); i++ {
		word := c.keyword(i)
		unit, isTime := timeOptions[word]
		switch {
		case word == "NX" && !getex && !o.onlyOld:
			o.onlyNew = true
		case word == "XX" && !getex && !o.onlyNew:
			o.onlyOld = true
		case word == "GET" && !getex:
			o.get = true
		case word == "KEEPTTL" && !getex && (!o.timing() || o.keepTTL):
			o.keepTTL = true
		case word == "PERSIST" && getex && (!o.timing() || o.persist):
			o.persist = true
		case isTime && c.more(i) > 0 && (!o.timing() || o.timeAt > 0 && o.unit == unit):
			i++
			o.timeAt, o.unit = i, unit
		default:
			return o, errSyntax
		}
	}
	return o, nil
}

func cmdSet(c *call) (resp.Value, error) {
	if len(c.args) == 3 {
		c.set(c.args[1], c.args[2], 0, false)
		return resp.OK(), nil
	}
	options, err := c.setOptions(3, false)
	if err != nil {
		return none, err
	}
	at := int64(0)
	if options.timeAt > 0 {
		if at, err = c.expireTime(options.timeAt, options.unit); err != nil {
			return none, err
		}
	}
	return c.setWith(options, at)
}

// setWith is SET with options, of which at is the expiry.
func (c *call) setWith(options setOptions, at int64) (resp.Value, error) {
	key, value := c.args[1], c.args[2]
	reply, ent := resp.OK(), c.db.keys.get(key)
	if options.get {
		old, found, err := readString(c, key)
		if err != nil {
			return none, err
		}
		reply = bulkOrNull(strings.Clone(old), found) // it may be written over
	}
	if options.onlyNew && ent != nil || options.onlyOld && ent == nil {
		if !options.get {
			reply = resp.Null()
		}
		return reply, nil
	}
	c.set(key, value, at, options.keepTTL)
	return reply, nil
}

// set puts a string under a key and logs it; at is the expiry, 0 for none.
func (c *call) set(key, value string, at int64, keepTTL bool) {
	ent := c.putString(key, value)
	if !keepTTL {
		c.db.setExpiry(ent, at)
	}
	c.changed(ent, "set")
	if at > 0 {
		c.notify(c.db, ent.key, "expire")
		c.logAs("SET", key, value, "PXAT", formatInt(at))
	}
}

func cmdGetex(c *call) (resp.Value, error) {
	options, err := c.setOptions(2, true)
	if err != nil {
		return none, err
	}
	s, found, err := readString(c, c.args[1])
	if !found || err != nil {
		return resp.Null(), err
	}
	ent := c.db.keys.get(c.args[1])
	switch {
	case options.timeAt > 0:
		at, err := c.expireTime(options.timeAt, options.unit)
		if err != nil {
			return none, err
		}
		c.expireAt(ent, at)
	case options.persist:
		c.persist(ent)
	}
	return resp.Bulk(s), nil
}
