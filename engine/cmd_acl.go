//go:build !first

// ACL: users, what they may do, and what was refused to them.

package engine

import (
	"slices"
	"strconv"
	"strings"

	"resplay/resp"
)

const aclAdmin = Admin | NoScript | Loading | Stale

var aclCommands = []Command{
	container("acl", "6.0.0", "6.0.0", "server", "Manages users and what they may do.", []Command{
		{
			Name: "cat", Synopsis: "[category]",
			Summary: "Lists the categories of commands, or the commands of one.",
			Since:   "6.0.0", Group: "server", Complexity: "O(1) since the categories and commands are a fixed set.",
			Arity: -2, Flags: NoScript | Loading | Stale,
			run: cmdACLCat,
		},
		{
			Name: "deluser", Synopsis: "username [username ...]",
			Summary: "Deletes users and closes their connections.",
			Since:   "6.0.0", Group: "server", Complexity: "O(1) amortized time considering the typical user.",
			Arity: -3, Flags: aclAdmin,
			run: cmdACLDeluser,
		},
		{
			Name: "dryrun", Synopsis: "username command [arg [arg ...]]",
			Summary: "Tells whether a user may run a command, without running it.",
			Since:   "7.0.0", Group: "server", Complexity: "O(1).",
			Arity: -4, Flags: aclAdmin,
			run: cmdACLDryrun,
		},
		{
			Name: "genpass", Synopsis: "[bits]",
			Summary: "Makes up a password.",
			Since:   "6.0.0", Group: "server", Complexity: "O(1)",
			Arity: -2, Flags: NoScript | Loading | Stale,
			run: cmdACLGenpass,
		},
		{
			Name: "getuser", Synopsis: "username",
			Summary: "Returns what is known of a user.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N). Where N is the number of password, command and pattern rules that the user has.",
			Arity: 3, Flags: aclAdmin,
			run: cmdACLGetuser,
		},
		{
			Name:    "list",
			Summary: "Lists the users as lines of an ACL file.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N). Where N is the number of configured users.",
			Arity: 2, Flags: aclAdmin,
			run: cmdACLList,
		},
		{
			Name:    "load",
			Summary: "Reads the users from the ACL file, of which there is none.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N). Where N is the number of configured users.",
			Arity: 2, Flags: aclAdmin,
			run: cmdACLFile,
		},
		{
			Name: "log", Synopsis: "[count | RESET]",
			Summary: "Shows what was refused to users.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N) with N being the number of entries shown.",
			Arity: -2, Flags: aclAdmin,
			run: cmdACLLog,
		},
		{
			Name:    "save",
			Summary: "Writes the users to the ACL file, of which there is none.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N). Where N is the number of configured users.",
			Arity: 2, Flags: aclAdmin,
			run: cmdACLFile,
		},
		{
			Name: "setuser", Synopsis: "username [rule [rule ...]]",
			Summary: "Makes or changes a user.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N). Where N is the number of rules provided.",
			Arity: -3, Flags: aclAdmin,
			run: cmdACLSetuser,
		},
		{
			Name:    "users",
			Summary: "Lists the names of all users.",
			Since:   "6.0.0", Group: "server", Complexity: "O(N). Where N is the number of configured users.",
			Arity: 2, Flags: aclAdmin,
			run: cmdACLUsers,
		},
		{
			Name:    "whoami",
			Summary: "Returns the user of the connection.",
			Since:   "6.0.0", Group: "server", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | Loading | Stale,
			run: cmdACLWhoami,
		},
	}),
}

func cmdACLCat(c *call) (resp.Value, error) {
	switch len(c.args) {
	case 2:
		return resp.Bulks(strings.Fields(aclCategoryList)...), nil
	case 3:
		return c.commandsIn(lower(c.args[2]))
	}
	return none, wrongSubcommand(c)
}

// commandsIn returns the names of the commands of an ACL category.
func (c *call) commandsIn(category string) (resp.Value, error) {
	if !slices.Contains(strings.Fields(aclCategoryList), category) {
		return none, resp.Error("ERR Unknown category '" + clip(c.args[2]) + "'")
	}
	var names []string
	c.engine.commands.each(func(cmd *Command) {
		if slices.Contains(cmd.Categories(), "@"+category) {
			names = append(names, cmd.FullName())
		}
	})
	return resp.Bulks(names...), nil
}

