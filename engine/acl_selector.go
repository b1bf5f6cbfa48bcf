// Selectors: sets of permissions. A user has one of its own and any number
// of others; what one of them permits in full is permitted.

package engine

import (
	"maps"
	"slices"
	"strings"

	"resplay/resp"
)

// selector permits commands on keys and channels.
type selector struct {
	everyCommand bool                  // no command was taken away since all were given
	later        bool                  // commands that do not exist yet are permitted
	commands     map[*Command]bool     // permitted
	firstArgs    map[*Command][]string // of commands that are not, with which they are
	rules        []string              // that made commands and firstArgs, since all or none were given
	everyKey     bool
	keys         []keyRule
	everyChannel bool
	channels     []string // patterns
}

// keyRule permits reading or writing keys that match a pattern, or both.
type keyRule struct {
	pattern     string
	read, write bool
}

// What is wrong with a rule, in Redis's words.
const (
	ruleUnknown     = resp.Error("Unknown command or category name in ACL")
	ruleSyntax      = resp.Error("Syntax error")
	ruleAfterKeys   = resp.Error("Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns")
	ruleAfterAll    = resp.Error("Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels")
	ruleNoPassword  = resp.Error("The password you are trying to remove from the user does not exist")
	ruleHash        = resp.Error("The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters")
	ruleFirstArgOf  = resp.Error("Allowing first-arg of a subcommand is not supported")
	aclCategoryList = "keyspace read write set sortedset list hash string bitmap hyperloglog geo stream pubsub admin fast slow blocking dangerous connection transaction scripting"
)

func newSelector(everyChannel bool) *selector {
	return &selector{commands: map[*Command]bool{}, firstArgs: map[*Command][]string{}, everyChannel: everyChannel}
}

func (s *selector) clone() *selector {
	copied := *s
	copied.commands, copied.firstArgs = maps.Clone(s.commands), map[*Command][]string{}
	for cmd, args := range s.firstArgs {
		copied.firstArgs[cmd] = slices.Clone(args)
	}
	copied.rules, copied.keys, copied.channels = slices.Clone(s.rules), slices.Clone(s.keys), slices.Clone(s.channels)
	return &copied
}

// unrestricted reports whether everything is permitted.
func (s *selector) unrestricted() bool { return s.everyCommand && s.everyKey && s.everyChannel }

// apply changes the selector by one rule.
func (s *selector) apply(table commandTable, rule string) error {
	switch lower(rule) {
	case "":
		return nil
	case "allkeys", "~*":
		s.everyKey, s.keys = true, nil
		return nil
	case "resetkeys":
		s.everyKey, s.keys = false, nil
		return nil
	case "allchannels", "&*":
		s.everyChannel, s.channels = true, nil
		return nil
	case "resetchannels":
		s.everyChannel, s.channels = false, nil
		return nil
	case "allcommands", "+@all":
		s.setAll(table, true)
		return nil
	case "nocommands", "-@all":
		s.setAll(table, false)
		return nil
	}
	switch rule[0] {
	case '~', '%':
		return s.addKeys(rule)
	case '&':
		return s.addChannels(rule[1:])
	case '+', '-':
		return s.changeCommands(table, rule[1:], rule[0] == '+')
	}
	return ruleSyntax
}

func (s *selector) setAll(table commandTable, allowed bool) {
	s.everyCommand, s.later = allowed, allowed
	clear(s.commands)
	clear(s.firstArgs)
	s.rules = nil
	if allowed {
		for _, cmd := range table {
			s.set(cmd, true)
		}
	}
}

// set permits or forbids a command with its subcommands.
func (s *selector) set(cmd *Command, allowed bool) {
	delete(s.firstArgs, cmd)
	if allowed {
		s.commands[cmd] = true
	} else {
		delete(s.commands, cmd)
		s.everyCommand = false
	}
	for i := range cmd.Subcommands {
		s.set(&cmd.Subcommands[i], allowed)
	}
}

// addKeys adds a rule such as ~pattern or %R~pattern.
func (s *selector) addKeys(rule string) error {
	if s.everyKey {
		return ruleAfterKeys
	}
	added := keyRule{pattern: rule[1:], read: true, write: true}
	if rule[0] == '%' {
		access, pattern, _ := strings.Cut(rule[1:], "~")
		switch upper(access) {
		case "R", "W", "RW", "WR":
		default:
			return ruleSyntax
		}
		added = keyRule{pattern, strings.ContainsAny(access, "rR"), strings.ContainsAny(access, "wW")}
	}
	if hasSpaces(added.pattern) {
		return ruleSyntax
	}
	i := slices.IndexFunc(s.keys, func(known keyRule) bool { return known.pattern == added.pattern })
	if i < 0 {
		s.keys = append(s.keys, added)
		return nil
	}
	s.keys[i].read, s.keys[i].write = s.keys[i].read || added.read, s.keys[i].write || added.write
	return nil
}

