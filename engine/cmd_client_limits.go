//go:build !first

// How long clients may be idle, and how much they may leave unread.

package engine

import (
	"slices"
	"strings"
	"time"

	"resplay/resp"
)

// outputLimit bounds what clients of a class may leave unread: never more
// than hard bytes, and more than soft for at most so long. 0: no such bound.
type outputLimit struct {
	hard, soft int64
	patience   int64 // seconds
}

// outputLimits are those of CONFIG, beside which Options.OutputLimit holds.
type outputLimits struct {
	engine  *Engine
	classes [3]outputLimit // normal, replica, pubsub
	slow    []slowReader
}

// slowReader is a connection above the soft limit.
type slowReader struct {
	conn  *Conn
	since time.Time
}

// The classes of clients, as they stand in client-output-buffer-limit.
var outputClasses = []string{"normal", "slave", "pubsub"}

func newOutputLimits(e *Engine) *outputLimits {
	l := &outputLimits{engine: e, classes: [3]outputLimit{
		{}, {256 << 20, 64 << 20, 60}, {32 << 20, 8 << 20, 60},
	}}
	e.chores = append(e.chores, l)
	return l
}

// of returns the bounds of a connection.
func (l *outputLimits) of(conn *Conn) outputLimit {
	if conn.subscribed() {
		return l.classes[2]
	}
	return l.classes[0]
}

func (l *outputLimits) exceeded(conn *Conn) bool {
	limit, size := l.of(conn), int64(len(conn.out))
	if limit.hard > 0 && size > limit.hard {
		return true
	}
	if limit.soft > 0 && size > limit.soft {
		l.watch(conn)
	}
	return false
}

// watch notes that a connection is above its soft limit.
func (l *outputLimits) watch(conn *Conn) {
	known := slices.ContainsFunc(l.slow, func(r slowReader) bool { return r.conn == conn })
	if !known {
		l.slow = append(l.slow, slowReader{conn, l.engine.now})
	}
}

func (l *outputLimits) shift(d time.Duration) {
	for i := range l.slow {
		l.slow[i].since = l.slow[i].since.Add(d)
	}
}

func (l *outputLimits) due() (at time.Time, found bool) {
	for _, reader := range l.slow {
		end := reader.since.Add(time.Duration(l.of(reader.conn).patience) * time.Second)
		if !found || end.Before(at) {
			at, found = end, true
		}
	}
	return at, found
}

// run cuts off those who have been above their limit for too long.
func (l *outputLimits) run() {
	slow := l.slow
	l.slow = nil
	for _, reader := range slow {
		limit := l.of(reader.conn)
		switch {
		case reader.conn.closing || limit.soft == 0 || int64(len(reader.conn.out)) <= limit.soft:
		case l.engine.now.Sub(reader.since) >= time.Duration(limit.patience)*time.Second:
			reader.conn.cutOff()
		default:
			l.slow = append(l.slow, reader)
		}
	}
}

// String is the limits as CONFIG GET shows them.
func (l *outputLimits) String() string {
	var words []string
	for i, class := range l.classes {
		words = append(words, outputClasses[i], formatInt(class.hard), formatInt(class.soft), formatInt(class.patience))
	}
	return strings.Join(words, " ")
}

// set reads limits of some classes.
func (l *outputLimits) set(text string) error {
	words, classes := strings.Fields(text), l.classes
	if len(words)%4 != 0 {
		return errLimitWords
	}
	for i := 0; i < len(words); i += 4 {
		class := slices.Index(outputClasses, strings.Replace(lower(words[i]), "replica", "slave", 1))
		if class < 0 {
			return errLimitClass
		}
		hard, ok := parseMemory(words[i+1])
		soft, alsoOK := parseMemory(words[i+2])
		patience, isInt := parseInt(words[i+3])
		if !ok || !alsoOK || !isInt || patience < 0 {
			return errLimitValue
		}
		classes[class] = outputLimit{hard, soft, patience}
	}
	l.classes = classes
	return nil
}

// idleClients closes connections that have sent nothing for a while.
type idleClients struct {
	engine *Engine
	after  int64     // seconds; 0: never
	next   time.Time // no connection is idle for so long before then; zero: nobody has looked
}

// idleClients returns what closes idle connections.
func (e *Engine) idleClients() *idleClients {
	for _, chore := range e.chores {
		if idle, ok := chore.(*idleClients); ok {
			return idle
		}
	}
	idle := &idleClients{engine: e}
	e.chores = append(e.chores, idle)
	return idle
}

func (i *idleClients) set(seconds int64) { i.after, i.next = seconds, time.Time{} }

func (i *idleClients) shift(time.Duration) { i.next = time.Time{} }

func (i *idleClients) due() (time.Time, bool) {
	if i.after == 0 {
		return time.Time{}, false
	}
	if i.next.IsZero() {
		i.look()
	}
	return i.next, !i.next.IsZero()
}

// look finds when the next connection has been idle for too long. Connections
// that are blocked or subscribed may be idle.
func (i *idleClients) look() {
	i.next = time.Time{}
	for _, conn := range i.engine.conns {
		if end := i.end(conn); conn.mayTimeOut() && (i.next.IsZero() || end.Before(i.next)) {
			i.next = end
		}
	}
}

func (i *idleClients) end(conn *Conn) time.Time {
	return conn.active.Add(time.Duration(i.after) * time.Second)
}

func (c *Conn) mayTimeOut() bool { return c.wait == nil && !c.subscribed() && !c.monitor }

func (i *idleClients) run() {
	for _, conn := range slices.Clone(i.engine.conns) {
		if conn.mayTimeOut() && !i.end(conn).After(i.engine.now) {
			conn.hangUp()
		}
	}
	i.look()
}

const (
	errLimitWords = resp.Error("Wrong number of arguments in buffer limit configuration.")
	errLimitClass = resp.Error("Invalid client class specified in buffer limit configuration.")
	errLimitValue = resp.Error("Error in hard, soft or soft_seconds setting in buffer limit configuration.")
)
