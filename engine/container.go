// Container commands, such as CLIENT and OBJECT: a name for subcommands,
// which all have a HELP.

package engine

import (
	"strings"

	"resplay/resp"
)

// container declares a command that consists of subcommands. HELP came
// later than the others to most of them.
func container(name, since, helpSince, group, summary string, subcommands []Command) Command {
	help := Command{
		Name:    "help",
		Summary: "Prints this help.",
		Since:   helpSince, Group: group, Complexity: "O(1)",
		Arity: 2, Flags: Loading | Stale,
		run: cmdHelp,
	}
	return Command{
		Name: name, Synopsis: "subcommand",
		Summary: summary,
		Since:   since, Group: group, Complexity: "Depends on subcommand.",
		Arity:       -2,
		Subcommands: append(subcommands, help),
	}
}

// cmdHelp prints what a container's subcommands take and do.
func cmdHelp(c *call) (resp.Value, error) {
	container := c.cmd.parent
	if err := c.engine.elsewhere(c.cmd.FullName(), buildOfAll(container.Name)); err != nil {
		return none, err
	}
	lines := []resp.Value{
		resp.Simple(upper(container.Name) + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"),
	}
	for _, sub := range container.Subcommands {
		usage := strings.TrimSpace(upper(sub.Name) + " " + sub.Synopsis)
		lines = append(lines, resp.Simple(usage), resp.Simple("    "+sub.Summary))
	}
	return resp.Array(lines...), nil
}
