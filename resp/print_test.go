// Printing: the transcript of a real redis-cli, and what a real one cannot show.

package resp

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shown is a value, as bytes, and how redis-cli shows it.
type shown struct{ wire, text string }

const transcript = "testdata/redis-cli.txt"

// readTranscript reads stanzas between empty lines: the bytes in quotes, then
// the text. Lines that start with # are comments.
func readTranscript(t *testing.T) (comments string, stanzas []shown) {
	data, err := os.ReadFile(transcript)
	require.NoError(t, err)
	for stanza := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		if strings.HasPrefix(stanza, "#") {
			comments += stanza + "\n"
			continue
		}
		quoted, text, _ := strings.Cut(stanza, "\n")
		wire, err := strconv.Unquote(quoted)
		require.NoError(t, err, quoted)
		stanzas = append(stanzas, shown{wire, text})
	}
	return comments, stanzas
}

func readOne(t *testing.T, wire string) Value {
	values, err := readAll(NewReader(Limits{}), wire, len(wire))
	require.NoError(t, err, "%q", wire)
	require.Len(t, values, 1, "%q", wire)
	return values[0]
}

func TestPrint(t *testing.T) {
	_, stanzas := readTranscript(t)
	assert.NotEmpty(t, stanzas)
	for _, s := range stanzas {
		assert.Equal(t, s.text, Print(readOne(t, s.wire)), "%q", s.wire)
	}
}

func TestPrintBeyondRedisCLI(t *testing.T) {
	tests := []shown{
		{"(12345678901234567890\r\n", "(big number) 12345678901234567890"},
		{"!10\r\nERR a\r\nb c\r\n", "(error) ERR a\r\nb c"},
		{",nan\r\n", "(double) nan"},
		{"=4\r\ntxt:\r\n", ""},
		{"|1\r\n+ttl\r\n:5\r\n*1\r\n|1\r\n+a\r\n+b\r\n:1\r\n", "1) (integer) 1"},
		{"$?\r\n;2\r\nab\r\n;0\r\n", `"ab"`},
		{"%?\r\n+k\r\n*?\r\n.\r\n.\r\n", "1# k => (empty array)"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.text, Print(readOne(t, tt.wire)), "%q", tt.wire)
	}
}
