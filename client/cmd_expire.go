//go:build !first

// Commands about how long keys live.

package client

import (
	"time"

	"resplay/resp"
)

// ExpireOptions say under which condition a time to live is set. A key that
// lasts counts as one that lives for ever.
type ExpireOptions struct {
	NX bool // only if there is none so far
	XX bool // only if there is one
	GT bool // only if the new one is longer
	LT bool // only if the new one is shorter
}

func (o ExpireOptions) args(command ...string) []string {
	for _, option := range []struct {
		on   bool
		word string
	}{{o.NX, "NX"}, {o.XX, "XX"}, {o.GT, "GT"}, {o.LT, "LT"}} {
		if option.on {
			command = append(command, option.word)
		}
	}
	return command
}

// Expire gives a key so long to live, in whole seconds, rounded up, and
// resolves with whether it is there. A time of 0 or less deletes it.
//
// Redis: https://redis.io/commands/expire/
func (c Commands) Expire(key string, ttl time.Duration) *Future[bool] {
	return c.ExpireWith(key, ttl, ExpireOptions{})
}

// ExpireWith is Expire if o holds, and resolves with whether it was done.
//
// Redis: https://redis.io/commands/expire/
func (c Commands) ExpireWith(key string, ttl time.Duration, o ExpireOptions) *Future[bool] {
	return run(c, flag, o.args("EXPIRE", key, wholeSeconds(ttl))...)
}

// PExpire gives a key so long to live, in whole milliseconds, rounded up, and
// resolves with whether it is there. A time of 0 or less deletes it.
//
// Redis: https://redis.io/commands/pexpire/
func (c Commands) PExpire(key string, ttl time.Duration) *Future[bool] {
	return c.PExpireWith(key, ttl, ExpireOptions{})
}

// PExpireWith is PExpire if o holds, and resolves with whether it was done.
//
// Redis: https://redis.io/commands/pexpire/
func (c Commands) PExpireWith(key string, ttl time.Duration, o ExpireOptions) *Future[bool] {
	return run(c, flag, o.args("PEXPIRE", key, millis(ttl))...)
}

// ExpireAt says when a key dies, to the second, and resolves with whether it
// is there. A time that has passed deletes it.
//
// Redis: https://redis.io/commands/expireat/
func (c Commands) ExpireAt(key string, at time.Time) *Future[bool] {
	return c.ExpireAtWith(key, at, ExpireOptions{})
}

// ExpireAtWith is ExpireAt if o holds, and resolves with whether it was done.
//
// Redis: https://redis.io/commands/expireat/
func (c Commands) ExpireAtWith(key string, at time.Time, o ExpireOptions) *Future[bool] {
	return run(c, flag, o.args("EXPIREAT", key, itoa(at.Unix()))...)
}

// PExpireAt says when a key dies, to the millisecond, and resolves with
// whether it is there. A time that has passed deletes it.
//
// Redis: https://redis.io/commands/pexpireat/
func (c Commands) PExpireAt(key string, at time.Time) *Future[bool] {
	return c.PExpireAtWith(key, at, ExpireOptions{})
}

// PExpireAtWith is PExpireAt if o holds, and resolves with whether it was done.
//
// Redis: https://redis.io/commands/pexpireat/
func (c Commands) PExpireAtWith(key string, at time.Time, o ExpireOptions) *Future[bool] {
	return run(c, flag, o.args("PEXPIREAT", key, itoa(at.UnixMilli()))...)
}

// Persist makes a key last, and resolves with whether it was to die.
//
// Redis: https://redis.io/commands/persist/
func (c Commands) Persist(key string) *Future[bool] { return run(c, flag, "PERSIST", key) }

// The answers of TTL and its kin for what has no time to live.
const (
	NoExpiry time.Duration = -1 // it lasts
	NoKey    time.Duration = -2 // there is no such key, or no such field
)

// TTL resolves with how long a key has to live, in whole seconds, or with
// NoExpiry or NoKey.
//
// Redis: https://redis.io/commands/ttl/
func (c Commands) TTL(key string) *Future[time.Duration] { return run(c, lifetimeSeconds, "TTL", key) }

// PTTL is TTL to the millisecond.
//
// Redis: https://redis.io/commands/pttl/
func (c Commands) PTTL(key string) *Future[time.Duration] { return run(c, lifetime, "PTTL", key) }

func lifetime(v resp.Value) (time.Duration, error)        { return lifetimeIn(time.Millisecond, v) }
func lifetimeSeconds(v resp.Value) (time.Duration, error) { return lifetimeIn(time.Second, v) }

func lifetimeIn(unit time.Duration, v resp.Value) (time.Duration, error) {
	n, err := integer(v)
	if n < 0 {
		return time.Duration(n), err
	}
	return time.Duration(n) * unit, err
}

// ExpireTime resolves with when a key dies, to the second; it is the zero
// time for a key that lasts, and a missing key is ErrNil.
//
// Redis: https://redis.io/commands/expiretime/
func (c Commands) ExpireTime(key string) *Future[time.Time] {
	return run(c, deadlineSeconds, "EXPIRETIME", key)
}

// PExpireTime is ExpireTime to the millisecond.
//
// Redis: https://redis.io/commands/pexpiretime/
func (c Commands) PExpireTime(key string) *Future[time.Time] {
	return run(c, deadline, "PEXPIRETIME", key)
}

func deadline(v resp.Value) (time.Time, error)        { return deadlineIn(time.UnixMilli, v) }
func deadlineSeconds(v resp.Value) (time.Time, error) { return deadlineIn(unixSeconds, v) }

func unixSeconds(n int64) time.Time { return time.Unix(n, 0) }

func deadlineIn(at func(int64) time.Time, v resp.Value) (time.Time, error) {
	switch n, err := integer(v); {
	case err != nil:
		return time.Time{}, err
	case n == int64(NoKey):
		return time.Time{}, ErrNil
	case n == int64(NoExpiry):
		return time.Time{}, nil
	default:
		return at(n), nil
	}
}
