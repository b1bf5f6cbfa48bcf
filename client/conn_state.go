// What the commands on a connection have done to it: transaction, watched
// keys, database, subscriptions.

package client

import (
	"strconv"
	"strings"

	"resplay/resp"
)

// connState follows a connection by the commands sent on it, so that it can
// be given back as it was borrowed, and by their replies, so that messages
// are told apart from replies. The zero value is a connection without a past.
type connState struct {
	multi    bool // MULTI was sent, and nothing that ends it
	watching bool // WATCH was sent, and nothing that ends it
	selected bool // SELECT was sent
	altered  bool // something was sent that nothing undoes

	db       int  // as confirmed by the server
	queuedDB int  // what SELECT inside of MULTI will make of db at EXEC
	queued   bool // queuedDB counts

	subscribed map[string]map[string]bool // command (SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE): its names, as of the last command sent
	listening  bool                       // RESP2 only: messages may come, in the shape of replies
	sharded    bool                       // RESP2 only: those of shard channels may, which the server counts apart
	confirms   []unconfirmed              // of the subscription commands that have no reply yet, in order
	monitoring bool                       // MONITOR was confirmed: lines may come, in the shape of replies
}

// unconfirmed is what is missing to confirm a subscription.
type unconfirmed struct {
	call    *call
	missing int // messages
}

// confirming is what is missing to confirm the subscription command q, whose
// turn it is; nil when it is none.
func (s *connState) confirming(q *call) *unconfirmed {
	if q == nil || len(s.confirms) == 0 || s.confirms[0].call != q {
		return nil
	}
	return &s.confirms[0]
}

// sent follows a command that goes out.
func (s *connState) sent(q *call) {
	if n := s.follow(q.effect, q.args()); n > 0 {
		s.confirms = append(s.confirms, unconfirmed{q, n})
	}
}

// follow returns how many confirmations will come of SUBSCRIBE and its kin.
func (s *connState) follow(e effect, args []string) (confirms int) {
	switch e {
	case multi:
		s.multi = true
	case endMulti:
		s.multi, s.watching = false, false
	case watch:
		s.watching = true
	case unwatch:
		s.watching = false
	case selects:
		s.selected = true
	case subscribes:
		s.altered = true
		return s.subscribe(commandName(args), args[1:])
	case unsubscribes:
		return s.unsubscribe(strings.Replace(commandName(args), "UNSUB", "SUB", 1), args[1:])
	case monitors, alters, quits:
		s.altered = true
	}
	return 0
}

func (s *connState) subscribe(command string, names []string) (confirms int) {
	if s.subscribed == nil {
		s.subscribed = map[string]map[string]bool{}
	}
	if s.subscribed[command] == nil {
		s.subscribed[command] = map[string]bool{}
	}
	for _, name := range names {
		s.subscribed[command][name] = true
	}
	return len(names)
}

// unsubscribe without names ends all subscriptions of a kind, which the server
// confirms one by one, or once when there are none.
func (s *connState) unsubscribe(command string, names []string) (confirms int) {
	before := s.subscribed[command]
	if len(names) == 0 {
		delete(s.subscribed, command)
		return max(1, len(before))
	}
	for _, name := range names {
		delete(before, name)
	}
	return len(names)
}

// answered follows the reply to a command.
func (s *connState) answered(q *call, v *resp.Value) {
	if s.confirming(q) != nil {
		s.confirms = s.confirms[1:]
	}
	switch q.effect {
	case selects:
		s.selectAnswered(q.args(), *v)
	case endMulti:
		if s.queued && v.Kind == resp.KindArray && !v.Null {
			s.db = s.queuedDB
		}
		s.queued = false
	case monitors:
		s.monitoring = v.Err() == nil
	}
}

func (s *connState) selectAnswered(args []string, v resp.Value) {
	if v.Kind != resp.KindSimple || len(args) != 2 {
		return
	}
	db, err := strconv.Atoi(args[1])
	switch {
	case err != nil:
	case v.Str == "QUEUED":
		s.queuedDB, s.queued = db, true
	default:
		s.db = db
	}
}

// asPush reports whether v is a push message, and makes it one in form. RESP2
// has no type for them, so they are known by their first word, and only where
// they may come. head is the call whose reply is due, or nil.
func (s *connState) asPush(v *resp.Value, head *call) bool {
	switch {
	case v.Kind == resp.KindPush:
		return true
	case v.Kind == resp.KindSimple:
		// A line of MONITOR begins with its time; no reply does.
		return s.monitoring && v.Str != "" && v.Str[0] >= '0' && v.Str[0] <= '9'
	case v.Kind != resp.KindArray || len(v.Elems) < 3:
		return false
	}
	switch {
	case s.confirming(head) != nil && confirms(v, head):
		if kind := v.Elems[0].Str; kind == "ssubscribe" || kind == "sunsubscribe" {
			s.sharded = v.Elems[2].Int > 0
		} else {
			s.listening = v.Elems[2].Int > 0
		}
	case (s.listening || s.sharded) && isMessage(v.Elems[0].Str):
	default:
		return false
	}
	v.Kind = resp.KindPush
	return true
}

// confirms reports whether a message confirms the subscription command q.
func confirms(message *resp.Value, q *call) bool {
	return len(message.Elems) == 3 && message.Elems[2].Kind == resp.KindInteger &&
		strings.EqualFold(message.Elems[0].Str, q.args()[0])
}

func isMessage(kind string) bool {
	return kind == "message" || kind == "pmessage" || kind == "smessage"
}

// cleanup returns the commands after which the connection is as it was
// borrowed, in database db; ok is false when nothing can do that.
func (s *connState) cleanup(db int) (commands [][]string, ok bool) {
	if s.altered {
		return nil, false
	}
	if s.multi {
		commands = append(commands, []string{"DISCARD"}) // which unwatches as well
	} else if s.watching {
		commands = append(commands, []string{"UNWATCH"})
	}
	if s.selected {
		commands = append(commands, []string{"SELECT", strconv.Itoa(db)})
	}
	return commands, true
}
