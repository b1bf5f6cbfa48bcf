// The users that ACL SETUSER makes, and what happens to connections when
// users change.

package engine

import (
	"slices"
	"sort"
	"strings"

	"resplay/resp"
	"resplay/sha"
)

// account is a user with all that ACL knows about it. It is the user's guard
// unless the user may do everything.
type account struct {
	*user
	list      *accessList
	hashes    []string // of the passwords, in hexadecimal digits
	unchecked bool     // what RESTORE gets from it is not examined
	selectors []*selector
}

// accessList is all users, and the log of what was refused to them.
type accessList struct {
	engine   *Engine
	accounts map[string]*account
	denials  []*denial // the newest first
	lastID   int64     // of a denial; they count from 0
}

// newAccessList knows the default user, who may do everything.
func newAccessList(e *Engine) *accessList {
	list := &accessList{engine: e, accounts: map[string]*account{}, lastID: -1}
	all := newSelector(true)
	all.everyKey = true
	all.setAll(e.commands, true)
	list.accounts[defaultUserName] = &account{user: e.defaultUser, list: list, selectors: []*selector{all}}
	return list
}

// users is the engine's access list.
func (c *call) users() *accessList { return c.engine.access.(*accessList) }

func (l *accessList) find(name string) *user {
	if a := l.accounts[name]; a != nil {
		return a.user
	}
	return nil
}

