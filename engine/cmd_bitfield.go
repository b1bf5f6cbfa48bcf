//go:build !first

// BITFIELD: integers of any width at any bit of a string.

package engine

import (
	"resplay/resp"
)

var bitfieldCommands = []Command{
	{
		Name: "bitfield", Synopsis: "key [GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value | INCRBY encoding offset increment> " +
			"[GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value | INCRBY encoding offset increment> ...]]",
		Summary: "Reads and changes integers of any width inside a string.",
		Since:   "3.2.0", Group: "bitmap", Complexity: "O(1) for each subcommand specified",
		Arity: -2, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW access update variable_flags", Notes: "This command allows both access and modification of the key"}},
		run:  cmdBitfield,
	},
	{
		Name: "bitfield_ro", Synopsis: "key [GET encoding offset [GET encoding offset ...]]",
		Summary: "Reads integers of any width inside a string.",
		Since:   "6.0.0", Group: "bitmap", Complexity: "O(1) for each subcommand specified",
		Arity: -2, Flags: ReadOnly | Fast,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdBitfield,
	},
}

// overflowMode is what happens to a number that does not fit its field.
type overflowMode int

const (
	overflowWrap overflowMode = iota
	overflowSaturate
	overflowFail
)

var overflowModes = map[string]overflowMode{"WRAP": overflowWrap, "SAT": overflowSaturate, "FAIL": overflowFail}

// fieldType is the type of a field, such as i16.
type fieldType struct {
	signed bool
	width  int // in bits
}

// fieldOperation is one of the operations of a BITFIELD.
type fieldOperation struct {
	verb string // GET, SET or INCRBY
	fieldType
	offset   int64
	value    int64 // to set or to add
	overflow overflowMode
}

func cmdBitfield(c *call) (resp.Value, error) {
	operations, highest, err := c.fieldOperations()
	switch {
	case err != nil:
		return none, err
	case highest < 0:
		return c.readFields(operations)
	case c.cmd.Flags&Write == 0:
		return none, errBitfieldRO
	}
	ent, raw, grown, err := c.bitsToWrite(c.args[1], highest)
	if err != nil {
		return none, err
	}
	replies, changed := make([]resp.Value, 0, len(operations)), false
	for _, op := range operations {
		reply, written, different := op.apply(raw)
		replies = append(replies, reply)
		changed = changed || written && (grown || different)
	}
	switch {
	case changed:
		c.changed(ent, "setbit")
	case grown: // by operations that all failed, which Redis tells nobody
		c.changes++
	}
	return resp.Array(replies...), nil
}

// fieldOperations reads the operations, and the highest bit that they write
// to, -1 when they only read.
func (c *call) fieldOperations() (operations []fieldOperation, highest int64, err error) {
	overflow, highest := overflowWrap, -1
	for i := 2; i < len(c.args); i++ {
		op := fieldOperation{verb: c.keyword(i), overflow: overflow}
		if op.verb == "OVERFLOW" && c.more(i) > 0 {
			i++
			known := false
			if overflow, known = overflowModes[c.keyword(i)]; !known {
				return nil, 0, errBitOverflow
			}
			continue
		}
		operands := map[string]int{"GET": 2, "SET": 3, "INCRBY": 3}[op.verb]
		if operands == 0 || c.more(i) < operands {
			return nil, 0, errSyntax
		}
		if err := c.fieldOperands(&op, i+1); err != nil {
			return nil, 0, err
		}
		if op.verb != "GET" {
			highest = max(highest, op.offset+int64(op.width)-1)
		}
		operations = append(operations, op)
		i += operands
	}
	return operations, highest, nil
}

// fieldOperands reads what an operation takes, from the argument at i on.
func (c *call) fieldOperands(op *fieldOperation, i int) (err error) {
	if op.fieldType, err = parseFieldType(c.args[i]); err != nil {
		return err
	}
	if op.offset, err = c.fieldOffset(i+1, op.width); err != nil {
		return err
	}
	if op.verb != "GET" {
		op.value, err = c.integer(i + 2)
	}
	return err
}

