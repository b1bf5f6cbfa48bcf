// Fuzzing: no bytes make the reader panic, what is written reads back, and chunking never matters.

package resp

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"testing"
)

// tight limits keep the fuzzer's values small and let it reach every limit.
var tight = Limits{Bulk: 64, Depth: 4, Elems: 32, Inline: 48}

func addSeeds(f *testing.F, add func(wire []byte)) {
	for _, s := range slices.Concat(samples, loose) {
		add([]byte(s.wire))
		add([]byte(s.wire[:len(s.wire)/2]))
	}
	for _, bad := range badCommands {
		add([]byte(bad.wire[:min(len(bad.wire), 100)]))
	}
	add([]byte("PING\r\nset k \"a b\"\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"))
}

// What a reader gives out is written and read back unchanged.
func FuzzReader(f *testing.F) {
	addSeeds(f, func(wire []byte) { f.Add(wire) })
	f.Fuzz(func(t *testing.T, wire []byte) {
		values, err := readAll(NewReader(tight), string(wire), len(wire)+1)
		for _, v := range values {
			checkRoundTrip(t, v)
			Print(v)
		}
		if bad, ok := err.(*ProtocolError); ok && (bad.Offset < 0 || bad.Offset > int64(len(wire)) || bad.Msg == "") {
			t.Errorf("%q: error at byte %d of %d: %q", wire, bad.Offset, len(wire), bad.Msg)
		}
	})
}

// The fuzzer's bytes are taken as a recipe for a value.
func FuzzRoundTrip(f *testing.F) {
	addSeeds(f, func(wire []byte) { f.Add(wire) })
	f.Fuzz(func(t *testing.T, recipe []byte) {
		v := (&cook{recipe}).value(3)
		checkRoundTrip(t, v)
		for _, proto := range []int{2, 3} {
			wire := string(AppendReply(nil, v, proto))
			values, err := readAll(NewReader(Limits{}), wire, 7)
			if err != nil || len(values) != 1 {
				t.Fatalf("%+v as RESP%d is %q, which reads as %+v, %v", v, proto, wire, values, err)
			}
		}
	})
}

func checkRoundTrip(t *testing.T, v Value) {
	t.Helper()
	wire := string(Append(nil, v))
	values, err := readAll(NewReader(Limits{}), wire, len(wire))
	if err != nil || len(values) != 1 || !same(v, values[0]) {
		t.Fatalf("%+v is written %q, which reads as %+v, %v", v, wire, values, err)
	}
}

// same reports whether a and b are equal; NaN equals itself here.
func same(a, b Value) bool {
	if math.IsNaN(a.Float) && math.IsNaN(b.Float) {
		a.Float, b.Float = 0, 0
	}
	if !slices.EqualFunc(a.Elems, b.Elems, same) || (a.Attr == nil) != (b.Attr == nil) || a.Attr != nil && !same(*a.Attr, *b.Attr) {
		return false
	}
	a.Elems, a.Attr, b.Elems, b.Attr = nil, nil, nil, nil
	return reflect.DeepEqual(a, b)
}

func FuzzChunks(f *testing.F) {
	addSeeds(f, func(wire []byte) { f.Add(wire, uint16(0b1011)) })
	f.Fuzz(func(t *testing.T, wire []byte, size uint16) {
		whole, wholeErr := readAll(NewReader(tight), string(wire), len(wire)+1)
		parts, partsErr := readAll(NewReader(tight), string(wire), int(size%64)+1)
		if !slices.EqualFunc(whole, parts, same) || !reflect.DeepEqual(wholeErr, partsErr) {
			t.Fatalf("%q: whole %+v, %v; in pieces %+v, %v", wire, whole, wholeErr, parts, partsErr)
		}
	})
}

// Commands are chunked as well; each is written and read back, as RESP and
// as a line.
func FuzzCommand(f *testing.F) {
	addSeeds(f, func(wire []byte) { f.Add(wire, uint16(3)) })
	f.Fuzz(func(t *testing.T, wire []byte, size uint16) {
		whole, wholeErr := commandsOf(NewReader(tight), string(wire), len(wire)+1)
		parts, partsErr := commandsOf(NewReader(tight), string(wire), int(size%64)+1)
		if !reflect.DeepEqual(whole, parts) || !reflect.DeepEqual(wholeErr, partsErr) {
			t.Fatalf("%q: whole %q, %v; in pieces %q, %v", wire, whole, wholeErr, parts, partsErr)
		}
		for _, args := range whole {
			again, err := commandsOf(NewReader(Limits{}), string(AppendCommand(nil, args...)), 100)
			if err != nil || !reflect.DeepEqual([][]string{args}, again) {
				t.Fatalf("%q reads back as %q, %v", args, again, err)
			}
			words, err := SplitLine(JoinLine(args))
			if err != nil || !slices.Equal(args, words) {
				t.Fatalf("%q is joined %q, which splits into %q, %v", args, JoinLine(args), words, err)
			}
		}
	})
}

// cook makes values from bytes.
type cook struct{ recipe []byte }

func (c *cook) next() byte {
	if len(c.recipe) == 0 {
		return 0
	}
	b := c.recipe[0]
	c.recipe = c.recipe[1:]
	return b
}

func (c *cook) number() int64 {
	var n int64
	for range c.next() % 9 {
		n = n<<8 | int64(c.next())
	}
	return n
}

func (c *cook) text() string {
	n := min(int(c.next()%32), len(c.recipe))
	s := string(c.recipe[:n])
	c.recipe = c.recipe[n:]
	return s
}

// line is text without line breaks, as simple strings hold.
func (c *cook) line() string {
	return withoutLineBreaks(c.text())
}

func (c *cook) values(n, depth int) (vs []Value) {
	for range n {
		vs = append(vs, c.value(depth))
	}
	return vs
}

func (c *cook) value(depth int) (v Value) {
	kinds := "_+-:$#,(!=*~>%"
	if depth == 0 {
		kinds = kinds[:10] // those without elements
	}
	flags := c.next()
	if flags&1 != 0 && depth > 0 {
		v.Attr = attribute(c.values(2, depth-1))
	}
	v.Kind = Kind(kinds[int(c.next())%len(kinds)])
	switch v.Kind {
	case KindSimple, KindError:
		v.Str = c.line()
	case KindInteger:
		v.Int = c.number()
	case KindBulk:
		v.Null, v.Streamed = flags&2 != 0, flags&6 == 4
		if !v.Null {
			v.Str = c.text()
		}
	case KindBulkError:
		v.Str = c.text()
	case KindBoolean:
		v.Int = int64(flags >> 7)
	case KindDouble:
		v.Float = math.Float64frombits(uint64(c.number()))
	case KindBigNumber:
		v.Str = strconv.FormatInt(c.number(), 10) + "0123456789"
	case KindVerbatim:
		v = Value{Kind: v.Kind, Attr: v.Attr, Format: [3]byte{'m', 'k', 'd'}, Str: c.text()}
	case KindArray, KindSet, KindPush:
		v.Null, v.Streamed = flags&2 != 0 && v.Kind == KindArray, flags&6 == 4
		if !v.Null {
			v.Elems = c.values(int(c.next()%5), depth-1)
		}
	case KindMap:
		v.Streamed = flags&4 != 0
		v.Elems = c.values(2*int(c.next()%3), depth-1)
	}
	return v
}
