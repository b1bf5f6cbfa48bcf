//go:build !first

// Client-side caching: reads that are answered from memory, until the server
// says that their keys have changed.

package client

import (
	"slices"
	"strings"
	"time"
)

// CacheOptions say what a [Cache] keeps. The zero value is a sensible default.
type CacheOptions struct {
	MaxEntries int           // replies kept at most, the least recently used make room; 0: any number
	MaxBytes   int           // about how much memory they may take; 0: [DefaultCacheBytes], negative: any amount
	MaxAge     time.Duration // an older reply is asked for again; 0: [DefaultCacheAge], negative: replies do not age

	// Prefixes are what keys must begin with to be cached. The server then
	// tells of every change to a key that begins so ("broadcasting"), and
	// remembers nothing for this cache; "" is how all keys begin. None: any key
	// is cached, and the server remembers which of them were read.
	Prefixes []string
}

// The defaults of what CacheOptions leave at zero.
const (
	DefaultCacheBytes = 64 << 20
	DefaultCacheAge   = 10 * time.Minute
)

// Cache is a client's commands, of which those that read are answered from
// memory where that is possible: GET, MGET, HGETALL, LRANGE, ZRANGE and all
// whose reply depends on nothing but what their keys hold, not on time, chance
// or a cursor. On a miss they are sent over a connection that the cache takes
// from the client's pool and keeps, and on which the server tells of changes
// (CLIENT TRACKING; Redis 6 or later). All other commands are the client's, as
// are pipelines, transactions and iterators.
//
// What such a read returns is never older than what an earlier one through the
// same cache has returned, of whatever keys, nor than a write through the cache
// that was answered before. It may be older than a change made elsewhere, by
// other clients or by this one outside of the cache, until the server's message
// about that has arrived: about half a round trip. When the connection is lost,
// everything is forgotten at once; see [Options].KeepAlive for connections that
// die in silence, and MaxAge for all else. No reply outlives the time to live
// that its keys had. Errors are not kept; that there is no such key, is.
//
// Under RESP2 the cache takes two connections, and there as well as with
// Prefixes a miss costs a second round trip, after which no message about
// earlier changes can be missing.
//
// Redis: https://redis.io/docs/latest/develop/reference/client-side-caching/
type Cache struct {
	Commands
	client  *Client
	opts    CacheOptions
	entries cacheEntries
	stats   CacheStats
	line    []byte        // room for a command line
	link    *trackingLink // nil: there is none, and so nothing in entries but what is in waiting
	waiting []*fetch      // for the link to be up
	closed  bool
}

// CacheStats are the figures of a cache.
type CacheStats struct {
	Entries int // replies that are kept
	Keys    int // that they depend on
	Bytes   int // of memory that they take, approximately

	// Since the cache was made.
	Hits          int // reads answered from memory
	Misses        int // reads that the server had to be asked for
	Joined        int // misses that waited for a request already under way, instead of making another
	Invalidations int // replies dropped because a key of theirs had changed, or might have: the connection was lost
	Evictions     int // replies dropped to make room
	Expired       int // replies found to be too old
}

// NewCache returns a cache of a client's reads. It connects at the first of
// them. When the server refuses to tell of changes, reads fail with a
// [*CacheError].
func NewCache(c *Client, o CacheOptions) *Cache {
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultCacheBytes
	}
	if o.MaxAge == 0 {
		o.MaxAge = DefaultCacheAge
	}
	cache := &Cache{client: c, opts: o, entries: newCacheEntries()}
	cache.opts.Prefixes = slices.Clone(o.Prefixes)
	cache.Commands = Commands{core: c.core, via: cache}
	return cache
}

// Stats returns the figures of the cache.
func (c *Cache) Stats() CacheStats {
	c.core.Lock()
	defer c.core.Unlock()
	s := c.stats
	s.Entries, s.Keys, s.Bytes = c.entries.kept, c.entries.keys, c.entries.bytes
	return s
}

// Flush forgets all replies. The next reads ask the server.
func (c *Cache) Flush() {
	c.core.Lock()
	defer c.core.Unlock()
	c.entries.clear()
}

// Close ends the caching: the connection is closed once replies that are due
// have come, and from then on all commands are the client's.
func (c *Cache) Close() {
	c.core.Lock()
	defer c.core.Unlock()
	if c.closed {
		return
	}
	c.closed = true
	c.entries.clear()
	if c.link != nil {
		c.link.close()
	}
	waiting := c.waiting
	c.link, c.waiting = nil, nil
	for _, f := range waiting {
		for _, q := range f.waiting {
			if !q.done {
				c.client.start(q)
			}
		}
	}
}

// execute implements executor.
func (c *Cache) execute(q *call) {
	keys := cacheableKeys(q.args())
	if len(keys) == 0 || c.closed || c.client.closed != nil || !c.covers(keys) {
		c.pass(q)
		return
	}
	c.line = appendLine(c.line[:0], q.args())
	e := c.find(c.line)
	hit := e != nil && e.fetch == nil
	c.core.hooks.CacheRead(c.core.client, q.id, hit)
	if hit {
		c.stats.Hits++
		c.entries.use(e)
		e.answer(q, 0)
		return
	}
	c.stats.Misses++
	if e == nil {
		e = c.fetch(q, keys)
	} else {
		c.stats.Joined++
	}
	e.fetch.waiting = append(e.fetch.waiting, q)
	c.core.limited(q)
}

// find returns the entry of a command line, if there is one that is not too old.
func (c *Cache) find(line []byte) *cacheEntry {
	e := c.entries.byLine[string(line)]
	if e == nil || e.fetch != nil || e.dies == 0 || e.dies > c.now() {
		return e
	}
	c.stats.Expired++
	c.entries.drop(e)
	return nil
}

func (c *Cache) now() int64 { return c.core.sched.Now().UnixNano() }

func (c *Cache) broadcasting() bool { return len(c.opts.Prefixes) > 0 }

// covers reports whether the server tells of changes to all of keys.
func (c *Cache) covers(keys []string) bool {
	return !c.broadcasting() || !slices.ContainsFunc(keys, func(key string) bool {
		return !slices.ContainsFunc(c.opts.Prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
	})
}

// pass leaves a call to the client. What it may write is forgotten, and when
// it is answered again: what was read meanwhile may have been read before it
// was executed, and the server's message about it may come behind its reply.
func (c *Cache) pass(q *call) {
	if !c.closed && mayChange(q.args()) {
		c.forget(q.args())
		q.whenDone(func() { c.forget(q.args()) })
	}
	c.client.execute(q)
}

// forget drops what a command may have changed: every key that is among its
// arguments, whichever of them its keys are.
func (c *Cache) forget(args []string) {
	if len(args) == 0 {
		return
	}
	if changesAll(commandName(args)) {
		c.stats.Invalidations += c.entries.clear()
		return
	}
	for _, arg := range args[1:] {
		c.stats.Invalidations += c.entries.dropKey(arg, false)
	}
}
