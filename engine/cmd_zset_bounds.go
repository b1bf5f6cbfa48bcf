// Ranges of sorted sets: how their ends are written, and where they are.

package engine

import (
	"strconv"
	"strings"
)

// interval is a range of a sorted set: of scores, of names or of ranks.
type interval struct {
	by                string // BYSCORE or BYLEX; "": by rank
	reverse           bool
	low, high         scoreBound
	lowName, highName lexBound
	start, stop       int64
}

// interval reads a range from the arguments at least and most.
func (c *call) interval(by string, least, most int, reverse bool) (iv interval, err error) {
	iv.by, iv.reverse = by, reverse
	var ok1, ok2 bool
	switch by {
	case "BYSCORE":
		iv.low, ok1 = parseScoreBound(c.args[least], false)
		iv.high, ok2 = parseScoreBound(c.args[most], true)
		if !ok1 || !ok2 {
			err = errScoreRange
		}
	case "BYLEX":
		iv.lowName, ok1 = parseLexBound(c.args[least], false)
		iv.highName, ok2 = parseLexBound(c.args[most], true)
		if !ok1 || !ok2 {
			err = errLexRange
		}
	default:
		iv.start, iv.stop, err = c.integers(least)
	}
	return iv, err
}

// in is where the range is in a set: the first rank, and the first behind it.
func (iv *interval) in(z *zset) (from, to int) {
	switch iv.by {
	case "BYSCORE":
		return z.between(iv.low.ahead, iv.high.ahead)
	case "BYLEX":
		return z.betweenNames(iv.lowName.ahead, iv.highName.ahead, iv.reverse)
	}
	from, to = span(iv.start, iv.stop, z.len())
	if iv.reverse && from < to {
		from, to = z.len()-to, z.len()-from
	}
	return from, to
}

// between is the ranks behind what is ahead of low, ahead of high.
func (z *zset) between(low, high func(*scored) bool) (from, to int) {
	from = z.leading(low)
	return from, max(from, z.leading(high))
}

// betweenNames is between for bounds that ask for names only. Where scores
// differ the names are in no order, and there is no right answer; in a small
// set it is what a walk from one end finds.
func (z *zset) betweenNames(low, high func(*scored) bool, reverse bool) (from, to int) {
	if z.len() == 0 || z.table != nil {
		return z.between(low, high)
	}
	items := z.slice(0, z.len(), reverse)
	n := len(items)
	first, last := &items[0], &items[n-1]
	skip, take := low, high
	if reverse {
		first, last = last, first
		skip, take = func(s *scored) bool { return !high(s) }, func(s *scored) bool { return !low(s) }
	}
	if low(last) || !high(first) {
		return 0, 0
	}
	for from < n && skip(&items[from]) {
		from++
	}
	for to = from; to < n && take(&items[to]); {
		to++
	}
	if reverse {
		return n - to, n - from
	}
	return from, to
}

// scoreBound is one end of a range of scores.
type scoreBound struct {
	score  float64
	behind bool // members with this very score are ahead of the bound
}

func (b scoreBound) ahead(s *scored) bool {
	return s.score < b.score || b.behind && s.score == b.score
}

// parseScoreBound reads a bound as loosely as Redis does: no number at all
// is 0, and one that is too large is infinite. upper: it is the range's end.
func parseScoreBound(s string, upper bool) (b scoreBound, ok bool) {
	s, _, _ = strings.Cut(s, "\x00")
	s, excluded := strings.CutPrefix(s, "(")
	b.behind = upper != excluded
	if s == "" {
		return b, true
	}
	f, err := strtod(strings.TrimLeft(s, blanks))
	b.score = f
	number, isNumber := err.(*strconv.NumError)
	return b, f == f && (err == nil || isNumber && number.Err == strconv.ErrRange)
}

// lexBound is one end of a range of names.
type lexBound struct {
	name   string
	behind bool // the member of this very name is ahead of the bound
	end    int  // below 0: ahead of all members; above: behind all
}

func (b lexBound) ahead(s *scored) bool {
	return b.end > 0 || b.end == 0 && (s.member < b.name || b.behind && s.member == b.name)
}

func parseLexBound(s string, upper bool) (b lexBound, ok bool) {
	if s == "" {
		return b, false
	}
	b.name = s[1:]
	switch s[0] {
	case '-':
		b.end = -1
	case '+':
		b.end = 1
	case '(', '[':
		b.behind = upper != (s[0] == '(')
		return b, true
	default:
		return b, false
	}
	return b, b.name == "" || b.name[0] == 0
}
