// What the most frequent commands allocate: nothing.

package engine

import (
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// TestNoAllocation feeds bytes and gives the output back, as a server does.
func TestNoAllocation(t *testing.T) {
	for _, lines := range [][]string{
		{"PING"}, {"GET key"}, {"GET missing"}, {"GET number"}, {"GET big"}, {"SET key another"}, {"SET number 12"}, {"INCR number"},
		{"INCR big"}, {"SET key value", "GET key", "INCR number", "PING"},
	} {
		c := New(Options{Seed: 1}).Connect("test")
		feed := func(lines ...string) func() {
			var batch []byte
			for _, line := range lines {
				args, err := resp.SplitLine(line)
				require.NoError(t, err)
				batch = resp.AppendCommand(batch, args...)
			}
			return func() {
				c.Feed(batch)
				c.Recycle(c.Output())
			}
		}
		feed("SET key value", "SET number 7", "SET big 1000000")()
		run := feed(lines...)
		run() // makes room for the output, and the string's form that can be written over
		require.Zero(t, testing.AllocsPerRun(1000, run), lines)
	}
}
