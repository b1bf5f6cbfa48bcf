// Iterating over scans.

package client

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestScanAll(t *testing.T) {
	w := newWorld(script(map[string]string{
		"SCAN 0 MATCH u:*":  "*2\r\n$1\r\n7\r\n*2\r\n$3\r\nu:1\r\n$3\r\nu:2\r\n",
		"SCAN 7 MATCH u:*":  "*2\r\n$1\r\n9\r\n*0\r\n",
		"SCAN 9 MATCH u:*":  "*2\r\n$1\r\n0\r\n*1\r\n$3\r\nu:3\r\n",
		"SSCAN s 0 COUNT 2": "*2\r\n$1\r\n0\r\n*1\r\n$1\r\nm\r\n",
		"HSCAN h 0":         "*2\r\n$1\r\n3\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n",
		"HSCAN h 3":         "-ERR broken\r\n",
	}))
	c := w.client(Options{Protocol: 2})
	ctx := context.Background()

	var keys []string
	for key, err := range c.ScanAll(ctx, ScanOptions{Match: "u:*"}) {
		assert.NoError(t, err)
		keys = append(keys, key)
	}
	assert.Equal(t, []string{"u:1", "u:2", "u:3"}, keys)

	for key := range c.ScanAll(ctx, ScanOptions{Match: "u:*"}) {
		keys = append(keys, "again "+key)
		break
	}
	for member := range c.SScanAll(ctx, "s", ScanOptions{Count: 2}) {
		keys = append(keys, member)
	}
	assert.Equal(t, []string{"u:1", "u:2", "u:3", "again u:1", "m"}, keys)

	var pairs []Pair
	var last error
	for pair, err := range c.HScanAll(ctx, "h", ScanOptions{}) {
		pairs, last = append(pairs, pair), err
	}
	assert.Equal(t, []Pair{{"f", "v"}, {}}, pairs, "an error comes last")
	assert.EqualError(t, last, "ERR broken")
}
