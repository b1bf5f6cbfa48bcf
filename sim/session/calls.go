package session

import (
	"strconv"
	"strings"
	"time"

	"resplay/client"
	"resplay/resp"
)

// caller is what commands are called on: a client or a dedicated connection.
type caller interface {
	Do(args ...string) *client.Future[resp.Value]
}

// pipeline returns an empty pipeline of on.
func pipeline(on caller, transaction bool) *client.Pipeline {
	switch on := on.(type) {
	case *client.Lease:
		return on.Pipeline(transaction)
	case *client.Client:
		if transaction {
			return on.TxPipeline()
		}
		return on.Pipeline()
	}
	panic("session: a caller is a client or a dedicated connection")
}

// openClient makes a client. Nothing is dialed before its first command.
func (s *Session) openClient(a args) error {
	h, err := a.number(1, "client")
	if err != nil {
		return err
	}
	if s.clients[h] != nil || s.leases[h] != nil {
		return usage("number " + a[1] + " is taken; choose another")
	}
	o, err := clientOptions(a[2:])
	if err != nil {
		return err
	}
	o.Task = func() string { return s.host.task }
	s.clients[h] = s.host.World.Client(o)
	s.resolve(a.future(), resp.OK())
	return nil
}

// clientOptions reads CLIENT's keys and values. A URL comes first, whatever
// its place, so that the other keys refine it.
func clientOptions(pairs []string) (client.Options, error) {
	if len(pairs)%2 != 0 {
		return client.Options{}, usage("options come as key and value, but " + resp.Quote(pairs[len(pairs)-1]) + " has no value")
	}
	o := client.Options{Protocol: 3}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] != "url" {
			continue
		}
		parsed, err := client.ParseURL(pairs[i+1])
		if err != nil {
			return o, err
		}
		o = parsed
	}
	host, port := "localhost", "6379"
	if i := strings.LastIndexByte(o.Addr, ':'); i >= 0 {
		host, port = o.Addr[:i], o.Addr[i+1:]
	}
	for i := 0; i < len(pairs); i += 2 {
		var err error
		switch key, value := pairs[i], pairs[i+1]; key {
		case "url":
		case "host":
			host = value
		case "port":
			port = value
		default:
			err = setOption(&o, key, value)
		}
		if err != nil {
			return o, err
		}
	}
	o.Addr = host + ":" + port
	return o, nil
}

// optionKeys are the keys that setOption knows, for its error.
const optionKeys = "url host port db username password protocol name max min mode wait connect-timeout command-timeout"

func setOption(o *client.Options, key, value string) error {
	number := func(target *int) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return usage(key + " is " + resp.Quote(value) + ", want a whole number from 0")
		}
		*target = n
		return nil
	}
	milliseconds := func(target *time.Duration) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < -1 {
			return usage(key + " is " + resp.Quote(value) + ", want milliseconds, or -1 for ever")
		}
		*target = time.Duration(n) * time.Millisecond
		return nil
	}
	switch key {
	case "db":
		return number(&o.DB)
	case "username":
		o.Username = value
	case "password":
		o.Password = value
	case "name":
		o.ClientName = value
	case "protocol":
		return number(&o.Protocol)
	case "max":
		return number(&o.Pool.Max)
	case "min":
		return number(&o.Pool.Min)
	case "wait":
		return milliseconds(&o.Pool.Wait)
	case "connect-timeout":
		return milliseconds(&o.ConnectTimeout)
	case "command-timeout":
		return milliseconds(&o.CommandTimeout)
	case "mode":
		return setMode(o, value)
	default:
		return usage("unknown option " + resp.Quote(key) + "; known are " + optionKeys)
	}
	return nil
}

func setMode(o *client.Options, value string) error {
	switch value {
	case "percall":
		o.Mode = client.PerCall
	case "shared":
		o.Mode = client.Shared
	default:
		return usage("mode is " + resp.Quote(value) + ", want percall or shared")
	}
	return nil
}

