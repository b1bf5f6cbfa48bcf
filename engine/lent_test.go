//go:build !first && !whole

// Arguments that are lent: what a command keeps of them is its own.

package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// onlooker is an observer to whom nothing matters. Where one is, nothing is lent.
type onlooker struct{}

func (onlooker) Executed(*Conn, []string, []byte)      {}
func (onlooker) Blocked(*Conn, []string)               {}
func (onlooker) Unblocked(*Conn)                       {}
func (onlooker) KeyChanged(*Conn, int, string, string) {}
func (onlooker) WatchDirtied(*Conn, int, string)       {}
func (onlooker) Published(*Conn, string, string, int)  {}

// TestLentArgumentsAreNotKept: an engine whose reader writes over what it has
// lent answers as one that is lent nothing, and has the same keys and log.
func TestLentArgumentsAreNotKept(t *testing.T) {
	data := func(cmd *Command) bool {
		groups := "string bitmap list hash set sorted-set geo stream hyperloglog generic transactions"
		return slices.Contains(strings.Fields(groups), cmd.Group) && cmd.Flags&Blocking == 0
	}
	overwrite := []byte(strings.Repeat(" ", 600) + "\r\n") // no command
	for seed := range uint64(60) {
		var lent, owned recorder
		a := New(Options{Seed: seed, Now: time.Unix(1_700_000_000, 0), Log: lent.record})
		b := New(Options{Seed: seed, Now: time.Unix(1_700_000_000, 0), Log: owned.record, Observer: onlooker{}})
		one, other := a.Connect("a"), b.Connect("b")
		g := newGambler(seed, data)
		for range 400 {
			line := g.line()
			for _, c := range []*Conn{one, other} {
				c.Feed(resp.AppendCommand(nil, line...))
			}
			require.Equal(t, string(other.Output()), string(one.Output()), "seed %d: %q", seed, line)
			one.Feed(overwrite)
		}
		checkInvariants(t, a)
		require.Equal(t, string(b.AppendRewrite(nil)), string(a.AppendRewrite(nil)), "seed %d", seed)
		require.Equal(t, owned.lines, lent.lines, "seed %d", seed)
	}
}