func parseFieldType(s string) (t fieldType, err error) {
	if s == "" || s[0] != 'i' && s[0] != 'u' {
		return t, errBitfieldType
	}
	t.signed = s[0] == 'i'
	widest := int64(63) // a RESP integer is signed
	if t.signed {
		widest = 64
	}
	width, ok := parseInt(s[1:])
	if !ok || width < 1 || width > widest {
		return t, errBitfieldType
	}
	t.width = int(width)
	return t, nil
}

// fieldOffset is the argument at i as an offset: in bits, or behind a # in
// fields of that width.
func (c *call) fieldOffset(i, width int) (int64, error) {
	text, scale := c.args[i], int64(1)
	if text != "" && text[0] == '#' {
		text, scale = text[1:], int64(width)
	}
	n, ok := parseInt(text)
	n *= scale // may overflow, as it does in Redis
	if !ok || !c.engine.isBitOffset(n) {
		return 0, errBitOffset
	}
	return n, nil
}

// readFields answers operations that only read, for which a string has zeros
// behind its end.
func (c *call) readFields(operations []fieldOperation) (resp.Value, error) {
	o, err := c.lookupString(c.args[1])
	if err != nil {
		return none, err
	}
	replies := make([]resp.Value, 0, len(operations))
	for _, op := range operations {
		var part [9]byte
		if o != nil {
			copyBytes(part[:], o, op.offset>>3)
		}
		replies = append(replies, op.reply(field(part[:], op.offset&7, op.width)))
	}
	return resp.Array(replies...), nil
}

// reply is the bits of a field as a number of its type.
func (t fieldType) reply(n uint64) resp.Value {
	if t.signed {
		return resp.Integer(signed(n, t.width))
	}
	return resp.Integer(int64(n))
}

// apply carries out an operation on a string that is long enough. Nothing is
// written when the number does not fit and must not be made to.
func (op fieldOperation) apply(raw *rawString) (reply resp.Value, written, different bool) {
	if op.verb == "GET" {
		// A field that is read may reach behind what is written.
		var part [9]byte
		copyBytes(part[:], raw, op.offset>>3)
		return op.reply(field(part[:], op.offset&7, op.width)), false, false
	}
	old := field(raw.b, op.offset, op.width)
	base, by, answer := old, op.value, uint64(0)
	if op.verb == "SET" {
		base, by, answer = uint64(op.value), 0, old
	}
	n, overflowed := op.add(base, by)
	if overflowed && op.overflow == overflowFail {
		return resp.Null(), false, false
	}
	if op.verb == "INCRBY" {
		answer = n
	}
	raw.setField(op.offset, op.width, n)
	return op.reply(answer), true, n<<(64-op.width) != old<<(64-op.width)
}

// add is a sum as the field holds it.
func (op fieldOperation) add(n uint64, by int64) (sum uint64, overflowed bool) {
	if !op.signed {
		return op.addUnsigned(n, by)
	}
	value := int64(n) // to be set
	if op.verb == "INCRBY" {
		value = signed(n, op.width)
	}
	return op.addSigned(value, by)
}

func (op fieldOperation) addUnsigned(n uint64, by int64) (sum uint64, overflowed bool) {
	most, limit := uint64(1)<<op.width-1, uint64(0)
	switch {
	case n > most, by > 0 && uint64(by) > most-n:
		limit = most
	case by < 0 && -uint64(by) > n:
	default:
		return n + uint64(by), false
	}
	if op.overflow == overflowSaturate {
		return limit, true
	}
	return (n + uint64(by)) & most, true
}

func (op fieldOperation) addSigned(n, by int64) (sum uint64, overflowed bool) {
	most := int64(1)<<(op.width-1) - 1
	least := -most - 1
	// Both may overflow, but only below the least of a narrow field, where
	// Redis takes the lowest numbers for too large ones.
	above, below := most-n, least-n
	var limit int64
	switch {
	case n > most, op.width != 64 && by > above, n >= 0 && by > 0 && by > above:
		limit = most
	case n < least, op.width != 64 && by < below, n < 0 && by < 0 && by < below:
		limit = least
	default:
		return uint64(n + by), false
	}
	if op.overflow == overflowSaturate {
		return uint64(limit), true
	}
	return uint64(n + by), true
}
