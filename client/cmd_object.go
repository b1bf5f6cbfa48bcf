//go:build !first

// What the server knows of a key's value, and the value as the server stores it.

package client

import (
	"time"

	"resplay/resp"
)

// ObjectEncoding resolves with how the server stores a key; none is ErrNil.
//
// Redis: https://redis.io/commands/object-encoding/
func (c Commands) ObjectEncoding(key string) *Future[string] {
	return run(c, text, "OBJECT", "ENCODING", key)
}

// ObjectFreq resolves with how often a key has been used of late, on a scale
// that is logarithmic; none is ErrNil. Servers that evict by use alone know it.
//
// Redis: https://redis.io/commands/object-freq/
func (c Commands) ObjectFreq(key string) *Future[int64] {
	return run(c, integer, "OBJECT", "FREQ", key)
}

// ObjectIdleTime resolves with how long a key has not been used, in whole
// seconds; none is ErrNil.
//
// Redis: https://redis.io/commands/object-idletime/
func (c Commands) ObjectIdleTime(key string) *Future[time.Duration] {
	return run(c, secondsPassed, "OBJECT", "IDLETIME", key)
}

func secondsPassed(v resp.Value) (time.Duration, error) {
	n, err := integer(v)
	return time.Duration(n) * time.Second, err
}

// ObjectRefCount resolves with how often the server refers to a key's value; none is ErrNil.
//
// Redis: https://redis.io/commands/object-refcount/
func (c Commands) ObjectRefCount(key string) *Future[int64] {
	return run(c, integer, "OBJECT", "REFCOUNT", key)
}

// Dump resolves with a key's value as Restore takes it, bytes that mean
// nothing else; a missing key is ErrNil.
//
// Redis: https://redis.io/commands/dump/
func (c Commands) Dump(key string) *Future[string] { return run(c, text, "DUMP", key) }

// Restore makes a key of what Dump resolved with. The key lives for ttl, in
// whole milliseconds, for ever when it is 0. One that is there is an error of
// the server, BUSYKEY.
//
// Redis: https://redis.io/commands/restore/
func (c Commands) Restore(key string, ttl time.Duration, dump string) *Future[struct{}] {
	return run(c, done, "RESTORE", key, millis(ttl), dump)
}

// RestoreOptions say more about a RESTORE.
type RestoreOptions struct {
	TTL      time.Duration // how long the key lives, in whole milliseconds; 0: for ever
	ExpireAt time.Time     // when it dies, to the millisecond, unless there is a TTL; zero: never
	Replace  bool          // over what has the key
	IdleTime time.Duration // since when the key counts as not used, in whole seconds; 0: it was used just now
	Freq     int64         // how often it counts as used, see ObjectFreq; 0: as any new key
}

// RestoreWith is Restore as o says.
//
// Redis: https://redis.io/commands/restore/
func (c Commands) RestoreWith(key, dump string, o RestoreOptions) *Future[struct{}] {
	absolute := o.TTL == 0 && !o.ExpireAt.IsZero()
	ttl := millis(o.TTL)
	if absolute {
		ttl = itoa(o.ExpireAt.UnixMilli())
	}
	args := []string{"RESTORE", key, ttl, dump}
	if o.Replace {
		args = append(args, "REPLACE")
	}
	if absolute {
		args = append(args, "ABSTTL")
	}
	if o.IdleTime != 0 {
		args = append(args, "IDLETIME", wholeSeconds(o.IdleTime))
	}
	if o.Freq != 0 {
		args = append(args, "FREQ", itoa(o.Freq))
	}
	return run(c, done, args...)
}
