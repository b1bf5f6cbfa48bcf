// Patterns as KEYS, SCAN and PSUBSCRIBE have them: * ? [a-z] [^a] and \.

package engine

// match reports whether s is of the form that pattern describes. A star
// that fails to match is taken up once more at the next byte, and only the
// last one is, so time is bounded by the product of the lengths.
func match(pattern, s string, ignoreCase bool) bool {
	p, i := 0, 0
	star, resume := -1, 0 // where to go on when the rest does not match
	for i < len(s) {
		if p < len(pattern) && pattern[p] == '*' {
			star, resume = p+1, i
			p++
			continue
		}
		if next, ok := matchOne(pattern, p, s[i], ignoreCase); ok {
			p, i = next, i+1
			continue
		}
		if star < 0 {
			return false
		}
		resume++
		p, i = star, resume
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// matchOne matches one byte with what stands at p of the pattern, and
// returns where the pattern goes on.
func matchOne(pattern string, p int, b byte, ignoreCase bool) (next int, ok bool) {
	if p >= len(pattern) {
		return p, false
	}
	switch pattern[p] {
	case '?':
		return p + 1, true
	case '[':
		return matchClass(pattern, p+1, b, ignoreCase)
	case '\\':
		if p+1 < len(pattern) {
			p++
		}
	}
	return p + 1, same(pattern[p], b, ignoreCase)
}

// matchClass matches one byte with the class whose content begins at p. A
// class that is not closed ends with the pattern.
func matchClass(pattern string, p int, b byte, ignoreCase bool) (next int, ok bool) {
	negated := p < len(pattern) && pattern[p] == '^'
	if negated {
		p++
	}
	found := false
	for ; p < len(pattern) && pattern[p] != ']'; p++ {
		switch {
		case pattern[p] == '\\' && p+1 < len(pattern):
			p++
			found = found || same(pattern[p], b, ignoreCase)
		case p+2 < len(pattern) && pattern[p+1] == '-':
			found = found || within(pattern[p], pattern[p+2], b, ignoreCase)
			p += 2
		default:
			found = found || same(pattern[p], b, ignoreCase)
		}
	}
	return min(p+1, len(pattern)), found != negated
}

func same(a, b byte, ignoreCase bool) bool {
	return a == b || ignoreCase && lowerByte(a) == lowerByte(b)
}

func within(low, high, b byte, ignoreCase bool) bool {
	if ignoreCase {
		low, high, b = lowerByte(low), lowerByte(high), lowerByte(b)
	}
	return min(low, high) <= b && b <= max(low, high)
}

// Match reports whether a key matches a pattern as KEYS understands it.
func Match(pattern, key string) bool { return match(pattern, key, false) }
