// The command table: what every declaration must have.

package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
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
var variable = map[string]bool{"quit": true, "client|kill": true}

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
	require.Equal(t, "append", all.Elems[0].Elems[0].Str)
}

func TestSynopsisArguments(t *testing.T) {
	for synopsis, want := range map[string]string{
		"":                                  "",
		"key":                               "key:key",
		"key value":                         "key:key value:string",
		"key [key ...]":                     "key:key*",
		"key field value [field value ...]": "key:key (field:string value:string)*",
		"[message]":                         "[message:string]",
		"key [NX | XX] [GET] [EX seconds | PX milliseconds]": "key:key [<nx:pure-token=NX|xx:pure-token=XX>] [get:pure-token=GET] " +
			"[<seconds:integer=EX|milliseconds:integer=PX>]",
		"source <LEFT | RIGHT> timeout":       "source:key <left:pure-token=LEFT|right:pure-token=RIGHT> timeout:double",
		"[protover [AUTH username password]]": "[(protover:integer [(username:string=AUTH password:string)])]",
	} {
		var got []string
		for _, v := range synopsisArguments(synopsis) {
			got = append(got, sketch(v))
		}
		require.Equal(t, want, strings.Join(got, " "), synopsis)
	}
}

// sketch shows an argument of COMMAND DOCS on one line.
func sketch(v resp.Value) string {
	fields := map[string]resp.Value{}
	for i := 0; i < len(v.Elems); i += 2 {
		fields[v.Elems[i].Str] = v.Elems[i+1]
	}
	var parts []string
	for _, part := range fields["arguments"].Elems {
		parts = append(parts, sketch(part))
	}
	text := fields["name"].Str + ":" + fields["type"].Str
	switch fields["type"].Str {
	case "block":
		text = "(" + strings.Join(parts, " ") + ")"
	case "oneof":
		text = "<" + strings.Join(parts, "|") + ">"
	}
	if token := fields["token"].Str; token != "" {
		text += "=" + token
	}
	for _, flag := range fields["flags"].Elems {
		if flag.Str == "multiple" {
			text += "*"
		}
		if flag.Str == "optional" {
			text = "[" + text + "]"
		}
	}
	return text
}
