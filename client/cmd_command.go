//go:build !first

// COMMAND commands: what the server tells of its commands.

package client

import "resplay/resp"

// CommandInfo is what a server tells of a command to routers and checkers.
type CommandInfo struct {
	Name       string // lower case, container|name for a subcommand; "": there is no such command
	Arity      int64  // words of its line, with the name; below 0: at least so many
	Flags      []string
	FirstKey   int64 // the number of the word that is its first key, from 1; 0: it has none
	LastKey    int64 // below 0: from the end
	Step       int64 // from key to key
	Categories []string
	Tips       []string
	KeySpecs   []KeySpec // where its keys are, in full
	Sub        []CommandInfo
}

// KeySpec says where some of a command's keys are, and what it does to them.
type KeySpec struct {
	Notes string
	Flags []string // see KeyUse
	Begin KeySearch
	Find  KeySearch
}

// KeySearch is how to find where keys begin, or those behind the first.
type KeySearch struct {
	Type string            // index, keyword, range, keynum or unknown
	Spec map[string]string // numbers and words of that type, by name
}

// Command resolves with all commands of the server.
//
// Redis: https://redis.io/commands/command/
func (c Commands) Command() *Future[[]CommandInfo] { return run(c, listOf(commandInfo), "COMMAND") }

// CommandInfo resolves with those of names, in order, and with all when none is named.
//
// Redis: https://redis.io/commands/command-info/
func (c Commands) CommandInfo(names ...string) *Future[[]CommandInfo] {
	return run(c, listOf(commandInfo), words("COMMAND INFO", names)...)
}

// commandInfo reads what grew from version to version.
func commandInfo(v resp.Value) (i CommandInfo, err error) {
	if v.IsNull() {
		return i, nil
	}
	parts, err := tuple(v, 6, "a command")
	if err != nil {
		return i, err
	}
	i.Name, i.Arity, i.Flags = take(&err, parts[0], text), take(&err, parts[1], integer), take(&err, parts[2], texts)
	i.FirstKey, i.LastKey, i.Step = take(&err, parts[3], integer), take(&err, parts[4], integer), take(&err, parts[5], integer)
	if len(parts) > 6 {
		i.Categories = take(&err, parts[6], texts)
	}
	if len(parts) > 9 {
		i.Tips, i.KeySpecs = take(&err, parts[7], texts), take(&err, parts[8], listOf(keySpec))
		i.Sub = take(&err, parts[9], listOf(commandInfo))
	}
	return i, err
}

func keySpec(v resp.Value) (s KeySpec, err error) {
	r := newRecord(v)
	s.Notes, s.Flags = fieldOr(r, "notes", text, ""), field(r, "flags", texts)
	s.Begin, s.Find = field(r, "begin_search", keySearch), field(r, "find_keys", keySearch)
	return s, r.err
}

func keySearch(v resp.Value) (s KeySearch, err error) {
	r := newRecord(v)
	s.Type, s.Spec = field(r, "type", text), field(r, "spec", dictionary)
	return s, r.err
}

// CommandCount resolves with the number of commands that the server has.
//
// Redis: https://redis.io/commands/command-count/
func (c Commands) CommandCount() *Future[int64] { return run(c, integer, "COMMAND", "COUNT") }

// CommandDoc is what a server tells of a command to people.
type CommandDoc struct {
	Summary    string
	Since      string // the version that brought it
	Group      string
	Complexity string
	Flags      []string // deprecated, syscmd
	Deprecated string   // the version that discouraged it; "": none did
	ReplacedBy string
	History    [][]string // version, what it changed
	Arguments  []CommandArgument
	Sub        map[string]CommandDoc
}

// CommandArgument is an argument of a command, or a group of them.
type CommandArgument struct {
	Name      string
	Type      string // string, integer, double, key, pattern, unix-time, pure-token, oneof or block
	Token     string // the word ahead of it, or that it is
	Flags     []string
	Arguments []CommandArgument // of a oneof or block
}

// CommandDocs resolves with the documentation of commands by name, and of all
// when none is named. Unknown ones are left out.
//
// Redis: https://redis.io/commands/command-docs/
func (c Commands) CommandDocs(names ...string) *Future[map[string]CommandDoc] {
	return run(c, commandDocs, words("COMMAND DOCS", names)...)
}

func commandDocs(v resp.Value) (map[string]CommandDoc, error) { return table(v, commandDoc) }

func commandDoc(v resp.Value) (d CommandDoc, err error) {
	r := newRecord(v)
	d.Summary, d.Since, d.Group = fieldOr(r, "summary", text, ""), fieldOr(r, "since", text, ""), fieldOr(r, "group", text, "")
	d.Complexity, d.Flags = fieldOr(r, "complexity", text, ""), fieldOr(r, "doc_flags", texts, nil)
	d.Deprecated, d.ReplacedBy = fieldOr(r, "deprecated_since", text, ""), fieldOr(r, "replaced_by", text, "")
	d.History = fieldOr(r, "history", listOf(texts), nil)
	d.Arguments = fieldOr(r, "arguments", listOf(commandArgument), nil)
	d.Sub = fieldOr(r, "subcommands", commandDocs, nil)
	return d, r.err
}

func commandArgument(v resp.Value) (a CommandArgument, err error) {
	r := newRecord(v)
	a.Name, a.Type = fieldOr(r, "name", text, ""), fieldOr(r, "type", text, "")
	a.Token, a.Flags = fieldOr(r, "token", text, ""), fieldOr(r, "flags", texts, nil)
	a.Arguments = fieldOr(r, "arguments", listOf(commandArgument), nil)
	return a, r.err
}

// CommandFilter says which commands to list: the first that is set counts.
type CommandFilter struct {
	Module   string // of this module
	Category string // of this ACL category
	Pattern  string // whose names match this pattern
}

// CommandList resolves with the names of commands.
//
// Redis: https://redis.io/commands/command-list/
func (c Commands) CommandList(f CommandFilter) *Future[[]string] {
	args := []string{"COMMAND", "LIST"}
	switch {
	case f.Module != "":
		args = append(args, "FILTERBY", "MODULE", f.Module)
	case f.Category != "":
		args = append(args, "FILTERBY", "ACLCAT", f.Category)
	case f.Pattern != "":
		args = append(args, "FILTERBY", "PATTERN", f.Pattern)
	}
	return run(c, texts, args...)
}

// CommandGetKeys resolves with the keys in a command line. One without keys
// is an error of the server.
//
// Redis: https://redis.io/commands/command-getkeys/
func (c Commands) CommandGetKeys(line ...string) *Future[[]string] {
	return run(c, texts, words("COMMAND GETKEYS", line)...)
}

// KeyUse is a key in a command line, and what the command does to it.
type KeyUse struct {
	Key   string
	Flags []string // RO, RW, OW or RM for reading, changing, overwriting or deleting; access, update, insert, delete
}

// CommandGetKeysAndFlags is CommandGetKeys with what the command does to each key.
//
// Redis: https://redis.io/commands/command-getkeysandflags/
func (c Commands) CommandGetKeysAndFlags(line ...string) *Future[[]KeyUse] {
	return run(c, listOf(keyUse), words("COMMAND GETKEYSANDFLAGS", line)...)
}

func keyUse(v resp.Value) (u KeyUse, err error) {
	parts, err := tuple(v, 2, "a key and flags")
	if err == nil {
		u = KeyUse{take(&err, parts[0], text), take(&err, parts[1], texts)}
	}
	return u, err
}
