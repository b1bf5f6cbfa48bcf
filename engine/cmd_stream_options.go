// Arguments of stream commands: IDs, intervals, and how far to trim.

package engine

import (
	"math"
	"strings"
)

// streamID is the argument at i as an ID; without a second part, that is 0.
func (c *call) streamID(i int) (streamID, error) {
	return strictID(c.args[i], 0)
}

func strictID(text string, otherwise uint64) (streamID, error) {
	id, ok := parseStreamID(text, otherwise)
	if !ok {
		return id, errStreamID
	}
	return id, nil
}

// streamIDs are the arguments from i on as IDs.
func (c *call) streamIDs(i int) ([]streamID, error) {
	ids := make([]streamID, 0, len(c.args)-i)
	for ; i < len(c.args); i++ {
		id, err := c.streamID(i)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// streamInterval is the arguments at start and end as the IDs between them,
// both included.
func (c *call) streamInterval(start, end int) (from, to streamID, err error) {
	if start > end {
		// XREVRANGE reads its end first, as it says it.
		if to, err = c.intervalEnd(end); err == nil {
			from, err = c.intervalStart(start)
		}
		return from, to, err
	}
	if from, err = c.intervalStart(start); err == nil {
		to, err = c.intervalEnd(end)
	}
	return from, to, err
}

func (c *call) intervalStart(i int) (streamID, error) {
	id, exclusive, err := intervalID(c.args[i], 0)
	if err != nil || !exclusive {
		return id, err
	}
	next, ok := id.next()
	if !ok {
		return id, errIntervalStart
	}
	return next, nil
}

func (c *call) intervalEnd(i int) (streamID, error) {
	id, exclusive, err := intervalID(c.args[i], math.MaxUint64)
	if err != nil || !exclusive {
		return id, err
	}
	previous, ok := id.previous()
	if !ok {
		return id, errIntervalEnd
	}
	return previous, nil
}

// intervalID reads an end of an interval, which may exclude itself.
func intervalID(text string, otherwise uint64) (id streamID, exclusive bool, err error) {
	switch {
	case text == "-":
		return zeroID, false, nil
	case text == "+":
		return maxID, false, nil
	case len(text) > 1 && text[0] == '(':
		id, err = strictID(text[1:], otherwise)
		return id, true, err
	}
	id, err = strictID(text, otherwise)
	return id, false, err
}

// idForm says how much of an ID XADD is given.
type idForm int

const (
	autoID  idForm = iota // *
	autoSeq               // ms-*
	wholeID
)

// streamAddOptions are what XADD is given ahead of the fields.
type streamAddOptions struct {
	id     streamID
	form   idForm
	noMake bool
	trim   streamTrim
	end    int // index of the first field
}

func (c *call) streamAddOptions() (streamAddOptions, error) {
	options := streamAddOptions{}
	limited := false
	i := 2
	for ; i < len(c.args); i++ {
		if c.keyword(i) == "NOMKSTREAM" {
			options.noMake = true
			continue
		}
		used, err := c.trimOption(i, &options.trim, &limited)
		if err != nil {
			return options, err
		}
		if used == 0 {
			break // it is the ID
		}
		i += used - 1
	}
	options.end = min(i+1, len(c.args))
	if i < len(c.args) {
		if err := options.readID(c.args[i]); err != nil {
			return options, err
		}
	}
	return options, c.finishTrim(&options.trim, limited)
}

func (o *streamAddOptions) readID(text string) (err error) {
	ms, isAuto := strings.CutSuffix(text, "-*")
	switch {
	case text == "*":
		o.form = autoID
	case isAuto && !strings.Contains(ms, "-"):
		o.form = autoSeq
		o.id, err = strictID(ms, 0)
	default:
		o.form = wholeID
		o.id, err = strictID(text, 0)
	}
	return err
}

// streamTrimOptions is how far XTRIM is to trim.
func (c *call) streamTrimOptions() (streamTrim, error) {
	trim, limited := streamTrim{}, false
	for i := 2; i < len(c.args); {
		used, err := c.trimOption(i, &trim, &limited)
		if err == nil && used == 0 {
			err = errSyntax
		}
		if err != nil {
			return trim, err
		}
		i += used
	}
	err := c.finishTrim(&trim, limited)
	if err == nil && trim.by == noTrim {
		err = errXtrimStrategy
	}
	return trim, err
}

// trimOption reads an option about trimming at i and returns how many
// arguments it has; 0: it is none.
func (c *call) trimOption(i int, trim *streamTrim, limited *bool) (used int, err error) {
	if c.more(i) < 1 {
		return 0, nil
	}
	switch c.keyword(i) {
	case "MAXLEN":
		used, err = c.trimStrategy(i, trim, trimByLength)
		if err != nil {
			return 0, err
		}
		if trim.maxLen, err = c.integer(i + used - 1); err == nil && trim.maxLen < 0 {
			err = errMaxLenStream
		}
	case "MINID":
		used, err = c.trimStrategy(i, trim, trimByID)
		if err != nil {
			return 0, err
		}
		trim.minID, err = c.streamID(i + used - 1)
	case "LIMIT":
		used, *limited = 2, true
		if trim.limit, err = c.integer(i + 1); err == nil && trim.limit < 0 {
			err = errLimitStream
		}
	}
	return used, err
}

// trimStrategy reads MAXLEN or MINID at i and returns how many arguments
// there are with the threshold.
func (c *call) trimStrategy(i int, trim *streamTrim, by trimBy) (int, error) {
	if trim.by != noTrim {
		return 0, errTrimTwice
	}
	trim.by, trim.approx = by, false
	if sign := c.args[i+1]; c.more(i) >= 2 && (sign == "~" || sign == "=") {
		trim.approx = sign == "~"
		return 3, nil
	}
	return 2, nil
}

// finishTrim checks options against each other and sets the limit that
// trimming by whole nodes has by itself.
func (c *call) finishTrim(trim *streamTrim, limited bool) error {
	switch {
	case trim.limit > 0 && trim.by == noTrim:
		return errLimitAlone
	case limited && !trim.approx && trim.by != noTrim:
		return errLimitExact
	case limited || !trim.approx:
		return nil
	}
	const most, otherwise = 1_000_000, 10_000
	entries := c.engine.encodings.streamNodeEntries
	switch {
	case entries <= 0:
		trim.limit = otherwise
	case entries > most/100:
		trim.limit = most
	default:
		trim.limit = 100 * entries
	}
	return nil
}
