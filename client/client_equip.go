// What New adds to NewBasic: features that a program asks for in its options.

package client

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// checkMore is the part of [Options.Check] that NewBasic leaves out.
func (o Options) checkMore() error {
	o = o.withDefaults()
	switch {
	case strings.Contains(o.Addr, "://"):
		return usageError("an address is no URL: want host:port, or /path/of/socket; ParseURL reads URLs")
	case strings.Contains(o.Addr, ","):
		return usageError("an address is that of one server: want host:port, or /path/of/socket")
	case o.Addr[0] != '/' && !strings.Contains(o.Addr, ":"):
		return usageError("the address " + resp.Quote(o.Addr) + " has no port: want host:port, or /path/of/socket")
	case o.Mode != Shared && o.Mode != PerCall:
		return usageError("mode " + strconv.Itoa(int(o.Mode)) + " is unknown: it is Shared or PerCall")
	case o.InFlight < 0:
		return usageError("InFlight cannot be negative; 0 is no limit")
	}
	for _, r := range []Retry{o.Connect, o.Resend, o.Watch} {
		switch {
		case r.Base < 0 || r.Cap < 0:
			return usageError("the Base and the Cap of a Retry cannot be negative; 0 is the default")
		case r.Cap < r.Base:
			return usageError("the Cap of a Retry, " + r.Cap.String() + ", is below its Base, " + r.Base.String())
		case r.Backoff < FullJitter || r.Backoff > NoBackoff:
			return usageError("backoff " + strconv.Itoa(int(r.Backoff)) + " is unknown: it is FullJitter, EqualJitter, Exponential or NoBackoff")
		}
	}
	return nil
}

// equip gives a client what its options ask for. The rest of the package
// knows these features as functions that may be nil: a program that makes its
// clients with NewBasic does not link them.
func (c *Client) equip() {
	if limit := c.opts.CallTimeout; limit > 0 {
		c.core.limit = func(q *call) { q.within(limit) }
	}
	if most := c.opts.InFlight; most > 0 {
		c.node.shared.turns = &turns{shared: &c.node.shared, most: most}
	}
	c.node.pool.limitTime()
	c.core.dialed, c.core.notNow = (*session).equip, isNotNow
	c.core.late = func(limit string, after time.Duration, where string) error {
		return &TimeoutError{limit, after, where}
	}
}

// equip is told that the session is being dialed.
func (s *session) equip() {
	if s.opts.LibName != "" && s.opts.LibName != "none" {
		s.introduce = s.libInfo
	}
	if s.opts.KeepAlive > 0 {
		s.living = s.listen
	}
	if s.opts.Resend.Attempts > 0 {
		s.conn.retry = s.retry
	}
}
