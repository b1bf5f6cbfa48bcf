// Every command method: what it sends, and what it makes of the reply.

package client

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

// answering is an executor that answers at once.
type answering struct {
	reply resp.Value
	line  string // of the last command
}

func (a *answering) execute(q *call) {
	a.line = resp.JoinLine(q.args())
	q.reply(0, a.reply)
}

// answered is the outcome of a sample's call, and the command line of it.
func (s sample) answered(reply resp.Value) (line string, value any, err error) {
	a := &answering{reply: reply}
	value, err = s.call(Commands{core: newCore(Options{Scheduler: newWorld(nil)}), via: a})(context.Background())
	return a.line, value, err
}

func TestEveryCommandMethod(t *testing.T) {
	for _, family := range families {
		for _, s := range family.samples {
			line, value, err := s.answered(s.reply)
			assert.NoError(t, err, s.line)
			assert.Equal(t, []any{s.line, s.want}, []any{line, value}, s.method)
		}
	}
}

func TestEveryCommandMethodHasSamples(t *testing.T) {
	have := map[string]bool{}
	for _, family := range families {
		for _, s := range family.samples {
			have[s.method] = true
		}
	}
	want := map[string]bool{}
	commands := reflect.TypeFor[Commands]()
	for i := range commands.NumMethod() {
		if m := commands.Method(i); m.Type.Out(0) != commands { // or else it calls nothing
			want[m.Name] = true
		}
	}
	assert.Equal(t, want, have)
}

// A reply of a shape that no method expects must be an error, never a zero value.
func TestEveryCommandMethodRefusesOddReplies(t *testing.T) {
	odd := resp.Push(resp.Array(resp.Bulk("x")), resp.Bulk("y"), resp.Bulk("z"))
	for _, family := range families {
		for _, s := range family.samples {
			if _, asIs := s.want.(resp.Value); asIs {
				continue
			}
			_, _, err := s.answered(odd)
			var wrong *DecodeError
			assert.ErrorAs(t, err, &wrong, s.line)
		}
	}
}

// mangled are replies that differ from v at one place.
func mangled(v resp.Value) (replies []resp.Value) {
	replies = []resp.Value{
		resp.Null(), resp.NullArray(), resp.Integer(-3), resp.Bulk("x"), resp.Bulk(""), resp.Array(), resp.Map(),
		resp.Double(0.5), resp.Boolean(true),
	}
	for i, elem := range v.Elems {
		for _, m := range mangled(elem) {
			whole := v
			whole.Elems = slices.Clone(v.Elems)
			whole.Elems[i] = m
			replies = append(replies, whole)
		}
		short := v
		short.Elems = v.Elems[:i]
		replies = append(replies, short)
	}
	return replies
}

// A reply that is wrong somewhere makes a decoder refuse it, or see nothing
// wrong where anything may be; it never makes one fail in another way.
func TestMangledRepliesAreDecodedOrRefused(t *testing.T) {
	refused := 0
	for _, family := range families {
		for _, s := range family.samples {
			for _, reply := range mangled(s.reply) {
				_, _, err := s.answered(reply)
				if err == nil || err == ErrNil && len(reply.Elems) == 0 {
					continue
				}
				refused++
				if !is[*DecodeError](err) {
					t.Errorf("%s: %v, of %s", s.line, err, resp.Print(reply))
				}
			}
		}
	}
	assert.Greater(t, refused, 1000)
}

func TestDecoding(t *testing.T) {
	type row struct {
		got  any
		err  error
		what string
	}
	result := func(what string, got any, err error) row { return row{got, err, what} }
	decode := func(d func(resp.Value) (any, error), v resp.Value) row {
		got, err := d(v)
		return result(resp.Print(v), got, err)
	}
	asText := func(v resp.Value) (any, error) { return text(v) }
	asFloat := func(v resp.Value) (any, error) { return float(v) }
	asPairs := func(v resp.Value) (any, error) { return pairs(v) }
	asLifetime := func(v resp.Value) (any, error) { return lifetime(v) }
	asStored := func(v resp.Value) (any, error) { return stored(v) }
	both := []Pair{{"a", "1"}, {"b", "2"}}

	assert.Equal(t, []row{
		{"", ErrNil, "(nil)"},
		{"7", nil, "(integer) 7"},
		{"1.5", nil, "(double) 1.5"},
		{1.5, nil, "(double) 1.5"},
		{1.5, nil, `"1.5"`},
		{both, nil, "1# \"a\" => \"1\"\n2# \"b\" => \"2\""},
		{both, nil, "1) \"a\"\n2) \"1\"\n3) \"b\"\n4) \"2\""},
		{both, nil, "1) 1) \"a\"\n   2) \"1\"\n2) 1) \"b\"\n   2) \"2\""},
		{NoExpiry, nil, "(integer) -1"},
		{NoKey, nil, "(integer) -2"},
		{true, nil, "OK"},
		{false, nil, "(nil)"},
	}, []row{
		decode(asText, resp.Null()),
		decode(asText, resp.Integer(7)),
		decode(asText, resp.Double(1.5)),
		decode(asFloat, resp.Double(1.5)),
		decode(asFloat, resp.Bulk("1.5")),
		decode(asPairs, resp.Map(resp.Bulk("a"), resp.Bulk("1"), resp.Bulk("b"), resp.Bulk("2"))),
		decode(asPairs, resp.Bulks("a", "1", "b", "2")),
		decode(asPairs, resp.Array(resp.Bulks("a", "1"), resp.Bulks("b", "2"))),
		decode(asLifetime, resp.Integer(-1)),
		decode(asLifetime, resp.Integer(-2)),
		decode(asStored, resp.OK()),
		decode(asStored, resp.NullArray()),
	})
}

func TestTimesAreRoundedAwayFromZero(t *testing.T) {
	var got []string
	for _, d := range []time.Duration{0, 1, -1, time.Millisecond, 1500 * time.Microsecond, time.Second, time.Second + 1, -1500 * ms} {
		got = append(got, millis(d)+" ms", wholeSeconds(d)+" s")
	}
	assert.Equal(t, []string{"0 ms", "0 s", "1 ms", "1 s", "-1 ms", "-1 s", "1 ms", "1 s", "2 ms", "1 s", "1000 ms", "1 s", "1001 ms", "2 s", "-1500 ms", "-2 s"}, got)
}

func TestBlockTimes(t *testing.T) {
	tests := map[string]struct {
		time   time.Duration
		blocks bool
	}{
		"GET a":                               {0, false},
		"blpop a b 1.5":                       {1500 * ms, true},
		"BLPOP a 0":                           {0, true},
		"BLPOP":                               {0, true},
		"BLPOP a soon":                        {0, true},
		"BLPOP a -1":                          {0, true},
		"BLPOP a 1e300":                       {0, true},
		"BLMOVE a b LEFT RIGHT 2":             {2 * time.Second, true},
		"BLMPOP 3 1 a LEFT":                   {3 * time.Second, true},
		"XREAD COUNT 1 BLOCK 250 STREAMS s $": {250 * ms, true},
		"XREAD STREAMS block 0":               {0, false},
		"WAIT 1 100":                          {100 * ms, true},
		"WAITAOF 1 1 100":                     {100 * ms, true},
	}
	for line, want := range tests {
		args := strings.Fields(line)
		d, blocks := traitOf(args).blockTime(args)
		assert.Equal(t, []any{want.time, want.blocks}, []any{d, blocks}, line)
	}
}
