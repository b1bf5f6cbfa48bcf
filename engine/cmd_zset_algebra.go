//go:build !first

// Commands of sorted sets: what several have in common, together, or alone.

package engine

import (
	"iter"
	"math"
	"sort"

	"resplay/resp"
)

const (
	zunionCosts = "O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set."
	zinterCosts = "O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set."
	zdiffCosts  = "O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set."
)

var zsetAlgebraCommands = []Command{
	{
		Name: "zunion", Synopsis: "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]",
		Summary: "Returns the members of all sorted sets together, with their scores combined.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: zunionCosts,
		Arity: -3, Flags: ReadOnly | MovableKeys,
		Keys: []KeySpec{{Access: "RO access", Begin: 1, Count: true}},
		run:  cmdZunion,
	},
	{
		Name: "zunionstore", Synopsis: "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]",
		Summary: "Stores the members of all sorted sets together, with their scores combined.",
		Since:   "2.0.0", Group: "sorted-set", Complexity: "O(N)+O(M log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.",
		Arity: -4, Flags: Write | DenyOOM | MovableKeys,
		Keys: storedAndCounted,
		run:  cmdZunionstore,
	},
	{
		Name: "zinter", Synopsis: "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]",
		Summary: "Returns the members that all sorted sets have, with their scores combined.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: zinterCosts,
		Arity: -3, Flags: ReadOnly | MovableKeys,
		Keys: []KeySpec{{Access: "RO access", Begin: 1, Count: true}},
		run:  cmdZinter,
	},
	{
		Name: "zinterstore", Synopsis: "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]",
		Summary: "Stores the members that all sorted sets have, with their scores combined.",
		Since:   "2.0.0", Group: "sorted-set", Complexity: zinterCosts,
		Arity: -4, Flags: Write | DenyOOM | MovableKeys,
		Keys: storedAndCounted,
		run:  cmdZinterstore,
	},
	{
		Name: "zintercard", Synopsis: "numkeys key [key ...] [LIMIT limit]",
		Summary: "Counts the members that all sorted sets have, up to a limit.",
		Since:   "7.0.0", Group: "sorted-set", Complexity: "O(N*K) worst case with N being the smallest input sorted set, K being the number of input sorted sets.",
		Arity: -3, Flags: ReadOnly | MovableKeys,
		Keys: []KeySpec{{Access: "RO access", Begin: 1, Count: true}},
		run:  cmdZintercard,
	},
	{
		Name: "zdiff", Synopsis: "numkeys key [key ...] [WITHSCORES]",
		Summary: "Returns the members of the first sorted set that the others do not have.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: zdiffCosts,
		Arity: -3, Flags: ReadOnly | MovableKeys,
		Keys: []KeySpec{{Access: "RO access", Begin: 1, Count: true}},
		run:  cmdZdiff,
	},
	{
		Name: "zdiffstore", Synopsis: "destination numkeys key [key ...]",
		Summary: "Stores the members of the first sorted set that the others do not have.",
		Since:   "6.2.0", Group: "sorted-set", Complexity: zdiffCosts,
		Arity: -4, Flags: Write | DenyOOM | MovableKeys,
		Keys: storedAndCounted,
		run:  cmdZdiffstore,
	},
}

var storedAndCounted = []KeySpec{{Access: "OW update"}, {Access: "RO access", Begin: 2, Count: true}}

// zsource is one of the sets that a command combines: sorted or not.
type zsource struct {
	zset   *zset
	set    *set // whose members all have the score 1
	weight float64
}

func (s *zsource) len() int { return s.zset.len() + s.set.len() }

func (s *zsource) score(member string) (float64, bool) {
	if s.set != nil {
		return 1, s.set.has(member)
	}
	return s.zset.score(member)
}

func (s *zsource) all() iter.Seq2[string, float64] {
	if s.set == nil {
		return s.zset.from(0)
	}
	return func(yield func(string, float64) bool) {
		for member := range s.set.all() {
			if !yield(member, 1) {
				return
			}
		}
	}
}

// zalgebra is what a command combines, and how.
type zalgebra struct {
	sources   []zsource
	aggregate string // SUM, MIN or MAX
	scores    bool   // to be shown
	limit     int64  // of ZINTERCARD; 0: none
	seed      uint64
}

func cmdZunion(c *call) (resp.Value, error) { return c.combinedScores((*zalgebra).union) }
func cmdZinter(c *call) (resp.Value, error) { return c.combinedScores((*zalgebra).intersection) }
func cmdZdiff(c *call) (resp.Value, error)  { return c.combinedScores((*zalgebra).difference) }

func cmdZunionstore(c *call) (resp.Value, error) { return c.storeScores((*zalgebra).union) }
func cmdZinterstore(c *call) (resp.Value, error) { return c.storeScores((*zalgebra).intersection) }
func cmdZdiffstore(c *call) (resp.Value, error)  { return c.storeScores((*zalgebra).difference) }

func (c *call) combinedScores(combine func(*zalgebra) *dict[float64]) (resp.Value, error) {
	a, err := c.zalgebra(1)
	if err != nil {
		return none, err
	}
	z := zsetOf(combine(a), &c.engine.encodings)
	return c.scoredReply(z.slice(0, z.len(), false), a.scores, c.conn.protocol == 3), nil
}

func (c *call) storeScores(combine func(*zalgebra) *dict[float64]) (resp.Value, error) {
	a, err := c.zalgebra(2)
	if err != nil {
		return none, err
	}
	z := zsetOf(combine(a), &c.engine.encodings)
	z.settle()
	return c.storeZset(z), nil
}

