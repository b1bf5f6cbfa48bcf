//go:build !first

// MODULE: a server without modules, which lets none be loaded.

package engine

import (
	"resplay/resp"
)

var moduleCommands = []Command{
	container("module", "4.0.0", "5.0.0", "server", "Tells about modules, of which there are none.", []Command{
		{
			Name:    "list",
			Summary: "Lists the modules.",
			Since:   "4.0.0", Group: "server", Complexity: "O(N) where N is the number of loaded modules.",
			Arity: 2, Flags: Admin | NoScript,
			Tips: []string{"nondeterministic_output_order"},
			run:  cmdModuleList,
		},
		refusedModule("load", "path [arg [arg ...]]", "4.0.0", -3, "Loads a module, which is not allowed."),
		refusedModule("loadex", "path [CONFIG name value] [ARGS arg [arg ...]]", "7.0.0", -3, "Loads a module with parameters, which is not allowed."),
		refusedModule("unload", "name", "4.0.0", 3, "Unloads a module, which is not allowed."),
	}),
}

// refusedModule declares a subcommand that the dispatcher refuses.
func refusedModule(name, synopsis, since string, arity int, summary string) Command {
	return Command{
		Name: name, Synopsis: synopsis, Summary: summary,
		Since: since, Group: "server", Complexity: "O(1)",
		Arity: arity, Flags: Admin | NoScript | NoAsyncLoading,
		protected: func(*Conn) bool { return true },
		run:       func(c *call) (resp.Value, error) { return none, protectedCommand(c.cmd) },
	}
}

func cmdModuleList(*call) (resp.Value, error) { return resp.Array(), nil }
