//go:build !first

// Transactions: WATCH, a function that reads and queues, EXEC, and again when
// a watched key had changed.

package client

import (
	"context"

	"resplay/resp"
)

// Tx is one attempt at a transaction, all of it on one connection. Its
// commands are sent at once until Multi, and queued from then on: their
// futures resolve when EXEC has run them, behind the function that the Tx was
// given to, which must not await them. A Tx is over when that function is; the
// next attempt has another.
//
// More keys can be watched with [Commands.Watch] until Multi, and forgotten
// with [Commands.Unwatch]. What cannot be, such as a second Multi, or Watch
// behind it, is an ErrUsage, and nothing is executed.
type Tx struct {
	Commands
	lease   *Lease
	queue   *Pipeline
	attempt int
	multi   bool
	over    bool
	fault   error // the first misuse; nil: none
}

func newTx(l *Lease, attempt int) *Tx {
	tx := &Tx{lease: l, queue: l.Pipeline(true), attempt: attempt}
	tx.Commands = Commands{core: l.core(), via: tx}
	return tx
}

// execute implements executor.
func (tx *Tx) execute(q *call) {
	switch {
	case tx.over:
		q.fail(usageError(commandLine(q.args()) + " was called on a transaction that was over: a Tx is for the function that it is given to"))
	case q.effect == multi || q.effect == endMulti:
		tx.refuse(q, " is the transaction's own: call Multi, and EXEC is sent when its function is through")
	case tx.multi && (q.effect == watch || q.effect == unwatch):
		tx.refuse(q, " comes too late behind Multi: the server would queue it")
	case tx.multi:
		tx.queue.execute(q)
	default:
		tx.lease.execute(q)
	}
}

func (tx *Tx) refuse(q *call, why string) { q.fail(tx.misused(commandLine(q.args()) + why)) }

// misused makes the attempt fail: whoever made the mistake may not look at
// the future that says so.
func (tx *Tx) misused(how string) error {
	err := usageError(how)
	if tx.fault == nil {
		tx.fault = err
	}
	return err
}

// Multi ends the reading part: the commands that follow are queued. A second
// Multi is an ErrUsage, which the transaction fails with as well.
func (tx *Tx) Multi() error {
	tx.core.Lock()
	defer tx.core.Unlock()
	switch {
	case tx.over:
		return usageError("Multi was called on a transaction that was over: a Tx is for the function that it is given to")
	case tx.multi:
		return tx.misused("Multi was called twice: a transaction has one MULTI, what follows it is queued already")
	}
	tx.multi = true
	return nil
}

// Attempt is how many times the transaction has been begun, this time included.
func (tx *Tx) Attempt() int { return tx.attempt }

// end ends the attempt: with EXEC, or, because of err or a fault, without.
func (tx *Tx) end(err error) (*Future[[]resp.Value], error) {
	tx.over = true
	if err == nil {
		err = tx.fault
	}
	if err != nil {
		tx.queue.discard(err)
		return nil, err
	}
	return tx.queue.exec(), nil
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
	a.result.place = abandonFunc(func() { a.stop() })
	a.acquire()
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
	n      int    // attempts begun
	stop   func() // gives up what is being waited for
}

func (a *attempts) acquire() {
	acquired := a.client.acquire("acquire")
	a.stop = acquired.cancel
	acquired.after(a.acquired)
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
	tx := newTx(a.lease, a.n)
	a.client.core.sched.Post(func() {
		a.client.core.whenOver(a.fn(tx), func(err error) { a.through(tx, err) })
	})
}

func (a *attempts) through(tx *Tx, err error) {
	if a.result.done {
		err = ErrCancelled
	}
	executed, err := tx.end(err)
	if err != nil {
		a.result.fail(err)
		return
	}
	a.stop = executed.cancel
	executed.after(a.executed)
}

func (a *attempts) executed(replies []resp.Value, err error) {
	if err != ErrWatch || a.n > a.client.opts.Watch.Attempts {
		a.result.settle(replies, err)
		return
	}
	wait := a.client.core.delay(a.client.opts.Watch, a.n)
	a.client.core.hooks.Retrying(a.client.core.client, a.result.id, a.n, wait, err)
	pause := a.client.core.after(wait, a.again)
	a.stop = pause.stop
}

// again begins another attempt, on the same connection if that is still there.
func (a *attempts) again() {
	if a.lease.ended != nil {
		a.acquire()
		return
	}
	a.watch()
}

// Transact is [Client.Transaction] for programs that may block: fn awaits what
// it reads, but not what it queues behind [Tx.Multi], whose replies Transact
// returns. Everything is done on the caller's goroutine. However fn ends, by an
// error, a panic, or because ctx does, the connection is given back clean.
func (c *Client) Transact(ctx context.Context, fn func(tx *Tx) error, keys ...string) ([]resp.Value, error) {
	l, err := c.Acquire().Await(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { l.Release() }()
	for n := 1; ; n++ {
		replies, err := l.attempt(ctx, n, fn, keys)
		if err != ErrWatch || n > c.opts.Watch.Attempts {
			return replies, err
		}
		if _, err := c.pause(n).Await(ctx); err != nil {
			return nil, err
		}
		if l, err = l.orAnother(ctx); err != nil {
			return nil, err
		}
	}
}

// orAnother is the lease, or another when its connection was lost.
func (l *Lease) orAnother(ctx context.Context) (*Lease, error) {
	l.core().Lock()
	lost := l.ended != nil
	l.core().Unlock()
	if !lost {
		return l, nil
	}
	another, err := l.node.client.Acquire().Await(ctx)
	if err != nil {
		return l, err
	}
	return another, nil
}

func (l *Lease) attempt(ctx context.Context, n int, fn func(tx *Tx) error, keys []string) ([]resp.Value, error) {
	if len(keys) > 0 {
		if _, err := l.Watch(keys...).Await(ctx); err != nil {
			return nil, err
		}
	}
	executed, err := newTx(l, n).run(fn)
	if err != nil {
		return nil, err
	}
	return executed.Await(ctx)
}

// run calls fn and ends the attempt, also when fn panics.
func (tx *Tx) run(fn func(tx *Tx) error) (executed *Future[[]resp.Value], err error) {
	err = ErrCancelled // unless fn returns
	defer func() {
		tx.core.Lock()
		defer tx.core.Unlock()
		executed, err = tx.end(err)
	}()
	err = fn(tx)
	return
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