// caller returns the client or dedicated connection that argument i names.
func (s *Session) caller(a args, i int) (caller, error) {
	n, err := a.number(i, "client")
	if err != nil {
		return nil, err
	}
	if lease := s.leases[n]; lease != nil {
		return lease, nil
	}
	if c := s.clients[n]; c != nil {
		return c, nil
	}
	return nil, usage("no client or connection has number " + a[i])
}

// as runs fn with the task named, so that its futures carry the name.
func (h *Host) as(task string, fn func()) {
	h.task = task
	fn()
	h.task = ""
}

func (s *Session) call(a args) error {
	on, err := s.caller(a, 1)
	if err != nil {
		return err
	}
	s.host.as(a[2], func() { settle(s, a.future(), on.Do(a[3:]...), same) })
	return nil
}

// pipe sends many commands at once; its result is their replies, errors
// among them as error values.
func (s *Session) pipe(a args) error {
	on, err := s.caller(a, 1)
	if err != nil {
		return err
	}
	commands, err := splitCommands(a[4])
	if err != nil {
		return err
	}
	s.host.as(a[2], func() {
		p := pipeline(on, a[3] == "1")
		for _, command := range commands {
			p.Do(command...)
		}
		settle(s, a.future(), p.Exec(), func(replies []resp.Value) resp.Value { return resp.Array(replies...) })
	})
	return nil
}

// splitCommands decodes a row of encoded commands.
func splitCommands(encoded string) ([][]string, error) {
	r := resp.NewReader(resp.Limits{})
	r.Feed([]byte(encoded))
	var commands [][]string
	for {
		command, ok, err := r.NextCommand()
		if err != nil {
			return nil, usage("commands are a row of RESP arrays: " + err.Error())
		}
		if !ok {
			break
		}
		commands = append(commands, command)
	}
	if r.Buffered() > 0 {
		return nil, usage("commands end in the middle of one")
	}
	return commands, nil
}

// acquire borrows a connection of a client, for WATCH, subscriptions and
// whatever else needs one of its own.
func (s *Session) acquire(a args) error {
	h, err := a.number(1, "client")
	if err != nil {
		return err
	}
	n, err := a.number(2, "connection")
	if err != nil {
		return err
	}
	c := s.clients[h]
	switch {
	case c == nil:
		return usage("no client has number " + a[1])
	case s.clients[n] != nil || s.leases[n] != nil:
		return usage("number " + a[2] + " is taken; choose another")
	}
	s.host.as(a[3], func() {
		settle(s, a.future(), c.Acquire(), func(l *client.Lease) resp.Value {
			s.keep(n, l)
			return resp.OK()
		})
	})
	return nil
}

// keep holds a borrowed connection, and tells the program what comes in on it.
func (s *Session) keep(n int, l *client.Lease) {
	s.leases[n] = l
	l.OnPush(func(v resp.Value) {
		s.deliver(resp.Bulk("push"), resp.Integer(int64(n)), v)
	})
	l.OnClose(func(err error) {
		if s.leases[n] != l {
			return
		}
		text := "closed"
		if err != nil {
			text = err.Error()
		}
		s.deliver(resp.Bulk("lost"), resp.Integer(int64(n)), resp.Bulk(text))
	})
}

func (s *Session) release(a args) error {
	n, err := a.number(0, "connection")
	if err != nil {
		return err
	}
	l := s.leases[n]
	if l == nil {
		return usage("no connection has number " + a[0])
	}
	delete(s.leases, n)
	l.Release()
	return nil
}

// disconnect closes a client, once the replies still due have come, or a
// dedicated connection.
func (s *Session) disconnect(a args) error {
	n, err := a.number(1, "client")
	if err != nil {
		return err
	}
	if l := s.leases[n]; l != nil {
		delete(s.leases, n)
		l.Close()
		s.resolve(a.future(), resp.OK())
		return nil
	}
	c := s.clients[n]
	if c == nil {
		return usage("no client or connection has number " + a[1])
	}
	delete(s.clients, n)
	settle(s, a.future(), c.Close(), func(struct{}) resp.Value { return resp.OK() })
	return nil
}
