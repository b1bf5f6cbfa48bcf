// Values out of Redis's dump format, in every form that it has had.

package engine

import (
	"math"
	"strconv"
)

// loadValue returns the value in the body of a dump; nil: it is not sound.
func (r *rdbReader) loadValue() object {
	value := r.load(rdbType(r.byte()))
	if !r.sound || r.rest != "" {
		return nil
	}
	return value
}

func (r *rdbReader) load(form rdbType) object {
	switch form {
	case rdbString:
		return newString(r.text())
	case rdbList, rdbListZiplist, rdbListQuicklist, rdbListQuicklist2:
		return r.list(form)
	case rdbSet, rdbSetIntset, rdbSetListpack:
		return r.set(form)
	case rdbZset, rdbZset2, rdbZsetZiplist, rdbZsetListpack:
		return r.zset(form)
	case rdbHash, rdbHashZipmap, rdbHashZiplist, rdbHashListpack:
		return r.hash(form)
	case rdbHashTimed, rdbHashTimedOld:
		return r.timedHash(form)
	case rdbHashListpackX, rdbHashListpackXOld:
		return r.timedListpack(form)
	case rdbStream, rdbStream2, rdbStream3:
		return r.stream(form)
	}
	r.fail()
	return nil
}

func (r *rdbReader) list(form rdbType) object {
	l := newList(r.limits)
	add := func(texts []string) {
		for _, s := range texts {
			l.push(s, false)
		}
	}
	switch form {
	case rdbListZiplist:
		add(r.ziplist(1))
	case rdbList:
		for range r.count(1) {
			add([]string{r.text()})
		}
	case rdbListQuicklist:
		for range r.count(1) {
			add(r.ziplist(1))
		}
	default:
		for range r.count(2) {
			add(r.node())
		}
	}
	if l.len() == 0 {
		r.fail()
	}
	return l
}

// node reads a node of a quicklist.
func (r *rdbReader) node() []string {
	switch r.number() {
	case plainNode:
		if s := r.text(); s != "" {
			return []string{s}
		}
	case packedNode:
		return r.packed(1)
	}
	r.fail()
	return nil
}

func (r *rdbReader) set(form rdbType) object {
	s := newSet(r.limits)
	var members []string
	switch form {
	case rdbSetIntset:
		members = r.intset()
	case rdbSetListpack:
		s.become(listpack) // and stays that, whatever the members
		members = r.packed(1)
	default:
		for range r.count(1) {
			members = append(members, r.text())
		}
	}
	for _, member := range members {
		if !s.add(member) {
			r.fail() // it comes twice
			break
		}
	}
	if s.len() == 0 {
		r.fail()
	}
	return s
}

// intset reads sorted integers.
func (r *rdbReader) intset() []string {
	b := r.text()
	if len(b) < 8 {
		r.fail()
		return nil
	}
	size, count := littleEndian(b[:4]), littleEndian(b[4:8])
	b = b[8:]
	if size != 2 && size != 4 && size != 8 || count*size != uint64(len(b)) {
		r.fail()
		return nil
	}
	unused := 64 - 8*size
	last, ints := int64(0), make([]string, 0, count)
	for ; b != ""; b = b[size:] {
		n := int64(littleEndian(b[:size])) << unused >> unused
		if len(ints) > 0 && n <= last {
			r.fail()
			return nil
		}
		last, ints = n, append(ints, formatInt(n))
	}
	return ints
}

func (r *rdbReader) zset(form rdbType) object {
	z := newZset(r.limits)
	switch form {
	case rdbZsetZiplist:
		r.addScored(z, r.ziplist(2))
	case rdbZsetListpack:
		r.addScored(z, r.packed(2))
	case rdbZset:
		for range r.count(2) {
			member := r.text()
			r.addScore(z, member, r.scoreText())
		}
	default:
		for range r.count(9) {
			member := r.text()
			r.addScore(z, member, math.Float64frombits(r.fixed64()))
		}
	}
	if z.len() == 0 {
		r.fail()
	}
	return z
}

func (r *rdbReader) addScored(z *zset, texts []string) {
	for i := 0; i+1 < len(texts); i += 2 {
		score, ok := parseFloat(texts[i+1])
		if !ok {
			r.fail()
			return
		}
		r.addScore(z, texts[i], score)
	}
}

func (r *rdbReader) addScore(z *zset, member string, score float64) {
	if !r.sound || math.IsNaN(score) || !z.add(member, score) {
		r.fail()
	}
}

// scoreText reads a score as the first versions wrote it.
func (r *rdbReader) scoreText() float64 {
	const notANumber, infinite, minusInfinite = 253, 254, 255
	switch length := r.byte(); length {
	case notANumber:
	case infinite:
		return math.Inf(1)
	case minusInfinite:
		return math.Inf(-1)
	default:
		score, err := strconv.ParseFloat(r.bytes(uint64(length)), 64)
		if err == nil {
			return score
		}
	}
	r.fail()
	return 0
}

func (r *rdbReader) hash(form rdbType) object {
	var texts []string
	switch form {
	case rdbHashZipmap:
		texts = r.zipmap()
	case rdbHashZiplist:
		texts = r.ziplist(2)
	case rdbHashListpack:
		texts = r.packed(2)
	default:
		for range 2 * r.count(2) {
			texts = append(texts, r.text())
		}
	}
	h := newHash(r.limits)
	for i := 0; i+1 < len(texts); i += 2 {
		r.addField(h, texts[i], texts[i+1], 0)
	}
	if h.len() == 0 {
		r.fail()
	}
	return h
}

// addField sets a field, which must be new, and when it expires; 0: never.
func (r *rdbReader) addField(h *hash, field, value string, at uint64) {
	if !r.sound || at > latestFieldTime || !h.set(field, value) {
		r.fail()
		return
	}
	if at > 0 {
		h.expireField(field, int64(at))
	}
}

func (r *rdbReader) timedHash(form rdbType) object {
	base := uint64(1)
	if form == rdbHashTimed {
		base = r.fixed64()
	}
	h := newHash(r.limits)
	for range r.count(3) {
		at := r.number()
		if at > latestFieldTime || base > latestFieldTime {
			r.fail()
		}
		if at > 0 {
			at += base - 1
		}
		field := r.text()
		r.addField(h, field, r.text(), at)
	}
	return h
}

func (r *rdbReader) timedListpack(form rdbType) object {
	if form == rdbHashListpackX {
		r.fixed64() // the earliest of the times, which are whole ones here
	}
	h := newHash(r.limits)
	texts := r.packed(3)
	for i := 0; i+2 < len(texts); i += 3 {
		at, err := strconv.ParseUint(texts[i+2], 10, 64)
		if err != nil {
			r.fail()
			break
		}
		r.addField(h, texts[i], texts[i+1], at)
	}
	if h.len() == 0 {
		r.fail()
	}
	return h
}
