// Sorted sets: members in order of their scores, with a table by member once
// they are many.

package engine

import (
	"iter"
	"math/rand/v2"

	"resplay/resp"
)

// zset is the value of a sorted set key.
type zset struct {
	limits *encodings
	root   *zpage         // all members in order
	table  *dict[float64] // their scores; nil: the set is small
	count  int
	bytes  int64 // of members
}

func newZset(limits *encodings) *zset { return &zset{limits: limits, root: &zpage{}} }

// zsetOf makes a sorted set of the members and scores in a table, which it keeps.
func zsetOf(table *dict[float64], limits *encodings) *zset {
	z := newZset(limits)
	z.table = table
	for n := range table.all() {
		z.bytes += int64(len(n.key))
		z.insert(&scored{n.key, n.val})
	}
	return z
}

func (z *zset) len() int {
	if z == nil {
		return 0
	}
	return z.count
}

func (z *zset) score(member string) (score float64, found bool) {
	switch {
	case z == nil:
		return 0, false
	case z.table == nil:
		if s := z.root.find(member); s != nil {
			return s.score, true
		}
	default:
		if n := z.table.get(member); n != nil {
			return n.val, true
		}
	}
	return 0, false
}

// add sets the score of a member, which must not be NaN, and reports whether
// the member is new.
func (z *zset) add(member string, score float64) (added bool) {
	added, _ = z.set(member, score, false)
	return added
}

// set is add that also reports whether anything is another now. It copies a
// member that is lent if it keeps it.
func (z *zset) set(member string, score float64, lent bool) (added, changed bool) {
	if z.table == nil {
		old := z.root.find(member)
		if old == nil {
			z.expect(member)
		}
		if z.table == nil {
			return z.setSmall(old, member, score, lent)
		}
	}
	n, added := z.table.add(member)
	switch {
	case added:
		n.key = owned(member, lent)
		z.bytes += int64(len(member))
	case n.val == score:
		return false, false
	default:
		z.take(&scored{member, n.val})
	}
	n.val = score
	z.insert(&scored{n.key, score})
	return added, true
}

func (z *zset) setSmall(old *scored, member string, score float64, lent bool) (added, changed bool) {
	if score == 0 {
		score = 0 // a listpack has no negative zero
	}
	switch {
	case old == nil:
		member = owned(member, lent)
		z.bytes += int64(len(member))
	case old.score == score:
		return false, false
	default:
		member = old.member
		z.take(&scored{member, old.score})
	}
	z.insert(&scored{member, score})
	return old == nil, true
}

// expect leaves the compact form when one more member does not fit it.
func (z *zset) expect(member string) {
	if int64(z.count) >= z.limits.zsetEntries || int64(len(member)) > z.limits.zsetValue {
		z.grow()
	}
}

// grow gives the set a table, for good.
func (z *zset) grow() {
	if z.table == nil {
		z.table = z.index()
	}
}

// index makes a table of the members.
func (z *zset) index() *dict[float64] {
	table := newDict[float64](z.limits.seed)
	for member, score := range z.from(0) {
		n, _ := table.add(member)
		n.val = score
	}
	return &table
}

// settle gives a new set its compact form if it is small enough.
func (z *zset) settle() {
	small := newZset(z.limits)
	if int64(z.count) > z.limits.zsetEntries {
		return
	}
	for member, score := range z.from(0) {
		if small.add(member, score); small.table != nil {
			return
		}
	}
	*z = *small
}

// insert puts a member into the order.
func (z *zset) insert(item *scored) {
	z.count++
	rest := z.root.insert(item)
	if rest.page == nil {
		return
	}
	first := zsub{low: *z.root.entry(0), page: z.root, count: z.count - rest.count}
	z.root = &zpage{subs: []zsub{first, rest}}
}

// take takes a member out of the order.
func (z *zset) take(item *scored) {
	z.count--
	z.root.remove(item)
	for len(z.root.subs) == 1 {
		z.root = z.root.subs[0].page
	}
	if z.count == 0 {
		z.root = &zpage{}
	}
}

// remove takes a member out and reports whether it was there.
func (z *zset) remove(member string) bool {
	score, found := z.score(member)
	if !found {
		return false
	}
	if z.table != nil {
		z.table.remove(member)
	}
	z.bytes -= int64(len(member))
	z.take(&scored{member, score})
	return true
}

// rank is how many members are ahead of one.
func (z *zset) rank(member string) (rank int, found bool) {
	score, found := z.score(member)
	if !found {
		return 0, false
	}
	item := scored{member, score}
	return z.leading(func(s *scored) bool { return s.before(&item) }), true
}

// leading is how many members are ahead of some bound: those for which ahead
// is true must be the first ones.
func (z *zset) leading(ahead func(*scored) bool) int {
	if z == nil {
		return 0
	}
	return z.root.leading(ahead)
}

// from goes through members and scores in order, from an index on. The set
// must not change meanwhile.
func (z *zset) from(index int) iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		if z != nil {
			z.root.ascend(index, yield)
		}
	}
}

// back goes through members and scores in reverse order, from an index down.
func (z *zset) back(index int) iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		if z != nil {
			z.root.descend(z.count-1-index, yield)
		}
	}
}

// members returns all members in order.
func (z *zset) members() []string {
	list := make([]string, 0, z.len())
	for member := range z.from(0) {
		list = append(list, member)
	}
	return list
}

// random returns any member of a set that is not empty.
func (z *zset) random(source *rand.Rand) string { return z.root.at(source.IntN(z.count)).member }

func (z *zset) kind() string { return "zset" }

func (z *zset) encoding() string {
	if z.table != nil {
		return "skiplist"
	}
	return "listpack"
}

func (z *zset) size() int { return z.len() }

func (z *zset) memory() int64 {
	each := int64(24)
	if z.table != nil {
		each = 96
	}
	return 128 + z.bytes + each*int64(z.count)
}

func (z *zset) clone() object {
	copied := *z
	copied.root = z.root.clone()
	if z.table != nil {
		copied.table = copied.index()
	}
	return &copied
}

func (z *zset) appendRewrite(dst []byte, key string) []byte {
	args := []string{"ZADD", key}
	for member, score := range z.from(0) {
		args = append(args, resp.FormatDouble(score), member)
		if len(args) == 2+2*rewriteChunk {
			dst = resp.AppendCommand(dst, args...)
			args = args[:2]
		}
	}
	if len(args) > 2 {
		dst = resp.AppendCommand(dst, args...)
	}
	return dst
}

func (z *zset) preview() resp.Value {
	var elems []resp.Value
	for member, score := range z.from(0) {
		elems = append(elems, resp.Bulk(previewText(member)), resp.Double(score))
		if len(elems) == 2*previewElems {
			break
		}
	}
	return resp.Map(elems...)
}
