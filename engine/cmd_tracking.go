//go:build !first

// CLIENT TRACKING and its siblings: what a connection wants to hear of the
// keys that it caches.

package engine

import (
	"strings"

	"resplay/resp"
)

var trackingCommands = []Command{
	{
		Name: "tracking", Synopsis: "<ON | OFF> [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]",
		Summary: "Chooses whether the connection hears of changes to keys that it has read.",
		Since:   "6.0.0", Group: "connection", Complexity: "O(1). Some options may introduce additional complexity.",
		Arity: -3, Flags: NoScript | Loading | Stale,
		run: cmdClientTracking,
	},
	{
		Name: "caching", Synopsis: "<YES | NO>",
		Summary: "Chooses whether the keys of the next command are tracked.",
		Since:   "6.0.0", Group: "connection", Complexity: "O(1)",
		Arity: 3, Flags: NoScript | Loading | Stale,
		run: cmdClientCaching,
	},
	{
		Name:    "getredir",
		Summary: "Returns which connection hears of the keys that this one has read.",
		Since:   "6.0.0", Group: "connection", Complexity: "O(1)",
		Arity: 2, Flags: NoScript | Loading | Stale,
		run: cmdClientGetredir,
	},
	{
		Name:    "trackinginfo",
		Summary: "Tells what CLIENT TRACKING has set up for the connection.",
		Since:   "6.2.0", Group: "connection", Complexity: "O(1)",
		Arity: 2, Flags: NoScript | Loading | Stale,
		run: cmdClientTrackinginfo,
	},
}

func cmdClientTracking(c *call) (resp.Value, error) {
	options, err := c.trackingOptions()
	if err != nil {
		return none, err
	}
	s := c.engine.supervisor()
	switch c.keyword(2) {
	case "ON":
		if err := options.fits(c.conn.tracking); err != nil {
			return none, err
		}
		s.caching().start(c.conn, options)
	case "OFF":
		if c.conn.tracking != nil {
			s.caches.stop(c.conn)
		}
	default:
		return none, errSyntax
	}
	return resp.OK(), nil
}

func (c *call) trackingOptions() (options tracking, err error) {
	for i := 3; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "REDIRECT" && c.more(i) > 0:
			i++
			if err := c.redirection(&options, i); err != nil {
				return options, err
			}
		case word == "PREFIX" && c.more(i) > 0:
			i++
			options.prefixes = append(options.prefixes, strings.Clone(c.args[i]))
		case word == "BCAST":
			options.bcast = true
		case word == "OPTIN":
			options.optIn = true
		case word == "OPTOUT":
			options.optOut = true
		case word == "NOLOOP":
			options.noLoop = true
		default:
			return options, errSyntax
		}
	}
	return options, nil
}

// redirection reads the connection to tell instead.
func (c *call) redirection(options *tracking, i int) error {
	if options.redirect != 0 {
		return errOneRedirect
	}
	id, err := c.integer(i)
	if err != nil {
		return err
	}
	if c.engine.connByID(id) == nil {
		return errRedirectGone
	}
	options.redirect = id
	return nil
}

// fits returns why options cannot be, alone or after those of before; nil:
// they can.
func (options tracking) fits(before *tracking) error {
	switch {
	case !options.bcast && len(options.prefixes) > 0:
		return errPrefixBcast
	case before != nil && before.bcast != options.bcast:
		return errSwitchBcast
	case options.bcast && (options.optIn || options.optOut):
		return errOptBcast
	case options.optIn && options.optOut:
		return errOptBoth
	case before != nil && (options.optIn && before.optOut || options.optOut && before.optIn):
		return errSwitchOpt
	}
	for i, prefix := range options.prefixes {
		if before != nil {
			if other, overlaps := overlapping(prefix, before.prefixes); overlaps {
				return prefixOverlaps(prefix, "an existing", other)
			}
		}
		if other, overlaps := overlapping(prefix, options.prefixes[i+1:]); overlaps {
			return prefixOverlaps(prefix, "another provided", other)
		}
	}
	return nil
}

// overlapping returns the first of others that begins like prefix, or prefix
// like it.
func overlapping(prefix string, others []string) (string, bool) {
	for _, other := range others {
		if strings.HasPrefix(prefix, other) || strings.HasPrefix(other, prefix) {
			return other, true
		}
	}
	return "", false
}

func prefixOverlaps(prefix, which, other string) error {
	return resp.Error("ERR Prefix '" + prefix + "' overlaps with " + which + " prefix '" + other +
		"'. Prefixes for a single client must not overlap.")
}

func cmdClientCaching(c *call) (resp.Value, error) {
	own := c.conn.tracking
	if own == nil {
		return none, errNotTracking
	}
	switch c.keyword(2) {
	case "YES":
		if !own.optIn {
			return none, errCachingYes
		}
	case "NO":
		if !own.optOut {
			return none, errCachingNo
		}
	default:
		return none, errSyntax
	}
	own.caching = true
	return resp.OK(), nil
}

func cmdClientGetredir(c *call) (resp.Value, error) { return resp.Integer(c.conn.redirect()), nil }

func cmdClientTrackinginfo(c *call) (resp.Value, error) {
	own := c.conn.tracking
	flags, prefixes := []string{"off"}, []string(nil)
	if own != nil {
		flags, prefixes = own.flags(), own.prefixes
	}
	words := make([]resp.Value, len(flags))
	for i, flag := range flags {
		words[i] = resp.Bulk(flag)
	}
	return resp.Map(
		resp.Bulk("flags"), resp.Set(words...),
		resp.Bulk("redirect"), resp.Integer(c.conn.redirect()),
		resp.Bulk("prefixes"), resp.Bulks(prefixes...),
	), nil
}

func (options *tracking) flags() []string {
	flags := []string{"on"}
	for _, flag := range []struct {
		name string
		yes  bool
	}{
		{"bcast", options.bcast},
		{"optin", options.optIn}, {"caching-yes", options.optIn && options.caching},
		{"optout", options.optOut}, {"caching-no", options.optOut && options.caching},
		{"noloop", options.noLoop}, {"broken_redirect", options.broken},
	} {
		if flag.yes {
			flags = append(flags, flag.name)
		}
	}
	return flags
}
