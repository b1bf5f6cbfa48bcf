//go:build !first

// Eviction: which keys go when memory is used up.

package engine

// evictionPolicies in the order in which Redis lists them.
var evictionPolicies = []evictionPolicy{
	volatileLRU, volatileLFU, volatileRandom, volatileTTL, allkeysLRU, allkeysLFU, allkeysRandom, noEviction,
}

// volatile reports whether only keys that expire may go.
func (p evictionPolicy) volatile() bool {
	return p == volatileLRU || p == volatileLFU || p == volatileRandom || p == volatileTTL
}

// poolSize is how many candidates are remembered from one eviction to the
// next: with them few samples come close to looking at all keys.
const poolSize = 16

// victim is the key that goes next by the policy; nil: none may.
func (e *Engine) victim() (*entry, *database) {
	switch e.options.eviction.policy {
	case volatileTTL:
		return e.nextToExpire()
	case volatileRandom, allkeysRandom:
		return e.randomVictim()
	}
	for e.fillPool() {
		if ent, db := e.best(); ent != nil {
			return ent, db
		}
	}
	return nil, nil
}

// nextToExpire is the key with the least time left in all databases.
func (e *Engine) nextToExpire() (found *entry, in *database) {
	for _, db := range e.databases {
		ent, ok := db.expiries.first()
		if ok && (found == nil || ent.val.expireAt < found.val.expireAt) {
			found, in = ent, db
		}
	}
	return found, in
}

// randomVictim is any key, of each database in turn.
func (e *Engine) randomVictim() (*entry, *database) {
	for range e.databases {
		e.evictFrom = (e.evictFrom + 1) % len(e.databases)
		db := e.databases[e.evictFrom]
		switch {
		case e.mayEvict(db) == 0:
		case e.options.eviction.policy.volatile():
			return db.expiries.items[e.random.IntN(db.expiries.len())], db
		default:
			return db.keys.random(e.random), db
		}
	}
	return nil, nil
}

// mayEvict is how many keys of a database may go.
func (e *Engine) mayEvict(db *database) int {
	if e.options.eviction.policy.volatile() {
		return db.expiries.len()
	}
	return db.keys.len()
}

// fillPool looks for candidates in every database and reports whether there
// were any keys to look at.
func (e *Engine) fillPool() bool {
	found := false
	for _, db := range e.databases {
		if e.mayEvict(db) == 0 {
			continue
		}
		found = true
		e.sampleKeys(db, int(min(e.options.eviction.samples, int64(e.mayEvict(db)))))
	}
	return found
}

// sampleKeys considers so many of the keys of a database that may go.
func (e *Engine) sampleKeys(db *database, count int) {
	if !e.options.eviction.policy.volatile() {
		db.keys.sample(e.random, count, func(ent *entry) { e.consider(db, ent) })
		return
	}
	expiring := db.expiries.items
	for i := range count {
		if count < len(expiring) { // neighbours expire at like times: they are no sample
			i = e.random.IntN(len(expiring))
		}
		e.consider(db, expiring[i])
	}
}

// score is how ready a key is to go.
func (e *Engine) score(ent *entry) int64 {
	if e.options.eviction.policy.frequent() {
		return mostUses - int64(e.frequency(ent))
	}
	return e.idle(ent)
}

// consider puts a key into the pool, which has the best last, if it is good
// enough.
func (e *Engine) consider(db *database, ent *entry) {
	score := e.score(ent)
	at := len(e.pool)
	for at > 0 && e.pool[at-1].score > score {
		at--
	}
	for _, known := range e.pool {
		if known.db == db && known.key == ent.key {
			return
		}
	}
	if len(e.pool) == poolSize {
		if at == 0 {
			return
		}
		copy(e.pool, e.pool[1:at])
		e.pool[at-1] = candidate{db, ent.key, score}
		return
	}
	e.pool = append(e.pool, candidate{})
	copy(e.pool[at+1:], e.pool[at:])
	e.pool[at] = candidate{db, ent.key, score}
}

// best takes the best candidate that is still there; nil: none is.
func (e *Engine) best() (*entry, *database) {
	for len(e.pool) > 0 {
		last := e.pool[len(e.pool)-1]
		e.pool = e.pool[:len(e.pool)-1]
		ent := last.db.keys.get(last.key)
		if ent != nil && (ent.val.expireAt != 0 || !e.options.eviction.policy.volatile()) {
			return ent, last.db
		}
	}
	return nil, nil
}
