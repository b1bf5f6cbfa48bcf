// Options, from URLs and checked.

package client

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestParseURL(t *testing.T) {
	tests := map[string]Options{
		"redis://":                      {Addr: "localhost:6379"},
		"redis://cache":                 {Addr: "cache:6379"},
		"redis://cache:7000/3":          {Addr: "cache:7000", DB: 3},
		"redis://:7000":                 {Addr: "localhost:7000"},
		"redis://[::1]:7000":            {Addr: "[::1]:7000"},
		"redis://[::1]":                 {Addr: "[::1]:6379"},
		"redis://:pw@cache":             {Addr: "cache:6379", Password: "pw"},
		"redis://ann:p%40w%3A@cache/":   {Addr: "cache:6379", Username: "ann", Password: "p@w:"},
		"redis://ann:p@w@cache":         {Addr: "cache:6379", Username: "ann", Password: "p@w"},
		"rediss://cache":                {Addr: "cache:6379", TLS: true},
		"unix:///run/redis.sock?db=2":   {Addr: "/run/redis.sock", DB: 2},
		"unix://:pw@/run/redis.sock":    {Addr: "/run/redis.sock", Password: "pw"},
		"redis://cache?db=4&protocol=2": {Addr: "cache:6379", DB: 4, Protocol: 2},
		"redis://cache/1?mode=percall&min=2&max=8&wait=250&connect-timeout=2s&command-timeout=1m&client-name=a%2db": {
			Addr: "cache:6379", DB: 1, Mode: PerCall, Pool: Pool{Min: 2, Max: 8, Wait: 250 * ms},
			ConnectTimeout: 2 * time.Second, CommandTimeout: time.Minute, ClientName: "a-b",
		},
		"redis://cache?wait=-1&mode=shared": {Addr: "cache:6379", Pool: Pool{Wait: -ms}},
	}
	for url, want := range tests {
		got, err := ParseURL(url)
		assert.NoError(t, err, url)
		assert.Equal(t, want, got, url)
	}
}

func TestURLsThatAreRefused(t *testing.T) {
	tests := map[string]string{
		"cache:6379":               "a Redis URL is missing its scheme: want redis://host:port/db",
		"http://cache":             `the scheme "http" of a Redis URL is unknown: it is redis, rediss or unix`,
		"redis://cache:x":          `the port "x" of a Redis URL is no number from 1 to 65535`,
		"redis://cache:70000":      `the port "70000" of a Redis URL is no number from 1 to 65535`,
		"redis://cache/one":        `the database "one" of a Redis URL is no number`,
		"redis://cache/-1":         "database -1 is out of range: databases are numbered from 0",
		"redis://cache?dbs=1":      `a Redis URL has no option "dbs": it has client-name, command-timeout, connect-timeout, db, max, min, mode, protocol, wait`,
		"redis://cache?max=many":   `the option max of a Redis URL cannot be "many"`,
		"redis://cache?mode=both":  `the option mode of a Redis URL cannot be "both"`,
		"redis://cache?wait=soon":  `the option wait of a Redis URL cannot be "soon"`,
		"redis://cache?max=1%3":    `the option max of a Redis URL cannot be "1%3"`,
		"redis://:s%zecret@cache":  "the user or password of a Redis URL has a % that is not followed by two hexadecimal digits: write % as %25",
		"redis://ann@cache":        "a username needs a password",
		"unix://run/redis.sock":    "unix://run/redis.sock has no path: want unix:///path/of/socket",
		"redis://c?min=5&max=2":    "the pool's minimum 5 is above its maximum 2",
		"redis://cache?protocol=4": "protocol 4 is unknown: it is 2 or 3",
	}
	for url, want := range tests {
		_, err := ParseURL(url)
		assert.EqualError(t, err, want, url)
		assert.ErrorIs(t, err, ErrUsage)
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	w := newWorld(nil)
	tests := map[string]Options{
		"a client needs a Scheduler and a Dialer; client/tcp has those of a native program": {},
		`client name "my name" has a space or a line break in it`:                           {ClientName: "my name"},
		"a pool cannot have fewer than 0 connections":                                       {Pool: Pool{Max: -1}},
		"a timeout cannot be negative; 0 is none":                                           {CommandTimeout: -1},
	}
	for want, o := range tests {
		if !strings.HasPrefix(want, "a client needs") {
			o.Scheduler, o.Dialer = w, w
		}
		assert.EqualError(t, o.Check(), want)
		f := New(o).Get("a")
		assert.EqualError(t, f.Err(), want, "every call of such a client fails")
		assert.Equal(t, "usage", ErrorKind(f.Err()))
	}
	var modes []string
	for _, m := range bothModes {
		modes = append(modes, m.String())
	}
	assert.Equal(t, []string{"shared", "percall"}, modes)
}
