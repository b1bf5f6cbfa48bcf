//go:build !first

// LCS: the longest string that two others have in common, with gaps.

package engine

import (
	"resplay/resp"
)

var lcsCommands = []Command{
	{
		Name: "lcs", Synopsis: "key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
		Summary: "Finds the longest subsequence that two strings have in common.",
		Since:   "7.0.0", Group: "string", Complexity: "O(N*M) where N and M are the lengths of s1 and s2, respectively",
		Arity: -3, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access", Begin: 1, Last: 1}},
		run:  cmdLCS,
	},
}

// lcsOptions are what LCS is asked for.
type lcsOptions struct {
	length, index, withLength bool
	least                     int64 // length of a match that is listed
}

func (c *call) lcsOptions() (o lcsOptions, err error) {
	for i := 3; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "IDX":
			o.index = true
		case word == "LEN":
			o.length = true
		case word == "WITHMATCHLEN":
			o.withLength = true
		case word == "MINMATCHLEN" && c.more(i) > 0:
			i++
			if o.least, err = c.integer(i); err != nil {
				return o, err
			}
		default:
			return o, errSyntax
		}
	}
	if o.index && o.length {
		return o, errLCSLengthIndex
	}
	return o, nil
}

func cmdLCS(c *call) (resp.Value, error) {
	a, _, errA := readString(c, c.args[1])
	b, _, errB := readString(c, c.args[2])
	if errA != nil || errB != nil {
		return none, errLCSType
	}
	options, err := c.lcsOptions()
	if err != nil {
		return none, err
	}
	const cell = 4 // bytes
	memory := int64(len(a)+1) * int64(len(b)+1) * cell
	switch {
	case memory > int64(c.engine.longestString()):
		return none, errLCSMemory
	case options.length:
		return resp.Integer(int64(commonLength(a, b))), nil
	case c.engine.mayAllocate(memory) != nil:
		return none, errLCSAllocation
	}
	table := newLCSTable(a, b)
	if options.index {
		return table.matches(options), nil
	}
	return resp.Bulk(table.text()), nil
}

// commonLength is the length of the longest subsequence alone, for which one
// row at a time is enough.
func commonLength(a, b string) uint32 {
	row := make([]uint32, len(b)+1)
	for i := range len(a) {
		diagonal := uint32(0)
		for j := range len(b) {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// lcsTable holds for all beginnings of two strings how long the longest
// subsequence is that they have in common.
type lcsTable struct {
	a, b    string
	lengths []uint32
}

func newLCSTable(a, b string) *lcsTable {
	t := &lcsTable{a: a, b: b, lengths: make([]uint32, (len(a)+1)*(len(b)+1))}
	for i := range len(a) {
		above, row := t.row(i), t.row(i+1)
		for j := range len(b) {
			if a[i] == b[j] {
				row[j+1] = above[j] + 1
			} else {
				row[j+1] = max(above[j+1], row[j])
			}
		}
	}
	return t
}

func (t *lcsTable) row(i int) []uint32 {
	width := len(t.b) + 1
	return t.lengths[i*width : (i+1)*width]
}

func (t *lcsTable) length() int { return int(t.lengths[len(t.lengths)-1]) }

// backwards visits the bytes in common from the last to the first, by their
// places in both strings. Of several ways, it goes Redis's.
func (t *lcsTable) backwards(visit func(i, j int)) {
	for i, j := len(t.a), len(t.b); i > 0 && j > 0; {
		switch {
		case t.a[i-1] == t.b[j-1]:
			i, j = i-1, j-1
			visit(i, j)
		case t.row(i - 1)[j] > t.row(i)[j-1]:
			i--
		default:
			j--
		}
	}
}

// text is the subsequence itself.
func (t *lcsTable) text() string {
	text := make([]byte, t.length())
	at := len(text)
	t.backwards(func(i, _ int) {
		at--
		text[at] = t.a[i]
	})
	return string(text)
}

// lcsMatch is a part of the subsequence without gaps in either string.
type lcsMatch struct{ i, j, length int }

// matches lists the parts of the subsequence from the last on.
func (t *lcsTable) matches(options lcsOptions) resp.Value {
	var list []resp.Value
	var current lcsMatch
	end := func() {
		if current.length > 0 && int64(current.length) >= options.least {
			list = append(list, current.reply(options.withLength))
		}
	}
	t.backwards(func(i, j int) {
		if current.length > 0 && i == current.i-1 && j == current.j-1 {
			current = lcsMatch{i, j, current.length + 1}
			return
		}
		end()
		current = lcsMatch{i, j, 1}
	})
	end()
	return resp.Map(
		resp.Bulk("matches"), resp.Array(list...),
		resp.Bulk("len"), resp.Integer(int64(t.length())),
	)
}

func (m lcsMatch) reply(withLength bool) resp.Value {
	span := func(from int) resp.Value {
		return resp.Array(resp.Integer(int64(from)), resp.Integer(int64(from+m.length-1)))
	}
	reply := resp.Array(span(m.i), span(m.j))
	if withLength {
		reply.Elems = append(reply.Elems, resp.Integer(int64(m.length)))
	}
	return reply
}
