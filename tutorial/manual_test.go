package tutorial

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the tables of FORMAT.md")

// TestManual: the tables of FORMAT.md are those of the declarations.
func TestManual(t *testing.T) {
	source, err := os.ReadFile("FORMAT.md")
	require.NoError(t, err)
	want := string(source)
	for name, rows := range map[string][]string{"probes": probeRows(), "operators": operatorRows()} {
		start, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
		before, rest, opened := strings.Cut(want, start)
		_, after, closed := strings.Cut(rest, end)
		require.True(t, opened && closed, "FORMAT.md lacks the marks of its table of %s", name)
		want = before + start + strings.Join(rows, "\n") + "\n" + end + after
	}
	if *update {
		require.NoError(t, os.WriteFile("FORMAT.md", []byte(want), 0o644))
		return
	}
	require.Equal(t, want, string(source), "if this is right: go test ./tutorial -run TestManual -update")
}

func probeRows() []string {
	rows := []string{"| probe | finds | |", "|---|---|---|"}
	for _, p := range probes {
		rows = append(rows, "| `"+p.usage()+"` | "+p.kind.String()+" | "+p.about+" |")
	}
	return rows
}

func operatorRows() []string {
	rows := []string{"| operator | can be asked of | |", "|---|---|---|"}
	for _, o := range operators {
		var kinds []string
		for _, k := range o.kinds {
			kinds = append(kinds, k.String())
		}
		rows = append(rows, "| `"+o.name+":` | "+strings.Join(kinds, ", ")+" | "+o.about+" |")
	}
	return rows
}
