package tutorial

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/engine"
	"resplay/sim"
)

func TestParseCheck(t *testing.T) {
	check, err := ParseCheck(`# a comment

title: Hardly any waiting
probe: round_trips
at most: 3
hint: Each await in the loop
  waits for its own reply.
  # not a comment: it is indented

# a comment between stanzas
# of two lines
hint:   Fields stand in any order.
at  least: 1
between: 1 and 5
probe: futures pending BLPOP "my list"
title: Who waits?


title: It expires
probe: ttl greeting
is not: none
at most: 1m
db: 3
hint: Use EX.

title: A watch comes first
probe: first WATCH
before: GET "the tickets"
hint: The order matters.`)
	require.NoError(t, err)
	require.Equal(t, &Check{[]Requirement{
		{
			Line: 3, Title: "Hardly any waiting",
			Hint:  "Each await in the loop waits for its own reply. # not a comment: it is indented",
			probe: findProbe("round_trips"), args: []string{},
			tests: []test{{findOperator("at most"), operand{low: 3}}},
		},
		{
			Line: 16, Title: "Who waits?", Hint: "Fields stand in any order.",
			probe: findProbe("futures"), args: []string{"pending", "BLPOP", "my list"},
			tests: []test{{findOperator("at least"), operand{low: 1}}, {findOperator("between"), operand{low: 1, high: 5}}},
		},
		{
			Line: 19, Title: "It expires", Hint: "Use EX.", DB: 3,
			probe: findProbe("ttl"), args: []string{"greeting"},
			tests: []test{{findOperator("is not"), operand{text: "none"}}, {findOperator("at most"), operand{low: float64(time.Minute)}}},
		},
		{
			Line: 26, Title: "A watch comes first", Hint: "The order matters.",
			probe: findProbe("first"), args: []string{"WATCH"},
			tests: []test{{findOperator("before"), operand{command: []string{"GET", "the tickets"}}}},
		},
	}}, check)
}

