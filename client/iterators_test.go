// Iterating over scans and ranges: which calls are made, and when.

package client

import (
	"context"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// collect is what an iteration yields, and the error that ended it.
func collect[T any](all iter.Seq2[T, error]) (items []T, last error) {
	for item, err := range all {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

func TestScanAll(t *testing.T) {
	w := newWorld(script(map[string]string{
		"SCAN 0 MATCH u:*":   "*2\r\n$1\r\n7\r\n*2\r\n$3\r\nu:1\r\n$3\r\nu:2\r\n",
		"SCAN 7 MATCH u:*":   "*2\r\n$1\r\n9\r\n*0\r\n",
		"SCAN 9 MATCH u:*":   "*2\r\n$1\r\n0\r\n*1\r\n$3\r\nu:3\r\n",
		"SSCAN s 0 COUNT 2":  "*2\r\n$1\r\n0\r\n*1\r\n$1\r\nm\r\n",
		"HSCAN h 0 NOVALUES": "*2\r\n$1\r\n0\r\n*1\r\n$1\r\nf\r\n",
		"ZSCAN z 0 MATCH a*": "*2\r\n$1\r\n5\r\n*0\r\n",
		"ZSCAN z 5 MATCH a*": "*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$3\r\n1.5\r\n",
		"HSCAN h 0":          "*2\r\n$1\r\n3\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n",
		"HSCAN h 3":          "-ERR broken\r\n",
		"SCAN 0 TYPE hash":   "*2\r\n$1\r\n0\r\n*0\r\n",
	}))
	c := w.client(Options{Protocol: 2})
	ctx := context.Background()

	keys, err := collect(c.ScanAll(ctx, ScanOptions{Match: "u:*"}))
	members, _ := collect(c.SScanAll(ctx, "s", ScanOptions{Count: 2}))
	fields, _ := collect(c.HScanNoValuesAll(ctx, "h", ScanOptions{}))
	scores, _ := collect(c.ZScanAll(ctx, "z", ScanOptions{Match: "a*"}))
	pairs, broken := collect(c.HScanAll(ctx, "h", ScanOptions{}))
	none, _ := collect(c.ScanAll(ctx, ScanOptions{Type: "hash"}))
	assert.Equal(t, []any{
		[]string{"u:1", "u:2", "u:3"}, nil, []string{"m"}, []string{"f"}, []Scored{{"a", 1.5}},
		[]Pair{{"f", "v"}}, resp.Error("ERR broken"), []string(nil),
	}, []any{keys, err, members, fields, scores, pairs, broken, none})
}

func TestALoopThatIsLeftMakesNoFurtherCall(t *testing.T) {
	w := newWorld(script(map[string]string{
		"SCAN 0":               "*2\r\n$1\r\n7\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n",
		"XRANGE s - + COUNT 2": "*2\r\n*2\r\n$3\r\n1-1\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n*2\r\n$3\r\n1-2\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n",
	}))
	c := w.client(Options{Protocol: 2})
	for range c.ScanAll(t.Context(), ScanOptions{}) {
		break
	}
	for range c.XRangeAll(t.Context(), "s", "-", "+", 2) {
		break
	}
	w.settle()
	assert.Equal(t, []string{"SCAN 0", "XRANGE s - + COUNT 2"}, w.wires[0].said())
}

func TestXRangeAllBeginsBehindTheLastPage(t *testing.T) {
	message := func(id string) string { return "*2\r\n$3\r\n" + id + "\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n" }
	w := newWorld(script(map[string]string{
		"XRANGE s 1 + COUNT 2":       "*2\r\n" + message("1-1") + message("1-2"),
		"XRANGE s (1-2 + COUNT 2":    "*2\r\n" + message("3-1") + message("3-2"),
		"XRANGE s (3-2 + COUNT 2":    "*0\r\n",
		"XREVRANGE s + - COUNT 2":    "*2\r\n" + message("3-2") + message("3-1"),
		"XREVRANGE s (3-1 - COUNT 2": "*1\r\n" + message("1-2"),
		"XRANGE t - + COUNT 100":     "-WRONGTYPE no stream\r\n",
	}))
	c := w.client(Options{Protocol: 2})
	ids := func(all iter.Seq2[StreamMessage, error]) (ids []string) {
		messages, err := collect(all)
		assert.NoError(t, err)
		for _, m := range messages {
			ids = append(ids, m.ID)
		}
		return ids
	}
	upwards := c.XRangeAll(t.Context(), "s", "1", "+", 2)
	assert.Equal(t, []string{"1-1", "1-2", "3-1", "3-2"}, ids(upwards))
	assert.Equal(t, []string{"1-1", "1-2", "3-1", "3-2"}, ids(upwards), "an iterator can be used again")
	assert.Equal(t, []string{"3-2", "3-1", "1-2"}, ids(c.XRevRangeAll(t.Context(), "s", "+", "-", 2)))
	_, err := collect(c.XRangeAll(t.Context(), "t", "-", "+", 0))
	assert.EqualError(t, err, "WRONGTYPE no stream")
}

func TestIterationEndsWithItsContext(t *testing.T) {
	w := newWorld(script(map[string]string{"SCAN 0": "*2\r\n$1\r\n7\r\n*1\r\n$1\r\na\r\n"}))
	c := w.client(Options{Protocol: 2})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []any
	for key, err := range c.ScanAll(ctx, ScanOptions{}) {
		got = append(got, key, err)
		cancel()
	}
	assert.Equal(t, []any{"a", nil, "", context.Canceled}, got, "the page that never came is not waited for")
}

// A client makes the next page's call on another connection; a lease has but the one.
func TestConnectionsLostBetweenPages(t *testing.T) {
	w := newWorld(script(map[string]string{
		"SCAN 0": "*2\r\n$1\r\n7\r\n*1\r\n$1\r\na\r\n",
		"SCAN 7": "*2\r\n$1\r\n0\r\n*1\r\n$1\r\nb\r\n",
	}))
	c := w.client(Options{Protocol: 2})
	var keys []string
	for key, err := range c.ScanAll(t.Context(), ScanOptions{}) {
		assert.NoError(t, err)
		keys = append(keys, key)
		w.wires[len(w.wires)-1].end(errCut)
	}
	assert.Equal(t, []any{[]string{"a", "b"}, 2}, []any{keys, len(w.wires)})

	l := value(t, c.Acquire())
	keys = nil
	var last error
	for key, err := range l.ScanAll(t.Context(), ScanOptions{}) {
		keys, last = append(keys, key), err
		w.wires[len(w.wires)-1].end(errCut)
	}
	assert.Equal(t, []string{"a", ""}, keys)
	assert.ErrorIs(t, last, ErrClosed)
}

// Where nothing may wait, each page is taken from the callback of the one before.
func TestScanningInCallbacks(t *testing.T) {
	w := newWorld(script(map[string]string{
		"SCAN 0": "*2\r\n$1\r\n7\r\n*1\r\n$1\r\na\r\n",
		"SCAN 7": "*2\r\n$1\r\n0\r\n*1\r\n$1\r\nb\r\n",
	}))
	c := w.client(Options{Protocol: 2})
	var keys []string
	var next func(p Page[string], err error)
	next = func(p Page[string], err error) {
		assert.NoError(t, err)
		if keys = append(keys, p.Items...); !p.Last() {
			c.Scan(p.Cursor, ScanOptions{}).Then(next)
		}
	}
	c.Scan("0", ScanOptions{}).Then(next)
	w.settle()
	assert.Equal(t, []string{"a", "b"}, keys)
}
