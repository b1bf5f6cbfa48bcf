//go:build !first

// Images of an engine: how values are written into one and read out of it.

package engine

import (
	"math"
	"slices"
	"strings"
)

// image is an image on its way out or in. Both go the same way through what
// it holds: each step takes what there is and returns what there is then. Of
// an image that is damaged the rest reads as nothing.
type image struct {
	b       []byte
	reading bool
	at      int   // reading: the next byte
	damage  int   // reading: the byte from which on it is damaged; -1: none
	needs   Build // writing: the smallest that can read it
	limits  *encodings
	seed    uint64 // of hash tables
	memory  int64  // reading: what the keys take
	timed   bool   // reading: there are fields that expire
}

func (m *image) fail() {
	if m.damage < 0 {
		m.damage = m.at
	}
	m.at = len(m.b)
}

// must fails unless what was read makes sense.
func (m *image) must(sound bool) bool {
	if !sound {
		m.fail()
	}
	return m.damage < 0
}

func (m *image) number(n uint64) uint64 {
	if !m.reading {
		for ; n >= 0x80; n >>= 7 {
			m.b = append(m.b, byte(n)|0x80)
		}
		m.b = append(m.b, byte(n))
		return 0
	}
	n = 0
	for shift := 0; shift < 64 && m.at < len(m.b); shift += 7 {
		b := m.b[m.at]
		m.at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	m.fail()
	return 0
}

// integer is a number of either sign.
func (m *image) integer(n int64) int64 {
	folded := m.number(uint64(n<<1 ^ n>>63))
	return int64(folded>>1) ^ -int64(folded&1)
}

// count is how many follow of what takes a byte at least.
func (m *image) count(n int) int {
	got := m.number(uint64(n))
	switch {
	case !m.reading:
		return n
	case got <= uint64(len(m.b)-m.at):
		return int(got)
	}
	m.fail()
	return 0
}

func (m *image) text(s string) string {
	size := m.count(len(s))
	if !m.reading {
		m.b = append(m.b, s...)
		return s
	}
	m.at += size
	return string(m.b[m.at-size : m.at])
}

// room is bytes with the room that they have to grow, which counts as memory.
func (m *image) room(b []byte) []byte {
	const most = 64 << 10
	spare := int(m.number(uint64(min(cap(b)-len(b), len(b)+most))))
	size := m.count(len(b))
	if !m.reading {
		m.b = append(m.b, b...)
		return b
	}
	if !m.must(uint(spare) <= uint(size+most)) {
		return nil
	}
	b = append(make([]byte, 0, size+spare), m.b[m.at:m.at+size]...)
	m.at += size
	return b
}

// imageTable is a hash table with the order of its nodes, which SCAN and
// random choices show; each does the value of a node.
func imageTable[V any](m *image, d *dict[V], each func(n *node[V])) {
	size, count := m.number(uint64(len(d.buckets))), m.count(d.count)
	if !m.reading {
		for n := range d.all() {
			m.text(n.key)
			each(n)
		}
		return
	}
	*d = newDict[V](m.seed)
	if !m.must(uint64(count) <= size && size&(size-1) == 0 && size <= uint64(16*count+16)) {
		return
	}
	d.buckets = make([]*node[V], size)
	var last *node[V]
	for range count {
		n := &node[V]{key: m.text("")}
		n.hash = hashString(n.key, d.seed)
		head := &d.buckets[d.bucket(n.hash)]
		switch {
		case *head == nil:
			*head = n
		case m.must(d.bucket(last.hash) == d.bucket(n.hash) && d.get(n.key) == nil):
			last.next = n
		default:
			return
		}
		d.count++
		last = n
		each(n)
	}
}

// The forms of values in an image.
const (
	imageText = iota
	imageHeld
	imageInt
	imageRaw
	imageList
	imageSet
	imageHash
	imageZset
	imageFurther // a type of the further families
)

// formOf is the form of a value.
func formOf(o object) uint64 {
	switch o.(type) {
	case *textString:
		return imageText
	case *heldString:
		return imageHeld
	case *intString:
		return imageInt
	case *rawString:
		return imageRaw
	case *list:
		return imageList
	case *set:
		return imageSet
	case *hash:
		return imageHash
	case *zset:
		return imageZset
	}
	return imageFurther
}

// object is a value of any type.
func (m *image) object(o object) object {
	form := uint64(0)
	if !m.reading {
		form = formOf(o)
	}
	form = max(form, m.number(form))
	switch form {
	case imageText:
		v, _ := o.(*textString)
		if v == nil {
			v = &textString{}
		}
		v.s = m.text(v.s)
		return v
	case imageHeld:
		v, _ := o.(*heldString)
		if v == nil {
			v = &heldString{}
		}
		v.b = m.room(v.b)
		return v
	case imageRaw:
		v, _ := o.(*rawString)
		if v == nil {
			v = &rawString{}
		}
		v.b = m.room(v.b)
		return v
	}
	return m.collection(form, o)
}

func (m *image) collection(form uint64, o object) object {
	switch form {
	case imageInt:
		v, _ := o.(*intString)
		if v == nil {
			v = &intString{}
		}
		if n := m.integer(v.n); m.reading {
			v.n = n
		}
		return v
	case imageList:
		v, _ := o.(*list)
		if v == nil {
			v = newList(m.limits)
		}
		m.list(v)
		return v
	case imageSet:
		v, _ := o.(*set)
		if v == nil {
			v = newSet(m.limits)
		}
		m.set(v)
		return v
	case imageHash:
		v, _ := o.(*hash)
		if v == nil {
			v = newHash(m.limits)
		}
		m.hash(v)
		return v
	case imageZset:
		v, _ := o.(*zset)
		if v == nil {
			v = newZset(m.limits)
		}
		m.zset(v)
		return v
	}
	m.needs = max(m.needs, BuildWhole)
	return m.furtherObject(o)
}

func (m *image) list(l *list) {
	size := int(m.number(uint64(len(l.ring))))
	flags := m.number(uint64(boolToInt(l.quick)))
	count := m.count(l.count)
	if !m.reading {
		for _, elem := range l.all() {
			m.text(elem)
		}
		return
	}
	if !m.must(uint(size) <= uint(16*count+16) && size&(size-1) == 0 && count <= size) {
		return
	}
	l.ring, l.quick, l.count = make([]string, size), flags > 0, count
	for i := range count {
		l.ring[i] = m.text("")
		l.tally(l.ring[i], 1)
	}
}

var setForms = []setForm{intset, listpack, hashtable}

func (m *image) set(s *set) {
	form := m.number(uint64(slices.Index(setForms, s.form)))
	if !m.reading {
		form = uint64(slices.Index(setForms, s.form))
	} else if !m.must(form < 3) {
		return
	}
	s.form = setForms[form]
	if s.form == hashtable {
		if s.table == nil {
			s.table = &dict[struct{}]{}
		}
		imageTable(m, s.table, func(n *node[struct{}]) { s.bytes += m.tally(n.key) })
		return
	}
	count := m.count(s.len())
	if !m.reading {
		for _, n := range s.ints {
			m.integer(n)
		}
		for _, member := range s.members {
			m.text(member)
		}
		return
	}
	seen := newDict[struct{}](m.seed)
	for i := 0; i < count && m.damage < 0; i++ {
		if s.form == listpack {
			s.members = append(s.members, m.another(&seen))
			s.bytes += m.tally(s.members[i])
			continue
		}
		s.ints = append(s.ints, m.integer(0))
		m.must(i == 0 || s.ints[i-1] < s.ints[i])
	}
}

// tally is the bytes of a text to count, of one that was read.
func (m *image) tally(s string) int64 { return int64(boolToInt(m.reading) * len(s)) }

// another reads a text that must be new.
func (m *image) another(seen *dict[struct{}]) string {
	s := m.text("")
	_, added := seen.add(s)
	m.must(added)
	return s
}

// What there is to know of a hash's form.
const (
	hashHasTable = 1 << iota
	hashIsLarge
	hashHasTimes
)

func (m *image) hash(h *hash) {
	form := uint64(0)
	if h.table != nil {
		form = hashHasTable | uint64(boolToInt(h.large())*hashIsLarge) | uint64(boolToInt(h.table.expiry != nil)*hashHasTimes)
	}
	form |= m.number(form)
	var times fieldTimes
	switch {
	case form&hashHasTimes == 0:
	case m.reading:
		m.timed = true
		times = m.newTimes()
		if !m.must(times != nil) {
			return
		}
	default:
		m.needs = max(m.needs, BuildWhole)
		times = h.table.expiry.times
	}
	if form&hashHasTable != 0 && m.reading {
		h.table, h.pairs = &hashTable{}, []pair{}
	}
	if form&hashIsLarge != 0 {
		if m.reading {
			h.pairs = nil
		}
		if !m.must(h.table != nil) {
			return
		}
		imageTable(m, &h.table.dict, func(n *node[string]) {
			n.val = m.text(n.val)
			h.bytes += m.tally(n.key) + m.tally(n.val)
			m.fieldTime(times, n.key)
		})
	} else {
		m.pairs(h, times)
	}
	if times != nil && m.reading {
		if h.table == nil {
			m.fail()
			return
		}
		h.table.expiry = &hashExpiry{times: times}
	}
}

// pairs are those of a small hash.
func (m *image) pairs(h *hash, times fieldTimes) {
	count := m.count(len(h.pairs))
	seen := newDict[struct{}](m.seed)
	for i := 0; i < count && m.damage < 0; i++ {
		if m.reading {
			h.pairs = append(h.pairs, pair{field: m.another(&seen)})
		} else {
			m.text(h.pairs[i].field)
		}
		p := &h.pairs[i]
		p.value = m.text(p.value)
		h.bytes += m.tally(p.field) + m.tally(p.value)
		m.fieldTime(times, p.field)
	}
}

// fieldTime is when a field expires; times is nil where none does.
func (m *image) fieldTime(times fieldTimes, field string) {
	if times == nil {
		return
	}
	at := int64(0)
	if !m.reading {
		at = times.get(field)
	}
	if at = m.integer(at); at != 0 && m.reading {
		times.set(field, at)
	}
}

// zset writes scores as bits: negative zero is one of them.
func (m *image) zset(z *zset) {
	if large := m.number(uint64(boolToInt(z.table != nil))); m.reading && large > 0 {
		z.table = &dict[float64]{}
	}
	if z.table != nil {
		imageTable(m, z.table, func(n *node[float64]) { m.scored(z, n.key, &n.val) })
		return
	}
	count := m.count(z.count)
	if !m.reading {
		for member, score := range z.from(0) {
			m.text(member)
			m.scored(z, member, &score)
		}
		return
	}
	seen, score := newDict[struct{}](m.seed), 0.0
	for i := 0; i < count && m.damage < 0; i++ {
		m.scored(z, m.another(&seen), &score)
	}
}

func (m *image) scored(z *zset, member string, score *float64) {
	bits := m.number(math.Float64bits(*score))
	if !m.reading {
		return
	}
	*score = math.Float64frombits(bits)
	if m.must(*score == *score) {
		z.bytes += int64(len(member))
		z.insert(&scored{member, *score})
	}
}

// record is a key's entry behind its name.
func (m *image) record(db *database, ent *entry) {
	r := &ent.val
	r.object = m.object(r.object)
	used := m.number(uint64(r.used))
	at := m.integer(r.expireAt)
	position := 0
	if r.expireAt != 0 || at != 0 {
		position = int(m.number(uint64(r.position)))
	}
	if !m.reading || !m.must(r.object != nil && (r.object.size() > 0 || strings.HasPrefix(r.object.kind(), "str"))) {
		return
	}
	r.used, r.expireAt = usage(used), at
	r.memory = keyOverhead + int64(len(ent.key)) + r.object.memory()
	m.memory += r.memory
	if at == 0 {
		return
	}
	items := db.expiries.items
	if m.must(1 <= position && position <= len(items) && items[max(position-1, 0)] == nil) {
		items[position-1], r.position = ent, position
	}
}

// database is the keys of one, with their expiries in the order of the heap:
// random choices go by it.
func (m *image) database(db *database) {
	expiring := m.count(db.expiries.len())
	if m.reading {
		db.expiries.items = make([]*entry, expiring)
	}
	imageTable(m, &db.keys, func(ent *entry) { m.record(db, ent) })
	if !m.reading || m.damage >= 0 {
		return
	}
	h := &db.expiries
	for i, ent := range h.items {
		if !m.must(ent != nil && (i == 0 || !h.less(ent, h.items[(i-1)/2]))) {
			return
		}
	}
	for ent := range db.keys.all() {
		db.schedule(ent)
	}
}
