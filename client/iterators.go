//go:build !first

// Iterators over scans and ranges of streams, see [Iterators].

package client

import (
	"context"
	"iter"
)

// ScanAll iterates over the keys. One that is there from beginning to end is
// found, maybe more than once.
//
// Redis: https://redis.io/commands/scan/
func (c Iterators) ScanAll(ctx context.Context, o ScanOptions) iter.Seq2[string, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[string]] { return c.Scan(cursor, o) })
}

// SScanAll iterates over the members of a set, as ScanAll does over keys.
//
// Redis: https://redis.io/commands/sscan/
func (c Iterators) SScanAll(ctx context.Context, key string, o ScanOptions) iter.Seq2[string, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[string]] { return c.SScan(key, cursor, o) })
}

// HScanAll iterates over the fields of a hash and their values, as ScanAll
// does over keys.
//
// Redis: https://redis.io/commands/hscan/
func (c Iterators) HScanAll(ctx context.Context, key string, o ScanOptions) iter.Seq2[Pair, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[Pair]] { return c.HScan(key, cursor, o) })
}

// HScanNoValuesAll iterates over the names of the fields of a hash, as ScanAll
// does over keys. It needs Redis 7.4.
//
// Redis: https://redis.io/commands/hscan/
func (c Iterators) HScanNoValuesAll(ctx context.Context, key string, o ScanOptions) iter.Seq2[string, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[string]] { return c.HScanNoValues(key, cursor, o) })
}

// ZScanAll iterates over the members of a sorted set and their scores, as
// ScanAll does over keys.
//
// Redis: https://redis.io/commands/zscan/
func (c Iterators) ZScanAll(ctx context.Context, key string, o ScanOptions) iter.Seq2[Scored, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[Scored]] { return c.ZScan(key, cursor, o) })
}

func scanAll[T any](ctx context.Context, next func(cursor string) *Future[Page[T]]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for cursor := "0"; ; {
			p, err := next(cursor).Await(ctx)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range p.Items {
				if !yield(item, nil) {
					return
				}
			}
			if cursor = p.Cursor; p.Last() {
				return
			}
		}
	}
}

// XRangeAll iterates over the messages of a stream from ID start to ID end,
// which are as in [Commands.XRange], oldest first, a page of up to count at a
// time; 0: 100. Messages that are added to the range meanwhile may be found.
//
// Redis: https://redis.io/commands/xrange/
func (c Iterators) XRangeAll(ctx context.Context, key, start, end string, count int64) iter.Seq2[StreamMessage, error] {
	return rangeAll(ctx, start, count, func(from string, n int64) *Future[[]StreamMessage] {
		return c.XRangeN(key, from, end, n)
	})
}

// XRevRangeAll is XRangeAll, newest first: from the higher ID end to the lower start.
//
// Redis: https://redis.io/commands/xrevrange/
func (c Iterators) XRevRangeAll(ctx context.Context, key, end, start string, count int64) iter.Seq2[StreamMessage, error] {
	return rangeAll(ctx, end, count, func(from string, n int64) *Future[[]StreamMessage] {
		return c.XRevRangeN(key, from, start, n)
	})
}

// rangeAll iterates from an ID on. Each page but the first starts behind the
// last message of the page before; a page that is not full is the last.
func rangeAll(ctx context.Context, from string, count int64, next func(from string, n int64) *Future[[]StreamMessage]) iter.Seq2[StreamMessage, error] {
	if count <= 0 {
		count = 100
	}
	return func(yield func(StreamMessage, error) bool) {
		for from := from; ; {
			messages, err := next(from, count).Await(ctx)
			if err != nil {
				yield(StreamMessage{}, err)
				return
			}
			for _, m := range messages {
				if !yield(m, nil) {
					return
				}
				from = "(" + m.ID
			}
			if int64(len(messages)) < count {
				return
			}
		}
	}
}
