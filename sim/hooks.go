// How clients and engine write the trace.

package sim

import (
	"context"
	"strings"
	"time"

	"resplay/client"
	"resplay/engine"
	"resplay/resp"
)

// Client makes a client of this world. Scheduler, Dialer and Numbers of o are
// the world's to set. Hooks of o take the place of those that write the trace,
// unless they are joined with [World.Hooks].
func (w *World) Client(o client.Options) *client.Client { return w.client(client.New, o) }

// BasicClient makes a client of this world as [client.NewBasic] does.
func (w *World) BasicClient(o client.Options) *client.Client { return w.client(client.NewBasic, o) }

func (w *World) client(make func(client.Options) *client.Client, o client.Options) *client.Client {
	d := &dialer{world: w}
	o.Scheduler, o.Dialer, o.Numbers = w, d, w.numbers
	if o.Hooks == nil {
		o.Hooks = w.Hooks()
	}
	c := make(o)
	d.client = c.Number()
	return c
}

// Hooks write what a client of this world does into the trace.
func (w *World) Hooks() client.Hooks { return w.hooks }

// dialer opens a client's connections, in its name.
type dialer struct {
	world  *World
	client int
}

func (d *dialer) Dial(addr string, h client.Handler) client.Transport {
	return d.world.dial(addr, h, d.client, "")
}

// hooks writes what a client does into the trace. What connections do is
// written by the network.
type hooks struct{ w *World }

// What the trace has from the network already, or has no use for. Embedding
// client.NoHooks would cost the page three times the bytes.
func (*hooks) FutureIn(context.Context, int)                {}
func (*hooks) Retrying(int, int, int, time.Duration, error) {}
func (*hooks) ConnDialed(int, int, string)                  {}
func (*hooks) ConnOpened(int, int)                          {}
func (*hooks) ConnClosed(int, int, error)                   {}
func (*hooks) CacheRead(int, int, bool)                     {}

func (h *hooks) FutureCreated(f, client int, task string, args []string) {
	name := ""
	if len(args) > 0 {
		name = strings.ToUpper(args[0])
	}
	h.w.emit(Event{Kind: FutureCreated, Future: f, Client: client, Task: task, Name: name, Text: commandLine(args)})
}

func (h *hooks) FutureSent(f, conn int, request []byte) {
	h.w.emit(Event{Kind: FutureSent, Future: f, Conn: conn, Data: request})
}

func (h *hooks) FutureSettled(f int, v resp.Value, err error) {
	if err != nil {
		h.w.emit(Event{Kind: FutureRejected, Future: f, Name: client.ErrorKind(err), Text: err.Error()})
		return
	}
	e := Event{Kind: FutureResolved, Future: f}
	if v.Kind != 0 { // a step that is no command, such as acquire, has no reply
		e.Text, e.Data = brief(v), h.w.encoded(v)
	}
	h.w.emit(e)
}

// encoded is v as RESP, until the next event.
func (w *World) encoded(v resp.Value) []byte {
	w.room = resp.Append(w.room[:0], v)
	return w.room
}

func (h *hooks) FutureCancelled(f int) { h.w.emit(Event{Kind: FutureCancelled, Future: f}) }

func (h *hooks) ReplyDropped(f, conn int, v resp.Value) {
	h.w.emit(Event{Kind: ReplyDropped, Future: f, Conn: conn, Data: h.w.encoded(v)})
}

func (h *hooks) PoolWaiting(client, f int) {
	h.w.emit(Event{Kind: PoolWaiting, Client: client, Future: f})
}

func (h *hooks) PoolAcquired(client, conn, f int) {
	h.w.emit(Event{Kind: PoolAcquired, Client: client, Conn: conn, Future: f})
}

func (h *hooks) PoolReleased(client, conn int) {
	h.w.emit(Event{Kind: PoolReleased, Client: client, Conn: conn})
}

func (h *hooks) Pushed(conn int, v resp.Value) {
	h.w.emit(Event{Kind: Pushed, Conn: conn, Text: brief(v), Data: h.w.encoded(v)})
}

func (h *hooks) WatchFailed(conn, f int) {
	h.w.emit(Event{Kind: WatchFailed, Conn: conn, Future: f})
}

// briefBytes is how much of a printed value or command line an event holds.
const briefBytes = 400

// brief prints a value as redis-cli does, up to a length that an event holds.
func brief(v resp.Value) string {
	room := briefBytes
	s := resp.Print(excerpt(v, &room))
	return s[:min(len(s), briefBytes)]
}

// excerpt is the beginning of a value, as far as there is room: a long reply
// would otherwise be printed whole.
func excerpt(v resp.Value, room *int) resp.Value {
	v.Str = v.Str[:min(len(v.Str), max(*room, 0))]
	*room -= len(v.Str) + 4 // its mark and its line end
	elems := v.Elems
	v.Elems = nil
	for _, e := range elems {
		if *room <= 0 && len(v.Elems)%2 == 0 { // a map's value stays with its key
			break
		}
		v.Elems = append(v.Elems, excerpt(e, room))
	}
	return v
}

// observer writes what the engine does into the trace.
type observer struct{ w *World }

// number is the trace's number of an engine's connection; 0 for the engine itself.
func (o observer) number(c *engine.Conn) int {
	if link := o.w.byServer[c]; link != nil {
		return link.number
	}
	return 0
}

func (o observer) Executed(c *engine.Conn, args []string, reply []byte) {
	o.w.emit(Event{Kind: Executed, Conn: o.number(c), Name: strings.ToUpper(args[0]), Text: commandLine(args), Data: reply})
}

// commandLine is a command as typed, up to a length that an event holds.
func commandLine(args []string) string {
	line := make([]string, 0, 8)
	for room := briefBytes; len(args) > 0 && room > 0; args = args[1:] {
		arg := args[0][:min(len(args[0]), room)]
		line, room = append(line, arg), room-len(arg)-1
	}
	return resp.JoinLine(line)
}

func (o observer) Blocked(c *engine.Conn, keys []string) {
	o.w.emit(Event{Kind: Blocked, Conn: o.number(c), Text: resp.JoinLine(keys)})
	if o.w.OnBlocked != nil {
		o.w.OnBlocked(o.number(c))
	}
}

func (o observer) Unblocked(c *engine.Conn) {
	o.w.emit(Event{Kind: Unblocked, Conn: o.number(c)})
}

func (o observer) KeyChanged(c *engine.Conn, db int, key, event string) {
	state, ok := o.w.engine.Describe(db, key)
	if !ok {
		state = engine.KeyState{DB: db, Key: key, Type: "none", Value: resp.Null()}
	}
	o.w.room = state.Append(o.w.room[:0])
	o.w.emit(Event{Kind: KeyChanged, Conn: o.number(c), Name: event, Text: key, Data: o.w.room})
}

func (o observer) WatchDirtied(c *engine.Conn, db int, key string) {
	o.w.emit(Event{Kind: WatchDirtied, Conn: o.number(c), Text: key})
}

func (o observer) Published(c *engine.Conn, channel, message string, receivers int) {
	o.w.emit(Event{Kind: Published, Conn: o.number(c), Name: channel, Text: message})
}