// names returns the names of all users in order.
func (l *accessList) names() []string {
	names := make([]string, 0, len(l.accounts))
	for name := range l.accounts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// passwords returns the hashes of the user's passwords. requirepass may have
// set the one of the default user since.
func (a *account) passwords() []string {
	switch {
	case a.matches != nil:
		return a.hashes
	case a.password != "":
		return []string{passwordHash(a.password)}
	}
	return nil
}

// draft is a copy of an account to be changed; name is of a new one.
func (l *accessList) draft(name string) *account {
	a := l.accounts[name]
	if a == nil {
		return &account{user: &user{name: name}, list: l, selectors: []*selector{newSelector(l.engine.allChannels)}}
	}
	copied := *a.user
	draft := &account{user: &copied, list: l, hashes: slices.Clone(a.passwords()), unchecked: a.unchecked}
	for _, s := range a.selectors {
		draft.selectors = append(draft.selectors, s.clone())
	}
	return draft
}

// setUser makes or changes a user by rules: by all of them or, when one is
// wrong, none.
func (l *accessList) setUser(name string, rules []string, asker *Conn) error {
	rules, err := mergeSelectors(rules)
	if err != nil {
		return err
	}
	draft := l.draft(name)
	for _, rule := range rules {
		if err := draft.apply(rule); err != nil {
			return resp.Error("ERR Error in ACL SETUSER modifier '" + cString(rule) + "': " + err.Error())
		}
	}
	l.accept(draft, asker)
	return nil
}

// accept makes a draft the user's account.
func (l *accessList) accept(draft *account, asker *Conn) {
	a := l.accounts[draft.name]
	if a == nil {
		a = draft
		l.accounts[draft.name] = a
	}
	a.enabled, a.anyPassword = draft.enabled, draft.anyPassword
	a.hashes, a.unchecked, a.selectors = draft.hashes, draft.unchecked, draft.selectors
	a.password, a.matches = "", a.knows
	a.guard = a
	if slices.ContainsFunc(a.selectors, (*selector).unrestricted) {
		a.guard = nil
	}
	l.endSubscriptions(a, asker)
}

// passwordHash is how a password is kept.
func passwordHash(password string) string {
	sum := sha.Sum256([]byte(password))
	return sha.Hex(sum[:])
}

// knows reports whether a password is one of the user's.
func (a *account) knows(password string) bool {
	hash, found := passwordHash(password), false
	for _, known := range a.hashes {
		found = equalInConstantTime(known, hash) || found
	}
	return found
}

// endSubscriptions closes the connections of a user that are subscribed to
// what it may not hear any more.
func (l *accessList) endSubscriptions(a *account, asker *Conn) {
	var patterns []string
	for _, s := range a.selectors {
		if s.everyChannel {
			return
		}
		patterns = append(patterns, s.channels...)
	}
	for _, c := range slices.Clone(l.engine.conns) {
		if c.user == a.user && !c.hearsOnly(patterns) {
			l.engine.turnOut(c, asker)
		}
	}
}

// hearsOnly reports whether c is subscribed to nothing but what patterns permit.
func (c *Conn) hearsOnly(patterns []string) bool {
	for pattern := range c.patterns {
		if !channelAmong(patterns, pattern, true) {
			return false
		}
	}
	for _, own := range []map[string]int64{c.channels, c.shardChannels} {
		for channel := range own {
			if !channelAmong(patterns, channel, false) {
				return false
			}
		}
	}
	return true
}

// remove deletes a user and closes its connections; false: there is no such user.
func (l *accessList) remove(name string, asker *Conn) bool {
	a := l.accounts[name]
	if a == nil {
		return false
	}
	delete(l.accounts, name)
	for _, c := range slices.Clone(l.engine.conns) {
		if c.user == a.user {
			c.become(l.engine.defaultUser, false)
			l.engine.turnOut(c, asker)
		}
	}
	return true
}

// mergeSelectors joins rules that are parts of one selector in parentheses.
func mergeSelectors(rules []string) ([]string, error) {
	var merged []string
	open := -1 // where the selector begins that is not closed
	for i, rule := range rules {
		if strings.HasPrefix(rule, "(") && !strings.HasSuffix(rule, ")") {
			open = i // one that is open already is forgotten, as in Redis
			continue
		}
		switch {
		case open < 0:
			merged = append(merged, rule)
		case strings.HasSuffix(rule, ")"):
			merged = append(merged, strings.Join(rules[open:i+1], " "))
			open = -1
		}
	}
	if open >= 0 {
		return nil, resp.Error("ERR Unmatched parenthesis in acl selector starting at '" + rules[open] + "'.")
	}
	return merged, nil
}

// apply changes an account by one rule.
func (a *account) apply(rule string) error {
	switch lower(rule) {
	case "":
		return nil
	case "on", "off":
		a.enabled = lower(rule) == "on"
		return nil
	case "nopass", "resetpass":
		a.anyPassword, a.hashes = lower(rule) == "nopass", nil
		return nil
	case "skip-sanitize-payload", "sanitize-payload":
		a.unchecked = lower(rule) == "skip-sanitize-payload"
		return nil
	case "clearselectors":
		a.selectors = a.selectors[:1]
		return nil
	case "reset":
		*a.user = user{name: a.name}
		a.hashes, a.unchecked = nil, false
		a.selectors = []*selector{newSelector(a.list.engine.allChannels)}
		return nil
	}
	switch {
	case strings.IndexByte("><#!", rule[0]) >= 0:
		return a.changePassword(rule)
	case rule[0] == '(' && rule[len(rule)-1] == ')':
		return a.addSelector(rule)
	}
	return a.selectors[0].apply(a.list.engine.commands, rule)
}

// changePassword applies >password, <password, #hash or !hash.
func (a *account) changePassword(rule string) error {
	hash := rule[1:]
	if rule[0] == '>' || rule[0] == '<' {
		hash = passwordHash(hash)
	}
	if len(hash) != 64 || strings.Trim(hash, "0123456789abcdef") != "" {
		return ruleHash
	}
	i := slices.Index(a.hashes, hash)
	if rule[0] == '>' || rule[0] == '#' {
		a.anyPassword = false
		if i < 0 {
			a.hashes = append(a.hashes, hash)
		}
		return nil
	}
	if i < 0 {
		return ruleNoPassword
	}
	a.hashes = slices.Delete(a.hashes, i, i+1)
	return nil
}

// addSelector adds a selector given as rules in parentheses.
func (a *account) addSelector(rules string) error {
	s := newSelector(a.list.engine.allChannels)
	for _, rule := range strings.Fields(rules[1 : len(rules)-1]) {
		if err := s.apply(a.list.engine.commands, rule); err != nil {
			return err
		}
	}
	a.selectors = append(a.selectors, s)
	return nil
}

// flags are the user's states as ACL GETUSER names them.
func (a *account) flags() []string {
	flags := []string{"off"}
	if a.enabled {
		flags[0] = "on"
	}
	if a.anyPassword {
		flags = append(flags, "nopass")
	}
	if a.unchecked {
		return append(flags, "skip-sanitize-payload")
	}
	return append(flags, "sanitize-payload")
}

// describe is a user as a line of an ACL file.
func (a *account) describe() string {
	words := append([]string{"user", a.name}, a.flags()...)
	for _, hash := range a.passwords() {
		words = append(words, "#"+hash)
	}
	words = append(words, a.selectors[0].describe())
	for _, s := range a.selectors[1:] {
		words = append(words, "("+s.describe()+")")
	}
	return strings.Join(words, " ")
}
