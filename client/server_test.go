// The tests' server: a little of Redis, enough to see the client's side of it.

package client

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// server is data that connections share. Its method serve is a world's serve.
type server struct {
	data     map[string]string
	lists    map[string][]string
	changes  map[string]int // how often a key was written
	blocked  []*guest       // in BLPOP, oldest first
	guests   []*guest
	password string
	old      bool // knows no HELLO, nor CLIENT SETINFO
	executed []string
}

// guest is a connection as the server sees it.
type guest struct {
	wire     *wire
	in       bool // authenticated
	queue    [][]string
	multi    bool
	broken   bool           // a queued command was refused
	watched  map[string]int // key: changes when it was watched
	channels []string
	waitsFor string     // list, while blocked
	later    [][]string // what came while blocked
}

func newServer() *server {
	return &server{data: map[string]string{}, lists: map[string][]string{}, changes: map[string]int{}}
}

func (s *server) serve(w *wire, args []string) string {
	g, ok := w.data.(*guest)
	if !ok {
		g = &guest{wire: w, watched: map[string]int{}, in: s.password == ""}
		w.data = g
		s.guests = append(s.guests, g)
	}
	if g.waitsFor != "" {
		g.later = append(g.later, args)
		return ""
	}
	s.executed = append(s.executed, resp.JoinLine(args))
	v, ok := s.run(g, args)
	if !ok {
		return ""
	}
	return g.encode(v)
}

func (g *guest) encode(v resp.Value) string { return string(resp.AppendReply(nil, v, g.wire.proto)) }

// run returns the reply to a command; ok is false when there is none, or not now.
func (s *server) run(g *guest, args []string) (v resp.Value, ok bool) {
	name := strings.ToUpper(args[0])
	if !g.in && name != "AUTH" && name != "HELLO" {
		return resp.Fail("NOAUTH Authentication required."), true
	}
	if g.multi && name != "EXEC" && name != "DISCARD" && name != "MULTI" {
		if name == "NOSUCH" {
			g.broken = true
			return resp.Fail("ERR unknown command 'NOSUCH'"), true
		}
		g.queue = append(g.queue, args)
		return resp.Simple("QUEUED"), true
	}
	switch name {
	case "HELLO", "AUTH", "SELECT", "CLIENT":
		return s.greet(g, name, args), true
	case "MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH":
		return s.transact(g, name, args), true
	case "SUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "PUBLISH":
		return s.publish(g, name, args)
	case "BLPOP":
		return s.blpop(g, args)
	}
	return s.plain(name, args), true
}

func (s *server) greet(g *guest, name string, args []string) resp.Value {
	switch name {
	case "HELLO":
		if s.old {
			return resp.Fail("ERR unknown command `HELLO`, with args beginning with: `" + strings.Join(args[1:], "`, `") + "`, ")
		}
		if i := slices.Index(args, "AUTH"); i > 0 {
			g.in = args[i+2] == s.password
		}
		if !g.in {
			return resp.Fail("WRONGPASS invalid username-password pair or user is disabled.")
		}
		g.wire.proto = 3
		return resp.Map(resp.Bulk("server"), resp.Bulk("redis"), resp.Bulk("proto"), resp.Integer(3))
	case "AUTH":
		g.in = args[len(args)-1] == s.password
		if !g.in {
			return resp.Fail("WRONGPASS invalid username-password pair or user is disabled.")
		}
	case "CLIENT":
		if s.old && args[1] == "SETINFO" {
			return resp.Fail("ERR Unknown subcommand or wrong number of arguments for 'SETINFO'. Try CLIENT HELP")
		}
	case "SELECT":
		if n, err := strconv.Atoi(args[1]); err != nil || n > 15 {
			return resp.Fail("ERR DB index is out of range")
		}
	}
	return resp.OK()
}

