// What happened in a run.

package sim

import (
	"time"

	"resplay/resp"
)

// Kind says what happened in an [Event].
type Kind string

// The kinds of event, by who reports them.
const (
	// The program.
	TaskStarted Kind = "task.started" // Task; Text: the line it stands on, if known
	TaskWaiting Kind = "task.waiting" // Task; Text: what it awaits
	TaskEnded   Kind = "task.ended"   // Task; Text: "done", "cancelled" or the error
	Printed     Kind = "printed"      // Task; Text: what was printed; Name: "stdout" or "stderr"

	// The client.
	FutureCreated   Kind = "future.created"   // Future, Client, Task; Name: the command; Text: the command line
	FutureSent      Kind = "future.sent"      // Future, Conn; Data: the request as encoded
	FutureResolved  Kind = "future.resolved"  // Future; Text: the reply as redis-cli prints it; Data: the reply as it came
	FutureRejected  Kind = "future.rejected"  // Future; Name: server, closed, timeout, pool, watch, protocol or usage; Text: the error
	FutureCancelled Kind = "future.cancelled" // Future
	FutureDropped   Kind = "future.dropped"   // Future: the program ended while it was pending
	ReplyDropped    Kind = "reply.dropped"    // Future, Conn: the reply of a cancelled future came, and was dropped; Data: the reply
	PoolWaiting     Kind = "pool.waiting"     // Client, Future: no connection is free
	PoolAcquired    Kind = "pool.acquired"    // Client, Conn, Future
	PoolReleased    Kind = "pool.released"    // Client, Conn
	Pushed          Kind = "pushed"           // Conn: a push message came; Text: as redis-cli prints it; Data: as it came
	WatchFailed     Kind = "watch.failed"     // Conn, Future: EXEC answered null, a watched key had changed

	// The network. Conn is the connection's number, from 1.
	ConnDialed  Kind = "conn.dialed"  // Conn, Client; Text: the address; Name: who answers there, if not the engine: "program" or "echo"
	ConnOpened  Kind = "conn.opened"  // Conn
	ConnClosed  Kind = "conn.closed"  // Conn; Text: why
	BytesSent   Kind = "bytes.sent"   // Conn; Name: "client" or "server", who wrote; Data: the bytes; Text: how many, when Data is cut
	BytesCame   Kind = "bytes.came"   // Conn; Name: "client" or "server", who reads; Data and Text as above
	LinkChanged Kind = "link.changed" // Text: what the knob was set to

	// The engine.
	Executed     Kind = "executed"      // Conn; Name: the command; Text: the command line; Data: the reply as encoded
	Blocked      Kind = "blocked"       // Conn; Text: the keys it waits for
	Unblocked    Kind = "unblocked"     // Conn
	KeyChanged   Kind = "key.changed"   // Conn (0: the engine itself, as in expiry); Name: the event, such as "set" or "expired"; Text: the key; Data: [KeyState] as RESP
	WatchDirtied Kind = "watch.dirtied" // Conn: the watcher; Text: the key
	Published    Kind = "published"     // Conn; Name: the channel; Text: the message
)

// Event is one thing that happened, at one instant of virtual time. Which
// fields count depends on Kind; the others are zero.
type Event struct {
	At     time.Duration // since the run began
	Kind   Kind
	Task   string
	Client int // a client's number, from 1
	Conn   int // a connection's number, from 1
	Future int // a future's number, from 1
	Name   string
	Text   string
	Data   []byte // at most [TraceBytes]; what is longer is cut
}

// TraceBytes is how much of an event's Data is kept.
const TraceBytes = 4096

// AppendEvent appends e as a RESP array of nine: at in nanoseconds, kind,
// task, client, conn, future, name, text, data.
//
// A page reads all that happens this way, so no [resp.Value] is made of it.
func AppendEvent(dst []byte, e *Event) []byte {
	dst = resp.AppendArray(dst, 9)
	dst = resp.AppendInteger(dst, int64(e.At))
	dst = resp.AppendBulk(dst, string(e.Kind))
	dst = resp.AppendBulk(dst, e.Task)
	dst = resp.AppendInteger(dst, int64(e.Client))
	dst = resp.AppendInteger(dst, int64(e.Conn))
	dst = resp.AppendInteger(dst, int64(e.Future))
	dst = resp.AppendBulk(dst, e.Name)
	dst = resp.AppendBulk(dst, e.Text)
	return resp.AppendBulk(dst, string(e.Data))
}

// Trace is what happened since a run began, in order. When it is full, it
// forgets its oldest events.
type Trace struct {
	events  []Event
	dropped int // events forgotten, so the first kept one has this sequence number
	limit   int
	room    []byte // for the Data of events to come
}

// NewTrace returns an empty trace that keeps the newest limit events.
func NewTrace(limit int) *Trace { return &Trace{limit: limit} }

// Add appends an event. It keeps a copy of Data.
func (t *Trace) Add(e Event) {
	e.Data = t.keep(e.Data[:min(len(e.Data), TraceBytes)])
	if len(t.events) >= t.limit {
		forget := t.limit/10 + 1 // in one go: forgetting one at a time would copy all for each
		t.events = append(t.events[:0], t.events[forget:]...)
		t.dropped += forget
	}
	if n := len(t.events); n == cap(t.events) { // append alone would grow by a quarter, and copy all five times as often
		t.events = append(make([]Event, 0, min(max(2*n, 64), t.limit)), t.events...)
	}
	t.events = append(t.events, e)
}

// traceRoom is how much memory for Data is allocated at once: most of it is
// short, and there is a lot.
const traceRoom = 16 << 10

// keep returns a copy of data.
func (t *Trace) keep(data []byte) []byte {
	if len(data) == 0 {
		return nil
	}
	if len(data) > cap(t.room)-len(t.room) {
		t.room = make([]byte, 0, traceRoom)
	}
	start := len(t.room)
	t.room = append(t.room, data...)
	return t.room[start:len(t.room):len(t.room)]
}

// Next is the sequence number that the next event will have, from 0.
func (t *Trace) Next() int { return t.dropped + len(t.events) }

// Since returns the events from sequence number seq on, and the number of
// the first of them: it is above seq when older ones were forgotten. The
// slice is the trace's own: read it before the next Add.
func (t *Trace) Since(seq int) ([]Event, int) {
	seq = max(seq, t.dropped)
	if seq >= t.Next() {
		return nil, t.Next()
	}
	return t.events[seq-t.dropped:], seq
}

// keptRoom is for how many events memory is kept for the next run.
const keptRoom = 1 << 16

// Reset forgets everything and counts from 0 again.
func (t *Trace) Reset() {
	clear(t.events)
	t.events, t.dropped = t.events[:0], 0
	if cap(t.events) > keptRoom {
		t.events = nil
	}
}
