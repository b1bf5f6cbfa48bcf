// The radix tree in which Redis keeps the nodes of a stream: how large it
// would be.

package engine

import (
	"math/bits"
)

// treeDepth is the bytes of an ID, which are the keys of the tree.
const treeDepth = 16

// treeNodes is how many nodes the tree has. A branch, a run of bytes without
// one, and an end are a node each.
func (s *stream) treeNodes() int64 {
	if len(s.nodes) == 0 {
		return 1
	}
	tree := treePath{branches: []int{-1}, nodes: int64(len(s.nodes))}
	for i := 1; i < len(s.nodes); i++ {
		tree.leave(commonBytes(s.nodes[i-1].master, s.nodes[i].master))
	}
	tree.leave(-1)
	return tree.nodes
}

// treePath is the way to the last key of a tree that grows in order of keys.
type treePath struct {
	branches []int // their depths, behind -1 for the root
	nodes    int64 // ends, branches, and the runs that have been left
}

// leave branches off the path at a depth, for the next key.
func (t *treePath) leave(depth int) {
	child := treeDepth
	for last := len(t.branches) - 1; t.branches[last] > depth; last-- {
		t.run(t.branches[last], child)
		child = t.branches[last]
		t.branches = t.branches[:last]
	}
	if t.branches[len(t.branches)-1] < depth {
		t.branches = append(t.branches, depth)
		t.nodes++
	}
	t.run(depth, child)
}

// run counts the node between two depths, if there are bytes between them.
func (t *treePath) run(from, to int) {
	if to-from > 1 {
		t.nodes++
	}
}

// commonBytes is how many bytes two IDs have in common at the beginning.
func commonBytes(a, b streamID) int {
	if a.ms != b.ms {
		return bits.LeadingZeros64(a.ms^b.ms) / 8
	}
	return 8 + bits.LeadingZeros64(a.seq^b.seq)/8
}
