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
		s.fly(s.greeting2(), func(errs []error) { s.opened(firstError(errs)) })
		return
	}
	s.fly(s.greeting3(), func(errs []error) {
		s.resp3 = errs[0] == nil
		if s.opts.Protocol == 0 && knowsNoHello(errs[0]) {
			s.fly(s.greeting2(), func(errs []error) { s.opened(firstError(errs)) })
			return
		}
		s.opened(firstError(errs))
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
	return append([][]string{hello}, s.selectDB()...)
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
	return append(flight, s.selectDB()...)
}

func (s *session) user() string {
	if s.opts.Username == "" {
		return "default"
	}
	return s.opts.Username
}

func (s *session) selectDB() [][]string {
	if s.opts.DB == 0 {
		return nil
	}
	return [][]string{{"SELECT", strconv.Itoa(s.opts.DB)}}
}

// fly sends commands at once and calls landed with the outcome of each. When
// the session ends meanwhile, landed is not called.
func (s *session) fly(flight [][]string, landed func(errs []error)) {
	errs := make([]error, len(flight))
	missing := len(flight)
	if missing == 0 {
		landed(errs)
		return
	}
	for i, args := range flight {
		f := newCall(s.core, asIs, args...)
		s.send(&f.call)
		f.after(func(_ resp.Value, err error) {
			errs[i] = err
			if missing--; missing == 0 && s.phase == greeting {
				landed(errs)
			}
		})
	}
}

func firstError(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// knowsNoHello tells servers older than Redis 6, and those that speak RESP2
// only, from those that refused us.
func knowsNoHello(err error) bool {
	said, ok := errors.AsType[resp.Error](err)
	return ok && (said.Code() == "NOPROTO" || strings.Contains(strings.ToLower(said.Error()), "unknown command"))
}
