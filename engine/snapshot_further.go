//go:build !first

// What images hold of further families: streams and times of fields, the
// configuration, and users.

package engine

import (
	"slices"
	"strings"
)

func imageSections() []imageSection {
	return append([]imageSection{
		{BuildWhole, saveConfig, loadConfig},
		{BuildWhole, saveUsers, loadUsers},
	}, scriptingSections()...)
}

func (m *image) newTimes() fieldTimes { return newExpiringFields(m.seed) }

// furtherObject is a stream, in the format of DUMP, which says all of it.
func (m *image) furtherObject(o object) object {
	if !m.reading {
		m.text(dumpValue(o))
		return o
	}
	from := m.at
	body, ok := openDump(m.text(""))
	r := rdbReader{rest: body, sound: ok, limits: m.limits, room: 1 << 30}
	value, ok := r.loadValue().(*stream)
	if !ok {
		m.at = from
		m.fail()
		return nil
	}
	return value
}

// partOf returns an image of a part, to write or to read.
func partOf(part string) *image {
	return &image{b: []byte(part), reading: part != "", damage: -1}
}

// settings are the values of all parameters that can be set.
func settings(e *Engine) map[string]string {
	values := map[string]string{}
	for _, p := range e.allParameters() {
		if p.set != nil {
			values[p.name] = p.get(e)
		}
	}
	return values
}

// saveConfig writes the parameters that are not as at the start, as what they
// are, and what eviction is about to take.
func saveConfig(e *Engine) string {
	m, started, now := partOf(""), settings(New(e.begun)), settings(e)
	var changed []string
	for _, p := range e.allParameters() {
		if p.set != nil && started[p.name] != now[p.name] {
			changed = append(changed, p.name, now[p.name])
		}
	}
	if len(changed) == 0 && len(e.pool) == 0 && e.evictFrom == 0 {
		return ""
	}
	m.count(len(changed))
	for _, text := range changed {
		m.text(text)
	}
	m.number(uint64(e.evictFrom))
	m.count(len(e.pool))
	for _, next := range e.pool {
		m.number(uint64(next.db.id))
		m.text(next.key)
		m.integer(next.score)
	}
	return string(m.b)
}

func loadConfig(e *Engine, part string) (func(), error) {
	m, values := partOf(part), map[string]string{}
	evictFrom, pool := 0, []candidate(nil)
	if part != "" {
		for range m.count(0) / 2 {
			name := m.text("")
			values[name] = m.text("")
		}
		evictFrom = int(m.number(0))
		for range m.count(0) {
			id := m.number(0)
			if !m.must(id < uint64(len(e.databases))) {
				break
			}
			pool = append(pool, candidate{e.databases[id], m.text(""), m.integer(0)})
		}
	}
	if !m.must(m.at == len(m.b) && 0 <= evictFrom && evictFrom < len(e.databases) && len(pool) <= poolSize) {
		return nil, &ImageError{m.damage, "the configuration makes no sense"}
	}
	return func() {
		started := settings(New(e.begun))
		for _, p := range e.allParameters() {
			value, changed := values[p.name]
			if !changed {
				value = started[p.name]
			}
			if p.set != nil && p.get(e) != value {
				_ = p.set(e, value) // it was valid where the image was made
			}
		}
		e.evictFrom, e.pool = evictFrom, pool
	}, nil
}

// rules make a user as it is.
func (a *account) rules() []string {
	rules := append([]string{a.name, "reset"}, a.flags()...)
	for _, hash := range a.passwords() {
		rules = append(rules, "#"+hash)
	}
	if a.anyPassword {
		rules = append(rules, "nopass")
	}
	rules = append(rules, strings.Fields(a.selectors[0].describe())...)
	for _, s := range a.selectors[1:] {
		rules = append(rules, "("+s.describe()+")")
	}
	return rules
}

// saveUsers writes all users, unless there is none but the default one as
// requirepass has it.
func saveUsers(e *Engine) string {
	list := e.access.(*accessList)
	if len(list.accounts) == 1 && e.defaultUser.matches == nil && e.defaultUser.enabled {
		return ""
	}
	m := partOf("")
	for _, name := range list.names() {
		a := list.accounts[name]
		rules := a.rules()
		if a.user == e.defaultUser && a.matches == nil {
			rules = []string{name} // requirepass is configuration
		}
		m.count(len(rules))
		for _, rule := range rules {
			m.text(rule)
		}
	}
	return string(m.b)
}

func loadUsers(e *Engine, part string) (func(), error) {
	m, users := partOf(part), [][]string{{defaultUserName}}
	for m.at < len(m.b) {
		rules := make([]string, m.count(0))
		for i := range rules {
			rules[i] = m.text("")
		}
		if m.must(len(rules) > 0) {
			users = append(users, rules)
		}
	}
	trial := newAccessList(New(e.begun))
	for _, rules := range users {
		if err := trial.setUser(rules[0], rules[1:], nil); err != nil || m.damage >= 0 {
			return nil, &ImageError{max(m.damage, 0), "the users make no sense"}
		}
	}
	return func() { e.access.(*accessList).replace(users) }, nil
}

// replace makes the users those that rules say. Connections of others end, as
// with ACL DELUSER.
func (l *accessList) replace(users [][]string) {
	for _, name := range l.names() {
		known := func(rules []string) bool { return rules[0] == name }
		if !slices.ContainsFunc(users, known) {
			l.remove(name, nil)
		}
	}
	all := newAccessList(l.engine).accounts[defaultUserName]
	a := l.accounts[defaultUserName]
	a.hashes, a.unchecked, a.selectors, a.guard = nil, false, all.selectors, nil
	a.enabled = true
	a.require(l.engine.options.Password)
	for _, rules := range users {
		if len(rules) > 1 {
			_ = l.setUser(rules[0], rules[1:], nil) // they were tried
		}
	}
}
