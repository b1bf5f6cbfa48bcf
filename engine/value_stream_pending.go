// Pending entries: what a consumer has got and not acknowledged, by ID.

package engine

import (
	"iter"
	"slices"
	"sort"
)

// pending is an entry that was delivered to a consumer. The group and the
// consumer both list it.
type pending struct {
	id        streamID
	consumer  *consumer
	delivered int64 // when, as Unix time in milliseconds
	count     int64 // how often
}

// pendingList is pending entries in order of their IDs, in blocks, so that
// adding and removing move few of them.
type pendingList struct {
	blocks [][]*pending // none is empty
	length int
}

const pendingBlock = 128

// blockOf returns the block that holds id or would: the last one that does
// not begin behind it, else the first.
func (l *pendingList) blockOf(id streamID) int {
	i := sort.Search(len(l.blocks), func(i int) bool { return id.less(l.blocks[i][0].id) })
	return max(i-1, 0)
}

// search returns where in a block id is or would be.
func searchPending(block []*pending, id streamID) (int, bool) {
	i := sort.Search(len(block), func(i int) bool { return !block[i].id.less(id) })
	return i, i < len(block) && block[i].id == id
}

// get returns the pending entry of an ID; nil: there is none.
func (l *pendingList) get(id streamID) *pending {
	if l.length == 0 {
		return nil
	}
	block := l.blocks[l.blockOf(id)]
	if i, found := searchPending(block, id); found {
		return block[i]
	}
	return nil
}

// add puts an entry in, whose ID must not be there yet.
func (l *pendingList) add(p *pending) {
	l.length++
	if len(l.blocks) == 0 {
		l.blocks = append(l.blocks, []*pending{p})
		return
	}
	at := l.blockOf(p.id)
	block := l.blocks[at]
	i, _ := searchPending(block, p.id)
	switch {
	case len(block) < pendingBlock:
		l.blocks[at] = slices.Insert(block, i, p)
	case i == len(block):
		l.blocks = slices.Insert(l.blocks, at+1, []*pending{p})
	default:
		half := slices.Clone(block[pendingBlock/2:])
		l.blocks[at] = block[:pendingBlock/2]
		l.blocks = slices.Insert(l.blocks, at+1, half)
		l.length--
		l.add(p)
	}
}

// remove takes an entry out.
func (l *pendingList) remove(p *pending) {
	at := l.blockOf(p.id)
	i, _ := searchPending(l.blocks[at], p.id)
	l.blocks[at] = slices.Delete(l.blocks[at], i, i+1)
	l.length--
	switch {
	case len(l.blocks[at]) > 0:
	case at == 0:
		l.blocks = l.blocks[1:]
	default:
		l.blocks = slices.Delete(l.blocks, at, at+1)
	}
}

// from goes through the entries from an ID on. The list must not change
// meanwhile.
func (l *pendingList) from(id streamID) iter.Seq[*pending] {
	return func(yield func(*pending) bool) {
		if l.length == 0 {
			return
		}
		at := l.blockOf(id)
		i, _ := searchPending(l.blocks[at], id)
		for ; at < len(l.blocks); at, i = at+1, 0 {
			for _, p := range l.blocks[at][i:] {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// first returns the first entry; nil: there is none.
func (l *pendingList) first() *pending {
	if l.length == 0 {
		return nil
	}
	return l.blocks[0][0]
}

// last returns the last entry; nil: there is none.
func (l *pendingList) last() *pending {
	if l.length == 0 {
		return nil
	}
	block := l.blocks[len(l.blocks)-1]
	return block[len(block)-1]
}