func cmdACLDeluser(c *call) (resp.Value, error) {
	names := c.args[2:]
	if slices.Contains(names, defaultUserName) {
		return none, errDefaultUser
	}
	deleted := int64(0)
	for _, name := range names {
		if c.users().remove(name, c.conn) {
			deleted++
		}
	}
	return resp.Integer(deleted), nil
}

func cmdACLDryrun(c *call) (resp.Value, error) {
	a := c.users().accounts[c.args[2]]
	if a == nil {
		return none, resp.Error("ERR User '" + cString(c.args[2]) + "' not found")
	}
	line := c.args[3:]
	cmd, err := c.engine.commands.find(line)
	if cmd == nil && err != nil && !isContainerAlone(c.engine.commands, line) {
		return none, resp.Error("ERR Command '" + clip(line[0]) + "' not found")
	}
	if err != nil {
		return none, err
	}
	if !cmd.takes(len(line)) {
		return none, wrongArity(cmd)
	}
	if r := judge(a.selectors, cmd, line); r.verdict != permitted {
		return resp.Bulk(r.text(a.name, true)), nil
	}
	return resp.OK(), nil
}

// isContainerAlone reports whether a line is a container's name without a subcommand.
func isContainerAlone(table commandTable, line []string) bool {
	return len(line) == 1 && table.get(line[0]) != nil
}

func cmdACLGenpass(c *call) (resp.Value, error) {
	bits := int64(256)
	if len(c.args) > 3 {
		return none, wrongSubcommand(c)
	}
	if len(c.args) == 3 {
		n, err := c.integer(2)
		switch {
		case err != nil:
			return none, err
		case n <= 0 || n > 4096:
			return none, errPassBits
		}
		bits = n
	}
	password := ""
	for range (bits + 3) / 4 {
		password += strconv.FormatInt(int64(c.engine.random.IntN(16)), 16)
	}
	return resp.Bulk(password), nil
}

func cmdACLGetuser(c *call) (resp.Value, error) {
	a := c.users().accounts[c.args[2]]
	if a == nil {
		return resp.Null(), nil
	}
	var flags []resp.Value
	for _, flag := range a.flags() {
		flags = append(flags, resp.Bulk(flag))
	}
	var selectors []resp.Value
	for _, s := range a.selectors[1:] {
		selectors = append(selectors, resp.Map(s.fields()...))
	}
	fields := []resp.Value{
		resp.Bulk("flags"), resp.Set(flags...),
		resp.Bulk("passwords"), resp.Bulks(a.passwords()...),
	}
	fields = append(fields, a.selectors[0].fields()...)
	return resp.Map(append(fields, resp.Bulk("selectors"), resp.Array(selectors...))...), nil
}

// fields are what a selector permits, as ACL GETUSER shows it.
func (s *selector) fields() []resp.Value {
	return []resp.Value{
		resp.Bulk("commands"), resp.Bulk(s.describeCommands()),
		resp.Bulk("keys"), resp.Bulk(s.describeKeys()),
		resp.Bulk("channels"), resp.Bulk(s.describeChannels()),
	}
}

func cmdACLList(c *call) (resp.Value, error) {
	var lines []string
	for _, name := range c.users().names() {
		lines = append(lines, c.users().accounts[name].describe())
	}
	return resp.Bulks(lines...), nil
}

func cmdACLFile(*call) (resp.Value, error) { return none, errNoACLFile }

func cmdACLLog(c *call) (resp.Value, error) {
	list := c.users()
	count := int64(10)
	switch {
	case len(c.args) > 3:
		return none, wrongSubcommand(c)
	case len(c.args) == 3 && c.keyword(2) == "RESET":
		list.denials = nil
		return resp.OK(), nil
	case len(c.args) == 3:
		n, err := c.integer(2)
		if err != nil {
			return none, err
		}
		count = max(n, 0)
	}
	var entries []resp.Value
	for _, d := range list.denials[:min(count, int64(len(list.denials)))] {
		entries = append(entries, d.reply(c.engine.now))
	}
	return resp.Array(entries...), nil
}

func cmdACLSetuser(c *call) (resp.Value, error) {
	if hasSpaces(c.args[2]) {
		return none, errUserName
	}
	if err := c.users().setUser(c.args[2], c.args[3:], c.conn); err != nil {
		return none, err
	}
	return resp.OK(), nil
}

func cmdACLUsers(c *call) (resp.Value, error) {
	return resp.Bulks(c.users().names()...), nil
}

func cmdACLWhoami(c *call) (resp.Value, error) { return resp.Bulk(c.conn.user.name), nil }
