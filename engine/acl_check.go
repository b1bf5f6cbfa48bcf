// What a selector permits: a command, the keys in its line, and the channels.

package engine

import (
	"slices"
	"strings"

	"resplay/resp"
)

// verdict is why a command is refused. The later ones are worse guesses at
// what is missing, so of several selectors' verdicts the highest is told.
type verdict int

const (
	permitted verdict = iota
	commandDenied
	keyDenied
	channelDenied
)

// reasons are the verdicts as ACL LOG names them.
var reasons = map[verdict]string{commandDenied: "command", keyDenied: "key", channelDenied: "channel"}

// refusal is a verdict with what it is about.
type refusal struct {
	verdict verdict
	at      int    // which of the keys or channels it is
	object  string // its name, or the command's
}

// commandLine is a command to be judged; its keys are found once.
type commandLine struct {
	cmd      *Command
	args     []string
	keys     []keyRef
	channels []string
	literal  bool // channels are patterns, which must be permitted as they stand
}

func newCommandLine(cmd *Command, args []string) *commandLine {
	line := &commandLine{cmd: cmd, args: args}
	line.keys, _ = cmd.keysIn(args)
	switch cmd.Name {
	case "subscribe", "ssubscribe":
		line.channels = args[1:]
	case "psubscribe":
		line.channels, line.literal = args[1:], true
	case "publish", "spublish":
		line.channels = args[1:min(2, len(args))]
	}
	return line
}

// judge returns what the selectors say together: permitted if one of them
// permits everything.
func judge(selectors []*selector, cmd *Command, args []string) refusal {
	line := newCommandLine(cmd, args)
	worst := refusal{verdict: commandDenied, object: cmd.FullName()}
	for _, s := range selectors {
		r := s.judge(line)
		if r.verdict == permitted {
			return r
		}
		if r.verdict > worst.verdict || r.verdict == worst.verdict && r.at > worst.at {
			worst = r
		}
	}
	return worst
}

func (s *selector) judge(line *commandLine) refusal {
	if !s.mayRun(line.cmd, line.args) {
		return refusal{verdict: commandDenied, object: line.cmd.FullName()}
	}
	for i, key := range line.keys {
		if !s.mayUse(key) {
			return refusal{verdict: keyDenied, at: i, object: key.name}
		}
	}
	for i, channel := range line.channels {
		if !s.everyChannel && !channelAmong(s.channels, channel, line.literal) {
			return refusal{verdict: channelDenied, at: i, object: channel}
		}
	}
	return refusal{}
}

// mayRun reports whether the command itself is permitted. What serves to
// authenticate always is.
func (s *selector) mayRun(cmd *Command, args []string) bool {
	if s.everyCommand || s.commands[cmd] || cmd.Flags&NoAuth != 0 {
		return true
	}
	if len(args) < 2 {
		return false
	}
	return slices.ContainsFunc(s.firstArgs[cmd], func(arg string) bool { return sameWord(arg, args[1]) })
}

// mayUse reports whether a key may be used as the command line does.
func (s *selector) mayUse(key keyRef) bool {
	if s.everyKey {
		return true
	}
	read, write := key.reads(), key.writes()
	return slices.ContainsFunc(s.keys, func(rule keyRule) bool {
		return (!read || rule.read) && (!write || rule.write) && match(rule.pattern, key.name, false)
	})
}

// reads reports whether the value of the key may become known.
func (key keyRef) reads() bool { return slices.Contains(strings.Fields(key.access), "access") }

// writes reports whether the value of the key may change.
func (key keyRef) writes() bool {
	return slices.ContainsFunc(strings.Fields(key.access), func(word string) bool {
		return word == "update" || word == "insert" || word == "delete"
	})
}

func channelAmong(patterns []string, channel string, literal bool) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		return pattern == channel || !literal && match(pattern, channel, false)
	})
}

// mayUseAnyKey reports whether a command may be run on keys that its line
// does not name: SORT's BY and GET lead to them.
func (c *call) mayUseAnyKey() bool {
	guard, restricted := c.conn.user.guard.(*account)
	return !restricted || slices.ContainsFunc(guard.selectors, func(s *selector) bool {
		return s.everyKey && s.mayRun(c.cmd, c.args)
	})
}

// text is the refusal as a client is told. Only who tries a command out
// hears which key or channel it is.
func (r refusal) text(name string, detailed bool) string {
	switch {
	case r.verdict == commandDenied:
		return "User " + name + " has no permissions to run the '" + r.object + "' command"
	case !detailed:
		return "No permissions to access a " + reasons[r.verdict]
	}
	return "User " + name + " has no permissions to access the '" + r.object + "' " + reasons[r.verdict]
}

// queuedReasons say why a command that was queued is refused after all.
var queuedReasons = map[verdict]string{
	commandDenied: "no permission to execute the command or subcommand",
	keyDenied:     "no permission to touch the specified keys",
	channelDenied: "no permission to access one of the channels used as arguments",
}

// permits implements guard.
func (a *account) permits(c *Conn, cmd *Command, args []string, where accessContext) error {
	r := judge(a.selectors, cmd, args)
	if r.verdict == permitted {
		return nil
	}
	c.engine.stats.denied[r.verdict]++
	a.list.note(c, reasons[r.verdict], r.object, a.name, where)
	switch where {
	case inExec:
		return resp.Error("NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. " +
			"This command is no longer allowed for the following reason: " + queuedReasons[r.verdict])
	case inScript:
		return resp.Error("NOPERM ACL failure in script: " + r.text(a.name, false))
	}
	return resp.Error("NOPERM " + r.text(a.name, false))
}
