// Fields of hashes that expire: the log, events, wake-ups, and their cost.

package engine

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

func TestLogOfFieldExpiry(t *testing.T) {
	var r recorder
	w := newWorld(t, Options{Seed: 1, Log: r.record})
	w.play(`
> HSET h a 1 b 2 c 3 d 4
> HEXPIRE h 10 FIELDS 3 a b missing
> HEXPIRE h 20 NX FIELDS 2 a c
> HEXPIRE h 20 XX FIELDS 1 d
> HINCRBYFLOAT h a 0.5
> HPERSIST h FIELDS 2 c d
> HPERSIST h FIELDS 1 c
> HGETEX h EX 5 FIELDS 2 a missing
> HGETEX h PERSIST FIELDS 2 c a
> HGETEX h PERSIST FIELDS 2 c a
> HGETEX h FIELDS 2 c a
> HSETEX h EX 30 FIELDS 1 e 1
> HSETEX h KEEPTTL FIELDS 1 e 2
> HSETEX h FNX FIELDS 1 e 3
> HSETEX h FIELDS 1 f 3
> HEXPIRE h 0 FIELDS 2 f d
> HGETDEL h FIELDS 1 c
> HGETDEL h FIELDS 1 c
@advance 10s
> HPEXPIRE h 5 FIELDS 2 a e
@advance 10s
> EXISTS h`)
	require.Equal(t, strings.Split(strings.TrimSpace(`
HSET h a 1 b 2 c 3 d 4
HPEXPIREAT h 1700000010000 FIELDS 2 a b
HPEXPIREAT h 1700000020000 FIELDS 1 c
MULTI
HSET h a 1.5
HPEXPIREAT h 1700000010000 FIELDS 1 a
EXEC
HPERSIST h FIELDS 2 c d
HPEXPIREAT h 1700000005000 FIELDS 1 a
HPERSIST h FIELDS 2 c a
MULTI
HSET h e 1
HPEXPIREAT h 1700000030000 FIELDS 1 e
EXEC
HSETEX h KEEPTTL FIELDS 1 e 2
HSETEX h FIELDS 1 f 3
HDEL h f d
HDEL h c
HDEL h b
HPEXPIREAT h 1700000010005 FIELDS 2 a e
HDEL h a e`), "\n"), r.lines)
	checkInvariants(t, w.engine)
}

// events records what happens to keys.
type events struct {
	Observer
	names []string
}

func (o *events) KeyChanged(_ *Conn, _ int, _, event string) {
	o.names = append(o.names, event)
}
func (o *events) Executed(*Conn, []string, []byte) {}

func TestEventsOfFieldExpiry(t *testing.T) {
	o := &events{}
	w := newWorld(t, Options{Seed: 1, Observer: o})
	w.play(`
> HSETEX h EX 10 FIELDS 2 a 1 b 2
> HPERSIST h FIELDS 1 a
> HGETEX h EX 5 FIELDS 1 a
> HGETEX h PERSIST FIELDS 1 b
> HSETEX h FIELDS 1 c 2
> HEXPIRE h 0 FIELDS 1 c
@advance 5s
> HSETEX h PXAT 1 FIELDS 1 b 2
> HSET h a 1
> HGETDEL h FIELDS 1 a
> HSETEX h EX 10 FIELDS 2 a 1 b 2
@advance 20s`)
	require.Equal(t, "hset hexpire hpersist hexpire hpersist hset hdel hexpired hset hdel del hset hdel del hset hexpire hexpired del",
		strings.Join(o.names, " "))
}

// TestRewriteKeepsFieldExpiry: a rewrite rebuilds values, times and order.
func TestRewriteKeepsFieldExpiry(t *testing.T) {
	for _, size := range []int{5, 100, 1000} {
		random := rand.New(rand.NewPCG(1, uint64(size)))
		w := newWorld(t, Options{Seed: 1})
		c := w.conn("a")
		for i := range size {
			field := "f" + formatInt(int64(i))
			c.Feed(resp.AppendCommand(nil, "HSET", "h", field, "v"))
			c.Feed(resp.AppendCommand(nil, "HEXPIRE", "h", formatInt(1+random.Int64N(50)), "FIELDS", "1", field))
		}
		want := w.engine.AppendRewrite(nil)
		again := New(Options{Seed: 2, Now: w.engine.Now()})
		require.NoError(t, again.Replay(want))
		checkInvariants(t, again)
		require.Equal(t, string(want), string(again.AppendRewrite(nil)))
		for seconds := range 51 {
			now := w.engine.Now().Add(time.Second)
			w.engine.Advance(now)
			again.Advance(now)
			checkInvariants(t, again)
			require.Equal(t, string(w.engine.AppendRewrite(nil)), string(again.AppendRewrite(nil)), "after %d s", seconds)
		}
		require.Empty(t, again.Keys(0))
	}
}

// TestFieldExpiryIsSoughtInOrder: a hundred thousand fields cost no more each
// than a thousand.
func TestFieldExpiryIsSoughtInOrder(t *testing.T) {
	e := New(Options{MaxMemory: -1})
	c := e.Connect("")
	const count = 100_000
	for i := range count {
		field := formatInt(int64(i * 7919 % count))
		c.Feed(resp.AppendCommand(nil, "HSETEX", "h"+field[len(field)-1:], "PX", field, "FIELDS", "1", field, "v"))
		c.Output()
	}
	started := time.Now()
	e.Advance(e.Now().Add(count * time.Millisecond))
	require.Empty(t, e.Keys(0))
	require.Less(t, time.Since(started), 5*time.Second)
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
		if e.lazily == nil && !standsStill(e) {
			require.Greater(t, x.at, e.milliseconds(), "a field of %q has expired", ent.key)
		}
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
