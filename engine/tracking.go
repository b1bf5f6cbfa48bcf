//go:build !first

// Client-side caching: who has read which key, and how they hear that it is
// another now.

package engine

import (
	"slices"
	"sort"
	"strings"

	"resplay/resp"
)

// invalidations is the channel on which a RESP2 connection hears of keys.
const invalidations = "__redis__:invalidate"

// trackingTable is the keys that clients may have cached.
type trackingTable struct {
	engine   *Engine
	readers  dict[[]int64] // by key: connections that have read it, in order of their IDs
	items    int           // readers, over all keys
	most     int64         // keys; 0: any number
	prefixes map[string]*trackedPrefix
	pending  []invalidation // for the client whose command is running: they follow its reply
}

// trackedPrefix is who wants to hear of all keys that begin alike.
type trackedPrefix struct {
	conns   []*Conn          // in order of their IDs
	changed map[string]*Conn // keys since the last broadcast, and by whom; nil: by nobody
}

type invalidation struct {
	conn *Conn
	keys resp.Value
}

// caching returns the table, made when a client first wants it.
func (s *supervisor) caching() *trackingTable {
	if s.caches == nil {
		s.caches = &trackingTable{
			engine: s.engine, readers: newDict[[]int64](s.engine.options.Seed),
			most: s.trackedKeys, prefixes: map[string]*trackedPrefix{},
		}
		s.engine.tracker = s.caches
	}
	return s.caches
}

// start makes a connection hear of keys, as options say. It goes on hearing
// of the prefixes that it has named before.
func (t *trackingTable) start(conn *Conn, options tracking) {
	prefixes := options.prefixes
	options.prefixes = nil
	if conn.tracking != nil {
		options.prefixes = conn.tracking.prefixes
	}
	conn.tracking = &options
	if options.bcast && len(prefixes) == 0 {
		prefixes = []string{""}
	}
	for _, prefix := range prefixes {
		if !slices.Contains(options.prefixes, prefix) {
			t.join(conn, prefix)
		}
	}
	slices.Sort(conn.tracking.prefixes)
}

func (t *trackingTable) join(conn *Conn, prefix string) {
	p := t.prefixes[prefix]
	if p == nil {
		p = &trackedPrefix{changed: map[string]*Conn{}}
		t.prefixes[prefix] = p
	}
	p.conns = append(p.conns, conn)
	sort.Slice(p.conns, func(i, j int) bool { return p.conns[i].id < p.conns[j].id })
	conn.tracking.prefixes = append(conn.tracking.prefixes, prefix)
}

// stop makes a connection hear no more. Keys that it has read stay in the
// table until they change.
func (t *trackingTable) stop(conn *Conn) {
	for _, prefix := range conn.tracking.prefixes {
		p := t.prefixes[prefix]
		p.conns = slices.DeleteFunc(p.conns, func(other *Conn) bool { return other == conn })
		if len(p.conns) == 0 {
			delete(t.prefixes, prefix)
		}
	}
	conn.tracking = nil
}

// remember notes the keys that a command has read for a connection.
func (t *trackingTable) remember(c *call) {
	own := c.conn.tracking
	if own.bcast || own.optIn && !own.caching || own.optOut && own.caching || c.cmd.Flags&PubSub != 0 {
		return
	}
	for _, spec := range c.cmd.Keys {
		keys, _ := spec.keys(c.args)
		for _, key := range keys {
			t.add(key.name, c.conn.id)
		}
	}
	t.shrink()
}

func (t *trackingTable) add(key string, id int64) {
	n := t.readers.get(key)
	if n == nil {
		n, _ = t.readers.add(strings.Clone(key))
	}
	if i, found := slices.BinarySearch(n.val, id); !found {
		n.val = slices.Insert(n.val, i, id)
		t.items++
	}
}

// shrink invalidates keys until there are no more than may be.
func (t *trackingTable) shrink() {
	for t.most > 0 && int64(t.readers.len()) > t.most {
		t.invalidate(t.readers.random(t.engine.random).key)
	}
}

