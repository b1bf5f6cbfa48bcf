// Consumer groups: how far a group has read, and who has got what.

package engine

import (
	"slices"
	"sort"
)

// consumerGroup is several consumers that share the entries of a stream.
type consumerGroup struct {
	name        string
	lastID      streamID // the last that was delivered
	entriesRead int64    // as if it had read all up to lastID; unknownRead: nobody knows
	pending     pendingList
	consumers   []*consumer // by name
}

// unknownRead is the number of entries read when it cannot be told.
const unknownRead = -1

// consumer is one reader of a group.
type consumer struct {
	name    string
	seen    int64 // when it last tried, as Unix time in milliseconds
	active  int64 // when it last got something; -1: never
	pending pendingList
}

// What these take, about, beside their names.
const (
	groupMemory    = 160
	consumerMemory = 128
	pendingMemory  = 72
)

// group returns a group of the stream, which may be nil; nil: there is none.
func (s *stream) group(name string) *consumerGroup {
	if s == nil {
		return nil
	}
	if i, found := s.searchGroup(name); found {
		return s.groups[i]
	}
	return nil
}

func (s *stream) searchGroup(name string) (int, bool) {
	i := sort.Search(len(s.groups), func(i int) bool { return s.groups[i].name >= name })
	return i, i < len(s.groups) && s.groups[i].name == name
}

// addGroup makes a group, whose name must be free.
func (s *stream) addGroup(name string, lastID streamID, entriesRead int64) *consumerGroup {
	i, _ := s.searchGroup(name)
	g := &consumerGroup{name: name, lastID: lastID, entriesRead: entriesRead}
	s.groups = slices.Insert(s.groups, i, g)
	s.bytes += groupMemory + int64(len(name))
	return g
}

// removeGroup removes a group with all that it knows.
func (s *stream) removeGroup(g *consumerGroup) {
	for len(g.consumers) > 0 {
		s.removeConsumer(g, g.consumers[len(g.consumers)-1])
	}
	i, _ := s.searchGroup(g.name)
	s.groups = slices.Delete(s.groups, i, i+1)
	s.bytes -= groupMemory + int64(len(g.name))
}

// consumer returns a consumer of the group; nil: there is none.
func (g *consumerGroup) consumer(name string) *consumer {
	if i, found := g.searchConsumer(name); found {
		return g.consumers[i]
	}
	return nil
}

func (g *consumerGroup) searchConsumer(name string) (int, bool) {
	i := sort.Search(len(g.consumers), func(i int) bool { return g.consumers[i].name >= name })
	return i, i < len(g.consumers) && g.consumers[i].name == name
}

// addConsumer makes a consumer, whose name must be free; now is the time.
func (s *stream) addConsumer(g *consumerGroup, name string, now int64) *consumer {
	i, _ := g.searchConsumer(name)
	c := &consumer{name: name, seen: now, active: -1}
	g.consumers = slices.Insert(g.consumers, i, c)
	s.bytes += consumerMemory + int64(len(name))
	return c
}

// removeConsumer removes a consumer and what is pending for it.
func (s *stream) removeConsumer(g *consumerGroup, c *consumer) {
	for p := range c.pending.from(zeroID) {
		g.pending.remove(p)
	}
	s.bytes -= consumerMemory + int64(len(c.name)) + pendingMemory*int64(c.pending.length)
	c.pending = pendingList{}
	i, _ := g.searchConsumer(c.name)
	g.consumers = slices.Delete(g.consumers, i, i+1)
}

// addPending notes that an entry is pending, whose ID must not be so yet.
func (s *stream) addPending(g *consumerGroup, c *consumer, p *pending) {
	p.consumer = c
	g.pending.add(p)
	c.pending.add(p)
	s.bytes += pendingMemory
}

// removePending forgets that an entry is pending.
func (s *stream) removePending(g *consumerGroup, p *pending) {
	g.pending.remove(p)
	p.consumer.pending.remove(p)
	s.bytes -= pendingMemory
}

// give makes a pending entry another consumer's.
func (p *pending) give(to *consumer) {
	if p.consumer != to {
		p.consumer.pending.remove(p)
		to.pending.add(p)
		p.consumer = to
	}
}

func (g *consumerGroup) clone() *consumerGroup {
	copied := &consumerGroup{name: g.name, lastID: g.lastID, entriesRead: g.entriesRead}
	for _, c := range g.consumers {
		other := &consumer{name: c.name, seen: c.seen, active: c.active}
		copied.consumers = append(copied.consumers, other)
		for p := range c.pending.from(zeroID) {
			again := &pending{id: p.id, consumer: other, delivered: p.delivered, count: p.count}
			other.pending.add(again)
			copied.pending.add(again)
		}
	}
	return copied
}
