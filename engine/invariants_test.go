// What must be true of an engine whatever was done to it.

package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
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
				if e.lazily == nil && !standsStill(e) {
					require.Greater(t, ent.val.expireAt, e.milliseconds(), "key %q has expired", ent.key)
				}
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

// standsStill reports whether DEBUG SLEEP keeps everything as it is.
func standsStill(e *Engine) bool {
	if e.gate == nil {
		return false
	}
	_, still := e.gate.standstill()
	return still
}

// sizeOrText is an object's size; a string or a stream may be empty.
func sizeOrText(o object) int {
	if o.kind() == "string" || o.kind() == "stream" {
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
	case *stream:
		checkStream(t, v)
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

func checkStream(t testing.TB, s *stream) {
	t.Helper()
	length, bytes, previous := int64(0), int64(0), zeroID
	for i, n := range s.nodes {
		live := 0
		for j := range n.len() {
			require.True(t, i == 0 && j == 0 || previous.less(n.id(j)), "entries are out of order")
			previous = n.id(j)
			if !n.deleted(j) {
				live++
			}
		}
		require.Equal(t, live, n.live)
		require.Equal(t, n.master, n.id(0))
		length += int64(live)
		bytes += n.memory()
	}
	first := zeroID
	for entry := range s.ascend(zeroID, maxID) {
		first = entry.id
		break
	}
	for _, g := range s.groups {
		bytes += checkGroup(t, g)
	}
	require.Equal(t, []any{length, bytes, first}, []any{s.length, s.bytes, s.firstID})
	require.False(t, s.lastID.less(s.last()) || s.lastID.less(s.maxDeleted) || s.added < s.length)
	require.True(t, slices.IsSortedFunc(s.groups, func(a, b *consumerGroup) int { return strings.Compare(a.name, b.name) }))
}

// checkGroup returns the bytes that a group takes.
func checkGroup(t testing.TB, g *consumerGroup) int64 {
	t.Helper()
	bytes, held := groupMemory+int64(len(g.name)), 0
	for i, reader := range g.consumers {
		require.True(t, i == 0 || g.consumers[i-1].name < reader.name)
		bytes += consumerMemory + int64(len(reader.name)) + pendingMemory*int64(reader.pending.length)
		for _, p := range checkPending(t, &reader.pending) {
			require.Same(t, reader, p.consumer)
			require.Same(t, p, g.pending.get(p.id))
			held++
		}
	}
	require.Len(t, checkPending(t, &g.pending), held)
	return bytes
}

func checkPending(t testing.TB, l *pendingList) []*pending {
	t.Helper()
	all := slices.Collect(l.from(zeroID))
	require.Len(t, all, l.length)
	for i := range all {
		require.True(t, i == 0 || all[i-1].id.less(all[i].id))
	}
	for _, block := range l.blocks {
		require.NotEmpty(t, block)
		require.LessOrEqual(t, len(block), pendingBlock)
	}
	return all
}

// smallOptions make limits easy to reach.
func smallOptions() Options {
	return Options{
		Seed: 1, Now: time.UnixMilli(1_700_000_000_000), MaxMemory: 256 << 10, OutputLimit: 256 << 10,
		MaxClients: 8, Debug: "yes", ScriptSteps: 100_000, ScriptMemory: 1 << 20, Limits: resp.Limits{Bulk: 64 << 10, Elems: 4096},
	}
}
