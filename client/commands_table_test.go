// The command methods against the engine's table of commands: none is missing,
// none sends what the table does not know, and each names its page.

package client_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/engine"
	"resplay/resp"
)

// withoutMethod are commands that have no method, and why.
var withoutMethod = map[string]string{
	"multi": inTransactions, "exec": inTransactions, "discard": inTransactions,
	"subscribe": bySubscription, "psubscribe": bySubscription, "ssubscribe": bySubscription,
	"unsubscribe": bySubscription, "punsubscribe": bySubscription, "sunsubscribe": bySubscription,
	"client|reply":   "it switches off the replies by which calls are told apart",
	"script|debug":   "a debugger holds the connection from then on",
	"migrate":        "it makes one server a client of another, which is a tool's work",
	"restore-asking": "servers send it to each other",
}

const (
	inTransactions = "Client.TxPipeline, Transaction and Transact send it, in pairs"
	bySubscription = "Client.Subscribe and its kin send it, again after a connection was lost"
)

// withoutOption are words of synopses that no method sends, and why.
var withoutOption = map[string]string{
	"set EX": inMillis, "set EXAT": inMillis, "getex EX": inMillis, "getex EXAT": inMillis,
	"hgetex EX": inMillis, "hgetex EXAT": inMillis, "hsetex EX": inMillis, "hsetex EXAT": inMillis,
	"client|kill YES":        byDefault,
	"client|unblock TIMEOUT": byDefault,
}

const (
	inMillis  = "times are sent in milliseconds"
	byDefault = "it is so without the word"
)

// command is a command of the engine's table, under its full name.
type command struct {
	engine.Command
	name string // container|name for a subcommand
}

// page is the command's page.
func (c command) page() string {
	return "https://redis.io/commands/" + strings.ReplaceAll(c.name, "|", "-") + "/"
}

// takes reports whether a line of n words has the declared length.
func (c command) takes(n int) bool { return n == c.Arity || c.Arity < 0 && n >= -c.Arity }

// options are the words in capitals of the command's synopsis.
func (c command) options() []string {
	words := strings.FieldsFunc(c.Synopsis, func(r rune) bool { return strings.ContainsRune(" []<>|", r) })
	return slices.DeleteFunc(words, func(word string) bool { return !optionWord.MatchString(word) })
}

var optionWord = regexp.MustCompile(`^[A-Z][A-Z0-9-]+$|^M$`)

// commandTable is the engine's commands by full name. A container is among
// them by its own name.
var commandTable = sync.OnceValue(func() map[string]command {
	table := map[string]command{}
	for _, c := range engine.Commands() {
		table[c.Name] = command{c, c.Name}
		for _, sub := range c.Subcommands {
			table[c.Name+"|"+sub.Name] = command{sub, c.Name + "|" + sub.Name}
		}
	}
	return table
})

// sent is the command of a command line.
func sent(t *testing.T, table map[string]command, line string) (c command, args []string) {
	args, err := resp.SplitLine(line)
	require.NoError(t, err, line)
	c, ok := table[strings.ToLower(args[0])]
	require.True(t, ok, "no such command: %s", line)
	if len(args) > 1 && len(c.Subcommands) > 0 {
		c, ok = table[strings.ToLower(args[0]+"|"+args[1])]
		require.True(t, ok, "no such subcommand: %s", line)
	}
	return c, args
}

func TestEveryCommandHasAMethod(t *testing.T) {
	table := commandTable()
	methods := map[string]string{}
	for _, s := range client.Samples() {
		c, args := sent(t, table, s.Line)
		assert.True(t, c.takes(len(args)), "%s takes %d words: %s", c.name, c.Arity, s.Line)
		methods[c.name] = s.Method
	}
	for name, c := range table {
		why, excepted := withoutMethod[name]
		switch has := methods[name] != ""; {
		case excepted:
			assert.False(t, has, "%s has a method, %s, although %s", name, methods[name], why)
		case strings.HasSuffix(name, "|help"): // is for people, who type it
			assert.False(t, has, "%s has a method: strike the exception out", name)
		case len(c.Subcommands) > 0, c.Flags&engine.Admin != 0:
		default:
			assert.True(t, has, "%s has no method, or no sample of it", name)
		}
	}
	for name := range withoutMethod {
		assert.Contains(t, table, name, "an exception for what is no command")
	}
}

