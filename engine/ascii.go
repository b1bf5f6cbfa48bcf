// Upper and lower case of keywords and names, which are ASCII. What is not
// stays as it is, byte by byte, and the page needs no tables of Unicode.

package engine

func lowerByte(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

func upperByte(b byte) byte {
	if 'a' <= b && b <= 'z' {
		return b - ('a' - 'A')
	}
	return b
}

func lower(s string) string { return mapBytes(s, lowerByte) }
func upper(s string) string { return mapBytes(s, upperByte) }

// mapBytes changes each byte; a string that stays the same is not copied.
func mapBytes(s string, change func(byte) byte) string {
	for i := range len(s) {
		if change(s[i]) == s[i] {
			continue
		}
		changed := []byte(s)
		for ; i < len(changed); i++ {
			changed[i] = change(changed[i])
		}
		return string(changed)
	}
	return s
}

// sameWord compares regardless of case.
func sameWord(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lowerByte(a[i]) != lowerByte(b[i]) {
			return false
		}
	}
	return true
}