func (s *server) transact(g *guest, name string, args []string) resp.Value {
	switch name {
	case "WATCH":
		for _, key := range args[1:] {
			g.watched[key] = s.changes[key]
		}
		return resp.OK()
	case "UNWATCH":
		clear(g.watched)
		return resp.OK()
	case "MULTI":
		if g.multi {
			return resp.Fail("ERR MULTI calls can not be nested")
		}
		g.multi = true
		return resp.OK()
	}
	if !g.multi {
		return resp.Fail("ERR " + name + " without MULTI")
	}
	queue, broken, clean := g.queue, g.broken, s.unchanged(g)
	g.multi, g.broken, g.queue = false, false, nil
	clear(g.watched)
	switch {
	case name == "DISCARD":
		return resp.OK()
	case broken:
		return resp.Fail("EXECABORT Transaction discarded because of previous errors.")
	case !clean:
		return resp.NullArray()
	}
	var replies []resp.Value
	for _, args := range queue {
		v, _ := s.run(g, args)
		replies = append(replies, v)
	}
	return resp.Array(replies...)
}

func (s *server) unchanged(g *guest) bool {
	for key, changes := range g.watched {
		if s.changes[key] != changes {
			return false
		}
	}
	return true
}

func (s *server) publish(g *guest, name string, args []string) (resp.Value, bool) {
	if name == "PUBLISH" {
		n := int64(0)
		for _, other := range s.guests {
			if !other.wire.ended && slices.Contains(other.channels, args[1]) {
				other.wire.send(other.encode(resp.Push(resp.Bulk("message"), resp.Bulk(args[1]), resp.Bulk(args[2]))))
				n++
			}
		}
		return resp.Integer(n), true
	}
	names := args[1:]
	if strings.Contains(name, "UNSUB") && len(names) == 0 {
		names = slices.Clone(g.channels)
	}
	for _, channel := range names {
		g.channels = slices.DeleteFunc(g.channels, func(c string) bool { return c == channel })
		if !strings.Contains(name, "UNSUB") {
			g.channels = append(g.channels, channel)
		}
		g.wire.send(g.encode(resp.Push(resp.Bulk(strings.ToLower(name)), resp.Bulk(channel), resp.Integer(int64(len(g.channels))))))
	}
	return resp.Value{}, false
}

func (s *server) blpop(g *guest, args []string) (resp.Value, bool) {
	key := args[1]
	if list := s.lists[key]; len(list) > 0 {
		s.lists[key] = list[1:]
		return resp.Bulks(key, list[0]), true
	}
	g.waitsFor = key
	s.blocked = append(s.blocked, g)
	if seconds, _ := strconv.ParseFloat(args[2], 64); seconds > 0 {
		g.wire.world.After(time.Duration(seconds*float64(time.Second)), func() {
			if i := slices.Index(s.blocked, g); i >= 0 {
				s.unblock(i, resp.NullArray())
			}
		})
	}
	return resp.Value{}, false
}

// unblock answers who is blocked, and then what it has sent since.
func (s *server) unblock(i int, v resp.Value) {
	g := s.blocked[i]
	s.blocked = slices.Delete(s.blocked, i, i+1)
	g.wire.send(g.encode(v))
	later := g.later
	g.waitsFor, g.later = "", nil
	for _, args := range later {
		g.wire.send(s.serve(g.wire, args))
	}
}

func (s *server) push(key, value string) resp.Value {
	for i, g := range s.blocked {
		if g.waitsFor == key && !g.wire.ended && !g.wire.hungUp {
			s.unblock(i, resp.Bulks(key, value))
			return resp.Integer(1)
		}
	}
	s.lists[key] = append(s.lists[key], value)
	return resp.Integer(int64(len(s.lists[key])))
}

func (s *server) plain(name string, args []string) resp.Value {
	switch name {
	case "GET":
		if v, ok := s.data[args[1]]; ok {
			return resp.Bulk(v)
		}
		return resp.Null()
	case "SET":
		s.data[args[1]] = args[2]
		s.changes[args[1]]++
		return resp.OK()
	case "INCR":
		n, err := strconv.ParseInt("0"+s.data[args[1]], 10, 64)
		if err != nil {
			return resp.Fail("ERR value is not an integer or out of range")
		}
		s.data[args[1]] = strconv.FormatInt(n+1, 10)
		s.changes[args[1]]++
		return resp.Integer(n + 1)
	case "RPUSH":
		return s.push(args[1], args[2])
	case "ECHO":
		return resp.Bulk(args[1])
	}
	return resp.Fail("ERR unknown command '" + args[0] + "'")
}