func (t *trackingTable) changed(key string) {
	by := t.current()
	for prefix, p := range t.prefixes {
		if strings.HasPrefix(key, prefix) {
			if _, known := p.changed[key]; !known {
				p.changed[strings.Clone(key)] = by
			}
		}
	}
	t.invalidate(key)
}

// current is the connection whose command is running; nil: none.
func (t *trackingTable) current() *Conn {
	if t.engine.depth == 0 {
		return nil
	}
	return t.engine.frames[0].conn
}

// invalidate tells those who have read a key, once.
func (t *trackingTable) invalidate(key string) {
	n := t.readers.remove(key)
	if n == nil {
		return
	}
	t.items -= len(n.val)
	for _, id := range n.val {
		conn := t.engine.connByID(id)
		switch {
		case conn == nil || conn.tracking == nil || conn.tracking.bcast:
		case conn == t.current() && conn.tracking.noLoop:
		default:
			t.tell(conn, resp.Bulks(n.key))
		}
	}
}

// flushed tells all who cache that all keys are gone.
func (t *trackingTable) flushed() {
	for _, conn := range slices.Clone(t.engine.conns) {
		if conn.tracking != nil {
			t.tell(conn, resp.Null())
		}
	}
	t.readers, t.items = newDict[[]int64](t.engine.options.Seed), 0
}

// tell sends an invalidation, to the client whose command is running when it
// has its reply.
func (t *trackingTable) tell(conn *Conn, keys resp.Value) {
	if conn == t.current() {
		t.pending = append(t.pending, invalidation{conn, keys})
		return
	}
	t.send(conn, keys)
}

func (t *trackingTable) send(conn *Conn, keys resp.Value) {
	target := conn
	if conn.tracking.redirect != 0 {
		target = t.engine.connByID(conn.tracking.redirect)
	}
	switch {
	case target == nil:
		conn.tracking.broken = true
		if conn.protocol == 3 {
			conn.queue(resp.Push(resp.Bulk("tracking-redir-broken"), resp.Integer(conn.tracking.redirect)))
		}
	case target.protocol == 3:
		target.queue(resp.Push(resp.Bulk("invalidate"), keys))
	case target != conn && target.subscribed():
		target.queue(resp.Push(resp.Bulk("message"), resp.Bulk(invalidations), keys))
	}
}

// replied sends what had to wait for a reply, and lets CLIENT CACHING end
// with the command that it was given for.
func (t *trackingTable) replied(conn *Conn, args []string) {
	pending := t.pending
	t.pending = nil
	for _, next := range pending {
		if next.conn.tracking != nil {
			t.send(next.conn, next.keys)
		}
	}
	if own := conn.tracking; own != nil && own.caching && !conn.inTransaction() && !sameWord(args[0], "client") {
		own.caching = false
	}
}

// settle tells those who want to hear of all keys with a prefix about all
// that have changed, in one message for each prefix.
func (t *trackingTable) settle() {
	for _, prefix := range t.sortedPrefixes() {
		p := t.prefixes[prefix]
		if len(p.changed) == 0 {
			continue
		}
		changed := p.changed
		p.changed = map[string]*Conn{}
		keys := make([]string, 0, len(changed))
		for key := range changed {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, conn := range slices.Clone(p.conns) {
			if conn.tracking == nil {
				continue // telling another one has cut it off
			}
			own := keys
			if conn.tracking.noLoop {
				own = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return changed[key] == conn })
			}
			if len(own) > 0 {
				t.send(conn, resp.Bulks(own...))
			}
		}
	}
}

func (t *trackingTable) sortedPrefixes() []string {
	prefixes := make([]string, 0, len(t.prefixes))
	for prefix := range t.prefixes {
		prefixes = append(prefixes, prefix)
	}
	slices.Sort(prefixes)
	return prefixes
}
