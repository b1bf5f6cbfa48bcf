// Package sim is the world of a run: one engine, clients, and the network
// between them, on virtual time. Nothing happens in it but events, in order
// of time and then of posting, so the same seed and program give the same
// trace, byte for byte.
package sim

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	"resplay/client"
	"resplay/engine"
)

// Options of a world. The zero value is a fast, quiet network.
type Options struct {
	Seed   uint64         // every random choice follows from it
	Link   Link           // how the network behaves
	Start  time.Time      // the wall clock at virtual time 0; zero: 2025-01-01 UTC
	Engine engine.Options // Now, Seed and Observer are the world's to set
	Trace  int            // how many events the trace keeps; 0: 200,000
}

// World is one engine and its clients on one clock. It is the clients'
// scheduler and dialer. It is not safe for concurrent use.
type World struct {
	queue  queue
	now    time.Duration // since start
	start  time.Time
	began  time.Duration // when the present run began
	behind time.Duration // how far the engine's clock is behind: it may have gone back to an earlier time
	link   Link
	random *rand.Rand
	engine *engine.Engine
	trace  *Trace
	room   []byte // for what an event is to hold

	conns    int           // connections dialed in this run
	live     map[int]*conn // by number, until the client has been told of the end
	byServer map[*engine.Conn]*conn
	onDial   func(*conn) // says what a connection suffers; nil: nothing
	down     bool        // the server is: dialing is refused

	numbers *client.Numbers
	hooks   client.Hooks
	unheard []int       // futures whose error nobody has looked at
	awaited func() bool // whether somebody waits for an event; nil: somebody does for each

	OnBlocked func(conn int) // if set, told of each connection whose command begins to wait for keys
}

// ErrStuck is what waiting ends with when nothing left in the world can ever
// bring it about.
var ErrStuck = errors.New("nothing left in this world will ever complete it")

// Stuck reports whether nothing is left that could ever wake a client:
// only keys may still expire.
func (w *World) Stuck() bool {
	_, due := w.queue.next()
	timeout, blocked := w.engine.NextTimeout()
	return !(due && (w.awaited == nil || w.awaited())) && !(blocked && w.soon(timeout))
}

