//go:build !first

// CLIENT commands of client-side caching: the server tells a connection which
// of the keys that it has read have changed.

package client

import "resplay/resp"

// ClientTrackingOptions say what a connection is told, and how.
type ClientTrackingOptions struct {
	Redirect int64    // the number of the connection that is told; 0: this one, which takes RESP3
	Prefixes []string // with BCast: only of keys that begin so; none: of all
	BCast    bool     // of all keys that match, read or not
	OptIn    bool     // only of keys read right after ClientCaching(true)
	OptOut   bool     // not of keys read right after ClientCaching(false)
	NoLoop   bool     // not of changes by the connection itself
}

// ClientTracking begins, or ends, the tracking of what the connection reads.
// It is for a [Lease].
//
// Redis: https://redis.io/commands/client-tracking/
func (c Commands) ClientTracking(on bool, o ClientTrackingOptions) *Future[struct{}] {
	args := []string{"CLIENT", "TRACKING", onOff(on)}
	if o.Redirect != 0 {
		args = append(args, "REDIRECT", itoa(o.Redirect))
	}
	for _, prefix := range o.Prefixes {
		args = append(args, "PREFIX", prefix)
	}
	for _, option := range []struct {
		on   bool
		word string
	}{{o.BCast, "BCAST"}, {o.OptIn, "OPTIN"}, {o.OptOut, "OPTOUT"}, {o.NoLoop, "NOLOOP"}} {
		if option.on {
			args = append(args, option.word)
		}
	}
	return run(c, done, args...)
}

// ClientCaching says whether the keys of the next command are tracked, with
// OptIn or OptOut. It is for a [Lease].
//
// Redis: https://redis.io/commands/client-caching/
func (c Commands) ClientCaching(yes bool) *Future[struct{}] {
	if yes {
		return run(c, done, "CLIENT", "CACHING", "YES")
	}
	return run(c, done, "CLIENT", "CACHING", "NO")
}

// ClientGetRedir resolves with the number of the connection that is told; 0
// is this one, and -1 none: nothing is tracked.
//
// Redis: https://redis.io/commands/client-getredir/
func (c Commands) ClientGetRedir() *Future[int64] { return run(c, integer, "CLIENT", "GETREDIR") }

// TrackingInfo is how a connection is tracked.
type TrackingInfo struct {
	Flags    []string // on or off, bcast, optin, optout, noloop and so on
	Redirect int64    // as ClientGetRedir tells it
	Prefixes []string
}

// ClientTrackingInfo resolves with how the connection is tracked.
//
// Redis: https://redis.io/commands/client-trackinginfo/
func (c Commands) ClientTrackingInfo() *Future[TrackingInfo] {
	return run(c, trackingInfo, "CLIENT", "TRACKINGINFO")
}

func trackingInfo(v resp.Value) (t TrackingInfo, err error) {
	r := newRecord(v)
	t.Flags = field(r, "flags", texts)
	t.Redirect = field(r, "redirect", integer)
	t.Prefixes = field(r, "prefixes", texts)
	return t, r.err
}
