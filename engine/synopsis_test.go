//go:build !first && !whole

// What COMMAND DOCS makes of a synopsis.

package engine

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

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
