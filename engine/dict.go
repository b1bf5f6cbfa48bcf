// A hash table that can be scanned while it changes, in an order that
// depends on its seed alone.

package engine

import (
	"iter"
	"math/bits"
	"math/rand/v2"
)

// dict maps strings to values. Its buckets are chained and their number is
// a power of two, which is what a cursor of [dict.scan] relies on. Nodes stay
// where they are until they are removed.
type dict[V any] struct {
	buckets []*node[V]
	count   int
	seed    uint64
}

type node[V any] struct {
	next *node[V]
	key  string
	hash uint64
	val  V
}

const minBuckets = 4

func newDict[V any](seed uint64) dict[V] { return dict[V]{seed: seed} }

func (d *dict[V]) len() int { return d.count }

// get finds a node; nil: the key is not there.
func (d *dict[V]) get(key string) *node[V] {
	if d.count == 0 {
		return nil
	}
	return d.find(key, hashString(key, d.seed))
}

func (d *dict[V]) find(key string, hash uint64) *node[V] {
	for n := d.buckets[d.bucket(hash)]; n != nil; n = n.next {
		if n.hash == hash && n.key == key {
			return n
		}
	}
	return nil
}

func (d *dict[V]) bucket(hash uint64) uint64 { return hash & uint64(len(d.buckets)-1) }

// add finds the node of a key, or makes it, and reports whether it is new.
func (d *dict[V]) add(key string) (n *node[V], added bool) {
	hash := hashString(key, d.seed)
	if d.count > 0 {
		if n := d.find(key, hash); n != nil {
			return n, false
		}
	}
	if d.count >= len(d.buckets) {
		d.resize(max(minBuckets, 2*len(d.buckets)))
	}
	n = &node[V]{key: key, hash: hash}
	d.link(n)
	d.count++
	return n, true
}

func (d *dict[V]) link(n *node[V]) {
	bucket := &d.buckets[d.bucket(n.hash)]
	n.next, *bucket = *bucket, n
}

// remove takes a key out and returns its node; nil: it was not there.
func (d *dict[V]) remove(key string) *node[V] {
	if d.count == 0 {
		return nil
	}
	hash := hashString(key, d.seed)
	for link := &d.buckets[d.bucket(hash)]; *link != nil; link = &(*link).next {
		n := *link
		if n.hash != hash || n.key != key {
			continue
		}
		*link, n.next = n.next, nil
		d.count--
		if len(d.buckets) > minBuckets && d.count < len(d.buckets)/8 {
			d.resize(len(d.buckets) / 4)
		}
		return n
	}
	return nil
}

func (d *dict[V]) resize(size int) {
	old := d.buckets
	d.buckets = make([]*node[V], max(size, minBuckets))
	for _, n := range old {
		for n != nil {
			next := n.next
			d.link(n)
			n = next
		}
	}
}

// all goes through the nodes. The dict must not change meanwhile.
func (d *dict[V]) all() iter.Seq[*node[V]] {
	return func(yield func(*node[V]) bool) {
		for _, n := range d.buckets {
			for ; n != nil; n = n.next {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// scan visits the nodes of one bucket and returns the cursor of the next;
// 0 begins, and 0 again means that all were visited. A node that is there
// from the first call to the last is visited at least once, however the
// table grows and shrinks in between: the cursor counts up from its highest
// bit, so the buckets that a split or merged bucket became are on the same
// side of it.
func (d *dict[V]) scan(cursor uint64, visit func(*node[V])) uint64 {
	if d.count == 0 {
		return 0
	}
	mask := uint64(len(d.buckets) - 1)
	for n := d.buckets[cursor&mask]; n != nil; n = n.next {
		visit(n)
	}
	cursor = bits.Reverse64(bits.Reverse64(cursor|^mask) + 1)
	return cursor
}

// random returns any node of a dict that is not empty.
func (d *dict[V]) random(source *rand.Rand) *node[V] {
	for {
		bucket := d.buckets[source.Uint64N(uint64(len(d.buckets)))]
		length := 0
		for n := bucket; n != nil; n = n.next {
			length++
		}
		if length == 0 {
			continue
		}
		n := bucket
		for range source.IntN(length) {
			n = n.next
		}
		return n
	}
}

// sample visits so many different nodes, from any bucket on; count must not
// be more than there are.
func (d *dict[V]) sample(source *rand.Rand, count int, visit func(*node[V])) {
	at := source.Uint64N(uint64(len(d.buckets)))
	for count > 0 {
		for n := d.buckets[d.bucket(at)]; n != nil && count > 0; n = n.next {
			visit(n)
			count--
		}
		at++
	}
}

// hashString mixes eight bytes at a time by a wide multiplication. The seed
// makes collisions unpredictable to those who choose the keys.
func hashString(s string, seed uint64) uint64 {
	const k0, k1 = 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93
	h := seed ^ k0 ^ uint64(len(s))
	for len(s) >= 8 {
		word := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		h = mix(h^word, k1)
		s = s[8:]
	}
	var tail uint64
	for i := range len(s) {
		tail = tail<<8 | uint64(s[i])
	}
	return mix(mix(h^tail, k1), k0)
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}
