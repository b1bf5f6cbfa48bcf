// Every form a value can take, with its bytes: the table that most tests here share.

package resp

import "math"

// sample is a value and its own exact bytes.
type sample struct {
	wire  string
	value Value
}

var samples = []sample{
	{"+OK\r\n", OK()},
	{"+\r\n", Simple("")},
	{"-ERR unknown command 'x'\r\n", Fail("ERR unknown command 'x'")},
	{":0\r\n", Integer(0)},
	{":-42\r\n", Integer(-42)},
	{":9223372036854775807\r\n", Integer(math.MaxInt64)},
	{":-9223372036854775808\r\n", Integer(math.MinInt64)},
	{"$5\r\nhello\r\n", Bulk("hello")},
	{"$0\r\n\r\n", Bulk("")},
	{"$8\r\n\r\n\x00\xff$1\r\n\r\n", Bulk("\r\n\x00\xff$1\r\n")},
	{"$-1\r\n", Value{Kind: KindBulk, Null: true}},
	{"*0\r\n", Array()},
	{"*-1\r\n", NullArray()},
	{"*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", Bulks("GET", "k")},
	{"*3\r\n:1\r\n*2\r\n+a\r\n*0\r\n_\r\n", Array(Integer(1), Array(Simple("a"), Array()), Null())},
	{"_\r\n", Null()},
	{"#t\r\n", Boolean(true)},
	{"#f\r\n", Boolean(false)},
	{",3.14\r\n", Double(3.14)},
	{",10\r\n", Double(10)},
	{",-0.5\r\n", Double(-0.5)},
	{",1e+21\r\n", Double(1e21)},
	{",5e-324\r\n", Double(math.SmallestNonzeroFloat64)},
	{",inf\r\n", Double(math.Inf(1))},
	{",-inf\r\n", Double(math.Inf(-1))},
	{"(3492890328409238509324850943850943825024385\r\n", BigNumber("3492890328409238509324850943850943825024385")},
	{"(-1\r\n", BigNumber("-1")},
	{"!21\r\nSYNTAX invalid syntax\r\n", Value{Kind: KindBulkError, Str: "SYNTAX invalid syntax"}},
	{"=15\r\ntxt:Some string\r\n", Verbatim("txt", "Some string")},
	{"=4\r\nmkd:\r\n", Verbatim("mkd", "")},
	{"=7\r\nabc:a\r\n\r\n", Verbatim("abc", "a\r\n")},
	{"%0\r\n", Map()},
	{"%2\r\n+a\r\n:1\r\n*1\r\n:2\r\n%1\r\n+b\r\n_\r\n",
		Map(Simple("a"), Integer(1), Array(Integer(2)), Map(Simple("b"), Null()))},
	{"~2\r\n+a\r\n#t\r\n", Set(Simple("a"), Boolean(true))},
	{"~0\r\n", Set()},
	{">3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$2\r\nhi\r\n", Push(Bulk("message"), Bulk("ch"), Bulk("hi"))},
	{"|1\r\n+ttl\r\n:3600\r\n:5\r\n", withAttrs(Integer(5), Simple("ttl"), Integer(3600))},
	{"*2\r\n|1\r\n+a\r\n%1\r\n:1\r\n:2\r\n*1\r\n:3\r\n:4\r\n",
		Array(withAttrs(Array(Integer(3)), Simple("a"), Map(Integer(1), Integer(2))), Integer(4))},
	{"|1\r\n|1\r\n+x\r\n+y\r\n+a\r\n:1\r\n_\r\n",
		withAttrs(Null(), withAttrs(Simple("a"), Simple("x"), Simple("y")), Integer(1))},
	{"$?\r\n;0\r\n", Value{Kind: KindBulk, Streamed: true}},
	{"$?\r\n;11\r\nHello world\r\n;0\r\n", Value{Kind: KindBulk, Str: "Hello world", Streamed: true}},
	{"*?\r\n.\r\n", Value{Kind: KindArray, Streamed: true}},
	{"*?\r\n:1\r\n~?\r\n+a\r\n.\r\n.\r\n", Value{Kind: KindArray, Streamed: true, Elems: []Value{
		Integer(1), {Kind: KindSet, Streamed: true, Elems: []Value{Simple("a")}}}}},
	{"%?\r\n+k\r\n*1\r\n$?\r\n;1\r\nv\r\n;0\r\n.\r\n", Value{Kind: KindMap, Streamed: true, Elems: []Value{
		Simple("k"), Array(Value{Kind: KindBulk, Str: "v", Streamed: true})}}},
	{">?\r\n+invalidate\r\n.\r\n", Value{Kind: KindPush, Streamed: true, Elems: []Value{Simple("invalidate")}}},
}

// loose holds bytes that a reader takes although nothing here writes them.
var loose = []sample{
	{":+7\r\n", Integer(7)},
	{",+inf\r\n", Double(math.Inf(1))},
	{",1E3\r\n", Double(1000)},
	{",.5\r\n", Double(0.5)},
	{"(+5\r\n", BigNumber("+5")},
	{"|0\r\n:1\r\n", Integer(1)},
	{"|1\r\n:1\r\n:2\r\n|1\r\n:3\r\n:4\r\n:5\r\n", withAttrs(Integer(5), Integer(1), Integer(2), Integer(3), Integer(4))},
	{"|?\r\n:1\r\n:2\r\n.\r\n:5\r\n", withAttrs(Integer(5), Integer(1), Integer(2))},
	{"$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n", Value{Kind: KindBulk, Str: "Hello", Streamed: true}},
}

func withAttrs(v Value, attrs ...Value) Value {
	v.Attr = attribute(attrs)
	return v
}
