// How often commands ran and how long they took, for INFO and LATENCY.

package engine

import (
	"math/bits"
	"time"
)

// commandStats is what is counted of one command.
type commandStats struct {
	calls    int64
	rejected int64 // it was not let run
	failed   int64 // it answered with an error
	took     time.Duration
	times    histogram
}

// counted returns what is counted of a command.
func (cmd *Command) counted() *commandStats {
	if cmd.stats == nil {
		cmd.stats = &commandStats{}
	}
	return cmd.stats
}

// histogram counts durations as Redis does: in buckets whose width is at most
// a 128th of what they hold, from 1 nanosecond to 1 second.
type histogram struct {
	counts []int64
	total  int64
}

const (
	shortestTime = time.Nanosecond
	longestTime  = time.Second
	halfBuckets  = 128
)

func (h *histogram) add(d time.Duration) {
	i := timeBucket(uint64(min(max(d, shortestTime), longestTime)))
	for len(h.counts) <= i {
		h.counts = append(h.counts, 0)
	}
	h.counts[i]++
	h.total++
}

// timeBucket is the bucket that holds n nanoseconds.
func timeBucket(n uint64) int {
	shift := max(0, bits.Len64(n)-8)
	return shift*halfBuckets + int(n>>shift)
}

// mostInBucket is the largest number of nanoseconds in a bucket.
func mostInBucket(i int) int64 {
	if i < 2*halfBuckets {
		return int64(i)
	}
	shift := i/halfBuckets - 1
	return (int64(i-shift*halfBuckets)+1)<<shift - 1
}

// percentile is the time in nanoseconds below which a share of all lies.
func (h *histogram) percentile(percent float64) int64 {
	wanted := max(1, int64(percent/100*float64(h.total)+0.5))
	sum := int64(0)
	for i, count := range h.counts {
		if sum += count; sum >= wanted {
			return mostInBucket(i)
		}
	}
	return 0
}

// doublings visits how many took up to so many microseconds, which double
// from step to step; steps that add none are left out.
func (h *histogram) doublings(visit func(microseconds, count int64)) {
	sum, told := int64(0), int64(0)
	i := 0
	for size := uint(10); told < h.total; size++ {
		most := int64(1)<<size + int64(1)<<(size-7) - 1
		for ; i < len(h.counts) && mostInBucket(i) <= most; i++ {
			sum += h.counts[i]
		}
		if sum > told {
			visit(most/1000, sum)
			told = sum
		}
	}
}
