// When fields of a hash expire: by field, and in order of time.

package engine

import (
	"slices"
	"sort"

	"resplay/resp"
)

// expiringFields is the [fieldTimes] of a hash.
type expiringFields struct {
	table dict[fieldExpiry]
	order heap[*node[fieldExpiry]]
}

type fieldExpiry struct {
	at       int64 // Unix time in milliseconds
	position int   // in the heap
}

func newExpiringFields(seed uint64) *expiringFields {
	return &expiringFields{
		table: newDict[fieldExpiry](seed),
		order: heap[*node[fieldExpiry]]{
			less: func(a, b *node[fieldExpiry]) bool {
				if a.val.at != b.val.at {
					return a.val.at < b.val.at
				}
				return a.key < b.key
			},
			place: func(n *node[fieldExpiry]) *int { return &n.val.position },
		},
	}
}

func (t *expiringFields) len() int { return t.table.len() }

func (t *expiringFields) get(field string) int64 {
	if n := t.table.get(field); n != nil {
		return n.val.at
	}
	return 0
}

func (t *expiringFields) first() int64 {
	n, _ := t.order.first()
	return n.val.at
}

func (t *expiringFields) due(now int64) []string {
	var fields []string
	for {
		n, ok := t.order.first()
		if !ok || n.val.at > now {
			return fields
		}
		fields = append(fields, n.key)
		t.forget(n.key)
	}
}

func (t *expiringFields) set(field string, at int64) {
	n, _ := t.table.add(field)
	n.val.at = at
	t.order.fix(n)
}

func (t *expiringFields) forget(field string) bool {
	n := t.table.remove(field)
	if n == nil {
		return false
	}
	t.order.remove(n)
	return true
}

func (t *expiringFields) clone() fieldTimes {
	copied := newExpiringFields(t.table.seed)
	for n := range t.table.all() {
		copied.set(n.key, n.val.at)
	}
	return copied
}

// appendRewrite appends one command for all fields of the same time, in
// order of time.
func (t *expiringFields) appendRewrite(dst []byte, key string, fields []string) []byte {
	fields = slices.DeleteFunc(fields, func(field string) bool { return t.get(field) == 0 })
	sort.SliceStable(fields, func(i, j int) bool { return t.get(fields[i]) < t.get(fields[j]) })
	for len(fields) > 0 {
		at, count := t.get(fields[0]), 1
		for count < len(fields) && count < rewriteChunk && t.get(fields[count]) == at {
			count++
		}
		dst = resp.AppendCommand(dst, hpexpireat(key, at, fields[:count])...)
		fields = fields[count:]
	}
	return dst
}

// hpexpireat is the command that lets fields expire at a time.
func hpexpireat(key string, at int64, fields []string) []string {
	args := []string{"HPEXPIREAT", key, formatInt(at), "FIELDS", formatInt(int64(len(fields)))}
	return append(args, fields...)
}

// expireField lets a field, which must be there, expire at a time. In a small
// hash it goes behind the fields that expire no later.
func (h *hash) expireField(field string, at int64) {
	if h.table == nil || h.table.expiry == nil {
		h.expireBy(newExpiringFields(h.limits.seed))
	}
	times := h.table.expiry.times
	times.set(field, at)
	if h.large() {
		return
	}
	from := h.index(field)
	moved := h.pairs[from]
	rest := append(h.pairs[:from], h.pairs[from+1:]...)
	to := 0
	for to < len(rest) {
		if other := times.get(rest[to].field); other == 0 || other > at {
			break
		}
		to++
	}
	h.pairs = append(rest, pair{})
	copy(h.pairs[to+1:], h.pairs[to:])
	h.pairs[to] = moved
}
