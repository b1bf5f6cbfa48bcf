// How a program makes a client.

package session

import (
	"strconv"
	"strings"
	"time"

	"resplay/client"
	"resplay/resp"
)

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
	s.clients[h] = s.host.World.BasicClient(o)
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
		parsed, err := client.ParseURLFunc(pairs[i+1], setURLOption)
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

// clientOption is one of CLIENT's keys.
type clientOption struct {
	key string
	set func(o *client.Options, value string) error // its error says what value would be right
}

var clientOptionList = []clientOption{
	{"db", whole(func(o *client.Options) *int { return &o.DB })},
	{"username", text(func(o *client.Options) *string { return &o.Username })},
	{"password", text(func(o *client.Options) *string { return &o.Password })},
	{"protocol", whole(func(o *client.Options) *int { return &o.Protocol })},
	{"name", text(func(o *client.Options) *string { return &o.ClientName })},
	{"max", whole(func(o *client.Options) *int { return &o.Pool.Max })},
	{"min", whole(func(o *client.Options) *int { return &o.Pool.Min })},
	{"mode", setMode},
	{"wait", milliseconds(func(o *client.Options) *time.Duration { return &o.Pool.Wait })},
	{"redials", setRedials},
	{"connect-timeout", milliseconds(func(o *client.Options) *time.Duration { return &o.ConnectTimeout })},
	{"command-timeout", milliseconds(func(o *client.Options) *time.Duration { return &o.CommandTimeout })},
}

// setURLOption sets what stands in a URL behind its question mark.
func setURLOption(o *client.Options, name, value string) error {
	if name == "client-name" { // its name where the URL is a native program's
		name = "name"
	}
	return setOption(o, name, value)
}

func setOption(o *client.Options, key, value string) error {
	known := "url host port"
	for _, option := range clientOptionList {
		if option.key == key {
			if err := option.set(o, value); err != nil {
				return usage(key + " is " + resp.Quote(value) + ", want " + err.Error())
			}
			return nil
		}
		known += " " + option.key
	}
	return usage("unknown option " + resp.Quote(key) + "; known are " + known)
}

func text(field func(*client.Options) *string) func(*client.Options, string) error {
	return func(o *client.Options, value string) error {
		*field(o) = value
		return nil
	}
}

func whole(field func(*client.Options) *int) func(*client.Options, string) error {
	return func(o *client.Options, value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return usage("a whole number from 0")
		}
		*field(o) = n
		return nil
	}
}

func milliseconds(field func(*client.Options) *time.Duration) func(*client.Options, string) error {
	return func(o *client.Options, value string) error {
		n, err := time.ParseDuration(value)
		if _, plain := strconv.Atoi(value); plain == nil {
			n, err = time.ParseDuration(value + "ms")
		}
		if err != nil || n < -time.Millisecond {
			return usage("milliseconds, or -1 for ever")
		}
		*field(o) = n
		return nil
	}
}

// setRedials says how often a lost or refused connection is dialed again.
func setRedials(o *client.Options, value string) error {
	o.Connect.Attempts = -1 // none; 0 would be the default
	if value == "0" {
		return nil
	}
	return whole(func(o *client.Options) *int { return &o.Connect.Attempts })(o, value)
}

func setMode(o *client.Options, value string) error {
	switch value {
	case "percall":
		o.Mode = client.PerCall
	case "shared":
		o.Mode = client.Shared
	default:
		return usage("percall or shared")
	}
	return nil
}
