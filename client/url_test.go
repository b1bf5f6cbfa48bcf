// Options, from URLs, as URLs, and checked.

package client

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseURL(t *testing.T) {
	tests := map[string]Options{
		"redis://":                            {Addr: "localhost:6379"},
		"redis://cache":                       {Addr: "cache:6379"},
		"redis://cache:7000/3":                {Addr: "cache:7000", DB: 3},
		"redis://:7000":                       {Addr: "localhost:7000"},
		"redis:///3":                          {Addr: "localhost:6379", DB: 3},
		"redis://[::1]:7000":                  {Addr: "[::1]:7000"},
		"redis://[::1]":                       {Addr: "[::1]:6379"},
		"redis://[fe80::1%25eth0]:7000":       {Addr: "[fe80::1%eth0]:7000"},
		"redis://:pw@[::1]:7000/2":            {Addr: "[::1]:7000", Password: "pw", DB: 2},
		"redis://:pw@cache":                   {Addr: "cache:6379", Password: "pw"},
		"redis://ann:p%40w%3A@cache/":         {Addr: "cache:6379", Username: "ann", Password: "p@w:"},
		"redis://ann:p@w@cache":               {Addr: "cache:6379", Username: "ann", Password: "p@w"},
		"redis://a%3an:%c3%a4%3F@cache":       {Addr: "cache:6379", Username: "a:n", Password: "ä?"},
		"redis://:p/w#x@cache/1":              {Addr: "cache:6379", Password: "p/w#x", DB: 1},
		"rediss://cache":                      {Addr: "cache:6379", TLS: true},
		"unix:///run/redis.sock?db=2":         {Addr: "/run/redis.sock", DB: 2},
		"unix://:pw@/run/redis.sock":          {Addr: "/run/redis.sock", Password: "pw"},
		"unix:///run/my%20redis@1.sock":       {Addr: "/run/my redis@1.sock"},
		"redis://cache?db=4&protocol=2":       {Addr: "cache:6379", DB: 4, Protocol: 2},
		"redis://cache/1?db=4&&":              {Addr: "cache:6379", DB: 4},
		"redis://c?wait=-1&mode=shared":       {Addr: "c:6379", Pool: Pool{Wait: -ms}},
		"redis://c?connect-timeout=-1":        {Addr: "c:6379", ConnectTimeout: -ms},
		"redis://c?client-name=a%2db":         {Addr: "c:6379", ClientName: "a-b"},
		"redis://c?resend-attempts=-1":        {Addr: "c:6379", Resend: Retry{Attempts: -1}},
		"redis://c?seed=18446744073709551615": {Addr: "c:6379", Seed: math.MaxUint64},
	}
	for url, want := range tests {
		got, err := ParseURL(url)
		assert.NoError(t, err, url)
		assert.Equal(t, want, got, url)
	}
}

// everything is options with every field set that a URL can say.
func everything() Options {
	return Options{
		Addr: "[::1]:7000", Username: "ann", Password: "secret", DB: 3, Protocol: 2, ClientName: "web", LibName: "mine", LibVersion: "1.2",
		TLS: true, Mode: PerCall,
		Pool:           Pool{Min: 2, Max: 8, Wait: 250 * ms, MaxIdle: time.Minute, Lifetime: time.Hour, Check: 5 * time.Second},
		ConnectTimeout: 2 * time.Second, CommandTimeout: time.Second, CallTimeout: 3 * time.Second, KeepAlive: 15 * time.Second, InFlight: 1000,
		Connect: Retry{Attempts: 5, Base: ms, Cap: time.Second, Backoff: EqualJitter},
		Resend:  Retry{Attempts: 2, Base: 2 * ms, Cap: 2 * time.Second, Backoff: Exponential},
		Watch:   Retry{Attempts: 9, Base: 3 * ms, Cap: 3 * time.Second, Backoff: NoBackoff},
		Seed:    7,
	}
}

func TestEveryOptionThatAURLCanSay(t *testing.T) {
	o := everything()
	url := o.URL()
	assert.Equal(t, "rediss://ann:xxxxx@[::1]:7000/3?call-timeout=3s&check=5s&client-name=web&command-timeout=1s&connect-timeout=2s"+
		"&in-flight=1000&keep-alive=15s&lib-name=mine&lib-version=1.2&lifetime=1h0m0s&max=8&max-idle=1m0s&min=2&mode=percall&protocol=2"+
		"&seed=7&wait=250ms&connect-attempts=5&connect-backoff=equal&connect-base=1ms&connect-cap=1s"+
		"&resend-attempts=2&resend-backoff=exponential&resend-base=2ms&resend-cap=2s"+
		"&watch-attempts=9&watch-backoff=none&watch-base=3ms&watch-cap=3s", url)
	back, err := ParseURL(url)
	require.NoError(t, err)
	o.Password = "xxxxx"
	assert.Equal(t, o, back)
	for _, p := range o.params() {
		if p.name != "db" {
			assert.NotEmpty(t, p.value(), "%s is not among the options of this test", p.name)
		}
	}
}

