// Package sha has SHA-1, by which Redis names scripts, and SHA-256, by which
// its ACL keeps passwords. Go's own link 55 KB more than a module of the page
// has room for.
package sha

import "math/bits"

// Hex is bytes as hexadecimal digits.
func Hex(b []byte) string {
	const digits = "0123456789abcdef"
	text := make([]byte, 0, 2*len(b))
	for _, c := range b {
		text = append(text, digits[c>>4], digits[c&15])
	}
	return string(text)
}

// padBlocks fills a message up to whole blocks of 64 bytes: a bit, zeros, and
// its length in bits.
func padBlocks(message []byte) []byte {
	padded := append(append(make([]byte, 0, len(message)+72), message...), 0x80)
	for len(padded)%64 != 56 {
		padded = append(padded, 0)
	}
	length := uint64(len(message)) * 8
	return appendWord(appendWord(padded, uint32(length>>32)), uint32(length))
}

// appendWord appends the bytes of a word, highest first.
func appendWord(dst []byte, word uint32) []byte {
	return append(dst, byte(word>>24), byte(word>>16), byte(word>>8), byte(word))
}

// blockWords are the first 16 words of a block.
func blockWords(words []uint32, block []byte) {
	for i := range 16 {
		b := block[4*i : 4*i+4]
		words[i] = uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	}
}

// Sum1 is the SHA-1 of a message.
func Sum1(message []byte) (sum [20]byte) {
	state := [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}
	for padded := padBlocks(message); len(padded) > 0; padded = padded[64:] {
		sha1Block(&state, padded)
	}
	text := sum[:0]
	for _, word := range state {
		text = appendWord(text, word)
	}
	return sum
}

// sha1Block takes one block of 64 bytes into the state.
func sha1Block(h *[5]uint32, block []byte) {
	var w [80]uint32
	blockWords(w[:], block)
	for i := 16; i < 80; i++ {
		w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
	}
	a, b, c, d, e := h[0], h[1], h[2], h[3], h[4]
	for i, word := range w {
		var f, k uint32
		switch i / 20 {
		case 0:
			f, k = b&c|^b&d, 0x5a827999
		case 1:
			f, k = b^c^d, 0x6ed9eba1
		case 2:
			f, k = b&c|b&d|c&d, 0x8f1bbcdc
		default:
			f, k = b^c^d, 0xca62c1d6
		}
		a, b, c, d, e = bits.RotateLeft32(a, 5)+f+e+k+word, a, bits.RotateLeft32(b, 30), c, d
	}
	h[0], h[1], h[2], h[3], h[4] = h[0]+a, h[1]+b, h[2]+c, h[3]+d, h[4]+e
}

// Sum256 is the SHA-256 of a message.
func Sum256(message []byte) (sum [32]byte) {
	state := sha256Start
	for padded := padBlocks(message); len(padded) > 0; padded = padded[64:] {
		state = sha256Block(state, padded[:64])
	}
	text := sum[:0]
	for _, word := range state {
		text = appendWord(text, word)
	}
	return sum
}

// sha256Block takes one block of 64 bytes into the state.
func sha256Block(state [8]uint32, block []byte) [8]uint32 {
	var words [64]uint32
	blockWords(words[:], block)
	for i := 16; i < len(words); i++ {
		w15, w2 := words[i-15], words[i-2]
		s0 := bits.RotateLeft32(w15, -7) ^ bits.RotateLeft32(w15, -18) ^ w15>>3
		s1 := bits.RotateLeft32(w2, -17) ^ bits.RotateLeft32(w2, -19) ^ w2>>10
		words[i] = words[i-16] + s0 + words[i-7] + s1
	}
	a, b, c, d, e, f, g, h := state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
	for i, word := range words {
		s1 := bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)
		t1 := h + s1 + (e&f ^ ^e&g) + sha256Constants[i] + word
		s0 := bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)
		t2 := s0 + (a&b ^ a&c ^ b&c)
		a, b, c, d, e, f, g, h = t1+t2, a, b, c, d+t1, e, f, g
	}
	for i, v := range [8]uint32{a, b, c, d, e, f, g, h} {
		state[i] += v
	}
	return state
}

// sha256Start is the first 32 bits of the fractions of the square roots of
// the first 8 primes, sha256Constants those of the cube roots of the first 64.
var (
	sha256Start = [8]uint32{
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	}
	sha256Constants = [64]uint32{
		0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
		0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
		0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
		0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
		0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
		0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
		0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
		0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
	}
)
