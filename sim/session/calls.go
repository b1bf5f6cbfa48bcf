// Commands: called one by one, in pipelines, and on connections of their own.

package session

import (
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
	s.pending[a.future()].closing = true
	return nil
}
