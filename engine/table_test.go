// The command table: what every declaration must have.

package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDeclarations(t *testing.T) {
	names := map[string]bool{}
	var check func(cmd *Command)
	check = func(cmd *Command) {
		name := cmd.FullName()
		require.False(t, names[name], "%s is declared twice", name)
		names[name] = true
		require.Equal(t, strings.ToLower(cmd.Name), cmd.Name)
		require.NotEmpty(t, cmd.Since, name)
		require.NotEmpty(t, cmd.Group, name)
		require.NotEmpty(t, cmd.Complexity, name)
		require.True(t, strings.HasSuffix(cmd.Summary, "."), "the summary of %s is not a sentence", name)
		require.True(t, cmd.run != nil || len(cmd.Subcommands) > 0, name)
		require.NotZero(t, cmd.Arity, name)
		require.Equal(t, cmd.Arity < 0, strings.ContainsAny(cmd.Synopsis, "[") || len(cmd.Subcommands) > 0 || variable[name],
			"arity and synopsis of %s", name)
		movable := slices.ContainsFunc(cmd.Keys, func(spec KeySpec) bool { return spec.Count || spec.Unknown || spec.Keyword != "" })
		require.Equal(t, movable, cmd.Flags&MovableKeys != 0, name)
		require.False(t, cmd.Flags&Write != 0 && cmd.Flags&ReadOnly != 0, name)
		for i := range cmd.Subcommands {
			check(&cmd.Subcommands[i])
		}
	}
	for _, cmd := range newCommandTable(Commands()).sorted() {
		check(cmd)
	}
}

// variable are commands that take more than their synopsis says, as Redis does.
var variable = map[string]bool{"quit": true, "client|kill": true, "cluster|setslot": true, "psync": true}

func TestCommandsAreCopies(t *testing.T) {
	list := Commands()
	for i := range list {
		list[i].Name = "changed"
		for j := range list[i].Subcommands {
			list[i].Subcommands[j].Name = "changed"
		}
	}
	for _, cmd := range Commands() {
		require.NotEqual(t, "changed", cmd.Name)
		for _, sub := range cmd.Subcommands {
			require.NotEqual(t, "changed", sub.Name)
		}
	}
}

func TestCommandWithoutArguments(t *testing.T) {
	w := newWorld(t, Options{})
	all := w.do(step{client: "a", args: []string{"COMMAND"}})[0].value
	count := w.do(step{client: "a", args: []string{"COMMAND", "COUNT"}})[0].value
	docs := w.do(step{client: "a", args: []string{"COMMAND", "DOCS"}})[0].value
	require.Equal(t, count.Int, int64(len(all.Elems)))
	require.Equal(t, count.Int*2, int64(len(docs.Elems)))
	require.Equal(t, "acl", all.Elems[0].Elems[0].Str)
}
