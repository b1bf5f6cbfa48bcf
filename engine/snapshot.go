//go:build !first

// Snapshots: an image of all that an engine's replies follow from, but its
// connections, and going back to it.

package engine

import (
	"math/rand/v2"
	"slices"
	"time"
)

// ImageError says where an image is damaged.
type ImageError struct {
	Offset int
	Msg    string
}

func (err *ImageError) Error() string {
	return "image at byte " + formatInt(int64(err.Offset)) + ": " + err.Msg
}

// state is what an image holds in every build.
type state struct {
	now, saved time.Time
	random     *rand.PCG
	encodings  encodings
	expiring   bool // Engine.expiringFields
	databases  []*database
}

// imageSection is a part of an image that belongs to further families.
type imageSection struct {
	build Build
	save  func(e *Engine) string // "": all is as at the engine's start
	// load checks what save has returned and returns what makes it so.
	load func(e *Engine, part string) (adopt func(), err error)
}

// Snapshot returns an image of the engine: all keys, the clock, the state of
// the random source, configuration, users, libraries and scripts; neither
// connections nor statistics. No command may be under way.
func (e *Engine) Snapshot() []byte {
	m := &image{b: []byte(imageMark + "\x00"), damage: -1, limits: &e.encodings, seed: e.encodings.seed}
	m.state(&state{
		now: e.now, saved: e.lastSave, random: e.source, encodings: e.encodings,
		expiring: e.expiringFields, databases: e.databases,
	})
	sections := imageSections()
	m.count(len(sections))
	for _, section := range sections {
		part := section.save(e)
		if part != "" {
			m.needs = max(m.needs, section.build)
		}
		m.text(part)
	}
	m.b[len(imageMark)] = byte(m.needs)
	return m.sum(m.b)
}

// sum appends a checksum.
func (m *image) sum(b []byte) []byte {
	sum := hashString(string(b), 0)
	for shift := 0; shift < 64; shift += 8 {
		b = append(b, byte(sum>>shift))
	}
	return b
}

// state is what every build knows.
func (m *image) state(s *state) {
	s.now, s.saved = m.time(s.now), m.time(s.saved)
	random, _ := s.random.MarshalBinary() // which has no error
	if random = []byte(m.text(string(random))); m.reading {
		m.must(s.random.UnmarshalBinary(random) == nil)
	}
	m.seed = m.either(m.seed)
	s.encodings.seed = m.seed
	for _, threshold := range s.encodings.thresholds() {
		if n := m.integer(*threshold); m.reading {
			*threshold = n
		}
	}
	s.expiring = m.number(uint64(boolToInt(s.expiring))) > 0
	filled := 0
	for _, db := range s.databases {
		filled += min(db.keys.len(), 1)
	}
	next := 0
	for range m.count(filled) {
		for !m.reading && s.databases[next].keys.len() == 0 {
			next++
		}
		id := int(m.either(uint64(next)))
		if !m.must(next <= id && id < len(s.databases)) {
			return
		}
		m.database(s.databases[id])
		next = id + 1
	}
}

// either is a number that stays when it is written.
func (m *image) either(n uint64) uint64 {
	if got := m.number(n); m.reading {
		return got
	}
	return n
}

func (m *image) time(t time.Time) time.Time {
	seconds, rest := m.integer(t.Unix()), m.number(uint64(t.Nanosecond()))
	m.must(rest < 1e9)
	return time.Unix(seconds, int64(rest))
}

// thresholds are all numbers but the seed.
func (l *encodings) thresholds() []*int64 {
	return []*int64{
		&l.hashEntries, &l.hashValue, &l.setInts, &l.setEntries, &l.setValue, &l.zsetEntries, &l.zsetValue,
		&l.hllSparse, &l.listSize, &l.streamNodeBytes, &l.streamNodeEntries,
	}
}

