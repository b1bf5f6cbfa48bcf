// HSETEX: fields with values, conditions and an expiry.

package engine

import (
	"math"

	"resplay/resp"
)

// hsetexOptions is what HSETEX is asked for.
type hsetexOptions struct {
	onlyNew, onlyOld bool
	keepTTL          bool
	at               int64    // when the fields expire; 0: not said
	timed            bool     // at is said
	pairs            []string // field, value, field, value
}

// hsetexOptions reads the options; FIELDS is the last of them.
func (c *call) hsetexOptions() (o hsetexOptions, err error) {
	for i := 2; i < len(c.args); i++ {
		word := c.keyword(i)
		unit, isTime := timeOptions[word]
		switch {
		case word == "FIELDS":
			o.pairs, err = c.fieldPairs(i)
			return o, err
		case (isTime || word == "KEEPTTL") && (o.timed || o.keepTTL):
			return o, errFieldsTimes
		case isTime && c.more(i) == 0:
			return o, errFieldsNoTime
		case isTime:
			i++
			o.timed = true
			if o.at, err = c.fieldTime(i, unit); err != nil {
				return o, err
			}
		case word == "KEEPTTL":
			o.keepTTL = true
		case word == "FXX" || word == "FNX":
			if o.onlyOld || o.onlyNew {
				return o, errFieldsConditions
			}
			o.onlyOld, o.onlyNew = word == "FXX", word == "FNX"
		default:
			return o, resp.Error("ERR unknown argument: " + clip(c.args[i]))
		}
	}
	return o, errNoFields
}

// fieldPairs is the pairs behind FIELDS, which is the argument at i, and
// their number.
func (c *call) fieldPairs(i int) ([]string, error) {
	if c.more(i) < 3 {
		return nil, wrongArity(c.cmd)
	}
	count, ok := parseInt(c.args[i+1])
	if !ok || count < 1 || count > math.MaxInt32 {
		return nil, errFieldsNumber
	}
	if pairs := c.args[i+2:]; int64(len(pairs)) == 2*count {
		return pairs, nil
	}
	return nil, wrongArity(c.cmd)
}

func cmdHsetex(c *call) (resp.Value, error) {
	o, err := c.hsetexOptions()
	if err != nil {
		return none, err
	}
	h, _, err := write[*hash](c, c.args[1])
	if err != nil {
		return none, err
	}
	if !o.allows(h) {
		return resp.Integer(0), nil
	}
	c.setPairs(o)
	return resp.Integer(1), nil
}

// allows reports whether the fields exist, or do not, as they must.
func (o hsetexOptions) allows(h *hash) bool {
	for i := 0; i < len(o.pairs); i += 2 {
		_, found := h.get(o.pairs[i])
		if o.onlyOld && !found || o.onlyNew && found {
			return false
		}
	}
	return true
}

// setPairs sets the fields. A time that has come deletes them at once, as
// Redis says by two events.
func (c *call) setPairs(o hsetexOptions) {
	h, ent, _ := create(c, c.args[1], newHash)
	var fields []string
	for i := 0; i < len(o.pairs); i += 2 {
		if o.keepTTL || o.timed {
			h.replace(o.pairs[i], o.pairs[i+1])
		} else {
			h.set(o.pairs[i], o.pairs[i+1])
		}
		fields = append(fields, o.pairs[i])
	}
	c.changed(ent, "hset")
	switch {
	case o.timed:
		c.logAs(append([]string{"HSET", c.args[1]}, o.pairs...)...)
		c.setFieldTimes(h, ent, fields, o.at, expireCondition{})
	case o.keepTTL:
		c.logAs(append([]string{"HSETEX", c.args[1], "KEEPTTL", "FIELDS", formatInt(int64(len(fields)))}, o.pairs...)...)
	}
}
