// The order that SORT brings elements into, and the patterns by which it
// looks at other keys.

package engine

import (
	"cmp"
	"math"
	"sort"
	"strings"
)

// sortItem is an element with what it is sorted by.
type sortItem struct {
	elem   string
	text   string // with ALPHA
	absent bool   // there is no text
	number float64
}

// sorted returns elements in order.
func (c *call) sorted(elems []string, o sortOptions) ([]string, error) {
	items := make([]sortItem, len(elems))
	for i, elem := range elems {
		item := sortItem{elem: elem, text: elem}
		if o.byPattern {
			text, found := c.referred(o.by, elem)
			item.text, item.absent = text, !found
		}
		if !o.alpha && !item.absent {
			var ok bool
			if item.number, ok = sortNumber(item.text); !ok {
				return nil, errSortDouble
			}
		}
		items[i] = item
	}
	sort.SliceStable(items, func(i, j int) bool {
		order := items[i].compare(&items[j], o)
		if o.descending {
			return order > 0
		}
		return order < 0
	})
	for i := range items {
		elems[i] = items[i].elem
	}
	return elems, nil
}

// compare is below 0 when a comes first, ascending. Equal numbers go by the
// bytes of the elements, what is missing ahead of all text.
func (a *sortItem) compare(b *sortItem, o sortOptions) int {
	switch {
	case !o.alpha && a.number != b.number:
		return cmp.Compare(a.number, b.number)
	case !o.alpha:
		return strings.Compare(a.elem, b.elem)
	case a.absent || b.absent:
		return boolToInt(b.absent) - boolToInt(a.absent)
	}
	return strings.Compare(a.text, b.text)
}

func boolToInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// sortNumber reads a number as the C library does: behind white space, up to
// a zero byte, decimal or hexadecimal; nothing at all is 0.
func sortNumber(s string) (float64, bool) {
	s, _, _ = strings.Cut(s, "\x00")
	if s == "" {
		return 0, true
	}
	s = strings.TrimLeft(s, blanks)
	f, err := strtod(s)
	tiny := math.Abs(f) < smallestNormal && strings.Trim(digitsOf(s), "0.") != ""
	return f, err == nil && f == f && !tiny
}

// smallestNormal is below what C takes for out of range, unless it is 0.
const smallestNormal = 0x1p-1022

// digitsOf is a number without its sign and its exponent.
func digitsOf(s string) string {
	s = strings.TrimLeft(s, "+-")
	if isHexadecimal(s) {
		s = s[2:]
		s, _, _ = strings.Cut(lower(s), "p")
		return s
	}
	s, _, _ = strings.Cut(lower(s), "e")
	return s
}

func isHexadecimal(s string) bool {
	s = strings.TrimLeft(s, "+-")
	return strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X")
}

// isSortPattern reports whether a pattern leads from an element to a key.
func isSortPattern(pattern string) bool { return strings.Contains(pattern, "*") }

// referred is the string that a pattern leads to from an element: the element
// takes the place of the first star; behind an arrow is the field of a hash.
func (c *call) referred(pattern, elem string) (text string, found bool) {
	if pattern == "#" {
		return elem, true
	}
	ahead, behind, ok := strings.Cut(pattern, "*")
	if !ok {
		return "", false
	}
	behind, field, isField := cutField(behind)
	ent := c.lookup(ahead + elem + behind)
	if ent == nil {
		return "", false
	}
	if !isField {
		return c.text(ent.val.object)
	}
	h, ok := ent.val.object.(*hash)
	if !ok {
		return "", false
	}
	return h.get(field)
}

// cutField takes the field off what follows the star of a pattern.
func cutField(behind string) (key, field string, found bool) {
	key, field, found = strings.Cut(behind, "->")
	if field == "" {
		return behind, "", false
	}
	return key, field, found
}
