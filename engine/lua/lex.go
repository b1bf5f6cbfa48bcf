// The words of a script.

package lua

import (
	"strings"
)

// token is a word: a reserved word or operator as it is written, or one of
// the kinds below.
type token struct {
	kind   string
	text   string // of a name or string
	number float64
}

const (
	tokenEnd    = "<eof>"
	tokenName   = "<name>"
	tokenString = "<string>"
	tokenNumber = "<number>"
)

var reserved = map[string]bool{}

func init() {
	for _, word := range strings.Fields("and break do else elseif end false for function if in local nil not or repeat return then true until while") {
		reserved[word] = true
	}
}

// lexer cuts a script into tokens.
type lexer struct {
	source string
	chunk  string // the name that errors begin with
	pos    int
	line   int
	start  int // of the token that is being read
}

// syntaxError is why a script does not compile.
type syntaxError struct{ text string }

// fail reports an error near a text; "": near nothing.
func (l *lexer) fail(message, near string) {
	if near != "" && near[0] != 0 {
		message += " near '" + near + "'"
	}
	panic(syntaxError{l.chunk + ":" + formatNumber(float64(l.line)) + ": " + message})
}

// written is the token as it stands in the script so far, up to a zero byte
// as C prints it.
func (l *lexer) written() string {
	text, _, _ := strings.Cut(l.source[l.start:min(l.pos, len(l.source))], "\x00")
	return text
}

func (l *lexer) peek() byte {
	if l.pos < len(l.source) {
		return l.source[l.pos]
	}
	return 0
}

func (l *lexer) ended() bool { return l.pos >= len(l.source) }

// next reads a token.
func (l *lexer) next() token {
	for !l.ended() {
		l.start = l.pos
		c := l.source[l.pos]
		switch {
		case c == '\n' || c == '\r':
			l.newline()
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			l.pos++
		case c == '-' && strings.HasPrefix(l.source[l.pos:], "--"):
			l.comment()
		case c == '"' || c == '\'':
			return l.quoted(c)
		case isDigit(c) || c == '.' && l.pos+1 < len(l.source) && isDigit(l.source[l.pos+1]):
			return l.number()
		case isLetter(c):
			return l.word()
		case c == '[' && l.longBracket() >= 0:
			return token{kind: tokenString, text: l.long("string")}
		case c == '[' && l.pos+1 < len(l.source) && l.source[l.pos+1] == '=':
			l.pos++
			for l.peek() == '=' {
				l.pos++
			}
			l.fail("invalid long string delimiter", l.written())
		default:
			return l.operator()
		}
	}
	return token{kind: tokenEnd}
}

// newline takes a line end of one or two characters.
func (l *lexer) newline() {
	c := l.source[l.pos]
	l.pos++
	if next := l.peek(); !l.ended() && (next == '\n' || next == '\r') && next != c {
		l.pos++
	}
	l.line++
}

func (l *lexer) comment() {
	l.pos += 2
	l.start = l.pos
	if l.peek() == '[' && l.longBracket() >= 0 {
		l.long("comment")
		return
	}
	for !l.ended() && l.peek() != '\n' && l.peek() != '\r' {
		l.pos++
	}
}

// longBracket is how many = stand between the two brackets that begin a long
// string here; -1: none begins here.
func (l *lexer) longBracket() int {
	rest := l.source[l.pos+1:]
	level := len(rest) - len(strings.TrimLeft(rest, "="))
	if level < len(rest) && rest[level] == '[' {
		return level
	}
	return -1
}

// long reads a long string or comment.
func (l *lexer) long(what string) string {
	level := l.longBracket()
	l.pos += level + 2
	if c := l.peek(); !l.ended() && (c == '\n' || c == '\r') {
		l.newline()
	}
	closing := "]" + strings.Repeat("=", level) + "]"
	var text strings.Builder
	for !l.ended() {
		c := l.source[l.pos]
		switch {
		case c == ']' && strings.HasPrefix(l.source[l.pos:], closing):
			l.pos += len(closing)
			return text.String()
		case c == '\n' || c == '\r':
			l.newline()
			text.WriteByte('\n')
		default:
			text.WriteByte(c)
			l.pos++
		}
	}
	l.fail("unfinished long "+what, tokenEnd)
	return ""
}

func (l *lexer) quoted(quote byte) token {
	var text strings.Builder
	for l.pos++; ; {
		if l.ended() {
			l.fail("unfinished string", tokenEnd)
		}
		c := l.source[l.pos]
		switch c {
		case quote:
			l.pos++
			return token{kind: tokenString, text: text.String()}
		case '\n', '\r':
			l.fail("unfinished string", string(quote)+text.String())
		case '\\':
			l.escape(&text, quote)
		default:
			text.WriteByte(c)
			l.pos++
		}
	}
}

const escapes = "a\ab\bf\fn\nr\rt\tv\v"

func (l *lexer) escape(text *strings.Builder, quote byte) {
	l.pos++
	c := l.peek()
	switch {
	case l.ended(): // the caller finds out
	case c == '\n' || c == '\r':
		text.WriteByte('\n')
		l.newline()
	case isDigit(c):
		n := 0
		for i := 0; i < 3 && isDigit(l.peek()); i++ {
			n = n*10 + int(l.peek()-'0')
			l.pos++
		}
		if n > 255 {
			l.fail("escape sequence too large", string(quote)+text.String())
		}
		text.WriteByte(byte(n))
	default:
		for i := 0; i < len(escapes); i += 2 {
			if escapes[i] == c {
				c = escapes[i+1]
				break
			}
		}
		text.WriteByte(c)
		l.pos++
	}
}

func (l *lexer) number() token {
	for isDigit(l.peek()) || l.peek() == '.' {
		l.pos++
	}
	if l.peek()|0x20 == 'e' {
		l.pos++
		if c := l.peek(); c == '+' || c == '-' {
			l.pos++
		}
	}
	for isLetter(l.peek()) || isDigit(l.peek()) {
		l.pos++
	}
	f, ok := parseNumber(l.written())
	if !ok {
		l.fail("malformed number", l.written())
	}
	return token{kind: tokenNumber, number: f}
}

func (l *lexer) word() token {
	for isLetter(l.peek()) || isDigit(l.peek()) {
		l.pos++
	}
	word := l.source[l.start:l.pos]
	if reserved[word] {
		return token{kind: word}
	}
	return token{kind: tokenName, text: word}
}

func (l *lexer) operator() token {
	for _, long := range []string{"...", "..", "==", "<=", ">=", "~="} {
		if strings.HasPrefix(l.source[l.pos:], long) {
			l.pos += len(long)
			return token{kind: long}
		}
	}
	l.pos++
	return token{kind: l.source[l.start:l.pos]}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }
