// One command under way, and what a handler does by it.

package engine

import (
	"strconv"
	"strings"
	"unsafe"

	"resplay/resp"
)

// call is what a handler gets: who asks for what, and where. It returns a
// reply or an error; it never writes to a connection itself.
type call struct {
	engine *Engine
	conn   *Conn
	db     *database
	cmd    *Command
	args   []string // with the command's name

	queued    bool  // runs inside EXEC, so it must not block
	waited    *wait // it blocked and is run again; nil: it is run for the first time
	lent      bool  // args are the reader's: what is kept of them is copied, see own
	changes   int   // to keys, so far; a write without any is not logged
	effects   [][]string
	overruled bool   // effects are logged instead of args
	shown     bool   // to those who MONITOR
	created   *entry // the last new one
}

// own is an argument, or a part of one, as it may be kept.
func (c *call) own(s string) string { return owned(s, c.lent) }

// owned is own for values, which are told whether it is lent what they get.
func owned(s string, lent bool) string {
	if lent {
		return strings.Clone(s)
	}
	return s
}

// scratch is where replies are made of commands whose arguments are lent:
// those are encoded at once, and the next reply may be made in their place.
type scratch struct {
	slab  []resp.Value // as long as it is kept
	elems []resp.Value // what is left of it
	texts []byte
}

// Most of a scratch that is kept, and that one piece of it has.
const (
	mostElems = 1 << 10
	mostTexts = 1 << 14
)

// clear makes all of the scratch free.
func (s *scratch) clear() {
	s.elems, s.texts = s.slab, s.texts[:0]
}

// elems makes room for elements of a reply, which all are to be set.
func (c *call) elems(n int) []resp.Value {
	s := &c.engine.scratch
	if !c.lent || n > mostElems {
		return make([]resp.Value, n)
	}
	if n > len(s.elems) {
		s.slab = make([]resp.Value, min(max(2*len(s.slab), 2*n, 32), mostElems))
		s.elems = s.slab
	}
	room := s.elems[:n:n]
	s.elems = s.elems[n:]
	return room
}

// told is bytes that will be written over as a string for the reply.
func (c *call) told(b []byte) string {
	s := &c.engine.scratch
	if !c.lent || len(b) == 0 || len(b) > mostTexts {
		return string(b)
	}
	if len(s.texts)+len(b) > cap(s.texts) { // what is there stays with those who have it
		s.texts = make([]byte, 0, min(max(2*cap(s.texts), 2*len(b), 128), mostTexts))
	}
	s.texts = append(s.texts, b...)
	return unsafe.String(&s.texts[len(s.texts)-len(b)], len(b))
}

// digits is a number in decimal, for a reply.
func (c *call) digits(n int64) string {
	var room [20]byte
	return c.told(strconv.AppendInt(room[:0], n, 10))
}

// none is the reply of a command that has none, or none yet.
var none = resp.Value{}

// several is the replies of a command that has more than one.
func several(replies []resp.Value) resp.Value { return resp.Value{Elems: replies} }

// bulkOrNull is what a lookup by name answers.
func bulkOrNull(s string, found bool) resp.Value {
	if !found {
		return resp.Null()
	}
	return resp.Bulk(s)
}

// oneIf is 1 or 0, as Redis answers yes or no.
func oneIf(yes bool) resp.Value {
	if yes {
		return resp.Integer(1)
	}
	return resp.Integer(0)
}

// logAs replaces what the log gets for this command: commands that have the
// same effect wherever and whenever they are run. No call of it: the command
// as it came; each call adds a command; without arguments it adds none.
func (c *call) logAs(args ...string) {
	c.overruled = true
	if len(args) > 0 && c.engine.logging() {
		c.effects = append(c.effects, append([]string(nil), args...)) // else the caller would allocate args for nothing
	}
}

// read returns the value at key for a command that looks at it. A missing
// key gives T's zero value, which for every type of value is an empty one.
func read[T object](c *call, key string) (T, error) {
	var missing T
	ent := c.lookup(key)
	if ent == nil {
		return missing, nil
	}
	value, ok := ent.val.object.(T)
	if !ok {
		return missing, errWrongType
	}
	return value, nil
}

