// Options from a URL: redis://user:password@host:port/db?option=value.

package client

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// ParseURL reads options from a URL:
//
//	redis://[[user]:password@][host][:port][/db][?option=value&...]
//	rediss://...                                    with TLS
//	unix://[[user]:password@]/path/of/socket[?db=0&option=value&...]
//
// The options are client-name, command-timeout, connect-timeout, db, max,
// min, mode (shared or percall), protocol and wait. Times are those of Go,
// such as 250ms, or milliseconds; wait=-1 waits for ever. Errors are ErrUsage,
// and never contain the password.
func ParseURL(url string) (Options, error) {
	var o Options
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return o, usageError("a Redis URL is missing its scheme: want redis://host:port/db")
	}
	rest, query, _ := strings.Cut(rest, "?")
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		if err := o.setUser(rest[:at]); err != nil {
			return o, err
		}
		rest = rest[at+1:]
	}
	if err := o.setPlace(scheme, rest); err != nil {
		return o, err
	}
	if err := o.setQuery(query); err != nil {
		return o, err
	}
	return o, o.checkURL()
}

// checkURL is Check, for options that lack what no URL can say.
func (o Options) checkURL() error {
	o.Scheduler, o.Dialer = atOnce{}, noDialer{}
	return o.Check()
}

type noDialer struct{ Dialer }

func (o *Options) setUser(info string) error {
	user, password, _ := strings.Cut(info, ":")
	var okUser, okPassword bool
	o.Username, okUser = unescape(user)
	o.Password, okPassword = unescape(password)
	if !okUser || !okPassword {
		return usageError("the user or password of a Redis URL has a % that is not followed by two hexadecimal digits: write % as %25")
	}
	return nil
}

// setPlace reads what follows the user: host, port and database, or a path.
func (o *Options) setPlace(scheme, place string) error {
	switch scheme {
	case "unix":
		o.Addr = place
		if !strings.HasPrefix(place, "/") {
			return usageError("unix://" + place + " has no path: want unix:///path/of/socket")
		}
		return nil
	case "rediss":
		o.TLS = true
	case "redis":
	default:
		return usageError("the scheme " + resp.Quote(scheme) + " of a Redis URL is unknown: it is redis, rediss or unix")
	}
	addr, db, _ := strings.Cut(place, "/")
	if db != "" {
		n, err := strconv.Atoi(db)
		if err != nil {
			return usageError("the database " + resp.Quote(db) + " of a Redis URL is no number")
		}
		o.DB = n
	}
	return o.setAddr(addr)
}

// setAddr completes what is missing of host:port. IPv6 hosts are in brackets.
func (o *Options) setAddr(addr string) error {
	host, port := addr, ""
	if i := strings.LastIndexByte(addr, ':'); i > strings.LastIndexByte(addr, ']') {
		host, port = addr[:i], addr[i+1:]
	}
	if host == "" {
		host = "localhost"
	}
	if port == "" {
		port = "6379"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return usageError("the port " + resp.Quote(port) + " of a Redis URL is no number from 1 to 65535")
	}
	o.Addr = host + ":" + port
	return nil
}

// urlOptions are the options that may stand behind the question mark.
var urlOptions = map[string]func(o *Options, value string) bool{
	"client-name":     func(o *Options, s string) bool { o.ClientName = s; return true },
	"command-timeout": func(o *Options, s string) bool { return setTime(&o.CommandTimeout, s) },
	"connect-timeout": func(o *Options, s string) bool { return setTime(&o.ConnectTimeout, s) },
	"db":              func(o *Options, s string) bool { return setInt(&o.DB, s) },
	"max":             func(o *Options, s string) bool { return setInt(&o.Pool.Max, s) },
	"min":             func(o *Options, s string) bool { return setInt(&o.Pool.Min, s) },
	"mode":            func(o *Options, s string) bool { return o.Mode.set(s) },
	"protocol":        func(o *Options, s string) bool { return setInt(&o.Protocol, s) },
	"wait":            func(o *Options, s string) bool { return setTime(&o.Pool.Wait, s) },
}

func (o *Options) setQuery(query string) error {
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		set, known := urlOptions[name]
		if !known {
			return usageError("a Redis URL has no option " + resp.Quote(name) + ": it has " + strings.Join(optionNames(), ", "))
		}
		if text, ok := unescape(value); !ok || !set(o, text) {
			return usageError("the option " + name + " of a Redis URL cannot be " + resp.Quote(value))
		}
	}
	return nil
}

func optionNames() (names []string) {
	for name := range urlOptions {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func setInt(n *int, s string) (ok bool) {
	v, err := strconv.Atoi(s)
	*n = v
	return err == nil
}

func setTime(d *time.Duration, s string) (ok bool) {
	if n, err := strconv.Atoi(s); err == nil {
		*d = time.Duration(n) * time.Millisecond
		return true
	}
	v, err := time.ParseDuration(s)
	*d = v
	return err == nil
}

func (m *Mode) set(s string) (ok bool) {
	switch s {
	case "shared":
		*m = Shared
	case "percall":
		*m = PerCall
	default:
		return false
	}
	return true
}

// unescape decodes %xx.
func unescape(s string) (text string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+3 > len(s) {
			return "", false
		}
		n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(n))
		i += 2
	}
	return b.String(), true
}
