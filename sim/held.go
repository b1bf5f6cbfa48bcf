// Connections that were borrowed and not given back.

package sim

import (
	"strconv"
	"strings"
)

// lending follows who has which connection.
type lending struct {
	acquires   map[int]Standing // futures that got, or wait for, a lease
	subscribes map[int]bool     // futures of SUBSCRIBE and its kin
	borrower   map[int]int      // by connection: the future that it was lent to
}

func (l lending) follow(e Event) {
	switch e.Kind {
	case FutureCreated:
		if e.Name == "ACQUIRE" {
			l.acquires[e.Future] = Standing{Future: e.Future, Client: e.Client, Task: e.Task, Command: e.Text, Made: e.At}
		}
		l.subscribes[e.Future] = strings.HasSuffix(e.Name, "SUBSCRIBE")
	case PoolAcquired:
		l.borrower[e.Conn] = e.Future
	case FutureSent:
		if l.subscribes[e.Future] {
			delete(l.borrower, e.Conn)
		}
	case PoolReleased, ConnClosed:
		delete(l.borrower, e.Conn)
	}
}

// Held returns the futures of leases that have not been released, in order of
// their numbers, as far as the trace goes back: at the end of a run, those that
// the program forgot. What has subscriptions is not among them: it is there
// for messages to come.
func (w *World) Held() []Standing {
	l := lending{map[int]Standing{}, map[int]bool{}, map[int]int{}}
	events, _ := w.trace.Since(0)
	for _, e := range events {
		l.follow(e)
	}
	var all []Standing
	for conn, future := range l.borrower {
		if f, ok := l.acquires[future]; ok {
			f.Conn, f.Where = conn, "has connection "+strconv.Itoa(conn)+", and nobody has released it"
			all = append(all, f)
		}
	}
	return inOrder(all)
}
