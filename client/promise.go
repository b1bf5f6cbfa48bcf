// Promise: a future that a program settles.

package client

// Promise is a future that the program itself settles, asyncio's
// loop.create_future: with it, what calls back becomes something to await. It
// is a [Future] in all else, so it may be cancelled, and its field Future goes
// wherever one is wanted, into All or WaitFor.
type Promise[T any] struct {
	*Future[T]
}

// NewPromise returns a promise that is awaited, and calls back, as the futures
// of c do, also once c is closed. name, if given, tells it from others in texts and traces.
func NewPromise[T any](c *Client, name ...string) *Promise[T] {
	c.core.Lock()
	defer c.core.Unlock()
	p := &Promise[T]{newStep[T](c.core, append([]string{"promise"}, name...)...)}
	if c.core.isDetached() {
		p.fail(c.closed)
	}
	return p
}

// Resolve settles the promise with a value. It returns an ErrUsage, and
// changes nothing, when the promise is settled already.
func (p *Promise[T]) Resolve(v T) error {
	p.core.Lock()
	defer p.core.Unlock()
	if p.done {
		return p.settledAlready()
	}
	p.resolve(v)
	return nil
}

// Reject settles the promise with an error, as Resolve does with a value.
func (p *Promise[T]) Reject(err error) error {
	p.core.Lock()
	defer p.core.Unlock()
	switch {
	case p.done:
		return p.settledAlready()
	case err == nil:
		return usageError(p.name() + " was rejected with no error: Resolve it, or say what went wrong")
	}
	p.fail(err)
	return nil
}

func (p *Promise[T]) settledAlready() error {
	return usageError(p.name() + " was settled before: it is " + p.state().String())
}
