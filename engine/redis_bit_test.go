//go:build !js

// Random operations on bits, on ours and on a real redis-server.

package engine

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// bitGambler makes up operations on bits of existing strings.
type bitGambler struct{ *rand.Rand }

func (g bitGambler) number(least, most int) string { return strconv.Itoa(least + g.IntN(most-least)) }

func (g bitGambler) of(words ...string) string { return words[g.IntN(len(words))] }

func (g bitGambler) key() string { return g.of("a", "b", "c") }

func (g bitGambler) fieldType() string {
	if g.IntN(2) == 0 {
		return "u" + g.number(1, 64)
	}
	return "i" + g.number(1, 65)
}

func (g bitGambler) value() string {
	switch g.IntN(3) {
	case 0:
		return g.number(-300, 300)
	case 1:
		return strconv.FormatInt(g.Int64()-g.Int64(), 10)
	}
	return g.of("9223372036854775807", "-9223372036854775808", "-9223372036854775700", "127", "-128", "0", "1", "-1")
}

func (g bitGambler) bitfield() []string {
	args := []string{"BITFIELD", g.key()}
	for range 1 + g.IntN(5) {
		offset := g.of("", "#") + g.number(0, 40)
		switch g.IntN(4) {
		case 0:
			args = append(args, "OVERFLOW", g.of("WRAP", "SAT", "FAIL"))
		case 1:
			args = append(args, "GET", g.fieldType(), offset)
		case 2:
			args = append(args, "SET", g.fieldType(), offset, g.value())
		case 3:
			args = append(args, "INCRBY", g.fieldType(), offset, g.value())
		}
	}
	return args
}

func (g bitGambler) line() []string {
	switch g.IntN(6) {
	case 0:
		return []string{"SETBIT", g.key(), g.number(0, 400), g.number(0, 2)}
	case 1:
		return []string{"BITOP", g.of("AND", "OR", "XOR"), g.key(), g.key(), g.key(), g.of("a", "missing")}
	case 2:
		return []string{"BITCOUNT", g.key(), g.number(-420, 420), g.number(-420, 420), g.of("BIT", "BYTE")}
	case 3:
		line := []string{"BITPOS", g.key(), g.number(0, 2), g.number(-420, 420), g.number(-420, 420), g.of("BIT", "BYTE")}
		return line[:3+g.IntN(4)]
	}
	return g.bitfield()
}

func TestRandomBitsOnRedis(t *testing.T) {
	server := startRedis(t)
	ours, theirs := newWorld(t, Options{}), server.control
	g := bitGambler{rand.New(rand.NewPCG(1, 1))}
	for range 5000 {
		if g.IntN(20) == 0 {
			alike(t, ours, theirs, "SETRANGE", g.key(), g.number(0, 30), g.of("\xff\xff\xff\xff", "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "abc"))
			alike(t, ours, theirs, "SET", g.key(), g.value())
			alike(t, ours, theirs, "BITOP", "NOT", g.key(), g.key())
		}
		alike(t, ours, theirs, g.line()...)
		alike(t, ours, theirs, "GET", g.key())
	}
	checkInvariants(t, ours.engine)
}