func TestEveryOptionHasASample(t *testing.T) {
	table := commandTable()
	shown := map[string]map[string]bool{} // by command: the words of its samples
	for _, s := range client.Samples() {
		c, args := sent(t, table, s.Line)
		if shown[c.name] == nil {
			shown[c.name] = map[string]bool{}
		}
		for _, arg := range args {
			shown[c.name][arg] = true
		}
	}
	excepted := maps.Clone(withoutOption)
	for name, words := range shown {
		for _, option := range table[name].options() {
			why, except := withoutOption[name+" "+option]
			delete(excepted, name+" "+option)
			if except {
				assert.False(t, words[option], "%s sends %s, although %s", name, option, why)
			} else {
				assert.True(t, words[option], "no sample of %s sends %s", name, option)
			}
		}
	}
	assert.Empty(t, excepted, "exceptions for what is no option")
}

var pageLine = regexp.MustCompile(`^Redis: (https://redis\.io/commands/[a-z_-]+/)$`)

// Every doc comment ends with the page of the command that the method sends.
func TestEveryMethodNamesItsPage(t *testing.T) {
	table := commandTable()
	want := map[string]string{}
	for _, s := range client.Samples() {
		c, _ := sent(t, table, s.Line)
		before, other := want[s.Method]
		assert.False(t, other && before != c.page(), "%s sends two commands: %s and %s", s.Method, before, c.page())
		want[s.Method] = c.page()
	}
	want["Do"], want["DoArgs"] = "", "" // send any
	want["In"] = ""                     // sends none

	docs := methodDocs(t, "Commands")
	for name, doc := range docs {
		lines := strings.Split(strings.TrimSpace(doc), "\n")
		page := ""
		if match := pageLine.FindStringSubmatch(lines[len(lines)-1]); match != nil {
			page = match[1]
		}
		expected, known := want[name]
		assert.True(t, known, "%s has no sample", name)
		assert.Equal(t, expected, page, "the doc comment of %s ends with its page", name)
	}
}

// Iterators call several commands, or one many times: their page must exist.
func TestEveryIteratorNamesAPage(t *testing.T) {
	pages := map[string]bool{}
	for _, c := range commandTable() {
		pages[c.page()] = true
	}
	for name, doc := range methodDocs(t, "Iterators") {
		_, page, _ := strings.Cut(strings.TrimSpace(doc), "\nRedis: ")
		assert.True(t, pages[page], "%s names the page %q", name, page)
	}
}

// The page's first module calls commands by Do, and what else has the method
// it pays for: see commands.go.
func TestTypedMethodsStayOutOfTheFirstModule(t *testing.T) {
	common := []string{"Do", "DoArgs", "Watch", "Unwatch"}
	eachMethod(t, func(file *ast.File, receiver string, f *ast.FuncDecl) {
		if receiver != "Commands" && receiver != "Iterators" || slices.Contains(common, f.Name.Name) {
			return
		}
		first := file.Comments[0].List[0].Text
		assert.Equal(t, "//go:build !first", first, "%s is in a file without that line", f.Name.Name)
	})
}

// methodDocs are the doc comments of a type's exported methods, by name.
func methodDocs(t *testing.T, of string) map[string]string {
	docs := map[string]string{}
	eachMethod(t, func(_ *ast.File, receiver string, f *ast.FuncDecl) {
		if receiver == of {
			docs[f.Name.Name] = f.Doc.Text()
		}
	})
	return docs
}

// eachMethod visits the exported methods of the package's types that have no
// pointer for a receiver, but for those that return Commands and call nothing.
func eachMethod(t *testing.T, visit func(file *ast.File, receiver string, f *ast.FuncDecl)) {
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Type.Results == nil || !f.Name.IsExported() {
				continue
			}
			result, _ := f.Type.Results.List[0].Type.(*ast.Ident)
			if of, ok := f.Recv.List[0].Type.(*ast.Ident); ok && (result == nil || result.Name != "Commands") {
				visit(file, of.Name, f)
			}
		}
	}
}
