//go:build !js && !first && !whole

// The command table against a real redis-server's.

package engine

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// newerThanRedis are commands whose description has changed since 7.0.
var newerThanRedis = map[string]bool{
	"command|getkeys": true, "command|getkeysandflags": true, "config|resetstat": true, "zrank": true, "zrevrank": true, "config|rewrite": true,
}

// TestCommandInfoOnRedis compares what COMMAND INFO and the facts of COMMAND
// DOCS say of every command that both servers have.
func TestCommandInfoOnRedis(t *testing.T) {
	redis := startRedis(t).connect(t)
	redis.do("HELLO", "3")
	compared := 0
	for _, cmd := range allCommands() {
		theirs := redis.do("COMMAND", "INFO", cmd.FullName()).Elems[0]
		if len(theirs.Elems) == 0 || newerThanRedis[cmd.FullName()] {
			continue
		}
		compared++
		ours := cmd.info()
		for i := range 9 { // the tenth are subcommands, which have their own turn
			sortValue(ours.Elems[i])
			sortValue(theirs.Elems[i])
			assert.Equal(t, resp.Print(theirs.Elems[i]), resp.Print(ours.Elems[i]), "%s, field %d", cmd.FullName(), i)
		}
		assert.Equal(t, docFacts(redis.do("COMMAND", "DOCS", cmd.FullName())),
			docFacts(docs([]*Command{cmd})), cmd.FullName())
	}
	t.Logf("%d commands compared", compared)
}

// allCommands are the commands of this build with their subcommands.
func allCommands() []*Command {
	var all []*Command
	for _, cmd := range newCommandTable(Commands()).sorted() {
		all = append(all, cmd)
		for i := range cmd.Subcommands {
			all = append(all, &cmd.Subcommands[i])
		}
	}
	return all
}

// docFacts is what of COMMAND DOCS is no text of our own.
func docFacts(v resp.Value) map[string]string {
	facts := map[string]string{}
	if len(v.Elems) < 2 {
		return facts
	}
	fields := v.Elems[1].Elems
	for i := 0; i+1 < len(fields); i += 2 {
		if name := fields[i].Str; name == "since" || name == "group" {
			facts[name] = fields[i+1].Str
		}
	}
	return facts
}

// TestACLCategoriesOnRedis compares the commands of each category.
func TestACLCategoriesOnRedis(t *testing.T) {
	server := startRedis(t)
	known := map[string]bool{}
	for _, cmd := range allCommands() {
		known[cmd.FullName()] = true
	}
	w := newWorld(t, Options{})
	for _, category := range strings.Fields(aclCategoryList) {
		theirs := texts(server.control.do("ACL", "CAT", category))
		theirs = slices.DeleteFunc(theirs, func(name string) bool { return !known[name] })
		ours := texts(w.do(step{client: "a", args: []string{"ACL", "CAT", category}})[0].value)
		ours = slices.DeleteFunc(ours, func(name string) bool {
			return server.control.do("COMMAND", "INFO", name).Elems[0].Null
		})
		require.Equal(t, theirs, ours, category)
	}
}

func texts(v resp.Value) []string {
	list := []string{}
	for _, elem := range v.Elems {
		list = append(list, elem.Str)
	}
	sort.Strings(list)
	return list
}