// stanza is a whole check with some of its lines replaced: a field given
// empty is left out.
func stanza(fields ...string) string {
	var b strings.Builder
	for _, line := range []string{"title: T", "probe: round_trips", "at most: 3", "hint: H"} {
		name, _, _ := strings.Cut(line, ":")
		for _, field := range fields {
			if strings.HasPrefix(field, name+":") {
				line = field
			}
		}
		if !strings.HasSuffix(line, ":-") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func TestParseCheckErrors(t *testing.T) {
	const (
		allProbes    = "key, type, exists, size, ttl, keys, commands, first, transactions, watch_failures, published, futures, tasks, connections, round_trips, largest_pipeline, elapsed"
		allFields    = "title, probe, hint, db, is, is not, at least, at most, between, contains, before, after"
		forCounts    = "is, is not, at least, at most, between"
		needsNumbers = "needs a whole number such as 3, not "
	)
	for _, test := range []struct{ text, want string }{
		{"", "line 1: the check is empty: write a stanza of title, probe, operator and hint"},
		{"# only this\n\n", "line 1: the check is empty: write a stanza of title, probe, operator and hint"},
		{"\n  hint: x", "line 2: an indented line goes on with the line above, and there is none: start it at the margin"},
		{"title", `line 1: expected "name: value", got "title"; indent a line that goes on with the one above`},
		{"title:", "line 1: title is empty: write its value behind the colon"},
		{stanza("title:-"), "line 1: this stanza has no title: each has a title, a probe, an operator or several, and a hint"},
		{stanza("probe:-"), "line 1: this stanza has no probe: each has a title, a probe, an operator or several, and a hint"},
		{stanza("hint:-"), "line 1: this stanza has no hint: each has a title, a probe, an operator or several, and a hint"},
		{stanza("at most:-"), "line 1: this stanza asks nothing of its probe: add an operator, which for round_trips is one of " + forCounts},
		{stanza() + "\n" + stanza(), `line 6: the title "T" is that of line 1 too: give each stanza its own`},
		{stanza() + "hint: again", "line 5: hint was given on line 4 already: leave an empty line between stanzas"},
		{stanza() + "at moat: 3", `line 5: there is no field "at moat", did you mean "at most"? There are ` + allFields},
		{stanza() + "colour: red", `line 5: there is no field "colour": there are ` + allFields},
		{stanza() + "db: first", `line 5: db is the number of a database, such as 0, not "first"`},
		{stanza("probe: roundtrips"), `line 2: there is no probe "roundtrips", did you mean "round_trips"? There are ` + allProbes},
		{stanza("probe: weather"), `line 2: there is no probe "weather": there are ` + allProbes},
		{stanza("probe: key"), `line 2: the probe is written "key NAME", not "key"`},
		{stanza("probe: key a b"), `line 2: the probe is written "key NAME", not "key a b"`},
		{stanza("probe: round_trips 3"), `line 2: the probe is written "round_trips", not "round_trips 3"`},
		{stanza("probe: first"), `line 2: the probe is written "first COMMAND [ARG ...]", not "first"`},
		{stanza(`probe: key "a`), `line 2: the probe's quotes do not match: key "a`},
		{stanza("probe: tasks running"), `line 2: there is no state "running" of a task: there are unfinished, done, cancelled, failed`},
		{stanza("at most: three"), `line 3: at most: it ` + needsNumbers + `"three"`},
		{stanza("at most: -1"), `line 3: at most: it ` + needsNumbers + `"-1"`},
		{stanza("at most:-") + "is: many", `line 4: is: it ` + needsNumbers + `"many"`},
		{stanza("at most:-") + "contains: 3", "line 4: contains cannot be asked of round_trips, which is a count: use one of " + forCounts},
		{stanza("at most:-") + "between: 1", `line 4: between: it needs two ends, as in 1 and 3, not "1"`},
		{stanza("at most:-") + "between: 3 and 1", `line 4: between: its first end must not be above its second: "3 and 1"`},
		{stanza("at most:-") + "between: 3 and x", `line 4: between: it ` + needsNumbers + `"x"`},
		{stanza("probe: elapsed", "at most: 10"), `line 3: at most: it needs a duration such as 10ms or 1.5s, not "10"`},
		{stanza("probe: elapsed", "at most: -1s"), `line 3: at most: it needs a duration such as 10ms or 1.5s, not "-1s"`},
		{stanza("probe: key a", "at most: x"), `line 3: at most: it needs a number such as 3 or 1.5, not "x"`},
		{stanza("probe: key a", "at most: nan"), `line 3: at most: it needs a number such as 3 or 1.5, not "nan"`},
		{stanza("probe: exists a", "at most:-") + "is: true", `line 4: is: it needs yes or no, not "true"`},
		{stanza("probe: exists a"), "line 3: at most cannot be asked of exists, which is yes or no: use one of is, is not"},
		{stanza("probe: first GET"), "line 3: at most cannot be asked of first, which is a moment: use one of before, after"},
		{stanza("probe: first GET", "at most:-") + `before: "`, `line 4: before: it needs a command such as GET or SET greeting, not "\""`},
	} {
		t.Run(test.want, func(t *testing.T) {
			check, err := ParseCheck(test.text)
			require.Nil(t, check)
			require.EqualError(t, err, test.want)
		})
	}
}

func FuzzParseCheck(f *testing.F) {
	f.Add(stanza())
	f.Add(stanza("probe: futures pending \"x\ty\"", "at most: 3\nbetween: 1 and 3"))
	f.Add(stanza("probe: first GET", "at most: 3\nbefore: SET a \\x00"))
	f.Add("title:\n x\r\n\n#\n:\n\t\n")
	keys := engine.New(engine.Options{})
	f.Fuzz(func(t *testing.T, text string) {
		check, err := ParseCheck(text)
		if err != nil {
			var parse *ParseError
			require.True(t, errors.As(err, &parse))
			require.LessOrEqual(t, parse.Line, 1+strings.Count(text, "\n"))
			require.Positive(t, parse.Line)
			return
		}
		verdicts := check.Grade([]sim.Event{{Kind: sim.Executed, Text: `"`}}, keys)
		require.Len(t, verdicts, len(check.Requirements))
	})
}
