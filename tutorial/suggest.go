// What a teacher may have meant by a name that does not exist.

package tutorial

import (
	"strings"

	"resplay/resp"
)

// suggestion ends an error about an unknown name: the closest of the names
// that exist, if one is close, and all of them.
func suggestion(name string, names []string) string {
	closest, least := "", 1+len(name)/3
	for _, n := range names {
		if d := distance(strings.ToLower(name), n); d <= least {
			closest, least = n, d-1
		}
	}
	end := ": there are " + strings.Join(names, ", ")
	if closest != "" {
		return ", did you mean " + resp.Quote(closest) + "?" + strings.Replace(end, ": there", " There", 1)
	}
	return end
}

// distance is how many letters must be put in, taken out or changed to turn
// a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1) // distances of a's part so far to each start of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
