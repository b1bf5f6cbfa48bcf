package behaviour

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// sections are how many rows there are by letter: A1 to A8, and so on.
var sections = []struct {
	letter string
	rows   int
}{{"A", 8}, {"B", 23}, {"C", 31}, {"D", 15}, {"E", 23}}

func TestEveryRowIsHereOrElsewhere(t *testing.T) {
	var want, have []string
	for _, s := range sections {
		for n := range s.rows {
			want = append(want, fmt.Sprintf("%s%02d", s.letter, n+1))
		}
	}
	padded := func(id string) string { return id[:1] + strings.Repeat("0", 3-len(id)) + id[1:] }
	for _, row := range Rows() {
		have = append(have, padded(row.ID))
		assert.NotEmpty(t, row.Name)
	}
	assert.True(t, slices.IsSorted(have), "rows are in the order of their IDs")
	for id, reason := range Elsewhere {
		have = append(have, padded(id))
		assert.NotEmpty(t, reason)
	}
	slices.Sort(have)
	assert.Equal(t, want, have)
}
