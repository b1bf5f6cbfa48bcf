//go:build !first

// DEBUG DIGEST: Redis's digest of keys and values, the same whatever order
// unordered values are in and however they are stored.

package engine

import (
	"strconv"
	"strings"

	"resplay/resp"
	"resplay/sha"
)

type digest [20]byte

// xor adds data to a digest of things that have no order.
func (d *digest) xor(data []byte) {
	for i, b := range sha.Sum1(data) {
		d[i] ^= b
	}
}

// mix adds data to a digest of things that have an order.
func (d *digest) mix(data []byte) {
	d.xor(data)
	*d = sha.Sum1(d[:])
}

func (d *digest) mixNumber(n int) { d.mix([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) }

func (d digest) String() string { return sha.Hex(d[:]) }

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