// Restore makes the engine the one that an image was made of, at its time,
// which may be a past one. Connections stay: what they watch has changed,
// what they wait for may be there now, and what they have cached is void. A
// restore is not logged. An error is an [*ImageError], unless a larger build
// of the engine is needed, and leaves the engine as it was.
func (e *Engine) Restore(b []byte) error {
	m := &image{b: b, reading: true, at: len(imageMark) + 1, damage: -1, limits: &e.encodings}
	if !IsImage(b) || len(b) <= m.at {
		return &ImageError{0, "this is no image of an engine"}
	}
	if needs := Build(b[len(imageMark)]); needs > thisBuild {
		if err := e.elsewhere("restore", needs); err != nil {
			return err
		}
		return &ImageError{len(imageMark), "it holds what this build of the engine lacks"}
	}
	s := &state{random: rand.NewPCG(0, 0)}
	for id := range e.databases {
		s.databases = append(s.databases, newDatabase(id, 0))
	}
	m.state(s)
	for _, db := range s.databases {
		db.keys.seed = m.seed // of those without keys, too
	}
	parts := make([]string, m.count(0))
	for i := range parts {
		parts[i] = m.text("")
	}
	end := m.at
	switch {
	case m.damage >= 0:
		return &ImageError{m.damage, "what stands there makes no sense"}
	case len(b)-end != 8 || string(m.sum(b[:end:end])[end:]) != string(b[end:]):
		return &ImageError{end, "the checksum there is another than that of what stands ahead of it"}
	}
	var adopt []func()
	for i, section := range imageSections() {
		part := ""
		if i < len(parts) {
			part = parts[i]
		}
		then, err := section.load(e, part)
		if err != nil {
			return &ImageError{end, err.Error()}
		}
		adopt = append(adopt, then)
	}
	e.adopt(s, m)
	for _, then := range adopt {
		then()
	}
	e.expireDue()
	e.serveBlocked()
	e.resume()
	if e.follower != nil {
		e.follower.settle()
	}
	return nil
}

// adopt takes over what was read.
func (e *Engine) adopt(s *state, m *image) {
	e.shift(s.now.Sub(e.now))
	e.now, e.lastSave = s.now, s.saved
	e.source, e.random = s.random, rand.New(s.random)
	e.encodings = s.encodings
	e.expiringFields = s.expiring || m.timed
	e.memory = m.memory
	for _, c := range e.conns {
		e.memory += c.tx.memory
	}
	for id, db := range e.databases {
		e.exchange(db, s.databases[id])
	}
	if e.tracker != nil {
		e.tracker.flushed()
	}
}

// exchange gives a database the keys of another.
func (e *Engine) exchange(db, other *database) {
	var gone []string
	if e.options.Observer != nil {
		gone = slices.DeleteFunc(db.sortedKeys(), func(key string) bool { return other.keys.get(key) != nil })
	}
	db.keys, db.expiries, db.hashes = other.keys, other.expiries, other.hashes
	for _, key := range db.watchedKeys() {
		e.dirty(db, key)
	}
	for _, key := range db.awaitedKeys() {
		e.signal(db, key)
	}
	if e.options.Observer == nil {
		return
	}
	for _, key := range gone {
		e.options.Observer.KeyChanged(nil, db.id, key, "del")
	}
	for _, key := range db.sortedKeys() {
		e.options.Observer.KeyChanged(nil, db.id, key, "restore")
	}
}

// shifter has times that lie ahead.
type shifter interface{ shift(d time.Duration) }

// shift moves what connections wait for along with the clock: they wait no
// longer than they would have.
func (e *Engine) shift(d time.Duration) {
	for _, c := range e.conns {
		c.created, c.active = c.created.Add(d), c.active.Add(d)
		if c.wait != nil && !c.wait.deadline.IsZero() {
			c.wait.deadline = c.wait.deadline.Add(d)
		}
	}
	for _, chore := range e.chores {
		if s, ok := chore.(shifter); ok {
			s.shift(d)
		}
	}
}
