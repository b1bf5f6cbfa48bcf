// The fields of Options by the names that they have in a URL, and a URL from
// options.

package client

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// param is a field of Options that a URL can set, by its name there.
type param struct {
	name string
	at   any // points to the field
}

// params are all of them.
func (o *Options) params() []param {
	all := []param{
		{"call-timeout", &o.CallTimeout},
		{"check", &o.Pool.Check},
		{"client-name", &o.ClientName},
		{"command-timeout", &o.CommandTimeout},
		{"connect-timeout", &o.ConnectTimeout},
		{"db", &o.DB},
		{"in-flight", &o.InFlight},
		{"keep-alive", &o.KeepAlive},
		{"lib-name", &o.LibName},
		{"lib-version", &o.LibVersion},
		{"lifetime", &o.Pool.Lifetime},
		{"max", &o.Pool.Max},
		{"max-idle", &o.Pool.MaxIdle},
		{"min", &o.Pool.Min},
		{"mode", &o.Mode},
		{"protocol", &o.Protocol},
		{"seed", &o.Seed},
		{"wait", &o.Pool.Wait},
	}
	for i, r := range []*Retry{&o.Connect, &o.Resend, &o.Watch} {
		of := [...]string{"connect-", "resend-", "watch-"}[i]
		all = append(all,
			param{of + "attempts", &r.Attempts}, param{of + "backoff", &r.Backoff},
			param{of + "base", &r.Base}, param{of + "cap", &r.Cap})
	}
	return all
}

// The words for a Mode and for a Backoff, in their order.
var (
	modeWords    = []string{"shared", "percall"}
	backoffWords = []string{"full", "equal", "exponential", "none"}
)

// Set sets a field by its name in a URL: call-timeout, check, client-name,
// command-timeout, connect-timeout, db, in-flight, keep-alive, lib-name,
// lib-version, lifetime, max, max-idle, min, mode (shared or percall),
// protocol, seed and wait are those of [Options] and [Pool]; attempts, backoff
// (full, equal, exponential or none), base and cap those of a [Retry], with
// connect-, resend- or watch- ahead. Times are those of Go, such as 250ms, or
// a number of milliseconds; wait=-1 waits for ever, wait=1ns ([NoWait]) not at all.
//
// The error, an ErrUsage, says which names or which values there are.
func (o *Options) Set(name, value string) error {
	params := o.params()
	for _, p := range params {
		if p.name == name {
			return p.set(value)
		}
	}
	return unknownOption(params, name)
}

// set reads a value.
func (p param) set(s string) error {
	var err error
	want := "it is a number"
	switch at := p.at.(type) {
	case *string:
		*at = s
	case *int:
		*at, err = strconv.Atoi(s)
	case *uint64:
		*at, err = strconv.ParseUint(s, 10, 64)
	case *time.Duration:
		*at, err = parseTime(s)
		want = "it is a time, such as 250ms or 5s"
	case *Mode:
		err = setWord(at, modeWords, s)
		want = "it is " + strings.Join(modeWords, " or ")
	case *Backoff:
		err = setWord(at, backoffWords, s)
		want = "it is " + strings.Join(backoffWords, ", ")
	}
	if err != nil {
		return usageError("the option " + p.name + " cannot be " + resp.Quote(s) + ": " + want)
	}
	return nil
}

// parseTime reads a time of Go, or a number of milliseconds.
func parseTime(s string) (time.Duration, error) {
	if _, err := strconv.Atoi(s); err == nil {
		s += "ms"
	}
	return time.ParseDuration(s)
}

func setWord[E ~int](e *E, words []string, s string) error {
	for i, word := range words {
		if word == s {
			*e = E(i)
			return nil
		}
	}
	return ErrUsage
}

// unknownOption lists the options there are, and says which was likely meant.
func unknownOption(params []param, name string) error {
	var names []string
	hint, least := "", 3 // typos that are worth a hint
	for _, p := range params {
		names = append(names, p.name)
		if n := typos(p.name, name, least); n < min(least, len(p.name)) {
			hint, least = " (did you mean "+p.name+"?)", n
		}
	}
	return usageError("a Redis URL has no option " + resp.Quote(name) + hint + ": it has " + strings.Join(names, ", "))
}

// typos is how many characters were added, left out or changed between two
// words, or at least most when there are so many.
func typos(a, b string, most int) int {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case most == 0 || a == b:
		return 0
	case a == "" || b == "":
		return len(a) + len(b)
	}
	return 1 + min(typos(a[1:], b, most-1), typos(a, b[1:], most-1), typos(a[1:], b[1:], most-1))
}

// URL is the options as [ParseURL] reads them, as far as they are not left at
// zero and a URL can say them, with xxxxx in place of the password.
func (o Options) URL() string {
	scheme, place := "redis://", escape(o.Addr, ":[]")
	switch {
	case o.Addr == "":
		place = DefaultAddr
	case o.Addr[0] == '/':
		scheme, place = "unix://", escape(o.Addr, "/")
	case o.TLS:
		scheme = "rediss://"
	}
	if o.DB != 0 && scheme != "unix://" {
		place += "/" + strconv.Itoa(o.DB)
		o.DB = 0 // which needs no option any more
	}
	return scheme + o.userInfo() + place + o.query()
}

func (o *Options) userInfo() string {
	switch {
	case o.Password != "":
		return escape(o.Username, "") + ":xxxxx@"
	case o.Username != "":
		return escape(o.Username, "") + "@"
	}
	return ""
}

func (o *Options) query() (query string) {
	mark := "?"
	for _, p := range o.params() {
		if value := p.value(); value != "" {
			query += mark + p.name + "=" + escape(value, "")
			mark = "&"
		}
	}
	return query
}

// value is what set reads; "" if the field is at zero.
func (p param) value() string {
	switch at := p.at.(type) {
	case *string:
		return *at
	case *int:
		return unlessZero(*at, strconv.Itoa)
	case *uint64:
		return unlessZero(*at, func(n uint64) string { return strconv.FormatUint(n, 10) })
	case *time.Duration:
		return unlessZero(*at, time.Duration.String)
	case *Mode:
		return unlessZero(*at, Mode.String)
	case *Backoff:
		if *at > 0 && int(*at) < len(backoffWords) {
			return backoffWords[*at]
		}
	}
	return ""
}

func unlessZero[T comparable](v T, text func(T) string) string {
	var zero T
	if v == zero {
		return ""
	}
	return text(v)
}

// escape writes as % and two digits what is no letter, no digit, not of -_.~
// and not to be kept.
func escape(s, keep string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-_.~"+keep, c) >= 0:
			b.WriteByte(c)
		default:
			const digits = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}
