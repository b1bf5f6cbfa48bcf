// SCAN and its kin: pages, and iterators over all pages.

package client

import (
	"context"
	"iter"

	"resplay/resp"
)

// ScanOptions say what a scan looks for.
type ScanOptions struct {
	Match string // a pattern; "": everything
	Count int64  // about how many elements the server looks at for a page; 0: the server's default
	Type  string // of key, for SCAN only; "": any
}

func (o ScanOptions) args(command ...string) []string {
	if o.Match != "" {
		command = append(command, "MATCH", o.Match)
	}
	if o.Count != 0 {
		command = append(command, "COUNT", itoa(o.Count))
	}
	if o.Type != "" {
		command = append(command, "TYPE", o.Type)
	}
	return command
}

// Page is what one step of a scan found.
type Page[T any] struct {
	Cursor string // for the next step; "0": this was the last
	Items  []T    // maybe none, although there are further pages
}

// Scan finds keys. A scan begins with cursor "0", and ends when a page has that cursor.
func (c Commands) Scan(cursor string, o ScanOptions) *Future[Page[string]] {
	return run(c, textPage, o.args("SCAN", cursor)...)
}

// SScan finds members of a set, as Scan does keys.
func (c Commands) SScan(key, cursor string, o ScanOptions) *Future[Page[string]] {
	return run(c, textPage, o.args("SSCAN", key, cursor)...)
}

// HScan finds fields of a hash, as Scan does keys.
func (c Commands) HScan(key, cursor string, o ScanOptions) *Future[Page[Pair]] {
	return run(c, pairPage, o.args("HSCAN", key, cursor)...)
}

func textPage(v resp.Value) (Page[string], error) { return page(v, texts) }
func pairPage(v resp.Value) (Page[Pair], error)   { return page(v, pairs) }

func page[T any](v resp.Value, items func(resp.Value) ([]T, error)) (p Page[T], err error) {
	if len(v.Elems) != 2 {
		return p, &DecodeError{Want: "a cursor and a page", Reply: v}
	}
	if p.Cursor, err = text(v.Elems[0]); err == nil {
		p.Items, err = items(v.Elems[1])
	}
	return p, err
}

// ScanAll iterates over the keys, and awaits page after page. A key that is
// there from beginning to end is found, maybe more than once. An error ends
// the iteration.
func (c *Client) ScanAll(ctx context.Context, o ScanOptions) iter.Seq2[string, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[string]] { return c.Scan(cursor, o) })
}

// SScanAll iterates over the members of a set, as ScanAll does over keys.
func (c *Client) SScanAll(ctx context.Context, key string, o ScanOptions) iter.Seq2[string, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[string]] { return c.SScan(key, cursor, o) })
}

// HScanAll iterates over the fields of a hash, as ScanAll does over keys.
func (c *Client) HScanAll(ctx context.Context, key string, o ScanOptions) iter.Seq2[Pair, error] {
	return scanAll(ctx, func(cursor string) *Future[Page[Pair]] { return c.HScan(key, cursor, o) })
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
			if cursor = p.Cursor; cursor == "0" {
				return
			}
		}
	}
}
