// Lua's patterns. The matcher backtracks, so what it does is counted.

package lua

import "strings"

// matcher matches one pattern against one text.
type matcher struct {
	vm       *VM
	source   string
	pattern  string
	captures []span
	depth    int
}

// span is a capture.
type span struct{ start, length int }

const (
	unclosed     = -1 // the length of a capture whose end has not come
	placed       = -2 // of one that is a position
	mostCaptures = 32
)

// search finds the first match from a place on.
func (m *matcher) search(at int) (start, end int, found bool) {
	anchored := strings.HasPrefix(m.pattern, "^")
	if anchored {
		m.pattern = m.pattern[1:]
	}
	for {
		m.captures = m.captures[:0]
		m.vm.step(1)
		if end := m.match(at, 0); end >= 0 {
			return at, end, true
		}
		if at++; at > len(m.source) || anchored {
			return 0, 0, false
		}
	}
}

// match returns where a match of the pattern from p on ends that begins at s;
// -1: there is none.
func (m *matcher) match(s, p int) int {
	if m.depth++; m.depth > mostMatches {
		m.vm.fail("pattern too complex")
	}
	defer func() { m.depth-- }()
	for {
		m.vm.step(1)
		if p >= len(m.pattern) {
			return s
		}
		switch m.pattern[p] {
		case '(':
			if p+1 < len(m.pattern) && m.pattern[p+1] == ')' {
				return m.open(s, p+2, placed)
			}
			return m.open(s, p+1, unclosed)
		case ')':
			return m.close(s, p+1)
		case '$':
			if p+1 == len(m.pattern) {
				if s == len(m.source) {
					return s
				}
				return -1
			}
		case '%':
			if p+1 < len(m.pattern) {
				next, nextP, done := m.special(s, p)
				if done {
					if next < 0 {
						return -1
					}
					s, p = next, nextP
					continue
				}
			}
		}
		end := m.classEnd(p)
		repeat := byte(0)
		if end < len(m.pattern) {
			repeat = m.pattern[end]
		}
		switch repeat {
		case '?':
			if s < len(m.source) && m.single(m.source[s], p, end) {
				if result := m.match(s+1, end+1); result >= 0 {
					return result
				}
			}
			p = end + 1
		case '*':
			return m.most(s, p, end)
		case '+':
			if s < len(m.source) && m.single(m.source[s], p, end) {
				return m.most(s+1, p, end)
			}
			return -1
		case '-':
			return m.least(s, p, end)
		default:
			if s >= len(m.source) || !m.single(m.source[s], p, end) {
				return -1
			}
			s, p = s+1, end
		}
	}
}

// special matches %b, %f and %1; done is false when it is a class.
func (m *matcher) special(s, p int) (next, nextP int, done bool) {
	switch c := m.pattern[p+1]; {
	case c == 'b':
		return m.balance(s, p+2), p + 4, true
	case c == 'f':
		p += 2
		if p >= len(m.pattern) || m.pattern[p] != '[' {
			m.vm.fail("missing '[' after '%f' in pattern")
		}
		end := m.classEnd(p)
		before, at := byte(0), byte(0)
		if s > 0 {
			before = m.source[s-1]
		}
		if s < len(m.source) {
			at = m.source[s]
		}
		if m.set(before, p, end-1) || !m.set(at, p, end-1) {
			return -1, 0, true
		}
		return s, end, true
	case isDigit(c):
		text := m.closed(c)
		if !strings.HasPrefix(m.source[s:], text) {
			return -1, 0, true
		}
		m.vm.step(len(text) / 64)
		return s + len(text), p + 2, true
	}
	return 0, 0, false
}

// closed is the text of the capture that a digit names.
func (m *matcher) closed(digit byte) string {
	i := int(digit - '1')
	if i < 0 || i >= len(m.captures) || m.captures[i].length == unclosed {
		m.vm.fail("invalid capture index")
	}
	c := m.captures[i]
	return m.source[c.start : c.start+max(c.length, 0)]
}

func (m *matcher) classEnd(p int) int {
	c := m.pattern[p]
	p++
	switch c {
	case '%':
		if p >= len(m.pattern) {
			m.vm.fail("malformed pattern (ends with '%')")
		}
		return p + 1
	case '[':
		if p < len(m.pattern) && m.pattern[p] == '^' {
			p++
		}
		for first := true; first || p >= len(m.pattern) || m.pattern[p] != ']'; first = false {
			if p >= len(m.pattern) {
				m.vm.fail("malformed pattern (missing ']')")
			}
			p++
			if m.pattern[p-1] == '%' && p < len(m.pattern) {
				p++
			}
		}
		return p + 1
	}
	return p
}

