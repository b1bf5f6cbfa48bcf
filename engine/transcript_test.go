// Transcripts: what clients type and get to see, as files under testdata.
//
// The first line of a file says what it proves. Then:
//
//	> GET key            the client called "main" sends a command
//	a> GET key           the client called "a" does
//	"value"              what it gets, as redis-cli prints it
//	b: "value"           what client b got at the same time
//	@advance 5s          virtual time passes
//	#! unordered         the elements of the next reply have no order
//	#! differs WHY       the next reply is not Redis 7.0's, which is said to be right
//	#! ours WHY          the file is not for a real server
//
// go test -update writes what the engine answers into the files.

package engine

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

var update = flag.Bool("update", false, "write what the engine answers into the transcripts")

// transcript is a file of testdata.
type transcript struct {
	name  string
	lines []string // up to the first step
	steps []step
	ours  bool // not for a real server
}

// step is one command line or one pause of a transcript, with what stands
// ahead of it.
type step struct {
	before    []string // comments and empty lines
	line      string   // as written
	client    string
	args      []string      // nil: a pause
	advance   time.Duration // of a pause
	unordered bool
	differs   bool
	want      []string
}

func readTranscripts(t *testing.T) []transcript {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var all []transcript
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		all = append(all, parseTranscript(t, path, string(text)))
	}
	return all
}

func parseTranscript(t *testing.T, path, text string) transcript {
	t.Helper()
	file := transcript{name: path}
	require.True(t, strings.HasPrefix(text, "# "), "%s: the first line must say what it proves", path)
	var before []string
	var next step
	for number, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "#! ours "):
			file.ours = true
			before = append(before, line)
		case strings.HasPrefix(line, "#! unordered"):
			next.unordered = true
			before = append(before, line)
		case strings.HasPrefix(line, "#! differs "):
			next.differs = true
			before = append(before, line)
		case line == "" || line[0] == '#':
			before = append(before, line)
		default:
			if !next.parse(t, line) {
				require.NotEmpty(t, file.steps, "%s:%d: a reply without a command", path, number+1)
				last := &file.steps[len(file.steps)-1]
				last.want = append(last.want, line)
				continue
			}
			next.before, before = before, nil
			file.steps = append(file.steps, next)
			next = step{}
		}
	}
	file.lines = before
	return file
}

// parse reads a line that begins a step; false: it is part of a reply.
func (s *step) parse(t *testing.T, line string) bool {
	t.Helper()
	s.line = line
	if pause, ok := strings.CutPrefix(line, "@advance "); ok {
		d, err := time.ParseDuration(pause)
		require.NoError(t, err, line)
		s.advance = d
		return true
	}
	client, command, ok := strings.Cut(line, "> ")
	if !ok || strings.Trim(client, "abcdefghijklmnopqrstuvwxyz") != "" {
		return false
	}
	args, err := resp.SplitLine(command)
	require.NoError(t, err, line)
	require.NotEmpty(t, args, line)
	s.client, s.args = client, args
	if client == "" {
		s.client = "main"
	}
	return true
}

func (f transcript) text(answers [][]string) string {
	var text strings.Builder
	for i, s := range f.steps {
		for _, line := range append(append(s.before, s.line), answers[i]...) {
			text.WriteString(line + "\n")
		}
	}
	for _, line := range f.lines {
		text.WriteString(line + "\n")
	}
	return text.String()
}

// answer is something that a client got.
type answer struct {
	client string
	value  resp.Value
	closed bool // it is the end of the connection
}

// world is an engine with named clients.
type world struct {
	t       *testing.T
	engine  *Engine
	names   []string // in order of connecting
	conns   map[string]*Conn
	readers map[string]*resp.Reader
	closed  map[string]bool
	hello   bool // new clients say HELLO 3
}

func newWorld(t *testing.T, options Options) *world {
	if options.Now.IsZero() {
		options.Now = time.UnixMilli(1_700_000_000_000)
	}
	if options.Debug == "" {
		options.Debug = "yes"
	}
	return &world{
		t: t, engine: New(options),
		conns: map[string]*Conn{}, readers: map[string]*resp.Reader{}, closed: map[string]bool{},
	}
}

