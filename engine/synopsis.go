//go:build !first && !whole

// A synopsis as COMMAND DOCS takes it apart: arguments with name and type.

package engine

import (
	"slices"
	"strings"

	"resplay/resp"
)

// argument is one argument of a synopsis, or a group of them.
type argument struct {
	name     string
	kind     string // string, integer, key ... or pure-token, oneof, block
	token    string // keyword ahead of it
	optional bool
	multiple bool
	parts    []argument
}

// synopsisArguments returns the arguments that a synopsis describes. In it,
// capitals are keywords, [] is what may be missing, <> groups, | separates
// what excludes each other, and "x [x ...]" may be repeated.
func synopsisArguments(synopsis string) []resp.Value {
	for _, sign := range []string{"[", "]", "<", ">"} {
		synopsis = strings.ReplaceAll(synopsis, sign, " "+sign+" ")
	}
	parser := synopsisParser{words: strings.Fields(synopsis)}
	var list []resp.Value
	for _, arg := range parser.sequence() {
		list = append(list, arg.docs())
	}
	return list
}

type synopsisParser struct{ words []string }

// next takes the next word; "" at the end.
func (p *synopsisParser) next() string {
	if len(p.words) == 0 {
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

// sequence reads up to the end of the group that it begins in.
func (p *synopsisParser) sequence() []argument {
	var alternatives [][]argument
	var current []argument
	for {
		switch word := p.next(); word {
		case "", "]", ">":
			if alternatives == nil {
				return current
			}
			return []argument{oneOf(append(alternatives, current))}
		case "|":
			alternatives, current = append(alternatives, current), nil
		case "<":
			current = append(current, p.sequence()...)
		case "[":
			current = p.optional(current)
		default:
			current = append(current, p.plain(word))
		}
	}
}

// optional reads a group in brackets behind the arguments so far. One that
// repeats the last of them, and "...", says that those may come again.
func (p *synopsisParser) optional(before []argument) []argument {
	group := p.sequence()
	n := len(group) - 1
	if n > 0 && group[n].name == "..." && n <= len(before) && sameNames(group[:n], before[len(before)-n:]) {
		repeated := block(slices.Clone(before[len(before)-n:]))
		repeated.multiple = true
		return append(before[:len(before)-n], repeated)
	}
	arg := block(group)
	arg.optional = true
	return append(before, arg)
}

func sameNames(a, b []argument) bool {
	return slices.EqualFunc(a, b, func(a, b argument) bool { return a.name == b.name })
}

// plain is a keyword, a keyword with its value, or a value.
func (p *synopsisParser) plain(word string) argument {
	if word != upper(word) || word == "..." {
		return argument{name: word, kind: argumentKind(word)}
	}
	if len(p.words) > 0 && !isKeyword(p.words[0]) {
		value := p.plain(p.next())
		value.token = word
		return value
	}
	return argument{name: lower(word), kind: "pure-token", token: word}
}

// isKeyword reports whether a word is no value: a keyword or a sign.
func isKeyword(word string) bool { return word == upper(word) }

// block makes one argument of several.
func block(parts []argument) argument {
	if len(parts) == 1 {
		return parts[0]
	}
	return argument{name: groupName(parts), kind: "block", parts: parts}
}

func oneOf(alternatives [][]argument) argument {
	var parts []argument
	for _, alternative := range alternatives {
		parts = append(parts, block(alternative))
	}
	return argument{name: groupName(parts), kind: "oneof", parts: parts}
}

func groupName(parts []argument) string {
	var names []string
	for _, part := range parts {
		names = append(names, part.name)
	}
	return strings.Join(names, "-")
}

// argumentKind is the type of an argument, which its name tells.
func argumentKind(name string) string {
	switch name {
	case "key", "newkey", "source", "destination":
		return "key"
	case "pattern":
		return "pattern"
	case "seconds", "milliseconds", "increment", "decrement", "index", "index1", "index2", "db", "destination-db",
		"offset", "start", "stop", "end", "count", "cursor", "numkeys", "limit", "rank", "num-matches", "len",
		"numreplicas", "protover", "client-id", "maxage":
		return "integer"
	case "timeout":
		return "double"
	}
	if strings.HasPrefix(name, "unix-time") {
		return "unix-time"
	}
	return "string"
}

// docs is an argument as COMMAND DOCS describes it.
func (a argument) docs() resp.Value {
	pairs := []resp.Value{
		resp.Bulk("name"), resp.Bulk(a.name),
		resp.Bulk("type"), resp.Bulk(a.kind),
	}
	if a.kind == "key" {
		pairs = append(pairs, resp.Bulk("key_spec_index"), resp.Integer(0))
	}
	if a.token != "" {
		pairs = append(pairs, resp.Bulk("token"), resp.Bulk(a.token))
	}
	var flags []string
	if a.optional {
		flags = append(flags, "optional")
	}
	if a.multiple {
		flags = append(flags, "multiple")
	}
	if len(flags) > 0 {
		pairs = append(pairs, resp.Bulk("flags"), simpleSet(flags))
	}
	if len(a.parts) > 0 {
		var parts []resp.Value
		for _, part := range a.parts {
			parts = append(parts, part.docs())
		}
		pairs = append(pairs, resp.Bulk("arguments"), resp.Array(parts...))
	}
	return resp.Map(pairs...)
}
