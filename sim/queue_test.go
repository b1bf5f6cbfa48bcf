package sim

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Whatever is posted, added and taken back, events come out in order of time,
// and of one time in order of scheduling.
func TestQueueOrder(t *testing.T) {
	type planned struct {
		at    time.Duration
		order int
		event *event // nil: posted
	}
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		var q queue
		var now time.Duration
		var plan []planned
		var came []int
		earliest := func() int {
			first := slices.MinFunc(plan, func(a, b planned) int {
				return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order))
			})
			return slices.Index(plan, first)
		}
		for order := range 300 {
			at := now + time.Duration(random.IntN(4))
			happens := func() { came = append(came, order) }
			switch random.IntN(5) {
			case 0:
				plan = append(plan, planned{at, order, q.add(at, happens)})
			case 1, 2:
				q.post(at, happens)
				plan = append(plan, planned{at: at, order: order})
			case 3:
				i := slices.IndexFunc(plan, func(p planned) bool { return p.event != nil })
				if i >= 0 {
					q.remove(plan[i].event)
					plan = slices.Delete(plan, i, i+1)
				}
			default:
				next, ok := q.next()
				assert.Equal(t, len(plan) > 0, ok)
				if !ok {
					continue
				}
				i := earliest()
				want := plan[i]
				assert.Equal(t, want.at, next)
				now = next
				q.pop()()
				assert.Equal(t, want.order, came[len(came)-1])
				plan = slices.Delete(plan, i, i+1)
			}
		}
		assert.NotEmpty(t, came)
	}
}
