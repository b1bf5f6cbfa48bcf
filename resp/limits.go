// Limits on what a reader takes, and the error that names what broke the protocol.

package resp

import "strconv"

// Limits bounds what a [Reader] accepts, so that no peer can make it hold
// more than its owner chose. Zero means the default.
type Limits struct {
	Bulk   int // bytes of one string of any kind; default 512 MB
	Depth  int // aggregates and attributes open inside each other; default 32
	Elems  int // elements of one command or one value, nested ones and both halves of pairs counted; default 1,048,576
	Inline int // bytes of an inline command or of a header line; default 64 KB

	// Stranger says in a refusal that the limit is for who has not authenticated.
	Stranger bool
}

// What is too long for anybody in Redis.
const (
	mostBulk  = 512 << 20
	mostElems = 1<<31 - 1
)

func (l Limits) withDefaults() Limits {
	return Limits{
		Bulk:   orDefault(l.Bulk, 512<<20),
		Depth:  orDefault(l.Depth, 32),
		Elems:  orDefault(l.Elems, 1<<20),
		Inline: orDefault(l.Inline, 64<<10),

		Stranger: l.Stranger,
	}
}

func orDefault(n, otherwise int) int {
	if n <= 0 {
		return otherwise
	}
	return n
}

// ProtocolError says where a stream stopped being RESP. Nothing behind that
// byte can be understood: whoever reads the stream must close it.
type ProtocolError struct {
	Offset int64  // of the offending byte, counted from the first byte ever fed
	Msg    string // what was wrong, in Redis's own words where it has some
}

func (e *ProtocolError) Error() string {
	return "protocol error at byte " + strconv.FormatInt(e.Offset, 10) + ": " + e.Msg
}

// What a Redis server says after "ERR Protocol error: ". Where a value is
// read instead of a command, details follow.
const (
	msgMultibulkLength  = "invalid multibulk length"
	msgBulkLength       = "invalid bulk length"
	msgStrangerLength   = "unauthenticated multibulk length"
	msgStrangerBulk     = "unauthenticated bulk length"
	msgMultibulkTooLong = "too big mbulk count string"
	msgBulkTooLong      = "too big bulk count string"
	msgInlineTooLong    = "too big inline request"
	msgUnbalanced       = "unbalanced quotes in request"
)

// What is said of lines that commands have not.
const (
	msgTextTooLong = "line of text is longer than the limit of a bulk string"
	msgEndTooLong  = "expected a line end after '.'"
)

// quoteByte shows a byte of the stream in a message.
func quoteByte(b byte) string {
	if b > ' ' && b < 0x7f {
		return "'" + string(rune(b)) + "'"
	}
	return "'" + string(appendEscaped(nil, string([]byte{b}))) + "'"
}

// quoteStart shows text of the stream in a message, the beginning of it at least.
func quoteStart(text []byte) string {
	const most = 32
	if len(text) > most {
		return string(appendQuoted(nil, string(text[:most]))) + "..."
	}
	return string(appendQuoted(nil, string(text)))
}
