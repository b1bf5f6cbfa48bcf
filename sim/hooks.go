// How clients and engine write the trace.

package sim

import (
	"strings"

	"resplay/client"
	"resplay/engine"
	"resplay/resp"
)

// Client makes a client of this world. Scheduler, Dialer, Hooks and Numbers
// of o are the world's to set.
func (w *World) Client(o client.Options) *client.Client {
	o.Scheduler, o.Dialer, o.Hooks, o.Numbers = w, w, hooks{w}, w.numbers
	return client.New(o)
}

// hooks writes what a client does into the trace.
type hooks struct{ w *World }

func (h hooks) FutureCreated(f, client int, task string, args []string) {
	name := ""
	if len(args) > 0 {
		name = strings.ToUpper(args[0])
	}
	h.w.emit(Event{Kind: FutureCreated, Future: f, Client: client, Task: task, Name: name, Text: commandLine(args)})
}

func (h hooks) FutureSent(f, conn int, request []byte) {
	h.w.emit(Event{Kind: FutureSent, Future: f, Conn: conn, Data: request})
}

func (h hooks) FutureSettled(f int, v resp.Value, err error) {
	if err != nil {
		h.w.emit(Event{Kind: FutureRejected, Future: f, Name: client.ErrorKind(err), Text: err.Error()})
		return
	}
	e := Event{Kind: FutureResolved, Future: f}
	if v.Kind != 0 { // a step that is no command, such as acquire, has no reply
		e.Text, e.Data = brief(v), resp.Append(nil, v)
	}
	h.w.emit(e)
}

func (h hooks) FutureCancelled(f int) { h.w.emit(Event{Kind: FutureCancelled, Future: f}) }

func (h hooks) ReplyDropped(f, conn int, v resp.Value) {
	h.w.emit(Event{Kind: ReplyDropped, Future: f, Conn: conn, Data: resp.Append(nil, v)})
}

func (h hooks) PoolWaiting(client, f int) {
	h.w.emit(Event{Kind: PoolWaiting, Client: client, Future: f})
}

func (h hooks) PoolAcquired(client, conn, f int) {
	h.w.emit(Event{Kind: PoolAcquired, Client: client, Conn: conn, Future: f})
}

func (h hooks) PoolReleased(client, conn int) {
	h.w.emit(Event{Kind: PoolReleased, Client: client, Conn: conn})
}

func (h hooks) Pushed(conn int, v resp.Value) {
	h.w.emit(Event{Kind: Pushed, Conn: conn, Text: brief(v), Data: resp.Append(nil, v)})
}

func (h hooks) WatchFailed(conn, f int) {
	h.w.emit(Event{Kind: WatchFailed, Conn: conn, Future: f})
}

// brief prints a value as redis-cli does, up to a length that an event holds.
func brief(v resp.Value) string {
	const most = 400
	if len(v.Elems) > 16 {
		v.Elems = v.Elems[:16]
	}
	if len(v.Str) > most {
		v.Str = v.Str[:most]
	}
	s := resp.Print(v)
	if len(s) > most {
		return s[:most]
	}
	return s
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
	const most = 400
	line := make([]string, 0, len(args))
	for room := most; len(args) > 0 && room > 0; args = args[1:] {
		arg := args[0][:min(len(args[0]), room)]
		line, room = append(line, arg), room-len(arg)
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
	o.w.emit(Event{Kind: KeyChanged, Conn: o.number(c), Name: event, Text: key, Data: state.Append(nil)})
}

func (o observer) WatchDirtied(c *engine.Conn, db int, key string) {
	o.w.emit(Event{Kind: WatchDirtied, Conn: o.number(c), Text: key})
}

func (o observer) Published(c *engine.Conn, channel, message string, receivers int) {
	o.w.emit(Event{Kind: Published, Conn: o.number(c), Name: channel, Text: message})
}
