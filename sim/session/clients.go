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
	s.clients[h] = s.host.World.Client(o)
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
		parsed, err := client.ParseURL(pairs[i+1])
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

// optionKeys are the keys that setOption knows, for its error.
const optionKeys = "url host port db username password protocol name max min mode wait connect-timeout command-timeout"

func setOption(o *client.Options, key, value string) error {
	number := func(target *int) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return usage(key + " is " + resp.Quote(value) + ", want a whole number from 0")
		}
		*target = n
		return nil
	}
	milliseconds := func(target *time.Duration) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < -1 {
			return usage(key + " is " + resp.Quote(value) + ", want milliseconds, or -1 for ever")
		}
		*target = time.Duration(n) * time.Millisecond
		return nil
	}
	switch key {
	case "db":
		return number(&o.DB)
	case "username":
		o.Username = value
	case "password":
		o.Password = value
	case "name":
		o.ClientName = value
	case "protocol":
		return number(&o.Protocol)
	case "max":
		return number(&o.Pool.Max)
	case "min":
		return number(&o.Pool.Min)
	case "wait":
		return milliseconds(&o.Pool.Wait)
	case "connect-timeout":
		return milliseconds(&o.ConnectTimeout)
	case "command-timeout":
		return milliseconds(&o.CommandTimeout)
	case "mode":
		return setMode(o, value)
	default:
		return usage("unknown option " + resp.Quote(key) + "; known are " + optionKeys)
	}
	return nil
}

func setMode(o *client.Options, value string) error {
	switch value {
	case "percall":
		o.Mode = client.PerCall
	case "shared":
		o.Mode = client.Shared
	default:
		return usage("mode is " + resp.Quote(value) + ", want percall or shared")
	}
	return nil
}
