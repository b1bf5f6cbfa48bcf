//go:build !first

// SCAN and its kin: pages of what a database, a set, a hash or a sorted set holds.

package client

import "resplay/resp"

// ScanOptions say what a scan looks for.
type ScanOptions struct {
	Match string // a pattern of keys, members or fields, as "user:*"; "": all
	Count int64  // about how many elements the server looks at for a page; 0: the server's default, 10
	Type  string // of key, for SCAN only, as "hash"; "": any
}

// args returns the options as words behind args.
func (o ScanOptions) args(args ...string) []string {
	if o.Match != "" {
		args = append(args, "MATCH", o.Match)
	}
	if o.Count != 0 {
		args = append(args, "COUNT", itoa(o.Count))
	}
	if o.Type != "" {
		args = append(args, "TYPE", o.Type)
	}
	return args
}

// Page is what one step of a scan found.
type Page[T any] struct {
	Cursor string // for the next step; "0": this was the last
	Items  []T    // maybe none, although there are further pages
}

// Last reports whether the scan is through.
func (p Page[T]) Last() bool { return p.Cursor == "0" }

// Scan finds keys. A scan begins with cursor "0", goes on with the cursor of
// each page, and ends with the page that is the [Page.Last]. The server keeps
// nothing for it: a cursor is as good on another connection, and a scan may
// be left at any time. What is there from beginning to end is found, maybe
// more than once; what comes or goes meanwhile may be. [Iterators.ScanAll]
// does all steps; where nothing may wait, as in callbacks, each can be taken
// from the [Future.Then] of the one before.
//
// Redis: https://redis.io/commands/scan/
func (c Commands) Scan(cursor string, o ScanOptions) *Future[Page[string]] {
	return run(c, textPage, o.args("SCAN", cursor)...)
}

// SScan finds members of a set, as Scan does keys.
//
// Redis: https://redis.io/commands/sscan/
func (c Commands) SScan(key, cursor string, o ScanOptions) *Future[Page[string]] {
	return run(c, textPage, o.args("SSCAN", key, cursor)...)
}

// HScan finds fields of a hash and their values, as Scan does keys.
//
// Redis: https://redis.io/commands/hscan/
func (c Commands) HScan(key, cursor string, o ScanOptions) *Future[Page[Pair]] {
	return run(c, pairPage, o.args("HSCAN", key, cursor)...)
}

// HScanNoValues is HScan for the names of fields alone. It needs Redis 7.4.
//
// Redis: https://redis.io/commands/hscan/
func (c Commands) HScanNoValues(key, cursor string, o ScanOptions) *Future[Page[string]] {
	return run(c, textPage, append(o.args("HSCAN", key, cursor), "NOVALUES")...)
}

// ZScan finds members of a sorted set and their scores, as Scan does keys.
//
// Redis: https://redis.io/commands/zscan/
func (c Commands) ZScan(key, cursor string, o ScanOptions) *Future[Page[Scored]] {
	return run(c, scoredPage, o.args("ZSCAN", key, cursor)...)
}

func textPage(v resp.Value) (Page[string], error)   { return page(v, texts) }
func pairPage(v resp.Value) (Page[Pair], error)     { return page(v, pairs) }
func scoredPage(v resp.Value) (Page[Scored], error) { return page(v, scoredMembers) }

func page[T any](v resp.Value, items func(resp.Value) ([]T, error)) (p Page[T], err error) {
	if len(v.Elems) != 2 {
		return p, &DecodeError{Want: "a cursor and a page", Reply: v}
	}
	p.Cursor, p.Items = take(&err, v.Elems[0], text), take(&err, v.Elems[1], items)
	return p, err
}
