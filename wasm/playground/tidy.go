package main

import "runtime"

// Go collects garbage beside the program: on other threads, or while it waits.
// Here there is one thread, which is Go's within calls alone. A collection
// that has begun there lasts for many turns, in which every pointer that is
// written costs several times as much, and memory grows meanwhile. So none
// begins by itself (GOGC is off, see web/src/world/wasm.ts), and tidy makes
// one as a whole, behind a turn, or rest does when nobody waits for the world.

const (
	eventLitter = 300      // bytes of garbage that an event is reckoned to leave
	mostLitter  = 24 << 20 // and after how many it is collected
	someLitter  = 8 << 20  // or when the trace begins anew, which is most of what was kept
	restLitter  = 4 << 20  // or at rest
)

// tidy collects garbage when there is enough; bytes is how many came in.
func (p *place) tidy(bytes int) {
	next := p.world.Trace().Next()
	anew := next < p.seen
	if anew {
		p.seen = 0
	}
	p.litter += 4*bytes + eventLitter*(next-p.seen)
	p.seen = next
	if p.litter > mostLitter || anew && p.litter > someLitter {
		p.collect()
	}
}

// rest collects garbage when there is some. It is called between runs: what
// they would wait for is done meanwhile.
func (p *place) rest() {
	if p.litter > restLitter {
		p.collect()
	}
}

func (p *place) collect() {
	p.litter = 0
	runtime.GC()
}
