// The check language, as text: stanzas of "name: value" lines, separated by
// empty lines. FORMAT.md is its manual.

package tutorial

import (
	"slices"
	"strconv"
	"strings"

	"resplay/resp"
)

// ParseError says what is wrong with a check, and what would be right.
type ParseError struct {
	Line int // from 1
	Msg  string
}

func (e *ParseError) Error() string { return "line " + strconv.Itoa(e.Line) + ": " + e.Msg }

// field is one "name: value" of a stanza. A value that goes on in indented
// lines is joined with single spaces.
type field struct {
	line        int
	name, value string
}

// ParseCheck reads the text of a check.txt. An error is a [*ParseError].
func ParseCheck(text string) (*Check, error) {
	stanzas, err := splitStanzas(text)
	if err != nil {
		return nil, err
	}
	if len(stanzas) == 0 {
		return nil, &ParseError{1, "the check is empty: write a stanza of title, probe, operator and hint"}
	}
	check := &Check{}
	for _, fields := range stanzas {
		q, err := parseRequirement(fields)
		if err != nil {
			return nil, err
		}
		if twin := check.find(q.Title); twin != nil {
			return nil, &ParseError{q.Line, "the title " + resp.Quote(q.Title) + " is that of line " + strconv.Itoa(twin.Line) + " too: give each stanza its own"}
		}
		check.Requirements = append(check.Requirements, q)
	}
	return check, nil
}

// find returns the requirement of a title, or nil.
func (c *Check) find(title string) *Requirement {
	for i := range c.Requirements {
		if c.Requirements[i].Title == title {
			return &c.Requirements[i]
		}
	}
	return nil
}

// splitStanzas splits a check into stanzas, and those into fields. Lines
// that start with # are comments and separate nothing.
func splitStanzas(text string) ([][]field, error) {
	var stanzas [][]field
	var open []field // the stanza being read
	number := 0
	for line := range strings.Lines(text) {
		number++
		content := strings.TrimSpace(line)
		switch {
		case content == "":
			if len(open) > 0 {
				stanzas, open = append(stanzas, open), nil
			}
		case line[0] == '#':
		case line[0] == ' ' || line[0] == '\t':
			if len(open) == 0 {
				return nil, &ParseError{number, "an indented line goes on with the line above, and there is none: start it at the margin"}
			}
			open[len(open)-1].value += " " + content
		default:
			name, value, ok := strings.Cut(content, ":")
			if !ok {
				return nil, &ParseError{number, "expected \"name: value\", got " + resp.Quote(content) + "; indent a line that goes on with the one above"}
			}
			name = strings.Join(strings.Fields(name), " ")
			open = append(open, field{number, name, strings.TrimSpace(value)})
		}
	}
	if len(open) > 0 {
		stanzas = append(stanzas, open)
	}
	return stanzas, nil
}

// parseRequirement reads one stanza. Operators are read last, because what
// their operands look like depends on the probe, wherever it stands.
func parseRequirement(fields []field) (Requirement, error) {
	q := Requirement{Line: fields[0].line}
	var asked []field
	seen := map[string]int{} // line of each field that stands once in a stanza
	for _, f := range fields {
		if f.value == "" {
			return q, &ParseError{f.line, f.name + " is empty: write its value behind the colon"}
		}
		if findOperator(f.name) != nil {
			asked = append(asked, f)
			continue
		}
		if above := seen[f.name]; above > 0 {
			return q, &ParseError{f.line, f.name + " was given on line " + strconv.Itoa(above) + " already: leave an empty line between stanzas"}
		}
		seen[f.name] = f.line
		if err := q.set(f); err != nil {
			return q, err
		}
	}
	for _, name := range []string{"title", "probe", "hint"} {
		if seen[name] == 0 {
			return q, &ParseError{q.Line, "this stanza has no " + name + ": each has a title, a probe, an operator or several, and a hint"}
		}
	}
	return q, q.ask(asked)
}

// set takes a field that is not an operator.
func (q *Requirement) set(f field) error {
	switch f.name {
	case "title":
		q.Line, q.Title = f.line, f.value
	case "hint":
		q.Hint = f.value
	case "probe":
		return q.setProbe(f)
	case "db":
		db, err := strconv.ParseUint(f.value, 10, 16)
		if err != nil {
			return &ParseError{f.line, "db is the number of a database, such as 0, not " + resp.Quote(f.value)}
		}
		q.DB = int(db)
	default:
		names := append([]string{"title", "probe", "hint", "db"}, operatorNames(operators)...)
		return &ParseError{f.line, "there is no field " + resp.Quote(f.name) + suggestion(f.name, names)}
	}
	return nil
}

func (q *Requirement) setProbe(f field) error {
	words, err := resp.SplitLine(f.value)
	if err != nil || len(words) == 0 {
		return &ParseError{f.line, "the probe's quotes do not match: " + f.value}
	}
	q.probe = findProbe(words[0])
	if q.probe == nil {
		names := make([]string, len(probes))
		for i, p := range probes {
			names[i] = p.name
		}
		return &ParseError{f.line, "there is no probe " + resp.Quote(words[0]) + suggestion(words[0], names)}
	}
	q.args = words[1:]
	if n := len(q.args); n < q.probe.min || q.probe.max >= 0 && n > q.probe.max {
		return &ParseError{f.line, "the probe is written \"" + q.probe.usage() + "\", not " + resp.Quote(f.value)}
	}
	if q.probe.name == "tasks" && len(q.args) > 0 && !slices.Contains(taskStates, q.args[0]) {
		return &ParseError{f.line, "there is no state " + resp.Quote(q.args[0]) + " of a task" + suggestion(q.args[0], taskStates)}
	}
	return nil
}

// ask takes the operators of a stanza.
func (q *Requirement) ask(asked []field) error {
	fitting := slices.DeleteFunc(slices.Clone(operators), func(o operator) bool { return !slices.Contains(o.kinds, q.probe.kind) })
	names := strings.Join(operatorNames(fitting), ", ")
	if len(asked) == 0 {
		return &ParseError{q.Line, "this stanza asks nothing of its probe: add an operator, which for " + q.probe.name + " is one of " + names}
	}
	for _, f := range asked {
		o := findOperator(f.name)
		if !slices.Contains(o.kinds, q.probe.kind) {
			return &ParseError{f.line, o.name + " cannot be asked of " + q.probe.name + ", which is " + q.probe.kind.String() + ": use one of " + names}
		}
		want, err := o.parse(q.probe.kind, f.value)
		if err != nil {
			return &ParseError{f.line, o.name + ": " + err.Error()}
		}
		q.tests = append(q.tests, test{o, want})
	}
	return nil
}

// findOperator returns the operator of a name, or nil.
func findOperator(name string) *operator {
	for i := range operators {
		if operators[i].name == name {
			return &operators[i]
		}
	}
	return nil
}

func operatorNames(list []operator) []string {
	names := make([]string, len(list))
	for i, o := range list {
		names[i] = o.name
	}
	return names
}