// single reports whether a character is of the class between p and end.
func (m *matcher) single(c byte, p, end int) bool {
	switch m.pattern[p] {
	case '.':
		return true
	case '%':
		return inClass(c, m.pattern[p+1])
	case '[':
		return m.set(c, p, end-1)
	}
	return m.pattern[p] == c
}

// set reports whether a character is of the set that begins at p and whose
// closing bracket is at end.
func (m *matcher) set(c byte, p, end int) bool {
	yes := true
	if m.pattern[p+1] == '^' {
		yes = false
		p++
	}
	for p++; p < end; p++ {
		switch {
		case m.pattern[p] == '%':
			p++
			if inClass(c, m.pattern[p]) {
				return yes
			}
		case p+2 < end && m.pattern[p+1] == '-':
			if m.pattern[p] <= c && c <= m.pattern[p+2] {
				return yes
			}
			p += 2
		case m.pattern[p] == c:
			return yes
		}
	}
	return !yes
}

func inClass(c, class byte) bool {
	var yes bool
	switch class | 0x20 {
	case 'a':
		yes = isAlpha(c)
	case 'c':
		yes = c < 0x20 || c == 0x7f
	case 'd':
		yes = isDigit(c)
	case 'l':
		yes = 'a' <= c && c <= 'z'
	case 'p':
		yes = c > 0x20 && c < 0x7f && !isAlpha(c) && !isDigit(c)
	case 's':
		yes = strings.IndexByte(spaces, c) >= 0
	case 'u':
		yes = 'A' <= c && c <= 'Z'
	case 'w':
		yes = isAlpha(c) || isDigit(c)
	case 'x':
		yes = isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
	case 'z':
		yes = c == 0
	default:
		return class == c
	}
	if !isAlpha(class) {
		return class == c
	}
	if class < 'a' {
		return !yes
	}
	return yes
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// balance matches %b at the two characters at p.
func (m *matcher) balance(s, p int) int {
	if p+1 >= len(m.pattern) {
		m.vm.fail("unbalanced pattern")
	}
	if s >= len(m.source) || m.source[s] != m.pattern[p] {
		return -1
	}
	open, shut, level := m.pattern[p], m.pattern[p+1], 1
	for i := s + 1; i < len(m.source); i++ {
		switch m.source[i] {
		case shut:
			if level--; level == 0 {
				m.vm.step((i - s) / 8)
				return i + 1
			}
		case open:
			level++
		}
	}
	m.vm.step((len(m.source) - s) / 8)
	return -1
}

// most matches as many as there are of a class, then the rest.
func (m *matcher) most(s, p, end int) int {
	n := 0
	for s+n < len(m.source) && m.single(m.source[s+n], p, end) {
		n++
	}
	m.vm.step(n / 8)
	for ; n >= 0; n-- {
		if result := m.match(s+n, end+1); result >= 0 {
			return result
		}
	}
	return -1
}

// least matches as few of a class as the rest allows.
func (m *matcher) least(s, p, end int) int {
	for {
		if result := m.match(s, end+1); result >= 0 {
			return result
		}
		if s >= len(m.source) || !m.single(m.source[s], p, end) {
			return -1
		}
		s++
	}
}

func (m *matcher) open(s, p, length int) int {
	if len(m.captures) >= mostCaptures {
		m.vm.fail("too many captures")
	}
	m.captures = append(m.captures, span{s, length})
	n := len(m.captures)
	result := m.match(s, p)
	if result < 0 {
		m.captures = m.captures[:n-1]
	}
	return result
}

func (m *matcher) close(s, p int) int {
	for i := len(m.captures) - 1; i >= 0; i-- {
		if m.captures[i].length == unclosed {
			m.captures[i].length = s - m.captures[i].start
			result := m.match(s, p)
			if result < 0 {
				m.captures[i].length = unclosed
			}
			return result
		}
	}
	m.vm.fail("invalid pattern capture")
	return -1
}

// capture is the one at i of a match; a match without any is one itself.
func (m *matcher) capture(i, start, end int) Value {
	if i >= len(m.captures) {
		if i != 0 || start < 0 {
			m.vm.fail("invalid capture index")
		}
		return m.source[start:end]
	}
	switch c := m.captures[i]; c.length {
	case unclosed:
		m.vm.fail("unfinished capture")
		return nil
	case placed:
		return float64(c.start + 1)
	default:
		return m.source[c.start : c.start+c.length]
	}
}

// captured lists all captures, or the whole match when there are none and
// start is not -1.
func (m *matcher) captured(start, end int) []Value {
	n := len(m.captures)
	if n == 0 && start >= 0 {
		n = 1
	}
	list := make([]Value, n)
	for i := range list {
		list[i] = m.capture(i, start, end)
	}
	return list
}
