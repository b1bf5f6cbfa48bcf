//go:build !first && !whole

// Random command lines that mostly make sense: the synopsis of a command says
// what its arguments are.

package engine

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// gambler makes up command lines.
type gambler struct {
	random   *rand.Rand
	commands []*Command
}

// newGambler chooses among the commands that take accepts.
func newGambler(seed uint64, take func(*Command) bool) *gambler {
	g := &gambler{random: rand.New(rand.NewPCG(seed, 1))}
	for _, cmd := range newCommandTable(Commands()).sorted() {
		if len(cmd.Subcommands) == 0 && take(cmd) {
			g.commands = append(g.commands, cmd)
		}
		for i := range cmd.Subcommands {
			if sub := &cmd.Subcommands[i]; take(sub) {
				g.commands = append(g.commands, sub)
			}
		}
	}
	return g
}

// keysOf are the keys that commands of a group mostly use.
var keysOf = map[string][]string{
	"string": {"a", "b", "c", "n"}, "bitmap": {"a", "b", "n"}, "list": {"l", "m"}, "hash": {"h", "i"}, "set": {"s", "t"},
	"sorted-set": {"z", "y"}, "geo": {"g", "z"}, "stream": {"x", "w"}, "hyperloglog": {"p", "q"},
}

var anyKeys = strings.Fields("a b c n l m h i s t z y g x w p q missing")

// wordsFor are what an argument of a name may be. They are few, so that
// commands meet.
var wordsFor = map[string][]string{
	"value":          {"x", "y", "0", "1", "-1", "10", "1.5", "abc", "", "a b", "\x00\xff", strings.Repeat("q", 70)},
	"element":        {"x", "y", "z", "0", "1", "2", "10", "-3", strings.Repeat("q", 70)},
	"member":         {"x", "y", "z", "0", "1", "2", "3", "-5", "longer member"},
	"field":          {"f", "g", "1", "2", "", "name"},
	"pivot":          {"x", "1", "z"},
	"score":          {"0", "1", "2", "-1", "1.5", "inf", "-inf", "3e10", "-0", "0.1"},
	"increment":      {"1", "-1", "5", "0.5", "1e3", "-inf", "inf", "9223372036854775807", "0"},
	"decrement":      {"1", "-1", "7", "-9223372036854775808"},
	"min":            {"-inf", "0", "1", "(1", "2.5", "[x", "(x", "-"},
	"max":            {"+inf", "3", "(3", "1", "[z", "(z", "+"},
	"start":          {"0", "1", "-1", "-2", "-inf", "(1", "[x", "-", "2", "-100", "(1-1", "1-2"},
	"stop":           {"-1", "0", "1", "2", "+inf", "(3", "[z", "+", "100", "-2"},
	"end":            {"-1", "0", "1", "2", "+", "100", "7", "(3-0"},
	"id":             {"0", "0-1", "1-1", "1-2", "2-1", "3-1", "5-5", "1", "7-0", "$", "-", "1-*", "7-18446744073709551615"},
	"group":          {"group", "other"},
	"consumer":       {"alice", "bob"},
	"threshold":      {"0", "1", "2", "3", "1-1", "2-1"},
	"pattern":        {"*", "?", "[a-l]", "nothing"},
	"numkeys":        {"0", "-1", "1", "2", "x"},
	"count":          {"0", "1", "2", "3", "10", "-1", "-2"},
	"index":          {"0", "1", "-1", "2", "100", "-100"},
	"offset":         {"0", "1", "2", "7", "8", "100", "-1", "#1", "u8"},
	"cursor":         {"0"},
	"db":             {"0", "1"},
	"seconds":        {"1000", "100000", "0", "-1"},
	"milliseconds":   {"100000", "1000000", "0", "-5"},
	"timeout":        {"0"},
	"bit":            {"0", "1", "2"},
	"encoding":       {"u8", "i8", "u4", "i16", "u63", "i64", "u64", "u0", "x"},
	"longitude":      {"13.361389", "15.087269", "0", "-180", "181", "2.35"},
	"latitude":       {"38.115556", "37.502669", "0", "85.05", "86", "48.85"},
	"radius":         {"0", "100", "200", "1000000", "-1"},
	"width":          {"100", "400", "1000000"},
	"height":         {"100", "400", "1000000"},
	"weight":         {"1", "2", "-1", "0.5", "inf"},
	"rank":           {"1", "2", "-1", "0"},
	"maxlen":         {"0", "1", "2", "100"},
	"len":            {"0", "1", "2"},
	"min-match-len":  {"0", "1", "3"},
	"min-idle-time":  {"0"},
	"ms":             {"0"},
	"unix-time":      {"4102444800000"},
	"entries-added":  {"0", "10", "100"},
	"max-deleted-id": {"0-0", "1-1"},
}

var wordsForAny = append(strings.Fields(`x y z 0 1 2 3 4 0 1 2 3 -1 -2 5 10 100 1.5 -0.25 3e3 abc 007 +1 -0
	9223372036854775807 -9223372036854775808 9223372036854775808 inf nan 0x10 1e400`),
	"", " 1", "a b", "1 ", "\x00", strings.Repeat("q", 70))

