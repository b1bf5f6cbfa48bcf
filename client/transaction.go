// Transactions: WATCH, a function that reads and queues, EXEC, and again when
// a watched key had changed.

package client

import (
	"context"

	"resplay/resp"
)

// Tx is one attempt at a transaction, all of it on one connection. Its
// commands are sent at once until Multi, and queued from then on: their
// futures resolve when EXEC has run them. A Tx is over when the function that
// it was given to is.
type Tx struct {
	Commands
	lease *Lease
	queue *Pipeline
	multi bool
}

func newTx(l *Lease) *Tx {
	tx := &Tx{lease: l, queue: l.Pipeline(true)}
	tx.Commands = Commands{core: l.core(), via: tx}
	return tx
}

// execute implements executor.
func (tx *Tx) execute(q *call) {
	if tx.multi {
		tx.queue.execute(q)
	} else {
		tx.lease.execute(q)
	}
}

// Multi ends the reading part: the commands that follow are queued.
func (tx *Tx) Multi() {
	tx.core.Lock()
	defer tx.core.Unlock()
	tx.multi = true
}

// Transaction watches keys and calls fn, as callbacks are called, which reads,
// calls [Tx.Multi], queues commands, and returns the future that says when it
// is through, or nil when it is already. Then the queue is executed. When a
// watched key had changed, everything is done again, as [Options].Watch says;
// the futures of the attempt before are rejected with ErrWatch.
//
// The future resolves with the replies of the queued commands. It is rejected
// with fn's error, with ErrWatch, or as that of [Pipeline.Exec] is.
func (c *Client) Transaction(fn func(tx *Tx) Awaited, keys ...string) *Future[[]resp.Value] {
	c.core.Lock()
	defer c.core.Unlock()
	a := &attempts{client: c, fn: fn, keys: keys, result: newStep[[]resp.Value](c.core, append([]string{"transaction"}, keys...)...)}
	acquired := c.acquire("acquire")
	a.stop = acquired.cancel
	a.result.place = abandonFunc(func() { a.stop() })
	acquired.after(a.acquired)
	c.core.limited(&a.result.call)
	return a.result
}

// attempts is a Transaction under way.
type attempts struct {
	client *Client
	fn     func(tx *Tx) Awaited
	keys   []string
	result *Future[[]resp.Value]
	lease  *Lease
	n      int    // attempts made
	stop   func() // gives up what is being waited for
}

func (a *attempts) acquired(l *Lease, err error) {
	if err != nil {
		a.result.fail(err)
		return
	}
	a.lease = l
	a.result.whenDone(l.release)
	a.watch()
}

func (a *attempts) watch() {
	a.n++
	a.stop = func() {}
	if len(a.keys) == 0 {
		a.run()
		return
	}
	watched := watchKeys(a.lease, a.keys)
	watched.after(func(_ struct{}, err error) {
		if err != nil {
			a.result.fail(err)
			return
		}
		a.run()
	})
}

func watchKeys(l *Lease, keys []string) *Future[struct{}] {
	f := newCall(l.core(), done, append([]string{"WATCH"}, keys...)...)
	l.execute(&f.call)
	return f
}

// run calls fn on a turn of its own, and executes when it is through.
func (a *attempts) run() {
	if a.result.done {
		return
	}
	tx := newTx(a.lease)
	a.client.core.sched.Post(func() {
		through := a.fn(tx)
		a.client.core.Lock()
		defer a.client.core.Unlock()
		if through == nil {
			a.through(tx, nil)
			return
		}
		through.whenDone(func() { a.through(tx, through.outcome()) })
	})
}

func (a *attempts) through(tx *Tx, err error) {
	if a.result.done {
		err = ErrCancelled
	}
	if err != nil {
		tx.queue.discard(err)
		a.result.fail(err)
		return
	}
	executed := tx.queue.exec()
	a.stop = executed.cancel
	executed.after(a.executed)
}

func (a *attempts) executed(replies []resp.Value, err error) {
	if err != ErrWatch || a.n > a.client.opts.Watch.Attempts {
		a.result.settle(replies, err)
		return
	}
	pause := a.client.core.after(a.client.core.delay(a.client.opts.Watch, a.n), a.watch)
	a.stop = pause.stop
}

// Transact is [Client.Transaction] for programs that may block: fn awaits what
// it reads, and everything is done on the caller's goroutine.
func (c *Client) Transact(ctx context.Context, fn func(tx *Tx) error, keys ...string) ([]resp.Value, error) {
	l, err := c.Acquire().Await(ctx)
	if err != nil {
		return nil, err
	}
	defer l.Release()
	for n := 1; ; n++ {
		replies, err := l.attempt(ctx, fn, keys)
		if err != ErrWatch || n > c.opts.Watch.Attempts {
			return replies, err
		}
		if _, err := c.pause(n).Await(ctx); err != nil {
			return nil, err
		}
	}
}

func (l *Lease) attempt(ctx context.Context, fn func(tx *Tx) error, keys []string) ([]resp.Value, error) {
	if len(keys) > 0 {
		if _, err := l.Watch(keys...).Await(ctx); err != nil {
			return nil, err
		}
	}
	tx := newTx(l)
	if err := fn(tx); err != nil {
		tx.queue.Discard()
		return nil, err
	}
	return tx.queue.Exec().Await(ctx)
}

// pause resolves when the time has come for a transaction's next attempt.
func (c *Client) pause(n int) *Future[struct{}] {
	c.core.Lock()
	defer c.core.Unlock()
	f := derived[struct{}](c.core)
	t := c.core.after(c.core.delay(c.opts.Watch, n), func() { f.resolve(struct{}{}) })
	f.place = abandonFunc(t.stop)
	return f
}
