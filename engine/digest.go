//go:build !first

// DEBUG DIGEST: Redis's digest of keys and values, the same whatever order
// unordered values are in and however they are stored.

package engine

import (
	"strconv"
	"strings"

	"resplay/resp"
)

type digest [20]byte

// xor adds data to a digest of things that have no order.
func (d *digest) xor(data []byte) {
	for i, b := range sha1Sum(data) {
		d[i] ^= b
	}
}

// mix adds data to a digest of things that have an order.
func (d *digest) mix(data []byte) {
	d.xor(data)
	*d = sha1Sum(d[:])
}

func (d *digest) mixNumber(n int) { d.mix([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) }

func (d digest) String() string {
	const digits = "0123456789abcdef"
	text := make([]byte, 0, 2*len(d))
	for _, b := range d {
		text = append(text, digits[b>>4], digits[b&15])
	}
	return string(text)
}

// digestTypes are Redis's numbers of the types of values.
var digestTypes = map[string]int{"string": 0, "list": 1, "set": 2, "zset": 3, "hash": 4, "stream": 6}

// value adds a value with its expiry.
func (d *digest) value(ent *entry) {
	d.mixNumber(digestTypes[ent.val.object.kind()])
	reader := resp.NewReader(resp.Limits{Bulk: 1 << 30, Elems: 1 << 30})
	reader.Feed(ent.val.object.appendRewrite(nil, "k"))
	for args, ok, _ := reader.NextCommand(); ok; args, ok, _ = reader.NextCommand() {
		d.command(args)
	}
	if ent.val.expireAt != 0 {
		d.xor([]byte("!!expire!!"))
	}
}

// command adds what a command of a rewrite puts into its key.
func (d *digest) command(args []string) {
	switch upper(args[0]) {
	case "SET":
		d.mix([]byte(args[2]))
	case "RPUSH":
		for _, elem := range args[2:] {
			d.mix([]byte(elem))
		}
	case "SADD":
		for _, member := range args[2:] {
			d.xor([]byte(member))
		}
	case "HSET", "HMSET":
		for i := 2; i+1 < len(args); i += 2 {
			d.pair(args[i], args[i+1])
		}
	case "ZADD":
		for i := 2; i+1 < len(args); i += 2 {
			d.pair(args[i+1], scoreText(args[i]))
		}
	case "XADD":
		d.stream(args)
	}
}

func (d *digest) pair(name, value string) {
	var each digest
	each.mix([]byte(name))
	each.mix([]byte(value))
	d.xor(each[:])
}

// scoreText is a score with the digits that the digest is made of.
func scoreText(score string) string {
	f, err := strconv.ParseFloat(score, 64)
	if err != nil {
		return score
	}
	return strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(f, 'g', 17, 64), "+"))
}

// stream adds an entry: its ID, which is the first argument of that form, and
// what follows.
func (d *digest) stream(args []string) {
	for i := 2; i < len(args); i++ {
		if strings.Trim(args[i], "0123456789-") == "" && strings.Contains(args[i], "-") {
			for _, arg := range args[i:] {
				d.mix([]byte(arg))
			}
			return
		}
	}
}

func debugDigest(c *call, _ []string) (resp.Value, error) {
	var all digest
	for _, db := range c.engine.databases {
		if db.keys.len() == 0 {
			continue
		}
		all.mixNumber(db.id)
		for ent := range db.keys.all() {
			var each digest
			each.mix([]byte(ent.key))
			each.value(ent)
			all.xor(each[:])
		}
	}
	return resp.Simple(all.String()), nil
}

func debugDigestValue(c *call, keys []string) (resp.Value, error) {
	list := make([]resp.Value, 0, len(keys))
	for _, key := range keys {
		var each digest
		if ent := c.db.keys.get(key); ent != nil {
			each.value(ent)
		}
		list = append(list, resp.Simple(each.String()))
	}
	return resp.Array(list...), nil
}

// sha1Sum is SHA-1, as Go's own, which brings along more than the page needs.
func sha1Sum(data []byte) digest {
	h := [5]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}
	bitCount := uint64(len(data)) * 8
	padded := append(append([]byte(nil), data...), 0x80)
	for len(padded)%64 != 56 {
		padded = append(padded, 0)
	}
	for shift := 56; shift >= 0; shift -= 8 {
		padded = append(padded, byte(bitCount>>shift))
	}
	for ; len(padded) > 0; padded = padded[64:] {
		sha1Block(&h, padded)
	}
	var sum digest
	for i, word := range h {
		sum[4*i], sum[4*i+1], sum[4*i+2], sum[4*i+3] = byte(word>>24), byte(word>>16), byte(word>>8), byte(word)
	}
	return sum
}

func sha1Block(h *[5]uint32, block []byte) {
	var w [80]uint32
	for i := range 16 {
		w[i] = uint32(block[4*i])<<24 | uint32(block[4*i+1])<<16 | uint32(block[4*i+2])<<8 | uint32(block[4*i+3])
	}
	for i := 16; i < 80; i++ {
		w[i] = rotate(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
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
		a, b, c, d, e = rotate(a, 5)+f+e+k+word, a, rotate(b, 30), c, d
	}
	h[0], h[1], h[2], h[3], h[4] = h[0]+a, h[1]+b, h[2]+c, h[3]+d, h[4]+e
}

func rotate(word uint32, by int) uint32 { return word<<by | word>>(32-by) }
