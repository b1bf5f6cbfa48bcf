// What must be true of an engine whatever was done to it.

package engine

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func checkInvariants(t testing.TB, e *Engine) {
	t.Helper()
	memory := int64(0)
	for _, db := range e.databases {
		expiring := 0
		for ent := range db.keys.all() {
			require.Positive(t, sizeOrText(ent.val.object), "key %q is empty", ent.key)
			require.Equal(t, keyOverhead+int64(len(ent.key))+ent.val.object.memory(), ent.val.memory, "memory of %q", ent.key)
			require.Same(t, ent, db.keys.get(ent.key))
			memory += ent.val.memory
			if ent.val.expireAt != 0 {
				expiring++
				require.Same(t, ent, db.expiries.items[ent.val.position-1])
				require.Greater(t, ent.val.expireAt, e.milliseconds(), "key %q has expired", ent.key)
			}
			checkObject(t, ent.val.object)
		}
		require.Equal(t, expiring, db.expiries.len())
		for i := 1; i < db.expiries.len(); i++ {
			require.False(t, db.expiries.less(db.expiries.items[i], db.expiries.items[(i-1)/2]), "expiries are out of order")
		}
		checkHashExpiries(t, e, db)
		checkWaiters(t, e, db)
		checkWatchers(t, e, db)
	}
	for _, c := range e.conns {
		memory += c.tx.memory
		require.False(t, c.gone)
	}
	require.Equal(t, memory, e.memory, "memory in use")
	require.Zero(t, e.depth)
	require.Empty(t, e.ready)
	require.False(t, e.inExec || e.logOpen || e.replaying)
}

// sizeOrText is an object's size; a string may be empty.
func sizeOrText(o object) int {
	if o.kind() == "string" {
		return 1
	}
	return o.size()
}

func checkObject(t testing.TB, o object) {
	t.Helper()
	switch v := o.(type) {
	case *hash:
		bytes, fields := int64(0), map[string]bool{}
		for field, value := range v.all() {
			bytes += int64(len(field) + len(value))
			fields[field] = true
		}
		require.Len(t, fields, v.len())
		require.Equal(t, bytes, v.bytes)
		checkFieldTimes(t, v)
	case *list:
		bytes, packed := int64(0), int64(0)
		for _, elem := range v.all() {
			bytes += int64(len(elem))
			packed += listpackBytes(elem)
		}
		require.Equal(t, [2]int64{bytes, packed}, [2]int64{v.bytes, v.packed})
	case *set:
		members := v.list()
		slices.Sort(members)
		require.Len(t, slices.Compact(members), v.len())
		require.True(t, slices.IsSorted(v.ints))
	}
}

// checkHashExpiries: every hash of which fields expire is in its database's heap.
func checkHashExpiries(t testing.TB, e *Engine, db *database) {
	t.Helper()
	expiring := 0
	for ent := range db.keys.all() {
		x := expiryOf(ent.val.object)
		if x == nil || x.times.len() == 0 {
			require.True(t, x == nil || x.position == 0, "%q is in the heap without reason", ent.key)
			continue
		}
		expiring++
		require.Equal(t, ent.key, x.key)
		require.Equal(t, x.times.first(), x.at)
		require.Greater(t, x.at, e.milliseconds(), "a field of %q has expired", ent.key)
		require.Same(t, x, db.hashes.items[x.position-1])
	}
	require.Equal(t, expiring, db.hashes.len())
}

// checkFieldTimes: only fields that are there expire, and a small hash has
// them in order of time.
func checkFieldTimes(t testing.TB, h *hash) {
	t.Helper()
	if h.table == nil || h.table.expiry == nil {
		require.True(t, h.table == nil || h.large())
		return
	}
	times := h.table.expiry.times.(*expiringFields)
	require.Equal(t, times.table.len(), times.order.len())
	for n := range times.table.all() {
		_, found := h.get(n.key)
		require.True(t, found, "%q expires, but is not there", n.key)
		require.Same(t, n, times.order.items[n.val.position-1])
	}
	for i := range max(len(h.pairs)-1, 0) {
		at, next := times.get(h.pairs[i].field), times.get(h.pairs[i+1].field)
		require.True(t, next == 0 || at != 0 && at <= next, "fields are out of order")
	}
}

func checkWaiters(t testing.TB, e *Engine, db *database) {
	t.Helper()
	for key, waits := range db.waiters {
		require.NotEmpty(t, waits)
		for i, w := range waits {
			require.Same(t, w, w.conn.wait)
			require.Contains(t, w.keys, key)
			require.Contains(t, e.conns, w.conn)
			require.True(t, i == 0 || waits[i-1].number < w.number, "waiters are out of order")
		}
	}
}

func checkWatchers(t testing.TB, e *Engine, db *database) {
	t.Helper()
	for key, conns := range db.watchers {
		require.NotEmpty(t, conns)
		for _, c := range conns {
			require.Contains(t, c.tx.watched, watchedKey{db, key})
			require.Contains(t, e.conns, c)
		}
	}
}
