//go:build !first

// What has come and waits for its consumer: a queue that is read by futures.

package client

import (
	"context"
	"iter"
	"slices"
)

// inbox is a queue on both sides: items that nobody has asked for yet, or
// consumers that have asked and got nothing yet.
type inbox[T any] struct {
	core   *core
	items  fifo[T]
	asking []*Future[T]
	taken  func(item *T) // sees each item as it is taken; nil: nobody does
	ended  error         // why nothing will be put any more; nil: it may be
}

// put adds an item, or gives it to who has asked first.
func (b *inbox[T]) put(item T) {
	b.items.push(item)
	for len(b.asking) > 0 && b.items.len() > 0 {
		f := b.asking[0]
		b.asking = b.asking[1:]
		f.resolve(b.take())
	}
}

func (b *inbox[T]) take() T {
	item := b.items.pop()
	if b.taken != nil {
		b.taken(&item)
	}
	return item
}

// next asks for an item. Cancelling the future withdraws the question.
func (b *inbox[T]) next() *Future[T] {
	f := derived[T](b.core)
	f.say("next")
	switch {
	case b.items.len() > 0:
		f.resolve(b.take())
	case b.ended != nil:
		f.fail(b.ended)
	default:
		b.asking = append(b.asking, f)
		f.place = abandonFunc(func() {
			b.asking = slices.DeleteFunc(b.asking, func(other *Future[T]) bool { return other == f })
		})
	}
	return f
}

// end lets nobody wait any more. What is there can still be taken.
func (b *inbox[T]) end(err error) {
	b.ended = err
	asking := b.asking
	b.asking = nil
	for _, f := range asking {
		f.fail(err)
	}
}

// each awaits one item after the other. That the source was closed ends the
// iteration, any other error is its last step.
func each[T any](ctx context.Context, next func() *Future[T], closed error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			item, err := next().Await(ctx)
			if err == closed || !yield(item, err) || err != nil {
				return
			}
		}
	}
}