// lookup finds a key for a command that looks at it: it counts as a hit or
// a miss and as a use. nil: there is no such key.
func (c *call) lookup(key string) *entry {
	ent := c.glance(key)
	if ent != nil {
		c.use(ent)
	}
	return ent
}

// glance is lookup without it being a use.
func (c *call) glance(key string) *entry {
	ent := c.db.keys.get(key)
	if ent == nil {
		c.engine.stats.misses++
		c.engine.missed(c.db, key)
		return nil
	}
	c.engine.stats.hits++
	return ent
}

// use notes that a key is used; the first use of a key always counts.
func (c *call) use(ent *entry) {
	if !c.conn.noTouch || c.cmd.Name == "touch" || ent.val.used == 0 {
		ent.val.used = c.engine.used(ent.val.used)
	}
}

// write returns the value at key for a command that will change it, with
// its entry; both are nil when there is none.
func write[T object](c *call, key string) (T, *entry, error) {
	var missing T
	ent := c.db.keys.get(key)
	if ent == nil {
		return missing, nil, nil
	}
	value, ok := ent.val.object.(T)
	if !ok {
		return missing, nil, errWrongType
	}
	c.use(ent)
	return value, ent, nil
}

// create returns the value at key for a command that will add to it; when
// there is none, it puts there what fresh makes.
func create[T object](c *call, key string, fresh func(*encodings) T) (T, *entry, error) {
	value, ent, err := write[T](c, key)
	if ent != nil || err != nil {
		return value, ent, err
	}
	value = fresh(&c.engine.encodings)
	return value, c.put(key, value), nil
}

// put stores a value under a key, in place of any other, whose expiry it
// takes away. The caller reports it by changed.
func (c *call) put(key string, value object) *entry {
	ent := c.store(key, value)
	c.db.setExpiry(ent, 0)
	return ent
}

// store is put for a command that leaves an expiry alone.
func (c *call) store(key string, value object) *entry {
	ent := c.db.keys.get(key)
	if ent == nil {
		if c.engine.events&newEvent != 0 {
			c.engine.happened(c.db, key, "new")
		}
		ent = c.db.put(c.own(key), value)
		c.created = ent
	} else {
		c.db.replace(ent, value)
	}
	c.use(ent)
	return ent
}

// changed reports that the value or the expiry of a key is another now.
func (c *call) changed(ent *entry, event string) {
	c.changes++
	c.engine.noted(c.db, ent)
	c.engine.signalChanged(c.db, ent, c.created == ent)
	c.notify(c.db, ent.key, event)
}

// reduced is changed for a command that took elements away: a key without
// any is removed.
func (c *call) reduced(ent *entry, event string) {
	if ent.val.object.size() > 0 {
		c.changed(ent, event)
		return
	}
	c.notify(c.db, ent.key, event)
	c.remove(ent, "del")
}

// remove takes a key away.
func (c *call) remove(ent *entry, event string) {
	c.changes++
	c.engine.removed(c.db, ent)
	c.notify(c.db, ent.key, event)
}

// notify tells what happened to a key, in Redis's event names, to those who
// subscribed to that and to the observer.
func (c *call) notify(db *database, key, event string) {
	if c.engine.announce != nil || c.engine.options.Observer != nil {
		c.tell(db, key, event)
	}
}

func (c *call) tell(db *database, key, event string) {
	c.engine.happened(db, key, event)
	if c.engine.options.Observer != nil {
		c.engine.options.Observer.KeyChanged(c.conn, db.id, key, event)
	}
}

// happened publishes an event for those who subscribed to such.
func (e *Engine) happened(db *database, key, event string) {
	if e.announce != nil {
		e.announce(db, key, event)
	}
}

// missed tells that somebody looked for a key that is not there.
func (e *Engine) missed(db *database, key string) { e.happened(db, key, "keymiss") }

// keyword is the argument at i in upper case.
func (c *call) keyword(i int) string { return upper(c.args[i]) }

// more is how many arguments lie behind the one at i.
func (c *call) more(i int) int { return len(c.args) - 1 - i }
