// What a Tx allows when, and how every way out of it leaves the connection.

package client

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// Each row is a body; what it put on the wire behind WATCH n shows its state.
func TestTxStates(t *testing.T) {
	for _, row := range []struct {
		name string
		body func(tx *Tx)
		said string
		err  string
	}{
		{"commands are sent at once until Multi",
			func(tx *Tx) { tx.Get("a"); tx.Get("b") },
			"GET a; GET b", ""},
		{"and queued from then on",
			func(tx *Tx) { tx.Get("a"); tx.Multi(); tx.Set("a", "1"); tx.Set("b", "2") },
			"GET a; MULTI; SET a 1; SET b 2; EXEC", ""},
		{"nothing queued: nothing to execute",
			func(tx *Tx) { tx.Multi() },
			"", ""},
		{"Unwatch forgets the keys",
			func(tx *Tx) { tx.Unwatch(); tx.Multi(); tx.Set("a", "1") },
			"UNWATCH; MULTI; SET a 1; EXEC", ""},
		{"more keys can be watched until Multi",
			func(tx *Tx) { tx.Watch("m"); tx.Multi(); tx.Set("a", "1") },
			"WATCH m; MULTI; SET a 1; EXEC", ""},
		{"a nested Multi",
			func(tx *Tx) { tx.Multi(); tx.Set("a", "1"); tx.Multi() },
			"", "Multi was called twice: a transaction has one MULTI, what follows it is queued already"},
		{"Watch behind Multi",
			func(tx *Tx) { tx.Multi(); tx.Watch("m"); tx.Set("a", "1") },
			"", "WATCH m comes too late behind Multi: the server would queue it"},
		{"Unwatch behind Multi",
			func(tx *Tx) { tx.Multi(); tx.Unwatch() },
			"", "UNWATCH comes too late behind Multi: the server would queue it"},
		{"MULTI by hand",
			func(tx *Tx) { tx.Do("multi"); tx.Set("a", "1") },
			"SET a 1", "multi is the transaction's own: call Multi, and EXEC is sent when its function is through"},
		{"EXEC by hand",
			func(tx *Tx) { tx.Multi(); tx.Set("a", "1"); tx.Do("EXEC") },
			"", "EXEC is the transaction's own: call Multi, and EXEC is sent when its function is through"},
		{"the first mistake is the one that is told",
			func(tx *Tx) { tx.Multi(); tx.Do("DISCARD"); tx.Multi() },
			"", "DISCARD is the transaction's own: call Multi, and EXEC is sent when its function is through"},
	} {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2})
		_, err := c.Transaction(func(tx *Tx) Awaited { row.body(tx); return nil }, "n").Await(context.Background())
		w.settle()
		said := strings.TrimPrefix(strings.Join(w.wires[0].said(), "; ")+"; ", "WATCH n; ")
		given := strings.TrimSuffix(said, "UNWATCH; ") // which is sent when the connection is given back
		assert.Equal(t, row.said, strings.TrimSuffix(given, "; "), row.name)
		if row.err != "" {
			assert.ErrorIs(t, err, ErrUsage, row.name)
			assert.EqualError(t, err, row.err, row.name)
		} else {
			assert.NoError(t, err, row.name)
		}
		assert.Equal(t, 0, c.Stats().InUse, row.name)
		assert.Equal(t, connState{}, c.node.pool.idle[0].conn.state, "%s: given back clean", row.name)
	}
}

func TestTxIsOverWhenItsFunctionIs(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	var kept *Tx
	var queued *Future[int64]
	value(t, c.Transaction(func(tx *Tx) Awaited {
		kept = tx
		tx.Multi()
		queued = tx.Incr("n")
		return nil
	}))
	assert.Equal(t, int64(1), value(t, queued))
	const over = "on a transaction that was over: a Tx is for the function that it is given to"
	assert.EqualError(t, failure(t, kept.Incr("n")), "INCR n was called "+over)
	assert.EqualError(t, kept.Multi(), "Multi was called "+over)
	assert.ErrorIs(t, kept.Multi(), ErrUsage)
	assert.Equal(t, "1", value(t, c.Get("n")))
}

func TestEachAttemptHasATxOfItsOwn(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Watch: Retry{Attempts: 3}})
	txs := map[*Tx]bool{}
	var attempts []int
	var replies []*Future[int64]
	f := c.Transaction(func(tx *Tx) Awaited {
		txs[tx] = true
		attempts = append(attempts, tx.Attempt())
		tx.Multi()
		replies = append(replies, tx.Incr("n"))
		if tx.Attempt() < 3 {
			return c.Set("n", "0")
		}
		return nil
	}, "n")
	value(t, f)
	assert.Equal(t, []any{3, []int{1, 2, 3}}, []any{len(txs), attempts})
	assert.Equal(t, []error{ErrWatch, ErrWatch, nil}, []error{replies[0].Err(), replies[1].Err(), replies[2].Err()})
}

