// Samples of the bitmap commands.

package client

import (
	"resplay/resp"
)

var bitmapSamples = family{
	setup: `
		SET k foobar
		SET j abcdef
	`,
	samples: []sample{
		row("SetBit", func(c Commands) answer { return got(c.SetBit("k", 7, 1)) }, "SETBIT k 7 1", resp.Integer(0), int64(0)),
		row("GetBit", func(c Commands) answer { return got(c.GetBit("k", 7)) }, "GETBIT k 7", resp.Integer(1), int64(1)),
		row("BitCount", func(c Commands) answer { return got(c.BitCount("k")) }, "BITCOUNT k", resp.Integer(26), int64(26)),
		row("BitCountRange", func(c Commands) answer { return got(c.BitCountRange("k", 1, -2, InBytes)) }, "BITCOUNT k 1 -2 BYTE", resp.Integer(6), int64(6)),
		row("BitCountRange", func(c Commands) answer { return got(c.BitCountRange("k", 5, 30, InBits)) }, "BITCOUNT k 5 30 BIT", resp.Integer(17), int64(17)),
		row("BitPos", func(c Commands) answer { return got(c.BitPos("k", 0)) }, "BITPOS k 0", resp.Integer(0), int64(0)),
		row("BitPosFrom", func(c Commands) answer { return got(c.BitPosFrom("k", 1, 2)) }, "BITPOS k 1 2", resp.Integer(17), int64(17)),
		row("BitPosRange", func(c Commands) answer { return got(c.BitPosRange("k", 1, 2, -1, InBytes)) }, "BITPOS k 1 2 -1 BYTE", resp.Integer(17), int64(17)),
		row("BitPosRange", func(c Commands) answer { return got(c.BitPosRange("k", 1, 8, 15, InBits)) }, "BITPOS k 1 8 15 BIT", resp.Integer(-1), int64(-1)),
		row("BitOp", func(c Commands) answer { return got(c.BitOp(BitAnd, "to", "k", "j")) }, "BITOP AND to k j", resp.Integer(6), int64(6)),
		row("BitOp", func(c Commands) answer { return got(c.BitOp(BitOr, "to", "k", "j")) }, "BITOP OR to k j", resp.Integer(6), int64(6)),
		row("BitOp", func(c Commands) answer { return got(c.BitOp(BitXor, "to", "k", "j")) }, "BITOP XOR to k j", resp.Integer(6), int64(6)),
		row("BitOp", func(c Commands) answer { return got(c.BitOp(BitNot, "to", "k")) }, "BITOP NOT to k", resp.Integer(6), int64(6)),
		row("BitField", func(c Commands) answer {
			return got(c.BitField("k", BitFieldOp{Verb: BitFieldGet, Type: "u8"}, BitFieldOp{Verb: BitFieldSet, Type: "i5", Offset: 1, Nth: true, Value: -1}, BitFieldOp{Verb: BitFieldIncrBy, Type: "u8", Offset: 8, Value: 200, Overflow: OverflowFail}))
		}, "BITFIELD k GET u8 0 SET i5 #1 -1 OVERFLOW FAIL INCRBY u8 8 200", resp.Array(resp.Integer(102), resp.Integer(-12), missing), []OptionalInt{{102, true}, {-12, true}, {}}),
		row("BitField", func(c Commands) answer {
			return got(c.BitField("k", BitFieldOp{Verb: BitFieldIncrBy, Type: "i4", Value: 9, Overflow: OverflowSaturate}, BitFieldOp{Verb: BitFieldIncrBy, Type: "i4", Value: 9, Overflow: OverflowWrap}))
		}, "BITFIELD k OVERFLOW SAT INCRBY i4 0 9 OVERFLOW WRAP INCRBY i4 0 9", resp.Array(resp.Integer(7), resp.Integer(0)), []OptionalInt{{7, true}, {0, true}}),
		row("BitFieldRO", func(c Commands) answer {
			return got(c.BitFieldRO("k", BitFieldOp{Verb: BitFieldGet, Type: "i64"}, BitFieldOp{Verb: BitFieldGet, Type: "u4", Offset: 3}))
		}, "BITFIELD_RO k GET i64 0 GET u4 3", resp.Array(resp.Integer(7), resp.Integer(3)), []int64{7, 3}),
	},
}
