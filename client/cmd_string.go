//go:build !first

// String commands that read and set whole values. Those about numbers and
// parts of a value are in cmd_string_part.go.

package client

import "time"

// Get resolves with the value of key; a missing key is ErrNil.
//
// Redis: https://redis.io/commands/get/
func (c Commands) Get(key string) *Future[string] { return run(c, text, "GET", key) }

// Set sets key, whatever it was before, and makes it last.
//
// Redis: https://redis.io/commands/set/
func (c Commands) Set(key, value string) *Future[struct{}] { return run(c, done, "SET", key, value) }

// SetOptions say more about a SET. Of the three times the first that is set counts.
type SetOptions struct {
	TTL      time.Duration // how long the key lives, in whole milliseconds; 0: for ever
	ExpireAt time.Time     // when it dies, to the millisecond; zero: never
	KeepTTL  bool          // leave the key's time to live as it was
	NX       bool          // only if the key is missing
	XX       bool          // only if the key is there
}

func (o SetOptions) args() []string {
	args := expiry(nil, o.TTL, o.ExpireAt)
	if len(args) == 0 && o.KeepTTL {
		args = append(args, "KEEPTTL")
	}
	if o.NX {
		args = append(args, "NX")
	}
	if o.XX {
		args = append(args, "XX")
	}
	return args
}

// expiry appends a time to live, or when it ends, if there is one.
func expiry(args []string, ttl time.Duration, at time.Time) []string {
	switch {
	case ttl != 0:
		return append(args, "PX", millis(ttl))
	case !at.IsZero():
		return append(args, "PXAT", itoa(at.UnixMilli()))
	}
	return args
}

// SetWith sets key as o says, and resolves with whether it did.
//
// Redis: https://redis.io/commands/set/
func (c Commands) SetWith(key, value string, o SetOptions) *Future[bool] {
	return run(c, stored, append([]string{"SET", key, value}, o.args()...)...)
}

// SetGet sets key as o says, and resolves with what it was before; a missing key is ErrNil.
//
// Redis: https://redis.io/commands/set/
func (c Commands) SetGet(key, value string, o SetOptions) *Future[string] {
	return run(c, text, append(append([]string{"SET", key, value}, o.args()...), "GET")...)
}

// SetNX sets key if it is missing, and resolves with whether it did.
//
// Redis: https://redis.io/commands/setnx/
func (c Commands) SetNX(key, value string) *Future[bool] { return run(c, flag, "SETNX", key, value) }

// SetEX sets key for a time, in whole seconds, rounded up.
//
// Redis: https://redis.io/commands/setex/
func (c Commands) SetEX(key, value string, ttl time.Duration) *Future[struct{}] {
	return run(c, done, "SETEX", key, wholeSeconds(ttl), value)
}

// PSetEX sets key for a time, in whole milliseconds, rounded up.
//
// Redis: https://redis.io/commands/psetex/
func (c Commands) PSetEX(key, value string, ttl time.Duration) *Future[struct{}] {
	return run(c, done, "PSETEX", key, millis(ttl), value)
}

// GetSet sets key, and resolves with what it was before; a missing key is
// ErrNil. SetGet can do that and more.
//
// Redis: https://redis.io/commands/getset/
func (c Commands) GetSet(key, value string) *Future[string] {
	return run(c, text, "GETSET", key, value)
}

// GetDel deletes key, and resolves with what it was; a missing key is ErrNil.
//
// Redis: https://redis.io/commands/getdel/
func (c Commands) GetDel(key string) *Future[string] { return run(c, text, "GETDEL", key) }

// GetEX is Get, and gives the key a new time to live, in whole milliseconds; 0 makes it last.
//
// Redis: https://redis.io/commands/getex/
func (c Commands) GetEX(key string, ttl time.Duration) *Future[string] {
	return c.GetEXWith(key, GetEXOptions{TTL: ttl, Persist: ttl == 0})
}

// GetEXOptions say what becomes of the time to live of what is read; all zero
// leaves it alone. Of the three the first that is set counts.
type GetEXOptions struct {
	TTL      time.Duration // how long it lives from now on, in whole milliseconds
	ExpireAt time.Time     // when it dies, to the millisecond
	Persist  bool          // it lasts
}

func (o GetEXOptions) args(command ...string) []string {
	args := expiry(command, o.TTL, o.ExpireAt)
	if len(args) == len(command) && o.Persist {
		args = append(args, "PERSIST")
	}
	return args
}

// GetEXWith is Get, and changes the key's time to live as o says; a missing key is ErrNil.
//
// Redis: https://redis.io/commands/getex/
func (c Commands) GetEXWith(key string, o GetEXOptions) *Future[string] {
	return run(c, text, o.args("GETEX", key)...)
}

// MGet resolves with the values of keys, in order. A key that is missing, or
// no string, has none.
//
// Redis: https://redis.io/commands/mget/
func (c Commands) MGet(keys ...string) *Future[[]Optional] {
	return run(c, optionals, words("MGET", keys)...)
}

// MSet sets keys, all at once: key, value, key, value.
//
// Redis: https://redis.io/commands/mset/
func (c Commands) MSet(pairs ...string) *Future[struct{}] {
	return run(c, done, words("MSET", pairs)...)
}

// MSetNX sets keys, key, value, key, value, if none of them is there, and
// resolves with whether it did.
//
// Redis: https://redis.io/commands/msetnx/
func (c Commands) MSetNX(pairs ...string) *Future[bool] {
	return run(c, flag, words("MSETNX", pairs)...)
}
