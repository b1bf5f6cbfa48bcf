//go:build !first

// What a cache does on a miss: one request, whoever waits for it.

package client

import (
	"slices"
	"time"

	"resplay/resp"
)

// fetch is a request for what a cache does not have. While it is under way,
// its entry stands for it: who asks for the same waits for the same reply. The
// entry is dropped when a key of it changes meanwhile, unless the order of what
// the server says shows that the reply is from after that. Dropped, the reply
// still goes to those who wait, whose calls were made before they could know of
// the change, but it is not kept, and who asks from then on makes another request.
type fetch struct {
	cache   *Cache
	entry   *cacheEntry
	args    []string
	waiting []*call
	link    *trackingLink // over which it was sent
	sent    time.Time
	dies    time.Time // the first of its keys; zero: none
	begun   bool      // the first of its replies has come
	brief   bool      // it is not worth keeping, or nobody knows for how long
}

// fetch begins to fetch what q asks for.
func (c *Cache) fetch(q *call, keys []string) *cacheEntry {
	e := c.entries.add(c.line, keys)
	e.fetch = &fetch{cache: c, entry: e, args: slices.Clone(q.args())}
	if c.link != nil && c.link.up {
		e.fetch.send(c.link)
	} else {
		c.waiting = append(c.waiting, e.fetch)
		c.connect()
	}
	return e
}

// send asks for the times to live as well, in the same flight: a server may be
// late to say that a key has expired.
func (f *fetch) send(l *trackingLink) {
	c := f.cache
	f.link, f.sent = l, c.core.sched.Now()
	for _, k := range f.entry.keys {
		ttl := newCall(c.core, integer, "PTTL", k.key.name)
		ttl.after(f.lives)
		l.reads.execute(&ttl.call)
	}
	reply := newCall(c.core, asIs, f.args...)
	reply.after(f.landed)
	l.reads.execute(&reply.call)
}

// lives is told how many milliseconds a key has to live. They are counted from
// when that was asked, so that the entry dies no later than the key.
func (f *fetch) lives(ms int64, err error) {
	f.begun = true
	switch {
	case err != nil || ms == 0:
		f.brief = true
	case ms > 0:
		if dies := f.sent.Add(time.Duration(ms) * time.Millisecond); f.dies.IsZero() || dies.Before(f.dies) {
			f.dies = dies
		}
	}
}

// landed is told the reply.
func (f *fetch) landed(v resp.Value, err error) {
	switch {
	case err != nil:
		f.failed(err)
	case !f.link.fenced:
		f.deliver(v)
	default:
		// Messages about changes from before this reply may still be on their
		// way. They come ahead of the answer to this.
		fence := newCall(f.cache.core, asIs, "PING")
		fence.after(func(_ resp.Value, err error) {
			if err != nil {
				f.failed(err)
				return
			}
			f.deliver(v)
		})
		f.link.hears.execute(&fence.call)
	}
}

func (f *fetch) failed(err error) {
	if !f.entry.gone {
		f.cache.entries.drop(f.entry)
	}
	for _, q := range f.waiting {
		if !f.retry(q, err) {
			q.fail(err)
		}
	}
}

// retry has a call made again, through the cache, if [Options].Resend allows it.
func (f *fetch) retry(q *call, err error) bool {
	if f.link == nil || q.done {
		return false // connecting has tries of its own
	}
	q.again = &successor{f.cache} // a retry is rare
	retry := f.link.reads.session.conn.retry
	return retry != nil && retry(q, err)
}

// deliver keeps the reply, if it is still good, and settles who waits.
func (f *fetch) deliver(v resp.Value) {
	c, e := f.cache, f.entry
	dies := f.keptUntil()
	switch {
	case e.gone:
		e.value = v
	case f.brief || c.opts.MaxBytes > 0 && entryBytes+weight(&v) > c.opts.MaxBytes || dies != 0 && dies <= c.now():
		c.entries.drop(e)
		e.value = v
	default:
		c.entries.keep(e, v, dies)
		c.makeRoom()
	}
	for _, q := range f.waiting {
		if !q.done {
			e.answer(q, 0)
		}
	}
}

// keptUntil is when the reply is too old, in Unix nanoseconds; 0: never.
func (f *fetch) keptUntil() int64 {
	dies := f.dies
	if age := f.cache.opts.MaxAge; age > 0 {
		if old := f.sent.Add(age); dies.IsZero() || old.Before(dies) {
			dies = old
		}
	}
	if dies.IsZero() {
		return 0
	}
	return dies.UnixNano()
}

// makeRoom drops what was not used for longest.
func (c *Cache) makeRoom() {
	s := &c.entries
	for s.oldest != nil && (c.opts.MaxEntries > 0 && s.kept > c.opts.MaxEntries || c.opts.MaxBytes > 0 && s.bytes > c.opts.MaxBytes) {
		c.stats.Evictions++
		s.drop(s.oldest)
	}
}
