// The messages that a session understands, and how they are read.

package session

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"resplay/resp"
	"resplay/sim"
)

// op is one kind of message: what it is called with, and what it does. An
// error is told to the session, on the message's future where it has one.
type op struct {
	synopsis string
	least    int  // fewest arguments
	future   bool // the first argument is a future's number
	do       func(s *Session, a args) error
}

// ops are the messages that a session understands. f, h, c and s are numbers
// of the session's own choosing: of a future, a client, a dedicated
// connection (which may stand where h does) and a raw stream. It is no map:
// the page's module would fill that with code, at its start.
var ops = []op{
	{"CLIENT f h [key value ...]", 2, true, (*Session).openClient},
	{"CALL f h task command [argument ...]", 4, true, (*Session).call},
	{"PIPE f h task transaction commands", 5, true, (*Session).pipe},
	{"ACQUIRE f h c task", 4, true, (*Session).acquire},
	{"RELEASE c", 1, false, (*Session).release},
	{"DISCONNECT f h", 2, true, (*Session).disconnect},
	{"CANCEL f", 1, false, (*Session).cancel},
	{"DIAL f s host port", 4, true, (*Session).dial},
	{"WRITE s bytes", 2, false, (*Session).write},
	{"EOF s", 1, false, (*Session).hangUp},
	{"ABORT s", 1, false, (*Session).abort},
	{"TASK task event text [lane|loop]", 3, false, (*Session).noteTask},
	{"PRINT task stream text", 3, false, (*Session).notePrint},
	{"LINK latency jitter bandwidth", 3, false, (*Session).setLink},
	{"CUT connection", 1, false, (*Session).cut},
	{"ADVANCE f nanoseconds", 2, true, (*Session).advance},
	{"KEYS f db pattern", 3, true, (*Session).keys},
	{"SUMMARY f", 1, true, (*Session).summary},
	{"SNAPSHOT f", 1, true, (*Session).snapshot},
	{"RESTORE f image", 2, true, (*Session).restore},
	{"CLI f program", 2, true, (*Session).runScript},
	{"BEGIN seed latency jitter bandwidth horizon", 5, false, (*Session).begin},
	{"WAIT deadline", 1, false, (*Session).waitFor},
	{"BUSY", 0, false, (*Session).sayBusy},
	{"END", 0, false, (*Session).sayEnd},
}

// Extend adds a message that a host of the page understands besides the
// others. do gets the arguments behind the future's number.
func (h *Host) Extend(synopsis string, least int, do func(args []string) (resp.Value, error)) {
	h.extra = append(h.extra, op{synopsis, least, true, func(s *Session, a args) error {
		v, err := do(a[1:])
		if err != nil {
			return err
		}
		s.resolve(a.future(), v)
		return nil
	}})
}

// find returns the message of a name, or nil.
func find(ops []op, name string) *op {
	for i := range ops {
		if ops[i].name() == name {
			return &ops[i]
		}
	}
	return nil
}

// name is the first word of how a message is put.
func (o *op) name() string {
	name, _, _ := strings.Cut(o.synopsis, " ")
	return name
}

// obey runs every message of a batch.
func (s *Session) obey(batch []byte) {
	r := resp.NewReader(resp.Limits{})
	r.Feed(batch)
	for {
		message, ok, err := r.NextCommand()
		if err != nil {
			s.deliver(resp.Bulk("bad"), resp.Bulk("a batch is a row of RESP arrays of bulk strings: "+err.Error()))
			s.computing = false
			return
		}
		if !ok {
			break
		}
		s.obeyOne(message)
	}
	if s.computing && !s.busy {
		s.deliver(resp.Bulk("bad"), resp.Bulk("a batch must end in WAIT, BUSY or END"))
	}
	s.computing = s.computing && s.number != Page
	s.busy = false
}

func (s *Session) obeyOne(message []string) {
	name, a := message[0], args(message[1:])
	o := find(ops, name)
	if o == nil {
		o = find(s.host.extra, name)
	}
	if o == nil && s.host.Elsewhere != nil {
		o = &op{future: true, do: (*Session).askElsewhere}
	}
	if o == nil {
		s.deliver(resp.Bulk("bad"), resp.Bulk("unknown message "+resp.Quote(name)+"; known are "+s.host.names()))
		return
	}
	err := a.check(o)
	if err == nil {
		err = o.do(s, a)
	}
	switch {
	case err == nil:
	case o.future && len(a) > 0 && isNumber(a[0]):
		s.reject(a.future(), err)
	default:
		s.deliver(resp.Bulk("bad"), resp.Bulk(name+": "+err.Error()))
	}
}

// askElsewhere answers a message that another build may know.
func (s *Session) askElsewhere(args) error { return s.host.Elsewhere() }