func TestOptionsAsURL(t *testing.T) {
	tests := map[string]Options{
		"redis://localhost:6379":                        {},
		"redis://:xxxxx@cache:6379":                     {Addr: "cache:6379", Password: "secret"},
		"redis://a%3An@cache:6379":                      {Addr: "cache:6379", Username: "a:n"},
		"unix:///run/my%20redis.sock?db=2":              {Addr: "/run/my redis.sock", DB: 2},
		"redis://cache:6379?client-name=a%26b%3D%C3%A4": {Addr: "cache:6379", ClientName: "a&b=ä"},
	}
	for want, o := range tests {
		assert.Equal(t, want, o.URL())
	}
}

func TestURLsThatAreRefused(t *testing.T) {
	const percent = "a Redis URL has a % that is not followed by two hexadecimal digits: write % as %25"
	const port = "the port of a Redis URL is no number from 1 to 65535: want redis://host:port/db"
	tests := map[string]string{
		"cache:6379":                       "a Redis URL is missing its scheme: want redis://host:port/db",
		"http://cache":                     `the scheme "http" of a Redis URL is unknown: it is redis, rediss or unix`,
		"redis://cache:x":                  port,
		"redis://cache:70000":              port,
		"redis://::1:7000":                 "an IPv6 host stands in brackets in a Redis URL: want redis://[::1]:6379/0",
		"redis://cache/one":                "the database of a Redis URL is no number: want redis://host:port/db",
		"redis://cache/-1":                 "database -1 is out of range: databases are numbered from 0",
		"redis://cache?max=many":           `the option max cannot be "many": it is a number`,
		"redis://cache?max=":               `the option max cannot be "": it is a number`,
		"redis://cache?mode=both":          `the option mode cannot be "both": it is shared or percall`,
		"redis://cache?watch-backoff=":     `the option watch-backoff cannot be "": it is full, equal, exponential, none`,
		"redis://cache?wait=soon":          `the option wait cannot be "soon": it is a time, such as 250ms or 5s`,
		"redis://cache?wait=9999999999999": `the option wait cannot be "9999999999999": it is a time, such as 250ms or 5s`,
		"redis://cache?max=1%3":            percent,
		"redis://:s%zecret@cache":          percent,
		"redis://ca%che":                   percent,
		"redis://:p?w@cache":               "a Redis URL has an @ behind its ?: write %3F for a ? in a password, and %40 for an @ in an option",
		"redis://ann@cache":                "a username needs a password",
		"unix://run/redis.sock":            "a unix:// URL has no path: want unix:///path/of/socket",
		"redis://c?min=5&max=2":            "the pool's minimum 5 is above its maximum 2",
		"redis://cache?protocol=4":         "protocol 4 is unknown: it is 2 or 3",
	}
	for url, want := range tests {
		_, err := ParseURL(url)
		assert.EqualError(t, err, want, url)
		assert.ErrorIs(t, err, ErrUsage)
	}
}

func TestUnknownOptionOfAURL(t *testing.T) {
	const known = ": it has call-timeout, check, client-name, command-timeout, connect-timeout, db, in-flight, keep-alive, lib-name, lib-version," +
		" lifetime, max, max-idle, min, mode, protocol, seed, wait," +
		" connect-attempts, connect-backoff, connect-base, connect-cap, resend-attempts, resend-backoff, resend-base, resend-cap," +
		" watch-attempts, watch-backoff, watch-base, watch-cap"
	tests := map[string]string{
		"dbs":             " (did you mean db?)",
		"connect_timeout": " (did you mean connect-timeout?)",
		"keepalive":       " (did you mean keep-alive?)",
		"conect-atempts":  " (did you mean connect-attempts?)",
		"Mode":            " (did you mean mode?)",
		"password":        "",
		"":                "",
	}
	for name, hint := range tests {
		_, err := ParseURL("redis://cache?" + name + "=1")
		assert.EqualError(t, err, `a Redis URL has no option "`+name+`"`+hint+known, name)
	}
}

