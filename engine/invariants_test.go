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
	case *zset:
		checkZset(t, v)
	}
}

func checkZset(t testing.TB, z *zset) {
	t.Helper()
	bytes, count, last := int64(0), 0, (*scored)(nil)
	for member, score := range z.from(0) {
		item := &scored{member, score}
		require.True(t, last == nil || last.before(item), "%v is out of order", item)
		bytes, count, last = bytes+int64(len(member)), count+1, item
		known, found := z.score(member)
		require.True(t, found && known == score, "score of %q", member)
	}
	require.Equal(t, bytes, z.bytes)
	require.Equal(t, [2]int{count, count}, [2]int{z.len(), checkPage(t, z.root)})
	if z.table != nil {
		require.Equal(t, count, z.table.len())
	}
}

// checkPage checks the bounds and counts of a page and returns its own count.
func checkPage(t testing.TB, p *zpage) int {
	t.Helper()
	require.LessOrEqual(t, p.length(), fullPage)
	count := len(p.leaf)
	for i := range p.subs {
		sub := &p.subs[i]
		require.Positive(t, sub.count)
		require.Equal(t, sub.count, checkPage(t, sub.page))
		require.False(t, sub.page.at(0).before(&sub.low))
		require.True(t, i == 0 || p.subs[i-1].page.at(p.subs[i-1].count-1).before(&sub.low))
		count += sub.count
	}
	return count
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
