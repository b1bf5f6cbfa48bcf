// Options from a URL: redis://user:password@host:port/db?option=value.

package client

import (
	"strconv"
	"strings"

	"resplay/resp"
)

// ParseURL reads options from a URL:
//
//	redis://[[user]:password@][host][:port][/db][?option=value&...]
//	rediss://...                                    with TLS
//	unix://[[user]:password@]/path/of/socket[?db=0&option=value&...]
//
// The options are those of [Options.Set]. A character that has a meaning in a
// URL is written as % and two hexadecimal digits: in a password %40 for @, %3A
// for :, %2F for /, %3F for ? and %25 for % itself. Errors are ErrUsage, name
// what was wrong and what would be right, and never contain the password.
//
// [Options.URL] is the way back.
func ParseURL(url string) (Options, error) {
	o, err := ParseURLFunc(url, (*Options).Set)
	if err == nil {
		err = o.checkMore()
	}
	return o, err
}

// ParseURLFunc is [ParseURL] for a program with a choice of options of its
// own: set is called for each that the URL has, in order.
func ParseURLFunc(url string, set func(o *Options, name, value string) error) (Options, error) {
	var o Options
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return o, usageError("a Redis URL is missing its scheme: want redis://host:port/db")
	}
	rest, query, _ := strings.Cut(rest, "?")
	if strings.Contains(query, "@") { // what seems to be an option may be a piece of the password
		return o, usageError("a Redis URL has an @ behind its ?: write %3F for a ? in a password, and %40 for an @ in an option")
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 && (scheme != "unix" || rest[0] != '/') {
		if err := o.setUser(rest[:at]); err != nil {
			return o, err
		}
		rest = rest[at+1:]
	}
	if err := o.setPlace(scheme, rest); err != nil {
		return o, err
	}
	if err := o.setQuery(query, set); err != nil {
		return o, err
	}
	return o, o.checkURL()
}

// checkURL checks options that lack what no URL can say.
func (o Options) checkURL() error {
	o.Scheduler, o.Dialer = atOnce{}, noDialer{}
	return o.checkBasic()
}

type noDialer struct{ Dialer }

const errPercent = usageError("a Redis URL has a % that is not followed by two hexadecimal digits: write % as %25")

func (o *Options) setUser(info string) error {
	user, password, _ := strings.Cut(info, ":")
	var okUser, okPassword bool
	o.Username, okUser = unescape(user)
	o.Password, okPassword = unescape(password)
	if !okUser || !okPassword {
		return errPercent
	}
	return nil
}

// setPlace reads what follows the user: host, port and database, or a path.
// Its errors do not quote that: it may be a piece of a password that stands
// where it does not belong.
func (o *Options) setPlace(scheme, place string) error {
	place, ok := unescape(place)
	if !ok {
		return errPercent
	}
	switch scheme {
	case "unix":
		o.Addr = place
		if !strings.HasPrefix(place, "/") {
			return usageError("a unix:// URL has no path: want unix:///path/of/socket")
		}
		return nil
	case "rediss":
		o.TLS = true
	case "redis":
	default:
		if strings.ContainsAny(scheme, ":@") {
			scheme = "..."
		}
		return usageError("the scheme " + resp.Quote(scheme) + " of a Redis URL is unknown: it is redis, rediss or unix")
	}
	addr, db, _ := strings.Cut(place, "/")
	if err := o.setAddr(addr); err != nil || db == "" {
		return err
	}
	n, err := strconv.Atoi(db)
	if err != nil {
		return usageError("the database of a Redis URL is no number: want redis://host:port/db")
	}
	o.DB = n
	return nil
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
		return usageError("the port of a Redis URL is no number from 1 to 65535: want redis://host:port/db")
	}
	if strings.Contains(host, ":") && (host[0] != '[' || host[len(host)-1] != ']') {
		return usageError("an IPv6 host stands in brackets in a Redis URL: want redis://[::1]:6379/0")
	}
	o.Addr = host + ":" + port
	return nil
}

func (o *Options) setQuery(query string, set func(o *Options, name, value string) error) error {
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		text, ok := unescape(value)
		if !ok {
			return errPercent
		}
		if err := set(o, name, text); err != nil {
			return err
		}
	}
	return nil
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
