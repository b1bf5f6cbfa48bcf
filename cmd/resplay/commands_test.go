// The commands command: what the page's API gives.

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/engine"
)

func TestCommandsAreWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "commands.json")
	assert.Equal(t, outcome{}, runLine(t.Context(), "commands", "--out", file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var docs []commandDoc
	require.NoError(t, json.Unmarshal(text, &docs))
	require.Len(t, docs, len(engine.Commands()))
	assert.Contains(t, docs, commandDoc{
		Name: "get", Synopsis: "key", Summary: "Returns the string at a key.",
		Group: "string", Since: "1.0.0", Complexity: "O(1)",
	})
	container := slices.IndexFunc(docs, func(doc commandDoc) bool { return doc.Name == "object" })
	assert.Contains(t, docs[container].Subcommands, commandDoc{
		Name: "freq", Synopsis: "key", Summary: "Returns how often a value is used, where an LFU policy counts it.", Group: "generic", Since: "4.0.0", Complexity: "O(1)",
	})
}

func TestCommandsAreListed(t *testing.T) {
	listed := runLine(t.Context(), "commands")
	assert.Contains(t, listed.out, "append\n")
	assert.Empty(t, listed.errOut)
}

func TestCommandsSaysWhereItCannotWrite(t *testing.T) {
	folder := t.TempDir()
	refused := runLine(t.Context(), "commands", "--out", folder)
	assert.Contains(t, refused.errOut, "commands: --out: ")
}
