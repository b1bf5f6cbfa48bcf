//go:build !first

// The connections of a cache: where it reads, and where it hears of changes.

package client

import "resplay/resp"

// invalidations is the channel on which a server tells RESP2 connections of
// keys that have changed.
const invalidations = "__redis__:invalidate"

// CacheError is a server's refusal to tell a [Cache] of changes. It is what
// the server said.
type CacheError struct{ Cause error }

func (e *CacheError) Error() string {
	return "client-side caching needs CLIENT TRACKING, which Redis has since 6.0 and this server refused: " + e.Cause.Error()
}

// Unwrap returns what the server said.
func (e *CacheError) Unwrap() error { return e.Cause }

// trackingLink is the connections over which a cache is told of changes, from
// acquiring them until one is lost.
type trackingLink struct {
	cache  *Cache
	reads  *Lease // on which keys are read
	hears  *Lease // on which the server tells of changes; under RESP3 the same
	fenced bool   // what is told may come behind a reply that is newer
	up     bool
	over   bool
}

// connect makes the link, unless it is being made.
func (c *Cache) connect() {
	if c.link != nil {
		return
	}
	l := &trackingLink{cache: c, fenced: c.broadcasting()}
	c.link = l
	l.acquire(func(lease *Lease) {
		l.reads, l.hears = lease, lease
		if lease.session.resp3 {
			l.track()
			return
		}
		l.fenced = true
		l.acquire(l.listen)
	})
}

func (l *trackingLink) acquire(use func(*Lease)) {
	l.cache.client.acquire("acquire").after(func(lease *Lease, err error) {
		switch {
		case err != nil:
			l.end(err)
		case l.over:
			lease.release()
		default:
			lease.session.conn.push = l.pushed
			lease.onEnd = l.end
			use(lease)
		}
	})
}

// listen makes a connection of RESP2 the one that is told.
func (l *trackingLink) listen(lease *Lease) {
	l.hears = lease
	core := l.cache.core
	id := newCall(core, integer, "CLIENT", "ID")
	id.after(func(id int64, err error) {
		if err != nil {
			l.refused(err)
		}
	})
	lease.execute(&id.call)
	subscribed := newCall(core, confirmation, "SUBSCRIBE", invalidations)
	subscribed.after(func(_ struct{}, err error) {
		switch {
		case l.over:
		case err != nil:
			l.refused(err)
		default:
			l.track("REDIRECT", itoa(id.value))
		}
	})
	lease.execute(&subscribed.call)
}

// track asks the server to tell of changes.
func (l *trackingLink) track(options ...string) {
	args := words("CLIENT TRACKING ON", options)
	if l.cache.broadcasting() {
		args = append(args, "BCAST")
	}
	for _, prefix := range l.cache.opts.Prefixes {
		args = append(args, "PREFIX", prefix)
	}
	f := newCall(l.cache.core, done, args...)
	f.after(func(_ struct{}, err error) {
		if err != nil {
			l.refused(err)
			return
		}
		l.opened()
	})
	l.reads.execute(&f.call)
}

func (l *trackingLink) refused(err error) {
	if ErrorKind(err) == "server" {
		err = &CacheError{err}
	}
	l.end(err)
}

func (l *trackingLink) opened() {
	if l.over {
		return
	}
	l.up = true
	waiting := l.cache.waiting
	l.cache.waiting = nil
	for _, f := range waiting {
		f.send(l)
	}
}

// pushed drops what the server says has changed: some keys or, with null, all.
func (l *trackingLink) pushed(v resp.Value) {
	if l.over || len(v.Elems) < 2 {
		return
	}
	keys := v.Elems[len(v.Elems)-1]
	switch kind := v.Elems[0].Str; {
	case kind == "invalidate":
	case kind == "message" && v.Elems[1].Str == invalidations:
	default:
		return
	}
	c := l.cache
	if keys.IsNull() {
		c.stats.Invalidations += c.entries.clear()
	}
	for _, key := range keys.Elems {
		c.stats.Invalidations += c.entries.dropKey(key.Str, !l.fenced)
	}
}

// end gives up: what is kept may be old from now on, and the reads that wait
// for the link fail.
func (l *trackingLink) end(err error) {
	if l.over {
		return
	}
	l.over = true
	c := l.cache
	waiting := c.waiting
	c.link, c.waiting = nil, nil
	c.stats.Invalidations += c.entries.clear()
	for _, lease := range []*Lease{l.reads, l.hears} {
		if lease != nil {
			lease.release()
		}
	}
	for _, f := range waiting {
		f.failed(err)
	}
}

// close closes the connections once the replies that are due have come.
func (l *trackingLink) close() {
	l.over = true
	for _, lease := range []*Lease{l.reads, l.hears} {
		if lease != nil {
			lease.close()
		}
	}
}
