// The architecture as tests: which package may import which, what stays out
// of the page's first module, and what the core never does.
package resplay_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "resplay/"

// mayImport is the arrows of the architecture: each part of the project with
// the parts it may import. A part is a folder and everything below it, unless
// a folder below has a line of its own.
var mayImport = map[string][]string{
	"sha":               {},
	"resp":              {},
	"engine":            {"engine/lua", "resp", "sha"},
	"engine/lua":        {"resp"},
	"client":            {"resp", "sha"},
	"client/behaviour":  {"client", "resp"},
	"client/otel":       {"client", "resp"},
	"client/tcp":        {"client", "resp"},
	"sim":               {"client", "engine", "resp"},
	"tutorial":          {"sim", "client", "engine", "resp"},
	"tutorial/cacheapi": {"client", "resp"},
	"wasm":              {"tutorial/cacheapi", "tutorial", "sim", "client/tcp", "client", "engine", "resp"},
	"scripts/miniredis": {},
	"cmd/resplay":       {"tutorial/cacheapi", "tutorial", "sim", "client/tcp", "client", "engine", "resp"},
}

// apart are the modules that are not part of the project's own, so that it
// depends on nothing of what they need.
var apart = []string{"client/otel"}

// knowsJavaScript is the one part that may speak to a JavaScript host.
const knowsJavaScript = "wasm"

// speaksJavaScript are the packages that reach a JavaScript host.
var speaksJavaScript = []string{"syscall/js", "github.com/syumai/workers"}

// tooHeavy stays out of everything that the page's modules link, but for the
// one with Lua: each of these costs every visitor tens to hundreds of
// kilobytes, used or not.
var tooHeavy = []string{
	"encoding/json", "fmt", "log", "math/big", "net", "net/http", "os",
	"reflect", "regexp", "text/template",
}

// core are the state machines: bytes and time go in, bytes and wake-up times
// come out, and the same input gives the same output byte for byte.
var core = []string{"sha", "resp", "engine", "engine/lua", "client", "sim"}

// readsTheWorld are the functions of package time that ask the machine
// instead of the caller.
var readsTheWorld = []string{
	"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until",
}

func TestImportsFollowTheArchitecture(t *testing.T) {
	for _, target := range []string{"linux/amd64", "js/wasm"} {
		for path, imports := range listImports(t, target, "./...") {
			name := strings.TrimPrefix(path, module)
			from := partOf(name)
			if from == "" {
				t.Errorf("%s belongs to no part of the architecture: give it a line in mayImport", name)
				continue
			}
			for _, imported := range imports {
				checkImport(t, name, from, imported)
			}
		}
	}
}

// checkImport reports an import of the package called name, which belongs to
// the part called from, that the architecture does not have.
func checkImport(t *testing.T, name, from, imported string) {
	t.Helper()
	if slices.Contains(speaksJavaScript, imported) && from != knowsJavaScript {
		t.Errorf("%s imports %s: only %s/ knows JavaScript", name, imported, knowsJavaScript)
	}
	ours, ok := strings.CutPrefix(imported, module)
	if !ok {
		return
	}
	if to := partOf(ours); to != from && !slices.Contains(mayImport[from], to) {
		t.Errorf("%s imports %s: %s may import only %v", name, ours, from, mayImport[from])
	}
}

func TestModulesApartFollowTheArchitecture(t *testing.T) {
	for _, dir := range apart {
		for path, imports := range listImportsIn(t, dir, "linux/amd64", "./...") {
			name := strings.TrimPrefix(path, module)
			if partOf(name) != dir {
				t.Errorf("%s belongs to no part of the architecture that is a module apart", name)
			}
			for _, imported := range imports {
				checkImport(t, name, dir, imported)
			}
		}
	}
}

func TestModulesStayLight(t *testing.T) {
	const root = module + "wasm/playground"
	for _, tag := range []string{"first", "whole"} {
		imports := listImports(t, "js/wasm", "-tags", tag, "-deps", "./wasm/playground")
		for _, heavy := range tooHeavy {
			if _, linked := imports[heavy]; linked {
				t.Errorf("the page's module with the tag %s links %s: %s", tag, heavy,
					strings.Join(importChain(imports, root, heavy), " -> "))
			}
		}
	}
}

// importChain is the shortest way from one package to another over imports.
func importChain(imports map[string][]string, from, to string) []string {
	seen := map[string]bool{from: true}
	for queue := [][]string{{from}}; len(queue) > 0; queue = queue[1:] {
		chain := queue[0]
		last := chain[len(chain)-1]
		if last == to {
			return chain
		}
		for _, next := range imports[last] {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, append(slices.Clone(chain), next))
			}
		}
	}
	return nil
}

func TestCoreDoesNoIO(t *testing.T) {
	for _, part := range core {
		err := filepath.WalkDir(part, func(path string, entry os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && partOf(filepath.ToSlash(path)) != part {
				return filepath.SkipDir
			}
			if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				checkDeterministic(t, path)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// checkDeterministic reports what in one source file would let a scheduler, a
// clock or chance decide.
func checkDeterministic(t *testing.T, path string) {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if what := chancy(n); what != "" {
			t.Errorf("%s: %s: the core does no I/O and runs in one thread of virtual time",
				files.Position(n.Pos()), what)
		}
		return true
	})
}

// chancy names the construct n when its outcome can differ between two runs
// with the same input, and is empty for all others.
func chancy(n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "go statement"
	case *ast.SelectStmt:
		return "select statement"
	case *ast.ChanType:
		return "channel"
	case *ast.SelectorExpr:
		pkg, ok := n.X.(*ast.Ident)
		if !ok {
			return ""
		}
		if pkg.Name == "time" && slices.Contains(readsTheWorld, n.Sel.Name) {
			return "time." + n.Sel.Name
		}
		// Whatever is not a type or a constructor draws from the shared,
		// unseeded source.
		seeded := []string{"New", "NewPCG", "PCG", "Rand", "Source"}
		if pkg.Name == "rand" && !slices.Contains(seeded, n.Sel.Name) {
			return "rand." + n.Sel.Name
		}
	}
	return ""
}

// partOf is the longest key of mayImport that holds the package, or "".
func partOf(name string) string {
	longest := ""
	for part := range mayImport {
		if (name == part || strings.HasPrefix(name, part+"/")) && len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// listImports asks the go command which packages the arguments name, and what
// each imports when built for target, "GOOS/GOARCH".
func listImports(t *testing.T, target string, args ...string) map[string][]string {
	t.Helper()
	return listImportsIn(t, ".", target, args...)
}

// listImportsIn is listImports in the module of a folder.
func listImportsIn(t *testing.T, dir, target string, args ...string) map[string][]string {
	t.Helper()
	goos, goarch, _ := strings.Cut(target, "/")
	format := `{{if or .GoFiles .CgoFiles}}{{.ImportPath}} {{join .Imports " "}}{{end}}`
	list := exec.Command("go", append([]string{"list", "-f", format}, args...)...)
	list.Dir = dir
	list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch)
	var stderr bytes.Buffer
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", list, err, &stderr)
	}
	imports := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 0 {
			imports[fields[0]] = fields[1:]
		}
	}
	return imports
}
