//go:build !first

// BITOP: strings combined bit by bit.

package engine

import (
	"resplay/resp"
)

var bitopCommands = []Command{
	{
		Name: "bitop", Synopsis: "<AND | OR | XOR | NOT> destkey key [key ...]",
		Summary: "Combines strings bit by bit and stores the result.",
		Since:   "2.6.0", Group: "bitmap", Complexity: "O(N)",
		Arity: -4, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "OW update", Begin: 2}, {Access: "RO access", Begin: 3, Last: -1}},
		run:  cmdBitop,
	},
}

func cmdBitop(c *call) (resp.Value, error) {
	operation := c.keyword(1)
	combine := map[string]func(dst []byte, s string){"AND": andBytes, "OR": orBytes, "XOR": xorBytes, "NOT": notBytes}[operation]
	switch {
	case combine == nil:
		return none, errSyntax
	case operation == "NOT" && len(c.args) != 4:
		return none, errBitopNot
	}
	sources, longest, err := c.bitopSources()
	if err != nil {
		return none, err
	}
	destination := c.args[2]
	if longest == 0 {
		if ent := c.db.keys.get(destination); ent != nil {
			c.remove(ent, "del")
		}
		return resp.Integer(0), nil
	}
	if err := c.engine.mayAllocate(int64(longest)); err != nil {
		return none, err
	}
	result := make([]byte, longest)
	copy(result, sources[0])
	if operation == "NOT" {
		combine(result, sources[0])
	}
	for _, s := range sources[1:] {
		combine(result, s)
	}
	c.changed(c.put(destination, &rawString{b: result}), "set")
	return resp.Integer(int64(longest)), nil
}

// bitopSources returns the strings to be combined, empty for keys that do
// not exist, and the length of the longest.
func (c *call) bitopSources() (sources []string, longest int, err error) {
	for _, key := range c.args[3:] {
		s, _, err := readString(c, key)
		if err != nil {
			return nil, 0, err
		}
		sources = append(sources, s)
		longest = max(longest, len(s))
	}
	return sources, longest, nil
}

// A string that is shorter than the result counts as padded with zeros.

func andBytes(dst []byte, s string) {
	for i := range len(s) {
		dst[i] &= s[i]
	}
	clear(dst[len(s):])
}

func orBytes(dst []byte, s string) {
	for i := range len(s) {
		dst[i] |= s[i]
	}
}

func xorBytes(dst []byte, s string) {
	for i := range len(s) {
		dst[i] ^= s[i]
	}
}

func notBytes(dst []byte, s string) {
	for i := range len(s) {
		dst[i] = ^s[i]
	}
}
