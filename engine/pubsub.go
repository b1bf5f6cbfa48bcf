// Who is subscribed to what, and how messages reach them.

package engine

import (
	"slices"
	"sort"

	"resplay/resp"
)

// subscriptions is who is subscribed to each channel, or pattern.
type subscriptions struct {
	dict[audience]
	last int64 // number of the newest, counted over all connections
}

// audience is who is subscribed to one channel, first come first.
type audience struct {
	conns  []*Conn
	number int64 // of the first subscription, for the order of audiences
}

func newSubscriptions(seed uint64) subscriptions {
	return subscriptions{dict: newDict[audience](seed)}
}

// subscribe adds name to own, which is what c has subscribed to.
func (s *subscriptions) subscribe(c *Conn, own map[string]int64, name string) {
	if own[name] > 0 {
		return
	}
	s.last++
	own[name] = s.last
	n, added := s.add(name)
	if added {
		n.val.number = s.last
	}
	n.val.conns = append(n.val.conns, c)
}

// unsubscribe takes name from own, which is what c has subscribed to.
func (s *subscriptions) unsubscribe(c *Conn, own map[string]int64, name string) {
	if own[name] == 0 {
		return
	}
	delete(own, name)
	n := s.get(name)
	conns := slices.DeleteFunc(n.val.conns, func(other *Conn) bool { return other == c })
	if n.val.conns = conns; len(conns) == 0 {
		s.dict.remove(name)
	}
}

// unsubscribeAll forgets what c is subscribed to.
func (c *Conn) unsubscribeAll() {
	for _, channel := range inOrder(c.channels) {
		c.engine.channels.unsubscribe(c, c.channels, channel)
	}
	for _, pattern := range inOrder(c.patterns) {
		c.engine.patterns.unsubscribe(c, c.patterns, pattern)
	}
	for _, channel := range inOrder(c.shardChannels) {
		c.engine.shards.unsubscribe(c, c.shardChannels, channel)
	}
}

// inOrder returns what a connection has subscribed to, the oldest first.
func inOrder(own map[string]int64) []string {
	if len(own) == 0 { // as of most connections
		return nil
	}
	names := make([]string, 0, len(own))
	for name := range own {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return own[names[i]] < own[names[j]] })
	return names
}

// publish sends a message to all subscribers and returns how many got it.
func (e *Engine) publish(channel, message string) int {
	receivers := 0
	if n := e.channels.get(channel); n != nil {
		push := resp.Push(resp.Bulk("message"), resp.Bulk(channel), resp.Bulk(message))
		receivers += deliver(n.val.conns, push)
	}
	for _, n := range e.patterns.matching(channel) {
		push := resp.Push(resp.Bulk("pmessage"), resp.Bulk(n.key), resp.Bulk(channel), resp.Bulk(message))
		receivers += deliver(n.val.conns, push)
	}
	return receivers
}

// matching returns the patterns that match a channel, the oldest first.
func (s *subscriptions) matching(channel string) []*node[audience] {
	var found []*node[audience]
	for n := range s.all() {
		if match(n.key, channel, false) {
			found = append(found, n)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].val.number < found[j].val.number })
	return found
}

// deliver queues a message for each of conns. It goes through a copy: one
// that reads too slowly is cut off by it, and leaves the list.
func deliver(conns []*Conn, push resp.Value) int {
	for _, c := range slices.Clone(conns) {
		c.push(push)
	}
	return len(conns)
}
