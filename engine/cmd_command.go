//go:build !first && !whole

// COMMAND: the command table, as clients ask for it.

package engine

import (
	"slices"
	"strings"

	"resplay/resp"
)

const perCommand = "O(N) where N is the number of commands to look up"

var commandCommands = []Command{
	withoutSubcommand(container("command", "2.8.13", "5.0.0", "server", "Describes all commands.", []Command{
		{
			Name:    "count",
			Summary: "Returns how many commands there are.",
			Since:   "2.8.13", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: Loading | Stale, ACL: "connection",
			run: cmdCommandCount,
		},
		{
			Name: "info", Synopsis: "[command-name [command-name ...]]",
			Summary: "Describes how commands are called.",
			Since:   "2.8.13", Group: "server", Complexity: perCommand,
			Arity: -2, Flags: Loading | Stale, ACL: "connection",
			Tips: []string{"nondeterministic_output_order"},
			run:  cmdCommandInfo,
		},
		{
			Name: "docs", Synopsis: "[command-name [command-name ...]]",
			Summary: "Describes what commands do.",
			Since:   "7.0.0", Group: "server", Complexity: perCommand,
			Arity: -2, Flags: Loading | Stale, ACL: "connection",
			Tips: []string{"nondeterministic_output_order"},
			run:  cmdCommandDocs,
		},
		{
			Name: "list", Synopsis: "[FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]",
			Summary: "Lists the names of commands.",
			Since:   "7.0.0", Group: "server", Complexity: "O(N) where N is the total number of Redis commands",
			Arity: -2, Flags: Loading | Stale, ACL: "connection",
			Tips: []string{"nondeterministic_output_order"},
			run:  cmdCommandList,
		},
		{
			Name: "getkeys", Synopsis: "command [arg [arg ...]]",
			Summary: "Returns the keys in a command line.",
			Since:   "2.8.13", Group: "server", Complexity: "O(N) where N is the number of arguments to the command",
			Arity: -3, Flags: Loading | Stale, ACL: "connection",
			run: cmdCommandGetkeys,
		},
		{
			Name: "getkeysandflags", Synopsis: "command [arg [arg ...]]",
			Summary: "Returns the keys in a command line and what is done with them.",
			Since:   "7.0.0", Group: "server", Complexity: "O(N) where N is the number of arguments to the command",
			Arity: -3, Flags: Loading | Stale, ACL: "connection",
			run: cmdCommandGetkeysandflags,
		},
	})),
}

// withoutSubcommand makes COMMAND a command of its own besides a container.
func withoutSubcommand(cmd Command) Command {
	cmd.Synopsis, cmd.Complexity = "", "O(N) where N is the total number of Redis commands"
	cmd.Arity, cmd.Flags, cmd.ACL = -1, Loading|Stale, "connection"
	cmd.Tips = []string{"nondeterministic_output_order"}
	cmd.run = cmdCommand
	help := &cmd.Subcommands[len(cmd.Subcommands)-1]
	help.ACL = cmd.ACL
	return cmd
}

func cmdCommand(c *call) (resp.Value, error) {
	return infos(c.engine.commands.sorted()), nil
}

func infos(commands []*Command) resp.Value {
	list := make([]resp.Value, 0, len(commands))
	for _, cmd := range commands {
		list = append(list, cmd.info())
	}
	return resp.Array(list...)
}

func cmdCommandCount(c *call) (resp.Value, error) {
	return resp.Integer(int64(len(c.engine.commands))), nil
}

func cmdCommandInfo(c *call) (resp.Value, error) {
	if len(c.args) == 2 {
		return cmdCommand(c)
	}
	if err := c.mayDescribe(c.args[2:]); err != nil {
		return none, err
	}
	var list []resp.Value
	for _, name := range c.args[2:] {
		if cmd := c.engine.commands.lookup(name); cmd != nil {
			list = append(list, cmd.info())
		} else {
			list = append(list, resp.NullArray())
		}
	}
	return resp.Array(list...), nil
}

// mayDescribe returns why so many commands must not be described in one
// reply; nil: they may.
func (c *call) mayDescribe(names []string) error {
	const each = 32 // elements that a description has, at least
	return c.engine.mayReply(each * int64(len(names)))
}

// info is a command as COMMAND INFO describes it.
func (cmd *Command) info() resp.Value {
	first, last, step := cmd.fixedKeys()
	specs, subcommands := resp.Set(), resp.Set() // only an empty one is a set of subcommands
	for _, spec := range cmd.Keys {
		specs.Elems = append(specs.Elems, spec.info())
	}
	for i := range cmd.Subcommands {
		subcommands.Kind = resp.KindArray
		subcommands.Elems = append(subcommands.Elems, cmd.Subcommands[i].info())
	}
	return resp.Array(
		resp.Bulk(cmd.FullName()), resp.Integer(int64(cmd.Arity)), simpleSet(cmd.Flags.Names()),
		resp.Integer(int64(first)), resp.Integer(int64(last)), resp.Integer(int64(step)),
		simpleSet(cmd.Categories()), resp.Set(resp.Bulks(cmd.Tips...).Elems...), specs, subcommands,
	)
}

func simpleSet(words []string) resp.Value {
	elems := make([]resp.Value, 0, len(words))
	for _, word := range words {
		elems = append(elems, resp.Simple(word))
	}
	return resp.Set(elems...)
}

// info is a key specification as COMMAND INFO describes it.
func (spec KeySpec) info() resp.Value {
	begin, find := spec.search()
	var notes []resp.Value
	if spec.Notes != "" {
		notes = []resp.Value{resp.Bulk("notes"), resp.Bulk(spec.Notes)}
	}
	return resp.Map(append(notes,
		resp.Bulk("flags"), simpleSet(strings.Fields(spec.Access)),
		resp.Bulk("begin_search"), begin,
		resp.Bulk("find_keys"), find,
	)...)
}

