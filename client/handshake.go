// The handshake: who we are, which protocol, which database, in one flight.

package client

import (
	"errors"
	"strconv"
	"strings"

	"resplay/resp"
)

// greet sends the handshake, and opens the session when it succeeded. A
// server that knows no HELLO is greeted again as one of RESP2.
func (s *session) greet() {
	if s.opts.Protocol == 2 {
		s.fly(s.greeting2(), s.opened)
		return
	}
	s.fly(s.greeting3(), func(err error) {
		s.resp3 = err == nil
		switch {
		case !knowsNoHello(err):
			s.opened(err)
		case s.opts.Protocol == 0:
			s.fly(s.greeting2(), s.opened)
		default:
			s.opened(errNoHello)
		}
	})
}

// greeting3 is the handshake of a server that knows HELLO.
func (s *session) greeting3() [][]string {
	hello := []string{"HELLO", "3"}
	if s.opts.Password != "" {
		hello = append(hello, "AUTH", s.user(), s.opts.Password)
	}
	if s.opts.ClientName != "" {
		hello = append(hello, "SETNAME", s.opts.ClientName)
	}
	return s.further([][]string{hello})
}

// greeting2 is the handshake of RESP2, which may be empty.
func (s *session) greeting2() (flight [][]string) {
	switch {
	case s.opts.Username != "":
		flight = append(flight, []string{"AUTH", s.opts.Username, s.opts.Password})
	case s.opts.Password != "":
		flight = append(flight, []string{"AUTH", s.opts.Password})
	}
	if s.opts.ClientName != "" {
		flight = append(flight, []string{"CLIENT", "SETNAME", s.opts.ClientName})
	}
	return s.further(flight)
}

// further adds to a flight what both protocols have.
func (s *session) further(flight [][]string) [][]string {
	if s.introduce != nil {
		flight = append(flight, s.introduce()...)
	}
	if s.opts.DB != 0 {
		flight = append(flight, []string{"SELECT", strconv.Itoa(s.opts.DB)})
	}
	return flight
}

// libInfo tells the server which client this is.
func (s *session) libInfo() [][]string {
	flight := [][]string{{"CLIENT", "SETINFO", "LIB-NAME", s.opts.LibName}}
	if s.opts.LibVersion != "" {
		flight = append(flight, []string{"CLIENT", "SETINFO", "LIB-VER", s.opts.LibVersion})
	}
	return flight
}

func (s *session) user() string {
	if s.opts.Username == "" {
		return "default"
	}
	return s.opts.Username
}

// fly sends commands at once, and calls landed with the first error, or with
// nil when all have succeeded. When the session ends meanwhile, landed is not
// called.
func (s *session) fly(flight [][]string, landed func(error)) {
	missing := len(flight)
	if missing == 0 {
		landed(nil)
		return
	}
	for _, args := range flight {
		f := newCall(s.core, asIs, args...)
		s.send(&f.call)
		f.after(func(_ resp.Value, err error) {
			if len(args) > 1 && args[1] == "SETINFO" {
				err = nil // servers before Redis 7.2 do not know it
			}
			if missing--; missing < 0 || s.phase != greeting || err == nil && missing > 0 {
				return
			}
			missing = 0 // what else comes is of no interest
			landed(err)
		})
	}
}

// knowsNoHello tells servers older than Redis 6, and those that speak RESP2
// only, from those that refused us.
func knowsNoHello(err error) bool {
	said, ok := errors.AsType[resp.Error](err)
	return ok && (said.Code() == "NOPROTO" || strings.Contains(strings.ToLower(said.Error()), "unknown command"))
}

// errNoHello is what servers say that know no HELLO, but for the arguments:
// the password is among those that they repeat.
const (
	errNoHello = resp.Error("ERR unknown command 'HELLO'")
	errNoAuth  = resp.Error("ERR unknown command 'AUTH'")
)
