// Strings, in forms for what they hold and how they are changed.

package engine

import (
	"math"
	"strings"
	"unsafe"

	"resplay/resp"
)

// The forms of a string. Each is changed in place where that is cheap.
type (
	textString struct{ s string } // embstr, or raw when longer than embeddedBytes
	intString  struct{ n int64 }  // int
	heldString struct{ b []byte } // as textString, but set again and again: its bytes are written over
	rawString  struct {           // raw: it was appended to or written into
		b    []byte
		text string // b as last read, so that reading often copies once; "": written since
	}
)

// embeddedBytes is how long a string may be that Redis stores with its header.
const embeddedBytes = 44

// newString stores s in the form that suits it.
func newString(s string) object {
	if n, ok := parseInt(s); ok {
		return &intString{n}
	}
	return &textString{s}
}

// stringText returns the text of any form. Until the next command it is good;
// whoever keeps it for longer clones it, as it may be written over, or asks
// [call.text].
func stringText(o object) (s string, ok bool) {
	switch v := o.(type) {
	case *textString:
		return v.s, true
	case *heldString:
		return unsafe.String(unsafe.SliceData(v.b), len(v.b)), true
	case *intString:
		return formatInt(v.n), true
	case *rawString:
		return v.read(), true
	}
	return "", false
}

// text is stringText for a command: one whose arguments are its own, as those
// of transactions and scripts are, may keep the text as well.
func (c *call) text(o object) (s string, ok bool) {
	s, ok = stringText(o)
	if _, held := o.(*heldString); held && !c.lent {
		s = strings.Clone(s)
	}
	return s, ok
}

// readString returns the string at key, as text does; found is false when
// there is no such key.
func readString(c *call, key string) (s string, found bool, err error) {
	ent := c.lookup(key)
	if ent == nil {
		return "", false, nil
	}
	s, ok := c.text(ent.val.object)
	if !ok {
		return "", false, errWrongType
	}
	return s, true, nil
}

// writeString is readString for a command that will change the string; ent
// is nil when there is no such key.
func writeString(c *call, key string) (s string, ent *entry, err error) {
	if ent, err = stringEntry(c, key); ent != nil {
		s, _ = c.text(ent.val.object)
	}
	return s, ent, err
}

// stringEntry is writeString without the text, which may be long and would be
// a copy; ent is nil when there is no such key.
func stringEntry(c *call, key string) (ent *entry, err error) {
	ent = c.db.keys.get(key)
	switch {
	case ent == nil:
		return nil, nil
	case ent.val.object.kind() != "string":
		return nil, errWrongType
	}
	c.use(ent)
	return ent, nil
}

// putString stores a string under a key, in place of any value; the key's
// expiry stays.
func (c *call) putString(key, s string) *entry {
	ent := c.db.keys.get(key)
	n, isInt := parseInt(s)
	if ent != nil && c.overwriteString(ent, s, n, isInt) {
		c.use(ent)
		return ent
	}
	if isInt {
		return c.store(key, &intString{n})
	}
	return c.store(key, &textString{c.own(s)})
}

// overwriteString sets a string in place if its form stays the same.
func (c *call) overwriteString(ent *entry, s string, n int64, isInt bool) bool {
	switch v := ent.val.object.(type) {
	case *textString:
		if c.lent && !isInt {
			ent.val.object = &heldString{[]byte(s)}
		} else if !isInt {
			v.s = s
		}
		return !isInt
	case *heldString:
		// Only here, where no reply that shows the text waits to be encoded.
		if !c.lent || isInt || cap(v.b) > 2*len(s)+keepSpare {
			return false
		}
		v.b = append(v.b[:0], s...)
		return true
	case *intString:
		if isInt {
			v.n = n
		}
		return isInt
	}
	return false
}

// keepSpare is how many bytes a short string may leave unused of the room of
// a longer one, besides its own length.
const keepSpare = 64

// rawBytes makes the string of an entry one that can be written into, and
// returns it.
func rawBytes(ent *entry) *rawString {
	raw, ok := ent.val.object.(*rawString)
	if !ok {
		s, _ := stringText(ent.val.object)
		raw = &rawString{b: []byte(s)}
		ent.val.object = raw
	}
	return raw
}

// read returns the string as it is.
func (v *rawString) read() string {
	if v.text == "" {
		v.text = string(v.b)
	}
	return v.text
}

// write puts part at an offset, with zero bytes up to there if need be.
func (v *rawString) write(offset int, part string) {
	v.text = ""
	if offset > len(v.b) {
		v.b = append(v.b, make([]byte, offset-len(v.b))...)
	}
	written := copy(v.b[offset:], part)
	v.b = append(v.b, part[written:]...)
}

func (v *textString) kind() string { return "string" }
func (v *intString) kind() string  { return "string" }
func (v *heldString) kind() string { return "string" }
func (v *rawString) kind() string  { return "string" }

func (v *textString) encoding() string { return textEncoding(len(v.s)) }
func (v *heldString) encoding() string { return textEncoding(len(v.b)) }

func textEncoding(length int) string {
	if length > embeddedBytes {
		return "raw"
	}
	return "embstr"
}
func (v *intString) encoding() string { return "int" }
func (v *rawString) encoding() string { return "raw" }

func (v *textString) size() int { return len(v.s) }
func (v *heldString) size() int { return len(v.b) }
func (v *intString) size() int  { return decimalDigits(v.n) }
func (v *rawString) size() int  { return len(v.b) }

func (v *textString) memory() int64 { return 32 + int64(len(v.s)) }
func (v *heldString) memory() int64 { return 40 + int64(cap(v.b)) }
func (v *intString) memory() int64  { return 16 }
func (v *rawString) memory() int64  { return 32 + int64(cap(v.b)) }

func (v *textString) clone() object { copied := *v; return &copied }
func (v *heldString) clone() object { return &textString{string(v.b)} }
func (v *intString) clone() object  { copied := *v; return &copied }
func (v *rawString) clone() object  { return &rawString{b: append([]byte(nil), v.b...)} }

func (v *textString) appendRewrite(dst []byte, key string) []byte {
	return resp.AppendCommand(dst, "SET", key, v.s)
}

func (v *heldString) appendRewrite(dst []byte, key string) []byte {
	return resp.AppendCommand(dst, "SET", key, string(v.b))
}

func (v *intString) appendRewrite(dst []byte, key string) []byte {
	return resp.AppendCommand(dst, "SET", key, formatInt(v.n))
}

func (v *rawString) appendRewrite(dst []byte, key string) []byte {
	return resp.AppendCommand(dst, "SET", key, string(v.b))
}

func (v *textString) preview() resp.Value { return resp.Bulk(previewText(v.s)) }
func (v *heldString) preview() resp.Value { return resp.Bulk(previewText(string(v.b))) }
func (v *intString) preview() resp.Value  { return resp.Bulk(formatInt(v.n)) }
func (v *rawString) preview() resp.Value {
	return resp.Bulk(string(v.b[:min(len(v.b), previewBytes)]))
}

// decimalDigits is the length of a number in decimal.
func decimalDigits(n int64) int {
	length := 1
	if n < 0 {
		length++
		if n == math.MinInt64 {
			return 20
		}
		n = -n
	}
	for n >= 10 {
		n /= 10
		length++
	}
	return length
}