func TestTransactLeavesNothingBehind(t *testing.T) {
	no := errors.New("not today")
	ctx, cancel := context.WithCancel(context.Background())
	for _, row := range []struct {
		name string
		body func(tx *Tx) error
		want error
	}{
		{"error ahead of Multi", func(tx *Tx) error { tx.Get("n"); return no }, no},
		{"error behind Multi", func(tx *Tx) error { tx.Multi(); tx.Incr("n"); return no }, no},
		{"panic", func(tx *Tx) error { tx.Multi(); tx.Incr("n"); panic("oh") }, nil},
		{"misuse", func(tx *Tx) error { tx.Multi(); tx.Incr("n"); return tx.Multi() }, ErrUsage},
		{"ctx ends", func(tx *Tx) error {
			cancel()
			_, err := tx.Get("n").Await(ctx)
			return err
		}, context.Canceled},
	} {
		s := newServer()
		w := newWorld(s.serve)
		c := w.client(Options{Protocol: 2, Pool: Pool{Max: 1}})
		transact := func() error {
			_, err := c.Transact(ctx, func(tx *Tx) error { return row.body(tx) }, "n")
			return err
		}
		if row.want == nil {
			assert.PanicsWithValue(t, "oh", func() { transact() }, row.name)
		} else {
			assert.ErrorIs(t, transact(), row.want, row.name)
		}
		w.settle()
		assert.NotContains(t, s.executed, "INCR n", row.name)
		assert.Equal(t, []int{0, 1}, []int{c.Stats().InUse, c.Stats().Idle}, row.name)
		assert.Equal(t, connState{}, c.node.pool.idle[0].conn.state, "%s: given back clean", row.name)
	}
}

func TestTransactWhoseContextEndsInTheMiddle(t *testing.T) {
	for at := range 12 {
		w := newWorld(newServer().serve)
		w.trip = 5 * ms
		c := w.client(Options{Pool: Pool{Max: 1}, Watch: Retry{Base: 10 * ms}})
		ctx, cancel := context.WithCancel(context.Background())
		w.After(time.Duration(at)*5*ms, cancel)
		_, err := c.Transact(ctx, func(tx *Tx) error {
			if _, err := tx.Get("n").Await(ctx); err != nil && err != ErrNil {
				return err
			}
			tx.Multi()
			tx.Incr("n")
			_, err := c.Set("n", "0").Await(ctx) // lose each time
			return err
		}, "n")
		assert.ErrorIs(t, err, context.Canceled)
		w.settle()
		assert.Equal(t, 0, c.Stats().InUse, "after %d trips", at)
	}
}

// The connection is lost while a transaction pauses: nothing of the next
// attempt depends on it.
func TestTransactionGoesOnAfterALossBetweenAttempts(t *testing.T) {
	lose := func(w *world, c *Client, attempt int) Awaited {
		if attempt > 1 {
			return nil
		}
		w.After(5*ms, func() { // the attempt is over, and paused
			for _, wire := range w.wires {
				if g, ok := wire.data.(*guest); ok && len(g.watched) == 0 {
					wire.end(errCut)
				}
			}
		})
		return c.Set("n", "40")
	}
	options := Options{Protocol: 2, Watch: Retry{Attempts: 3, Base: 50 * ms, Cap: 50 * ms}, Seed: 1}

	w := newWorld(newServer().serve)
	c := w.client(options)
	replies := value(t, c.Transaction(func(tx *Tx) Awaited {
		tx.Multi()
		tx.Incr("n")
		return lose(w, c, tx.Attempt())
	}, "n"))
	assert.Equal(t, []resp.Value{resp.Integer(41)}, replies)
	assert.Len(t, w.wires, 3, "the shared one, the one that was lost, another")

	w = newWorld(newServer().serve)
	c = w.client(options)
	replies, err := c.Transact(t.Context(), func(tx *Tx) error {
		tx.Multi()
		tx.Incr("n")
		if f := lose(w, c, tx.Attempt()); f != nil {
			w.Wait(t.Context(), f)
		}
		return nil
	}, "n")
	assert.Equal(t, []any{[]resp.Value{resp.Integer(41)}, nil}, []any{replies, err})
	assert.Len(t, w.wires, 3)
	w.settle()
	assert.Equal(t, []int{0, 1}, []int{c.Stats().InUse, w.open()})
}