// search is how to come to the first key, and from there to the others.
func (spec KeySpec) search() (begin, find resp.Value) {
	if spec.Unknown {
		begin = searchStep("unknown")
		return begin, begin
	}
	begin = searchStep("index", resp.Bulk("index"), resp.Integer(int64(spec.Begin)))
	limit := int64(0)
	if spec.Keyword != "" {
		begin = searchStep("keyword",
			resp.Bulk("keyword"), resp.Bulk(spec.Keyword),
			resp.Bulk("startfrom"), resp.Integer(int64(spec.Begin)),
		)
		if spec.Last < 0 && spec.Begin > 0 {
			limit = 2 // every second argument, as many as there are others
		}
	}
	if spec.Count {
		return begin, searchStep("keynum",
			resp.Bulk("keynumidx"), resp.Integer(0),
			resp.Bulk("firstkey"), resp.Integer(1),
			resp.Bulk("keystep"), resp.Integer(int64(spec.Step)),
		)
	}
	return begin, searchStep("range",
		resp.Bulk("lastkey"), resp.Integer(int64(spec.Last)),
		resp.Bulk("keystep"), resp.Integer(int64(spec.Step)),
		resp.Bulk("limit"), resp.Integer(limit),
	)
}

func searchStep(kind string, fields ...resp.Value) resp.Value {
	return resp.Map(resp.Bulk("type"), resp.Bulk(kind), resp.Bulk("spec"), resp.Map(fields...))
}

func cmdCommandDocs(c *call) (resp.Value, error) {
	var commands []*Command
	if len(c.args) == 2 {
		commands = c.engine.commands.sorted()
	}
	if err := c.mayDescribe(c.args[2:]); err != nil {
		return none, err
	}
	for _, name := range c.args[2:] {
		if cmd := c.engine.commands.lookup(name); cmd != nil {
			commands = append(commands, cmd)
		}
	}
	return docs(commands), nil
}

func docs(commands []*Command) resp.Value {
	var pairs []resp.Value
	for _, cmd := range commands {
		pairs = append(pairs, resp.Bulk(cmd.FullName()), cmd.docs())
	}
	return resp.Map(pairs...)
}

// docs is a command as COMMAND DOCS describes it.
func (cmd *Command) docs() resp.Value {
	pairs := []resp.Value{
		resp.Bulk("summary"), resp.Bulk(cmd.Summary),
		resp.Bulk("since"), resp.Bulk(cmd.Since),
		resp.Bulk("group"), resp.Bulk(cmd.Group),
		resp.Bulk("complexity"), resp.Bulk(cmd.Complexity),
	}
	if arguments := synopsisArguments(cmd.Synopsis); len(arguments) > 0 && len(cmd.Subcommands) == 0 {
		pairs = append(pairs, resp.Bulk("arguments"), resp.Array(arguments...))
	}
	if len(cmd.Subcommands) > 0 {
		var subcommands []*Command
		for i := range cmd.Subcommands {
			subcommands = append(subcommands, &cmd.Subcommands[i])
		}
		pairs = append(pairs, resp.Bulk("subcommands"), docs(subcommands))
	}
	return resp.Map(pairs...)
}

func cmdCommandList(c *call) (resp.Value, error) {
	keep := func(*Command) bool { return true }
	switch {
	case len(c.args) == 2:
	case len(c.args) != 5 || c.keyword(2) != "FILTERBY":
		return none, errSyntax
	case c.keyword(3) == "PATTERN":
		keep = func(cmd *Command) bool { return match(c.args[4], cmd.FullName(), true) }
	case c.keyword(3) == "ACLCAT":
		category := "@" + lower(c.args[4])
		keep = func(cmd *Command) bool { return slices.Contains(cmd.Categories(), category) }
	case c.keyword(3) == "MODULE":
		keep = func(*Command) bool { return false }
	default:
		return none, errSyntax
	}
	var names []string
	for _, cmd := range c.engine.commands.sorted() {
		if keep(cmd) {
			names = append(names, cmd.FullName())
		}
		for i := range cmd.Subcommands {
			if sub := &cmd.Subcommands[i]; keep(sub) {
				names = append(names, sub.FullName())
			}
		}
	}
	return resp.Bulks(names...), nil
}

func cmdCommandGetkeys(c *call) (resp.Value, error) {
	keys, err := c.keysOfLine(c.args[2:])
	var names []string
	for _, key := range keys {
		names = append(names, key.name)
	}
	return resp.Bulks(names...), err
}

func cmdCommandGetkeysandflags(c *call) (resp.Value, error) {
	keys, err := c.keysOfLine(c.args[2:])
	var list []resp.Value
	for _, key := range keys {
		list = append(list, resp.Array(resp.Bulk(key.name), simpleSet(strings.Fields(key.access))))
	}
	return resp.Array(list...), err
}

// keysOfLine returns the keys in a command line.
func (c *call) keysOfLine(args []string) ([]keyRef, error) {
	cmd, err := c.engine.commands.find(args)
	switch {
	case err != nil:
		return nil, errInvalidCommand
	case len(cmd.Keys) == 0 || cmd.Keys[0].Access == notKey:
		return nil, errNoKeyArguments
	case !cmd.takes(len(args)):
		return nil, errInvalidArgCount
	}
	keys, ok := cmd.keysIn(args)
	if !ok && cmd.Flags&NoMandatoryKeys == 0 {
		return nil, errInvalidArgs
	}
	return keys, nil
}
