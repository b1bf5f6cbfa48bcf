// The operators of a check.

package tutorial

import (
	"errors"
	"strings"

	"resplay/resp"
)

// operator is what a check can ask of a value.
type operator struct {
	name  string
	about string // for teachers: operand and meaning
	kinds []kind // that it can be asked of
	parse func(k kind, s string) (operand, error)
	// holds compares what the probe found with the operand. It may say what
	// else it looked at, for the learner.
	holds func(r run, got value, want operand) (ok bool, also string)
}

// test is one operator of a requirement, with its operand.
type test struct {
	operator *operator
	operand  operand
}

var (
	plainKinds   = []kind{kindCount, kindDuration, kindText, kindAnswer}
	numericKinds = []kind{kindCount, kindDuration, kindText}
)

var operators = []operator{
	{
		name: "is", about: "exactly this; a time to live may also be `none`", kinds: plainKinds, parse: parseOperand,
		holds: func(_ run, got value, want operand) (bool, string) { return got.text == want.text, "" },
	},
	{
		name: "is not", about: "anything but this", kinds: plainKinds, parse: parseOperand,
		holds: func(_ run, got value, want operand) (bool, string) { return got.text != want.text, "" },
	},
	{
		name: "at least", about: "this number or more; fails where there is no number", kinds: numericKinds, parse: parseNumber,
		holds: func(_ run, got value, want operand) (bool, string) {
			return got.numeric && got.number >= want.low, ""
		},
	},
	{
		name: "at most", about: "this number or less; fails where there is no number", kinds: numericKinds, parse: parseNumber,
		holds: func(_ run, got value, want operand) (bool, string) {
			return got.numeric && got.number <= want.low, ""
		},
	},
	{
		name: "between", about: "`1 and 3`: from the first number to the second, both included", kinds: numericKinds, parse: parseRange,
		holds: func(_ run, got value, want operand) (bool, string) {
			return got.numeric && want.low <= got.number && got.number <= want.high, ""
		},
	},
	{
		name: "contains", about: "this text stands somewhere in the value", kinds: []kind{kindText}, parse: parseOperand,
		holds: func(_ run, got value, want operand) (bool, string) {
			return strings.Contains(got.text, want.text), ""
		},
	},
	{
		name: "before", about: "`COMMAND [ARG ...]`: ahead of the first such command; both must have run", kinds: []kind{kindMoment}, parse: parseCommand,
		holds: func(r run, got value, want operand) (bool, string) {
			other := firstCommand(r.events, want.command)
			return got.numeric && other.numeric && got.number < other.number, other.shown
		},
	},
	{
		name: "after", about: "`COMMAND [ARG ...]`: behind the first such command; both must have run", kinds: []kind{kindMoment}, parse: parseCommand,
		holds: func(r run, got value, want operand) (bool, string) {
			other := firstCommand(r.events, want.command)
			return got.numeric && other.numeric && got.number > other.number, other.shown
		},
	},
}

// parseCommand reads the command that before and after compare with.
func parseCommand(_ kind, s string) (operand, error) {
	words, err := resp.SplitLine(s)
	if err != nil || len(words) == 0 {
		return operand{}, errors.New("it needs a command such as GET or SET greeting, not " + resp.Quote(s))
	}
	return operand{command: words}, nil
}