func cmdZintercard(c *call) (resp.Value, error) {
	a, err := c.zalgebra(1)
	if err != nil {
		return none, err
	}
	return resp.Integer(int64(a.intersection().len())), nil
}

// zalgebra reads the arguments from the number of keys at i on.
func (c *call) zalgebra(i int) (*zalgebra, error) {
	n, err := c.integer(i)
	switch {
	case err != nil:
		return nil, err
	case n < 1:
		return nil, noInputKey(c.cmd)
	case n > int64(c.more(i)):
		return nil, errSyntax
	}
	a := &zalgebra{aggregate: "SUM", seed: c.engine.encodings.seed}
	keys := c.args[i+1:][:n]
	for _, key := range keys {
		source, err := c.zsource(key)
		if err != nil {
			return nil, err
		}
		a.sources = append(a.sources, source)
	}
	return a, c.zalgebraOptions(i+1+len(keys), a)
}

func (c *call) zsource(key string) (zsource, error) {
	source := zsource{weight: 1}
	ent := c.lookup(key)
	if ent == nil {
		return source, nil
	}
	switch value := ent.val.object.(type) {
	case *zset:
		source.zset = value
	case *set:
		source.set = value
	default:
		return source, errWrongType
	}
	return source, nil
}

// zalgebraOptions reads the options from the argument at i on; the name of
// the command says which it takes.
func (c *call) zalgebraOptions(i int, a *zalgebra) error {
	counts := c.cmd.Name == "zintercard"
	weighs := !counts && c.cmd.Name != "zdiff" && c.cmd.Name != "zdiffstore"
	stores := c.cmd.Flags&Write != 0
	for ; i < len(c.args); i++ {
		word, more := c.keyword(i), c.more(i)
		switch {
		case word == "WEIGHTS" && weighs && more >= len(a.sources):
			if err := c.weights(i+1, a); err != nil {
				return err
			}
			i += len(a.sources)
		case word == "AGGREGATE" && weighs && more > 0:
			i++
			a.aggregate = c.keyword(i)
			if a.aggregate != "SUM" && a.aggregate != "MIN" && a.aggregate != "MAX" {
				return errSyntax
			}
		case word == "WITHSCORES" && !counts && !stores:
			a.scores = true
		case word == "LIMIT" && counts && more > 0:
			i++
			var err error
			if a.limit, err = c.notNegative(i, errLimit); err != nil {
				return err
			}
		default:
			return errSyntax
		}
	}
	return nil
}

func (c *call) weights(i int, a *zalgebra) error {
	for j := range a.sources {
		weight, ok := parseScore(c.args[i+j])
		if !ok {
			return errWeight
		}
		a.sources[j].weight = weight
	}
	return nil
}

// smallestFirst orders the sources as Redis does, which shows in sums:
// floating-point addition is not associative.
func (a *zalgebra) smallestFirst() {
	index := make([]int, len(a.sources))
	for i := range index {
		index[i] = i
	}
	sort.Slice(index, func(i, j int) bool {
		x, y := a.sources[index[i]].len(), a.sources[index[j]].len()
		return x < y || x == y && index[i] < index[j]
	})
	sorted := make([]zsource, 0, len(index))
	for _, i := range index {
		sorted = append(sorted, a.sources[i])
	}
	a.sources = sorted
}

// add combines two scores of a member. What is not a number counts as 0.
func (a *zalgebra) add(total, score float64) float64 {
	switch {
	case a.aggregate == "SUM":
		return numberOrZero(total + score)
	case a.aggregate == "MIN" && score < total, a.aggregate == "MAX" && score > total:
		return score
	}
	return total
}

// numberOrZero is what becomes of inf times 0, or inf less inf.
func numberOrZero(f float64) float64 {
	if math.IsNaN(f) {
		return 0
	}
	return f
}

func (a *zalgebra) union() *dict[float64] {
	a.smallestFirst()
	result := newDict[float64](a.seed)
	for i := range a.sources {
		s := &a.sources[i]
		for member, score := range s.all() {
			score = numberOrZero(score * s.weight)
			n, added := result.add(member)
			if !added {
				score = a.add(n.val, score)
			}
			n.val = score
		}
	}
	return &result
}

func (a *zalgebra) intersection() *dict[float64] {
	a.smallestFirst()
	result := newDict[float64](a.seed)
	for member, score := range a.sources[0].all() {
		if total, common := a.common(member, score); common {
			n, _ := result.add(member)
			n.val = total
			if int64(result.len()) == a.limit {
				break
			}
		}
	}
	return &result
}

// common is what a member of the first source comes to; false: not all
// sources have it.
func (a *zalgebra) common(member string, score float64) (total float64, common bool) {
	total = numberOrZero(score * a.sources[0].weight)
	for i := range a.sources[1:] {
		s := &a.sources[1+i]
		score, found := s.score(member)
		if !found {
			return 0, false
		}
		// The conversion keeps a machine from adding to the exact product.
		total = a.add(total, float64(score*s.weight))
	}
	return total, true
}

func (a *zalgebra) difference() *dict[float64] {
	result := newDict[float64](a.seed)
	for member, score := range a.sources[0].all() {
		if !a.elsewhere(member) {
			n, _ := result.add(member)
			n.val = score
		}
	}
	return &result
}

// elsewhere reports whether any source but the first has a member.
func (a *zalgebra) elsewhere(member string) bool {
	for i := range a.sources[1:] {
		if _, found := a.sources[1+i].score(member); found {
			return true
		}
	}
	return false
}
