// Random elements of a collection, as SRANDMEMBER and its like draw them.

package engine

import (
	"math"
)

// maxSample is how many pairs can be asked for, in either direction.
const maxSample = math.MaxInt64 / 2

// sampleSize is the argument at i as a number of random elements; below 0
// elements may come again.
func (c *call) sampleSize(i int) (int64, error) {
	count, err := c.integer(i)
	if err == nil && count == math.MinInt64 {
		return 0, errSampleRange
	}
	return count, err
}

// sample draws elements of a collection of some size: count different ones,
// or below 0 as many as -count, each by itself.
func (c *call) sample(count int64, size int, random func() string, all func() []string) ([]string, error) {
	if count < 0 {
		if err := c.engine.mayReply(-count); err != nil {
			return nil, err
		}
		drawn := make([]string, -count)
		for i := range drawn {
			drawn[i] = random()
		}
		return drawn, nil
	}
	if count < int64(size)/3 {
		return drawDifferent(int(count), random), nil
	}
	elems := all()
	if count >= int64(size) {
		return elems, nil
	}
	for i := range int(count) {
		j := i + c.engine.random.IntN(size-i)
		elems[i], elems[j] = elems[j], elems[i]
	}
	return elems[:count], nil
}

// drawDifferent draws until it has count different elements, which are few
// among all: listing those would take longer.
func drawDifferent(count int, random func() string) []string {
	drawn, known := make([]string, 0, count), make(map[string]bool, count)
	for len(drawn) < count {
		if elem := random(); !known[elem] {
			known[elem] = true
			drawn = append(drawn, elem)
		}
	}
	return drawn
}
