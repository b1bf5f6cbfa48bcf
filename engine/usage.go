// How keys are used: when a key was used last, and how often, as the LRU and
// LFU policies of eviction and OBJECT IDLETIME and FREQ tell.

package engine

import (
	"time"
)

// usage is all of it in one word: the Unix time in seconds of the last use
// and, where an LFU policy counts, a counter of uses that grows ever more
// slowly, with the minute in which time last took something off it.
type usage uint64

const (
	usageSeconds = 38 // bits
	usageMinutes = 16 // they wrap, as in Redis
	counterShift = usageSeconds
	minutesShift = counterShift + 8
	usageCounted = usage(1) << (minutesShift + usageMinutes) // there is a counter
)

// mostUses is where a counter ends; freshUses where it starts, so that a new
// key is not the first to go.
const (
	mostUses  = 255
	freshUses = 5
)

// seconds is when the key was last used.
func (u usage) seconds() int64 { return int64(u & (1<<usageSeconds - 1)) }

// at is u after a use that is not counted.
func (u usage) at(seconds int64) usage {
	const mask = 1<<usageSeconds - 1
	return u&^mask | usage(max(seconds, 0))&mask
}

// counted is u with a counter, as it is at some minute.
func (u usage) counted(counter uint8, minute int64) usage {
	const mask = 1<<usageMinutes - 1
	return u&(1<<usageSeconds-1) | usage(counter)<<counterShift | usage(minute&mask)<<minutesShift | usageCounted
}

// counter is what is left of the counter now, by how many minutes take one off;
// 0: none ever does.
func (u usage) counter(now time.Time, decay int64) uint8 {
	if u&usageCounted == 0 {
		return freshUses
	}
	counter := int64(u >> counterShift & 0xff)
	if decay == 0 {
		return uint8(counter)
	}
	const mask = 1<<usageMinutes - 1
	elapsed := (now.Unix()/60 - int64(u>>minutesShift)) & mask
	return uint8(max(counter-elapsed/decay, 0))
}

// used is u after a use now.
func (e *Engine) used(u usage) usage {
	next := u.at(e.now.Unix())
	if !e.options.eviction.policy.frequent() {
		return next
	}
	if u == 0 {
		return next.counted(freshUses, e.now.Unix()/60)
	}
	return next.counted(e.grow(u.counter(e.now, e.options.eviction.decayTime)), e.now.Unix()/60)
}

// grow counts a use, which a high counter does seldom.
func (e *Engine) grow(counter uint8) uint8 {
	if counter == mostUses {
		return counter
	}
	above := max(int64(counter)-freshUses, 0)
	if e.random.Float64() < 1/float64(above*e.options.eviction.logFactor+1) {
		counter++
	}
	return counter
}

// idle is for how many seconds a key has not been used.
func (e *Engine) idle(ent *entry) int64 { return max(e.now.Unix()-ent.val.used.seconds(), 0) }

// frequency is the counter of a key's uses.
func (e *Engine) frequency(ent *entry) uint8 {
	return ent.val.used.counter(e.now, e.options.eviction.decayTime)
}
