// Commands that wait for a key. A handler that finds nothing says which keys
// it waits for; when one of them changes, the handler is run again.

package engine

import (
	"slices"
	"time"

	"resplay/resp"
)

// wait is a command that waits.
type wait struct {
	conn      *Conn
	cmd       *Command
	args      []string
	db        *database
	keys      []string   // each once
	kind      string     // of value it waits for
	alert     bool       // it is run again whatever becomes of its keys, even when they go
	memo      any        // what its handler remembers of being run first
	timeout   resp.Value // its reply when nothing comes
	deadline  time.Time  // zero: it waits for ever
	number    int64      // in order of blocking
	ready     string     // the key that it is run again for
	stays     bool       // it was run again and found nothing again
	postponed bool       // it has not been run: CLIENT PAUSE stopped it
	position  int        // in Engine.waits
}

type readyKey struct {
	db    *database
	key   string
	alert bool // only who is to be alerted is served
}

func newWaits() heap[*wait] {
	return heap[*wait]{
		less: func(a, b *wait) bool {
			if !a.deadline.Equal(b.deadline) {
				return a.deadline.Before(b.deadline)
			}
			return a.number < b.number
		},
		place: func(w *wait) *int { return &w.position },
	}
}

// block is the reply of a handler that found nothing in keys, which hold or
// will hold values of kind. After timeout, 0 meaning never, the command
// answers with otherwise; inside a transaction it does so at once.
func (c *call) block(kind string, keys []string, timeout time.Duration, otherwise resp.Value) (resp.Value, error) {
	if c.queued || c.engine.replaying {
		return otherwise, nil
	}
	if c.waited != nil {
		c.waited.stays = true // in its place among those who wait
		return none, nil
	}
	e := c.engine
	e.lastWait++
	w := &wait{
		conn: c.conn, cmd: c.cmd, args: c.args, db: c.db,
		kind: kind, timeout: otherwise, number: e.lastWait,
	}
	if timeout > 0 {
		w.deadline = e.now.Add(timeout)
		e.waits.fix(w)
	}
	for _, key := range keys {
		line := c.db.waiters[key]
		if len(line) > 0 && line[len(line)-1] == w {
			continue // the key is named twice
		}
		c.db.waiters[key] = append(line, w)
		w.keys = append(w.keys, key)
	}
	c.conn.wait = w
	if e.options.Observer != nil {
		e.options.Observer.Blocked(c.conn, w.keys)
	}
	return none, nil
}

// candidates is those of a blocking command's keys to look at: all, or the
// one that it is run again for. Of several that changed together, the one
// that changed first is served.
func (c *call) candidates(keys []string) []string {
	if c.waited != nil {
		return []string{c.waited.ready}
	}
	return keys
}

// signal notes that a key has changed, for those who wait for it.
func (e *Engine) signal(db *database, key string) {
	if len(db.waiters) > 0 && len(db.waiters[key]) > 0 {
		e.ready = append(e.ready, readyKey{db: db, key: key})
	}
}

// signalAlert notes that a key may have gone, for those whom that concerns.
func (e *Engine) signalAlert(db *database, key string) {
	if len(db.waiters) > 0 && len(db.waiters[key]) > 0 {
		e.ready = append(e.ready, readyKey{db: db, key: key, alert: true})
	}
}

// signalChanged is signal for a key whose value a command has changed. Who
// waits for a list or a sorted set is served when the key is new, as in Redis:
// not when its value took the place of one of another type, nor by what is
// added to that.
func (e *Engine) signalChanged(db *database, ent *entry, created bool) {
	switch {
	case len(db.waiters) == 0:
	case (created || ent.val.object.kind() == "stream") && db.awaits(ent):
		e.signal(db, ent.key)
	default:
		e.signalAlert(db, ent.key)
	}
}

// awaits reports whether somebody waits for a key's type of value.
func (db *database) awaits(ent *entry) bool {
	kind := ent.val.object.kind()
	return slices.ContainsFunc(db.waiters[ent.key], func(w *wait) bool { return w.kind == kind })
}

// serveBlocked runs the commands again that wait for keys that have changed,
// until none of them changes anything.
func (e *Engine) serveBlocked() {
	for len(e.ready) > 0 {
		next := e.ready[0]
		e.ready = e.ready[1:]
		e.serveKey(next)
	}
}

// serveKey serves those who wait for one key, who waits longest first.
func (e *Engine) serveKey(r readyKey) {
	for i := 0; i < len(r.db.waiters[r.key]); {
		w := r.db.waiters[r.key][i]
		if r.alert && !w.alert || !w.wants(r.db.keys.get(r.key)) || !e.retry(w, r.key) {
			i++ // it stays, so the next one is behind it
		}
	}
}

// wants reports whether a wait may end by what a key holds now; nil: nothing.
func (w *wait) wants(ent *entry) bool {
	return w.alert || ent != nil && ent.val.object.kind() == w.kind
}

// retry runs a waiting command again, for one of its keys, and reports
// whether it is done.
func (e *Engine) retry(w *wait, key string) bool {
	if err := e.permits(w.conn, w.cmd, w.args, atTopLevel); err != nil {
		e.finish(w.conn, e.failed(err))
		return true
	}
	w.stays, w.ready = false, key
	reply := e.invoke(w.conn, w.cmd, w.args, callMode{waited: w})
	if w.stays {
		return false
	}
	e.finish(w.conn, reply)
	return true
}

// finish ends the wait of a connection with a reply.
func (e *Engine) finish(c *Conn, reply resp.Value) {
	args := c.wait.args
	e.unblock(c)
	e.reply(c, args, reply)
	e.resumed = append(e.resumed, c)
}

// unblock forgets what a connection waits for, if it does.
func (e *Engine) unblock(c *Conn) {
	w := c.wait
	if w == nil {
		return
	}
	c.wait = nil
	e.waits.remove(w)
	for _, key := range w.keys {
		removeFrom(w.db.waiters, key, w)
	}
	if e.options.Observer != nil {
		e.options.Observer.Unblocked(c)
	}
}

// timeOutDue answers those whose time is up.
func (e *Engine) timeOutDue() {
	for {
		w, ok := e.waits.first()
		if !ok || w.deadline.After(e.now) {
			return
		}
		e.finish(w.conn, w.timeout)
	}
}

// removeFrom takes one item out of the list under a key, and the key with
// the last of them.
func removeFrom[T comparable](lists map[string][]T, key string, item T) {
	list := lists[key]
	i := slices.Index(list, item)
	switch {
	case i < 0:
	case len(list) == 1:
		delete(lists, key)
	case i == 0:
		lists[key] = list[1:] // the common case of a queue
	default:
		lists[key] = slices.Delete(list, i, i+1)
	}
}

// NextTimeout returns when the next blocked command gives up; false: none is
// blocked, or all of them for ever.
func (e *Engine) NextTimeout() (time.Time, bool) {
	w, ok := e.waits.first()
	if !ok {
		return time.Time{}, false
	}
	return w.deadline, true
}
