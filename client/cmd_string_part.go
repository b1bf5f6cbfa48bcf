//go:build !first

// String commands about numbers, parts of a value, and what two values share.

package client

import "resplay/resp"

// Incr adds 1 to the number at key, 0 if it is missing, and resolves with the sum.
//
// Redis: https://redis.io/commands/incr/
func (c Commands) Incr(key string) *Future[int64] { return run(c, integer, "INCR", key) }

// IncrBy adds n to the number at key, and resolves with the sum.
//
// Redis: https://redis.io/commands/incrby/
func (c Commands) IncrBy(key string, n int64) *Future[int64] {
	return run(c, integer, "INCRBY", key, itoa(n))
}

// IncrByFloat adds f to the number at key, and resolves with the sum.
//
// Redis: https://redis.io/commands/incrbyfloat/
func (c Commands) IncrByFloat(key string, f float64) *Future[float64] {
	return run(c, float, "INCRBYFLOAT", key, ftoa(f))
}

// Decr takes 1 from the number at key, and resolves with the rest.
//
// Redis: https://redis.io/commands/decr/
func (c Commands) Decr(key string) *Future[int64] { return run(c, integer, "DECR", key) }

// DecrBy takes n from the number at key, and resolves with the rest.
//
// Redis: https://redis.io/commands/decrby/
func (c Commands) DecrBy(key string, n int64) *Future[int64] {
	return run(c, integer, "DECRBY", key, itoa(n))
}

// Append appends to the value of key, and resolves with its length, in bytes.
//
// Redis: https://redis.io/commands/append/
func (c Commands) Append(key, value string) *Future[int64] {
	return run(c, integer, "APPEND", key, value)
}

// StrLen resolves with the length of the value of key, in bytes; 0 if it is missing.
//
// Redis: https://redis.io/commands/strlen/
func (c Commands) StrLen(key string) *Future[int64] { return run(c, integer, "STRLEN", key) }

// GetRange resolves with the bytes from start to end, both included; negative
// numbers count from the end. Where there are none it is "".
//
// Redis: https://redis.io/commands/getrange/
func (c Commands) GetRange(key string, start, end int64) *Future[string] {
	return run(c, text, "GETRANGE", key, itoa(start), itoa(end))
}

// SubStr is the old name of GetRange.
//
// Redis: https://redis.io/commands/substr/
func (c Commands) SubStr(key string, start, end int64) *Future[string] {
	return run(c, text, "SUBSTR", key, itoa(start), itoa(end))
}

// SetRange overwrites bytes from offset on, and resolves with the length.
// What is missing ahead of offset becomes zero bytes.
//
// Redis: https://redis.io/commands/setrange/
func (c Commands) SetRange(key string, offset int64, value string) *Future[int64] {
	return run(c, integer, "SETRANGE", key, itoa(offset), value)
}

// LCS resolves with the longest common subsequence of the values of two keys.
//
// Redis: https://redis.io/commands/lcs/
func (c Commands) LCS(key1, key2 string) *Future[string] { return run(c, text, "LCS", key1, key2) }

// LCSLen resolves with the length of what LCS would resolve with, in bytes.
//
// Redis: https://redis.io/commands/lcs/
func (c Commands) LCSLen(key1, key2 string) *Future[int64] {
	return run(c, integer, "LCS", key1, key2, "LEN")
}

// LCSOptions say which matches LCSIdx tells.
type LCSOptions struct {
	MinMatchLen  int64 // only those of at least so many bytes
	WithMatchLen bool  // tell their lengths as well
}

// LCSMatches are where two values have something in common, from the end to
// the beginning.
type LCSMatches struct {
	Matches []LCSMatch
	Len     int64 // of the whole subsequence, in bytes
}

// LCSMatch is one stretch of bytes that two values share.
type LCSMatch struct {
	First, Second Span
	Len           int64 // 0: it was not asked for
}

// Span is a range, from the first number to the last, both included.
type Span struct{ Start, End int64 }

// LCSIdx resolves with where the common subsequence stands in both values.
//
// Redis: https://redis.io/commands/lcs/
func (c Commands) LCSIdx(key1, key2 string, o LCSOptions) *Future[LCSMatches] {
	args := []string{"LCS", key1, key2, "IDX"}
	if o.MinMatchLen != 0 {
		args = append(args, "MINMATCHLEN", itoa(o.MinMatchLen))
	}
	if o.WithMatchLen {
		args = append(args, "WITHMATCHLEN")
	}
	return run(c, lcsMatches, args...)
}

func lcsMatches(v resp.Value) (m LCSMatches, err error) {
	r := newRecord(v)
	m.Matches = field(r, "matches", listOf(lcsMatch))
	m.Len = field(r, "len", integer)
	return m, r.err
}

func lcsMatch(v resp.Value) (m LCSMatch, err error) {
	parts, err := tuple(v, 2, "two ranges")
	if err != nil {
		return m, err
	}
	m.First, m.Second = take(&err, parts[0], span), take(&err, parts[1], span)
	if len(parts) > 2 {
		m.Len = take(&err, parts[2], integer)
	}
	return m, err
}

func span(v resp.Value) (s Span, err error) {
	parts, err := tuple(v, 2, "a start and an end")
	if err == nil {
		s = Span{take(&err, parts[0], integer), take(&err, parts[1], integer)}
	}
	return s, err
}
