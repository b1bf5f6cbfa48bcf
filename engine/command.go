// Commands as data: what a command is called, takes, touches and is for.

package engine

import (
	"sort"
	"strings"

	"resplay/resp"
)

// Command is one command. It is declared once, next to its handler; COMMAND,
// completion and the checks ahead of running it are views of the declaration.
type Command struct {
	Name        string // lower case; of a subcommand, its own word only
	Synopsis    string // the arguments, as in "key value [NX | XX]"
	Summary     string
	Since       string // the Redis version that brought it
	Group       string // generic, string, hash, list, set, transactions, pubsub, connection, server
	Complexity  string
	Arity       int // arguments with the name; below 0: at least so many
	Flags       Flags
	Keys        []KeySpec
	Tips        []string  // for clients, as in COMMAND INFO
	ACL         string    // its ACL categories, where they are not the group's own
	Subcommands []Command // of a container, which has no handler of its own

	run       func(*call) (resp.Value, error)
	protected func(*Conn) bool // whether it is dangerous, and not enabled for a connection; nil: it is harmless
	stats     *commandStats    // how often it ran; nil: it never did
	parent    *Command         // of a subcommand: its container
}

// Flags say how a command may be used.
type Flags uint32

// The flags of a command, in the order in which COMMAND INFO lists them.
const (
	Write Flags = 1 << iota // may change keys
	ReadOnly
	DenyOOM // refused when memory is used up
	Admin
	PubSub
	NoScript
	Blocking
	Loading         // allowed while a data set loads
	Stale           // allowed on a replica that lost its master
	SkipMonitor     // not shown by MONITOR
	SkipSlowlog     // not in the slow log
	Fast            // constant or logarithmic time
	NoAuth          // allowed before AUTH
	NoMandatoryKeys // may have none
	NoAsyncLoading  // not allowed while a data set is replaced
	NoMulti         // refused inside MULTI
	MovableKeys     // keys are not at fixed places
	AllowBusy       // allowed while a script runs
	Asking          // follows a redirection to a slot that is moving

	borrows    // keeps no argument but by [call.own]
	immediate  // runs inside MULTI instead of being queued
	subscribed // allowed to a RESP2 client that has subscriptions
)

var flagNames = []string{
	"write", "readonly", "denyoom", "admin", "pubsub", "noscript", "blocking", "loading", "stale",
	"skip_monitor", "skip_slowlog", "fast", "no_auth", "no_mandatory_keys", "no_async_loading", "no_multi", "movablekeys", "allow_busy", "asking",
}

// Names returns the flags as COMMAND INFO names them.
func (f Flags) Names() []string {
	var names []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// FullName is the name by which a command is looked up and refused: a
// subcommand's follows its container's after a bar.
func (cmd *Command) FullName() string {
	if cmd.parent != nil {
		return cmd.parent.Name + "|" + cmd.Name
	}
	return cmd.Name
}

// mayReplicate reports whether a command changes more than keys, or may do so
// by what it runs, so that a pause of writes stops it.
func (cmd *Command) mayReplicate() bool {
	switch cmd.Name {
	case "publish", "spublish", "pfcount", "eval", "evalsha", "fcall":
		return cmd.parent == nil
	}
	return false
}

// takes reports whether a command line of n arguments has the right length.
func (cmd *Command) takes(n int) bool {
	if cmd.Arity < 0 {
		return n >= -cmd.Arity
	}
	return n == cmd.Arity
}

// Categories returns the ACL categories, which follow from flags and group.
func (cmd *Command) Categories() []string {
	names := strings.Fields(cmd.ACL)
	if group := aclCategory[cmd.Group]; cmd.ACL == "" && group != "" && cmd.run != nil {
		names = append(names, group)
	}
	for _, implied := range []struct {
		name string
		yes  bool
	}{
		{"write", cmd.Flags&Write != 0}, {"read", cmd.Flags&ReadOnly != 0 && cmd.Group != "scripting"},
		{"fast", cmd.Flags&Fast != 0}, {"slow", cmd.Flags&Fast == 0},
		{"admin", cmd.Flags&Admin != 0}, {"dangerous", cmd.Flags&Admin != 0},
		{"pubsub", cmd.Flags&PubSub != 0}, {"blocking", cmd.Flags&Blocking != 0},
	} {
		if implied.yes {
			names = append(names, implied.name)
		}
	}
	for i := range names {
		names[i] = "@" + names[i]
	}
	return names
}

// aclCategory is the ACL category of a group of commands that has one.
var aclCategory = map[string]string{
	"generic": "keyspace", "string": "string", "hash": "hash", "list": "list", "set": "set",
	"sorted-set": "sortedset", "bitmap": "bitmap", "hyperloglog": "hyperloglog", "geo": "geo", "stream": "stream",
	"connection": "connection", "transactions": "transaction", "scripting": "scripting",
}

// commandTable finds commands by lower-case name.
type commandTable map[string]*Command

func newCommandTable(list []Command) commandTable {
	table := make(commandTable, len(list))
	for i := range list {
		cmd := &list[i]
		for j := range cmd.Subcommands {
			cmd.Subcommands[j].parent = cmd
		}
		table[cmd.Name] = cmd
	}
	return table
}

// get finds a command by a name in any case.
func (t commandTable) get(name string) *Command {
	var lower [32]byte
	if len(name) > len(lower) {
		return nil
	}
	for i := range len(name) {
		lower[i] = lowerByte(name[i])
	}
	return t[string(lower[:len(name)])]
}

// find returns the command that a command line names: for a container, its
// subcommand.
func (t commandTable) find(args []string) (*Command, error) {
	cmd := t.get(args[0])
	if cmd == nil {
		return nil, unknownCommand(args)
	}
	if len(cmd.Subcommands) == 0 || (len(args) == 1 && cmd.run != nil) {
		return cmd, nil
	}
	if len(args) == 1 {
		return nil, wrongArity(cmd)
	}
	if sub := cmd.subcommand(args[1]); sub != nil {
		return sub, nil
	}
	return nil, unknownSubcommand(cmd, args[1])
}

// subcommand finds a subcommand by a name in any case; nil: there is none.
func (cmd *Command) subcommand(name string) *Command {
	for i := range cmd.Subcommands {
		if sameWord(cmd.Subcommands[i].Name, name) {
			return &cmd.Subcommands[i]
		}
	}
	return nil
}

// sorted returns the commands in order of their names.
func (t commandTable) sorted() []*Command {
	list := make([]*Command, 0, len(t))
	for _, cmd := range t {
		list = append(list, cmd)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// each visits all commands in order of their names, subcommands behind their
// containers.
func (t commandTable) each(visit func(*Command)) {
	for _, cmd := range t.sorted() {
		visit(cmd)
		for i := range cmd.Subcommands {
			visit(&cmd.Subcommands[i])
		}
	}
}

// lookup finds a command by its full name, nil if there is none.
func (t commandTable) lookup(name string) *Command {
	first, second, isSub := strings.Cut(name, "|")
	cmd := t.get(first)
	if cmd != nil && isSub {
		return cmd.subcommand(second)
	}
	return cmd
}
