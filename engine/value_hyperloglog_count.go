// What a HyperLogLog counts: elements become registers by their hash, and
// registers a number by Ertl's estimator, as in Redis.

package engine

import (
	"math"
	"math/bits"
)

const (
	registerIndexBits = 14
	hashBits          = 64 - registerIndexBits // that a register's value comes from
)

// add counts an element; ok is false when the string is corrupted.
func (h *hyperloglog) add(element string) (changed, ok bool) {
	register, value := registerOf(element)
	return h.raise(register, value)
}

// registerOf is the register that an element belongs to, and how high it
// raises it: by one more than the zeros that its hash has at the end.
func registerOf(element string) (register int, value byte) {
	hash := murmur64(element)
	zeros := bits.TrailingZeros64(hash>>registerIndexBits | 1<<hashBits)
	return int(hash & (registers - 1)), byte(zeros + 1)
}

// murmur64 is MurmurHash64A with Redis's seed.
func murmur64(s string) uint64 {
	const seed, factor, shift = 0xadc83b19, 0xc6a4a7935bd1e995, 47
	hash := seed ^ uint64(len(s))*factor
	for ; len(s) >= 8; s = s[8:] {
		k := bits.ReverseBytes64(word(s, 0)) * factor
		k ^= k >> shift
		hash = (hash ^ k*factor) * factor
	}
	if len(s) > 0 {
		rest := uint64(0)
		for i := range len(s) {
			rest |= uint64(s[i]) << (8 * i)
		}
		hash = (hash ^ rest) * factor
	}
	hash ^= hash >> shift
	hash *= factor
	return hash ^ hash>>shift
}

// registerCounts tells how many registers have which value.
type registerCounts [1 << registerBits]int

func (counts *registerCounts) addAll(values *[registers]byte) {
	for _, value := range values {
		counts[value]++
	}
}

// count estimates how many different elements were added; false: the string
// is corrupted.
func (h *hyperloglog) count() (uint64, bool) {
	var counts registerCounts
	if !h.sparse() {
		values, _ := h.values()
		counts.addAll(&values)
		return counts.estimate(), true
	}
	total := 0
	for at := hyperloglogHead; at < len(h.b); {
		r := h.run(at)
		counts[r.value] += r.length
		total += r.length
		at += r.size
	}
	return counts.estimate(), total == registers
}

// estimate is algorithm 6 of "New cardinality estimation algorithms for
// HyperLogLog sketches" (Otmar Ertl, 2017). Products are rounded ahead of
// sums, so that all machines agree.
func (counts *registerCounts) estimate() uint64 {
	const m, alpha = float64(registers), 0.721347520444481703680
	z := float64(m * tau((m-float64(counts[hashBits+1]))/m))
	for value := hashBits; value >= 1; value-- {
		z = (z + float64(counts[value])) * 0.5
	}
	z += float64(m * sigma(float64(counts[0])/m))
	return uint64(math.Round(alpha * m * m / z))
}

// sigma corrects for registers that are still 0.
func sigma(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	z, y := x, 1.0
	for {
		x *= x
		last := z
		z += float64(x * y)
		y += y
		if z == last {
			return z
		}
	}
}

// tau corrects for registers that cannot become higher.
func tau(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	z, y := 1-x, 1.0
	for {
		x = math.Sqrt(x)
		last := z
		y *= 0.5
		square := float64((1 - x) * (1 - x))
		z -= float64(square * y)
		if z == last {
			return z / 3
		}
	}
}
