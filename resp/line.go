// Command lines as people type them: splitting into words and quoting, by the rules of redis-cli.

package resp

import (
	"strings"
	"unicode/utf8"
)

// LineError says why a line cannot be split into words.
type LineError struct {
	Column int    // of the quote that is to blame, in bytes, from 0
	Reason string // what is wrong with it
}

// Error starts with the words of redis-cli.
func (e *LineError) Error() string { return "Invalid argument(s): " + e.Reason }

const (
	reasonOpen  = "a quote is never closed"
	reasonGlued = "a closing quote must be followed by a space"
)

// SplitLine splits a line into words as redis-cli does. Words stand between
// white space. Double quotes know the escapes \n \r \t \b \a \xHH \\ and \",
// single quotes only \'. An error is a [*LineError].
func SplitLine(line string) ([]string, error) {
	var words []string
	for i := 0; ; {
		for i < len(line) && isSpace(line[i]) {
			i++
		}
		if i == len(line) {
			return words, nil
		}
		word, next, err := splitWord(line, i)
		if err != nil {
			return nil, err
		}
		words = append(words, word)
		i = next
	}
}

// splitWord reads the word at i and returns the index behind it.
func splitWord(line string, i int) (word string, next int, err error) {
	length := strings.IndexAny(line[i:], " \n\r\t\"'")
	if length < 0 {
		return line[i:], len(line), nil
	}
	end := i + length
	if line[end] == '"' || line[end] == '\'' {
		return splitQuoted(line, end, []byte(line[i:end]))
	}
	return line[i:end], end, nil
}

// splitQuoted reads the rest of a word whose first part is b, from the quote
// at i on. A closing quote always ends the word.
func splitQuoted(line string, i int, b []byte) (word string, next int, err error) {
	open, mark := i, line[i]
	for i++; i < len(line); i++ {
		switch c := line[i]; {
		case c == mark && i+1 < len(line) && !isSpace(line[i+1]):
			return "", 0, &LineError{Column: i, Reason: reasonGlued}
		case c == mark:
			return string(b), i + 1, nil
		case c == '\\' && mark == '"' && i+1 < len(line):
			c, i = unescape(line, i)
			b = append(b, c)
		case c == '\\' && strings.HasPrefix(line[i:], `\'`):
			b = append(b, '\'')
			i++
		default:
			b = append(b, c)
		}
	}
	return "", 0, &LineError{Column: open, Reason: reasonOpen}
}

// unescape reads the escape at i and returns its byte and the index of its
// last character. A character without a meaning of its own means itself.
func unescape(line string, i int) (c byte, last int) {
	if i+3 < len(line) && line[i+1] == 'x' {
		high, ok1 := hexDigit(line[i+2])
		low, ok2 := hexDigit(line[i+3])
		if ok1 && ok2 {
			return high<<4 | low, i + 3
		}
	}
	c = line[i+1]
	if k := strings.IndexByte(escapeLetters, c); k >= 0 {
		c = escapeBytes[k]
	}
	return c, i + 1
}

// What the escapes with a letter stand for, one string below the other.
const (
	escapeLetters = "nrtba"
	escapeBytes   = "\n\r\t\b\a"
)

func hexDigit(c byte) (n byte, ok bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func isSpace(c byte) bool {
	return c == ' ' || '\t' <= c && c <= '\r'
}

// JoinLine writes words as a line that SplitLine reads back. Only what needs
// quotes gets them, and what is readable as UTF-8 stays so.
func JoinLine(args []string) string {
	var room [128]byte // most lines are short
	b := room[:0]
	for i, arg := range args {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendWord(b, arg)
	}
	return string(b)
}

func appendWord(dst []byte, word string) []byte {
	if word == "" || needsQuotes(word) {
		return append(dst, Quote(word)...)
	}
	return append(dst, word...)
}

// Quote puts a text into double quotes, with escapes for what cannot be read.
// What is readable as UTF-8 stays so.
func Quote(s string) string {
	dst := []byte{'"'}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= utf8.RuneSelf && size > 1 {
			dst = append(dst, s[i:i+size]...)
		} else {
			dst = appendEscaped(dst, s[i:i+size])
		}
		i += size
	}
	return string(append(dst, '"'))
}

func needsQuotes(word string) bool {
	ascii := true
	for i := range len(word) {
		switch c := word[i]; {
		case c <= ' ' || c == '"' || c == '\'' || c == 0x7f:
			return true
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return !ascii && !utf8.ValidString(word)
}

// appendQuoted appends s as redis-cli shows a string: in double quotes, with
// every byte escaped that is not printable ASCII.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = appendEscaped(dst, s)
	return append(dst, '"')
}

func appendEscaped(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	for i := range len(s) {
		c := s[i]
		k := strings.IndexByte(escapeBytes, c)
		switch {
		case k >= 0:
			dst = append(dst, '\\', escapeLetters[k])
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ' || c >= 0x7f:
			dst = append(dst, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
