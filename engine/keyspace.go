// The keyspace: one map of entries per database, and when they expire.

package engine

import (
	"slices"

	"resplay/resp"
)

// object is the value of a key. A nil object of each type reads as empty.
type object interface {
	kind() string     // as TYPE tells
	encoding() string // as OBJECT ENCODING tells
	size() int        // elements, or bytes of a string
	memory() int64    // bytes it takes, about
	clone() object
	// appendRewrite appends commands that make the value under key.
	appendRewrite(dst []byte, key string) []byte
	// preview shows the value, at most a few elements of it.
	preview() resp.Value
}

// entry is a key with what it holds.
type entry = node[record]

type record struct {
	object   object
	memory   int64 // what is counted for it in Engine.memory
	expireAt int64 // Unix time in milliseconds; 0: never
	used     usage
	position int // in its database's heap of expiries
}

// database is one numbered keyspace, with the connections that look at it.
type database struct {
	id       int
	keys     dict[record]
	expiries heap[*entry]
	hashes   heap[*hashExpiry]  // of which fields expire
	watchers map[string][]*Conn // who watches a key
	waiters  map[string][]*wait // who is blocked on a key, first come first
}

func newDatabase(id int, seed uint64) *database {
	return &database{
		id:   id,
		keys: newDict[record](seed),
		expiries: heap[*entry]{
			less: func(a, b *entry) bool {
				if a.val.expireAt != b.val.expireAt {
					return a.val.expireAt < b.val.expireAt
				}
				return a.key < b.key
			},
			place: func(ent *entry) *int { return &ent.val.position },
		},
		hashes:   newHashExpiries(),
		watchers: map[string][]*Conn{},
		waiters:  map[string][]*wait{},
	}
}

// put stores a value under a key; an expiry that the key has stays.
func (db *database) put(key string, value object) *entry {
	ent, added := db.keys.add(key)
	if added {
		ent.val.object = value
	} else {
		db.replace(ent, value)
	}
	return ent
}

// replace puts another value into an entry.
func (db *database) replace(ent *entry, value object) {
	if db.hashes.len() > 0 {
		db.unschedule(ent.val.object)
	}
	ent.val.object = value
}

// setExpiry sets when a key expires; 0: never.
func (db *database) setExpiry(ent *entry, at int64) {
	if ent.val.expireAt == at {
		return
	}
	ent.val.expireAt = at
	if at == 0 {
		db.expiries.remove(ent)
		return
	}
	db.expiries.fix(ent)
}

// sortedKeys returns all keys in order.
func (db *database) sortedKeys() []string {
	keys := make([]string, 0, db.keys.len())
	for ent := range db.keys.all() {
		keys = append(keys, ent.key)
	}
	slices.Sort(keys)
	return keys
}

// keyOverhead is about what an entry takes beside key and value.
const keyOverhead = 96

// touched does what follows when a key has changed: its memory is counted
// anew, its watchers' transactions will fail, who waits for it may go on.
func (e *Engine) touched(db *database, ent *entry) {
	e.noted(db, ent)
	e.signalChanged(db, ent, true)
}

// noted is touched without those who wait.
func (e *Engine) noted(db *database, ent *entry) {
	e.recount(ent)
	if e.expiringFields {
		db.schedule(ent)
	}
	e.dirty(db, ent.key)
	if e.tracker != nil {
		e.tracker.changed(ent.key)
	}
}

// recount counts the memory of an entry anew. By itself it is for a value
// that has changed its form alone.
func (e *Engine) recount(ent *entry) {
	memory := keyOverhead + int64(len(ent.key)) + ent.val.object.memory()
	e.memory += memory - ent.val.memory
	ent.val.memory = memory
}

// removed takes an entry out of its database, with what follows.
func (e *Engine) removed(db *database, ent *entry) {
	db.keys.remove(ent.key)
	db.expiries.remove(ent)
	if db.hashes.len() > 0 {
		db.unschedule(ent.val.object)
	}
	e.memory -= ent.val.memory
	e.dirty(db, ent.key)
	if e.tracker != nil {
		e.tracker.changed(ent.key)
	}
	e.signalAlert(db, ent.key)
}

// expireDue removes what has expired by now.
func (e *Engine) expireDue() {
	for _, db := range e.databases {
		e.expireDueIn(db)
	}
}

func (e *Engine) expireDueIn(db *database) {
	for !e.replaying && e.lazily == nil {
		ent, ok := db.expiries.first()
		switch {
		case ok && ent.val.expireAt <= e.milliseconds():
			e.expire(db, ent)
		case !e.expireFields(db):
			return
		}
	}
}

func (e *Engine) expire(db *database, ent *entry) {
	e.lap = 0
	e.stats.expired++
	e.removed(db, ent)
	e.log(db, []string{"DEL", ent.key})
	e.tell(db, ent.key, "expired")
}

// tell tells the observer what the engine did to a key by itself.
func (e *Engine) tell(db *database, key, event string) {
	e.happened(db, key, event)
	if e.options.Observer != nil {
		e.options.Observer.KeyChanged(nil, db.id, key, event)
	}
}

// clear removes all keys of a database and returns how many there were.
func (e *Engine) clear(db *database) int {
	count := db.keys.len()
	for _, key := range db.watchedKeys() {
		if db.keys.get(key) != nil {
			e.dirty(db, key)
		}
	}
	for ent := range db.keys.all() {
		e.memory -= ent.val.memory
	}
	db.keys = newDict[record](db.keys.seed)
	db.expiries.items = nil
	db.hashes.items = nil
	for _, key := range db.awaitedKeys() {
		e.signalAlert(db, key)
	}
	return count
}