func (g *gambler) from(words []string) string { return words[g.random.IntN(len(words))] }

// line is a command with arguments as its synopsis has them, or nearly.
func (g *gambler) line() []string {
	return g.madeFrom(g.commands[g.random.IntN(len(g.commands))], 6)
}

// madeFrom is a command line of a command. Of so many, one is spoiled, or
// more than once.
func (g *gambler) madeFrom(cmd *Command, sound int) []string {
	args := []string{cmd.Name}
	if cmd.parent != nil {
		args = []string{cmd.parent.Name, cmd.Name}
	}
	head := len(args)
	parser := synopsisParser{words: spaced(cmd.Synopsis)}
	args = g.all(args, parser.sequence(), cmd)
	for g.random.IntN(sound) == 0 {
		args = g.spoil(args, head, cmd)
	}
	return args
}

// spaced is the words of a synopsis, its signs as words of their own.
func spaced(synopsis string) []string {
	for _, sign := range []string{"[", "]", "<", ">"} {
		synopsis = strings.ReplaceAll(synopsis, sign, " "+sign+" ")
	}
	return strings.Fields(synopsis)
}

// timed reports whether a command takes a time from now on: by another number
// the key could expire between one server's answer and the other's.
func timed(cmd *Command) bool {
	return strings.Contains(cmd.Synopsis, "seconds")
}

// spoil changes a command line by one mistake behind its name, which ends at head.
func (g *gambler) spoil(line []string, head int, cmd *Command) []string {
	args := slices.Clone(line[head:])
	if len(args) == 0 {
		return append(line, g.from(wordsForAny))
	}
	at := g.random.IntN(len(args))
	switch g.random.IntN(8) {
	case 0: // the rest is missing
		args = args[:at]
	case 1: // one is missing
		args = slices.Delete(args, at, at+1)
	case 2: // one stands twice
		args = slices.Insert(args, at, args[at])
	case 3: // an option or another end stands twice
		args = append(args, args[at:]...)
	case 4:
		args[at] = swapCase(args[at])
	case 5:
		args[at] = ""
	case 6: // an option of this command where it does not belong
		if tokens := tokensOf(cmd); len(tokens) > 0 {
			args = slices.Insert(args, at, g.from(tokens))
		}
	default:
		if !timed(cmd) {
			args[at] = g.from(wordsForAny)
		}
	}
	return append(slices.Clone(line[:head]), args...)
}

func swapCase(s string) string {
	if lower := strings.ToLower(s); lower != s {
		return lower
	}
	return strings.ToUpper(s)
}

// tokensOf is the options of a command: the words in capitals of its synopsis.
func tokensOf(cmd *Command) (tokens []string) {
	for _, word := range spaced(cmd.Synopsis) {
		if word[0] >= 'A' && word[0] <= 'Z' {
			tokens = append(tokens, word)
		}
	}
	return tokens
}

// all appends a sequence of arguments.
func (g *gambler) all(args []string, list []argument, cmd *Command) []string {
	counted := -1 // where the number of the next arguments goes
	for _, arg := range list {
		before := len(args)
		args = g.append(args, arg, cmd)
		switch {
		case counted >= 0 && g.random.IntN(10) > 0:
			args[counted] = strconv.Itoa(len(args) - before)
			counted = -1
		case arg.name == "numkeys" || arg.name == "numfields":
			counted = len(args) - 1
		default:
			counted = -1
		}
	}
	return args
}

func (g *gambler) append(args []string, arg argument, cmd *Command) []string {
	if arg.optional && g.random.IntN(3) > 0 && !arg.multiple {
		return args
	}
	times := 1
	if arg.multiple {
		times = 1 + g.random.IntN(3)
		if arg.optional {
			times--
		}
	}
	for range times {
		args = g.once(args, arg, cmd)
	}
	return args
}

func (g *gambler) once(args []string, arg argument, cmd *Command) []string {
	if arg.token != "" {
		args = append(args, arg.token)
	}
	switch arg.kind {
	case "pure-token":
		return args
	case "oneof":
		return g.append(args, arg.parts[g.random.IntN(len(arg.parts))], cmd)
	case "block":
		return g.all(args, arg.parts, cmd)
	}
	return append(args, g.word(arg, cmd))
}

// word is a value for an argument.
func (g *gambler) word(arg argument, cmd *Command) string {
	if arg.kind == "key" {
		if own := keysOf[cmd.Group]; own != nil && g.random.IntN(10) > 0 {
			return g.from(own)
		}
		return g.from(anyKeys)
	}
	for _, name := range []string{arg.name, strings.TrimRight(arg.name, "0123456789"), arg.kind} {
		if words := wordsFor[name]; words != nil {
			return g.from(words)
		}
	}
	for name, words := range sortedWords() {
		if strings.Contains(arg.name, name) {
			return g.from(words)
		}
	}
	return g.from(wordsForAny)
}

// sortedWords goes through wordsFor in the order of the names.
func sortedWords() func(yield func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		names := make([]string, 0, len(wordsFor))
		for name := range wordsFor {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			if !yield(name, wordsFor[name]) {
				return
			}
		}
	}
}
