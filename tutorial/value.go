// What a probe finds, and what a check compares it with.

package tutorial

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// kind is what sort of value a probe finds. It decides which operators may
// ask about it, and how their operands are written.
type kind int

const (
	kindCount    kind = iota // 3
	kindDuration             // 10ms; "none" where there is nothing to measure
	kindText                 // any text; compared as a number where the operator asks for one
	kindAnswer               // yes or no
	kindMoment               // when something happened for the first time
)

// String is the kind as an error message names it.
func (k kind) String() string {
	return [...]string{"a count", "a duration", "a value", "yes or no", "a moment"}[k]
}

// value is what a probe found.
type value struct {
	shown   string  // to the learner: "3 round trips"
	text    string  // what is, is not and contains compare
	number  float64 // what the other operators compare: a count, nanoseconds, a place in the trace
	numeric bool    // there is such a number
}

// count is n of what unit names in the singular.
func count(n int, unit string) value {
	digits := strconv.Itoa(n)
	shown := digits + " " + unit
	if n != 1 {
		shown += "s"
	}
	return value{shown: shown, text: digits, number: float64(n), numeric: true}
}

func duration(d time.Duration) value {
	return value{shown: d.String(), text: strconv.FormatInt(int64(d), 10), number: float64(d), numeric: true}
}

// none is a duration of nothing; why tells the learner what is not there.
func none(why string) value { return value{shown: why, text: "none"} }

func answer(yes bool) value {
	if yes {
		return value{shown: "yes", text: "yes"}
	}
	return value{shown: "no", text: "no"}
}

func text(s string) value {
	n, err := strconv.ParseFloat(s, 64)
	return value{shown: s, text: s, number: n, numeric: err == nil}
}

// operand is what a check compares a value with.
type operand struct {
	text      string
	low, high float64  // high counts for between only
	command   []string // of before and after: name and first arguments
}

// parseOperand reads what is, is not and contains compare with.
func parseOperand(k kind, s string) (operand, error) {
	switch k {
	case kindCount:
		if _, err := strconv.ParseUint(s, 10, 32); err != nil {
			return operand{}, errors.New("it needs a whole number such as 3, not " + resp.Quote(s))
		}
	case kindDuration:
		if s == "none" {
			return operand{text: s}, nil
		}
		d, err := parseDuration(s)
		return operand{text: strconv.FormatInt(int64(d), 10)}, err
	case kindAnswer:
		if s != "yes" && s != "no" {
			return operand{}, errors.New("it needs yes or no, not " + resp.Quote(s))
		}
	}
	return operand{text: s}, nil
}

// parseNumber reads what at least and at most compare with.
func parseNumber(k kind, s string) (operand, error) {
	switch k {
	case kindDuration:
		d, err := parseDuration(s)
		return operand{low: float64(d)}, err
	case kindText:
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || n != n {
			return operand{}, errors.New("it needs a number such as 3 or 1.5, not " + resp.Quote(s))
		}
		return operand{low: n}, nil
	}
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil {
		return operand{}, errors.New("it needs a whole number such as 3, not " + resp.Quote(s))
	}
	return operand{low: float64(n)}, nil
}

// parseRange reads what between compares with: 1 and 3, both included.
func parseRange(k kind, s string) (operand, error) {
	from, to, ok := strings.Cut(s, " and ")
	if !ok {
		return operand{}, errors.New("it needs two ends, as in 1 and 3, not " + resp.Quote(s))
	}
	low, err := parseNumber(k, strings.TrimSpace(from))
	if err != nil {
		return operand{}, err
	}
	high, err := parseNumber(k, strings.TrimSpace(to))
	if err != nil {
		return operand{}, err
	}
	if high.low < low.low {
		return operand{}, errors.New("its first end must not be above its second: " + resp.Quote(s))
	}
	return operand{low: low.low, high: high.low}, nil
}

func parseDuration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, errors.New("it needs a duration such as 10ms or 1.5s, not " + resp.Quote(s))
	}
	return d, nil
}
