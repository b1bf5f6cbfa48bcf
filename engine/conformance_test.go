//go:build !js

// What the comparison with a real redis-server has covered, as a table.

package engine

import (
	"fmt"
	"slices"
	"strings"
)

// conformance counts replies by family of commands.
type conformance struct {
	table    commandTable
	families map[string]*family
}

// family is a row of the table.
type family struct {
	commands  int             // in the command table, subcommands by themselves
	covered   map[string]bool // of them, by full name
	replies   int             // in RESP2 and RESP3
	newer     int             // of the replies: not Redis 7.0's, with the reason in the transcript
	differing int             // of the replies: by mistake
}

func newConformance(table commandTable) *conformance {
	c := &conformance{table: table, families: map[string]*family{}}
	for _, cmd := range table.sorted() {
		own := c.family(cmd.Group)
		if own.commands += len(cmd.Subcommands); cmd.run != nil {
			own.commands++
		}
	}
	return c
}

func (c *conformance) family(group string) *family {
	if c.families[group] == nil {
		c.families[group] = &family{covered: map[string]bool{}}
	}
	return c.families[group]
}

// row is where a command line is counted.
func (c *conformance) row(args []string) *family {
	cmd, err := c.table.find(args)
	if err != nil {
		return c.family("unknown")
	}
	own := c.family(cmd.Group)
	own.covered[cmd.FullName()] = true
	return own
}

func (c *conformance) String() string {
	names := make([]string, 0, len(c.families))
	for name := range c.families {
		names = append(names, name)
	}
	slices.Sort(names)
	var text strings.Builder
	row := func(name string, f *family) {
		fmt.Fprintf(&text, "%-16s %8d %8d %9d %8d %8d\n", name, f.commands, len(f.covered), f.differing, f.replies, f.newer)
	}
	fmt.Fprintf(&text, "%-16s %8s %8s %9s %8s %8s\n", "family", "commands", "covered", "differing", "replies", "newer")
	total := &family{covered: map[string]bool{}}
	for _, name := range names {
		f := c.families[name]
		row(name, f)
		total.commands += f.commands
		total.replies += f.replies
		total.newer += f.newer
		total.differing += f.differing
		for command := range f.covered {
			total.covered[command] = true
		}
	}
	row("all", total)
	text.WriteString("replies: compared with redis-server in RESP2 and RESP3; newer: of them, those marked as not Redis 7.0's, with the reason\n")
	return text.String()
}
