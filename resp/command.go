// Reading commands as a server does: arrays of bulk strings, or inline lines typed by hand.

package resp

import "strings"

// NextCommand returns the next command's name and arguments, which are the
// caller's to keep. Empty lines and empty arrays are passed over. ok is false
// while the command is not complete. An error is a [*ProtocolError] in the
// words that a Redis server puts after "ERR Protocol error: ", and stays.
func (r *Reader) NextCommand() (args []string, ok bool, err error) {
	args, lent, ok, err := r.BorrowCommand()
	if lent {
		args = OwnArgs(args)
	}
	return args, ok, err
}

// BorrowCommand is [Reader.NextCommand] for a caller in a hurry. When lent is
// true, args and their bytes are the reader's, good until its next method is
// called; [OwnArgs] makes them the caller's. Then nothing was allocated.
func (r *Reader) BorrowCommand() (args []string, lent, ok bool, err error) {
	for r.fault == nil {
		if r.missing == 0 && r.wholeCommand() {
			r.finish()
			return r.lent, true, true, nil
		}
		if got := r.commandStep(); got == stuck {
			return nil, false, false, r.err()
		}
		if r.missing > 0 {
			continue
		}
		r.finish()
		if len(r.args) > 0 {
			args, r.args = r.args, nil
			return args, false, true, nil
		}
	}
	return nil, false, false, r.fault
}

// OwnArgs copies arguments that were lent, each for itself: what is kept of
// one must not keep the others.
func OwnArgs(lent []string) []string {
	args := make([]string, len(lent))
	for i, arg := range lent {
		args[i] = strings.Clone(arg)
	}
	return args
}

// commandStep reads an inline command, the header of any other, or an argument.
func (r *Reader) commandStep() status {
	switch {
	case r.missing > 0:
		return r.argument()
	case r.pos == len(r.buf):
		return stuck
	case Kind(r.buf[r.pos]) == KindArray:
		return r.commandHeader()
	}
	return r.inlineCommand()
}

func (r *Reader) commandHeader() status {
	start := r.pos
	n, other, ok := r.number(msgMultibulkTooLong)
	if !ok {
		return stuck
	}
	switch {
	case other == nil && n > int64(r.limits.Elems) && n <= mostElems && r.limits.Stranger:
		return r.fail(start+1, msgStrangerLength)
	case other != nil || n > int64(r.limits.Elems):
		return r.fail(start+1, msgMultibulkLength)
	}
	if n > 0 {
		r.missing = int(n)
		r.args = make([]string, 0, min(n, mostAhead))
	}
	return ongoing
}

// argument reads one bulk string of the command.
func (r *Reader) argument() status {
	if r.awaited < 0 {
		if got := r.argumentHeader(); got == stuck {
			return stuck
		}
	}
	text, ok := r.text()
	if !ok {
		return stuck
	}
	r.args = append(r.args, string(text))
	r.missing--
	return ongoing
}

func (r *Reader) argumentHeader() status {
	start := r.pos
	if start == len(r.buf) {
		return stuck
	}
	if kind := Kind(r.buf[start]); kind != KindBulk {
		return r.fail(start, "expected '$', got "+quoteByte(byte(kind)))
	}
	n, other, ok := r.number(msgBulkTooLong)
	if !ok {
		return stuck
	}
	switch {
	case other == nil && n > int64(r.limits.Bulk) && n <= mostBulk && r.limits.Stranger:
		return r.fail(start+1, msgStrangerBulk)
	case other != nil || n < 0 || n > int64(r.limits.Bulk):
		return r.fail(start+1, msgBulkLength)
	}
	r.awaited = int(n)
	return ongoing
}

// inlineCommand reads a line of words, which may end in LF alone.
func (r *Reader) inlineCommand() status {
	start := r.pos
	n, ok := r.ahead('\n', r.limits.Inline, msgInlineTooLong)
	if !ok {
		return stuck
	}
	r.advance(n + 1)
	line := strings.TrimSuffix(string(r.buf[start:start+n]), "\r")
	args, err := SplitLine(line)
	if err != nil {
		return r.fail(start, msgUnbalanced)
	}
	r.args = args
	return ongoing
}
