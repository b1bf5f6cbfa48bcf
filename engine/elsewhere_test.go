// The builds of the engine: which commands are in which.

package engine

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const namesFile = "elsewhere_names.go"

// TestElsewhereNames keeps the lists of names that the smaller builds have of
// what they lack: go test ./engine -run ElsewhereNames -update rewrites them.
func TestElsewhereNames(t *testing.T) {
	var text strings.Builder
	text.WriteString("// The commands that smaller builds lack. Written by\n//\n" +
		"//\tgo test ./engine -run ElsewhereNames -update\n\npackage engine\n")
	whole := slices.Clone(fullNames(furtherFamilies()))
	for _, more := range furtherSubcommands() {
		for _, sub := range more.list {
			whole = append(whole, more.container+"|"+sub.Name)
		}
	}
	text.WriteString(nameList("wholeNames are of the build with the tag \"whole\" and not in the first.", "wholeNames", whole))
	text.WriteString(nameList("scriptingNames are of the build without a tag alone.", "scriptingNames", fullNames(scriptingFamilies())))
	if *update {
		require.NoError(t, os.WriteFile(namesFile, []byte(text.String()), 0o644))
	}
	kept, err := os.ReadFile(namesFile)
	require.NoError(t, err)
	require.Equal(t, text.String(), string(kept), "go test ./engine -run ElsewhereNames -update writes %s anew", namesFile)
}

// fullNames are the names of commands; a container's stands for all that is in it.
func fullNames(list []Command) []string {
	var names []string
	for i := range list {
		names = append(names, list[i].Name)
	}
	return names
}

// nameList declares a list of names as a constant, in lines of a readable length.
func nameList(comment, name string, names []string) string {
	slices.Sort(names)
	var lines []string
	line := " "
	for _, each := range names {
		if len(line)+len(each) > 90 {
			lines = append(lines, line)
			line = ""
		}
		line += each + " "
	}
	return "\n// " + comment + "\nconst " + name + " = \"" + strings.Join(append(lines, line), "\" +\n\t\"") + "\"\n"
}

func TestListed(t *testing.T) {
	for name, want := range map[string]bool{"zadd": true, "zad": false, "client|tracking": true, "zadd client|tracking": false} {
		require.Equal(t, want, listed(" zadd client|tracking ", name), name)
	}
	require.Equal(t, BuildFirst, BuildOf("eval"), "this build has everything")
}