func (s *selector) addChannels(pattern string) error {
	switch {
	case s.everyChannel:
		return ruleAfterAll
	case hasSpaces(pattern):
		return ruleSyntax
	case !slices.Contains(s.channels, pattern):
		s.channels = append(s.channels, pattern)
	}
	return nil
}

func hasSpaces(s string) bool { return strings.ContainsAny(s, " \t\n\v\f\r\x00") }

// changeCommands applies +what or -what.
func (s *selector) changeCommands(table commandTable, what string, allowed bool) error {
	if strings.HasPrefix(what, "@") {
		return s.changeCategory(table, what, allowed)
	}
	cmd := table.lookup(what)
	if cmd == nil && allowed && strings.Contains(what, "|") {
		return s.allowFirstArg(table, what)
	}
	if cmd == nil {
		return ruleUnknown
	}
	s.set(cmd, allowed)
	s.note(cmd.FullName(), allowed)
	return nil
}

func (s *selector) changeCategory(table commandTable, category string, allowed bool) error {
	category = lower(category)
	if !slices.Contains(strings.Fields(aclCategoryList), category[1:]) {
		return ruleUnknown
	}
	for _, cmd := range table {
		if slices.Contains(cmd.Categories(), category) {
			s.set(cmd, allowed)
		}
		for i := range cmd.Subcommands {
			if slices.Contains(cmd.Subcommands[i].Categories(), category) {
				s.set(&cmd.Subcommands[i], allowed)
			}
		}
	}
	s.note(category, allowed)
	return nil
}

// allowFirstArg permits a command with one first argument, as in +select|0.
func (s *selector) allowFirstArg(table commandTable, what string) error {
	i := strings.LastIndexByte(what, '|')
	name, arg := what[:i], what[i+1:]
	cmd := table.lookup(name)
	switch {
	case cmd == nil:
		return ruleUnknown
	case cmd.parent != nil:
		return ruleFirstArgOf
	case arg == "":
		return ruleSyntax
	case len(cmd.Subcommands) > 0:
		return ruleUnknown
	}
	known := slices.ContainsFunc(s.firstArgs[cmd], func(other string) bool { return sameWord(other, arg) })
	if !known {
		s.firstArgs[cmd] = append(s.firstArgs[cmd], arg)
	}
	s.note(what, true)
	return nil
}

// note adds to the rules and takes out those that the new one overrides.
func (s *selector) note(what string, allowed bool) {
	what = lower(what)
	s.rules = slices.DeleteFunc(s.rules, func(rule string) bool {
		return rule[1:] == what || strings.HasPrefix(rule[1:], what+"|")
	})
	sign := "-"
	if allowed {
		sign = "+"
	}
	s.rules = append(s.rules, sign+what)
}

// describeCommands is the rules about commands that make the selector again.
func (s *selector) describeCommands() string {
	base := "-@all"
	if s.later {
		base = "+@all"
	}
	return strings.Join(append([]string{base}, s.rules...), " ")
}

func (s *selector) describeKeys() string {
	if s.everyKey {
		return "~*"
	}
	var words []string
	for _, rule := range s.keys {
		prefix := "~"
		switch {
		case !rule.write:
			prefix = "%R~"
		case !rule.read:
			prefix = "%W~"
		}
		words = append(words, prefix+rule.pattern)
	}
	return strings.Join(words, " ")
}

func (s *selector) describeChannels() string {
	if s.everyChannel {
		return "&*"
	}
	var words []string
	for _, pattern := range s.channels {
		words = append(words, "&"+pattern)
	}
	return strings.Join(words, " ")
}

// describe is all rules that make the selector again.
func (s *selector) describe() string {
	var words []string
	if keys := s.describeKeys(); keys != "" {
		words = append(words, keys)
	}
	if !s.everyChannel {
		words = append(words, "resetchannels")
	}
	if channels := s.describeChannels(); channels != "" {
		words = append(words, channels)
	}
	return strings.Join(append(words, s.describeCommands()), " ")
}