// names lists the messages a host understands.
func (h *Host) names() string {
	var names []string
	for _, list := range [][]op{ops, h.extra} {
		for i := range list {
			names = append(names, list[i].name())
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// args are what stands behind a message's name.
type args []string

// usage is an error in how a message was put, see [client.ErrorKind].
func usage(text string) error { return errors.New(text) }

func (a args) check(o *op) error {
	if len(a) < o.least {
		return usage("wrong number of arguments, want " + o.synopsis)
	}
	if o.future && !isNumber(a[0]) {
		return usage("the future's number is " + resp.Quote(a[0]) + ", want a whole number: " + o.synopsis)
	}
	return nil
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// future is the number of the message's future, which check has seen.
func (a args) future() int {
	n, _ := strconv.Atoi(a[0])
	return n
}

// number reads argument i, called what in the synopsis.
func (a args) number(i int, what string) (int, error) {
	n, err := strconv.Atoi(a[i])
	if err != nil {
		return 0, usage(what + " is " + resp.Quote(a[i]) + ", want a whole number")
	}
	return n, nil
}

// duration reads argument i as in 10ms, 1.5s or 0.
func (a args) duration(i int, what string) (time.Duration, error) {
	d, err := time.ParseDuration(a[i])
	if err != nil || d < 0 {
		return 0, usage(what + " is " + resp.Quote(a[i]) + `, want a time such as "10ms" or "1.5s"`)
	}
	return d, nil
}

// nanoseconds reads argument i, a number of nanoseconds; one too large is the
// largest there is.
func (a args) nanoseconds(i int, what string) (time.Duration, error) {
	n, err := strconv.ParseInt(a[i], 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, usage(what + " is " + resp.Quote(a[i]) + ", want whole nanoseconds")
	}
	return time.Duration(n), nil
}

// link reads latency, jitter and bandwidth from argument i on.
func (a args) link(i int) (sim.Link, error) {
	latency, err1 := a.duration(i, "latency")
	jitter, err2 := a.duration(i+1, "jitter")
	bandwidth, err3 := a.number(i+2, "bandwidth")
	if bandwidth < 0 {
		err3 = usage("bandwidth is negative, want bytes a second, or 0 for no limit")
	}
	return sim.Link{Latency: latency, Jitter: jitter, Bandwidth: bandwidth}, errors.Join(err1, err2, err3)
}

func (s *Session) begin(a args) error {
	seed, err := strconv.ParseUint(a[0], 10, 64)
	if err != nil {
		return usage("seed is " + resp.Quote(a[0]) + ", want a whole number from 0")
	}
	link, err := a.link(1)
	if err != nil {
		return err
	}
	step, err := a.nanoseconds(4, "horizon")
	if err != nil {
		return err
	}
	if step <= 0 {
		step = DefaultHorizon
	}
	s.host.World.Begin(seed, link)
	s.host.step, s.host.horizon, s.host.events = step, step, HeldEvents
	return nil
}

func (s *Session) waitFor(a args) error {
	deadline, err := a.nanoseconds(0, "deadline")
	if err != nil {
		return err
	}
	s.wait(deadline)
	return nil
}

// sayBusy keeps the turn: the batch only tells what the program has done so
// far, as when it computes for long and has printed something.
func (s *Session) sayBusy(args) error {
	s.busy = true
	return nil
}

func (s *Session) sayEnd(args) error {
	s.end()
	return nil
}

func (s *Session) setLink(a args) error {
	link, err := a.link(0)
	if err == nil {
		s.host.World.SetLink(link)
	}
	return err
}

// cut breaks a connection, by its number in the trace.
func (s *Session) cut(a args) error {
	n, err := a.number(0, "connection")
	if err == nil && !s.host.World.Cut(n) {
		err = usage("no open connection has number " + a[0])
	}
	return err
}

func (s *Session) noteTask(a args) error {
	var kind sim.Kind
	switch a[1] {
	case "started":
		kind = sim.TaskStarted
	case "waiting":
		kind = sim.TaskWaiting
	case "ended":
		kind = sim.TaskEnded
	default:
		return usage("event is " + resp.Quote(a[1]) + ", want started, waiting or ended")
	}
	name := ""
	if len(a) > 3 { // what it is about, if not the task alone: a lane beside it, or the loop that it holds up
		name = a[3]
	}
	s.host.World.Note(kind, a[0], name, a[2])
	return nil
}

func (s *Session) notePrint(a args) error {
	s.host.World.Note(sim.Printed, a[0], a[1], a[2])
	return nil
}

// maxAdvance is how far a page may move the clock at once.
const maxAdvance = 10 * 365 * 24 * time.Hour

func (s *Session) advance(a args) error {
	d, err := a.nanoseconds(1, "time")
	if err != nil {
		return err
	}
	if d > maxAdvance {
		return usage("time is " + d.String() + ", want at most " + maxAdvance.String())
	}
	f := a.future()
	s.host.World.After(d, func() { s.resolve(f, resp.OK()) })
	return nil
}