// New makes a world in which nothing has happened yet.
func New(o Options) *World {
	if o.Start.IsZero() {
		o.Start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if o.Trace == 0 {
		o.Trace = 200_000
	}
	w := &World{
		start: o.Start, link: o.Link, trace: NewTrace(o.Trace),
		live: map[int]*conn{}, byServer: map[*engine.Conn]*conn{},
		numbers: new(client.Numbers),
	}
	w.hooks = &hooks{w}
	w.seed(o.Seed)
	o.Engine.Now, o.Engine.Seed, o.Engine.Observer = o.Start, o.Seed, observer{w}
	w.engine = engine.New(o.Engine)
	return w
}

// Begin starts a new run: its clock is at 0, its trace empty, its numbers
// count from 1, its random choices follow from seed. What the last run left
// open is cut. Keys stay.
func (w *World) Begin(seed uint64, link Link) {
	for n := 1; n <= w.conns; n++ {
		w.Cut(n)
	}
	for _, c := range w.byServer {
		c.leave() // its client has hung up, which the engine was still to hear
	}
	for at, ok := w.queue.next(); ok && at <= w.now; at, ok = w.queue.next() {
		w.Step() // let the clients hear of it before the numbers restart
	}
	w.began, w.conns, w.link = w.now, 0, link
	w.numbers.Reset()
	w.unheard, w.onDial, w.down = nil, nil, false
	w.trace.Reset()
	w.seed(seed)
	w.engine.Seed(seed)
}

func (w *World) seed(seed uint64) { w.random = rand.New(rand.NewPCG(seed, 0x7265_7370_6c61_79)) }

// Engine is the world's Redis.
func (w *World) Engine() *engine.Engine { return w.engine }

// Restore takes the engine back to an image of [engine.Engine.Snapshot], and
// its clock with it. The world's own goes on.
func (w *World) Restore(image []byte) error {
	err := w.engine.Restore(image)
	if err == nil {
		w.behind = w.Now().Sub(w.engine.Now())
	}
	return err
}

// Trace is what happened since the run began.
func (w *World) Trace() *Trace { return w.trace }

// Elapsed is the virtual time since the run began.
func (w *World) Elapsed() time.Duration { return w.now - w.began }

// Now is the world's wall clock, see [client.Scheduler].
func (w *World) Now() time.Time { return w.start.Add(w.now) }

// SetLink changes how the network behaves from now on.
func (w *World) SetLink(l Link) {
	w.link = l
	w.emit(Event{Kind: LinkChanged, Text: l.String()})
}

// Cut breaks a connection at once, at both ends, as a pulled cable would.
// conn is its number in the trace; it reports whether there is such a
// connection.
func (w *World) Cut(conn int) bool {
	c := w.live[conn]
	if c != nil {
		c.cut(ErrReset)
	}
	return c != nil
}

// String is the link as its knobs show it.
func (l Link) String() string {
	text := "latency " + l.Latency.String() + ", jitter " + l.Jitter.String()
	if l.Bandwidth > 0 {
		text += ", bandwidth " + strconv.Itoa(l.Bandwidth) + " bytes/s"
	}
	return text
}

// delay is one draw of the jitter.
func (w *World) delay(jitter time.Duration) time.Duration {
	if jitter <= 0 {
		return 0
	}
	return time.Duration(w.random.Int64N(int64(jitter) + 1))
}

// Post runs fn soon, behind what is already due at this instant.
func (w *World) Post(fn func()) { w.queue.post(w.now, fn) }

// never is a time so far off that nobody waits for it. What is due beyond,
// such as a key's expiry in a thousand years, does not move the clock.
const never = 100 * 365 * 24 * time.Hour

// After runs fn once d of virtual time has passed.
func (w *World) After(d time.Duration, fn func()) client.Timer {
	if d >= never {
		return &timer{w, &event{pos: -1}}
	}
	return &timer{w, w.queue.add(w.now+max(d, 0), fn)}
}

// Watch is After for a timer that nobody waits for while idle says so, see
// [client.Watcher]: it alone does not keep the world from being stuck.
func (w *World) Watch(d time.Duration, idle func() bool, fn func()) client.Timer {
	w.awaited = w.somebodyWaits
	t := w.After(d, fn).(*timer)
	t.event.idle = idle
	return t
}

// somebodyWaits reports whether there is an event but for idle timers.
func (w *World) somebodyWaits() bool {
	if w.queue.posts() {
		return true
	}
	for _, e := range w.queue.heap {
		if e.idle == nil || !e.idle() {
			return true
		}
	}
	return false
}

type timer struct {
	world *World
	event *event
}

// Stop keeps the timer from firing, if it has not yet.
func (t *timer) Stop() { t.world.queue.remove(t.event) }

// Next returns the virtual time, since the run began, at which something
// happens next; ok is false when nothing ever will.
func (w *World) Next() (at time.Duration, ok bool) {
	at, ok = w.queue.next()
	if wake, wakes := w.engine.NextWake(); wakes && w.soon(wake) {
		if t := max(wake.Sub(w.start)+w.behind, w.now); !ok || t < at {
			at, ok = t, true
		}
	}
	return at - w.began, ok
}

// soon reports whether an instant of the engine's clock lies ahead that somebody may wait for.
func (w *World) soon(t time.Time) bool { return t.Add(w.behind).Sub(w.Now()) < never }

// Step moves the clock to what happens next and lets it happen. It returns
// false, and does nothing, when nothing ever will.
func (w *World) Step() bool {
	next, ok := w.Next()
	if ok {
		w.StepTo(next)
	}
	return ok
}

// StepTo is Step for who has asked [World.Next] already.
func (w *World) StepTo(next time.Duration) {
	w.moveTo(next + w.began)
	if at, ok := w.queue.next(); ok && at <= w.now {
		w.queue.pop()()
	}
}

// Advance lets everything of the next d happen, and moves the clock there.
func (w *World) Advance(d time.Duration) {
	end := w.Elapsed() + d
	for at, ok := w.Next(); ok && at <= end; at, ok = w.Next() {
		w.Step()
	}
	w.moveTo(end + w.began)
}

// moveTo sets the clock, and the engine's with it.
func (w *World) moveTo(now time.Duration) {
	w.now = max(w.now, now)
	w.engine.Advance(w.Now().Add(-w.behind))
}

// Wait runs the world until f is settled, see [client.Scheduler]. It returns
// [ErrStuck] when nothing is left that could bring it about.
func (w *World) Wait(ctx context.Context, f client.Awaited) error {
	for !f.Done() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if w.Stuck() {
			return ErrStuck
		}
		w.Step()
	}
	return nil
}

// emit adds an event to the trace, at this instant.
func (w *World) emit(e Event) {
	e.At = w.Elapsed()
	w.trace.Add(e)
}

// Note adds an event of the program's own to the trace, such as a task's start.
func (w *World) Note(kind Kind, task, name, text string) {
	w.emit(Event{Kind: kind, Task: task, Name: name, Text: text})
}
