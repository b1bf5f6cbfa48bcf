// The order of a sorted set: a B+ tree whose branches count what is below
// them, so that ranks and members are found from each other.

package engine

// scored is a member with its score, which is never NaN.
type scored struct {
	member string
	score  float64
}

// before is the order: by score, then by bytes.
func (a *scored) before(b *scored) bool {
	return a.score < b.score || a.score == b.score && a.member < b.member
}

// zpage is a page of the tree: a leaf with members, or a branch with pages
// below it. Neither is longer than fullPage.
type zpage struct {
	leaf []scored
	subs []zsub // nil: it is a leaf
}

// zsub is a page below a branch. All its members are at low or behind, and
// all of the page ahead of it are ahead of low, which itself may be gone.
type zsub struct {
	low   scored
	page  *zpage
	count int // members in it
}

const fullPage = 64

func (p *zpage) length() int {
	if p.subs != nil {
		return len(p.subs)
	}
	return len(p.leaf)
}

// entry is the i-th member of a leaf, or the low bound of a branch's i-th page.
func (p *zpage) entry(i int) *scored {
	if p.subs != nil {
		return &p.subs[i].low
	}
	return &p.leaf[i]
}

// position is how many entries of a page are ahead, which those are that
// come first: the others are not.
func (p *zpage) position(ahead func(*scored) bool) int {
	low, high := 0, p.length()
	for low < high {
		middle := int(uint(low+high) / 2)
		if ahead(p.entry(middle)) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// leading is how many members are ahead, as position tells it.
func (p *zpage) leading(ahead func(*scored) bool) int {
	count := 0
	for {
		i := p.position(ahead)
		if p.subs == nil || i == 0 {
			return count + i
		}
		for _, sub := range p.subs[:i-1] {
			count += sub.count
		}
		p = p.subs[i-1].page
	}
}

// at is the member at an index, which must be there.
func (p *zpage) at(index int) *scored {
	for p.subs != nil {
		i := 0
		for index >= p.subs[i].count {
			index -= p.subs[i].count
			i++
		}
		p = p.subs[i].page
	}
	return &p.leaf[index]
}

// find looks a member up one by one; nil: it is not there.
func (p *zpage) find(member string) *scored {
	for i := range p.leaf {
		if p.leaf[i].member == member {
			return &p.leaf[i]
		}
	}
	for i := range p.subs {
		if found := p.subs[i].page.find(member); found != nil {
			return found
		}
	}
	return nil
}

// insert puts in a member that is not there. A page that becomes too long
// keeps the first part of it and returns the rest as a page with its count.
func (p *zpage) insert(item *scored) zsub {
	i := p.position(func(s *scored) bool { return !item.before(s) })
	if p.subs == nil {
		return p.insertHere(i, item)
	}
	i = max(i-1, 0)
	sub := &p.subs[i]
	if item.before(&sub.low) {
		sub.low = *item
	}
	sub.count++
	rest := sub.page.insert(item)
	if rest.page == nil {
		return rest
	}
	sub.count -= rest.count
	p.subs = append(p.subs, zsub{})
	copy(p.subs[i+2:], p.subs[i+1:])
	p.subs[i+1] = rest
	if len(p.subs) <= fullPage {
		return zsub{}
	}
	return p.splitBranch(cut(i+1, len(p.subs)))
}

func (p *zpage) insertHere(i int, item *scored) (rest zsub) {
	if len(p.leaf) == fullPage {
		at := cut(i, fullPage)
		tail := append([]scored(nil), p.leaf[at:]...)
		clear(p.leaf[at:])
		p.leaf = p.leaf[:at]
		right := &zpage{leaf: tail}
		if i > at || at == fullPage {
			right.insertHere(i-at, item)
		} else {
			p.insertHere(i, item)
		}
		return zsub{right.leaf[0], right, len(right.leaf)}
	}
	p.leaf = append(p.leaf, scored{})
	copy(p.leaf[i+1:], p.leaf[i:])
	p.leaf[i] = *item
	return zsub{}
}

// cut is where a page of some length is split: in the middle, or, when what
// came last is at its end, there, as more is likely to come behind it.
func cut(last, length int) int {
	if last >= length-1 {
		return last
	}
	return length / 2
}

func (p *zpage) splitBranch(at int) (rest zsub) {
	right := &zpage{subs: append([]zsub(nil), p.subs[at:]...)}
	clear(p.subs[at:])
	p.subs = p.subs[:at]
	rest = zsub{low: right.subs[0].low, page: right}
	for _, sub := range right.subs {
		rest.count += sub.count
	}
	return rest
}

// remove takes out a member that is there.
func (p *zpage) remove(item *scored) {
	i := p.position(func(s *scored) bool { return !item.before(s) }) - 1
	if p.subs == nil {
		copy(p.leaf[i:], p.leaf[i+1:])
		p.leaf[len(p.leaf)-1] = scored{}
		p.leaf = p.leaf[:len(p.leaf)-1]
		return
	}
	sub := &p.subs[i]
	sub.count--
	sub.page.remove(item)
	switch {
	case sub.count == 0:
		p.drop(i)
	case sub.page.length() < fullPage/4:
		p.merge(max(i-1, 0))
	}
}

// merge joins the page at i with the next one where both are one page's worth.
func (p *zpage) merge(i int) {
	if i+1 >= len(p.subs) {
		return
	}
	left, right := p.subs[i].page, p.subs[i+1].page
	if left.length()+right.length() > fullPage*3/4 {
		return
	}
	left.leaf = append(left.leaf, right.leaf...)
	left.subs = append(left.subs, right.subs...)
	p.subs[i].count += p.subs[i+1].count
	p.drop(i + 1)
}

func (p *zpage) drop(i int) {
	copy(p.subs[i:], p.subs[i+1:])
	p.subs[len(p.subs)-1] = zsub{}
	p.subs = p.subs[:len(p.subs)-1]
}

// ascend visits members from the one that follows skip others, until visit
// says no.
func (p *zpage) ascend(skip int, visit func(string, float64) bool) bool {
	for i := skip; i < len(p.leaf); i++ {
		if !visit(p.leaf[i].member, p.leaf[i].score) {
			return false
		}
	}
	for i := range p.subs {
		if sub := &p.subs[i]; skip >= sub.count {
			skip -= sub.count
		} else if !sub.page.ascend(skip, visit) {
			return false
		} else {
			skip = 0
		}
	}
	return true
}

// descend is ascend from the other end.
func (p *zpage) descend(skip int, visit func(string, float64) bool) bool {
	for i := len(p.leaf) - 1 - skip; i >= 0; i-- {
		if !visit(p.leaf[i].member, p.leaf[i].score) {
			return false
		}
	}
	for i := len(p.subs) - 1; i >= 0; i-- {
		if sub := &p.subs[i]; skip >= sub.count {
			skip -= sub.count
		} else if !sub.page.descend(skip, visit) {
			return false
		} else {
			skip = 0
		}
	}
	return true
}

// clone copies the page and all below it.
func (p *zpage) clone() *zpage {
	copied := &zpage{leaf: append([]scored(nil), p.leaf...), subs: append([]zsub(nil), p.subs...)}
	for i := range copied.subs {
		copied.subs[i].page = copied.subs[i].page.clone()
	}
	return copied
}
