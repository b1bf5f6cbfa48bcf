// Commands for keys of any type.

package client

import (
	"time"

	"resplay/resp"
)

// Del deletes keys, and resolves with how many were there.
func (c Commands) Del(keys ...string) *Future[int64] { return run(c, integer, words("DEL", keys)...) }

// Unlink is Del, which frees the memory later.
func (c Commands) Unlink(keys ...string) *Future[int64] {
	return run(c, integer, words("UNLINK", keys)...)
}

// Exists resolves with how many of keys are there; one named twice counts twice.
func (c Commands) Exists(keys ...string) *Future[int64] {
	return run(c, integer, words("EXISTS", keys)...)
}

// Touch is Exists, which counts as a use of the keys.
func (c Commands) Touch(keys ...string) *Future[int64] {
	return run(c, integer, words("TOUCH", keys)...)
}

// Type resolves with string, list, set, hash or another type, or with none.
func (c Commands) Type(key string) *Future[string] { return run(c, text, "TYPE", key) }

// Keys resolves with all keys that match a pattern. It looks at each key
// there is, so programs prefer [Client.ScanAll].
func (c Commands) Keys(pattern string) *Future[[]string] { return run(c, texts, "KEYS", pattern) }

// RandomKey resolves with a key chosen at random; none is ErrNil.
func (c Commands) RandomKey() *Future[string] { return run(c, text, "RANDOMKEY") }

// Rename renames a key; what had the new name is gone.
func (c Commands) Rename(key, name string) *Future[struct{}] {
	return run(c, done, "RENAME", key, name)
}

// RenameNX renames a key if the name is free, and resolves with whether it did.
func (c Commands) RenameNX(key, name string) *Future[bool] {
	return run(c, flag, "RENAMENX", key, name)
}

// Copy copies a key if the name is free, and resolves with whether it did.
func (c Commands) Copy(key, name string) *Future[bool] { return run(c, flag, "COPY", key, name) }

// CopyTo copies a key into a database, over what has the name there if
// replace, and resolves with whether it did.
func (c Commands) CopyTo(key, name string, db int, replace bool) *Future[bool] {
	args := []string{"COPY", key, name, "DB", itoa(db)}
	if replace {
		args = append(args, "REPLACE")
	}
	return run(c, flag, args...)
}

// Move moves a key to another database, if it is free there, and resolves with whether it did.
func (c Commands) Move(key string, db int) *Future[bool] { return run(c, flag, "MOVE", key, itoa(db)) }

// Expire gives a key so long to live, in milliseconds, and resolves with whether it is there.
func (c Commands) Expire(key string, ttl time.Duration) *Future[bool] {
	return run(c, flag, "PEXPIRE", key, millis(ttl))
}

// ExpireAt says when a key dies, in milliseconds, and resolves with whether it is there.
func (c Commands) ExpireAt(key string, at time.Time) *Future[bool] {
	return run(c, flag, "PEXPIREAT", key, itoa(at.UnixMilli()))
}

// Persist makes a key last, and resolves with whether it was to die.
func (c Commands) Persist(key string) *Future[bool] { return run(c, flag, "PERSIST", key) }

// The answers of TTL and ExpireTime for keys that have no time.
const (
	NoExpiry time.Duration = -1 // the key lasts
	NoKey    time.Duration = -2 // there is no such key
)

// TTL resolves with how long a key has to live, or with NoExpiry or NoKey.
func (c Commands) TTL(key string) *Future[time.Duration] { return run(c, lifetime, "PTTL", key) }

func lifetime(v resp.Value) (time.Duration, error) {
	n, err := integer(v)
	if n < 0 {
		return time.Duration(n), err
	}
	return time.Duration(n) * time.Millisecond, err
}

// ExpireTime resolves with when a key dies; it is the zero time for a key
// that lasts, and a missing key is ErrNil.
func (c Commands) ExpireTime(key string) *Future[time.Time] {
	return run(c, deadline, "PEXPIRETIME", key)
}

func deadline(v resp.Value) (time.Time, error) {
	switch n, err := integer(v); {
	case err != nil:
		return time.Time{}, err
	case n == int64(NoKey):
		return time.Time{}, ErrNil
	case n == int64(NoExpiry):
		return time.Time{}, nil
	default:
		return time.UnixMilli(n), nil
	}
}

// ObjectEncoding resolves with how the server stores a key; none is ErrNil.
func (c Commands) ObjectEncoding(key string) *Future[string] {
	return run(c, text, "OBJECT", "ENCODING", key)
}

// ObjectRefCount resolves with how often the server refers to a key's value; none is ErrNil.
func (c Commands) ObjectRefCount(key string) *Future[int64] {
	return run(c, integer, "OBJECT", "REFCOUNT", key)
}

// ObjectIdleTime resolves with how long a key has not been used, in whole
// seconds; none is ErrNil.
func (c Commands) ObjectIdleTime(key string) *Future[time.Duration] {
	return run(c, wholeSeconds, "OBJECT", "IDLETIME", key)
}

func wholeSeconds(v resp.Value) (time.Duration, error) {
	n, err := integer(v)
	return time.Duration(n) * time.Second, err
}
