// Command lines: splitting by redis-cli's rules, and joining what splits back.

package resp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// splitLines holds lines and their words.
var splitLines = []struct {
	line  string
	words []string
}{
	{"", nil},
	{" \t\r\n\v\f", nil},
	{"get k", []string{"get", "k"}},
	{"  set\tk\r\n v  ", []string{"set", "k", "v"}},
	{`set k "two words"`, []string{"set", "k", "two words"}},
	{`set k 'two words'`, []string{"set", "k", "two words"}},
	{`set "" ''`, []string{"set", "", ""}},
	{`"\n\r\t\b\a\\\"\q"`, []string{"\n\r\t\b\a\\\"q"}},
	{`"\x00\xfF\x4"`, []string{"\x00\xffx4"}},
	{`"\xzz\x"`, []string{"xzzx"}},
	{`'\n \' \\ '`, []string{`\n ' \\ `}},
	{`\n a\"b c" d`, []string{`\n`, `a\b c`, `d`}},
	{`ab"c d"`, []string{"abc d"}},
	{`ab'c d'`, []string{"abc d"}},
	{"naïve \"☃ 雪\"", []string{"naïve", "☃ 雪"}},
	{"a\vb \vc", []string{"a\vb", "c"}},
}

func TestSplitLine(t *testing.T) {
	for _, tt := range splitLines {
		words, err := SplitLine(tt.line)
		assert.NoError(t, err, "%q", tt.line)
		assert.Equal(t, tt.words, words, "%q", tt.line)
	}
}

// brokenLines holds lines that cannot be split, and why.
var brokenLines = []struct {
	line string
	err  *LineError
}{
	{`set k "abc`, &LineError{6, "a quote is never closed"}},
	{`set k 'abc"`, &LineError{6, "a quote is never closed"}},
	{`set k "abc\"`, &LineError{6, "a quote is never closed"}},
	{`set k 'abc\'`, &LineError{6, "a quote is never closed"}},
	{`set k "abc\`, &LineError{6, "a quote is never closed"}},
	{`"`, &LineError{0, "a quote is never closed"}},
	{`set "k"v`, &LineError{6, "a closing quote must be followed by a space"}},
	{`set 'k'"v"`, &LineError{6, "a closing quote must be followed by a space"}},
}

func TestSplitLineErrors(t *testing.T) {
	for _, tt := range brokenLines {
		words, err := SplitLine(tt.line)
		assert.Nil(t, words, "%q", tt.line)
		assert.Equal(t, tt.err, err, "%q", tt.line)
	}
	assert.EqualError(t, brokenLines[0].err, "Invalid argument(s): a quote is never closed")
}

func TestJoinLine(t *testing.T) {
	tests := []struct {
		words []string
		line  string
	}{
		{nil, ""},
		{[]string{"GET", "k"}, "GET k"},
		{[]string{"SET", "", "two words"}, `SET "" "two words"`},
		{[]string{"a\nb\x00\x7f", `"`, "it's"}, `"a\nb\x00\x7f" "\"" "it's"`},
		{[]string{`back\slash`, `back\ slash`}, `back\slash "back\\ slash"`},
		{[]string{"naïve", "☃ 雪", "\xff☃"}, `naïve "☃ 雪" "\xff☃"`},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.line, JoinLine(tt.words))
		words, err := SplitLine(tt.line)
		assert.NoError(t, err)
		assert.Equal(t, tt.words, words)
	}
}
