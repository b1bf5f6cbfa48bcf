// WATCH, retries, and who gives the connection back.

package client

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// increment is the body of a transaction that reads a counter and writes it.
func increment(tx *Tx) Awaited {
	return Map(tx.Get("n"), func(n string) (struct{}, error) {
		i, err := strconv.Atoi(n)
		tx.Multi()
		tx.Set("n", strconv.Itoa(i+1))
		return struct{}{}, err
	})
}

func TestTransactionWatchesOnTheConnectionOfItsExec(t *testing.T) {
	for _, mode := range bothModes {
		w := newWorld(newServer().serve)
		c := w.client(Options{Protocol: 2, Mode: mode})
		value(t, c.Set("n", "41"))
		assert.Equal(t, []resp.Value{resp.OK()}, value(t, c.Transaction(increment, "n")))
		last := w.wires[len(w.wires)-1].said()
		assert.Equal(t, []string{"WATCH n", "GET n", "MULTI; SET n 42; EXEC"}, last[len(last)-3:], "%v", mode)
		w.settle()
		assert.Equal(t, 0, c.Stats().InUse)
	}
}

func TestTransactionsThatRaceAllHappen(t *testing.T) {
	for _, mode := range bothModes {
		w := newWorld(newServer().serve)
		w.trip = 5 * ms
		c := w.client(Options{Mode: mode})
		value(t, c.Set("n", "0"))
		var fs []*Future[[]resp.Value]
		for range 20 {
			fs = append(fs, c.Transaction(increment, "n"))
		}
		value(t, All(fs...))
		assert.Equal(t, "20", value(t, c.Get("n")), "%v", mode)
	}
}

// spoil is a body that always loses: another client writes meanwhile.
func spoil(t *testing.T, c *Client, attempts *int) func(tx *Tx) Awaited {
	return func(tx *Tx) Awaited {
		*attempts++
		tx.Multi()
		tx.Incr("n")
		return c.Set("n", strconv.Itoa(*attempts))
	}
}

func TestTransactionGivesUpAtItsLimit(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Watch: Retry{Attempts: 4, Base: 10 * ms, Cap: 20 * ms}})
	attempts := 0
	assert.Equal(t, ErrWatch, failure(t, c.Transaction(spoil(t, c, &attempts), "n")))
	assert.Equal(t, 5, attempts)
	assert.Greater(t, w.now, time.Duration(0))
	assert.LessOrEqual(t, w.now, (10+20+20+20)*ms)
	w.settle()
	assert.Equal(t, 0, c.Stats().InUse)
}

func TestTransactionBodyThatFails(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2, Pool: Pool{Max: 1}})
	no := errors.New("not today")
	var queued *Future[int64]
	err := failure(t, c.Transaction(func(tx *Tx) Awaited {
		return Map(tx.Ping(), func(string) (struct{}, error) {
			tx.Multi()
			queued = tx.Incr("n")
			return struct{}{}, no
		})
	}, "n"))
	assert.Equal(t, resp.Error("ERR unknown command 'PING'"), err, "the error of what the body returned")
	assert.Nil(t, queued)

	value(t, c.Set("n", "1"))
	err = failure(t, c.Transaction(func(tx *Tx) Awaited {
		return Map(tx.Get("n"), func(string) (struct{}, error) {
			tx.Multi()
			queued = tx.Incr("n")
			return struct{}{}, no
		})
	}, "n"))
	assert.Equal(t, []error{no, no}, []error{err, queued.Err()})
	w.settle()
	assert.Equal(t, 0, c.Stats().InUse)
	assert.Equal(t, "UNWATCH", w.wires[0].said()[len(w.wires[0].said())-1])
}

func TestTransactionThatReadsOnly(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{})
	value(t, c.Set("n", "1"))
	var n *Future[string]
	replies := value(t, c.Transaction(func(tx *Tx) Awaited { n = tx.Get("n"); return n }, "n"))
	assert.Equal(t, []any{[]resp.Value{}, "1"}, []any{replies, value(t, n)})
}

func TestTransactionWithoutKeysOrWaiting(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2})
	replies := value(t, c.Transaction(func(tx *Tx) Awaited {
		tx.Multi()
		tx.Set("a", "1")
		return nil
	}))
	assert.Equal(t, []resp.Value{resp.OK()}, replies)
	assert.Equal(t, []string{"MULTI; SET a 1; EXEC"}, w.wires[0].said())
}

func TestCancelledTransactionGivesItsConnectionBack(t *testing.T) {
	for at := time.Duration(0); at < 60*ms; at += ms {
		w := newWorld(newServer().serve)
		w.trip = 5 * ms
		c := w.client(Options{Pool: Pool{Max: 1}, Watch: Retry{Base: 10 * ms}})
		attempts := 0
		f := c.Transaction(spoil(t, c, &attempts), "n")
		w.advance(at)
		f.Cancel()
		w.settle()
		assert.Equal(t, ErrCancelled, f.Err())
		assert.Equal(t, 0, c.Stats().InUse, "cancelled after %v", at)
		assert.NoError(t, value(t, c.Acquire()).Set("a", "1").Err(), "after %v", at)
	}
}

func TestTransact(t *testing.T) {
	w := newWorld(newServer().serve)
	c := w.client(Options{Protocol: 2, Watch: Retry{Attempts: 3}})
	ctx := context.Background()
	value(t, c.Set("n", "41"))
	attempts := 0
	replies, err := c.Transact(ctx, func(tx *Tx) error {
		n, err := tx.Get("n").Await(ctx)
		if err != nil {
			return err
		}
		if attempts++; attempts < 3 {
			value(t, c.Set("n", "40"+strconv.Itoa(attempts))) // lose twice
		}
		tx.Multi()
		tx.Append("n", "!"+n)
		tx.Incr("hits")
		return nil
	}, "n")
	assert.NoError(t, err)
	assert.Equal(t, []any{3, 2}, []any{attempts, len(replies)})

	_, err = c.Transact(ctx, func(*Tx) error { return errors.New("not today") }, "n")
	assert.EqualError(t, err, "not today")
	_, err = c.Transact(ctx, func(tx *Tx) error {
		tx.Multi()
		tx.Incr("n")
		value(t, c.Set("n", "1"))
		return nil
	}, "n")
	assert.Equal(t, ErrWatch, err)
	w.settle()
	assert.Equal(t, 0, c.Stats().InUse)
}
