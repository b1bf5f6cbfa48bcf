// The builds of the engine: which commands are in which.

package engine

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
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

func TestEveryFamilyIsInOneBuild(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range slices.Concat(fullNames(firstFamilies()), fullNames(furtherFamilies()), fullNames(scriptingFamilies())) {
		require.False(t, seen[name], "%s is in two lists of families", name)
		seen[name] = true
	}
}

func TestListed(t *testing.T) {
	for name, want := range map[string]bool{"zadd": true, "zad": false, "client|tracking": true, "zadd client|tracking": false} {
		require.Equal(t, want, listed(" zadd client|tracking ", name), name)
	}
	require.Equal(t, BuildFirst, BuildOf("eval"), "this build has everything")
}

// TestFamiliesAreLeftOut finds files of families that a smaller build lacks
// and compiles all the same: their tables would keep all their code in it.
// go test ./engine -run FamiliesAreLeftOut -update gives them a build tag.
func TestFamiliesAreLeftOut(t *testing.T) {
	for table, tag := range map[string]string{"table_further.go": "first", "table_scripting.go": "whole"} {
		lacking := build.Default
		lacking.BuildTags = []string{tag}
		used := identifiers(t, table)
		for name, variables := range variablesByFile(t) {
			matches, err := lacking.MatchFile(".", name)
			require.NoError(t, err)
			i := slices.IndexFunc(variables, func(variable string) bool { return used[variable] })
			switch {
			case !matches || i < 0:
			case *update:
				tagAs(t, name, table)
			default:
				t.Errorf("%s declares %s, which is not in the build with the tag %q: it must begin with a build tag, as %s does; "+
					"go test ./engine -run FamiliesAreLeftOut -update does that", name, variables[i], tag, table)
			}
		}
	}
}

// tagAs gives a file the build tag that another begins with.
func tagAs(t *testing.T, name, other string) {
	tagged, err := os.ReadFile(other)
	require.NoError(t, err)
	line, _, _ := strings.Cut(string(tagged), "\n")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	require.False(t, strings.HasPrefix(string(text), "//go:build"), "%s has another build tag", name)
	require.NoError(t, os.WriteFile(name, []byte(line+"\n\n"+string(text)), 0o644))
}

// identifiers are the names that the functions of a file use.
func identifiers(t *testing.T, name string) map[string]bool {
	used := map[string]bool{}
	for _, decl := range parseFile(t, name).Decls {
		if function, ok := decl.(*ast.FuncDecl); ok {
			ast.Inspect(function.Body, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					used[id.Name] = true
				}
				return true
			})
		}
	}
	return used
}

// variablesByFile are the package's variables by the file that declares them.
func variablesByFile(t *testing.T) map[string][]string {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	variables := map[string][]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, decl := range parseFile(t, name).Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.VAR {
				continue
			}
			for _, spec := range general.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					variables[name] = append(variables[name], id.Name)
				}
			}
		}
	}
	return variables
}

func parseFile(t *testing.T, name string) *ast.File {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	return file
}
