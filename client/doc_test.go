// The package as its readers see it: nothing exported goes without a contract,
// and examples are short enough to be read.

package client_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// documented are the folders of the packages that a program imports.
var documented = []string{".", "tcp", "otel"}

// parsed is a folder's files, the tests or the others.
func parsed(t *testing.T, set *token.FileSet, dir string, tests bool) []*ast.File {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") == tests {
			file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
			require.NoError(t, err)
			files = append(files, file)
		}
	}
	require.NotEmpty(t, files, dir)
	return files
}

func TestEverythingExportedHasAContract(t *testing.T) {
	for _, dir := range documented {
		set := token.NewFileSet()
		p, err := doc.NewFromFiles(set, parsed(t, set, dir, false), "resplay/client/"+dir)
		require.NoError(t, err)
		assert.NotEmpty(t, p.Doc, "the package in %s", dir)
		for _, name := range bare(p) {
			t.Errorf("%s: %s is exported and has no comment", dir, name)
		}
	}
}

// bare lists what is exported and has no comment.
func bare(p *doc.Package) []string {
	var names []string
	need := func(name, comment string) {
		if comment == "" {
			names = append(names, name)
		}
	}
	values := func(vs []*doc.Value) {
		for _, v := range vs {
			for _, spec := range v.Decl.Specs {
				s := spec.(*ast.ValueSpec)
				need(s.Names[0].Name, v.Doc+s.Doc.Text()+s.Comment.Text())
			}
		}
	}
	funcs := func(fs []*doc.Func) {
		for _, f := range fs {
			need(f.Name, f.Doc)
		}
	}
	values(append(p.Consts, p.Vars...))
	funcs(p.Funcs)
	for _, typ := range p.Types {
		need(typ.Name, typ.Doc)
		values(append(typ.Consts, typ.Vars...))
		funcs(typ.Funcs)
		for _, m := range typ.Methods {
			if typ.Name != "NoHooks" && m.Name != "Error" && m.Name != "String" { // known from elsewhere
				need(typ.Name+"."+m.Name, m.Doc)
			}
		}
		names = append(names, bareFields(typ)...)
	}
	return names
}

// bareFields lists the fields of options, and the methods of interfaces, that
// nothing is said about: no comment at the field, nor ahead of its group.
func bareFields(typ *doc.Type) []string {
	var fields *ast.FieldList
	switch of := typ.Decl.Specs[0].(*ast.TypeSpec).Type.(type) {
	case *ast.StructType:
		if !strings.HasSuffix(typ.Name, "Options") && typ.Name != "Pool" && typ.Name != "Retry" && typ.Name != "Config" {
			return nil
		}
		fields = of.Fields
	case *ast.InterfaceType:
		fields = of.Methods
	default:
		return nil
	}
	var names []string
	for _, f := range fields.List {
		for _, name := range f.Names {
			if name.IsExported() && f.Doc.Text() == "" && f.Comment.Text() == "" && !strings.Contains(typ.Doc, name.Name) {
				names = append(names, typ.Name+"."+name.Name)
			}
		}
	}
	return names
}

// maxExample is how many lines an example's body may have.
const maxExample = 15

func TestExamplesAreShortAndSayWhatTheyPrint(t *testing.T) {
	for _, dir := range documented {
		set := token.NewFileSet()
		for _, file := range parsed(t, set, dir, true) {
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok || !strings.HasPrefix(f.Name.Name, "Example") {
					continue
				}
				if n := exampleLines(set, file, f); n > maxExample {
					t.Errorf("%s: %s has %d lines", set.Position(f.Pos()), f.Name.Name, n)
				}
			}
			for _, e := range doc.Examples(file) {
				runs := e.Output != "" || e.EmptyOutput
				assert.True(t, runs || dir == "tcp", "Example%s has no Output, and so is not run", e.Name)
			}
		}
	}
}

// exampleLines counts the lines of an example's body, but for blank ones and
// what it prints.
func exampleLines(set *token.FileSet, file *ast.File, f *ast.FuncDecl) int {
	end := f.Body.Rbrace
	for _, c := range file.Comments {
		if c.Pos() > f.Body.Lbrace && c.End() < f.Body.Rbrace && strings.HasPrefix(c.Text(), "Output:") {
			end = c.Pos()
		}
	}
	lines := map[int]bool{}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if n != nil && n != ast.Node(f.Body) && n.Pos() < end {
			lines[set.Position(n.Pos()).Line] = true
			lines[set.Position(n.End()-1).Line] = true
		}
		return true
	})
	return len(lines)
}

// Each of these is a feature, and shows how it is used.
func TestEachFeatureHasAnExample(t *testing.T) {
	have := map[string]bool{}
	for _, file := range parsed(t, token.NewFileSet(), ".", true) {
		for _, e := range doc.Examples(file) {
			have[e.Name] = true
		}
	}
	for _, name := range strings.Fields(features) {
		assert.True(t, have[name], fmt.Sprintf("there is no Example%s", name))
	}
}

const features = `
	All Any Map Chain WaitFor Shield NewPromise Future_Await Future_Cancel Future_Then
	Call Commands_Do Commands_DoArgs Commands_In
	Client_Acquire Client_Use Client_Warm Client_Stats Client_Close Client_Within
	Pipeline Client_Pipelined Pipeline_ExecStrict Client_TxPipelined Client_Transaction Client_Transact
	Script Commands_Eval FunctionLibrary Client_Lock Client_WithLock Lock_Lost
	Client_Subscribe Client_SSubscribe Subscription_Messages Client_ReadGroup GroupOptions
	ParseURL Options_Set Options_Check Retry Pool Mode
	Iterators_ScanAll Iterators_XRangeAll Cache Hooks ErrorKind ConnError TimeoutError`
