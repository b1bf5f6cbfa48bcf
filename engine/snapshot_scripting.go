//go:build !first && !whole

// What images hold of scripting: libraries of functions, and the cache of
// scripts. What a library keeps in its own variables begins anew.

package engine

import "strings"

func scriptingSections() []imageSection {
	return []imageSection{{BuildScripting, saveScripts, loadScripts}}
}

func saveScripts(e *Engine) string {
	s, ok := e.scripts.(*scriptState)
	if !ok || len(s.libraries.byName)+len(s.scripts.bySHA)+len(s.scripts.order) == 0 {
		return ""
	}
	m := partOf("")
	list := s.libraries.sorted()
	m.count(len(list))
	for _, lib := range list {
		m.text(lib.code)
	}
	order := s.scripts.sorted()
	m.count(len(order))
	for _, script := range order {
		m.number(uint64(boolToInt(script.evaluated)))
		m.text(script.source)
	}
	m.count(len(s.scripts.order))
	for _, sha := range s.scripts.order {
		m.text(sha)
	}
	return string(m.b)
}

func loadScripts(e *Engine, part string) (func(), error) {
	if part == "" {
		return func() { e.scripts = nil }, nil
	}
	m := partOf(part)
	codes := m.texts()
	fresh := &scriptState{engine: e, scripts: newScriptCache(), libraries: newLibraries()}
	before := e.scripts
	e.scripts = fresh // scripts find it by the engine
	defer func() { e.scripts = before }()
	if err := fresh.restore(codes, "FLUSH"); err != nil {
		return nil, err
	}
	for range m.count(0) {
		evaluated := m.number(0) > 0
		script, err := fresh.compile(m.text(""))
		if err != nil {
			return nil, err
		}
		script.evaluated = evaluated
		fresh.scripts.bySHA[script.sha], fresh.scripts.bySource[script.source] = script, script
		fresh.scripts.bytes += int64(len(script.source))
	}
	fresh.scripts.order = m.texts()
	if !m.must(m.at == len(m.b)) {
		return nil, &ImageError{m.damage, "the scripts make no sense"}
	}
	return func() { e.scripts = fresh }, nil
}

// texts reads several.
func (m *image) texts() []string {
	list := make([]string, m.count(0))
	for i := range list {
		list[i] = strings.Clone(m.text(""))
	}
	return list
}
