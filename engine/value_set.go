// Sets: sorted integers or a few members in insertion order, else a table.

package engine

import (
	"iter"
	"math/rand/v2"
	"slices"

	"resplay/resp"
)

// set is the value of a set key. Exactly one of ints, members and table
// holds it.
type set struct {
	limits  *encodings
	form    setForm
	ints    []int64  // sorted
	members []string // in the order in which they came
	table   *dict[struct{}]
	bytes   int64 // of members that are not in ints
}

type setForm string

const (
	intset    setForm = "intset"
	listpack  setForm = "listpack"
	hashtable setForm = "hashtable"
)

// newSet returns an empty set.
func newSet(limits *encodings) *set { return &set{limits: limits, form: intset} }

func (s *set) len() int {
	switch {
	case s == nil:
		return 0
	case s.form == intset:
		return len(s.ints)
	case s.form == listpack:
		return len(s.members)
	}
	return s.table.len()
}

func (s *set) has(member string) bool {
	switch {
	case s == nil:
		return false
	case s.form == intset:
		n, ok := parseInt(member)
		if !ok {
			return false
		}
		_, found := slices.BinarySearch(s.ints, n)
		return found
	case s.form == listpack:
		return slices.Contains(s.members, member)
	}
	return s.table.get(member) != nil
}

// add puts a member in and reports whether it is new.
func (s *set) add(member string) bool { return s.put(member, false) }

// put is add. It copies a member that is lent if it keeps it.
func (s *set) put(member string, lent bool) bool {
	if s.form == intset {
		if n, ok := parseInt(member); ok {
			return s.addInt(n)
		}
		s.leaveInts(member)
	}
	if s.form == listpack {
		if slices.Contains(s.members, member) {
			return false
		}
		if s.fits(len(s.members)+1, member) {
			s.members = append(s.members, owned(member, lent))
			s.bytes += int64(len(member))
			return true
		}
		s.become(hashtable)
	}
	n, added := s.table.add(member)
	if added {
		n.key = owned(member, lent)
		s.bytes += int64(len(member))
	}
	return added
}

func (s *set) fits(count int, member string) bool {
	return int64(count) <= s.limits.setEntries && int64(len(member)) <= s.limits.setValue
}

func (s *set) addInt(n int64) bool {
	i, found := slices.BinarySearch(s.ints, n)
	if found {
		return false
	}
	s.ints = slices.Insert(s.ints, i, n)
	if int64(len(s.ints)) > s.limits.setInts {
		s.become(hashtable)
	}
	return true
}

// leaveInts changes the form to one that takes member as well.
func (s *set) leaveInts(member string) {
	longest := member
	if len(s.ints) > 0 {
		// The longest numbers are the first and the last.
		for _, n := range []int64{s.ints[0], s.ints[len(s.ints)-1]} {
			if text := formatInt(n); len(text) > len(longest) {
				longest = text
			}
		}
	}
	if s.fits(len(s.ints)+1, longest) {
		s.become(listpack)
		return
	}
	s.become(hashtable)
}

// become changes the form, for good.
func (s *set) become(form setForm) {
	members := s.list()
	s.form, s.ints, s.members, s.bytes = form, nil, nil, 0
	for _, member := range members {
		s.bytes += int64(len(member))
	}
	if form == listpack {
		s.members = members
		return
	}
	table := newDict[struct{}](s.limits.seed)
	for _, member := range members {
		table.add(member)
	}
	s.table = &table
}

// remove takes a member out and reports whether it was there.
func (s *set) remove(member string) bool {
	if !s.has(member) {
		return false
	}
	switch s.form {
	case intset:
		n, _ := parseInt(member)
		i, _ := slices.BinarySearch(s.ints, n)
		s.ints = slices.Delete(s.ints, i, i+1)
		return true
	case listpack:
		i := slices.Index(s.members, member)
		s.members = slices.Delete(s.members, i, i+1)
	case hashtable:
		s.table.remove(member)
	}
	s.bytes -= int64(len(member))
	return true
}

// all goes through the members. The set must not change meanwhile.
func (s *set) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		if s == nil {
			return
		}
		for _, n := range s.ints {
			if !yield(formatInt(n)) {
				return
			}
		}
		for _, member := range s.members {
			if !yield(member) {
				return
			}
		}
		if s.form != hashtable {
			return
		}
		for n := range s.table.all() {
			if !yield(n.key) {
				return
			}
		}
	}
}

// list returns all members.
func (s *set) list() []string {
	list := make([]string, 0, s.len())
	for member := range s.all() {
		list = append(list, member)
	}
	return list
}

func (s *set) kind() string     { return "set" }
func (s *set) encoding() string { return string(s.form) }
func (s *set) size() int        { return s.len() }

func (s *set) memory() int64 {
	each := int64(56)
	switch s.form {
	case intset:
		each = 8
	case listpack:
		each = 16
	}
	return 128 + s.bytes + each*int64(s.len())
}

func (s *set) clone() object {
	copied := *s
	copied.ints, copied.members = slices.Clone(s.ints), slices.Clone(s.members)
	if s.form == hashtable {
		copied.become(hashtable)
	}
	return &copied
}

func (s *set) appendRewrite(dst []byte, key string) []byte {
	list := s.list()
	if s.form == hashtable {
		slices.Sort(list) // see hash.appendRewrite
	}
	for part := range slices.Chunk(list, rewriteChunk) {
		dst = resp.AppendCommand(dst, append([]string{"SADD", key}, part...)...)
	}
	return dst
}

func (s *set) preview() resp.Value {
	var elems []resp.Value
	for member := range s.all() {
		elems = append(elems, resp.Bulk(previewText(member)))
		if len(elems) == previewElems {
			break
		}
	}
	return resp.Set(elems...)
}

// random returns any member of a set that is not empty.
func (s *set) random(source *rand.Rand) string {
	switch s.form {
	case intset:
		return formatInt(s.ints[source.IntN(len(s.ints))])
	case listpack:
		return s.members[source.IntN(len(s.members))]
	}
	return s.table.random(source).key
}

// scan visits some members from a cursor on, about count, and returns the
// next cursor. A small set is visited at once.
func (s *set) scan(cursor uint64, count int64, visit func(member string)) uint64 {
	if s.form == hashtable {
		return scanTable(s.table, cursor, count, func(n *node[struct{}]) { visit(n.key) })
	}
	for member := range s.all() {
		visit(member)
	}
	return 0
}
