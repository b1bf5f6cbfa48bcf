//go:build !first

// What a cache keeps: replies by command line, found by key as well, in order
// of their last use.

package client

import (
	"slices"
	"strings"

	"resplay/resp"
)

// cacheEntry is a reply that is kept, or that is being fetched.
type cacheEntry struct {
	line  string // the command line
	keys  []keyed
	value resp.Value
	bytes int
	dies  int64  // when it is too old, in Unix nanoseconds; 0: never
	fetch *fetch // under way; nil: value counts
	gone  bool   // it was dropped: nobody finds it any more

	older, newer *cacheEntry // by last use; nil while it is being fetched
}

// keyed is an entry's place among those that depend on a key.
type keyed struct {
	key        *cacheKey
	entry      *cacheEntry
	prev, next *keyed
}

// cacheKey is a key that replies depend on.
type cacheKey struct {
	name  string
	first *keyed
	kept  int // how often values depend on it
}

// cacheEntries finds entries by command line and by key.
type cacheEntries struct {
	byLine         map[string]*cacheEntry
	byKey          map[string]*cacheKey
	oldest, newest *cacheEntry // of those that have a value
	kept           int         // how many have one
	keys           int         // that those depend on
	bytes          int         // that they take
}

func newCacheEntries() cacheEntries {
	return cacheEntries{byLine: map[string]*cacheEntry{}, byKey: map[string]*cacheKey{}}
}

// add returns a new entry, which has no value yet.
func (s *cacheEntries) add(line []byte, keys []string) *cacheEntry {
	e := &cacheEntry{line: string(line), keys: make([]keyed, len(keys))}
	s.byLine[e.line] = e
	for i, name := range keys {
		key := s.byKey[name]
		if key == nil {
			key = &cacheKey{name: strings.Clone(name)} // which may be part of something large
			s.byKey[key.name] = key
		}
		e.keys[i] = keyed{key: key, entry: e, next: key.first}
		if key.first != nil {
			key.first.prev = &e.keys[i]
		}
		key.first = &e.keys[i]
	}
	return e
}

// About what an entry takes besides its texts.
const (
	entryBytes = 320
	valueBytes = 80
)

// keep gives an entry its value, as the one used last.
func (s *cacheEntries) keep(e *cacheEntry, v resp.Value, dies int64) {
	e.fetch, e.value, e.dies = nil, v, dies
	e.bytes = entryBytes + 2*len(e.line) + weight(&e.value)
	s.kept++
	s.bytes += e.bytes
	for _, k := range e.keys {
		if k.key.kept++; k.key.kept == 1 {
			s.keys++
		}
	}
	s.push(e)
}

// weight is about how many bytes of memory a value takes.
func weight(v *resp.Value) int {
	n := valueBytes + len(v.Str)
	for i := range v.Elems {
		n += weight(&v.Elems[i])
	}
	if v.Attr != nil {
		n += weight(v.Attr)
	}
	return n
}

// use makes an entry the one used last.
func (s *cacheEntries) use(e *cacheEntry) {
	if s.newest != e {
		s.unlink(e)
		s.push(e)
	}
}

func (s *cacheEntries) push(e *cacheEntry) {
	e.older, e.newer = s.newest, nil
	if s.newest != nil {
		s.newest.newer = e
	} else {
		s.oldest = e
	}
	s.newest = e
}

func (s *cacheEntries) unlink(e *cacheEntry) {
	if e.older != nil {
		e.older.newer = e.newer
	} else {
		s.oldest = e.newer
	}
	if e.newer != nil {
		e.newer.older = e.older
	} else {
		s.newest = e.older
	}
}

// drop forgets an entry. What is being fetched is still brought to those who
// wait for it, but neither kept nor joined.
func (s *cacheEntries) drop(e *cacheEntry) {
	e.gone = true
	delete(s.byLine, e.line)
	if e.fetch == nil {
		s.unlink(e)
		s.kept--
		s.bytes -= e.bytes
	}
	for i := range e.keys {
		s.unkey(&e.keys[i], e.fetch == nil)
	}
}

func (s *cacheEntries) unkey(k *keyed, kept bool) {
	if kept {
		if k.key.kept--; k.key.kept == 0 {
			s.keys--
		}
	}
	if k.next != nil {
		k.next.prev = k.prev
	}
	if k.prev != nil {
		k.prev.next = k.next
		return
	}
	if k.key.first = k.next; k.next == nil {
		delete(s.byKey, k.key.name)
	}
}

// dropKey drops what depends on a key, and returns how many values that were.
// But with later, what is being fetched, and of which no reply has come yet, is
// known to come from after the change: it stays.
func (s *cacheEntries) dropKey(name string, later bool) (values int) {
	key := s.byKey[name]
	if key == nil {
		return 0
	}
	before := s.kept
	for k := key.first; k != nil; {
		e := k.entry
		for k = k.next; k != nil && k.entry == e; k = k.next { // named twice by one command
		}
		if !later || e.fetch == nil || e.fetch.begun {
			s.drop(e)
		}
	}
	return before - s.kept
}

// clear drops everything, and returns how many values that were.
func (s *cacheEntries) clear() (values int) {
	values = s.kept
	for _, e := range s.byLine {
		e.gone = true // in any order: there is nothing else to see
	}
	*s = newCacheEntries()
	return values
}

// answer settles a call with the entry's value. Who asked for the reply as it
// is may change it, and so gets a copy; typed methods make something of it.
func (e *cacheEntry) answer(q *call, conn int) {
	v := &e.value
	if _, raw := q.result.(*Future[resp.Value]); raw {
		own := copied(*v)
		v = &own
	}
	q.receive(conn, v)
}

func copied(v resp.Value) resp.Value {
	v.Elems = slices.Clone(v.Elems)
	for i := range v.Elems {
		v.Elems[i] = copied(v.Elems[i])
	}
	if v.Attr != nil {
		attr := copied(*v.Attr)
		v.Attr = &attr
	}
	return v
}
