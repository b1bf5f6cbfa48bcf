// Numbers and keywords out of arguments, as strictly as Redis takes them.

package engine

import (
	"math"
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// parseInt reads a 64-bit integer in its one decimal form.
func parseInt(s string) (int64, bool) { return resp.ParseInt(s) }

// integer is the argument at i as a number.
func (c *call) integer(i int) (int64, error) {
	n, ok := parseInt(c.args[i])
	if !ok {
		return 0, errNotInteger
	}
	return n, nil
}

// integers are the two arguments from i on as numbers.
func (c *call) integers(i int) (a, b int64, err error) {
	if a, err = c.integer(i); err != nil {
		return 0, 0, err
	}
	b, err = c.integer(i + 1)
	return a, b, err
}

// notNegative is the argument at i as a number from 0 on.
func (c *call) notNegative(i int, otherwise error) (int64, error) {
	n, err := c.integer(i)
	if err != nil || n < 0 {
		return 0, otherwise
	}
	return n, nil
}

// timeout is the argument at i as the time that a command may block; 0 means
// for ever.
func (c *call) timeout(i int) (time.Duration, error) {
	seconds, err := strtod(c.args[i])
	if math.IsNaN(seconds) || err != nil && !math.IsInf(seconds, 0) { // a longer number than a double
		return 0, errTimeoutFloat
	}
	milliseconds := math.Ceil(seconds * 1000)
	switch {
	case milliseconds < 0:
		return 0, errTimeoutNegative
	case milliseconds > float64(math.MaxInt64-c.engine.milliseconds()):
		return 0, errTimeoutRange
	case milliseconds > math.MaxInt64/1e6:
		return math.MaxInt64, nil // 292 years are as good as more
	}
	return time.Duration(milliseconds) * time.Millisecond, nil
}

// parseFloat reads a number that a double can hold.
func parseFloat(s string) (float64, bool) {
	f, err := strtod(s)
	return f, err == nil && !math.IsNaN(f)
}

// blanks are what the C library passes over ahead of a number.
const blanks = " \t\n\v\f\r"

// strtod reads a number as the C library does, which has no underscores, and
// hexadecimal without an exponent.
func strtod(s string) (float64, error) {
	switch {
	case strings.Contains(s, "_"):
		return 0, errNotFloat
	case strings.ContainsAny(s, "xX") && !strings.ContainsAny(s, "pP"):
		s += "p0"
	}
	return strconv.ParseFloat(s, 64)
}

// span turns the inclusive range of a command, which counts from the end
// below 0, into a slice range of something of that length.
func span(start, end int64, length int) (from, to int) {
	n := int64(length)
	if start < 0 {
		start = max(start+n, 0)
	}
	if end < 0 {
		end += n
	}
	end = min(end, n-1)
	if start > end || start >= n {
		return 0, 0
	}
	return int(start), int(end) + 1
}

// positive is the argument at i as a count of elements.
func (c *call) positive(i int) (int64, error) {
	return c.notNegative(i, errNotPositive)
}