func TestURLWithOptionsOfAProgramsOwn(t *testing.T) {
	var own []string
	o, err := ParseURLFunc("redis://cache/1?sni=a%2Eb&max=4&sni", func(o *Options, name, value string) error {
		if name == "sni" {
			own = append(own, value)
			return nil
		}
		return o.Set(name, value)
	})
	assert.NoError(t, err)
	assert.Equal(t, Options{Addr: "cache:6379", DB: 1, Pool: Pool{Max: 4}}, o)
	assert.Equal(t, []string{"a.b", ""}, own)
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	w := newWorld(nil)
	const names = "ClientName, LibName and LibVersion cannot have a space or a line break in them: servers refuse that"
	const times = "CommandTimeout, CallTimeout, Pool.MaxIdle, Pool.Lifetime and Pool.Check cannot be negative; 0 is none"
	const below = "the Base and the Cap of a Retry cannot be negative; 0 is the default"
	const backoff = " is unknown: it is FullJitter, EqualJitter, Exponential or NoBackoff"
	tests := []struct {
		want string
		o    Options
	}{
		{"a client needs a Scheduler and a Dialer; client/tcp has those of a native program", Options{}},
		{`the address "cache" has no port: want host:port, or /path/of/socket`, Options{Addr: "cache"}},
		{"an address is no URL: want host:port, or /path/of/socket; ParseURL reads URLs", Options{Addr: "redis://cache:6379"}},
		{"an address is that of one server: want host:port, or /path/of/socket", Options{Addr: "a:6379,b:6379"}},
		{"database -1 is out of range: databases are numbered from 0", Options{DB: -1}},
		{"protocol 1 is unknown: it is 2 or 3", Options{Protocol: 1}},
		{"a username needs a password", Options{Username: "ann"}},
		{"mode 2 is unknown: it is Shared or PerCall", Options{Mode: 2}},
		{"a pool cannot have fewer than 0 connections", Options{Pool: Pool{Max: -1}}},
		{"a pool cannot have fewer than 0 connections", Options{Pool: Pool{Min: -1}}},
		{"the pool's minimum 3 is above its maximum 2", Options{Pool: Pool{Min: 3, Max: 2}}},
		{times, Options{CommandTimeout: -1}},
		{times, Options{CallTimeout: -1}},
		{times, Options{Pool: Pool{MaxIdle: -1}}},
		{times, Options{Pool: Pool{Lifetime: -1}}},
		{times, Options{Pool: Pool{Check: -1}}},
		{"InFlight cannot be negative; 0 is no limit", Options{InFlight: -1}},
		{names, Options{ClientName: "my name"}},
		{names, Options{LibName: "my\nname"}},
		{names, Options{LibVersion: "1 0"}},
		{below, Options{Connect: Retry{Base: -1}}},
		{below, Options{Resend: Retry{Cap: -1}}},
		{"the Cap of a Retry, 1ms, is below its Base, 2ms", Options{Watch: Retry{Base: 2 * ms, Cap: ms}}},
		{"backoff 4" + backoff, Options{Watch: Retry{Backoff: 4}}},
		{"backoff -1" + backoff, Options{Watch: Retry{Backoff: -1}}},
	}
	for i, test := range tests {
		o := test.o
		if i > 0 {
			o.Scheduler, o.Dialer = w, w
		}
		assert.EqualError(t, o.Check(), test.want)
		f := New(o).Get("a")
		assert.EqualError(t, f.Err(), test.want, "every call of such a client fails")
		assert.Equal(t, "usage", ErrorKind(f.Err()))
	}
	var modes []string
	for _, m := range bothModes {
		modes = append(modes, m.String())
	}
	assert.Equal(t, []string{"shared", "percall"}, modes)
}

func TestNegativeTimesThatMeanNone(t *testing.T) {
	w := newWorld(nil)
	o := Options{Scheduler: w, Dialer: w, ConnectTimeout: -1, KeepAlive: -1, Connect: Retry{Attempts: -1}, Resend: Retry{Attempts: -1}, Pool: Pool{Wait: -1}}
	assert.NoError(t, o.Check())
	d := o.withDefaults()
	assert.Equal(t, []any{time.Duration(0), time.Duration(0), 0, 0, 100}, []any{d.ConnectTimeout, d.KeepAlive, d.Connect.Attempts, d.Resend.Attempts, d.Watch.Attempts})
}

// A password that holds every character with a meaning, and stands there as it
// is, may make a URL that is refused; the error does not show it.
func FuzzParseURL(f *testing.F) {
	for _, s := range []string{"secret", "p@ss/w:rd", "p?max=1", "%zz", "://x", "[::1", "#1&2=3", "ß\x00\n", "7000/2"} {
		f.Add("redis://ann:", s, "@cache:6379/1?max=4")
		f.Add("", s, "")
		f.Add("unix://:", s, "@/run/redis.sock?db=1")
		f.Add("rediss://", s, ":6379")
		f.Add("redis://c?", s, "=1")
	}
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		o, err := ParseURL(before + secret + after)
		if err == nil {
			checkRoundTrip(t, o)
			return
		}
		require.ErrorIs(t, err, ErrUsage)
		_, err = ParseURL("redis://ann:" + secret + "@cache:6379/1?max=4")
		if err != nil && len(secret) > 7 { // short ones may be words of the message
			require.NotContains(t, err.Error(), secret)
		}
	})
}

// checkRoundTrip holds options against what their URL is read as.
func checkRoundTrip(t *testing.T, o Options) {
	t.Helper()
	url := o.URL()
	back, err := ParseURL(url)
	require.NoError(t, err, url)
	if o.Password != "" {
		o.Password = "xxxxx"
	}
	if strings.HasPrefix(o.Addr, "/") {
		o.TLS = false
	}
	require.Equal(t, o, back, url)
}
