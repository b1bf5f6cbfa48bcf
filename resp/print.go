// Showing values as redis-cli does on a terminal.

package resp

import (
	"strconv"
	"strings"
)

// Print shows v as redis-cli 7 does on a terminal, without the line end.
// redis-cli gives up on big numbers and bulk errors; they are shown in the
// manner of doubles and errors. Attributes are left out.
func Print(v Value) string {
	return string(appendPrinted(nil, v, 0))
}

// appendPrinted shows v. The lines behind its first are indented by indent.
func appendPrinted(dst []byte, v Value, indent int) []byte {
	if v.IsNull() {
		return append(dst, "(nil)"...)
	}
	switch v.Kind {
	case KindError, KindBulkError:
		return append(append(dst, "(error) "...), v.Str...)
	case KindInteger:
		return strconv.AppendInt(append(dst, "(integer) "...), v.Int, 10)
	case KindDouble:
		return appendDouble(append(dst, "(double) "...), v.Float)
	case KindBoolean:
		if v.Int != 0 {
			return append(dst, "(true)"...)
		}
		return append(dst, "(false)"...)
	case KindBigNumber:
		return append(append(dst, "(big number) "...), v.Str...)
	case KindBulk:
		return appendQuoted(dst, v.Str)
	case KindArray:
		return appendElems(dst, v, indent, ") ", "(empty array)")
	case KindPush:
		return appendElems(dst, v, indent, ") ", "(empty push)")
	case KindSet:
		return appendElems(dst, v, indent, "~ ", "(empty set)")
	case KindMap:
		return appendPairs(dst, v, indent)
	}
	return append(dst, v.Str...) // simple and verbatim strings: as they are
}

// appendElems shows one element a line, numbered from 1.
func appendElems(dst []byte, v Value, indent int, mark, empty string) []byte {
	if len(v.Elems) == 0 {
		return append(dst, empty...)
	}
	width := len(strconv.Itoa(len(v.Elems)))
	for i, elem := range v.Elems {
		dst = appendNumber(dst, i, width, indent, mark)
		dst = appendPrinted(dst, elem, indent+width+len(mark))
	}
	return dst
}

// appendPairs shows one pair a line. Only a value of several lines begins on
// a line of its own, under its key.
func appendPairs(dst []byte, v Value, indent int) []byte {
	const mark = "# "
	if len(v.Elems) == 0 {
		return append(dst, "(empty hash)"...)
	}
	width := len(strconv.Itoa(len(v.Elems) / 2))
	inner := indent + width + len(mark)
	for i := 0; i+1 < len(v.Elems); i += 2 {
		dst = appendNumber(dst, i/2, width, indent, mark)
		dst = appendPrinted(dst, v.Elems[i], inner)
		dst = append(dst, " => "...)
		if severalLines(v.Elems[i+1]) {
			dst = append(dst, '\n')
			dst = append(dst, strings.Repeat(" ", inner)...)
		}
		dst = appendPrinted(dst, v.Elems[i+1], inner)
	}
	return dst
}

// severalLines reports whether redis-cli takes v for something that needs
// more than one line. It looks at counts alone: keys and line breaks in texts
// do not matter.
func severalLines(v Value) bool {
	switch v.Kind {
	case KindArray, KindSet, KindPush:
		return len(v.Elems) > 1 || len(v.Elems) == 1 && severalLines(v.Elems[0])
	case KindMap:
		return len(v.Elems) > 2 || len(v.Elems) == 2 && severalLines(v.Elems[1])
	}
	return false
}

// appendNumber starts the line of element i. The first element stands behind
// the number of the aggregate itself.
func appendNumber(dst []byte, i, width, indent int, mark string) []byte {
	if i > 0 {
		dst = append(dst, '\n')
		dst = append(dst, strings.Repeat(" ", indent)...)
	}
	number := strconv.Itoa(i + 1)
	dst = append(dst, strings.Repeat(" ", width-len(number))...)
	dst = append(dst, number...)
	return append(dst, mark...)
}
