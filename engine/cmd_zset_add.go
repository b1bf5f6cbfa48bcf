// ZADD and ZINCRBY.

package engine

import (
	"math"
	"strings"

	"resplay/resp"
)

var zsetAddCommands = []Command{
	{
		Name: "zadd", Synopsis: "key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]",
		Summary: "Sets the scores of members of a sorted set and returns how many members are new.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: "O(log(N)) for each item added, where N is the number of elements in the sorted set.",
		Arity: -4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdZadd,
	},
	{
		Name: "zincrby", Synopsis: "key increment member",
		Summary: "Adds to the score of a member of a sorted set and returns the sum.",
		Since:   "1.2.0", Group: "sorted-set", Complexity: "O(log(N)) where N is the number of elements in the sorted set.",
		Arity: 4, Flags: Write | DenyOOM | Fast | borrows,
		Keys: []KeySpec{{Access: "RW access update"}},
		run:  cmdZincrby,
	},
}

// zadd is what ZADD is asked for.
type zadd struct{ nx, xx, gt, lt, ch, incr bool }

func cmdZadd(c *call) (resp.Value, error)    { return c.zadd(zadd{}) }
func cmdZincrby(c *call) (resp.Value, error) { return c.zadd(zadd{incr: true}) }

func (c *call) zadd(o zadd) (resp.Value, error) {
	i := 2
	for i < len(c.args) && o.option(c.keyword(i)) {
		i++
	}
	if err := o.check(len(c.args) - i); err != nil {
		return none, err
	}
	var room [4]float64
	scores := room[:0]
	for ; i < len(c.args); i += 2 {
		score, ok := parseScore(c.args[i])
		if !ok {
			return none, errNotFloat
		}
		scores = append(scores, score)
	}
	return c.zaddScores(o, scores, 2)
}

// zaddScores is ZADD of scores. Their members are the last arguments, each so
// many behind the one ahead of it.
func (c *call) zaddScores(o zadd, scores []float64, step int) (resp.Value, error) {
	z, ent, err := write[*zset](c, c.args[1])
	if err == nil && z == nil && !o.xx {
		z, ent, err = create(c, c.args[1], newZset)
	}
	if z == nil {
		return o.reply(zadded{refused: true}), err
	}
	if int64(len(scores)) > z.limits.zsetEntries {
		z.grow()
	}
	var done zadded
	first := len(c.args) - 1 - step*(len(scores)-1)
	for i, score := range scores {
		if err := o.set(z, c.args[first+step*i], score, c.lent, &done); err != nil {
			return none, err
		}
	}
	event := "zadd"
	if o.incr {
		event = "zincr"
	}
	if done.added+done.updated > 0 {
		c.changed(ent, event)
	}
	return o.reply(done), nil
}

// option takes one of the words ahead of the scores; false: it is none.
func (o *zadd) option(word string) bool {
	switch word {
	case "NX":
		o.nx = true
	case "XX":
		o.xx = true
	case "GT":
		o.gt = true
	case "LT":
		o.lt = true
	case "CH":
		o.ch = true
	case "INCR":
		o.incr = true
	default:
		return false
	}
	return true
}

// check returns what is wrong with the options, given how many words follow.
func (o *zadd) check(words int) error {
	switch {
	case words == 0 || words%2 != 0:
		return errSyntax
	case o.nx && o.xx:
		return errZaddNX
	case o.gt && o.nx || o.lt && o.nx || o.gt && o.lt:
		return errZaddGT
	case o.incr && words > 2:
		return errZaddIncr
	}
	return nil
}

// zadded is what ZADD has done, to the last member where it concerns one.
type zadded struct {
	added, updated int64
	score          float64
	refused        bool // the options did not let it
}

func (o *zadd) reply(done zadded) resp.Value {
	switch {
	case o.incr && done.refused:
		return resp.Null()
	case o.incr:
		return resp.Double(done.score)
	case o.ch:
		return resp.Integer(done.added + done.updated)
	}
	return resp.Integer(done.added)
}

func (done *zadded) count(added, changed bool) {
	switch {
	case added:
		done.added++
	case changed:
		done.updated++
	}
}

// set sets the score of one member, or adds to it.
func (o *zadd) set(z *zset, member string, score float64, lent bool, done *zadded) error {
	if *o == (zadd{ch: o.ch}) {
		done.count(z.set(member, score, lent)) // with one look for the member
		return nil
	}
	old, found := z.score(member)
	if found && o.incr {
		score += old
	}
	switch {
	case math.IsNaN(score):
		return errScoreNaN
	case found && (o.nx || o.lt && score >= old || o.gt && score <= old), !found && o.xx:
		done.refused = true
		return nil
	}
	done.score = score
	done.count(z.set(member, score, lent))
	return nil
}

// parseScore reads a score as Redis does: one that no double is near to is
// refused.
func parseScore(s string) (float64, bool) {
	if n, ok := parseInt(s); ok {
		return float64(n), true
	}
	f, ok := parseFloat(s)
	if f == 0 && ok {
		digits, _, _ := strings.Cut(lower(s), "e")
		ok = !strings.ContainsAny(digits, "123456789")
	}
	return f, ok
}
