// Eviction: that keys go when memory is used up. Which of them go is chosen in
// evict_choice.go, where a policy can be set.

package engine

// evictionPolicy says which keys may go, and which of them go first.
type evictionPolicy string

const (
	noEviction     evictionPolicy = "noeviction"
	volatileLRU    evictionPolicy = "volatile-lru"
	volatileLFU    evictionPolicy = "volatile-lfu"
	volatileRandom evictionPolicy = "volatile-random"
	volatileTTL    evictionPolicy = "volatile-ttl"
	allkeysLRU     evictionPolicy = "allkeys-lru"
	allkeysLFU     evictionPolicy = "allkeys-lfu"
	allkeysRandom  evictionPolicy = "allkeys-random"
)

// frequent reports whether a policy counts how often keys are used.
func (p evictionPolicy) frequent() bool { return p == volatileLFU || p == allkeysLFU }

// eviction is how memory is made free, and the candidates found so far.
type eviction struct {
	policy    evictionPolicy
	samples   int64 // keys that are looked at in each database for one that goes
	logFactor int64 // how slowly a counter of uses grows
	decayTime int64 // minutes that take one off it; 0: they never do
}

var defaultEviction = eviction{policy: noEviction, samples: 5, logFactor: 10, decayTime: 1}

// candidate is a key that may go soon. It may be gone or used since.
type candidate struct {
	db    *database
	key   string
	score int64 // who has the most goes first
}

// makeRoom evicts keys until memory suffices and reports whether it does.
func (e *Engine) makeRoom() bool {
	for e.outOfMemory() {
		ent, db := e.chosenVictim()
		if ent == nil {
			return false
		}
		e.evict(db, ent)
	}
	return true
}

// chosenVictim is the key that goes next; nil: none may.
func (e *Engine) chosenVictim() (*entry, *database) {
	if e.chooseVictim == nil || e.options.eviction.policy == noEviction {
		return nil, nil
	}
	return e.chooseVictim()
}

func (e *Engine) evict(db *database, ent *entry) {
	e.lap = 0
	e.stats.evicted++
	e.removed(db, ent)
	e.log(db, []string{"DEL", ent.key})
	e.tell(db, ent.key, "evicted")
}
