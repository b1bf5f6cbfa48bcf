// SHA-1, by which scripts are named. The library's own would bring packages
// along that weigh more than Lua.

package lua

import "math/bits"

// SHA1 is a script's name, and what redis.sha1hex returns.
func SHA1(text string) string {
	state := [5]uint32{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}
	whole := len(text) &^ 63
	for i := 0; i < whole; i += 64 {
		hashBlock(&state, []byte(text[i:i+64]))
	}
	tail := append([]byte(text[whole:]), 0x80)
	for len(tail)%64 != 56 {
		tail = append(tail, 0)
	}
	for shift := 56; shift >= 0; shift -= 8 {
		tail = append(tail, byte(uint64(len(text))*8>>shift))
	}
	for ; len(tail) > 0; tail = tail[64:] {
		hashBlock(&state, tail[:64])
	}
	const digits = "0123456789abcdef"
	name := make([]byte, 0, 40)
	for _, word := range state {
		for shift := 28; shift >= 0; shift -= 4 {
			name = append(name, digits[word>>shift&15])
		}
	}
	return string(name)
}

func hashBlock(state *[5]uint32, block []byte) {
	var w [80]uint32
	for i := range 16 {
		w[i] = uint32(block[4*i])<<24 | uint32(block[4*i+1])<<16 | uint32(block[4*i+2])<<8 | uint32(block[4*i+3])
	}
	for i := 16; i < 80; i++ {
		w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
	}
	a, b, c, d, e := state[0], state[1], state[2], state[3], state[4]
	for i, word := range w {
		var f, k uint32
		switch i / 20 {
		case 0:
			f, k = b&c|^b&d, 0x5A827999
		case 1:
			f, k = b^c^d, 0x6ED9EBA1
		case 2:
			f, k = b&c|b&d|c&d, 0x8F1BBCDC
		default:
			f, k = b^c^d, 0xCA62C1D6
		}
		a, b, c, d, e = bits.RotateLeft32(a, 5)+f+e+k+word, a, bits.RotateLeft32(b, 30), c, d
	}
	state[0] += a
	state[1] += b
	state[2] += c
	state[3] += d
	state[4] += e
}
