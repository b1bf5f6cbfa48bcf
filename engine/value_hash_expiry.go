// Hashes of which fields expire: what every build must know of them.

package engine

import (
	"slices"

	"resplay/resp"
)

// hashExpiry is a hash of which fields expire, among those of its database.
type hashExpiry struct {
	times    fieldTimes
	key      string
	at       int64 // when the first of its fields expires, Unix time in milliseconds
	position int   // in its database's heap; 0: no field expires
}

// fieldTimes is when fields of one hash expire. It is an interface so that a
// build without HEXPIRE carries nothing of it; [expiringFields] is its one kind.
type fieldTimes interface {
	len() int
	get(field string) int64     // 0: it stays
	first() int64               // the earliest; there must be one
	due(now int64) []string     // the fields that expire by then, in order of time and name
	set(field string, at int64) // the field must be in the hash
	forget(field string) bool   // lets a field stay; false: it did
	clone() fieldTimes
	// appendRewrite appends commands that set the times again, of those of
	// fields that expire; it keeps the order of fields of equal times, and
	// may change the slice.
	appendRewrite(dst []byte, key string, fields []string) []byte
}

func newHashExpiries() heap[*hashExpiry] {
	return heap[*hashExpiry]{
		less: func(a, b *hashExpiry) bool {
			if a.at != b.at {
				return a.at < b.at
			}
			return a.key < b.key
		},
		place: func(x *hashExpiry) *int { return &x.position },
	}
}

// expireBy gives a hash times at which its fields expire.
func (h *hash) expireBy(times fieldTimes) {
	if h.table == nil {
		h.table = &hashTable{}
		if h.pairs == nil {
			h.pairs = []pair{} // not large
		}
	}
	h.table.expiry = &hashExpiry{times: times}
}

// expireTime is when a field expires; 0: never.
func (h *hash) expireTime(field string) int64 {
	if h == nil || h.table == nil || h.table.expiry == nil {
		return 0
	}
	return h.table.expiry.times.get(field)
}

// persist lets a field stay for good; false: it did. In a small hash, whose
// fields are in order of expiry as in Redis, the field goes to the end.
func (h *hash) persist(field string) bool {
	if h.table == nil || h.table.expiry == nil || !h.table.expiry.times.forget(field) {
		return false
	}
	if !h.large() {
		i := h.index(field)
		moved := h.pairs[i]
		h.pairs = append(slices.Delete(h.pairs, i, i+1), moved)
	}
	return true
}

// expiryOf is what there is to know of a value of which parts expire; nil:
// of this one none ever did.
func expiryOf(value object) *hashExpiry {
	if h, ok := value.(*hash); ok && h.table != nil {
		return h.table.expiry
	}
	return nil
}

// schedule puts a hash where it belongs among those of which fields expire.
func (db *database) schedule(ent *entry) {
	x := expiryOf(ent.val.object)
	switch {
	case x == nil:
	case x.times.len() == 0:
		db.hashes.remove(x)
	default:
		x.key, x.at = ent.key, x.times.first()
		db.hashes.fix(x)
	}
}

// unschedule forgets when fields of a value expire that leaves the database.
func (db *database) unschedule(value object) {
	if x := expiryOf(value); x != nil {
		db.hashes.remove(x)
	}
}

// expireFields removes the fields that have expired from the hash that is
// first to have any; false: there are none.
func (e *Engine) expireFields(db *database) bool {
	x, ok := db.hashes.first()
	if !ok || x.at > e.milliseconds() {
		return false
	}
	e.expireFieldsOf(db, x)
	return true
}

// expireFieldsOf removes the fields that have expired from one hash.
func (e *Engine) expireFieldsOf(db *database, x *hashExpiry) {
	ent := db.keys.get(x.key)
	h := ent.val.object.(*hash)
	fields := x.times.due(e.milliseconds())
	for _, field := range fields {
		h.remove(field)
	}
	e.stats.expiredFields += int64(len(fields))
	e.log(db, append([]string{"HDEL", ent.key}, fields...))
	e.tell(db, ent.key, "hexpired")
	if h.len() > 0 {
		e.touched(db, ent)
		return
	}
	e.removed(db, ent)
	e.tell(db, ent.key, "del")
}

// previewExpiries is when those fields expire that [hash.preview] shows, as a
// map; the zero value: none does.
func (h *hash) previewExpiries() resp.Value {
	var elems []resp.Value
	if h.table == nil || h.table.expiry == nil {
		return resp.Value{}
	}
	shown := 0
	for field := range h.all() {
		if shown++; shown > previewElems {
			break
		}
		if at := h.expireTime(field); at != 0 {
			elems = append(elems, resp.Bulk(previewText(field)), resp.Integer(at))
		}
	}
	if len(elems) == 0 {
		return resp.Value{}
	}
	return resp.Map(elems...)
}