func (w *world) conn(name string) *Conn {
	if c := w.conns[name]; c != nil && !w.closed[name] {
		return c
	}
	if w.conns[name] == nil {
		w.names = append(w.names, name)
	}
	w.conns[name] = w.engine.Connect("127.0.0.1:5000")
	w.readers[name] = resp.NewReader(resp.Limits{})
	delete(w.closed, name)
	if w.hello {
		w.conns[name].Feed(resp.AppendCommand(nil, "HELLO", "3"))
		w.conns[name].Output()
	}
	return w.conns[name]
}

// do runs a step and returns what all clients got.
func (w *world) do(s step) []answer {
	if s.args == nil {
		w.engine.Advance(w.engine.Now().Add(s.advance))
	} else {
		w.conn(s.client).Feed(resp.AppendCommand(nil, s.args...))
	}
	answers := w.collect(s.client)
	for _, name := range w.names {
		if name != s.client {
			answers = append(answers, w.collect(name)...)
		}
	}
	return answers
}

// run sends lines as client a and returns the last reply.
func (w *world) run(lines ...string) resp.Value {
	var last resp.Value
	for _, line := range lines {
		args, err := resp.SplitLine(line)
		require.NoError(w.t, err)
		last = resp.Value{}
		if answers := w.do(step{client: "a", args: args}); len(answers) > 0 {
			last = answers[0].value
		}
	}
	return last
}

// play runs transcript lines, without looking at the answers.
func (w *world) play(lines string) {
	w.t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		var s step
		require.True(w.t, s.parse(w.t, line), line)
		w.do(s)
	}
}

func (w *world) collect(name string) []answer {
	c := w.conns[name]
	if c == nil || w.closed[name] {
		return nil
	}
	var answers []answer
	w.readers[name].Feed(c.Output())
	for {
		value, ok, err := w.readers[name].Next()
		require.NoError(w.t, err)
		if !ok {
			break
		}
		answers = append(answers, answer{client: name, value: value})
	}
	if c.Closed() {
		w.closed[name] = true
		answers = append(answers, answer{client: name, closed: true})
	}
	return answers
}

// print shows answers as a transcript has them.
func (s step) print(answers []answer) []string {
	var lines []string
	for _, a := range answers {
		text := "(closed)"
		if !a.closed {
			text = resp.Print(a.value)
		}
		prefix := ""
		if a.client != s.client {
			prefix = a.client + ": "
		}
		for i, line := range strings.Split(text, "\n") {
			if i > 0 {
				prefix = strings.Repeat(" ", len(prefix))
			}
			if prefix+line == "" {
				line = `\n` // an empty line would separate steps
			}
			lines = append(lines, prefix+line)
		}
	}
	return lines
}

func TestTranscripts(t *testing.T) {
	for _, file := range readTranscripts(t) {
		t.Run(filepath.Base(file.name), func(t *testing.T) {
			w := newWorld(t, Options{Seed: 1})
			var answers [][]string
			for _, s := range file.steps {
				got := s.print(w.do(s))
				answers = append(answers, got)
				if !*update {
					require.Equal(t, strings.Join(s.want, "\n"), strings.Join(got, "\n"), s.line)
				}
			}
			if *update {
				require.NoError(t, os.WriteFile(file.name, []byte(file.text(answers)), 0o644))
			}
		})
	}
}

// TestEveryCommandHasATranscript keeps the table and the transcripts together.
func TestEveryCommandHasATranscript(t *testing.T) {
	table := newCommandTable(Commands())
	seen := map[string]bool{}
	for _, file := range readTranscripts(t) {
		for _, s := range file.steps {
			if s.args == nil {
				continue
			}
			if cmd, err := table.find(s.args); err == nil {
				seen[cmd.FullName()] = true
			}
		}
	}
	for _, cmd := range table.sorted() {
		for i := range cmd.Subcommands {
			require.True(t, seen[cmd.Subcommands[i].FullName()], "no transcript runs %s", cmd.Subcommands[i].FullName())
		}
		require.True(t, len(cmd.Subcommands) > 0 || seen[cmd.Name], "no transcript runs %s", cmd.Name)
	}
}
