// The commands command: writes what the engine's commands are for, as the
// page's API gives it.

package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"resplay/engine"
)

var commandsCommand = command{
	name:    "commands",
	summary: "list the engine's commands, and write them for the page",
	about: `Lists the names of all commands that the engine has. With --out it writes a
JSON file instead, with what each takes and is for.`,
	setup: func(flags *flag.FlagSet) action {
		var file string
		flags.StringVar(&file, "out", "", "write them to this `FILE`")
		return func(_ context.Context, out, _ io.Writer) error { return listCommands(out, file) }
	},
}

// commandDoc is a command as the page's API gives it.
type commandDoc struct {
	Name       string `json:"name"`
	Synopsis   string `json:"synopsis"`
	Summary    string `json:"summary"`
	Group      string `json:"group"`
	Since      string `json:"since"`
	Complexity string `json:"complexity"`
	// Subcommands are those of a container, by their own word.
	Subcommands []commandDoc `json:"subcommands,omitempty"`
}

func documented(commands []engine.Command) []commandDoc {
	var docs []commandDoc
	for _, c := range commands {
		docs = append(docs, commandDoc{
			c.Name, c.Synopsis, c.Summary, c.Group, c.Since, c.Complexity, documented(c.Subcommands),
		})
	}
	return docs
}

func listCommands(out io.Writer, file string) error {
	docs := documented(engine.Commands())
	if file == "" {
		for _, doc := range docs {
			fmt.Fprintln(out, doc.Name)
		}
		return nil
	}
	text, err := json.Marshal(docs)
	if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		return fmt.Errorf("commands: --out: %w", err)
	}
	return nil
}
